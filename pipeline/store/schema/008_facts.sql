-- What a filtered map adds up, packed: a block holds what documents first..last say of themselves and
-- what their mentions scored. docs/store.md says how it is kept; it repeats the tables and can be
-- deleted at any time: what no block holds is read from the tables.
CREATE TABLE fact (
  first INTEGER PRIMARY KEY,  -- document
  last INTEGER NOT NULL,      -- document; blocks do not overlap
  format INTEGER NOT NULL,    -- a block of another format is as none
  facts BLOB NOT NULL,
  keys BLOB NOT NULL
) STRICT;

-- Documents that have changed since their block was written: it does not count for them.
CREATE TABLE fact_stale (document INTEGER PRIMARY KEY) STRICT;

-- Respondents whose sums are in `person`.
CREATE INDEX respondent_several ON respondent (documents) WHERE only IS NULL;
