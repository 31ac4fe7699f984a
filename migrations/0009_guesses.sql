-- Whose code was guessed at: the first half of a code, as a digest, tells it from others, and wrong tries with that
-- half are counted. Codes that were made before have none.
ALTER TABLE link_code ADD COLUMN selector TEXT;
ALTER TABLE link_code ADD COLUMN tries BIGINT NOT NULL DEFAULT 0;
