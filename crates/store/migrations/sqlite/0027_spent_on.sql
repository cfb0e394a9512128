-- What Auto-Assist did in a ticket on a day (UTC), beside the sum of the day: from here on a cost leads to its tickets.
CREATE TABLE assist_spent_on (
    guild BIGINT NOT NULL,
    day BIGINT NOT NULL,
    number BIGINT NOT NULL,
    spoken BIGINT NOT NULL,
    escalated BIGINT NOT NULL,
    tokens BIGINT NOT NULL,
    cost BIGINT NOT NULL,
    PRIMARY KEY (guild, day, number)
);
