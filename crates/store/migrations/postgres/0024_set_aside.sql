-- Whether what the member wrote last needs no answer, and until when a ticket is snoozed: absent where it is not, the largest number until
-- the member writes. What the inbox counts is all in one index.
ALTER TABLE ticket ADD COLUMN settled BIGINT NOT NULL DEFAULT 0;
ALTER TABLE ticket ADD COLUMN snoozed_until BIGINT;
DROP INDEX ticket_open;
CREATE INDEX ticket_open ON ticket (guild, type, claimer, assignee, last_by, opener, due_at, settled, snoozed_until) WHERE is_open = 1;
CREATE INDEX ticket_snoozed ON ticket (guild, last_at, number) WHERE snoozed_until IS NOT NULL;
