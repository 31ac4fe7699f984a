-- The outbox once more: a notice knows which changes it follows and whether a thread hangs under it, so
-- that no list of kinds stands in a statement; and neither kinds nor ways are listed here, where each
-- new one would be a change of the schema.

CREATE TABLE notice_anew (
    id            BIGINT NOT NULL PRIMARY KEY,
    organisation  BIGINT NOT NULL REFERENCES organisation (id),
    logical_key   TEXT   NOT NULL,
    kind          TEXT   NOT NULL,
    -- Which changes a message that was sent is edited for: 'nothing', 'seat' or 'meeting'.
    follows       TEXT   NOT NULL,
    -- Whether the meeting's thread hangs under it, where it stands in the group's channel.
    is_post       BIGINT NOT NULL CHECK (is_post IN (0, 1)),
    group_id      BIGINT NOT NULL,
    meeting       BIGINT,
    seat          BIGINT,
    occasion      BIGINT NOT NULL,
    again         BIGINT,
    destination   TEXT   NOT NULL,
    person        BIGINT,
    state         TEXT   NOT NULL CHECK (state IN ('owed', 'sending', 'sent', 'moot', 'undeliverable')),
    due           BIGINT NOT NULL,
    attempts      BIGINT NOT NULL DEFAULT 0,
    open_tries    BIGINT NOT NULL DEFAULT 0,
    first_attempt BIGINT,
    channel       BIGINT,
    message       BIGINT,
    sent          BIGINT,
    digest        TEXT,
    stale         BIGINT,
    changes       BIGINT NOT NULL DEFAULT 0,
    edited        BIGINT,
    trouble       TEXT,
    obstacle      TEXT,
    CHECK (state <> 'sent' OR (channel IS NOT NULL AND message IS NOT NULL)),
    CHECK (meeting IS NOT NULL OR destination <> 'thread'),
    UNIQUE (organisation, logical_key),
    FOREIGN KEY (organisation, group_id) REFERENCES groups (organisation, id),
    FOREIGN KEY (organisation, meeting) REFERENCES meeting (organisation, id),
    FOREIGN KEY (organisation, seat) REFERENCES seat (organisation, id),
    FOREIGN KEY (organisation, person) REFERENCES person (organisation, id)
);
INSERT INTO notice_anew
SELECT id, organisation, logical_key, kind,
       CASE WHEN kind IN ('announcement', 'invitation', 'succession') THEN 'meeting'
            WHEN kind IN ('summons', 'receipt', 'vacancy') THEN 'seat'
            ELSE 'nothing' END,
       CASE WHEN kind IN ('announcement', 'invitation') THEN 1 ELSE 0 END,
       group_id, meeting, seat, occasion, again, destination, person, state, due, attempts, open_tries,
       first_attempt, channel, message, sent, digest, stale, changes, edited, trouble, obstacle
FROM notice;
DROP TABLE notice;
ALTER TABLE notice_anew RENAME TO notice;
CREATE INDEX notice_due ON notice (due) WHERE state IN ('owed', 'sending');
CREATE INDEX notice_stale ON notice (stale) WHERE stale IS NOT NULL;
CREATE INDEX notice_by_meeting ON notice (meeting);
CREATE INDEX notice_by_person ON notice (person) WHERE person IS NOT NULL;
