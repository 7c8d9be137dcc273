-- title: Where a phrase occurs, in context
-- description: Key words in context. The phrase may have words with * (integrat* care); sort is place, left, right, word or random.
SELECT
  json_extract(value, '$.left') AS "left",
  json_extract(value, '$.hit') AS hit,
  json_extract(value, '$.right') AS "right",
  json_extract(value, '$.title') AS document,
  json_extract(value, '$.read') AS read,
  json_extract(value, '$.problem') AS problem
FROM json_each(kwic(:phrase, :sort, '', 500))
