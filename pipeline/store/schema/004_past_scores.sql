-- Scores that a later scoring replaced, so that an earlier run can still be drawn.

-- The run that scored it last, when that is not last_run, which wrote what it says.
ALTER TABLE document ADD COLUMN rescored_by INTEGER;

-- Scorings of a document that were replaced while its texts stayed. As of a run the one counts with
-- the least until_run above that run, and when there is none, the present one.
CREATE TABLE past_document (
  document INTEGER NOT NULL,
  until_run INTEGER NOT NULL,  -- that replaced it
  from_run INTEGER NOT NULL,   -- that made it
  ruleset INTEGER NOT NULL,
  PRIMARY KEY (document, until_run)
) STRICT, WITHOUT ROWID;

-- What such a scoring had found in a verbatim; no row where its replacement found the same.
CREATE TABLE past_score (
  verbatim INTEGER NOT NULL,
  until_run INTEGER NOT NULL,
  language INTEGER NOT NULL,  -- string; 0: none
  mentions TEXT NOT NULL,     -- as in verbatim; '': none
  PRIMARY KEY (verbatim, until_run)
) STRICT;

-- What a journey had as stages and touchpoints, in its order.
CREATE TABLE journey_place (
  journey TEXT NOT NULL,  -- digest
  touchpoint INTEGER NOT NULL,
  stage_position INTEGER NOT NULL,
  position INTEGER NOT NULL,  -- -1: the stage as a whole
  PRIMARY KEY (journey, touchpoint)
) STRICT, WITHOUT ROWID;
INSERT INTO journey_place
SELECT j.digest, t.id, g.position, t.position
FROM (SELECT digest FROM journey ORDER BY run DESC LIMIT 1) AS j
JOIN touchpoint AS t
JOIN stage AS g ON g.id = t.stage
WHERE t.position IS NOT NULL AND g.position IS NOT NULL;

-- A run may be over all sources.
DROP VIEW v_runs;
CREATE TABLE run_of_any (
  id INTEGER PRIMARY KEY,
  source INTEGER REFERENCES source (id),  -- NULL: all, a rescore
  adapter TEXT NOT NULL,
  input INTEGER REFERENCES input (id),
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
  notes TEXT NOT NULL DEFAULT '[]',
  redaction TEXT,  -- kinds looked for; '': none; NULL: before schema 2, or a rescore
  redacted TEXT NOT NULL DEFAULT '{}'  -- {kind: replaced}
) STRICT;
INSERT INTO run_of_any
SELECT id, source, adapter, input, version, ruleset, journey_digest, packs, started_at, finished_at,
       status, read, loaded, updated, rescored, unchanged, duplicates, rejected, skipped, mentions,
       skip_reasons, reject_reasons, notes, redaction, redacted
FROM run;
DROP TABLE run;
ALTER TABLE run_of_any RENAME TO run;
CREATE VIEW v_runs AS
SELECT r.id AS run, s.name AS source, r.adapter, i.path AS input, r.status,
       strftime('%Y-%m-%dT%H:%M:%SZ', r.started_at / 1000, 'unixepoch') AS started_at,
       strftime('%Y-%m-%dT%H:%M:%SZ', r.finished_at / 1000, 'unixepoch') AS finished_at,
       r.read, r.loaded, r.updated, r.rescored, r.unchanged, r.duplicates, r.rejected, r.skipped,
       r.mentions, r.version, u.digest AS rules_digest, r.journey_digest, r.packs, r.skip_reasons,
       r.reject_reasons, r.notes, r.redaction, r.redacted
FROM run AS r
LEFT JOIN source AS s ON s.id = r.source
LEFT JOIN input AS i ON i.id = r.input
JOIN ruleset AS u ON u.id = r.ruleset;

DROP VIEW v_documents;
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
       (SELECT digest FROM ruleset WHERE id = d.ruleset) AS rules_digest, d.rescored_by
FROM document AS d JOIN source AS s ON s.id = d.source;

DROP VIEW v_mentions;
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
       coalesce(d.rescored_by, d.last_run) AS run,
       (SELECT digest FROM ruleset WHERE id = d.ruleset) AS rules_digest
FROM mention AS m
JOIN verbatim AS v ON v.id = m.verbatim
JOIN document AS d
  ON d.id = coalesce(v.document, v.id >> 10)
 AND v.id >= coalesce(d.base, d.id) << 10 AND v.id < (coalesce(d.base, d.id) + d.blocks) << 10
JOIN source AS s ON s.id = d.source
LEFT JOIN touchpoint AS t ON t.id = m.touchpoint
LEFT JOIN stage AS g ON g.id = t.stage;
