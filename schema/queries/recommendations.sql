-- title: What should be done, and who says so?
-- description: Every recommendation with whom it is attributed to.
SELECT
  claim.quote AS recommendation,
  group_concat(DISTINCT coalesce(json_extract(who.attributes, '$.name'), who.quote)) AS says,
  (SELECT group_concat(value, ', ') FROM json_each(claim.attributes, '$.domain')) AS field,
  documents.title AS document,
  documents.date,
  documents.id || '#' || claim.id AS read
FROM annotations AS claim
JOIN documents ON documents.number = claim.document
LEFT JOIN relations
  ON relations.source = claim.number
  AND relations.label = 'attributed_to'
  AND relations.status = 'accepted'
LEFT JOIN annotations AS who ON who.number = relations.target
WHERE claim.label = 'claim.recommendation' AND claim.status = 'accepted'
GROUP BY claim.number
ORDER BY claim.document, claim.start
