-- title: Which reports are drawn on, and who made or commissioned them?
-- description: Every report with the organisations behind it, and how many claims are attributed to it.
SELECT
  coalesce(json_extract(report.attributes, '$.name'), report.quote) AS report,
  group_concat(DISTINCT CASE WHEN tie.label = 'produced_by' THEN maker.name END) AS produced_by,
  group_concat(DISTINCT CASE WHEN tie.label = 'commissioned_by' THEN maker.name END)
    AS commissioned_by,
  (
    SELECT count(*) FROM relations
    WHERE relations.target = report.number
      AND relations.label = 'attributed_to'
      AND relations.status = 'accepted'
  ) AS claims,
  documents.title AS document,
  documents.id || '#' || report.id AS read
FROM annotations AS report
JOIN documents ON documents.number = report.document
LEFT JOIN relations AS tie
  ON tie.source = report.number
  AND tie.label IN ('produced_by', 'commissioned_by')
  AND tie.status = 'accepted'
LEFT JOIN (
  SELECT number, coalesce(json_extract(attributes, '$.name'), quote) AS name FROM annotations
) AS maker ON maker.number = tie.target
WHERE report.label = 'report' AND report.status = 'accepted'
GROUP BY report.number
ORDER BY report.document, report.start
