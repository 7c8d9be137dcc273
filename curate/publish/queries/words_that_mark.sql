-- title: Which words mark a label
-- description: Words that stand in annotations with a label (such as claim.barrier) more often than elsewhere, by log-likelihood.
SELECT
  json_extract(value, '$.word') AS word,
  json_extract(value, '$.here') AS in_label,
  json_extract(value, '$.there') AS elsewhere,
  round(json_extract(value, '$.log_likelihood'), 2) AS log_likelihood,
  round(json_extract(value, '$.log_ratio'), 2) AS log_ratio,
  json_extract(value, '$.problem') AS problem
FROM json_each(keywords('label=' || trim(:label), '', 100))
