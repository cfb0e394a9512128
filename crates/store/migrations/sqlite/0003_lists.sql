-- What lists are sorted by and searched in.
ALTER TABLE ticket ADD COLUMN urgency BIGINT NOT NULL DEFAULT 1;
ALTER TABLE ticket ADD COLUMN words TEXT NOT NULL DEFAULT '';
UPDATE ticket SET
    urgency = CASE json_extract(body, '$.priority') WHEN 'low' THEN 0 WHEN 'high' THEN 2 WHEN 'urgent' THEN 3 ELSE 1 END,
    words = lower(json_extract(body, '$.subject') || ' ' || json_extract(body, '$.opener.name'));
CREATE INDEX ticket_urgent ON ticket (guild, is_open, urgency, last_at, number);
