-- Facts of scores that others replaced, so that the map of an earlier run needs no scan either. As of a
-- run a document's block is the one with the least until_run above that run, else the present one.
-- Like `fact` it repeats the tables: what no block holds is read from them.
CREATE TABLE past_fact (
  id INTEGER PRIMARY KEY,
  until_run INTEGER NOT NULL,  -- that replaced the scores
  first INTEGER NOT NULL,      -- document
  last INTEGER NOT NULL,
  format INTEGER NOT NULL,
  facts BLOB NOT NULL,
  keys BLOB NOT NULL
) STRICT;
CREATE UNIQUE INDEX past_fact_block ON past_fact (until_run, first);

-- Documents of which an earlier run has to be read from the tables: blocks say it otherwise. Whatever
-- has later scores in place of those of a run is among them.
CREATE TABLE past_fact_stale (document INTEGER PRIMARY KEY) STRICT;
INSERT INTO past_fact_stale
SELECT id FROM document WHERE last_run <> first_run OR rescored_by IS NOT NULL
UNION SELECT document FROM past_document;
