-- What is found by its words. `part` is 0 for a ticket's subject and answers, the event of a note, the id of a message. Larger ids are later;
-- what was there before there was a search has ids below 2^40. The words are in the table beside it, `home` says whose they are.
CREATE TABLE search_head (
    id INTEGER PRIMARY KEY,
    guild BIGINT NOT NULL,
    number BIGINT NOT NULL,
    part BIGINT NOT NULL,
    UNIQUE (guild, number, part)
);
CREATE TABLE search_note (
    id INTEGER PRIMARY KEY,
    guild BIGINT NOT NULL,
    number BIGINT NOT NULL,
    part BIGINT NOT NULL,
    UNIQUE (guild, number, part)
);
CREATE TABLE search_talk (
    id INTEGER PRIMARY KEY,
    guild BIGINT NOT NULL,
    number BIGINT NOT NULL,
    part BIGINT NOT NULL,
    UNIQUE (guild, number, part)
);
CREATE VIRTUAL TABLE search_head_words USING fts5(home, subject, answers, person, content='', contentless_delete=1, tokenize='ascii', prefix='2 3');
CREATE VIRTUAL TABLE search_note_words USING fts5(home, words, content='', contentless_delete=1, tokenize='ascii');
CREATE VIRTUAL TABLE search_talk_words USING fts5(home, words, content='', contentless_delete=1, tokenize='ascii');
-- Tickets from before, until they are in it; the latest are taken first.
CREATE TABLE search_waiting (
    guild BIGINT NOT NULL,
    number BIGINT NOT NULL,
    PRIMARY KEY (guild, number)
);
INSERT INTO search_waiting (guild, number) SELECT guild, number FROM ticket;

-- What lists are filtered by. `promise`: 0 none made, 1 made and not broken, 2 broken; `due_at` is when the next one will be.
ALTER TABLE ticket DROP COLUMN words;
ALTER TABLE ticket ADD COLUMN opened_at BIGINT NOT NULL DEFAULT 0;
ALTER TABLE ticket ADD COLUMN closed_at BIGINT;
ALTER TABLE ticket ADD COLUMN due_at BIGINT;
ALTER TABLE ticket ADD COLUMN promise BIGINT NOT NULL DEFAULT 0;
ALTER TABLE ticket ADD COLUMN stars BIGINT;
ALTER TABLE ticket ADD COLUMN is_pinned BIGINT NOT NULL DEFAULT 0;
ALTER TABLE ticket ADD COLUMN is_paused BIGINT NOT NULL DEFAULT 0;
UPDATE ticket SET
    opened_at = COALESCE(json_extract(body, '$.opened_at'), 0),
    closed_at = CASE is_open WHEN 0 THEN json_extract(body, '$.state.at') END,
    stars = CASE is_open WHEN 0 THEN json_extract(body, '$.state.rating.stars') END,
    is_pinned = COALESCE(json_extract(body, '$.pinned'), 0),
    is_paused = json_extract(body, '$.paused') IS NOT NULL;
CREATE TABLE ticket_tag (
    guild BIGINT NOT NULL,
    tag BIGINT NOT NULL,
    number BIGINT NOT NULL,
    is_open BIGINT NOT NULL,
    last_at BIGINT NOT NULL,
    PRIMARY KEY (guild, number, tag)
) WITHOUT ROWID;
INSERT INTO ticket_tag (guild, tag, number, is_open, last_at)
    SELECT ticket.guild, tag.value, ticket.number, ticket.is_open, ticket.last_at
    FROM ticket, json_each(ticket.body, '$.tags') AS tag WHERE true ON CONFLICT DO NOTHING;
CREATE INDEX ticket_tag_latest ON ticket_tag (guild, tag, is_open, last_at, number);
CREATE TRIGGER ticket_tag_follows AFTER UPDATE OF last_at, is_open ON ticket
WHEN old.last_at <> new.last_at OR old.is_open <> new.is_open BEGIN
    UPDATE ticket_tag SET is_open = new.is_open, last_at = new.last_at WHERE guild = new.guild AND number = new.number;
END;
-- Lists of closed tickets are read in order, whatever they are filtered by; those that are open are few.
DROP INDEX ticket_open_type;
CREATE INDEX ticket_open ON ticket (guild, type, claimer, assignee, last_by, opener) WHERE is_open = 1;
CREATE INDEX ticket_open_number ON ticket (guild, number) WHERE is_open = 1;
CREATE INDEX ticket_closed_type ON ticket (guild, type, last_at, number) WHERE is_open = 0;
CREATE INDEX ticket_closed_type_urgent ON ticket (guild, type, urgency, last_at, number) WHERE is_open = 0;
CREATE INDEX ticket_closed_type_number ON ticket (guild, type, number) WHERE is_open = 0;
CREATE INDEX ticket_closed_claimer ON ticket (guild, claimer, last_at, number) WHERE is_open = 0 AND claimer IS NOT NULL;
CREATE INDEX ticket_closed_claimer_urgent ON ticket (guild, claimer, urgency, last_at, number)
    WHERE is_open = 0 AND claimer IS NOT NULL;
CREATE INDEX ticket_closed_claimer_number ON ticket (guild, claimer, number) WHERE is_open = 0 AND claimer IS NOT NULL;
CREATE INDEX ticket_closed_assignee ON ticket (guild, assignee, last_at, number) WHERE is_open = 0 AND assignee IS NOT NULL;
-- Most cases are claimed by whom they are assigned to: these are the others.
CREATE INDEX ticket_closed_only ON ticket (guild, assignee, last_at, number)
    WHERE is_open = 0 AND assignee IS NOT NULL AND (claimer IS NULL OR claimer <> assignee);
CREATE INDEX ticket_closed_only_urgent ON ticket (guild, assignee, urgency, last_at, number)
    WHERE is_open = 0 AND assignee IS NOT NULL AND (claimer IS NULL OR claimer <> assignee);
CREATE INDEX ticket_closed_only_number ON ticket (guild, assignee, number)
    WHERE is_open = 0 AND assignee IS NOT NULL AND (claimer IS NULL OR claimer <> assignee);
CREATE INDEX ticket_rated ON ticket (guild, last_at, number) WHERE is_open = 0 AND stars IS NOT NULL;
-- How many tickets there are, so that nobody needs to count them.
CREATE TABLE ticket_count (
    guild BIGINT NOT NULL,
    type BIGINT NOT NULL,
    is_open BIGINT NOT NULL,
    tickets BIGINT NOT NULL,
    PRIMARY KEY (guild, type, is_open)
) WITHOUT ROWID;
INSERT INTO ticket_count (guild, type, is_open, tickets)
    SELECT guild, type, is_open, COUNT(*) FROM ticket GROUP BY guild, type, is_open;
CREATE TRIGGER ticket_counted_in AFTER INSERT ON ticket BEGIN
    INSERT INTO ticket_count (guild, type, is_open, tickets) VALUES (new.guild, new.type, new.is_open, 1)
        ON CONFLICT (guild, type, is_open) DO UPDATE SET tickets = tickets + 1;
END;
CREATE TRIGGER ticket_counted_out AFTER DELETE ON ticket BEGIN
    UPDATE ticket_count SET tickets = tickets - 1
        WHERE guild = old.guild AND type = old.type AND is_open = old.is_open;
END;
CREATE TRIGGER ticket_counted_anew AFTER UPDATE OF type, is_open ON ticket
WHEN old.type <> new.type OR old.is_open <> new.is_open BEGIN
    UPDATE ticket_count SET tickets = tickets - 1
        WHERE guild = old.guild AND type = old.type AND is_open = old.is_open;
    INSERT INTO ticket_count (guild, type, is_open, tickets) VALUES (new.guild, new.type, new.is_open, 1)
        ON CONFLICT (guild, type, is_open) DO UPDATE SET tickets = tickets + 1;
END;

-- What goes from the conversation goes from the index, whoever takes it out.
CREATE TRIGGER search_head_gone AFTER DELETE ON search_head BEGIN
    DELETE FROM search_head_words WHERE rowid = old.id;
END;
CREATE TRIGGER search_note_gone AFTER DELETE ON search_note BEGIN
    DELETE FROM search_note_words WHERE rowid = old.id;
END;
CREATE TRIGGER search_talk_gone AFTER DELETE ON search_talk BEGIN
    DELETE FROM search_talk_words WHERE rowid = old.id;
END;
CREATE TRIGGER message_gone AFTER DELETE ON message BEGIN
    DELETE FROM search_talk WHERE guild = old.guild AND number = old.number AND part = old.id;
END;
CREATE TRIGGER message_reworded AFTER UPDATE OF body, deleted_at ON message WHEN old.posted = 1 BEGIN
    DELETE FROM search_talk_words WHERE rowid =
        (SELECT id FROM search_talk WHERE guild = old.guild AND number = old.number AND part = old.id);
END;
CREATE TRIGGER event_gone AFTER DELETE ON ticket_event BEGIN
    DELETE FROM search_note WHERE guild = old.guild AND number = old.number AND part = old.seq;
END;
CREATE TRIGGER event_reworded AFTER UPDATE OF body ON ticket_event BEGIN
    DELETE FROM search_note_words WHERE rowid =
        (SELECT id FROM search_note WHERE guild = old.guild AND number = old.number AND part = old.seq);
END;
CREATE TRIGGER ticket_gone AFTER DELETE ON ticket BEGIN
    DELETE FROM search_head WHERE guild = old.guild AND number = old.number;
    DELETE FROM search_note WHERE guild = old.guild AND number = old.number;
    DELETE FROM search_talk WHERE guild = old.guild AND number = old.number;
    DELETE FROM search_waiting WHERE guild = old.guild AND number = old.number;
    DELETE FROM ticket_tag WHERE guild = old.guild AND number = old.number;
END;
