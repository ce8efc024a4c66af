-- The journey store, schema 1. Never edited after a release: changes are a new numbered file.
--
-- Ids: document d owns the ids [b * 1024, (b + blocks) * 1024) of verbatim, b being
-- coalesce(d.base, d.id). Normally base is NULL and blocks is 1, so that a verbatim's document is
-- id >> 10; where it is not, its own `document` says so. Likewise verbatim v owns the ids from
-- v * 1024 on for its mentions; one with 1024 mentions and more leaves ids of verbatims unused.
-- Interned ids (string, rule, touchpoint) and differences instead of positions keep rows short.

CREATE TABLE string (
  id INTEGER PRIMARY KEY,
  text TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE source (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  adapter TEXT NOT NULL,
  oldest INTEGER,  -- said_at of its documents, ms
  newest INTEGER
) STRICT;

CREATE TABLE input (
  id INTEGER PRIMARY KEY,
  path TEXT NOT NULL UNIQUE
) STRICT;

-- Packs and journey by which documents were scored.
CREATE TABLE ruleset (
  id INTEGER PRIMARY KEY,
  digest TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE rule (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE journey (
  digest TEXT PRIMARY KEY,
  file TEXT NOT NULL,
  toml TEXT NOT NULL,
  run INTEGER NOT NULL  -- the last that used it
) STRICT, WITHOUT ROWID;

CREATE TABLE run (
  id INTEGER PRIMARY KEY,
  source INTEGER NOT NULL REFERENCES source (id),
  adapter TEXT NOT NULL,
  input INTEGER NOT NULL REFERENCES input (id),
  version TEXT NOT NULL,
  ruleset INTEGER NOT NULL REFERENCES ruleset (id),
  journey_digest TEXT NOT NULL,
  packs TEXT NOT NULL,
  started_at INTEGER NOT NULL,  -- ms since 1970, UTC
  finished_at INTEGER,
  status TEXT NOT NULL CHECK (status IN ('running', 'done', 'failed', 'interrupted')),
  read INTEGER NOT NULL DEFAULT 0,
  loaded INTEGER NOT NULL DEFAULT 0,
  updated INTEGER NOT NULL DEFAULT 0,
  rescored INTEGER NOT NULL DEFAULT 0,
  unchanged INTEGER NOT NULL DEFAULT 0,
  duplicates INTEGER NOT NULL DEFAULT 0,
  rejected INTEGER NOT NULL DEFAULT 0,
  skipped INTEGER NOT NULL DEFAULT 0,
  mentions INTEGER NOT NULL DEFAULT 0,
  skip_reasons TEXT NOT NULL DEFAULT '{}',
  reject_reasons TEXT NOT NULL DEFAULT '{}',
  notes TEXT NOT NULL DEFAULT '[]'
) STRICT;

CREATE TABLE stage (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  title TEXT NOT NULL,
  position INTEGER  -- in the journey last loaded with; NULL: not in it
) STRICT;

CREATE TABLE touchpoint (
  id INTEGER PRIMARY KEY,
  stage INTEGER NOT NULL REFERENCES stage (id),
  name TEXT NOT NULL,  -- '': the stage as a whole
  title TEXT NOT NULL,
  position INTEGER,
  UNIQUE (stage, name)
) STRICT;

CREATE TABLE respondent (
  id INTEGER PRIMARY KEY,
  hash INTEGER NOT NULL,  -- 32 bits of the pseudonym: a short index for random keys
  pseudonym TEXT NOT NULL,
  documents INTEGER NOT NULL,
  only INTEGER  -- the one document; NULL: sums are in `person`
) STRICT;
CREATE INDEX respondent_hash ON respondent (hash);

CREATE TABLE document (
  id INTEGER PRIMARY KEY,
  source INTEGER NOT NULL,
  key TEXT NOT NULL,
  digest BLOB NOT NULL,
  ruleset INTEGER NOT NULL,
  first_run INTEGER NOT NULL,
  last_run INTEGER NOT NULL,
  kind INTEGER NOT NULL,  -- SourceKind
  language INTEGER,       -- string, as declared
  said_at INTEGER,        -- ms since 1970, UTC
  said_at_text TEXT,      -- NULL: said_at as ISO 8601 to the second
  respondent INTEGER,
  persona INTEGER,     -- string
  touchpoint INTEGER,  -- string
  attributes TEXT,     -- JSON object of strings
  ratings TEXT,        -- [[scale, definition, milli], ...], ids of strings; NULL: none
  line INTEGER NOT NULL,
  byte INTEGER NOT NULL,
  bytes INTEGER NOT NULL,
  input INTEGER NOT NULL,
  base INTEGER,
  blocks INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX document_key ON document (source, key);

CREATE TABLE verbatim (
  id INTEGER PRIMARY KEY,
  document INTEGER,    -- NULL: id >> 10
  prompt INTEGER,      -- string
  speaker INTEGER,     -- string
  touchpoint INTEGER,  -- string
  language INTEGER,    -- string, as found
  scored INTEGER NOT NULL,
  at INTEGER,  -- ms
  until INTEGER,
  line INTEGER NOT NULL,  -- less the document's
  byte INTEGER NOT NULL,  -- less the document's
  bytes INTEGER NOT NULL,
  -- What the text stage found, read by the view `mention`: an array of [begin, bytes, touchpoint or
  -- 0, attached_by, label, valence, emotions_a, emotions_b, [[begin, bytes, rule, weight,
  -- dimension], ...], attached_begin, attached_bytes, attached_rule]. Dimension is left out when it
  -- is the valence, the last three when no words attached the mention. emotions_a are the
  -- intensities 0..1000 of anger, anticipation, disgust and fear, ten bits each from the lowest,
  -- emotions_b those of joy, sadness, surprise and trust. NULL: not scored.
  mentions TEXT,
  text TEXT NOT NULL
) STRICT;

CREATE TABLE reject (
  id INTEGER PRIMARY KEY,
  first_run INTEGER NOT NULL,
  last_run INTEGER NOT NULL,
  source INTEGER NOT NULL REFERENCES source (id),
  input INTEGER NOT NULL REFERENCES input (id),
  digest BLOB NOT NULL,  -- over all that follows: a record met again is the same reject
  line INTEGER NOT NULL,
  byte INTEGER NOT NULL,
  bytes INTEGER NOT NULL,
  key TEXT NOT NULL,
  field TEXT NOT NULL,
  reason TEXT NOT NULL,
  detail TEXT NOT NULL,
  raw TEXT NOT NULL,
  UNIQUE (source, input, digest)
) STRICT;

-- What an updated document was before, when revisions are kept.
CREATE TABLE revision (
  id INTEGER PRIMARY KEY,
  document INTEGER NOT NULL,
  run INTEGER NOT NULL,  -- that wrote it
  replaced_by INTEGER NOT NULL,  -- run
  ruleset INTEGER NOT NULL,
  digest BLOB NOT NULL,
  verbatims TEXT NOT NULL,  -- [text, ...]
  mentions TEXT NOT NULL    -- [{verbatim, begin, end, stage, touchpoint, label, valence, emotions, evidence}]
) STRICT;
CREATE INDEX revision_document ON revision (document);

-- The roll-up: always equal to what a query over mention, document and rating gives.
-- touchpoint 0: unassigned.
CREATE TABLE rollup_mention (
  touchpoint INTEGER NOT NULL,
  source INTEGER NOT NULL,
  mentions INTEGER NOT NULL,
  none INTEGER NOT NULL,
  negative INTEGER NOT NULL,
  neutral INTEGER NOT NULL,
  positive INTEGER NOT NULL,
  anger INTEGER NOT NULL,  -- mentions with an intensity over 0
  anticipation INTEGER NOT NULL,
  disgust INTEGER NOT NULL,
  fear INTEGER NOT NULL,
  joy INTEGER NOT NULL,
  sadness INTEGER NOT NULL,
  surprise INTEGER NOT NULL,
  trust INTEGER NOT NULL,
  no_emotion INTEGER NOT NULL,
  PRIMARY KEY (touchpoint, source)
) STRICT, WITHOUT ROWID;

-- scope: a touchpoint's id, 0 for unassigned, a stage's id negated.
CREATE TABLE rollup_person (
  scope INTEGER PRIMARY KEY,
  persons INTEGER NOT NULL,
  sum_mean INTEGER NOT NULL,  -- centi-scores
  sum_mean_square INTEGER NOT NULL
) STRICT;

-- Scored mentions of respondents with several documents.
CREATE TABLE person (
  respondent INTEGER NOT NULL,
  scope INTEGER NOT NULL,
  mentions INTEGER NOT NULL,
  valence INTEGER NOT NULL,  -- sum
  PRIMARY KEY (respondent, scope)
) STRICT, WITHOUT ROWID;

CREATE TABLE rollup_document (
  source INTEGER NOT NULL,
  ruleset INTEGER NOT NULL,
  documents INTEGER NOT NULL,
  anonymous INTEGER NOT NULL,  -- without a respondent
  verbatims INTEGER NOT NULL,
  PRIMARY KEY (source, ruleset)
) STRICT, WITHOUT ROWID;

CREATE TABLE rollup_rating (
  touchpoint INTEGER NOT NULL,  -- string; 0: the document names none
  scale INTEGER NOT NULL,
  definition INTEGER NOT NULL,
  milli INTEGER NOT NULL,
  ratings INTEGER NOT NULL,
  PRIMARY KEY (touchpoint, scale, definition, milli)
) STRICT, WITHOUT ROWID;

-- The strongest mentions of each touchpoint: exactly the first ones in the order (strength, source,
-- key, verbatim, span). A row in quote_cut: others were left out.
CREATE TABLE quote (
  touchpoint INTEGER NOT NULL,
  positive INTEGER NOT NULL,
  strength INTEGER NOT NULL,  -- the valence, negated on the negative side
  mention INTEGER NOT NULL,
  -- What orders them, so that no other table has to be asked.
  source INTEGER NOT NULL,
  key TEXT NOT NULL,
  verbatim INTEGER NOT NULL,  -- its id less that of the document's first
  span_begin INTEGER NOT NULL,
  span_bytes INTEGER NOT NULL,
  PRIMARY KEY (touchpoint, positive, strength DESC, mention)
) STRICT, WITHOUT ROWID;
CREATE TABLE quote_cut (
  touchpoint INTEGER NOT NULL,
  positive INTEGER NOT NULL,
  PRIMARY KEY (touchpoint, positive)
) STRICT, WITHOUT ROWID;

-- Words of the verbatims with id <= search_watermark.verbatim, brought up to date before a search.
CREATE VIRTUAL TABLE verbatim_words USING fts5 (
  text, content = 'verbatim', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2'
);
CREATE TABLE search_watermark (verbatim INTEGER NOT NULL) STRICT;
INSERT INTO search_watermark VALUES (0);

-- Mentions as rows, for the views below.
CREATE VIEW mention AS
SELECT (v.id << 10) + e.key AS id, v.id AS verbatim,
       json_extract(e.value, '$[0]') AS span_begin, json_extract(e.value, '$[1]') AS span_bytes,
       nullif(json_extract(e.value, '$[2]'), 0) AS touchpoint,
       json_extract(e.value, '$[3]') AS attached_by, json_extract(e.value, '$[4]') AS label,
       json_extract(e.value, '$[5]') AS valence, json_extract(e.value, '$[6]') AS emotions_a,
       json_extract(e.value, '$[7]') AS emotions_b, json_extract(e.value, '$[8]') AS evidence,
       json_extract(e.value, '$[9]') AS attached_begin,
       json_extract(e.value, '$[10]') AS attached_bytes,
       json_extract(e.value, '$[11]') AS attached_rule
FROM verbatim AS v JOIN json_each(v.mentions) AS e;

-- The views: docs/store.md describes them column by column; they outlive schema versions.

CREATE VIEW v_documents AS
SELECT d.id AS document, s.name AS source, d.key,
       CASE d.kind WHEN 0 THEN 'survey' WHEN 1 THEN 'interview' WHEN 2 THEN 'social'
                   WHEN 3 THEN 'review' ELSE 'support' END AS kind,
       (SELECT text FROM string WHERE id = d.language) AS language,
       strftime('%Y-%m-%dT%H:%M:%SZ', d.said_at / 1000, 'unixepoch') AS said_at,
       d.said_at AS said_at_ms,
       coalesce(d.said_at_text, strftime('%Y-%m-%dT%H:%M:%SZ', d.said_at / 1000, 'unixepoch'))
         AS said_at_text,
       (SELECT pseudonym FROM respondent WHERE id = d.respondent) AS respondent,
       (SELECT text FROM string WHERE id = d.persona) AS persona,
       (SELECT text FROM string WHERE id = d.touchpoint) AS touchpoint,
       d.attributes,
       (SELECT path FROM input WHERE id = d.input) AS input,
       d.line, d.byte, d.bytes, d.first_run, d.last_run AS run,
       (SELECT digest FROM ruleset WHERE id = d.ruleset) AS rules_digest
FROM document AS d JOIN source AS s ON s.id = d.source;

CREATE VIEW v_verbatims AS
SELECT v.id AS verbatim, d.id AS document, s.name AS source, d.key,
       (SELECT text FROM string WHERE id = v.prompt) AS prompt,
       (SELECT text FROM string WHERE id = v.speaker) AS speaker,
       (SELECT text FROM string WHERE id = v.touchpoint) AS touchpoint,
       (SELECT text FROM string WHERE id = v.language) AS language,
       v.scored, v.at AS at_ms, v.until AS until_ms, d.line + v.line AS line,
       d.byte + v.byte AS byte, v.bytes, v.text
FROM verbatim AS v
JOIN document AS d
  ON d.id = coalesce(v.document, v.id >> 10)
 AND v.id >= coalesce(d.base, d.id) << 10 AND v.id < (coalesce(d.base, d.id) + d.blocks) << 10
JOIN source AS s ON s.id = d.source;

CREATE VIEW v_utterances AS
SELECT v.id AS verbatim, d.id AS document, s.name AS source, d.key,
       m.span_begin, m.span_begin + m.span_bytes AS span_end,
       CAST(substr(CAST(v.text AS BLOB), m.span_begin + 1, m.span_bytes) AS TEXT) AS text,
       count(*) AS mentions
FROM mention AS m
JOIN verbatim AS v ON v.id = m.verbatim
JOIN document AS d
  ON d.id = coalesce(v.document, v.id >> 10)
 AND v.id >= coalesce(d.base, d.id) << 10 AND v.id < (coalesce(d.base, d.id) + d.blocks) << 10
JOIN source AS s ON s.id = d.source
GROUP BY 1, m.span_begin, m.span_bytes;

CREATE VIEW v_mentions AS
SELECT m.id AS mention, v.id AS verbatim, d.id AS document, s.name AS source, d.key,
       (SELECT pseudonym FROM respondent WHERE id = d.respondent) AS respondent,
       (SELECT text FROM string WHERE id = d.persona) AS persona,
       strftime('%Y-%m-%dT%H:%M:%SZ', d.said_at / 1000, 'unixepoch') AS said_at,
       (SELECT text FROM string WHERE id = v.language) AS language,
       coalesce(g.name, 'unassigned') AS stage, nullif(t.name, '') AS touchpoint,
       m.span_begin, m.span_begin + m.span_bytes AS span_end,
       CAST(substr(CAST(v.text AS BLOB), m.span_begin + 1, m.span_bytes) AS TEXT) AS utterance,
       CASE m.attached_by WHEN 0 THEN 'unassigned' WHEN 1 THEN 'words' WHEN 2 THEN 'question'
                          ELSE 'declared' END AS attached_by,
       m.attached_begin, m.attached_begin + m.attached_bytes AS attached_end,
       (SELECT name FROM rule WHERE id = m.attached_rule) AS attached_rule,
       CASE m.label WHEN 0 THEN 'none' WHEN 1 THEN 'negative' WHEN 2 THEN 'neutral'
                    ELSE 'positive' END AS label,
       m.valence,
       m.emotions_a & 1023 AS anger, m.emotions_a >> 10 & 1023 AS anticipation,
       m.emotions_a >> 20 & 1023 AS disgust, m.emotions_a >> 30 & 1023 AS fear,
       m.emotions_b & 1023 AS joy, m.emotions_b >> 10 & 1023 AS sadness,
       m.emotions_b >> 20 & 1023 AS surprise, m.emotions_b >> 30 & 1023 AS trust,
       d.last_run AS run, (SELECT digest FROM ruleset WHERE id = d.ruleset) AS rules_digest
FROM mention AS m
JOIN verbatim AS v ON v.id = m.verbatim
JOIN document AS d
  ON d.id = coalesce(v.document, v.id >> 10)
 AND v.id >= coalesce(d.base, d.id) << 10 AND v.id < (coalesce(d.base, d.id) + d.blocks) << 10
JOIN source AS s ON s.id = d.source
LEFT JOIN touchpoint AS t ON t.id = m.touchpoint
LEFT JOIN stage AS g ON g.id = t.stage;

CREATE VIEW v_evidence AS
SELECT m.id AS mention, m.verbatim, e.key + 1 AS position,
       json_extract(e.value, '$[0]') AS span_begin,
       json_extract(e.value, '$[0]') + json_extract(e.value, '$[1]') AS span_end,
       CAST(substr(CAST(v.text AS BLOB), json_extract(e.value, '$[0]') + 1,
                   json_extract(e.value, '$[1]')) AS TEXT) AS words,
       r.name AS rule, json_extract(e.value, '$[3]') AS weight,
       CASE json_extract(e.value, '$[4]')
         WHEN 0 THEN 'anger' WHEN 1 THEN 'anticipation' WHEN 2 THEN 'disgust' WHEN 3 THEN 'fear'
         WHEN 4 THEN 'joy' WHEN 5 THEN 'sadness' WHEN 6 THEN 'surprise' WHEN 7 THEN 'trust'
         ELSE 'valence' END AS dimension
FROM mention AS m
JOIN verbatim AS v ON v.id = m.verbatim
JOIN json_each(m.evidence) AS e
JOIN rule AS r ON r.id = json_extract(e.value, '$[2]');

CREATE VIEW v_emotions AS
SELECT m.id AS mention, m.verbatim, coalesce(g.name, 'unassigned') AS stage, nullif(t.name, '') AS touchpoint,
       e.value AS emotion,
       iif(e.key < 4, m.emotions_a >> 10 * e.key, m.emotions_b >> 10 * (e.key - 4)) & 1023 AS intensity
FROM mention AS m
LEFT JOIN touchpoint AS t ON t.id = m.touchpoint
LEFT JOIN stage AS g ON g.id = t.stage
JOIN json_each('["anger","anticipation","disgust","fear","joy","sadness","surprise","trust"]') AS e
WHERE intensity > 0;

CREATE VIEW v_stage_emotions AS
SELECT coalesce(g.name, 'unassigned') AS stage, coalesce(g.title, 'Unassigned') AS title,
       g.position, sum(r.mentions) AS mentions, coalesce(p.persons, 0) AS persons,
       CASE WHEN p.persons > 0 THEN p.sum_mean / 100.0 / p.persons END AS mean_valence,
       sum(r.negative) AS negative, sum(r.neutral) AS neutral, sum(r.positive) AS positive,
       sum(r.none) AS none, sum(r.anger) AS anger, sum(r.anticipation) AS anticipation,
       sum(r.disgust) AS disgust, sum(r.fear) AS fear, sum(r.joy) AS joy, sum(r.sadness) AS sadness,
       sum(r.surprise) AS surprise, sum(r.trust) AS trust, sum(r.no_emotion) AS no_emotion
FROM rollup_mention AS r
LEFT JOIN touchpoint AS t ON t.id = r.touchpoint
LEFT JOIN stage AS g ON g.id = t.stage
LEFT JOIN rollup_person AS p ON p.scope = -coalesce(t.stage, 0)
GROUP BY coalesce(t.stage, 0)
ORDER BY g.position IS NULL, g.position, g.name IS NULL, g.name;

CREATE VIEW v_ratings AS
SELECT d.id AS document, s.name AS source, d.key,
       strftime('%Y-%m-%dT%H:%M:%SZ', d.said_at / 1000, 'unixepoch') AS said_at,
       (SELECT pseudonym FROM respondent WHERE id = d.respondent) AS respondent,
       (SELECT text FROM string WHERE id = d.persona) AS persona,
       (SELECT text FROM string WHERE id = d.touchpoint) AS touchpoint,
       (SELECT text FROM string WHERE id = json_extract(r.value, '$[0]')) AS scale,
       (SELECT text FROM string WHERE id = json_extract(r.value, '$[1]')) AS definition,
       json_extract(r.value, '$[2]') / 1000.0 AS value, json_extract(r.value, '$[2]') AS milli
FROM document AS d
JOIN source AS s ON s.id = d.source
JOIN json_each(d.ratings) AS r;

CREATE VIEW v_attributes AS
SELECT d.id AS document, s.name AS source, d.key, a.key AS name, a.value
FROM document AS d
JOIN source AS s ON s.id = d.source
JOIN json_each(d.attributes) AS a;

CREATE VIEW v_runs AS
SELECT r.id AS run, s.name AS source, r.adapter, i.path AS input, r.status,
       strftime('%Y-%m-%dT%H:%M:%SZ', r.started_at / 1000, 'unixepoch') AS started_at,
       strftime('%Y-%m-%dT%H:%M:%SZ', r.finished_at / 1000, 'unixepoch') AS finished_at,
       r.read, r.loaded, r.updated, r.rescored, r.unchanged, r.duplicates, r.rejected, r.skipped,
       r.mentions, r.version, u.digest AS rules_digest, r.journey_digest, r.packs, r.skip_reasons,
       r.reject_reasons, r.notes
FROM run AS r
JOIN source AS s ON s.id = r.source
JOIN input AS i ON i.id = r.input
JOIN ruleset AS u ON u.id = r.ruleset;

CREATE VIEW v_rejects AS
SELECT r.id AS reject, r.first_run, r.last_run AS run, s.name AS source, i.path AS input, r.line,
       r.byte, r.bytes, r.key, r.field, r.reason, r.detail, r.raw
FROM reject AS r
JOIN source AS s ON s.id = r.source
JOIN input AS i ON i.id = r.input;
