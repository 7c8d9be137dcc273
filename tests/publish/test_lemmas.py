"""Lemmas and parts of speech: words are asked for by them, and counted by them."""

import json
import sqlite3
from contextlib import closing

import pytest

from curate.corpus import Cleaned, Document, Project, cleaned, shard
from curate.errors import MissingExtraError, QuestionError
from curate.publish import pipeline
from curate.publish.corpus_functions import functions, lemmas
from curate.publish.corpus_functions.frequency import readings
from curate.publish.corpus_functions.stream import words_of

pytest.importorskip("simplemma")
pytest.importorskip("HanTa")
TEXTS = ("A barrier was found. Barriers are found.", "The child's barriers; children don't wait.")


@pytest.fixture
def project(tmp_path):
    (tmp_path / "curate.toml").write_text("[publish]\ntag = true\n")
    project = Project.find(tmp_path)
    add(project, TEXTS)
    pipeline.build(project)
    return project


def add(project, texts):
    documents = [Document(f"{number:04}", text) for number, text in enumerate(texts)]
    for path in project.shards():
        path.unlink()
    path = shard.append(project.documents_folder, documents)
    cleaned.write(cleaned.edits_file(project, path), map(Cleaned, documents))


def asked(project, sql):
    with closing(sqlite3.connect(pipeline.database_file(project))) as database:
        functions.register(database)
        return json.loads(database.execute(f"SELECT {sql}").fetchone()[0])


@pytest.mark.parametrize(
    ("phrase", "hits"),
    [
        ("lemma:barrier", ["barrier", "Barriers", "barriers"]),
        ("lemma:be lemma:find", ["was found", "are found"]),
        ("tag:noun lemma:be", ["barrier was", "Barriers are"]),
        ("LEMMA:Child", ["child's", "children"]),
        ("barrier*", ["barrier", "Barriers", "barriers"]),
        ("barrier", ["barrier"]),
        ("lemma:nothing", []),
    ],
)
def test_words_are_found_by_lemma_and_part_of_speech(project, phrase, hits):
    lines = asked(project, f"kwic('{phrase}', 'place', '', 100)")
    assert [line["hit"] for line in lines] == hits


def test_lemmas_and_parts_of_speech_are_counted(project):
    found = {row["words"]: row["times"] for row in asked(project, "reading_list('lemma', '', 0)")}
    assert (found["barrier"], found["be"], found["find"]) == (3, 2, 2)
    found = {
        row["words"]: row["times"] for row in asked(project, "reading_list('tag', 'id=0001', 0)")
    }
    assert found["NOUN"] == 3


def test_a_new_word_of_a_changed_document_is_read_too(project):
    add(project, [*TEXTS, *(["The"] * 20)])
    pipeline.build(project, force=True)
    add(project, [TEXTS[0], "Houses were built.", *(["The"] * 20)])
    assert pipeline.build(project).changed == 1
    assert [line["hit"] for line in asked(project, "kwic('lemma:house', '', '', 9)")] == ["Houses"]


def test_a_corpus_without_lemmas_says_so(database):
    with pytest.raises(QuestionError, match="tag = true"):
        readings(database, words_of(database), "lemma")


@pytest.mark.parametrize(
    ("language", "word", "lemma", "tag"),
    [
        ("de", "häuser", "haus", "NOUN"),
        ("de-AT", "ging", "gehen", "VERB"),
        ("nl", "snel", "snel", "ADJ"),
        ("en", "2019", "2019", "NUM"),
        ("fr", "maisons", "maison", ""),
        ("mul", "barriers", "", ""),
    ],
)
def test_how_a_word_is_read(language, word, lemma, tag):
    assert lemmas.reader(language)(word) == (lemma, tag)


def test_what_is_missing_is_said(monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "HanTa", None)
    with pytest.raises(MissingExtraError, match=r"curate\[tag\]"):
        lemmas.reader("en")
