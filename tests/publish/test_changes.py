"""A database that was changed where something changed answers as one built anew."""

import json
import shutil
import sqlite3
import tempfile
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from curate.annotate import Annotation, By, Fragment, Journal, journal
from curate.corpus import Cleaned, Document, Meta, Project, cleaned, ledger
from curate.publish import pipeline, search
from curate.publish.corpus_functions import functions, segment
from curate.publish.search import Search

ASKED = ("money", '"is a barrier"', "ministry OR trust", "time*", "\u6210", "linux", "caf\u00e9")
LISTS = (
    "word_list(1, '', 500)",
    "word_list(2, 'label=claim', 500)",
    "kwic('money', 'right', '', 100)",
    "kwic('t*', 'left', '', 100)",
    "spread('is', 'document')",
    "collocates('money', 3, '', 100)",
)


def answers(path):
    """All rows of all tables but the word index, and what is answered to questions."""
    found = {}
    with closing(sqlite3.connect(path)) as database:
        functions.register(database)
        assert database.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        sql = "SELECT name FROM sqlite_master WHERE type IN ('table', 'view') AND sql NOT NULL"
        for (name,) in database.execute(sql).fetchall():
            if "_fts" not in name and "word_" not in name and "trigram" not in name:
                rows = database.execute(f"SELECT * FROM {name}").fetchall()
                found[name] = sorted(rows, key=repr)
        for name in ("documents_fts", "annotations_fts"):
            database.execute(f"INSERT INTO {name} ({name}) VALUES ('integrity-check')")
        for question in ASKED:
            for what in ("documents", "annotations"):
                found[question, what] = search.run(database, Search(question, what))
        for call in LISTS:
            found[call] = json.loads(database.execute(f"SELECT {call}").fetchone()[0])
        found["spans"] = database.execute("SELECT * FROM word_spans").fetchall()
        database.rollback()
    return found


def write(project, documents):
    path = project.documents_folder / "0001.jsonl"
    path.write_bytes(b"".join(ledger.dump(item.to_json()) for item in documents))
    cleaned.write(cleaned.edits_file(project, path), map(Cleaned, documents))


TEXTS = st.lists(
    st.sampled_from(
        ["money is a barrier", "Trust takes time", "the Ministry", "\n\n", "caf\u00e9s",
         "\u6210Linux\u672c", "\u6642", "one", "two three"]
    ),
    max_size=12,
).map(" ".join)  # fmt: skip
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("text"), st.integers(0, 20), TEXTS),
        st.tuples(st.just("title"), st.integers(0, 20), TEXTS),
        st.tuples(st.just("added"), st.just(0), TEXTS),
        st.tuples(st.just("marked"), st.integers(0, 20), st.integers(0, 30)),
        st.tuples(st.just("note"), st.integers(0, 20), TEXTS),
        st.tuples(st.just("deleted"), st.integers(0, 20), st.just(0)),
        st.tuples(st.just("clusters"), st.integers(0, 20), st.integers(0, 20)),
    ),
    min_size=1,
    max_size=3,
)


def step(project, kind, which, what):
    documents = list(project.documents())
    item = documents[which % len(documents)]
    said = [one for one in journal.read(project.annotations_folder).current.values() if one.target]
    anna = Journal(project.annotations_folder, "anna")
    if kind == "text":
        documents[which % len(documents)] = replace(item, raw=what)
    elif kind == "title":
        documents[which % len(documents)] = replace(item, meta=Meta(what))
    elif kind == "added":
        documents.append(Document(f"{len(documents):04}x", what))
    elif kind == "marked" and len(item.raw) > what:
        part = Fragment(what, min(what + 9, len(item.raw)), item.raw[what : what + 9])
        made = Annotation(f"a{len(said):06}n", "span", item.id, item.sha256, By("anna"), "2026")
        anna.write([replace(made, label=("claim.barrier", "org")[which % 2], target=(part,))])
    elif kind in ("note", "deleted"):
        one = [found for found in said if found.by.id == "anna"][which % 3]
        status = "deleted" if kind == "deleted" else one.status
        anna.write([replace(one, rev=one.rev + 1, status=status, note=f"{what}")])
    elif kind == "clusters":
        ids = sorted({item.id, documents[what % len(documents)].id})
        line = {"id": "c0002", "members": ids, "representative": ids[0]}
        (project.build_folder / "clusters.jsonl").write_text(json.dumps(line) + "\n")
    if kind in ("text", "title", "added"):
        write(project, documents)


@pytest.fixture(scope="module")
def built(tmp_path_factory, small):
    """A project of thirty documents with its database, to be copied."""
    project = small.make(tmp_path_factory.mktemp("built"), "[publish]\nsubstrings = true\n")
    documents = [item.document for item in cleaned.read(project)]
    more = [Document(f"{n:04}", f"{n} money\n\nis a barrier. One") for n in range(10, 40)]
    shutil.rmtree(project.build_folder / "edits")
    write(project, [*documents, *more])
    pipeline.build(project)
    return project


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(STEPS, STEPS, st.sampled_from([7, 40, 1 << 20]))
def test_changes_give_what_building_anew_gives(built, first, second, words):
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        root = Path(folder) / "project"
        shutil.copytree(built.root, root)
        project = Project.find(root)
        for steps, size in ((first, words), (second, 1 << 20)):
            patch.setattr(segment, "WORDS", size)
            before = pipeline.manifest(project)
            for one in steps:
                step(project, *one)
            found = pipeline.build(project)
            assert found.is_new == (pipeline.manifest(project) != before)
            assert not found.is_new or found.changed is not None
        path = pipeline.database_file(project)
        changed = answers(path)
        pipeline.build(project, force=True)
        assert changed == answers(path)


@pytest.fixture
def project(built, tmp_path):
    shutil.copytree(built.root, tmp_path / "project")
    return Project.find(tmp_path / "project")


@pytest.mark.parametrize(
    "what", ["document gone", "order", "annotator", "label", "settings", "cut"]
)
def test_what_moves_numbers_builds_anew(project, what):
    documents = list(project.documents())
    item = documents[0]
    made = Annotation("anew00000001", "span", item.id, item.sha256, By("anna"), "2026")
    made = replace(made, label="org", target=(Fragment(0, 4, item.raw[:4]),))
    if what == "gone":
        write(project, documents[1:])
    elif what == "order":
        write(project, documents[::-1])
    elif what == "annotator":
        Journal(project.annotations_folder, "zoe").write([replace(made, by=By("zoe"))])
    elif what == "moved":
        one = journal.read(project.annotations_folder).current["abar00000001"]
        Journal(project.annotations_folder, "anna").write(
            [replace(one, rev=one.rev + 1, doc=documents[1].id)]
        )
    elif what == "label":
        Journal(project.annotations_folder, "anna").write([replace(made, label="new")])
    elif what == "settings":
        (project.root / "curate.toml").write_text("[publish]\nnotes = false\n")
    else:
        path = project.annotations_folder / "ben.jsonl"
        path.write_text("".join(path.read_text().splitlines(keepends=True)[1:]))
    found = pipeline.build(Project.find(project.root))
    assert found.is_new
    assert found.changed is None


def test_an_update_that_fails_leaves_the_old_database_and_is_done_next_time(project, monkeypatch):
    before = pipeline.database_file(project).read_bytes()
    step(project, "text", 5, "another barrier")
    with monkeypatch.context() as patch:
        patch.setattr("curate.publish.full_text.learn", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            pipeline.build(project)
    assert pipeline.database_file(project).read_bytes() == before
    assert not list(project.build_folder.glob(".*tmp"))
    assert pipeline.build(project).changed == 1


def test_a_database_of_another_state_is_not_changed_but_built(project, tmp_path):
    other = tmp_path / "other.db"
    shutil.copy(pipeline.database_file(project), other)
    step(project, "text", 5, "another barrier")
    assert pipeline.build(project).changed == 1
    shutil.copy(other, pipeline.database_file(project))
    assert pipeline.build(project).changed is None


def test_what_a_killed_build_left_behind_is_cleared_away(project):
    left = project.build_folder / ".corpus.db.999999999.tmp"
    left.write_bytes(b"half a database")
    step(project, "text", 5, "another barrier")
    assert pipeline.build(project).changed == 1
    assert not left.exists()
