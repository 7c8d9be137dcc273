-- title: Who is cited, and for what
-- description: For every name that something is attributed to: how many claims of which kind, in how many documents.
SELECT
  who.quote AS who,
  claim.label AS kind,
  count(*) AS claims,
  count(DISTINCT claim.document) AS documents
FROM relations
JOIN annotations AS claim ON claim.number = relations.source
JOIN annotations AS who ON who.number = relations.target
WHERE relations.label = 'attributed_to' AND relations.status = 'accepted'
GROUP BY who.quote, claim.label
ORDER BY claims DESC, who, kind
