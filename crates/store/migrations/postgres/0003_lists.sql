-- What lists are sorted by and searched in.
ALTER TABLE ticket ADD COLUMN urgency BIGINT NOT NULL DEFAULT 1;
ALTER TABLE ticket ADD COLUMN words TEXT NOT NULL DEFAULT '';
UPDATE ticket SET
    urgency = CASE (body::json ->> 'priority') WHEN 'low' THEN 0 WHEN 'high' THEN 2 WHEN 'urgent' THEN 3 ELSE 1 END,
    words = lower((body::json ->> 'subject') || ' ' || (body::json -> 'opener' ->> 'name'));
CREATE INDEX ticket_urgent ON ticket (guild, is_open, urgency, last_at, number);
