-- Redaction of personal data: what was replaced in a verbatim's text, and what a run looked for.

-- [[begin, end, stored_begin, stored_end, kind], ...]: bytes of the text as received, bytes of its
-- placeholder in `text`. NULL: nothing was replaced.
ALTER TABLE verbatim ADD COLUMN redactions TEXT;

ALTER TABLE run ADD COLUMN redaction TEXT;  -- kinds looked for; '': none; NULL: before schema 2
ALTER TABLE run ADD COLUMN redacted TEXT NOT NULL DEFAULT '{}';  -- {kind: replaced}

DROP VIEW v_verbatims;
CREATE VIEW v_verbatims AS
SELECT v.id AS verbatim, d.id AS document, s.name AS source, d.key,
       (SELECT text FROM string WHERE id = v.prompt) AS prompt,
       (SELECT text FROM string WHERE id = v.speaker) AS speaker,
       (SELECT text FROM string WHERE id = v.touchpoint) AS touchpoint,
       (SELECT text FROM string WHERE id = v.language) AS language,
       v.scored, v.at AS at_ms, v.until AS until_ms, d.line + v.line AS line,
       d.byte + v.byte AS byte, v.bytes, v.text, v.redactions
FROM verbatim AS v
JOIN document AS d
  ON d.id = coalesce(v.document, v.id >> 10)
 AND v.id >= coalesce(d.base, d.id) << 10 AND v.id < (coalesce(d.base, d.id) + d.blocks) << 10
JOIN source AS s ON s.id = d.source;

CREATE VIEW v_redactions AS
SELECT v.verbatim, v.document, v.source, v.key, r.key + 1 AS position,
       json_extract(r.value, '$[4]') AS kind, json_extract(r.value, '$[0]') AS begin,
       json_extract(r.value, '$[1]') AS end, json_extract(r.value, '$[2]') AS stored_begin,
       json_extract(r.value, '$[3]') AS stored_end
FROM v_verbatims AS v JOIN json_each(v.redactions) AS r;

DROP VIEW v_runs;
CREATE VIEW v_runs AS
SELECT r.id AS run, s.name AS source, r.adapter, i.path AS input, r.status,
       strftime('%Y-%m-%dT%H:%M:%SZ', r.started_at / 1000, 'unixepoch') AS started_at,
       strftime('%Y-%m-%dT%H:%M:%SZ', r.finished_at / 1000, 'unixepoch') AS finished_at,
       r.read, r.loaded, r.updated, r.rescored, r.unchanged, r.duplicates, r.rejected, r.skipped,
       r.mentions, r.version, u.digest AS rules_digest, r.journey_digest, r.packs, r.skip_reasons,
       r.reject_reasons, r.notes, r.redaction, r.redacted
FROM run AS r
JOIN source AS s ON s.id = r.source
JOIN input AS i ON i.id = r.input
JOIN ruleset AS u ON u.id = r.ruleset;
