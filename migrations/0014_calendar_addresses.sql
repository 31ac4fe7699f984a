-- When what a meeting's calendar entry says changed last, beyond its call and its cancellation: when it is held, and
-- its agenda. NULL: not since it was scheduled.
ALTER TABLE meeting ADD COLUMN changed BIGINT;

-- Addresses that open something without an account. Of the secret in one a digest alone is kept. `object` is what it
-- opens: the holder's own calendar, a group's, or the organisation's; `used` the last day on which it was opened.
CREATE TABLE access (
    id           BIGINT NOT NULL PRIMARY KEY,
    organisation BIGINT NOT NULL,
    digest       TEXT   NOT NULL UNIQUE,
    purpose      TEXT   NOT NULL,
    holder       BIGINT NOT NULL,
    object       TEXT   NOT NULL,
    group_id     BIGINT,
    language     TEXT   NOT NULL,
    made         BIGINT NOT NULL,
    expires      BIGINT,
    used         TEXT,
    CHECK ((object = 'group') = (group_id IS NOT NULL)),
    FOREIGN KEY (organisation, holder) REFERENCES person (organisation, id),
    FOREIGN KEY (organisation, group_id) REFERENCES groups (organisation, id)
);
CREATE INDEX access_by_holder ON access (holder);
