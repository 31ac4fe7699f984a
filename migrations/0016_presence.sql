-- The register of attendance: who was at a meeting, in spells of presence, and who was not. What stands here was
-- corrected, or frozen when the meeting was closed; for all else the register follows from what people said.
--
-- A row is one spell, or (with `absence`) says that somebody was not there. `seat` is the one for which they came;
-- who came for none was a guest: `guest` is the co-option, where there was one. A spell lasts from and to an instant or
-- an agenda item; NULL is the meeting's beginning and its end.
CREATE TABLE presence (
    id           BIGINT NOT NULL PRIMARY KEY,
    organisation BIGINT NOT NULL,
    meeting      BIGINT NOT NULL,
    seat         BIGINT,
    guest        BIGINT,
    person       BIGINT,
    name         TEXT,
    from_at      BIGINT,
    from_item    BIGINT,
    to_at        BIGINT,
    to_item      BIGINT,
    mode         TEXT,
    part         TEXT,
    absence      TEXT,
    CHECK ((person IS NULL) <> (name IS NULL)),
    CHECK ((mode IS NULL) = (part IS NULL)),
    CHECK ((mode IS NULL) <> (absence IS NULL)),
    CHECK (from_at IS NULL OR from_item IS NULL),
    CHECK (to_at IS NULL OR to_item IS NULL),
    CHECK (seat IS NULL OR guest IS NULL),
    FOREIGN KEY (organisation, meeting) REFERENCES meeting (organisation, id),
    FOREIGN KEY (organisation, seat) REFERENCES seat (organisation, id),
    FOREIGN KEY (organisation, person) REFERENCES person (organisation, id),
    FOREIGN KEY (organisation, from_item) REFERENCES item (organisation, id),
    FOREIGN KEY (organisation, to_item) REFERENCES item (organisation, id)
);
CREATE INDEX presence_by_meeting ON presence (meeting);
CREATE INDEX presence_by_person ON presence (person);

-- The places of a register whose meeting is closed, as they were: which seats there were, and who was expected. JSON; what
-- stands at each of them is in `presence`.
CREATE TABLE register (
    meeting      BIGINT NOT NULL PRIMARY KEY,
    organisation BIGINT NOT NULL,
    places       TEXT   NOT NULL,
    FOREIGN KEY (organisation, meeting) REFERENCES meeting (organisation, id)
);

-- When the meeting was closed, and its register with it.
ALTER TABLE meeting ADD COLUMN closed BIGINT;

-- Those that are over and have not been closed are asked for.
CREATE INDEX meeting_to_close ON meeting (ends) WHERE state IN ('scheduled', 'called');
