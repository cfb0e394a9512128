-- Who saved a configuration, and when; the oldest ones do not say.
ALTER TABLE guild_config ADD COLUMN saved_at BIGINT;
ALTER TABLE guild_config ADD COLUMN saved_by TEXT;
