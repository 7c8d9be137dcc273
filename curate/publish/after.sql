-- Made when all rows are in: indexes, and views for the usual questions. The column `read` of a view
-- leads to the reading page: document id, '#', and what to show there.

CREATE VIEW paragraphs AS
SELECT
  part.number,
  documents.number AS document,
  part.number % 1000000000 AS place,
  part.start,
  part."end",
  substr(documents.text, part.start + 1, part."end" - part.start) AS text
FROM paragraph_spans AS part
JOIN documents ON documents.number = part.number / 1000000000
  AND part.number BETWEEN documents.number * 1000000000 AND documents.number * 1000000000 + 999999999;

CREATE VIEW fragments AS
SELECT annotation, place, start, "end", raw_start, raw_end, quote FROM fragment_spans
UNION ALL
SELECT number, 1, start, "end", raw_start, raw_end, quote FROM annotations
WHERE NOT EXISTS (SELECT 1 FROM fragment_spans WHERE annotation = number);

CREATE INDEX documents_characters ON documents (characters);
CREATE INDEX documents_date ON documents (date);
CREATE INDEX documents_publisher ON documents (publisher);
CREATE INDEX documents_source_type ON documents (source_type);
CREATE INDEX documents_year ON documents (year);
CREATE INDEX documents_language ON documents (language);
CREATE INDEX edits_document ON edits (document, raw_start);
CREATE INDEX reasons_edit ON reasons (edit);
CREATE INDEX reasons_rule ON reasons (rule);
CREATE INDEX members_document ON members (document);
CREATE INDEX links_left ON links ("left");
CREATE INDEX links_right ON links ("right");
CREATE UNIQUE INDEX annotations_id ON annotations (id);
CREATE INDEX annotations_document ON annotations (document, start);
CREATE INDEX annotations_paragraph ON annotations (paragraph, label, status, answered);
CREATE INDEX annotations_label ON annotations (label, document, start);
CREATE INDEX relations_source ON relations (source, label);
CREATE INDEX relations_target ON relations (target, label);
CREATE INDEX relations_document ON relations (document);
CREATE INDEX document_labels_document ON document_labels (document);
CREATE INDEX revisions_document ON revisions (document);

CREATE VIEW who_says_what AS
SELECT
  claim.quote AS claim,
  codebook.name AS kind,
  relations.label AS relation,
  who.quote AS who,
  who.label AS who_is,
  documents.title AS document,
  documents.date,
  claim.status,
  documents.id || '#' || claim.id AS read
FROM relations
JOIN annotations AS claim ON claim.number = relations.source
JOIN annotations AS who ON who.number = relations.target
JOIN codebook ON codebook.label = claim.label
JOIN documents ON documents.number = relations.document
WHERE relations.status = 'accepted';

CREATE VIEW annotated AS
SELECT
  annotations.quote,
  annotations.label,
  codebook.name AS label_name,
  annotations.status,
  annotators.name AS annotator,
  annotations.note,
  documents.title AS document,
  documents.date,
  documents.publisher,
  documents.id || '#' || annotations.id AS read
FROM annotations
JOIN codebook ON codebook.label = annotations.label
JOIN annotators ON annotators.number = annotations.annotator
JOIN documents ON documents.number = annotations.document;

CREATE VIEW removals AS
SELECT
  reasons.rule,
  reasons.why,
  edits.old AS removed,
  edits.new AS put_there,
  edits.raw_end - edits.raw_start AS characters,
  documents.title AS document,
  documents.id || '#e' || edits.raw_start AS read
FROM edits
JOIN reasons ON reasons.edit = edits.number
JOIN documents ON documents.number = edits.document;

CREATE VIEW label_counts AS
SELECT
  documents.title AS document,
  annotations.label,
  annotations.status,
  count(*) AS annotations,
  documents.id AS read
FROM annotations
JOIN documents ON documents.number = annotations.document
GROUP BY documents.number, annotations.label, annotations.status;

CREATE VIEW near_duplicates AS
SELECT
  one.title AS "left",
  two.title AS "right",
  links.similarity,
  links.kind,
  links.cluster,
  one.id || '#' || two.id AS compare
FROM links
JOIN documents AS one ON one.number = links."left"
JOIN documents AS two ON two.number = links."right";
