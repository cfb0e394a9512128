-- The index of what is said knows how words begin, too: asked for all that begins so, it put together the entries of each such word before it gave one.
-- Four letters, as `store/src/search/begun.rs` asks for them. What begins with a dot is whose an entry is.
CREATE FUNCTION search_beginnings(words TSVECTOR) RETURNS TEXT[] LANGUAGE SQL IMMUTABLE PARALLEL SAFE STRICT AS
    $$ SELECT ARRAY(SELECT DISTINCT left(word, 4) FROM unnest(tsvector_to_array(words)) AS word WHERE left(word, 1) <> '.') $$;
DROP INDEX search_talk_words;
CREATE INDEX search_talk_words ON search_talk USING gin (words, (ARRAY[id >> 14]), search_beginnings(words));
