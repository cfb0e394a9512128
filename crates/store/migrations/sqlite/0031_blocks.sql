-- SQLite walks its index of words from the latest entry back by itself: nothing more has to be known.
SELECT 1;
