"""The two engines say the same of our records; where they differ elsewhere, it is known."""

import json
from pathlib import Path

import pytest

from curate.check.library import Library
from curate.check.record import Record
from curate.check.shape import Shape
from tests.check.conftest import annotation

SCHEMA = json.loads(
    (Path(__file__).parents[2] / "schema/annotation.schema.json").read_text(encoding="utf-8")
)
A, B = "a000000000001", "a000000000002"
RECORDS = [
    annotation(1, attributes={"voice": "author"}, note="x"),
    annotation(2, "relation", label="said_by", **{"from": A, "to": B}),
    annotation(3, "document", label="topic", value="care"),
    annotation(4, "decision", codebook=None, of=[A, B], choice=A, reason="why"),
    annotation(5, "state", codebook=None, value="finished"),
    annotation(6, by={"id": "m", "type": "model", "confidence": 0.5}, status="proposed"),
    annotation(7, anchor={"state": "quote", "from": {"sha256": "0" * 64, "spans": [[0, 1]]}}),
]
WRONG = [None, True, 7, -1, 1.5, "", "x", "spam", [], [1], {}, {"x": 1}]


def places(value, path=()):
    inner = value.items() if isinstance(value, dict) else ()
    for key, item in enumerate(value) if isinstance(value, list) else inner:
        yield (*path, key)
        yield from places(item, (*path, key))


def broken(record):
    """The record with each value replaced, each key dropped, each object with a key more."""
    text = json.dumps(record)
    for path in places(record):
        for wrong in (*WRONG, "drop"):
            made = json.loads(text)
            parent = made
            for part in path[:-1]:
                parent = parent[part]
            if wrong == "drop":
                del parent[path[-1]]
            else:
                parent[path[-1]] = wrong
            yield made
    yield {**record, "colour": "red"}


@pytest.fixture(scope="module")
def engines():
    return [Shape(SCHEMA, formats=True, engine=name) for name in ("fast", "reference")]


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record["kind"])
def test_both_engines_say_the_same_in_the_same_words(engines, record):
    for made in broken(record):
        data = json.dumps(made).encode()
        fast, reference = (shape.check(Record("x", 1, data))[1] for shape in engines)
        assert fast == reference


VOCABULARY = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "$id": "https://example.org/no-validation",
    "$vocabulary": {
        "https://json-schema.org/draft/2020-12/vocab/core": True,
        "https://json-schema.org/draft/2020-12/vocab/applicator": True,
    },
}
KNOWN = [
    # schema, instance, formats, the fast engine's verdict (the right one), the reference's
    ({"pattern": "^\\p{Letter}+$"}, "ab", None, True, None),
    ({"$schema": VOCABULARY["$id"], "minimum": 3}, 1, None, True, False),
    ({"dependencies": {"a": ["b"]}}, {"a": 1}, None, False, True),
    ({"format": "duration"}, "three days", True, False, True),
    ({"format": "idn-email"}, "nobody", True, False, False),
    ({"pattern": "[\\w-.]"}, "x", None, True, True),
    ({"format": "date-time"}, "1998-12-31T23:59:60Z", True, True, False),
]


@pytest.mark.parametrize(("schema", "instance", "formats", "fast", "reference"), KNOWN)
def test_the_known_differences(tmp_path, schema, instance, formats, fast, reference):
    (tmp_path / "no-validation").write_text(json.dumps(VOCABULARY))
    library = Library(ref_map=(("https://example.org/", tmp_path),))

    def verdict(engine):
        try:
            return Shape(schema, library, "", formats, engine).engine.is_valid(instance)
        except Exception as error:
            return None if type(error).__name__ == "BrokenSchemaError" else error

    assert (verdict("fast"), verdict("reference")) == (fast, reference)
