-- The key that says to push services who sends, sealed under a key that is not in the database. One row at most: `id` is 1.
CREATE TABLE push_key (
    id BIGINT NOT NULL PRIMARY KEY,
    sealed TEXT NOT NULL,
    made_at BIGINT NOT NULL
);
-- Browsers whose person wants to be told. `token` is a SHA-256 of the browser's cookie; `key` and `auth` are what messages to it are encrypted for.
CREATE TABLE device (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    member BIGINT NOT NULL,
    token TEXT NOT NULL UNIQUE,
    endpoint TEXT NOT NULL UNIQUE,
    key TEXT NOT NULL,
    auth TEXT NOT NULL,
    locale TEXT NOT NULL,
    occasions TEXT NOT NULL,
    name TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    reached_at BIGINT
);
CREATE INDEX device_member ON device (member, id);
