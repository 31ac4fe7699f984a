-- When a meeting was cancelled: why somebody would have been away is forgotten thirty days after that. Those that
-- were cancelled before do not have it, and keep to the day on which they were to be held.
ALTER TABLE meeting ADD COLUMN cancelled BIGINT;
