-- Sample tickets. Whether they are to be there (1) or to go (0), and as of when they were told; each place of the set once, with its number.
CREATE TABLE sample_set (
    guild BIGINT NOT NULL PRIMARY KEY,
    wanted BIGINT NOT NULL,
    at BIGINT NOT NULL
);
CREATE TABLE sample (
    guild BIGINT NOT NULL,
    place BIGINT NOT NULL,
    number BIGINT NOT NULL,
    PRIMARY KEY (guild, place)
);
