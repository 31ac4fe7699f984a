-- In which language whoever has the account last used the bot: so are they answered who write to it, of which Discord does not
-- say it.
ALTER TABLE contact ADD COLUMN language TEXT;
