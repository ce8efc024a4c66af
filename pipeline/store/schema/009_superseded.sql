-- Versions of documents that a later one took the place of, by the input that holds them: an input
-- that still says what it said before brings no news. Only what is re-read stays.
CREATE TABLE superseded (
  id INTEGER PRIMARY KEY,
  document INTEGER NOT NULL,
  input INTEGER NOT NULL,
  digest BLOB NOT NULL
) STRICT;
CREATE UNIQUE INDEX superseded_version ON superseded (document, input, digest);
