"""What the text proves is mended, as a new revision; what it does not prove is left alone."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curate.annotate import Fragment
from curate.check import mend
from curate.corpus import Project
from tests.check.conftest import RAW, annotation, span

AT = "2026-11-22T00:00:00Z"


def fragments(*spans):
    return tuple(Fragment(start, end, RAW[start:end]) for start, end in spans)


@pytest.mark.parametrize(
    ("target", "expected", "why"),
    [
        ((Fragment(0, 4, "said"),), [(20, 24)], "moved"),
        ((Fragment(1, 12, "NHS England", suffix=" was"),), [(44, 55)], "moved"),
        (fragments((8, 20)), [(8, 19)], "white space"),
        (fragments((7, 19)), [(8, 19)], "white space"),
        (fragments((12, 19), (8, 11)), [(8, 11), (12, 19)], "order"),
    ],
)
def test_what_is_certain_is_mended(target, expected, why):
    made, said = mend.mended(target, RAW)
    assert [(part.start, part.end) for part in made] == expected
    assert all(RAW[part.start : part.end] == part.exact for part in made)
    assert why in said


@pytest.mark.parametrize(
    "target",
    [
        fragments((8, 19)),
        (Fragment(0, 11, "NHS England"),),  # stands there twice
        (Fragment(0, 4, "nowhere"),),
        fragments((8, 15), (12, 19)),  # fragments that overlap
        fragments((19, 20)),  # nothing but a space
    ],
)
def test_what_is_not_certain_is_left_alone(target):
    assert mend.mended(target, RAW) == (target, "")


@given(st.text("ab \U0001f44d", min_size=1), st.data())
def test_a_span_in_utf_16_units_is_found_again(raw, data):
    start = data.draw(st.integers(0, len(raw) - 1))
    end = data.draw(st.integers(start + 1, len(raw)))
    exact = raw[start:end]

    def units(offset):
        return len(raw[:offset].encode("utf-16-le")) // 2

    written = Fragment(units(start), units(end), exact)
    (made,), _ = mend.mended((written,), raw)
    stripped = made.exact.strip()
    assert raw[made.start : made.end] == made.exact
    assert stripped == exact.strip()


def test_a_mend_is_a_revision_that_says_so_and_validates(folder):
    folder.annotate(
        annotation(1, target=[{"start": 0, "end": 4, "exact": "said"}]),
        span(2, "org", 8, 20),
        annotation(3, label="claim", target=[{"start": 0, "end": 11, "exact": "NHS England"}]),
    )
    project = Project.find(folder.root)
    found = mend.mends(project, AT)
    assert [item.old.id[-1] for item in found] == ["1", "2"]
    mend.apply(project, found)
    lines = (folder.root / "annotations/anna.jsonl").read_text(encoding="utf-8").splitlines()
    first = json.loads(lines[3])
    assert (first["rev"], first["at"], first["by"]["tool"]) == (2, AT, mend.TOOL)
    assert first["anchor"]["from"]["spans"] == [[0, 4]]
    assert len(lines) == 5
    assert folder.said() == [("quote-mismatch", 3, "/target/0/exact")]
    assert mend.mends(project, AT) == []


def test_a_mend_shows_the_difference(folder):
    folder.annotate(span(2, "org", 8, 20))
    (found,) = mend.mends(Project.find(folder.root), AT)
    assert list(found.lines()) == [
        "anna  a000000000002  org on 0001: white space taken off",
        "  - 8–20 'NHS England '",
        "  + 8–19 'NHS England'",
    ]
