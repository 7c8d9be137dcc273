"""Undo and redo: without limit, over restarts, as new revisions."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curate.annotate import Annotation, By, Edition, Fragment
from curate.annotate.actions import history, redo, undo
from curate.annotate.author import together
from curate.annotate.record import new_id
from curate.errors import NothingToUndoError

AT = "2026-11-21T10:00:00Z"


def span(number, **more):
    return Annotation(
        id=new_id(number),
        kind="span",
        doc="0001",
        sha256="0" * 64,
        by=By("anna"),
        at=AT,
        codebook=Edition("care", "1.0.0"),
        label="org",
        target=(Fragment(0, 3, "NHS"),),
        **more,
    )


class Desk:
    """A journal in memory; its history is told anew by its lines at every step."""

    def __init__(self):
        self.lines = []

    @property
    def current(self):
        return {line.id: line for line in self.lines}

    def write(self, *annotations):
        self.lines += together(annotations)

    def step(self, what):
        lines, _ = what(history(self.lines), self.current, AT)
        self.lines += lines

    def said(self):
        """What holds, without the revision counter and how it came about."""
        plain = {"rev": 1, "action": "", "undoes": "", "redoes": ""}
        live = [line for line in self.current.values() if line.status != "deleted"]
        return sorted((replace(line, **plain) for line in live), key=lambda line: line.id)


def test_undoing_a_new_annotation_deletes_it_and_redoing_brings_it_back():
    desk = Desk()
    desk.write(span(1))
    desk.step(undo)
    assert (desk.lines[-1].status, desk.lines[-1].undoes) == ("deleted", span(1).name)
    desk.step(redo)
    assert (desk.lines[-1].rev, desk.lines[-1].redoes) == (3, span(1).name)


def test_what_was_written_at_once_is_undone_at_once():
    desk = Desk()
    desk.write(span(1))
    desk.write(span(2), span(3), span(4))
    desk.step(undo)
    assert [line.id for line in desk.said()] == [new_id(1)]


def test_after_something_new_nothing_is_left_to_redo():
    desk = Desk()
    desk.write(span(1))
    desk.step(undo)
    desk.write(span(2))
    with pytest.raises(NothingToUndoError):
        desk.step(redo)


def test_what_a_tool_wrote_and_what_came_before_is_not_undone():
    desk = Desk()
    desk.write(span(1))
    desk.write(replace(span(1), rev=2, by=By("anna", tool="reanchor")))
    with pytest.raises(NothingToUndoError):
        desk.step(undo)
    desk.write(span(2))
    desk.step(undo)
    assert [line.id for line in desk.said()] == [new_id(1)]


@given(st.lists(st.sampled_from(["add", "add three", "change", "delete"]), max_size=12), st.data())
def test_undoing_everything_passes_all_states_back_and_redoing_all_forth(deeds, data):
    desk = Desk()
    states = [desk.said()]
    for number, deed in enumerate(deeds):
        live = [line for line in desk.current.values() if line.status != "deleted"]
        if deed == "add three":
            desk.write(*(span(10 * number + extra, note="3") for extra in range(3)))
        elif deed == "add" or not live:
            desk.write(span(10 * number))
        else:
            line = data.draw(st.sampled_from(live))
            status = "deleted" if deed == "delete" else line.status
            plain = {"action": "", "undoes": "", "redoes": ""}
            desk.write(replace(line, rev=line.rev + 1, status=status, note=f"n{number}", **plain))
        states.append(desk.said())
    for state in reversed(states[:-1]):
        desk.step(undo)
        assert desk.said() == state
    for state in states[1:]:
        desk.step(redo)
        assert desk.said() == state
