-- title: What is said to make integration work, and by whom?
-- description: Every enabler with whom it is attributed to and the fields it lies in.
SELECT
  claim.quote AS enabler,
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
WHERE claim.label = 'claim.enabler' AND claim.status = 'accepted'
GROUP BY claim.number
ORDER BY claim.document, claim.start
