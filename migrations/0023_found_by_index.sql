-- What somebody waits for is found by what it is about, and not looked for in all that an organisation, or every organisation,
-- has kept over the years.
CREATE INDEX contact_by_address ON contact (address) WHERE way = 'discord';
CREATE INDEX notice_undelivered ON notice (occasion) WHERE kind = 'undelivered';
CREATE INDEX notice_arrived ON notice (group_id, destination, id) WHERE state = 'sent';
CREATE INDEX meeting_open ON meeting (organisation, ends) WHERE state IN ('scheduled', 'called');
CREATE INDEX groups_with_public_page ON groups (organisation, id) WHERE page = 'public';
CREATE INDEX audit_by_account ON audit (by_account) WHERE by_account IS NOT NULL;
CREATE INDEX item_event_by_person ON item_event (by_person) WHERE by_person IS NOT NULL;
CREATE INDEX access_expiring ON access (organisation, expires) WHERE expires IS NOT NULL;
CREATE INDEX hand_over_from ON hand_over (from_person);
CREATE INDEX hand_over_to ON hand_over (to_person);
CREATE INDEX notes_writer_by_person ON notes_writer (person);
CREATE INDEX notes_file_by_account ON notes_file (account);
CREATE INDEX agenda_seen_by_person ON agenda_seen (person);
CREATE INDEX digest_by_age ON digest (since);
CREATE INDEX organisation_to_remind ON organisation (id) WHERE reminded_since IS NULL;
