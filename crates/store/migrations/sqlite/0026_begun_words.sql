-- How the words of a message begin, two bytes for each (`store/search/begun.rs`); empty where it is not known.
ALTER TABLE search_talk ADD COLUMN begins BLOB NOT NULL DEFAULT X'';
