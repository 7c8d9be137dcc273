-- title: Which organisations stand beside a barrier?
-- description: Organisations named in the same paragraph as a barrier, with the first such paragraph.
SELECT
  coalesce(json_extract(org.attributes, '$.name'), org.quote) AS organisation,
  count(DISTINCT barrier.number) AS barriers,
  count(DISTINCT org.document) AS documents,
  min(documents.id || '#' || org.id) AS read
FROM annotations AS org
JOIN annotations AS barrier ON barrier.paragraph = org.paragraph
JOIN documents ON documents.number = org.document
WHERE org.label = 'org' AND org.status = 'accepted'
  AND barrier.label = 'claim.barrier' AND barrier.status = 'accepted'
GROUP BY organisation
ORDER BY barriers DESC, organisation
