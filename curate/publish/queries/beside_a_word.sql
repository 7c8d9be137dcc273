-- title: What stands beside a word
-- description: Collocates of a word or phrase within five words on each side, by logDice.
SELECT
  json_extract(value, '$.word') AS word,
  json_extract(value, '$.together') AS together,
  json_extract(value, '$.frequency') AS frequency,
  round(json_extract(value, '$.log_dice'), 2) AS log_dice,
  round(json_extract(value, '$.mi'), 2) AS mi,
  round(json_extract(value, '$.t'), 2) AS t,
  round(json_extract(value, '$.log_likelihood'), 2) AS log_likelihood,
  json_extract(value, '$.problem') AS problem
FROM json_each(collocates(:phrase, 5, '', 100))
