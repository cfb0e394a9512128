-- A number that was a job's is never another's: whoever comes back late from a job that is done must not end a later one.
CREATE TABLE job_numbered (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    key TEXT NOT NULL UNIQUE,
    lane TEXT NOT NULL,
    guild BIGINT NOT NULL,
    rank BIGINT NOT NULL,
    body TEXT NOT NULL,
    due_at BIGINT NOT NULL,
    requests BIGINT NOT NULL,
    attempts BIGINT NOT NULL,
    lease BIGINT NOT NULL,
    lease_until BIGINT,
    given_up_at BIGINT,
    why TEXT
);
INSERT INTO job_numbered (id, key, lane, guild, rank, body, due_at, requests, attempts, lease, lease_until, given_up_at, why)
    SELECT id, key, lane, guild, rank, body, due_at, requests, attempts, lease, lease_until, given_up_at, why FROM job;
DROP TABLE job;
ALTER TABLE job_numbered RENAME TO job;
CREATE INDEX job_due ON job (due_at) WHERE given_up_at IS NULL;
CREATE INDEX job_lane ON job (lane);
