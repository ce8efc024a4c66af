-- Speech acts and churn risk. A mention's array in verbatim.mentions may end with one more array, its
-- signals: [churn risk, [begin, bytes, rule, act, churn, effort], ..., [rule, churn, effort], ...].
-- Acts, then parts of the engine's rules, without zeros at their ends. The churn risk and the parts
-- are the document's, and stand with its first mention; the risk stands with all when it is 500 or
-- more.

-- Mentions that have an act, by its number; 9: mentions of documents at risk. touchpoint 0:
-- unassigned.
CREATE TABLE rollup_act (
  touchpoint INTEGER NOT NULL,
  act INTEGER NOT NULL,
  mentions INTEGER NOT NULL,
  PRIMARY KEY (touchpoint, act)
) STRICT, WITHOUT ROWID;

DROP VIEW mention;
CREATE VIEW mention AS
SELECT (v.id << 10) + e.key AS id, v.id AS verbatim,
       json_extract(e.value, '$[0]') AS span_begin, json_extract(e.value, '$[1]') AS span_bytes,
       nullif(json_extract(e.value, '$[2]'), 0) AS touchpoint,
       json_extract(e.value, '$[3]') AS attached_by, json_extract(e.value, '$[4]') AS label,
       json_extract(e.value, '$[5]') AS valence, json_extract(e.value, '$[6]') AS emotions_a,
       json_extract(e.value, '$[7]') AS emotions_b, json_extract(e.value, '$[8]') AS evidence,
       iif(json_type(e.value, '$[9]') = 'integer', json_extract(e.value, '$[9]'), NULL)
         AS attached_begin,
       json_extract(e.value, '$[10]') AS attached_bytes,
       json_extract(e.value, '$[11]') AS attached_rule,
       json_extract(e.value, iif(json_type(e.value, '$[9]') = 'array', '$[9]', '$[12]')) AS signals
FROM verbatim AS v JOIN json_each(v.mentions) AS e;

CREATE VIEW v_acts AS
SELECT m.id AS mention, m.verbatim,
       CASE json_extract(a.value, '$[3]')
         WHEN 0 THEN 'complaint' WHEN 1 THEN 'request' WHEN 2 THEN 'question' WHEN 3 THEN 'thanks'
         WHEN 4 THEN 'leaving' WHEN 5 THEN 'recommendation' WHEN 6 THEN 'warning'
         WHEN 7 THEN 'effort_high' ELSE 'effort_low' END AS act,
       json_extract(a.value, '$[0]') AS span_begin,
       json_extract(a.value, '$[0]') + json_extract(a.value, '$[1]') AS span_end,
       CAST(substr(CAST((SELECT text FROM verbatim WHERE id = m.verbatim) AS BLOB),
                   json_extract(a.value, '$[0]') + 1, json_extract(a.value, '$[1]')) AS TEXT)
         AS words,
       (SELECT name FROM rule WHERE id = json_extract(a.value, '$[2]')) AS rule,
       coalesce(json_extract(a.value, '$[4]'), 0) AS churn,
       coalesce(json_extract(a.value, '$[5]'), 0) AS effort
FROM mention AS m JOIN json_each(m.signals) AS a ON a.key > 0 AND json_array_length(a.value) > 3;

CREATE VIEW v_churn AS
SELECT d.id AS document, s.name AS source, d.key,
       max(json_extract(m.signals, '$[0]')) AS churn_risk,
       iif(sum(json_extract(a.value, '$[3]') IN (7, 8)) > 0,
           sum(coalesce(json_extract(a.value, iif(json_array_length(a.value) > 3, '$[5]', '$[2]')),
                        0)),
           NULL) AS effort
FROM mention AS m
JOIN verbatim AS v ON v.id = m.verbatim
JOIN document AS d
  ON d.id = coalesce(v.document, v.id >> 10)
 AND v.id >= coalesce(d.base, d.id) << 10 AND v.id < (coalesce(d.base, d.id) + d.blocks) << 10
JOIN source AS s ON s.id = d.source
LEFT JOIN json_each(m.signals) AS a ON a.key > 0
WHERE m.signals IS NOT NULL
GROUP BY d.id;

CREATE VIEW v_stage_acts AS
SELECT coalesce(g.name, 'unassigned') AS stage, coalesce(g.title, 'Unassigned') AS title,
       g.position,
       sum(iif(r.act = 0, r.mentions, 0)) AS complaint, sum(iif(r.act = 1, r.mentions, 0)) AS request,
       sum(iif(r.act = 2, r.mentions, 0)) AS question, sum(iif(r.act = 3, r.mentions, 0)) AS thanks,
       sum(iif(r.act = 4, r.mentions, 0)) AS leaving,
       sum(iif(r.act = 5, r.mentions, 0)) AS recommendation,
       sum(iif(r.act = 6, r.mentions, 0)) AS warning,
       sum(iif(r.act = 7, r.mentions, 0)) AS effort_high,
       sum(iif(r.act = 8, r.mentions, 0)) AS effort_low,
       sum(iif(r.act = 9, r.mentions, 0)) AS at_risk
FROM rollup_act AS r
LEFT JOIN touchpoint AS t ON t.id = r.touchpoint
LEFT JOIN stage AS g ON g.id = t.stage
GROUP BY coalesce(t.stage, 0)
ORDER BY g.position IS NULL, g.position, g.name IS NULL, g.name;
