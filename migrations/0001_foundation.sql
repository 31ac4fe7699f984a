-- The organisation, its groups and people, meetings, replies, and the messages owed.
--
-- One text for SQLite and PostgreSQL: BIGINT, TEXT and nothing else. Instants are Unix seconds in
-- UTC, days are YYYY-MM-DD, truth values are 0 or 1. Every table of an organisation's data carries
-- the organisation, and references are made together with it.

CREATE TABLE organisation (
    id       BIGINT NOT NULL PRIMARY KEY,
    guild    BIGINT NOT NULL UNIQUE,
    name     TEXT   NOT NULL,
    language TEXT   NOT NULL,
    zone     TEXT   NOT NULL,
    created  BIGINT NOT NULL
);

CREATE TABLE groups (
    id                BIGINT NOT NULL PRIMARY KEY,
    organisation      BIGINT NOT NULL REFERENCES organisation (id),
    name              TEXT   NOT NULL,
    channel           BIGINT NOT NULL,
    officials_channel BIGINT NOT NULL,
    language          TEXT   NOT NULL,
    zone              TEXT   NOT NULL,
    lead_days         BIGINT NOT NULL CHECK (lead_days BETWEEN 0 AND 365),
    posting_schedule  TEXT   NOT NULL,
    term_from         TEXT   NOT NULL,
    term_to           TEXT   CHECK (term_to >= term_from),
    UNIQUE (organisation, id),
    UNIQUE (organisation, name)
);

CREATE TABLE appointer (
    id           BIGINT NOT NULL PRIMARY KEY,
    organisation BIGINT NOT NULL REFERENCES organisation (id),
    name         TEXT   NOT NULL,
    kind         TEXT   NOT NULL CHECK (kind IN ('municipality', 'region', 'opposition', 'other')),
    UNIQUE (organisation, id),
    UNIQUE (organisation, name)
);

CREATE TABLE seat (
    id           BIGINT NOT NULL PRIMARY KEY,
    organisation BIGINT NOT NULL,
    group_id     BIGINT NOT NULL,
    appointer    BIGINT NOT NULL,
    office       TEXT   NOT NULL CHECK (office IN ('chair', 'vice-chair', 'member')),
    position     BIGINT NOT NULL,
    UNIQUE (organisation, id),
    UNIQUE (group_id, position),
    FOREIGN KEY (organisation, group_id) REFERENCES groups (organisation, id),
    FOREIGN KEY (organisation, appointer) REFERENCES appointer (organisation, id)
);

CREATE TABLE person (
    id           BIGINT NOT NULL PRIMARY KEY,
    organisation BIGINT NOT NULL REFERENCES organisation (id),
    name         TEXT   NOT NULL,
    account      BIGINT,
    UNIQUE (organisation, id),
    UNIQUE (organisation, account)
);

-- `to_day` is the last day in the seat; NULL while it lasts.
CREATE TABLE appointment (
    id           BIGINT NOT NULL PRIMARY KEY,
    organisation BIGINT NOT NULL,
    seat         BIGINT NOT NULL,
    person       BIGINT NOT NULL,
    capacity     TEXT   NOT NULL CHECK (capacity IN ('ordinary', 'substitute')),
    from_day     TEXT   NOT NULL,
    to_day       TEXT   CHECK (to_day >= from_day),
    FOREIGN KEY (organisation, seat) REFERENCES seat (organisation, id),
    FOREIGN KEY (organisation, person) REFERENCES person (organisation, id)
);
CREATE UNIQUE INDEX appointment_one_current ON appointment (seat, capacity) WHERE to_day IS NULL;
CREATE INDEX appointment_by_person ON appointment (person);

CREATE TABLE official (
    id           BIGINT NOT NULL PRIMARY KEY,
    organisation BIGINT NOT NULL,
    group_id     BIGINT NOT NULL,
    person       BIGINT NOT NULL,
    deputy       BIGINT NOT NULL CHECK (deputy IN (0, 1)),
    from_day     TEXT   NOT NULL,
    to_day       TEXT   CHECK (to_day >= from_day),
    FOREIGN KEY (organisation, group_id) REFERENCES groups (organisation, id),
    FOREIGN KEY (organisation, person) REFERENCES person (organisation, id)
);
CREATE UNIQUE INDEX official_one_current ON official (group_id, deputy) WHERE to_day IS NULL;
CREATE INDEX official_by_person ON official (person);

-- `thread` is where the meeting is talked about; by Discord's rule its id is that of the message
-- it hangs under.
CREATE TABLE meeting (
    id                BIGINT NOT NULL PRIMARY KEY,
    organisation      BIGINT NOT NULL,
    group_id          BIGINT NOT NULL,
    state             TEXT   NOT NULL CHECK (state IN ('scheduled', 'called', 'held', 'cancelled')),
    revision          BIGINT NOT NULL CHECK (revision >= 0),
    starts            BIGINT NOT NULL,
    ends              BIGINT NOT NULL CHECK (ends > starts),
    place             TEXT   NOT NULL,
    called            BIGINT,
    cancelled_because TEXT,
    thread            BIGINT,
    CHECK (state <> 'called' OR called IS NOT NULL),
    UNIQUE (organisation, id),
    FOREIGN KEY (organisation, group_id) REFERENCES groups (organisation, id)
);
CREATE UNIQUE INDEX meeting_once ON meeting (group_id, starts) WHERE state <> 'cancelled';
CREATE INDEX meeting_to_call ON meeting (group_id, starts) WHERE state = 'scheduled';

-- Every reply, in the order of their ids. Cover is derived from them. `reason` is for the
-- officials alone and is emptied 30 days after the meeting.
CREATE TABLE reply (
    id           BIGINT NOT NULL PRIMARY KEY,
    organisation BIGINT NOT NULL,
    meeting      BIGINT NOT NULL,
    seat         BIGINT NOT NULL,
    person       BIGINT NOT NULL,
    capacity     TEXT   NOT NULL CHECK (capacity IN ('ordinary', 'substitute', 'stand-in')),
    answer       TEXT   NOT NULL CHECK (answer IN ('absent', 'withdrawn', 'confirmed', 'accepted', 'declined')),
    reason       TEXT,
    reported_by  BIGINT NOT NULL,
    at           BIGINT NOT NULL,
    FOREIGN KEY (organisation, meeting) REFERENCES meeting (organisation, id),
    FOREIGN KEY (organisation, seat) REFERENCES seat (organisation, id),
    FOREIGN KEY (organisation, person) REFERENCES person (organisation, id),
    FOREIGN KEY (organisation, reported_by) REFERENCES person (organisation, id)
);
CREATE INDEX reply_by_meeting ON reply (meeting);
CREATE INDEX reply_with_reason ON reply (at) WHERE reason IS NOT NULL;

-- The outbox: one message owed to one place. `logical_key` makes it unique. `due` is when the next
-- step may be taken; while somebody works on it, it is the end of their lease. `open_tries` counts
-- the tries whose outcome is not known, the first of which began at `first_attempt`. `stale` is
-- when a message that was sent should be edited; `changes` counts what changed since.
CREATE TABLE notice (
    id            BIGINT NOT NULL PRIMARY KEY,
    organisation  BIGINT NOT NULL REFERENCES organisation (id),
    logical_key   TEXT   NOT NULL,
    kind          TEXT   NOT NULL,
    meeting       BIGINT NOT NULL,
    seat          BIGINT,
    occasion      BIGINT NOT NULL,
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
    CHECK (state <> 'sent' OR (channel IS NOT NULL AND message IS NOT NULL)),
    UNIQUE (organisation, logical_key),
    FOREIGN KEY (organisation, meeting) REFERENCES meeting (organisation, id),
    FOREIGN KEY (organisation, seat) REFERENCES seat (organisation, id),
    FOREIGN KEY (organisation, person) REFERENCES person (organisation, id)
);
CREATE INDEX notice_due ON notice (due) WHERE state IN ('owed', 'sending');
CREATE INDEX notice_stale ON notice (stale) WHERE stale IS NOT NULL;
CREATE INDEX notice_by_meeting ON notice (meeting);
