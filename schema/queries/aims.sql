-- title: What is an integrated care system for?
-- description: Aims and definitions, with whom they are attributed to.
SELECT
  claim.quote AS aim,
  group_concat(DISTINCT coalesce(json_extract(who.attributes, '$.name'), who.quote)) AS says,
  claim.label,
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
WHERE claim.label IN ('claim.aim', 'claim.definition') AND claim.status = 'accepted'
GROUP BY claim.number
ORDER BY claim.document, claim.start
