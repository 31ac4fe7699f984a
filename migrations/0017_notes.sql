-- Notes of meetings: drafts that are written section by section, and what was published of them.
--
-- The notes of a meeting are known by the meeting. `year` and `number` are given when they are first published: the third
-- of a group's in a year. `adjuster` may approve them beside those who always may.
CREATE TABLE notes (
    meeting      BIGINT NOT NULL PRIMARY KEY,
    organisation BIGINT NOT NULL,
    group_id     BIGINT NOT NULL,
    year         BIGINT,
    number       BIGINT,
    adjuster     BIGINT,
    CHECK ((year IS NULL) = (number IS NULL)),
    UNIQUE (organisation, meeting),
    FOREIGN KEY (organisation, meeting) REFERENCES meeting (organisation, id),
    FOREIGN KEY (organisation, group_id) REFERENCES groups (organisation, id),
    FOREIGN KEY (organisation, adjuster) REFERENCES person (organisation, id)
);
CREATE UNIQUE INDEX notes_number ON notes (group_id, year, number) WHERE number IS NOT NULL;

-- A section of a draft: of an agenda item, or of its own. `version` rises with every change, so that who writes at
-- the same time as somebody else overwrites nothing.
CREATE TABLE notes_section (
    id           BIGINT NOT NULL PRIMARY KEY,
    organisation BIGINT NOT NULL,
    meeting      BIGINT NOT NULL,
    item         BIGINT,
    heading      TEXT   NOT NULL,
    said         TEXT,
    agreed       TEXT,
    version      BIGINT NOT NULL,
    changed_by   BIGINT,
    changed      BIGINT NOT NULL,
    UNIQUE (meeting, item),
    FOREIGN KEY (organisation, meeting) REFERENCES notes (organisation, meeting),
    FOREIGN KEY (organisation, item) REFERENCES item (organisation, id),
    FOREIGN KEY (organisation, changed_by) REFERENCES person (organisation, id)
);
CREATE INDEX notes_section_by_meeting ON notes_section (meeting);

-- Who has written anything of a draft.
CREATE TABLE notes_writer (
    organisation BIGINT NOT NULL,
    meeting      BIGINT NOT NULL,
    person       BIGINT NOT NULL,
    PRIMARY KEY (meeting, person),
    FOREIGN KEY (organisation, meeting) REFERENCES notes (organisation, meeting),
    FOREIGN KEY (organisation, person) REFERENCES person (organisation, id)
);

-- What was published. `content` is JSON, and never changes. `words` is what is looked through, folded; `newest` is 1 for the
-- last revision alone, which is what people find. `writers` is who had written of it until then, as JSON.
CREATE TABLE notes_revision (
    id           BIGINT NOT NULL PRIMARY KEY,
    organisation BIGINT NOT NULL,
    meeting      BIGINT NOT NULL,
    number       BIGINT NOT NULL,
    content      TEXT   NOT NULL,
    words        TEXT   NOT NULL,
    newest       BIGINT NOT NULL CHECK (newest IN (0, 1)),
    published    BIGINT NOT NULL,
    published_by BIGINT,
    writers      TEXT   NOT NULL,
    UNIQUE (meeting, number),
    FOREIGN KEY (organisation, meeting) REFERENCES notes (organisation, meeting),
    FOREIGN KEY (organisation, published_by) REFERENCES person (organisation, id)
);
CREATE INDEX notes_revision_newest ON notes_revision (organisation, published) WHERE newest = 1;

-- That a revision was approved, at a later meeting.
CREATE TABLE notes_approval (
    id           BIGINT NOT NULL PRIMARY KEY,
    organisation BIGINT NOT NULL,
    meeting      BIGINT NOT NULL,
    revision     BIGINT NOT NULL,
    at_meeting   BIGINT NOT NULL,
    approved_by  BIGINT NOT NULL,
    at           BIGINT NOT NULL,
    UNIQUE (meeting, revision),
    FOREIGN KEY (organisation, meeting) REFERENCES notes (organisation, meeting),
    FOREIGN KEY (organisation, at_meeting) REFERENCES meeting (organisation, id),
    FOREIGN KEY (organisation, approved_by) REFERENCES person (organisation, id)
);
CREATE INDEX notes_approval_at ON notes_approval (at_meeting);

-- A file that somebody has written notes in, and that waits for a yes. `found` is what was understood of it, as JSON.
CREATE TABLE notes_file (
    id           BIGINT NOT NULL PRIMARY KEY,
    organisation BIGINT NOT NULL,
    meeting      BIGINT NOT NULL,
    account      BIGINT NOT NULL,
    at           BIGINT NOT NULL,
    content      TEXT   NOT NULL,
    FOREIGN KEY (organisation, meeting) REFERENCES meeting (organisation, id)
);
CREATE INDEX notes_file_at ON notes_file (at);

-- A word that whoever attended for a seat leaves to the other of the pair. It goes with the notes.
CREATE TABLE hand_over (
    id           BIGINT NOT NULL PRIMARY KEY,
    organisation BIGINT NOT NULL,
    meeting      BIGINT NOT NULL,
    seat         BIGINT NOT NULL,
    from_person  BIGINT NOT NULL,
    to_person    BIGINT NOT NULL,
    words        TEXT   NOT NULL,
    at           BIGINT NOT NULL,
    UNIQUE (meeting, seat, from_person),
    FOREIGN KEY (organisation, meeting) REFERENCES meeting (organisation, id),
    FOREIGN KEY (organisation, seat) REFERENCES seat (organisation, id),
    FOREIGN KEY (organisation, from_person) REFERENCES person (organisation, id),
    FOREIGN KEY (organisation, to_person) REFERENCES person (organisation, id)
);

-- Where a group's notes are posted, if not in its channel; and whether they stand on the meeting's page.
ALTER TABLE groups ADD COLUMN notes_channel BIGINT;
ALTER TABLE groups ADD COLUMN notes_on_page BIGINT NOT NULL DEFAULT 0;

-- Whether somebody who was not called wants to hear of notes once a day.
ALTER TABLE follower ADD COLUMN notes BIGINT NOT NULL DEFAULT 1;
