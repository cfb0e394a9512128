-- Acts in bulk. `state` of a batch: 0 running, 1 done, 2 stopped, 3 undoing, 4 undone; of an item: 0 waiting, 1 done, 2 refused, 3 undone, 4 kept.
CREATE TABLE batch (
    guild BIGINT NOT NULL,
    number BIGINT NOT NULL,
    at BIGINT NOT NULL,
    author BIGINT NOT NULL,
    act TEXT NOT NULL,
    reason TEXT,
    state BIGINT NOT NULL,
    ended_at BIGINT,
    seen BIGINT NOT NULL,
    PRIMARY KEY (guild, number)
);
CREATE TABLE batch_item (
    guild BIGINT NOT NULL,
    batch BIGINT NOT NULL,
    place BIGINT NOT NULL,
    ticket BIGINT NOT NULL,
    state BIGINT NOT NULL,
    first_seq BIGINT,
    last_seq BIGINT,
    PRIMARY KEY (guild, batch, ticket)
);
CREATE INDEX batch_item_state ON batch_item (guild, batch, state, place);
