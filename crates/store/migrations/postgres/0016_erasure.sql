-- Who asked to be erased, and what came of it. `state`: 0 asked, 1 declined, 2 approved, 3 done. Once it is done, who it was is erased too.
CREATE TABLE erasure (
    guild BIGINT NOT NULL,
    id BIGINT NOT NULL,
    member BIGINT NOT NULL,
    name TEXT NOT NULL,
    asked_at BIGINT NOT NULL,
    due_at BIGINT NOT NULL,
    state BIGINT NOT NULL,
    pseudonym BIGINT NOT NULL,
    decided_at BIGINT,
    decided_by TEXT,
    reason TEXT,
    done_at BIGINT,
    tickets BIGINT NOT NULL,
    messages BIGINT NOT NULL,
    files BIGINT NOT NULL,
    PRIMARY KEY (guild, id)
);
CREATE INDEX erasure_member ON erasure (guild, member, id);
