-- title: What do the articles say themselves, and what do they report of others?
-- description: Every claim by article, voice and kind, with how many of the kind there are.
SELECT
  documents.title AS document,
  json_extract(claim.attributes, '$.voice') AS voice,
  codebook.name AS kind,
  count(*) OVER (PARTITION BY claim.document, json_extract(claim.attributes, '$.voice'), claim.label)
    AS claims_of_kind,
  claim.quote AS claim,
  documents.id || '#' || claim.id AS read
FROM annotations AS claim
JOIN codebook ON codebook.label = claim.label
JOIN documents ON documents.number = claim.document
WHERE codebook."group" = 'claim' AND claim.status = 'accepted'
ORDER BY claim.document, voice, claims_of_kind DESC, kind, claim.start
