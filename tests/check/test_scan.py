"""Places, duplicates and problems of JSON texts, as people would point at them."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curate.check.scan import MAX_DEPTH, scan
from curate.check.seek import seek

SURROGATE = "\\ud800"

BROKEN = [
    # text, offset, code, a word of the message, a word of the hint
    ('{"a":1,}', 6, "syntax", "trailing comma", "before }"),
    ("[1 2]", 2, "syntax", "missing comma", "comma between"),
    ('{"a":1 "b":2}', 6, "syntax", "missing comma", "comma between"),
    ("{'a':1}", 1, "syntax", "single quotes", '"'),
    ("{a:1}", 1, "syntax", "key in double quotes", '"a"'),
    ("[True]", 1, "syntax", "found True", "true"),
    ("[NaN]", 1, "not-a-number", "NaN", "null"),
    ("[-Infinity]", 1, "not-a-number", "-Infinity", "null"),
    ('{"a":1', 6, "syntax", "ends", "opened on line 1"),
    ('{"a" 1}', 5, "syntax", "colon", ":"),
    ('{"a"=1}', 4, "syntax", "colon", ":"),
    ("[01]", 1, "syntax", "01 is no number", "leading 0"),
    ("[+1]", 1, "syntax", "+1 is no number", "no +"),
    ("[1.]", 1, "syntax", "1. is no number", ""),
    ("[1]\n[2]", 4, "syntax", "expected the end", "JSON lines"),
    ("[1]]", 3, "syntax", "expected the end", "nothing left"),
    ('{"a":[1}', 7, "syntax", "found }", "closed by ]"),
    ("[1,,2]", 3, "syntax", "found ,", "Remove one comma"),
    ('["x\ty"]', 3, "syntax", "U+0009", "\\t"),
    ('["x', 1, "syntax", "not closed", "Close"),
    ('["\\x"]', 2, "syntax", "no escape", "\\\\"),
    ('["\\u12"]', 2, "syntax", "no escape", "four"),
    (f'["{SURROGATE}"]', 2, "lone-surrogate", "surrogate", "UTF-8"),
    ("[1e400]", 1, "number-too-large", "largest number", "string"),
    (f"[{'9' * 5000}]", 1, "number-too-long", "5000", "string"),
    ("// x\n{}", 0, "syntax", "a comment", "YAML"),
    ("[“a”]", 1, "syntax", "typographic quotes", '"'),
    ("", 0, "syntax", "empty", "{}"),
    ("[" * 100_000, MAX_DEPTH, "too-deep", "254 levels", "mistake"),
]


@pytest.mark.parametrize(("text", "offset", "code", "message", "hint"), BROKEN)
def test_a_broken_text_is_pointed_at_and_explained(text, offset, code, message, hint):
    problem = scan(text).problem
    assert (problem.offset, problem.code) == (offset, code)
    assert message in problem.message
    assert hint in problem.hint


@pytest.mark.parametrize(
    "text",
    [
        " {} ",
        '"\\ud83d\\ude00"',
        '"a\\\\ud800"',
        "-0.5e+3",
        '{"a":{"a":1}}',
        "[" * MAX_DEPTH + "]" * MAX_DEPTH,
        '"\\u0000"',
    ],
)
def test_a_text_that_only_looks_odd_is_fine(text):
    assert scan(text).problem is None


def test_every_repeated_key_is_found_however_it_is_written():
    found = scan('{"a": {"b": 1, "\\u0062": 2}, "a": 3}')
    assert found.duplicates == [(("a", "b"), 15), (("a",), 29)]


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


def paths(value, path=()):
    yield path, value
    inner = value.items() if isinstance(value, dict) else ()
    for key, item in enumerate(value) if isinstance(value, list) else inner:
        yield from paths(item, (*path, key))


@given(VALUES, st.sampled_from([None, 1, "\t"]), st.booleans())
def test_the_text_at_a_path_is_the_value_at_that_path(value, indent, ascii_only):
    text = json.dumps(value, indent=indent, ensure_ascii=ascii_only)
    expected = dict(paths(value))
    if "\\ud" in text.lower():  # hypothesis made half a pair: no JSON we read
        return
    found = scan(text, expected)
    assert found.problem is None
    assert found.duplicates == []
    assert {
        path: json.loads(text[spot.start : spot.end]) for path, spot in found.spots.items()
    } == (expected)


@given(VALUES, st.sampled_from([None, 1, "\t"]), st.booleans())
def test_seeking_and_scanning_find_the_same_places(value, indent, ascii_only):
    text = json.dumps(value, indent=indent, ensure_ascii=ascii_only)
    wanted = [*dict(paths(value)), ("nowhere",), (99,)]
    if "\\ud" not in text.lower():
        assert seek(text, wanted) == scan(text, wanted).spots


@given(st.text())
def test_the_scanner_refuses_what_python_refuses(text):
    try:
        json.loads(text, parse_constant=lambda name: json.loads(name + "!"))
    except ValueError:
        assert scan(text).problem is not None
    else:
        assert scan(text).problem is None
