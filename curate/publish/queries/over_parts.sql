-- title: Where a phrase is frequent
-- description: How often a phrase stands in the parts of the corpus; by is document, publisher, source_type, language, year or author.
SELECT
  json_extract(value, '$.part') AS part,
  json_extract(value, '$.times') AS times,
  json_extract(value, '$.words') AS words,
  round(json_extract(value, '$.per_million'), 1) AS per_million,
  json_extract(value, '$.problem') AS problem
FROM json_each(spread(:phrase, :by))
