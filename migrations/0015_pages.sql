-- Who may open the page of a group's meetings: nobody ('off'), whoever has a secret address ('link'), everybody
-- ('public').
ALTER TABLE groups ADD COLUMN page TEXT NOT NULL DEFAULT 'link';

-- The meeting whose attendance an address opens.
ALTER TABLE access ADD COLUMN meeting BIGINT REFERENCES meeting (id);
