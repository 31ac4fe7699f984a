-- What is to come, while little refers to it: drafts, kinds, series and datings of meetings and a way to
-- take part at a distance; offices and appointers of seats that have days, as appointments have; ways
-- of contact as rows. `series` and `link` are not used yet.
--
-- Tables that others refer to are made anew together with those, and then take the names of the old.

CREATE TABLE person_anew (
    id           BIGINT NOT NULL PRIMARY KEY,
    organisation BIGINT NOT NULL REFERENCES organisation (id),
    name         TEXT   NOT NULL,
    -- When the person had their name and ways of contact removed.
    erased       BIGINT,
    UNIQUE (organisation, id)
);
INSERT INTO person_anew SELECT id, organisation, name, erased FROM person;

-- How a person can be reached, one address a way: 'discord' with the account's number.
CREATE TABLE contact (
    organisation BIGINT NOT NULL,
    person       BIGINT NOT NULL,
    way          TEXT   NOT NULL,
    address      TEXT   NOT NULL,
    PRIMARY KEY (organisation, person, way),
    FOREIGN KEY (organisation, person) REFERENCES person_anew (organisation, id)
);
INSERT INTO contact
SELECT organisation, id, 'discord', CAST(account AS TEXT) FROM person WHERE account IS NOT NULL;

CREATE TABLE seat_anew (
    id           BIGINT NOT NULL PRIMARY KEY,
    organisation BIGINT NOT NULL,
    group_id     BIGINT NOT NULL,
    position     BIGINT NOT NULL,
    -- The last day on which the seat exists; NULL while it does.
    to_day       TEXT,
    UNIQUE (organisation, id),
    UNIQUE (group_id, position),
    FOREIGN KEY (organisation, group_id) REFERENCES groups (organisation, id)
);
INSERT INTO seat_anew SELECT id, organisation, group_id, position, to_day FROM seat;

-- By whom a seat is appointed, and its office, from a day to a day. The first has no first day, the last
-- no last one: a seat is always somebody's.
CREATE TABLE designation (
    id           BIGINT NOT NULL PRIMARY KEY,
    organisation BIGINT NOT NULL,
    seat         BIGINT NOT NULL,
    appointer    BIGINT NOT NULL,
    office       TEXT   NOT NULL CHECK (office IN ('chair', 'vice-chair', 'member')),
    from_day     TEXT,
    to_day       TEXT   CHECK (to_day >= from_day),
    FOREIGN KEY (organisation, seat) REFERENCES seat_anew (organisation, id),
    FOREIGN KEY (organisation, appointer) REFERENCES appointer (organisation, id)
);
INSERT INTO designation
SELECT id, organisation, id, appointer, office, CAST(NULL AS TEXT), CAST(NULL AS TEXT) FROM seat;

CREATE TABLE appointment_anew (
    id           BIGINT NOT NULL PRIMARY KEY,
    organisation BIGINT NOT NULL,
    seat         BIGINT NOT NULL,
    person       BIGINT NOT NULL,
    capacity     TEXT   NOT NULL CHECK (capacity IN ('ordinary', 'substitute')),
    from_day     TEXT   NOT NULL,
    to_day       TEXT   CHECK (to_day >= from_day),
    FOREIGN KEY (organisation, seat) REFERENCES seat_anew (organisation, id),
    FOREIGN KEY (organisation, person) REFERENCES person_anew (organisation, id)
);
INSERT INTO appointment_anew
SELECT id, organisation, seat, person, capacity, from_day, to_day FROM appointment;

CREATE TABLE official_anew (
    id           BIGINT NOT NULL PRIMARY KEY,
    organisation BIGINT NOT NULL,
    group_id     BIGINT NOT NULL,
    person       BIGINT NOT NULL,
    deputy       BIGINT NOT NULL CHECK (deputy IN (0, 1)),
    from_day     TEXT   NOT NULL,
    to_day       TEXT   CHECK (to_day >= from_day),
    FOREIGN KEY (organisation, group_id) REFERENCES groups (organisation, id),
    FOREIGN KEY (organisation, person) REFERENCES person_anew (organisation, id)
);
INSERT INTO official_anew
SELECT id, organisation, group_id, person, deputy, from_day, to_day FROM official;

-- Meetings that were planned together. `rule` is a recurrence rule (RFC 5545, 3.3.10).
CREATE TABLE series (
    id           BIGINT NOT NULL PRIMARY KEY,
    organisation BIGINT NOT NULL,
    group_id     BIGINT NOT NULL,
    rule         TEXT   NOT NULL,
    UNIQUE (organisation, id),
    FOREIGN KEY (organisation, group_id) REFERENCES groups (organisation, id)
);

-- `thread` is where the meeting is talked about; by Discord's rule its id is that of the message
-- it hangs under. `link` is where one takes part at a distance. `dating` rises with every move by an
-- hour or more: what somebody said counts for the dating that they said it of. `call_due` is when the
-- invitation goes out by the group's rule; NULL until that has been worked out.
CREATE TABLE meeting_anew (
    id                BIGINT NOT NULL PRIMARY KEY,
    organisation      BIGINT NOT NULL,
    group_id          BIGINT NOT NULL,
    kind              TEXT   NOT NULL,
    series            BIGINT,
    state             TEXT   NOT NULL
                      CHECK (state IN ('draft', 'scheduled', 'called', 'held', 'cancelled')),
    revision          BIGINT NOT NULL CHECK (revision >= 0),
    dating            BIGINT NOT NULL CHECK (dating >= 0),
    starts            BIGINT NOT NULL,
    ends              BIGINT NOT NULL CHECK (ends > starts),
    place             TEXT   NOT NULL,
    link              TEXT,
    call_due          BIGINT,
    called            BIGINT,
    cancelled_because TEXT,
    thread            BIGINT,
    CHECK (state <> 'called' OR called IS NOT NULL),
    UNIQUE (organisation, id),
    FOREIGN KEY (organisation, group_id) REFERENCES groups (organisation, id),
    FOREIGN KEY (organisation, series) REFERENCES series (organisation, id)
);
INSERT INTO meeting_anew
SELECT id, organisation, group_id, 'ordinary', CAST(NULL AS BIGINT), state, revision, 0, starts, ends,
       place, CAST(NULL AS TEXT), CAST(NULL AS BIGINT), called, cancelled_because, thread
FROM meeting;

-- Every reply, in the order of their ids. Cover is derived from them. `reason` is for the
-- officials alone and is emptied 30 days after the meeting. `dating` is the meeting's that it was said of.
CREATE TABLE reply_anew (
    id           BIGINT NOT NULL PRIMARY KEY,
    organisation BIGINT NOT NULL,
    meeting      BIGINT NOT NULL,
    dating       BIGINT NOT NULL,
    seat         BIGINT NOT NULL,
    person       BIGINT NOT NULL,
    capacity     TEXT   NOT NULL CHECK (capacity IN ('ordinary', 'substitute', 'stand-in')),
    answer       TEXT   NOT NULL CHECK (answer IN ('absent', 'withdrawn', 'confirmed', 'accepted', 'declined')),
    reason       TEXT,
    reported_by  BIGINT NOT NULL,
    at           BIGINT NOT NULL,
    FOREIGN KEY (organisation, meeting) REFERENCES meeting_anew (organisation, id),
    FOREIGN KEY (organisation, seat) REFERENCES seat_anew (organisation, id),
    FOREIGN KEY (organisation, person) REFERENCES person_anew (organisation, id),
    FOREIGN KEY (organisation, reported_by) REFERENCES person_anew (organisation, id)
);
INSERT INTO reply_anew
SELECT id, organisation, meeting, 0, seat, person, capacity, answer, reason, reported_by, at FROM reply;

CREATE TABLE audit_anew (
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
    FOREIGN KEY (organisation, by_person) REFERENCES person_anew (organisation, id),
    FOREIGN KEY (organisation, about) REFERENCES person_anew (organisation, id),
    FOREIGN KEY (organisation, seat) REFERENCES seat_anew (organisation, id)
);
INSERT INTO audit_anew
SELECT id, organisation, group_id, at, by_person, by_account, deed, about, seat, detail FROM audit;

CREATE TABLE link_code_anew (
    organisation BIGINT NOT NULL,
    person       BIGINT NOT NULL,
    digest       TEXT   NOT NULL,
    expires      BIGINT NOT NULL,
    -- The account of the official on whose right it stands; NULL for the server's administrator.
    maker        BIGINT,
    PRIMARY KEY (organisation, person),
    UNIQUE (organisation, digest),
    FOREIGN KEY (organisation, person) REFERENCES person_anew (organisation, id)
);
INSERT INTO link_code_anew SELECT organisation, person, digest, expires, maker FROM link_code;

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
    FOREIGN KEY (organisation, meeting) REFERENCES meeting_anew (organisation, id),
    FOREIGN KEY (organisation, seat) REFERENCES seat_anew (organisation, id),
    FOREIGN KEY (organisation, person) REFERENCES person_anew (organisation, id)
);
INSERT INTO notice_anew
SELECT id, organisation, logical_key, kind, follows, is_post, group_id, meeting, seat, occasion, again,
       destination, person, state, due, attempts, open_tries, first_attempt, channel, message, sent, digest,
       stale, changes, edited, trouble, obstacle
FROM notice;

DROP TABLE notice;
DROP TABLE link_code;
DROP TABLE audit;
DROP TABLE reply;
DROP TABLE official;
DROP TABLE appointment;
DROP TABLE meeting;
DROP TABLE seat;
DROP TABLE person;

ALTER TABLE person_anew RENAME TO person;
ALTER TABLE seat_anew RENAME TO seat;
ALTER TABLE meeting_anew RENAME TO meeting;
ALTER TABLE appointment_anew RENAME TO appointment;
ALTER TABLE official_anew RENAME TO official;
ALTER TABLE reply_anew RENAME TO reply;
ALTER TABLE audit_anew RENAME TO audit;
ALTER TABLE link_code_anew RENAME TO link_code;
ALTER TABLE notice_anew RENAME TO notice;

CREATE UNIQUE INDEX person_once ON person (organisation, name) WHERE erased IS NULL;
-- An account is one person's. Other addresses may be shared.
CREATE UNIQUE INDEX contact_account ON contact (organisation, address) WHERE way = 'discord';
CREATE UNIQUE INDEX designation_one_current ON designation (seat) WHERE to_day IS NULL;
CREATE INDEX designation_by_seat ON designation (seat);
CREATE UNIQUE INDEX appointment_one_current ON appointment (seat, capacity) WHERE to_day IS NULL;
CREATE INDEX appointment_by_person ON appointment (person);
CREATE INDEX appointment_by_seat ON appointment (seat);
CREATE UNIQUE INDEX official_one_current ON official (group_id, deputy) WHERE to_day IS NULL;
CREATE INDEX official_by_group ON official (group_id);
CREATE INDEX official_by_person ON official (person);
-- Of drafts there may be several for one time: one of them is chosen.
CREATE UNIQUE INDEX meeting_once ON meeting (group_id, starts) WHERE state NOT IN ('cancelled', 'draft');
CREATE INDEX meeting_by_group ON meeting (group_id, starts);
CREATE INDEX meeting_by_start ON meeting (organisation, starts);
CREATE INDEX meeting_to_call ON meeting (call_due, starts) WHERE state = 'scheduled';
CREATE INDEX meeting_to_call_by_organisation ON meeting (organisation, call_due) WHERE state = 'scheduled';
CREATE INDEX reply_by_seat ON reply (meeting, seat);
CREATE INDEX reply_by_person ON reply (person);
CREATE INDEX reply_with_reason ON reply (organisation, at) WHERE reason IS NOT NULL;
CREATE INDEX audit_by_group ON audit (group_id, id);
CREATE INDEX audit_about ON audit (about);
CREATE INDEX audit_by_person ON audit (by_person);
-- In the order in which notices are claimed: a backlog is not sorted.
CREATE INDEX notice_due ON notice (due, id) WHERE state IN ('owed', 'sending');
CREATE INDEX notice_stale ON notice (stale, id) WHERE stale IS NOT NULL;
CREATE INDEX notice_by_meeting ON notice (meeting);
CREATE INDEX notice_by_person ON notice (person) WHERE person IS NOT NULL;
