-- The published tables. Offsets count Unicode code points from 0, the end excluded: start and end
-- are of the clean text (documents.text), raw_start and raw_end of the raw text as it was collected.
-- A span that shows nothing in the clean text has raw offsets only. What lies in a document is
-- numbered by document and place: 5000000012 is the 12th of document 5.

CREATE TABLE corpus (
  name TEXT PRIMARY KEY,
  title TEXT NOT NULL,
  licence TEXT NOT NULL,
  language TEXT NOT NULL,
  version TEXT NOT NULL, -- short digest of everything the tables were made from
  documents INTEGER NOT NULL,
  characters INTEGER NOT NULL,
  longest INTEGER NOT NULL, -- characters of the longest document
  annotations INTEGER NOT NULL, -- that stand: not rejected, no proposals answered since
  url TEXT NOT NULL, -- where it is published
  citation TEXT NOT NULL -- how it asks to be cited
);

CREATE TABLE questions (
  name TEXT PRIMARY KEY, -- of the saved query
  title TEXT NOT NULL,
  description TEXT NOT NULL,
  sql TEXT NOT NULL
);

CREATE TABLE documents (
  number INTEGER PRIMARY KEY, -- place in the corpus, from 1
  id TEXT NOT NULL UNIQUE,
  title TEXT NOT NULL,
  date TEXT NOT NULL, -- ISO 8601 at the precision known
  year INTEGER,
  publisher TEXT NOT NULL,
  author TEXT NOT NULL,
  source_type TEXT NOT NULL,
  language TEXT NOT NULL,
  uri TEXT NOT NULL,
  retrieved TEXT NOT NULL,
  licence TEXT NOT NULL,
  sha256 TEXT NOT NULL, -- of the raw text
  characters INTEGER NOT NULL,
  raw_characters INTEGER NOT NULL,
  text TEXT NOT NULL
);

CREATE TABLE paragraph_spans ( -- the view paragraphs has their texts
  number INTEGER PRIMARY KEY,
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL
);

CREATE TABLE rules (
  rule TEXT PRIMARY KEY,
  edits INTEGER NOT NULL,
  characters INTEGER NOT NULL -- of raw text that its edits took
);

CREATE TABLE edits (
  number INTEGER PRIMARY KEY,
  document INTEGER NOT NULL REFERENCES documents (number),
  raw_start INTEGER NOT NULL,
  raw_end INTEGER NOT NULL,
  old TEXT, -- NULL when the project does not publish removed text
  new TEXT NOT NULL
);

CREATE TABLE reasons (
  edit INTEGER NOT NULL REFERENCES edits (number),
  rule TEXT NOT NULL REFERENCES rules (rule),
  why TEXT NOT NULL
);

CREATE TABLE clusters (
  id TEXT PRIMARY KEY,
  representative INTEGER REFERENCES documents (number),
  size INTEGER NOT NULL
);

CREATE TABLE members (
  cluster TEXT NOT NULL REFERENCES clusters (id),
  document INTEGER NOT NULL REFERENCES documents (number),
  PRIMARY KEY (cluster, document)
);

CREATE TABLE links (
  cluster TEXT NOT NULL REFERENCES clusters (id),
  "left" INTEGER NOT NULL REFERENCES documents (number),
  "right" INTEGER NOT NULL REFERENCES documents (number),
  similarity REAL NOT NULL,
  kind TEXT NOT NULL
);

CREATE TABLE codebook (
  label TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  "group" TEXT NOT NULL,
  parent TEXT NOT NULL,
  letter TEXT NOT NULL, -- stands beside the label's marks in the text
  definition TEXT NOT NULL,
  include TEXT NOT NULL, -- JSON array
  exclude TEXT NOT NULL, -- JSON array
  codebook TEXT NOT NULL,
  version TEXT NOT NULL
);

CREATE TABLE annotators (
  number INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  type TEXT NOT NULL -- person, pattern, model, import or curation
);

CREATE TABLE annotations (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL, -- no other has it
  document INTEGER NOT NULL REFERENCES documents (number),
  label TEXT NOT NULL REFERENCES codebook (label),
  quote TEXT NOT NULL,
  start INTEGER,
  "end" INTEGER,
  raw_start INTEGER NOT NULL,
  raw_end INTEGER NOT NULL,
  attributes TEXT NOT NULL, -- JSON object
  note TEXT NOT NULL,
  status TEXT NOT NULL, -- proposed, accepted or rejected
  annotator INTEGER NOT NULL REFERENCES annotators (number),
  at TEXT NOT NULL,
  revision INTEGER NOT NULL,
  proposal TEXT NOT NULL, -- id of the proposal that this accepts or rejects
  answered INTEGER NOT NULL, -- 1 for a proposal that was accepted or rejected
  paragraph INTEGER REFERENCES paragraph_spans (number) -- in which it begins
);

CREATE TABLE fragment_spans ( -- of annotations that have several, or a quote that is none
  annotation INTEGER NOT NULL REFERENCES annotations (number),
  place INTEGER NOT NULL, -- in its annotation, from 1
  start INTEGER,
  "end" INTEGER,
  raw_start INTEGER NOT NULL,
  raw_end INTEGER NOT NULL,
  quote TEXT NOT NULL,
  PRIMARY KEY (annotation, place)
) WITHOUT ROWID;

CREATE TABLE relations (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  document INTEGER NOT NULL REFERENCES documents (number),
  label TEXT NOT NULL REFERENCES codebook (label),
  source INTEGER NOT NULL REFERENCES annotations (number),
  target INTEGER NOT NULL REFERENCES annotations (number),
  note TEXT NOT NULL,
  status TEXT NOT NULL,
  annotator INTEGER NOT NULL REFERENCES annotators (number),
  at TEXT NOT NULL,
  revision INTEGER NOT NULL,
  proposal TEXT NOT NULL, -- as in annotations
  answered INTEGER NOT NULL
);

CREATE TABLE document_labels (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  document INTEGER NOT NULL REFERENCES documents (number),
  label TEXT NOT NULL REFERENCES codebook (label),
  value TEXT NOT NULL,
  note TEXT NOT NULL,
  status TEXT NOT NULL,
  annotator INTEGER NOT NULL REFERENCES annotators (number),
  at TEXT NOT NULL,
  revision INTEGER NOT NULL,
  proposal TEXT NOT NULL, -- as in annotations
  answered INTEGER NOT NULL
);

CREATE TABLE revisions (
  annotation TEXT NOT NULL, -- id, also of annotations deleted since
  revision INTEGER NOT NULL,
  kind TEXT NOT NULL, -- span, document, relation, decision or state
  document INTEGER NOT NULL REFERENCES documents (number),
  label TEXT,
  status TEXT NOT NULL,
  annotator INTEGER NOT NULL REFERENCES annotators (number),
  at TEXT NOT NULL,
  record TEXT NOT NULL, -- JSON: what the other columns do not say
  PRIMARY KEY (annotation, revision)
) WITHOUT ROWID;
