-- What people did, promises that nobody waited for any more, and ratings that were asked for are listed and counted from here on: the figures
-- of each guild are made anew.
DELETE FROM figure_zone;
