-- Meetings that move, and what else can be said of one: a word to those who are called, and why they are called later than
-- usual.
ALTER TABLE meeting ADD COLUMN remark TEXT;
ALTER TABLE meeting ADD COLUMN late_because TEXT;
-- When the meeting was to begin as its dating began; none where it has not moved since. So many small moves are a great one.
ALTER TABLE meeting ADD COLUMN dated BIGINT;
-- The greatest dating that it has had, and those that were taken back before anybody had heard of them, as JSON: what
-- somebody said of a time that was taken back counts for no other.
ALTER TABLE meeting ADD COLUMN datings BIGINT NOT NULL DEFAULT 0;
ALTER TABLE meeting ADD COLUMN withdrawn_datings TEXT;
UPDATE meeting SET datings = dating;

-- A meeting as it was before the changes that a notice tells of, as JSON. `occasion` is the notice's.
CREATE TABLE meeting_before (
    organisation BIGINT NOT NULL,
    meeting      BIGINT NOT NULL,
    occasion     BIGINT NOT NULL,
    before       TEXT   NOT NULL,
    PRIMARY KEY (meeting, occasion),
    FOREIGN KEY (organisation, meeting) REFERENCES meeting (organisation, id)
);

-- What a meeting's messages show: that it is to come (0), that it has begun (1), that it is over (2).
ALTER TABLE meeting ADD COLUMN shown BIGINT NOT NULL DEFAULT 0;
UPDATE meeting SET shown = 2 WHERE state IN ('draft', 'held', 'cancelled');
CREATE INDEX meeting_to_begin ON meeting (starts) WHERE shown = 0;
CREATE INDEX meeting_to_end ON meeting (ends) WHERE shown = 1;
