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
    body BYTEA NOT NULL,
    PRIMARY KEY (guild, kind, part, period, one, two)
) WITH (fillfactor = 80, toast_tuple_target = 8160);
-- Packed already, and read as a whole.
ALTER TABLE figure ALTER COLUMN body SET STORAGE EXTERNAL;
-- A guild without a time zone of its figures has none: they are made from its tickets, once this is done.
DELETE FROM figure_zone;
-- When a guild's figures were last compared with its tickets, and what was wrong when anything last was.
CREATE TABLE figure_check (
    guild BIGINT NOT NULL PRIMARY KEY,
    at BIGINT NOT NULL,
    tickets BIGINT NOT NULL,
    -- The number of the last ticket that was compared with its messages and events, too.
    after BIGINT NOT NULL,
    wrong BIGINT NOT NULL,
    wrong_at BIGINT
);
