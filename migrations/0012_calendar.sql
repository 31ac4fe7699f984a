-- The calendar of what comes.

-- Whether everybody on the server may see a group's calendar; NULL as long as nobody has said: then whether
-- everybody sees its channel decides (`channel_open`, as Discord last said; NULL where it has not been asked).
ALTER TABLE groups ADD COLUMN calendar_public BIGINT;
ALTER TABLE groups ADD COLUMN channel_open BIGINT;

-- Where the calendar of the whole organisation stands, if anywhere.
ALTER TABLE organisation ADD COLUMN calendar_channel BIGINT;

-- Whether a message of ours that is to be pinned has been.
ALTER TABLE notice ADD COLUMN pinned BIGINT NOT NULL DEFAULT 0;
CREATE INDEX notice_of_group ON notice (group_id) WHERE follows = 'group';

-- The topics and groups that somebody follows.
CREATE TABLE followed_topic (
    organisation BIGINT NOT NULL,
    person       BIGINT NOT NULL,
    topic        BIGINT NOT NULL,
    PRIMARY KEY (person, topic),
    FOREIGN KEY (organisation, person) REFERENCES person (organisation, id),
    FOREIGN KEY (organisation, topic) REFERENCES topic (organisation, id)
);
CREATE TABLE followed_group (
    organisation BIGINT NOT NULL,
    person       BIGINT NOT NULL,
    group_id     BIGINT NOT NULL,
    PRIMARY KEY (person, group_id),
    FOREIGN KEY (organisation, person) REFERENCES person (organisation, id),
    FOREIGN KEY (organisation, group_id) REFERENCES groups (organisation, id)
);

-- Who is told of what they follow: at which hour of the day, since when nobody has told them, and when to look
-- next.
CREATE TABLE follower (
    organisation BIGINT NOT NULL,
    person       BIGINT NOT NULL PRIMARY KEY,
    hour         BIGINT NOT NULL CHECK (hour BETWEEN 0 AND 23),
    since        BIGINT NOT NULL,
    due          BIGINT NOT NULL,
    FOREIGN KEY (organisation, person) REFERENCES person (organisation, id)
);
CREATE INDEX follower_due ON follower (due);

-- From when until when a digest tells, by the occasion of its notice.
CREATE TABLE digest (
    organisation BIGINT NOT NULL,
    person       BIGINT NOT NULL,
    occasion     BIGINT NOT NULL,
    since        BIGINT NOT NULL,
    PRIMARY KEY (person, occasion),
    FOREIGN KEY (organisation, person) REFERENCES person (organisation, id)
);
