"""YAML is read as the JSON it stands for, with a place for every value."""

import pytest

from curate.check import yaml
from curate.check.shape import Shape


def read(text):
    return list(yaml.documents("a.yaml", text.encode()))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a: 1\nb: [x, 2.5, ~]", {"a": 1, "b": ["x", 2.5, None]}),
        ("yes: no", {"yes": "no"}),
        ("date: 2026-11-21", {"date": "2026-11-21"}),
        ("x: 010\ny: 0o10\nz: 0x1F\nw: 1e3\nv: .5", {"x": 10, "y": 8, "z": 31, "w": 1e3, "v": 0.5}),
        ("a: '1'\nb: \"true\"\nc: !!str 2", {"a": "1", "b": "true", "c": "2"}),
        ("a: |\n  one\n  two\n", {"a": "one\ntwo\n"}),
        ("a: &x {n: 1}\nb: *x", {"a": {"n": 1}, "b": {"n": 1}}),
        ("a:", {"a": None}),
        ('{"a": [1, {"b": null}]}', {"a": [1, {"b": None}]}),
        ("1: x", {"1": "x"}),
    ],
)
def test_values_are_those_of_the_core_schema(text, value):
    (document,) = read(text)
    assert document.problems == []
    assert document.value == value


def test_a_finding_stands_at_its_value_and_an_unknown_key_at_its_key():
    schema = {
        "properties": {"size": {"type": "integer"}, "names": {"items": {"type": "string"}}},
        "additionalProperties": False,
    }
    (document,) = read("# \U0001f44d\nnames:\n  - a\n  - 7\nsize: big\nsie: 1\n")
    found = Shape(schema).findings(document.value, document)
    assert [(one.code, one.place.line, one.place.column) for one in found] == [
        ("type", 4, 5),
        ("type", 5, 7),
        ("unknown-key", 6, 1),
    ]


def test_each_document_of_a_file_is_an_instance():
    first, second = read("a: 1\n---\nb: 2\n")
    assert (first.value, second.value) == ({"a": 1}, {"b": 2})
    assert second.first_line == 3


@pytest.mark.parametrize(
    ("text", "line", "column", "word"),
    [
        ("a: [1, 2\nb: 3", 2, 2, ""),
        ("a:\n\tb: 1", 2, 1, "spaces"),
        ("a: 'x", 1, 6, ""),
        ("a: 1\na: 2", 2, 1, "Remove"),
        ("a: *x", 1, 4, "anchor"),
        ("", 1, 1, ""),
    ],
)
def test_what_is_wrong_is_pointed_at(text, line, column, word):
    finding = read(text)[-1].findings()[0]
    assert (finding.place.line, finding.place.column) == (line, column)
    assert word in finding.hint
