-- Whose code was guessed at: the first signs of a code, which are no secret, tell it from others, and wrong tries that
-- begin so are counted. Codes that were made before have none.
ALTER TABLE link_code ADD COLUMN selector TEXT;
ALTER TABLE link_code ADD COLUMN tries BIGINT NOT NULL DEFAULT 0;
