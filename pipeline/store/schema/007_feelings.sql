-- Named feelings. They follow from a mention's valence, emotions and evidence, so that none is
-- stored: what is stored is how the packs that scored a document define them. Of several rows of a
-- feeling the one that gives most counts.

-- A row of feelings.tsv. The same row of several rulesets is here once.
CREATE TABLE feeling (
  id INTEGER PRIMARY KEY,
  language TEXT NOT NULL,  -- of the verbatims it counts for
  name TEXT NOT NULL,
  rule TEXT NOT NULL,
  anger INTEGER NOT NULL,  -- shares, per mille
  anticipation INTEGER NOT NULL,
  disgust INTEGER NOT NULL,
  fear INTEGER NOT NULL,
  joy INTEGER NOT NULL,
  sadness INTEGER NOT NULL,
  surprise INTEGER NOT NULL,
  trust INTEGER NOT NULL,
  low INTEGER NOT NULL,  -- the valence is in [low, high]
  high INTEGER NOT NULL,
  words TEXT NOT NULL  -- JSON: names of rules of which one has to be evidence; '[]': none has to
) STRICT;

CREATE TABLE ruleset_feeling (
  ruleset INTEGER NOT NULL REFERENCES ruleset (id),
  feeling INTEGER NOT NULL REFERENCES feeling (id),
  position INTEGER NOT NULL,  -- in its language: rows of one feeling follow one another
  PRIMARY KEY (ruleset, feeling)
) STRICT, WITHOUT ROWID;

CREATE VIEW v_feelings AS
SELECT x.mention, x.verbatim, coalesce(g.name, 'unassigned') AS stage,
       nullif(t.name, '') AS touchpoint, x.feeling, max(x.intensity) AS intensity, x.rule
FROM (SELECT m.id AS mention, m.verbatim, m.touchpoint, f.name AS feeling, f.rule,
             (m.emotions_a & 1023) * f.anger / 1000
               + (m.emotions_a >> 10 & 1023) * f.anticipation / 1000
               + (m.emotions_a >> 20 & 1023) * f.disgust / 1000
               + (m.emotions_a >> 30 & 1023) * f.fear / 1000
               + (m.emotions_b & 1023) * f.joy / 1000
               + (m.emotions_b >> 10 & 1023) * f.sadness / 1000
               + (m.emotions_b >> 20 & 1023) * f.surprise / 1000
               + (m.emotions_b >> 30 & 1023) * f.trust / 1000 AS intensity
      FROM mention AS m
      JOIN verbatim AS v ON v.id = m.verbatim
      JOIN document AS d
        ON d.id = coalesce(v.document, v.id >> 10)
       AND v.id >= coalesce(d.base, d.id) << 10 AND v.id < (coalesce(d.base, d.id) + d.blocks) << 10
      JOIN string AS l ON l.id = v.language
      JOIN ruleset_feeling AS r ON r.ruleset = d.ruleset
      JOIN feeling AS f
        ON f.id = r.feeling AND f.language = l.text AND m.valence BETWEEN f.low AND f.high
       AND (f.anger = 0 OR m.emotions_a & 1023) AND (f.anticipation = 0 OR m.emotions_a >> 10 & 1023)
       AND (f.disgust = 0 OR m.emotions_a >> 20 & 1023) AND (f.fear = 0 OR m.emotions_a >> 30 & 1023)
       AND (f.joy = 0 OR m.emotions_b & 1023) AND (f.sadness = 0 OR m.emotions_b >> 10 & 1023)
       AND (f.surprise = 0 OR m.emotions_b >> 20 & 1023) AND (f.trust = 0 OR m.emotions_b >> 30 & 1023)
       AND (f.words = '[]'
            OR EXISTS (SELECT 1 FROM json_each(m.evidence) AS e
                       JOIN rule AS s ON s.id = json_extract(e.value, '$[2]')
                       WHERE s.name IN (SELECT value FROM json_each(f.words))))) AS x
LEFT JOIN touchpoint AS t ON t.id = x.touchpoint
LEFT JOIN stage AS g ON g.id = t.stage
WHERE x.intensity > 0
GROUP BY x.mention, x.feeling;
