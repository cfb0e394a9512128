-- What the inbox counts is all in one index: now what is overdue as well.
DROP INDEX ticket_open;
CREATE INDEX ticket_open ON ticket (guild, type, claimer, assignee, last_by, opener, due_at) WHERE is_open = 1;
