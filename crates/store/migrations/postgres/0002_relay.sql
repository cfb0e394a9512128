-- What was said on the web and is to be seen in Discord: behind `changes` while `shown` is smaller.
CREATE TABLE outgoing (
    guild BIGINT NOT NULL,
    number BIGINT NOT NULL,
    message BIGINT NOT NULL,
    once TEXT NOT NULL,
    changes BIGINT NOT NULL,
    shown BIGINT NOT NULL,
    trouble TEXT,
    PRIMARY KEY (guild, number, message)
);
CREATE UNIQUE INDEX outgoing_once ON outgoing (guild, number, once);
-- Messages in Discord that show parts of those.
CREATE TABLE relayed (
    guild BIGINT NOT NULL,
    number BIGINT NOT NULL,
    id BIGINT NOT NULL,
    channel BIGINT NOT NULL,
    message BIGINT NOT NULL,
    part BIGINT NOT NULL,
    webhook BIGINT,
    print TEXT NOT NULL,
    gone_at BIGINT,
    PRIMARY KEY (guild, number, id)
);
CREATE INDEX relayed_message ON relayed (guild, number, message, part);
