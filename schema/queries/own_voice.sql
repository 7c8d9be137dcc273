-- title: What do the articles say themselves, and what do they report of others?
-- description: Claims by kind and voice for each article, with the first claim of each group.
SELECT
  documents.title AS document,
  documents.publisher,
  json_extract(claim.attributes, '$.voice') AS voice,
  codebook.name AS kind,
  count(*) AS claims,
  min(documents.id || '#' || claim.id) AS read
FROM annotations AS claim
JOIN codebook ON codebook.label = claim.label
JOIN documents ON documents.number = claim.document
WHERE codebook."group" = 'claim' AND claim.status = 'accepted'
GROUP BY documents.number, voice, claim.label
ORDER BY documents.number, voice, claims DESC
