-- How often a post of ours was taken away and put up again: then it pings nobody any more.
ALTER TABLE notice ADD COLUMN put_up_again BIGINT NOT NULL DEFAULT 0;

-- Who brought it about: nobody is pinged for what they did themselves.
ALTER TABLE notice ADD COLUMN caused_by BIGINT REFERENCES person (id);

CREATE INDEX notice_with_obstacle ON notice (organisation, group_id) WHERE obstacle IS NOT NULL;

-- Meetings that are to come, and those that began and were never called, are few among all that were.
CREATE INDEX meeting_coming ON meeting (starts) WHERE state IN ('scheduled', 'called');
CREATE INDEX meeting_not_called ON meeting (starts) WHERE state = 'scheduled';

-- A group's post that its channel refused was given up. It is waited for now; what is of no use any more ends
-- when its turn comes.
UPDATE notice
SET state = 'owed', due = 0, attempts = 0, open_tries = 0, first_attempt = NULL, obstacle = NULL
WHERE state = 'undeliverable' AND destination = 'channel' AND is_post = 1;
