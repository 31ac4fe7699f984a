-- Terms and mandates, abolished seats, people who have erased themselves, the composition that a
-- group declares, who changed what, linking codes, imports that wait for a yes; and notices that
-- are about a group and no meeting.

ALTER TABLE groups ADD COLUMN mandate TEXT;

-- The last day on which the seat exists; NULL while it does.
ALTER TABLE seat ADD COLUMN to_day TEXT;

-- When the person had their name and account removed.
ALTER TABLE person ADD COLUMN erased BIGINT;
CREATE UNIQUE INDEX person_once ON person (organisation, name) WHERE erased IS NULL;

CREATE INDEX appointment_by_seat ON appointment (seat);
CREATE INDEX reply_by_person ON reply (person);

-- How many seats are whose, and by whom chair and vice chair are appointed: by one appointer, or by
-- any of a kind.
CREATE TABLE composition (
    id           BIGINT NOT NULL PRIMARY KEY,
    organisation BIGINT NOT NULL,
    group_id     BIGINT NOT NULL,
    office       TEXT   CHECK (office IN ('chair', 'vice-chair')),
    appointer    BIGINT,
    kind         TEXT   CHECK (kind IN ('municipality', 'region', 'opposition', 'other')),
    seats        BIGINT NOT NULL CHECK (seats >= 0),
    CHECK ((appointer IS NULL) <> (kind IS NULL)),
    FOREIGN KEY (organisation, group_id) REFERENCES groups (organisation, id),
    FOREIGN KEY (organisation, appointer) REFERENCES appointer (organisation, id)
);
CREATE INDEX composition_by_group ON composition (group_id);

-- Who changed what, when, for whom. Rows are added and never changed, but for an account that is
-- blanked when its holder erases themselves. People stand here by their ids, never by name.
-- `by_account` is somebody who is no person of the organisation, such as the server's administrator;
-- where both are NULL it was done on the bot's own machine.
CREATE TABLE audit (
    id           BIGINT NOT NULL PRIMARY KEY,
    organisation BIGINT NOT NULL REFERENCES organisation (id),
    group_id     BIGINT,
    at           BIGINT NOT NULL,
    by_person    BIGINT,
    by_account   BIGINT,
    deed         TEXT   NOT NULL,
    about        BIGINT,
    seat         BIGINT,
    detail       TEXT   NOT NULL,
    FOREIGN KEY (organisation, group_id) REFERENCES groups (organisation, id),
    FOREIGN KEY (organisation, by_person) REFERENCES person (organisation, id),
    FOREIGN KEY (organisation, about) REFERENCES person (organisation, id),
    FOREIGN KEY (organisation, seat) REFERENCES seat (organisation, id)
);
CREATE INDEX audit_by_group ON audit (group_id, id);
CREATE INDEX audit_about ON audit (about);
CREATE INDEX audit_by_person ON audit (by_person);

-- A one-time code with which a person links their own account: kept as its digest alone, one a
-- person.
CREATE TABLE link_code (
    organisation BIGINT NOT NULL,
    person       BIGINT NOT NULL,
    digest       TEXT   NOT NULL,
    expires      BIGINT NOT NULL,
    -- The account of the official on whose right it stands; NULL for the server's administrator.
    maker        BIGINT,
    PRIMARY KEY (organisation, person),
    UNIQUE (organisation, digest),
    FOREIGN KEY (organisation, person) REFERENCES person (organisation, id)
);

-- Codes that were tried and did not fit, so that guesses can be limited. Forgotten after a day.
CREATE TABLE link_guess (
    id           BIGINT NOT NULL PRIMARY KEY,
    organisation BIGINT NOT NULL REFERENCES organisation (id),
    account      BIGINT NOT NULL,
    at           BIGINT NOT NULL
);
CREATE INDEX link_guess_by_organisation ON link_guess (organisation, at);

-- A file that was read and shown as a difference, and waits to be carried out. `shown` is a digest
-- of that difference.
CREATE TABLE pending_import (
    id           BIGINT NOT NULL PRIMARY KEY,
    organisation BIGINT NOT NULL,
    group_id     BIGINT NOT NULL,
    account      BIGINT NOT NULL,
    at           BIGINT NOT NULL,
    from_day     TEXT   NOT NULL,
    content      TEXT   NOT NULL,
    shown        TEXT   NOT NULL,
    FOREIGN KEY (organisation, group_id) REFERENCES groups (organisation, id)
);

-- The outbox anew: every notice is about a group, and most of them about one of its meetings.
-- `obstacle` is why one could not be delivered.
CREATE TABLE notice_anew (
    id            BIGINT NOT NULL PRIMARY KEY,
    organisation  BIGINT NOT NULL REFERENCES organisation (id),
    logical_key   TEXT   NOT NULL,
    kind          TEXT   NOT NULL,
    group_id      BIGINT NOT NULL,
    meeting       BIGINT,
    seat          BIGINT,
    occasion      BIGINT NOT NULL,
    again         BIGINT,
    destination   TEXT   NOT NULL CHECK (destination IN ('channel', 'thread', 'direct', 'officials')),
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
    obstacle      TEXT   CHECK (obstacle IN ('no-account', 'closed-direct', 'other')),
    CHECK (state <> 'sent' OR (channel IS NOT NULL AND message IS NOT NULL)),
    CHECK (meeting IS NOT NULL OR destination <> 'thread'),
    UNIQUE (organisation, logical_key),
    FOREIGN KEY (organisation, group_id) REFERENCES groups (organisation, id),
    FOREIGN KEY (organisation, meeting) REFERENCES meeting (organisation, id),
    FOREIGN KEY (organisation, seat) REFERENCES seat (organisation, id),
    FOREIGN KEY (organisation, person) REFERENCES person (organisation, id)
);
INSERT INTO notice_anew
SELECT n.id, n.organisation, n.logical_key, n.kind, m.group_id, n.meeting, n.seat, n.occasion, CAST(NULL AS BIGINT),
       n.destination, n.person, n.state, n.due, n.attempts, n.open_tries, n.first_attempt, n.channel,
       n.message, n.sent, n.digest, n.stale, n.changes, n.edited, n.trouble,
       CASE WHEN n.state <> 'undeliverable' THEN NULL
            WHEN n.trouble LIKE '%code 50007%' THEN 'closed-direct'
            WHEN n.trouble = 'no linked account' THEN 'no-account'
            ELSE 'other' END
FROM notice n JOIN meeting m ON m.id = n.meeting;
DROP TABLE notice;
ALTER TABLE notice_anew RENAME TO notice;
CREATE INDEX notice_due ON notice (due) WHERE state IN ('owed', 'sending');
CREATE INDEX notice_stale ON notice (stale) WHERE stale IS NOT NULL;
CREATE INDEX notice_by_meeting ON notice (meeting);
CREATE INDEX notice_by_person ON notice (person) WHERE person IS NOT NULL;
