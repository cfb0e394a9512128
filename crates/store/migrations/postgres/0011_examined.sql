-- What the permission doctor found in each guild, when it last looked.
CREATE TABLE examined (
    guild BIGINT NOT NULL PRIMARY KEY,
    at BIGINT NOT NULL,
    body TEXT NOT NULL
);
