-- Closes, ratings, promises, tags and times of being open are listed one by one from here on, and tags and hours are counted by ticket type:
-- the figures of each guild are made anew.
DELETE FROM figure_zone;
