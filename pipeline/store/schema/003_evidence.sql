-- Evidence by the same rule from the same words stands in one array: the view unfolds it. Rows
-- written before have a weight an array, which reads the same.

DROP VIEW v_evidence;

CREATE VIEW v_evidence AS
SELECT m.id AS mention, m.verbatim,
       row_number() OVER (PARTITION BY m.verbatim, m.id ORDER BY e.key, w.key) AS position,
       json_extract(e.value, '$[0]') AS span_begin,
       json_extract(e.value, '$[0]') + json_extract(e.value, '$[1]') AS span_end,
       CAST(substr(CAST(v.text AS BLOB), json_extract(e.value, '$[0]') + 1,
                   json_extract(e.value, '$[1]')) AS TEXT) AS words,
       r.name AS rule, w.value AS weight,
       CASE json_extract(e.value, '$[' || (w.key + 1) || ']')
         WHEN 0 THEN 'anger' WHEN 1 THEN 'anticipation' WHEN 2 THEN 'disgust' WHEN 3 THEN 'fear'
         WHEN 4 THEN 'joy' WHEN 5 THEN 'sadness' WHEN 6 THEN 'surprise' WHEN 7 THEN 'trust'
         ELSE 'valence' END AS dimension
FROM mention AS m
JOIN verbatim AS v ON v.id = m.verbatim
JOIN json_each(m.evidence) AS e
JOIN json_each(e.value) AS w ON w.key >= 3 AND w.key % 2 = 1
JOIN rule AS r ON r.id = json_extract(e.value, '$[2]');
