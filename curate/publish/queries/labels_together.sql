-- title: Labels that stand together
-- description: How many paragraphs hold annotations with both labels. Each paragraph counts once for a pair.
WITH placed AS (
  SELECT DISTINCT paragraph, label FROM annotations
  WHERE paragraph IS NOT NULL AND status = 'accepted'
)
SELECT one.label, other.label AS with_label, count(*) AS paragraphs
FROM placed AS one
JOIN placed AS other ON other.paragraph = one.paragraph AND other.label > one.label
GROUP BY one.label, other.label
ORDER BY paragraphs DESC, one.label, with_label
