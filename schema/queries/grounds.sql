-- title: Which claims are given as grounds for which?
-- description: Each pair with the place of the ground.
SELECT
  ground.quote AS ground,
  ground.label AS ground_is,
  claim.quote AS claim,
  claim.label AS claim_is,
  documents.title AS document,
  documents.id || '#' || ground.id AS read
FROM relations
JOIN annotations AS ground ON ground.number = relations.source
JOIN annotations AS claim ON claim.number = relations.target
JOIN documents ON documents.number = relations.document
WHERE relations.label = 'supports' AND relations.status = 'accepted'
ORDER BY ground.document, ground.start
