-- Counts and durations by day (20260131) and month (202601); `body` is written by ticket::report::Cell.
CREATE TABLE figure (
    guild BIGINT NOT NULL,
    kind BIGINT NOT NULL,
    period BIGINT NOT NULL,
    one BIGINT NOT NULL,
    two BIGINT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (guild, kind, period, one, two)
);
-- Tickets and durations one by one: for exact percentiles, and to click through to.
CREATE TABLE figure_line (
    guild BIGINT NOT NULL,
    listed BIGINT NOT NULL,
    at BIGINT NOT NULL,
    number BIGINT NOT NULL,
    value BIGINT NOT NULL,
    type BIGINT NOT NULL,
    priority BIGINT NOT NULL,
    PRIMARY KEY (guild, listed, at, number)
) WITHOUT ROWID;
-- The time zone that the days of a guild's figures are of.
CREATE TABLE figure_zone (
    guild BIGINT NOT NULL PRIMARY KEY,
    zone TEXT NOT NULL
);
-- The conversation as far as figures care (ticket::report::Talk).
ALTER TABLE ticket ADD COLUMN talk TEXT NOT NULL DEFAULT '{}';
-- Whose message it is: 1 a member's, 2 by staff, 0 neither.
ALTER TABLE message ADD COLUMN side BIGINT NOT NULL DEFAULT 0;
CREATE INDEX message_side ON message (guild, number, side, id) WHERE side > 0;
-- When a member of the staff was last given a ticket.
CREATE TABLE given (
    guild BIGINT NOT NULL,
    member BIGINT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (guild, member)
);
