"""The record: what is written is what is read, and it fits the schema."""

import json
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from curate.annotate import Anchor, Annotation, By, Edition, Fragment, Origin
from curate.annotate.record import id_of, new_id

SCHEMA_FILE = Path(__file__).parents[2] / "schema" / "annotation.schema.json"
SCHEMA = json.loads(SCHEMA_FILE.read_text(encoding="utf-8"))
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)

ids = st.integers(0, 36**12 - 1).map(new_id)
texts = st.text(min_size=1, max_size=8)
makers = st.sampled_from(["person", "import", "curation"])
people = st.builds(lambda id, type: By(id, type), st.sampled_from(["anna", "b.2-x"]), makers)
fragments = st.builds(
    lambda start, exact, prefix, suffix: Fragment(
        start, start + len(exact), exact, prefix[:32], suffix[:32]
    ),
    st.integers(0, 10**6),
    texts,
    texts,
    texts,
)
attributes = st.dictionaries(
    st.sampled_from(["voice", "domain"]),
    st.one_of(texts, st.booleans(), st.integers(), st.tuples(texts, texts)),
)
anchors = st.one_of(
    st.none(),
    st.just(Anchor("orphan")),
    st.just(Anchor("mapped", 1.0, "0" * 64, ((3, 7), (9, 12)))),
)
spans = st.builds(
    Annotation,
    id=ids,
    kind=st.just("span"),
    doc=st.just("0001"),
    sha256=st.just("f" * 64),
    by=people,
    at=st.just("2026-11-21T10:00:00Z"),
    rev=st.integers(1, 99),
    status=st.sampled_from(["proposed", "accepted", "rejected", "deleted"]),
    codebook=st.just(Edition("care", "1.0.0")),
    label=st.sampled_from(["org", "claim.barrier"]),
    target=st.lists(fragments, min_size=1, max_size=3).map(tuple),
    quote=st.one_of(st.just(""), texts),
    attributes=attributes,
    note=st.one_of(st.just(""), texts),
    proposal=st.one_of(st.just(""), ids),
    ms=st.one_of(st.none(), st.integers(0, 10**6)),
    anchor=anchors,
    origin=st.one_of(st.none(), st.just(Origin("brat", "a.ann", "T1", {"x": [1]}))),
    action=st.one_of(st.just(""), ids.map(lambda id: f"{id}.1")),
)


@given(spans)
def test_a_span_is_read_as_it_was_written_and_fits_the_schema(annotation):
    line = json.loads(json.dumps(annotation.to_json()))
    assert Annotation.from_json(line) == annotation
    VALIDATOR.validate(line)


@pytest.mark.parametrize(
    "more",
    [
        {"kind": "document", "label": "topic", "value": "data", "codebook": Edition("c", "1.0.0")},
        {
            "kind": "relation",
            "label": "about",
            "codebook": Edition("c", "1.0.0"),
            "from_id": new_id(1),
            "to_id": new_id(2),
        },
        {"kind": "decision", "of": (new_id(1), new_id(2)), "choice": new_id(2), "reason": "longer"},
        {"kind": "decision", "of": (new_id(1),), "choice": None},
        {"kind": "state", "value": "finished"},
    ],
)
def test_every_other_kind_is_read_as_it_was_written_and_fits_the_schema(more):
    at = "2026-11-21T10:00:00Z"
    annotation = Annotation(id=new_id(7), doc="0001", sha256="f" * 64, by=By("anna"), at=at, **more)
    line = annotation.to_json()
    assert Annotation.from_json(line) == annotation
    VALIDATOR.validate(line)


@pytest.mark.parametrize(
    "spoilt",
    [
        {"target": []},
        {"label": "ORG"},
        {"from": new_id(3)},
        {"by": {"id": "m", "type": "model"}, "status": "accepted"},
        {"colour": "red"},
        {"rev": 0},
        {"at": "yesterday"},
        {"by": {"id": "Not A File", "type": "person"}},
    ],
)
def test_the_schema_refuses_what_makes_no_sense(spoilt):
    good = Annotation(
        id=new_id(7),
        kind="span",
        doc="0001",
        sha256="f" * 64,
        by=By("anna"),
        at="2026-11-21T10:00:00Z",
        codebook=Edition("c", "1.0.0"),
        label="org",
        target=(Fragment(0, 3, "NHS"),),
    ).to_json()
    VALIDATOR.validate(good)
    assert not VALIDATOR.is_valid({**good, **spoilt})


def test_the_same_facts_give_the_same_id_and_other_facts_another():
    assert id_of("a", "b") == id_of("a", "b") != id_of("ab", "")
    assert len(id_of("a")) == 13
