-- The sums of a respondent with several documents stand in its own row, [[scope, mentions, valence], ...]
-- by scope: one row is read and written for somebody who is heard of again, not one a place and month.
ALTER TABLE respondent ADD COLUMN sums TEXT;  -- NULL: there is one document, `only`
UPDATE respondent SET sums = (
  SELECT json_group_array(json_array(p.scope, p.mentions, p.valence))
  FROM (SELECT scope, mentions, valence FROM person WHERE respondent = respondent.id ORDER BY scope) AS p)
WHERE only IS NULL;
DROP TABLE person;

-- Respondents with sums; an entry never changes, however often they are heard of.
DROP INDEX respondent_several;
CREATE INDEX respondent_several ON respondent (only) WHERE only IS NULL;
