-- Lists of few among many: by stars in every order, and by when tickets were opened or closed.
DROP INDEX ticket_rated;
CREATE INDEX ticket_closed_stars ON ticket (guild, stars, last_at, number) WHERE is_open = 0 AND stars IS NOT NULL;
CREATE INDEX ticket_closed_stars_urgent ON ticket (guild, stars, urgency, last_at, number) WHERE is_open = 0 AND stars IS NOT NULL;
CREATE INDEX ticket_closed_stars_number ON ticket (guild, stars, number) WHERE is_open = 0 AND stars IS NOT NULL;
CREATE INDEX ticket_opened ON ticket (guild, opened_at, number);
CREATE INDEX ticket_closed ON ticket (guild, closed_at) WHERE is_open = 0 AND closed_at IS NOT NULL;
