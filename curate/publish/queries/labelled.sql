-- title: Everything with a label, and whom it is attributed to
-- description: Give a label of the codebook, such as claim.barrier, or a family, such as claim. Left empty: all labels.
SELECT
  annotations.quote,
  annotations.label,
  group_concat(who.quote, '; ') AS attributed_to,
  annotations.attributes,
  documents.title AS document,
  documents.date,
  documents.id || '#' || annotations.id AS read
FROM annotations
JOIN documents ON documents.number = annotations.document
LEFT JOIN relations
  ON relations.source = annotations.number
  AND relations.label = 'attributed_to'
  AND relations.status = 'accepted'
LEFT JOIN annotations AS who ON who.number = relations.target
WHERE annotations.status = 'accepted'
  AND (
    trim(:label) = ''
    OR annotations.label = trim(:label)
    OR annotations.label LIKE replace(replace(trim(:label), '%', ''), '_', '\_') || '.%' ESCAPE '\'
  )
GROUP BY annotations.number
ORDER BY annotations.document, annotations.start
