-- title: In which fields do the barriers lie?
-- description: Every barrier under its fields, the field with most of them first; a barrier may lie in several.
SELECT
  field.value AS field,
  count(*) OVER (PARTITION BY field.value) AS barriers_in_field,
  claim.quote AS barrier,
  documents.title AS document,
  documents.date,
  documents.id || '#' || claim.id AS read
FROM annotations AS claim
JOIN json_each(claim.attributes, '$.domain') AS field
JOIN documents ON documents.number = claim.document
WHERE claim.label = 'claim.barrier' AND claim.status = 'accepted'
ORDER BY barriers_in_field DESC, field, claim.document, claim.start
