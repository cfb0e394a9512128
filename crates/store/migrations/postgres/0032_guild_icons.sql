-- The digest of our copy of the guild's icon, which is a picture of it; empty while there is none.
ALTER TABLE guild ADD COLUMN icon_digest TEXT NOT NULL DEFAULT '';
