"""A whole project: what was collected, said and derived, and files that are not as they should."""

import gzip
import json
import sqlite3
from dataclasses import fields

import pytest

from curate.check.schemas import Options, load, named
from curate.corpus import Document, Meta, Source
from tests.check.conftest import RAW, SHA, annotation, span

SAME = {"v": 1, "left": "0001", "right": "0002", "verdict": "same", "by": "anna"} | {
    "at": "2026-11-21T10:00:00Z"
}
LINK = {"left": "0001", "right": "0002", "similarity": 1.0, "kind": "exact"}


@pytest.fixture
def two(folder):
    folder.write("corpus/documents/0002.jsonl", [{"id": "0002", "raw": RAW + "!"}])
    return folder


def test_an_empty_project_is_fine(folder):
    assert folder.findings() == []


def test_a_torn_last_line_is_found_and_the_rest_is_checked(folder):
    path = folder.annotate(annotation(1), span(2, "claim", 20, 41, rev=2))
    whole = path.read_bytes()
    path.write_bytes(whole + whole[:50])
    assert folder.said() == [("revision-gap", 2, "/rev"), ("syntax", 3, "")]


def test_compressed_shards_are_read(folder):
    path = folder.root / "corpus/documents/0002.jsonl.gz"
    path.write_bytes(gzip.compress(json.dumps({"id": "0002", "raw": RAW}).encode() + b"\n"))
    folder.annotate(annotation(1, doc={"id": "0002", "sha256": SHA}, label="claim"))
    assert folder.findings() == []
    folder.annotate(span(1, "org", 8, 20, doc={"id": "0002", "sha256": SHA}))
    assert [code for code, _, _ in folder.said()] == ["edge-space"]


def test_a_document_with_an_unknown_key_is_named_and_its_annotations_are_not_lost(folder):
    folder.write("corpus/documents/0001.jsonl", [{"id": "0001", "raw": RAW, "titel": "x"}])
    folder.annotate(annotation(1))
    assert folder.said() == [("unknown-key", 1, "/titel")]


def test_a_broken_schema_of_the_project_is_a_finding(folder):
    folder.write_json("schema/annotation.schema.json", {"type": "strng"})
    folder.annotate(annotation(1))
    (finding,) = folder.findings()
    assert (finding.code, finding.place.file) == ("enum", "schema/annotation.schema.json")


def test_the_projects_own_schema_wins(folder):
    folder.write_json("schema/annotation.schema.json", {"required": ["ours"]})
    folder.annotate(annotation(1))
    assert folder.said() == [("missing-key", 1, "")]


def test_judgements_name_two_documents_of_the_corpus(two):
    lines = [SAME, {**SAME, "right": "0003"}, {**SAME, "by": "ben"}, {**SAME, "verdict": "maybe"}]
    two.write("annotations/judgements/anna.jsonl", lines)
    assert two.said() == [
        ("judgement-documents", 2, "/right"),
        ("judgement-documents", 3, "/by"),
        ("enum", 4, "/verdict"),
    ]


def test_clusters_part_the_documents(two):
    cluster = {"id": "0001", "representative": "0001", "links": [LINK]}
    good = {**cluster, "members": ["0001", "0002"]}
    two.write("build/clusters.jsonl", [good])
    assert two.findings() == []
    again = {**cluster, "id": "0009", "representative": "0009", "members": ["0009", "0002"]}
    two.write("build/clusters.jsonl", [good, again])
    assert two.said() == [
        ("cluster-partition", 2, "/members/0"),
        ("cluster-partition", 2, "/members/1"),
    ]


def test_edits_of_an_earlier_text_are_found(folder):
    folder.write("build/edits/0001.jsonl", [{"id": "0001", "sha256": "0" * 64, "edits": []}])
    assert folder.said() == [("edit-mismatch", 1, "/sha256")]


@pytest.fixture
def database(folder):
    path = folder.root / "build/corpus.db"
    path.parent.mkdir()
    with sqlite3.connect(path) as made:
        made.executescript("""
          CREATE TABLE corpus (documents, annotations);
          CREATE TABLE documents (
            number INTEGER PRIMARY KEY, id, text, characters, raw_characters);
          CREATE TABLE paragraphs (document REFERENCES documents, start, "end", text);
          CREATE TABLE edits (document REFERENCES documents, raw_start, raw_end);
          CREATE TABLE annotations (number INTEGER PRIMARY KEY, document, start, "end");
          CREATE TABLE fragments (annotation, start, "end");
          CREATE TABLE relations (number);
          INSERT INTO corpus VALUES (1, 1);
          INSERT INTO documents VALUES (1, '0001', 'Some text', 9, 12);
          INSERT INTO paragraphs VALUES (1, 0, 9, 'Some text');
          INSERT INTO edits VALUES (1, 9, 12);
          INSERT INTO annotations VALUES (1, 1, 0, 4);
          INSERT INTO fragments VALUES (1, 0, 4);
        """)
    made.close()
    return path


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ("UPDATE fragments SET start = 0", ""),
        ("UPDATE fragments SET start = NULL, end = NULL", ""),
        ("UPDATE fragments SET end = 10", "outside the clean text"),
        ("UPDATE edits SET raw_end = 13", "outside the raw text"),
        ('UPDATE paragraphs SET "end" = 1000', "paragraphs"),
        ("UPDATE documents SET characters = 10", "another length"),
        ("UPDATE edits SET document = 7", "what is not there"),
        ("UPDATE corpus SET documents = 2", "says 2 documents, has 1"),
        ("DROP TABLE relations", "lacks the tables relations"),
    ],
)
def test_the_database_keeps_its_contract(folder, database, change, word):
    with sqlite3.connect(database) as made:
        made.execute(change)
    made.close()
    messages = [finding.message for finding in folder.findings()]
    assert len(messages) == (1 if word else 0)
    assert all(word in message for message in messages)


def test_a_file_that_is_no_database_is_a_finding(folder):
    path = folder.root / "build/corpus.db"
    path.parent.mkdir()
    path.write_bytes(b"no database" * 100)
    assert folder.said() == [("database-contract", None, "")]


@pytest.mark.parametrize(
    ("cls", "path"),
    [(Document, ()), (Source, ("properties", "source")), (Meta, ("properties", "meta"))],
)
def test_the_schema_of_documents_has_the_fields_of_the_types(cls, path):
    schema = json.loads(named("document").read_text(encoding="utf-8"))
    for part in path:
        schema = schema[part]
    assert set(schema["properties"]) == {field.name for field in fields(cls)}


@pytest.mark.parametrize("name", ["document", "edits", "finding", "annotation", "cluster"])
def test_our_own_schemas_are_schemas(name):
    assert not isinstance(load(named(name), Options()), list)
