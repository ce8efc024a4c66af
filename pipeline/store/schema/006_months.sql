-- Stages month by month. A scope of rollup_person and person may be a stage in a calendar month (UTC):
-- -stage - (month + 1) * 2^32, months counted from January of year 0. So people are counted for
-- months as for everything else.

CREATE TEMP TABLE felt AS
SELECT coalesce(nullif(d.respondent, 0), -d.id) AS person,
       -t.stage - ((CAST(strftime('%Y', s.second, 'unixepoch') AS INTEGER) * 12
                    + CAST(strftime('%m', s.second, 'unixepoch') AS INTEGER)) << 32) AS scope,
       count(*) AS mentions, sum(m.valence) AS valence
FROM mention AS m
JOIN verbatim AS v ON v.id = m.verbatim
JOIN document AS d ON d.id = coalesce(v.document, v.id >> 10)
JOIN (SELECT id, (said_at - (said_at % 1000 + 1000) % 1000) / 1000 AS second
      FROM document WHERE said_at IS NOT NULL) AS s ON s.id = d.id
JOIN touchpoint AS t ON t.id = m.touchpoint
WHERE m.label <> 0
GROUP BY 1, 2;

INSERT OR REPLACE INTO person
SELECT f.person, f.scope, f.mentions, f.valence
FROM felt AS f JOIN respondent AS r ON r.id = f.person WHERE r.only IS NULL;

INSERT OR REPLACE INTO rollup_person
SELECT scope, count(*), sum(mean), sum(mean * mean)
FROM (SELECT scope, (200 * valence + iif(valence < 0, -mentions, mentions)) / (2 * mentions) AS mean
      FROM felt)
GROUP BY scope;

DROP TABLE felt;
