-- What is told by the clock is told of a meeting once, and looked for by its kind; who was asked and is silent is found by when
-- they were asked.
DROP INDEX notice_by_meeting;
CREATE INDEX notice_by_meeting ON notice (meeting, kind);
CREATE INDEX notice_sent ON notice (kind, sent) WHERE state = 'sent';

-- Since when an organisation is reminded: of meetings that had begun nobody is to hear that they were not.
ALTER TABLE organisation ADD COLUMN reminded_since BIGINT;

-- Nobody is told at night what is new of what they follow.
UPDATE follower SET hour = CASE WHEN hour < 7 THEN 7 WHEN hour > 20 THEN 20 ELSE hour END;
