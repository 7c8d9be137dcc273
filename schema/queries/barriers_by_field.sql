-- title: In which fields do the barriers lie?
-- description: Fields by the number of barriers, with the first sentence of each; a barrier may lie in several.
SELECT
  field.value AS field,
  count(*) AS barriers,
  count(DISTINCT claim.document) AS documents,
  group_concat(claim.quote, ' | ') AS quotes,
  min(documents.id || '#' || claim.id) AS read
FROM annotations AS claim
JOIN json_each(claim.attributes, '$.domain') AS field
JOIN documents ON documents.number = claim.document
WHERE claim.label = 'claim.barrier' AND claim.status = 'accepted'
GROUP BY field.value
ORDER BY barriers DESC, field
