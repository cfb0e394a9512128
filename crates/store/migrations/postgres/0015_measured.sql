-- What was paid for a day of Auto-Assist, in millionths of the currency of the price that was set then.
ALTER TABLE assist_day ADD COLUMN cost BIGINT NOT NULL DEFAULT 0;
-- Runs of a file of questions. `state`: 0 running, 1 done, 2 stopped; `body` is written by assistant::Run.
CREATE TABLE evaluation (
    guild BIGINT NOT NULL,
    number BIGINT NOT NULL,
    at BIGINT NOT NULL,
    author BIGINT NOT NULL,
    author_name TEXT NOT NULL,
    state BIGINT NOT NULL,
    questions TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (guild, number)
);
-- Figures count Auto-Assist from here on: those of each guild are made anew with its next change.
DELETE FROM figure_zone;
