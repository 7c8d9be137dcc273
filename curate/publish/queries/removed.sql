-- title: What each rule removed
-- description: Every edit with its rule and reason; give a rule to see its edits only. The table rules has the sums.
SELECT
  reasons.rule,
  reasons.why,
  edits.old AS removed,
  edits.new AS put_there,
  edits.raw_end - edits.raw_start AS characters,
  documents.title AS document,
  documents.id || '#e' || edits.raw_start AS read
FROM reasons
JOIN edits ON edits.number = reasons.edit
JOIN documents ON documents.number = edits.document
WHERE trim(:rule) = '' OR reasons.rule = trim(:rule)
ORDER BY reasons.rule, edits.number
