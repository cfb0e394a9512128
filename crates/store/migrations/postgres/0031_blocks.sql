-- The index of words knows in which block of ids an entry is, so that it can be asked for the latest without putting together all that has a word.
DROP INDEX search_head_words;
DROP INDEX search_note_words;
DROP INDEX search_talk_words;
CREATE INDEX search_head_words ON search_head USING gin (words, (ARRAY[id >> 14]));
CREATE INDEX search_note_words ON search_note USING gin (words, (ARRAY[id >> 14]));
CREATE INDEX search_talk_words ON search_talk USING gin (words, (ARRAY[id >> 14]));
