-- When it was decided that a notice waits until it is due: a clock that ran ahead then and was put right since
-- keeps nothing waiting.
ALTER TABLE notice ADD COLUMN put_off BIGINT;

-- How often the database has been opened: each opening makes ids of its own.
CREATE TABLE opening (number BIGINT NOT NULL);
INSERT INTO opening (number) VALUES (0);
