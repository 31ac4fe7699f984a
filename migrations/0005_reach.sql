-- How often a post of ours was taken away and put up again: then it pings nobody any more.
ALTER TABLE notice ADD COLUMN put_up_again BIGINT NOT NULL DEFAULT 0;
CREATE INDEX notice_post ON notice (edited) WHERE is_post = 1 AND state = 'sent';
