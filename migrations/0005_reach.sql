-- How often a post of ours was taken away and put up again: then it pings nobody any more.
ALTER TABLE notice ADD COLUMN put_up_again BIGINT NOT NULL DEFAULT 0;
-- Who brought it about: nobody is pinged for what they did themselves.
ALTER TABLE notice ADD COLUMN caused_by BIGINT;

CREATE INDEX notice_post ON notice (edited) WHERE is_post = 1 AND state = 'sent';

-- Meetings that began and were never called are few, and found by this.
CREATE INDEX meeting_not_called ON meeting (starts) WHERE state = 'scheduled';
