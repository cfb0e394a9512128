-- The latest run of a guild that computes response times again. `state`: 0 running, 1 done, 2 stopped; of open tickets `closed_from` is null.
CREATE TABLE recompute (
    guild BIGINT NOT NULL PRIMARY KEY,
    number BIGINT NOT NULL,
    at BIGINT NOT NULL,
    author TEXT NOT NULL,
    closed_from BIGINT,
    closed_to BIGINT,
    config BIGINT NOT NULL,
    total BIGINT NOT NULL,
    state BIGINT NOT NULL,
    after_at BIGINT NOT NULL,
    after_number BIGINT NOT NULL,
    turned BIGINT NOT NULL,
    changed BIGINT NOT NULL
);
