-- title: Documents and annotations by year
-- description: What the corpus has from each year; documents without a date stand first.
SELECT
  documents.year,
  count(DISTINCT documents.number) AS documents,
  count(annotations.number) AS annotations,
  count(DISTINCT annotations.label) AS labels
FROM documents
LEFT JOIN annotations
  ON annotations.document = documents.number AND annotations.status = 'accepted'
GROUP BY documents.year
ORDER BY documents.year
