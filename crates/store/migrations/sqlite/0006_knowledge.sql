-- A knowledge base as it stands; its texts are in knowledge_version. A removed one keeps its number.
CREATE TABLE knowledge (
    guild BIGINT NOT NULL,
    number BIGINT NOT NULL,
    version BIGINT NOT NULL,
    is_removed BIGINT NOT NULL,
    PRIMARY KEY (guild, number)
);
-- `author` is 0 for what Guildhall itself saved.
CREATE TABLE knowledge_version (
    guild BIGINT NOT NULL,
    number BIGINT NOT NULL,
    version BIGINT NOT NULL,
    at BIGINT NOT NULL,
    author BIGINT NOT NULL,
    author_name TEXT NOT NULL,
    title TEXT NOT NULL,
    hash TEXT NOT NULL,
    bytes BIGINT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (guild, number, version)
);
-- What an embeddings model said of the sections of one text, as hexadecimal. Can be asked for again at any time.
CREATE TABLE knowledge_vectors (
    guild BIGINT NOT NULL,
    number BIGINT NOT NULL,
    hash TEXT NOT NULL,
    model TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (guild, number)
);
-- How much Auto-Assist did on a day, counted in days since 1970 (UTC).
CREATE TABLE assist_day (
    guild BIGINT NOT NULL,
    day BIGINT NOT NULL,
    spoken BIGINT NOT NULL,
    escalated BIGINT NOT NULL,
    tokens BIGINT NOT NULL,
    PRIMARY KEY (guild, day)
);
-- Secrets of the whole installation, encrypted under a key that is not in the database.
CREATE TABLE sealed (
    name TEXT NOT NULL PRIMARY KEY,
    body TEXT NOT NULL
);
-- A section for the knowledge bases that staff made from a ticket, until someone who may configure takes it up or puts it away.
CREATE TABLE knowledge_proposal (
    guild BIGINT NOT NULL,
    number BIGINT NOT NULL,
    ticket BIGINT NOT NULL,
    at BIGINT NOT NULL,
    author BIGINT NOT NULL,
    author_name TEXT NOT NULL,
    title TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (guild, number)
);
