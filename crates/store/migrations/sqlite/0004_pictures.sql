-- A picture is named by what it is of; the same bytes have the same digest and are kept once.
CREATE TABLE picture (
    guild BIGINT NOT NULL,
    name TEXT NOT NULL,
    source TEXT NOT NULL,
    content_type TEXT NOT NULL,
    size BIGINT NOT NULL,
    digest TEXT NOT NULL,
    state BIGINT NOT NULL,
    PRIMARY KEY (guild, name)
);
-- Which conversation shows it; `message` is 0 where every reader of the ticket may see it.
CREATE TABLE picture_shown (
    guild BIGINT NOT NULL,
    number BIGINT NOT NULL,
    name TEXT NOT NULL,
    message BIGINT NOT NULL,
    PRIMARY KEY (guild, number, name, message)
);
-- Two messages may fall into one millisecond: the one with the larger id is the later one.
ALTER TABLE ticket ADD COLUMN last_message BIGINT NOT NULL DEFAULT 0;
