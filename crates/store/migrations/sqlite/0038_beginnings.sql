-- SQLite's entries tell how their words begin (`0026_begun_words`): nothing more has to be known.
SELECT 1;
