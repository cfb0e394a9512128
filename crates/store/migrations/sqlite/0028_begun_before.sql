-- Entries below this id may be from before it was kept how words begin (0026): they are looked through in the background, the latest first.
CREATE TABLE search_unbegun (below BIGINT NOT NULL);
INSERT INTO search_unbegun (below) SELECT MAX(id) + 1 FROM search_talk HAVING COUNT(*) > 0;
