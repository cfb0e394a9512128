-- Endpoints that are told of what happens. `secret` is sealed under a key that is not in the database; without one nothing is told.
-- `state`: 0 on, 1 off, 2 failed too often, 3 too much waits. A removed one keeps its number.
CREATE TABLE webhook (
    guild BIGINT NOT NULL,
    id BIGINT NOT NULL,
    url TEXT NOT NULL,
    topics TEXT NOT NULL,
    secret TEXT NOT NULL,
    state BIGINT NOT NULL,
    failures BIGINT NOT NULL,
    next_at BIGINT,
    made_at BIGINT NOT NULL,
    made_by TEXT NOT NULL,
    is_removed BIGINT NOT NULL,
    PRIMARY KEY (guild, id)
);
-- What waits for an endpoint, and what became of it. `seq` or `message` says what it tells of; `body` is what was sent first.
-- `state`: 0 waits, 1 delivered, 2 failed.
CREATE TABLE webhook_delivery (
    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    guild BIGINT NOT NULL,
    webhook BIGINT NOT NULL,
    event TEXT NOT NULL,
    topic TEXT NOT NULL,
    number BIGINT,
    seq BIGINT,
    message BIGINT,
    at BIGINT NOT NULL,
    body TEXT,
    attempts BIGINT NOT NULL,
    state BIGINT NOT NULL,
    status BIGINT,
    trouble TEXT,
    tried_at BIGINT,
    UNIQUE (guild, webhook, event)
);
CREATE INDEX webhook_delivery_state ON webhook_delivery (guild, webhook, state, id);
CREATE INDEX webhook_delivery_ticket ON webhook_delivery (guild, number);
-- Tokens for the API: what they say is kept as a SHA-256 only.
CREATE TABLE api_token (
    guild BIGINT NOT NULL,
    id BIGINT NOT NULL,
    name TEXT NOT NULL,
    hash TEXT NOT NULL UNIQUE,
    hint TEXT NOT NULL,
    scopes TEXT NOT NULL,
    owner BIGINT NOT NULL,
    owner_name TEXT NOT NULL,
    addresses TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    expires_at BIGINT,
    revoked_at BIGINT,
    used_at BIGINT,
    PRIMARY KEY (guild, id)
);
-- Answers of the API that are given again when the same request comes again. Without a status it is being worked on.
CREATE TABLE api_answer (
    guild BIGINT NOT NULL,
    token BIGINT NOT NULL,
    key TEXT NOT NULL,
    digest TEXT NOT NULL,
    at BIGINT NOT NULL,
    status BIGINT,
    body TEXT,
    PRIMARY KEY (guild, token, key)
);
CREATE INDEX api_answer_at ON api_answer (at);
-- What owners did that is not part of the configuration document.
CREATE TABLE audit (
    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    guild BIGINT NOT NULL,
    at BIGINT NOT NULL,
    done_by TEXT NOT NULL,
    act TEXT NOT NULL
);
CREATE INDEX audit_guild ON audit (guild, id);
