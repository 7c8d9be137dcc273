"""Broken records are named by their real fault, at its place, by either engine."""

import json
from pathlib import Path

import pytest

from curate.check.record import Record
from curate.check.shape import Shape
from tests.check.conftest import annotation

ROOT = Path(__file__).parents[2]
SCHEMA = json.loads((ROOT / "schema/annotation.schema.json").read_text(encoding="utf-8"))
EXAMPLES = ROOT.parent / "shared/data/annotation_examples/invalid_records.json"


@pytest.fixture(scope="module", params=["fast", "reference"])
def shape(request):
    return Shape(SCHEMA, formats=True, engine=request.param)


def found(shape, record):
    _, findings = shape.check(Record("anna.jsonl", 7, json.dumps(record).encode()))
    return findings


BROKEN = [
    # changes to a right record, then code, pointer and the text at the place
    ({"target": []}, "minItems", "/target", "[]"),
    ({"label": "ORG"}, "pattern", "/label", '"ORG"'),
    ({"target": None}, "missing-key", "", "{"),
    ({"from": "a000000000009"}, "forbidden-key", "/from", '"from"'),
    ({"by": {"id": "m", "type": "model"}}, "enum", "/status", '"accepted"'),
    ({"colour": "red"}, "unknown-key", "/colour", '"colour"'),
    ({"rev": 0}, "minimum", "/rev", "0"),
    ({"at": "yesterday"}, "format", "/at", '"yesterday"'),
    ({"kind": "spam"}, "enum", "/kind", '"spam"'),
    ({"rev": "1"}, "type", "/rev", '"1"'),
    ({"by": {"id": "anna", "typ": "person"}}, "unknown-key", "/by/typ", '"typ"'),
    ({"target": [{"start": 1, "end": 2, "exact": ""}]}, "minLength", "/target/0/exact", '""'),
]


@pytest.mark.parametrize(("change", "code", "pointer", "text"), BROKEN)
def test_one_fault_is_one_finding_at_its_place(shape, change, code, pointer, text):
    record = annotation(1, **change)
    (finding,) = found(shape, record)
    assert (finding.code, finding.pointer, finding.place.line) == (code, pointer, 7)
    assert json.dumps(record)[finding.place.column - 1 :].startswith(text)
    assert finding.excerpt[finding.caret :].startswith(text)


@pytest.mark.skipif(not EXAMPLES.exists(), reason="the shared examples are not here")
def test_the_shared_broken_records_are_each_found_once(shape):
    records = json.loads(EXAMPLES.read_text(encoding="utf-8"))
    said = [[(one.code, one.pointer) for one in found(shape, record)] for record in records]
    assert said == [
        [("minItems", "/target")],
        [("pattern", "/label")],
        [("missing-key", "")],
        [("forbidden-key", "/target")],
        [("enum", "/status")],
        [("unknown-key", "/colour")],
        [("minimum", "/rev")],
        [("format", "/at")],
        [("forbidden-key", "/from")],
    ]


def test_a_misspelt_key_is_one_fault_with_the_right_spelling(shape):
    record = annotation(1)
    record["lable"] = record.pop("label")
    (finding,) = found(shape, record)
    assert finding.hint == "Did you mean 'label'?"
    assert "'label' is missing" in finding.message


def test_a_value_nearly_right_is_recognised(shape):
    (finding,) = found(shape, annotation(1, status="acepted"))
    assert finding.hint == 'Did you mean "accepted"?'


def test_a_condition_is_told_with_what_depends_on_it(shape):
    (finding,) = found(shape, annotation(1, target=None))
    assert 'where kind is "span"' in finding.message


def test_long_values_are_cut(shape):
    (finding,) = found(shape, annotation(1, status="x" * 10_000))
    assert len(str(finding)) < 400
    assert len(finding.excerpt) < 80


def test_a_large_text_that_is_broken_is_pointed_at_all_the_same():
    shape = Shape(True)
    data = b"[\n" + b"1,\n" * 3_000_000 + b"nul]"
    _, (finding,) = shape.check(Record("x.json", 1, data))
    assert (finding.code, finding.place.line) == ("syntax", 3_000_002)
