-- The other meeting that a notice is about, of one about two: it is edited when either changes.
ALTER TABLE notice ADD COLUMN other_meeting BIGINT;
CREATE INDEX notice_by_other_meeting ON notice (other_meeting) WHERE other_meeting IS NOT NULL;
