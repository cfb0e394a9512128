CREATE TABLE guild_config (
    guild BIGINT NOT NULL,
    version BIGINT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (guild, version)
);
CREATE TABLE counter (
    guild BIGINT NOT NULL PRIMARY KEY,
    last_number BIGINT NOT NULL
);
-- The ticket is in `body`; the columns beside it are what lists and expectations need.
CREATE TABLE ticket (
    guild BIGINT NOT NULL,
    number BIGINT NOT NULL,
    version BIGINT NOT NULL,
    type BIGINT NOT NULL,
    opener BIGINT NOT NULL,
    is_open BIGINT NOT NULL,
    claimer BIGINT,
    assignee BIGINT,
    channel BIGINT,
    body TEXT NOT NULL,
    messages BIGINT NOT NULL,
    last_at BIGINT NOT NULL,
    last_by BIGINT,
    first_reply_at BIGINT,
    first_reply_by BIGINT,
    PRIMARY KEY (guild, number)
);
CREATE INDEX ticket_latest ON ticket (guild, is_open, last_at, number);
CREATE INDEX ticket_opener ON ticket (guild, opener, is_open);
CREATE INDEX ticket_open_type ON ticket (guild, type, assignee) WHERE is_open = 1;
CREATE UNIQUE INDEX ticket_channel ON ticket (guild, channel) WHERE channel IS NOT NULL;
CREATE TABLE ticket_event (
    guild BIGINT NOT NULL,
    number BIGINT NOT NULL,
    seq BIGINT NOT NULL,
    at BIGINT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (guild, number, seq)
);
-- `author` is 0 and `posted` is 0 for a message of which only an edit or a deletion was heard.
CREATE TABLE message (
    guild BIGINT NOT NULL,
    number BIGINT NOT NULL,
    id BIGINT NOT NULL,
    posted BIGINT NOT NULL,
    author BIGINT NOT NULL,
    body TEXT NOT NULL,
    edited_at BIGINT,
    deleted_at BIGINT,
    PRIMARY KEY (guild, number, id)
);
CREATE TABLE message_version (
    guild BIGINT NOT NULL,
    number BIGINT NOT NULL,
    id BIGINT NOT NULL,
    replaced_at BIGINT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (guild, number, id, replaced_at)
);
CREATE TABLE file (
    guild BIGINT NOT NULL,
    number BIGINT NOT NULL,
    id BIGINT NOT NULL,
    message BIGINT NOT NULL,
    name TEXT NOT NULL,
    content_type TEXT NOT NULL,
    size BIGINT NOT NULL,
    source TEXT NOT NULL,
    place TEXT NOT NULL,
    state BIGINT NOT NULL,
    PRIMARY KEY (guild, number, id)
);
CREATE TABLE job (
    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
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
CREATE INDEX job_due ON job (due_at) WHERE given_up_at IS NULL;
CREATE INDEX job_lane ON job (lane);
CREATE TABLE guild (
    id BIGINT NOT NULL PRIMARY KEY,
    is_present BIGINT NOT NULL,
    body TEXT NOT NULL
);
CREATE TABLE member (
    guild BIGINT NOT NULL,
    id BIGINT NOT NULL,
    is_present BIGINT NOT NULL,
    name_folded TEXT NOT NULL,
    username_folded TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (guild, id)
);
CREATE INDEX member_name ON member (guild, name_folded);
CREATE TABLE session (
    token TEXT NOT NULL PRIMARY KEY,
    member BIGINT NOT NULL,
    body TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    used_at BIGINT NOT NULL
);
