-- Counts and durations by day (20260131) and month (202601), each part of a cell by itself (ticket::report::Part): a report reads only what
-- it shows, and what it reads lies together.
DROP TABLE figure;
CREATE TABLE figure (
    guild BIGINT NOT NULL,
    kind BIGINT NOT NULL,
    part BIGINT NOT NULL,
    period BIGINT NOT NULL,
    one BIGINT NOT NULL,
    two BIGINT NOT NULL,
    body BLOB NOT NULL,
    PRIMARY KEY (guild, kind, part, period, one, two)
) WITHOUT ROWID;
-- A guild without a time zone of its figures has none: they are made from its tickets, once this is done.
DELETE FROM figure_zone;
