-- The presses and commands that have been carried out, kept for a day: a gateway that sends again what it
-- has sent before has none of them carried out twice.
CREATE TABLE interaction (
    organisation BIGINT NOT NULL REFERENCES organisation (id),
    id BIGINT NOT NULL,
    carried_out BIGINT NOT NULL,
    PRIMARY KEY (id, organisation)
);
CREATE INDEX interaction_by_age ON interaction (carried_out);
