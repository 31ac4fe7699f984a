-- Guests: who is co-opted for an agenda item, or for a whole meeting, by account or by name alone. `up` is when they
-- are up as the newest message to them says (NULL: not at all; 0: the item waits for a meeting), `up_before` as they
-- knew before, `occasion` and `occasion_before` which messages those are, and `due` when the newest goes out.
CREATE TABLE guest (
    id           BIGINT NOT NULL PRIMARY KEY,
    organisation BIGINT NOT NULL,
    group_id     BIGINT NOT NULL,
    item         BIGINT,
    meeting      BIGINT,
    person       BIGINT,
    name         TEXT,
    ended        BIGINT,
    up           BIGINT,
    up_before    BIGINT,
    occasion     BIGINT NOT NULL,
    occasion_before BIGINT NOT NULL,
    due          BIGINT NOT NULL,
    CHECK ((item IS NULL) <> (meeting IS NULL)),
    CHECK ((person IS NULL) <> (name IS NULL)),
    FOREIGN KEY (organisation, group_id) REFERENCES groups (organisation, id),
    FOREIGN KEY (organisation, item) REFERENCES item (organisation, id),
    FOREIGN KEY (organisation, meeting) REFERENCES meeting (organisation, id),
    FOREIGN KEY (organisation, person) REFERENCES person (organisation, id)
);
CREATE INDEX guest_by_item ON guest (item) WHERE item IS NOT NULL;
CREATE INDEX guest_by_meeting ON guest (meeting) WHERE meeting IS NOT NULL;
CREATE INDEX guest_by_person ON guest (person) WHERE person IS NOT NULL;
CREATE INDEX guest_by_group ON guest (group_id) WHERE ended IS NULL;
CREATE INDEX guest_ended ON guest (organisation, ended) WHERE ended IS NOT NULL;

-- Items that the substitute of a seat is to take, planned for that pair. `settled` is when it was declined or given up.
CREATE TABLE item_plan (
    id           BIGINT NOT NULL PRIMARY KEY,
    organisation BIGINT NOT NULL,
    group_id     BIGINT NOT NULL,
    item         BIGINT NOT NULL,
    seat         BIGINT NOT NULL,
    ordinary     BIGINT NOT NULL,
    substitute   BIGINT NOT NULL,
    state        TEXT   NOT NULL CHECK (state IN ('offered', 'agreed', 'declined', 'ended', 'parted')),
    offered_by   BIGINT,
    settled      BIGINT,
    up           BIGINT,
    up_before    BIGINT,
    occasion     BIGINT NOT NULL,
    occasion_before BIGINT NOT NULL,
    due          BIGINT NOT NULL,
    FOREIGN KEY (organisation, group_id) REFERENCES groups (organisation, id),
    FOREIGN KEY (organisation, item) REFERENCES item (organisation, id),
    FOREIGN KEY (organisation, seat) REFERENCES seat (organisation, id),
    FOREIGN KEY (organisation, ordinary) REFERENCES person (organisation, id),
    FOREIGN KEY (organisation, substitute) REFERENCES person (organisation, id)
);
-- One at a time for each seat.
CREATE UNIQUE INDEX item_plan_once ON item_plan (item, seat) WHERE state IN ('offered', 'agreed');
CREATE INDEX item_plan_by_ordinary ON item_plan (ordinary);
CREATE INDEX item_plan_by_substitute ON item_plan (substitute);
CREATE INDEX item_plan_by_group ON item_plan (group_id) WHERE state IN ('offered', 'agreed');
CREATE INDEX item_plan_settled ON item_plan (organisation, settled) WHERE settled IS NOT NULL;
