"""Journals: what was accepted is on disk, what is broken is said, nobody writes over anybody."""

import os
import random
import signal
import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curate.annotate import Annotation, By, Edition, Fragment, Journal, Journals, actions, journal
from curate.annotate.record import new_id
from curate.errors import AnnotatorNameError, StaleRevisionError, UnknownAnnotationError, WriteError

WRITER = Path(__file__).parents[2] / "benchmarks" / "journal_kills.py"


def span(number, by="anna", start=0, label="org", **more):
    return Annotation(
        id=new_id(number),
        kind="span",
        doc="0001",
        sha256="0" * 64,
        by=By(by),
        at="2026-11-21T10:00:00Z",
        codebook=Edition("care", "1.0.0"),
        label=label,
        target=(Fragment(start, start + 3, "NHS"),),
        **more,
    )


def test_the_last_revision_holds_and_the_others_are_its_history(tmp_path):
    mine = Journal(tmp_path, "anna")
    first = span(1)
    second = replace(first, rev=2, label="date")
    mine.write([first])
    mine.write([second])
    journals = journal.read(tmp_path)
    assert journals.current == {first.id: second}
    assert journals.history(first.id) == (first, second)


def test_lines_out_of_order_as_git_may_merge_them_give_the_same_state(tmp_path):
    first = span(1)
    lines = [replace(first, rev=rev, note=str(rev)) for rev in (3, 1, 2)]
    records = b"".join(journal.ledger.dump(line.to_json()) for line in lines)
    (tmp_path / "anna.jsonl").write_bytes(records)
    journals = journal.read(tmp_path)
    assert journals.current[first.id].rev == 3
    assert [item.rev for item in journals.history(first.id)] == [1, 2, 3]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (b'{"v":1,"id":"a0', "broken-line"),
        (b"\xff\xfe\n", "broken-line"),
        (b"[1]\n", "broken-line"),
        (b'{"v":1}\n', "broken-annotation"),
        (b'{"id":1,"doc":"0001","kind":"span"}\n', "broken-annotation"),
    ],
)
def test_a_line_that_cannot_be_read_is_a_finding_and_the_others_are_read(tmp_path, line, code):
    Journal(tmp_path, "anna").write([span(1)])
    with (tmp_path / "anna.jsonl").open("ab") as file:
        file.write(line)
    Journal(tmp_path, "anna").write([span(2)])
    journals = journal.read(tmp_path)
    assert set(journals.current) == {new_id(1), new_id(2)}
    assert [(item.code, item.place.line) for item in journals.findings] == [(code, 2)]


wild = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(-3, 3), st.text("ab.1", max_size=3)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=2),
        st.dictionaries(st.sampled_from(["id", "start", "version", "x"]), inner, max_size=2),
    ),
    max_leaves=4,
)
fields = st.sampled_from([*span(1).to_json(), "value", "from", "of", "anchor", "attributes"])


@given(st.lists(st.tuples(fields, wild), min_size=1, max_size=3))
def test_whatever_a_line_holds_is_read_or_named_and_never_raises(spoilt):
    with tempfile.TemporaryDirectory() as name:
        record = span(1).to_json() | dict(spoilt)
        Path(name, "anna.jsonl").write_bytes(
            journal.ledger.dump(span(1).to_json()) + journal.ledger.dump(record)
        )
        journals = journal.read(Path(name))
        assert len(journals.findings) + len(journals.lines["anna"]) == 2
        assert journals.current
        journals.pending("anna")
        lines = [line.annotation for line in journals.lines["anna"]]
        actions.history(lines)
        for line in lines:
            assert isinstance(line.text, str)
            assert all(len(part.span) for part in line.target)


def test_a_revision_that_does_not_follow_is_refused_and_nothing_is_written(tmp_path):
    mine, elsewhere = Journal(tmp_path, "anna"), Journal(tmp_path, "anna")
    first = span(1)
    mine.write([first])
    elsewhere.write([replace(first, rev=2, note="from the other window")])
    before = (tmp_path / "anna.jsonl").read_bytes()
    with pytest.raises(StaleRevisionError):
        mine.write([span(2), replace(first, rev=2, note="mine")])
    with pytest.raises(StaleRevisionError):
        mine.write([replace(first, rev=4)])
    assert (tmp_path / "anna.jsonl").read_bytes() == before


@pytest.mark.parametrize("name", ["", "../anna", "Anna", "a b", ".hidden", "a" * 65])
def test_a_name_that_is_no_file_name_is_refused(tmp_path, name):
    with pytest.raises(AnnotatorNameError):
        Journal(tmp_path, name)


def test_a_folder_that_cannot_be_written_is_said(tmp_path):
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    with pytest.raises(WriteError):
        Journal(tmp_path / "file", "anna").write([span(1)])


def test_annotations_are_selected_in_the_order_of_the_text(tmp_path):
    lines = [span(1, start=9), span(2, start=4, label="claim.barrier"), span(3, by="ben", start=1)]
    for line in lines:
        Journal(tmp_path, line.by.id).write([line])
    journals = journal.read(tmp_path)
    assert [item.start for item in journals.select("0001")] == [1, 4, 9]
    assert [item.start for item in journals.select("0001", by="anna")] == [4, 9]
    assert [item.start for item in journals.select(label="claim")] == [4]
    assert journals.select("0002") == []


def test_reading_for_one_document_gives_what_reading_everything_gives(tmp_path):
    Journal(tmp_path, "anna").write([span(1), replace(span(2), doc="0002")])
    everything, part = journal.read(tmp_path), journal.read(tmp_path, "0002")
    assert part.select("0002") == everything.select("0002")


def test_a_proposal_is_pending_for_each_annotator_until_that_one_answers():
    proposal = replace(span(1), by=By("names", "pattern"), status="proposed")
    answer = replace(span(2), proposal=proposal.id, status="rejected")
    lines = {
        "names": (journal.Line(proposal, 1),),
        "anna": (journal.Line(answer, 1),),
    }
    journals = Journals(lines)
    assert journals.pending("anna") == []
    assert journals.pending("ben") == [proposal]


def test_an_id_is_found_by_its_start_when_only_one_has_it():
    journals = Journals({"anna": (journal.Line(span(1), 1), journal.Line(span(36), 2))})
    with pytest.raises(UnknownAnnotationError):
        journals.find("a0")
    assert journals.find("a00000000001").id == new_id(36)


def test_git_merges_what_two_people_and_two_machines_wrote(tmp_path):
    def git(*arguments):
        who = ("-c", "user.name=x", "-c", "user.email=x@example.org")
        subprocess.run(["git", *who, *arguments], cwd=tmp_path, check=True, capture_output=True)

    git("init", "-q", "-b", "main")
    (tmp_path / ".gitattributes").write_text("*.jsonl merge=union\n", encoding="utf-8")
    Journal(tmp_path, "anna").write([span(1)])
    git("add", ".gitattributes", "anna.jsonl")
    git("commit", "-qm", "start")
    for branch, lines in (("desk", [span(2)]), ("laptop", [span(3), span(4, by="ben")])):
        git("checkout", "-q", "-b", branch, "main")
        for line in lines:
            Journal(tmp_path, line.by.id).write([line])
        git("add", "--", *(path.name for path in journal.files(tmp_path)))
        git("commit", "-qm", branch)
    git("merge", "-q", "desk")
    journals = journal.read(tmp_path)
    assert journals.findings == ()
    assert set(journals.current) == {new_id(number) for number in (1, 2, 3, 4)}


@pytest.mark.skipif(os.name == "nt", reason="needs SIGKILL")
def test_a_writer_killed_at_any_moment_loses_nothing_that_was_accepted(tmp_path):
    chance = random.Random(7)
    for _ in range(5):
        writer = subprocess.Popen(
            [sys.executable, str(WRITER), "--write", str(tmp_path), "anna"],
            stdout=subprocess.PIPE,
        )
        accepted = b"".join(writer.stdout.readline() for _ in range(chance.randint(1, 40)))
        writer.send_signal(signal.SIGKILL)
        accepted += writer.stdout.read()
        writer.wait()
        writer.stdout.close()
        whole = accepted.rpartition(b"\n")[0]
        assert set(whole.decode().split()) <= names(journal.read(tmp_path))


def test_two_writers_do_not_interleave(tmp_path):
    command = [sys.executable, str(WRITER), "--write", str(tmp_path), "anna", "--count", "60"]
    writers = [subprocess.Popen(command, stdout=subprocess.PIPE) for _ in range(2)]
    accepted = b"".join(writer.communicate()[0] for writer in writers)
    journals = journal.read(tmp_path)
    assert journals.findings == ()
    assert set(accepted.decode().split()) == names(journals)


def names(journals):
    return {line.annotation.name for line in journals.lines["anna"]}
