-- title: Every claim of one organisation, person or report
-- description: What is attributed to a name, in all documents. A part of the name is enough; apostrophes may be straight or curly.
SELECT
  claim.quote AS claim,
  claim.label,
  who.quote AS who,
  documents.title AS document,
  documents.date,
  documents.id || '#' || claim.id AS read
FROM annotations_fts
JOIN annotations AS who ON who.number = annotations_fts.rowid
JOIN relations ON relations.target = who.number AND relations.label = 'attributed_to'
JOIN annotations AS claim ON claim.number = relations.source
JOIN documents ON documents.number = claim.document
WHERE annotations_fts MATCH '{quote} : ' || '"' || replace(trim(:name), '"', ' ') || '"'
  AND relations.status = 'accepted'
  AND claim.status = 'accepted'
ORDER BY claim.document, claim.start
