"""The branch that was meant is found, whatever the order of branches, by either engine."""

import itertools
import json

import pytest

from curate.check.record import Record
from curate.check.shape import Shape

SPAN = {
    "properties": {"type": {"const": "span"}, "start": {"type": "integer"}, "end": {"minimum": 1}},
    "required": ["type", "start", "end"],
}
RELATION = {
    "properties": {"type": {"const": "relation"}, "from": {"type": "string"}},
    "required": ["type", "from"],
}
NOTE = {"properties": {"type": {"const": "note"}, "text": {}}, "required": ["type", "text"]}
RUN = {
    "type": "object",
    "properties": {"run": {"type": "string"}, "shell": {"enum": ["bash", "python"]}},
    "required": ["run"],
    "additionalProperties": False,
}
USES = {
    "type": "object",
    "properties": {"uses": {"type": "string"}},
    "required": ["uses"],
    "additionalProperties": False,
}

CASES = [
    # branches, record, pointer, words of the message and of the hint
    ([SPAN, RELATION, NOTE], {"type": "span", "start": "x", "end": 3}, "/start", "an integer", ""),
    ([SPAN, RELATION, NOTE], {"type": "span", "end": 3}, "", "missing key 'start'", ""),
    ([SPAN, RELATION, NOTE], {"type": "spam", "start": 1, "end": 3}, "/type", "one of", '"span"'),
    ([SPAN, RELATION, NOTE], {"type": "note", "txte": "a"}, "/txte", "unknown key", "'text'"),
    ([SPAN, RELATION, NOTE], {"type": "note", "text": 1, "x": 2}, "/x", "unknown key 'x'", ""),
    ([RUN, USES], {"run": "make", "shell": "bahs"}, "/shell", "one of", '"bash"'),
    ([RUN, USES], {"run": "make", "colour": 1}, "/colour", "unknown key", ""),
    ([RUN, USES], {}, "", "the key 'run' or 'uses'", ""),
    ([RUN, USES, {"type": "string"}], 7, "", "an object or a string", "quotes"),
    ([{"type": "null"}, {"type": "integer"}], "3", "", "an integer or null", "without quotes"),
    ([{"const": "a"}, {"enum": ["b", "c"]}], "d", "", 'one of "', ""),
]


@pytest.mark.parametrize("engine", ["fast", "reference"])
@pytest.mark.parametrize("keyword", ["oneOf", "anyOf"])
@pytest.mark.parametrize(("branches", "record", "pointer", "message", "hint"), CASES)
def test_the_branch_that_was_meant(engine, keyword, branches, record, pointer, message, hint):
    said = set()
    for order in itertools.permutations(branches):
        schema = {keyword: list(order), "unevaluatedProperties": False}
        shape = Shape(schema, engine=engine)
        _, findings = shape.check(Record("x.json", 1, json.dumps(record).encode()))
        assert findings[0].pointer == pointer
        assert message in findings[0].message
        assert hint in findings[0].hint
        said.add((len(findings), findings[0].message.replace(" and ", " or ")))
    assert {count for count, _ in said} == {1}


def test_two_branches_that_fit_are_both_named():
    shape = Shape({"oneOf": [{"type": "integer"}, {"type": "string"}, {"minimum": 2}]})
    _, (finding,) = shape.check(Record("x.json", 1, b"3"))
    assert "branches 0 and 2 fit" in finding.message
