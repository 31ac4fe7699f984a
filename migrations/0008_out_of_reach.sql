-- People with an account who do not read what stands in their group's channel, as Discord said when it was
-- last asked: when a call goes out, and by a check.
CREATE TABLE out_of_reach (
    organisation BIGINT NOT NULL,
    group_id     BIGINT NOT NULL,
    person       BIGINT NOT NULL,
    why          TEXT   NOT NULL,
    PRIMARY KEY (organisation, group_id, person),
    FOREIGN KEY (organisation, group_id) REFERENCES groups (organisation, id),
    FOREIGN KEY (organisation, person) REFERENCES person (organisation, id)
);
CREATE INDEX out_of_reach_person ON out_of_reach (organisation, person);
