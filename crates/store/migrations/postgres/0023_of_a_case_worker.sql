-- Lists of a case worker's closed tickets, in the other orders.
CREATE INDEX ticket_closed_assignee_urgent ON ticket (guild, assignee, urgency, last_at, number) WHERE is_open = 0 AND assignee IS NOT NULL;
CREATE INDEX ticket_closed_assignee_number ON ticket (guild, assignee, number) WHERE is_open = 0 AND assignee IS NOT NULL;
