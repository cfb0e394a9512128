-- First answers are counted on the day they were given as well, beside the day on which the ticket was opened: the figures of each guild are
-- made anew.
DELETE FROM figure_zone;
