-- When a meeting was cancelled: why somebody would have been away is forgotten thirty days after that. Of those that
-- were cancelled before it is not known.
ALTER TABLE meeting ADD COLUMN cancelled BIGINT;
