-- title: Which findings are hedged, and which are stated?
-- description: Every finding with its certainty and voice; hedged ones first.
SELECT
  claim.quote AS finding,
  group_concat(DISTINCT coalesce(json_extract(who.attributes, '$.name'), who.quote)) AS says,
  json_extract(claim.attributes, '$.certainty') AS certainty,
  json_extract(claim.attributes, '$.voice') AS voice,
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
WHERE claim.label = 'claim.finding' AND claim.status = 'accepted'
GROUP BY claim.number
ORDER BY certainty, claim.document, claim.start
