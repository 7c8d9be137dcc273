-- title: Which organisations stand beside a barrier?
-- description: Every organisation named in the same paragraph as a barrier, with the barrier; those beside most of them first.
WITH beside AS (
  SELECT DISTINCT
    coalesce(json_extract(org.attributes, '$.name'), org.quote) AS organisation,
    barrier.number AS barrier
  FROM annotations AS org
  JOIN annotations AS barrier ON barrier.paragraph = org.paragraph
  WHERE org.label = 'org' AND org.status = 'accepted'
    AND barrier.label = 'claim.barrier' AND barrier.status = 'accepted'
)
SELECT
  beside.organisation,
  count(*) OVER (PARTITION BY beside.organisation) AS barriers_beside,
  barrier.quote AS barrier,
  documents.title AS document,
  documents.date,
  documents.id || '#' || barrier.id AS read
FROM beside
JOIN annotations AS barrier ON barrier.number = beside.barrier
JOIN documents ON documents.number = barrier.document
ORDER BY barriers_beside DESC, organisation, barrier.document, barrier.start
