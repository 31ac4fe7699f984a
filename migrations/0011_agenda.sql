-- The agenda: what is to be dealt with, at which meeting, and what became of it.

-- An organisation's own list of topics, which grows by use. `folded` is the name as it is compared.
CREATE TABLE topic (
    id           BIGINT NOT NULL PRIMARY KEY,
    organisation BIGINT NOT NULL REFERENCES organisation (id),
    name         TEXT   NOT NULL,
    folded       TEXT   NOT NULL,
    UNIQUE (organisation, id),
    UNIQUE (organisation, folded)
);

-- `meeting` is where it is to be dealt with; NULL while it waits for one. `position` is its place there, or among
-- those that wait. `decided` is whether it stands firm before the meeting is called: afterwards all do.
CREATE TABLE item (
    id             BIGINT NOT NULL PRIMARY KEY,
    organisation   BIGINT NOT NULL,
    group_id       BIGINT NOT NULL,
    meeting        BIGINT,
    position       BIGINT NOT NULL,
    state          TEXT   NOT NULL
                   CHECK (state IN ('proposed', 'placed', 'declined', 'withdrawn', 'struck')),
    decided        BIGINT NOT NULL CHECK (decided IN (0, 1)),
    title          TEXT   NOT NULL,
    background     TEXT,
    purpose        TEXT   NOT NULL
                   CHECK (purpose IN ('information', 'discussion', 'consultation', 'decision', 'home')),
    minutes        BIGINT NOT NULL CHECK (minutes BETWEEN 1 AND 600),
    presenter      BIGINT,
    presenter_name TEXT,
    proposed_by    BIGINT,
    CHECK (presenter IS NULL OR presenter_name IS NULL),
    UNIQUE (organisation, id),
    FOREIGN KEY (organisation, group_id) REFERENCES groups (organisation, id),
    FOREIGN KEY (organisation, meeting) REFERENCES meeting (organisation, id),
    FOREIGN KEY (organisation, presenter) REFERENCES person (organisation, id),
    FOREIGN KEY (organisation, proposed_by) REFERENCES person (organisation, id)
);
CREATE INDEX item_by_meeting ON item (meeting) WHERE meeting IS NOT NULL;
CREATE INDEX item_by_group ON item (group_id, state);
CREATE INDEX item_by_presenter ON item (presenter) WHERE presenter IS NOT NULL;
CREATE INDEX item_by_proposer ON item (proposed_by) WHERE proposed_by IS NOT NULL;

CREATE TABLE item_topic (
    organisation BIGINT NOT NULL,
    item         BIGINT NOT NULL,
    topic        BIGINT NOT NULL,
    PRIMARY KEY (item, topic),
    FOREIGN KEY (organisation, item) REFERENCES item (organisation, id),
    FOREIGN KEY (organisation, topic) REFERENCES topic (organisation, id)
);
CREATE INDEX item_topic_by_topic ON item_topic (topic);

-- The appointers that an item concerns; all, where there is none.
CREATE TABLE item_appointer (
    organisation BIGINT NOT NULL,
    item         BIGINT NOT NULL,
    appointer    BIGINT NOT NULL,
    PRIMARY KEY (item, appointer),
    FOREIGN KEY (organisation, item) REFERENCES item (organisation, id),
    FOREIGN KEY (organisation, appointer) REFERENCES appointer (organisation, id)
);

-- What was done with an item, in the order of the ids. `meeting` is where it stood afterwards.
CREATE TABLE item_event (
    id           BIGINT NOT NULL PRIMARY KEY,
    organisation BIGINT NOT NULL,
    item         BIGINT NOT NULL,
    at           BIGINT NOT NULL,
    by_person    BIGINT,
    deed         TEXT   NOT NULL,
    meeting      BIGINT,
    reason       TEXT,
    FOREIGN KEY (organisation, item) REFERENCES item (organisation, id),
    FOREIGN KEY (organisation, by_person) REFERENCES person (organisation, id),
    FOREIGN KEY (organisation, meeting) REFERENCES meeting (organisation, id)
);
CREATE INDEX item_event_by_item ON item_event (item);

-- A document of an item: a link, or a file that is kept here in parts.
CREATE TABLE document (
    id           BIGINT NOT NULL PRIMARY KEY,
    organisation BIGINT NOT NULL,
    item         BIGINT NOT NULL,
    name         TEXT   NOT NULL,
    link         TEXT,
    size         BIGINT NOT NULL CHECK (size >= 0),
    UNIQUE (organisation, id),
    FOREIGN KEY (organisation, item) REFERENCES item (organisation, id)
);
CREATE INDEX document_by_item ON document (item);

CREATE TABLE document_part (
    organisation BIGINT NOT NULL,
    document     BIGINT NOT NULL,
    part         BIGINT NOT NULL,
    content      BYTEA  NOT NULL,
    PRIMARY KEY (document, part),
    FOREIGN KEY (organisation, document) REFERENCES document (organisation, id)
);

-- A meeting's agenda as somebody last saw it, and as they had seen it before that.
CREATE TABLE agenda_seen (
    organisation BIGINT NOT NULL,
    meeting      BIGINT NOT NULL,
    person       BIGINT NOT NULL,
    seen         TEXT   NOT NULL,
    before       TEXT,
    PRIMARY KEY (meeting, person),
    FOREIGN KEY (organisation, meeting) REFERENCES meeting (organisation, id),
    FOREIGN KEY (organisation, person) REFERENCES person (organisation, id)
);

-- A meeting's agenda as it was before the changes that a notice tells of. `occasion` is the notice's.
CREATE TABLE agenda_before (
    organisation BIGINT NOT NULL,
    meeting      BIGINT NOT NULL,
    occasion     BIGINT NOT NULL,
    before       TEXT   NOT NULL,
    PRIMARY KEY (meeting, occasion),
    FOREIGN KEY (organisation, meeting) REFERENCES meeting (organisation, id)
);

-- What somebody typed into a form that was refused: it is shown to them again, filled in.
CREATE TABLE refused_form (
    id           BIGINT NOT NULL PRIMARY KEY,
    organisation BIGINT NOT NULL REFERENCES organisation (id),
    account      BIGINT NOT NULL,
    at           BIGINT NOT NULL,
    form         TEXT   NOT NULL,
    fields       TEXT   NOT NULL
);
CREATE INDEX refused_form_by_time ON refused_form (organisation, at);

-- The agenda item that a notice is about.
ALTER TABLE notice ADD COLUMN item BIGINT REFERENCES item (id);
CREATE INDEX notice_by_item ON notice (item) WHERE item IS NOT NULL;
