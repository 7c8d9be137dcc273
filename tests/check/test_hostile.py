"""Hostile input is a finding, in bounded time and memory: no traceback, no hang, no acceptance.

All cases run in one process that may use ten seconds of processor time and one gigabyte.
"""

import gzip
import json
import os
import resource
import subprocess
import sys

import pytest

SECONDS, BYTES = 10, 2**30
ANY = True
DOUBLING = {"$ref": "#/$defs/0"} | {
    "$defs": {str(level): {"allOf": [{"$ref": f"#/$defs/{level + 1}"}] * 2} for level in range(22)}
    | {"22": {"type": "integer"}}
}
LOOP = {"$ref": "#/$defs/a"} | {
    "$defs": {"a": {"anyOf": [{"type": "integer"}, {"$ref": "#/$defs/a"}]}}
}
SMALL_OBJECTS = json.dumps([{"a": number} for number in range(20_000)]).encode()
MANY_A = json.dumps("a" * 60 + "!").encode()

CASES = {
    # name: schema, bytes of the instance, code of the only finding (None: valid)
    "nested 100,000 deep": (ANY, b"[" * 100_000, "too-deep"),
    "nested a million deep and closed": (ANY, b"[" * 10**6 + b"]" * 10**6, "too-deep"),
    "objects nested 500 deep": (ANY, b'{"a":' * 500 + b"1" + b"}" * 500, "too-deep"),
    "an integer of 5,000 digits": (ANY, b"9" * 5_000, "number-too-long"),
    "an integer of a million digits": (ANY, b"[" + b"9" * 10**6 + b"]", "number-too-long"),
    "an infinite number": (ANY, b"[1e400]", "number-too-large"),
    "a repeated key": (ANY, b'{"a": 1, "a": 2}', "duplicate-key"),
    "a repeated key, written in two ways": (ANY, b'{"a":1,"\\u0061":2}', "duplicate-key"),
    "a repeated key, hidden by an escaped colon": (
        ANY,
        b'{"a":1,"a":"\\u003a"}',
        "duplicate-key",
    ),
    "a repeated key, with odd spaces": (ANY, b'{"a":1,"a" :2}', "duplicate-key"),
    "a repeated object": (ANY, b'{"x":{"a":{},"a":{}}}', "duplicate-key"),
    "NaN": (ANY, b"[NaN]", "not-a-number"),
    "minus infinity": (ANY, b"[-Infinity]", "not-a-number"),
    "half a surrogate pair": (ANY, b'["\\ud800"]', "lone-surrogate"),
    "half a surrogate pair in a key": (ANY, b'{"\\udc00":1}', "lone-surrogate"),
    "invalid UTF-8": (ANY, b'["\xff"]', "not-utf-8"),
    "UTF-8 of a surrogate": (ANY, b'["\xed\xa0\x80"]', "not-utf-8"),
    "UTF-16": (ANY, '{"a": 1}'.encode("utf-16"), "not-utf-8"),
    "a byte-order mark": (ANY, b"\xef\xbb\xbf{}", "byte-order-mark"),
    "nothing": (ANY, b"", "syntax"),
    "a NUL byte": (ANY, b"\0", "syntax"),
    "two documents": (ANY, b"{} {}", "syntax"),
    "an exact large integer": ({"const": 2**70 + 1}, str(2**70 + 1).encode(), None),
    "nearly that integer": ({"const": 2**70 + 1}, str(2**70 + 3).encode(), "const"),
    "a remote reference": ({"$ref": "http://example.org/x.json"}, b"{}", "broken-schema"),
    "a file outside": ({"$ref": "file:///etc/hostname"}, b"{}", "broken-schema"),
    "a file above": ({"$ref": "../../../../../etc/hostname"}, b"{}", "broken-schema"),
    "a remote dialect": ({"$schema": "http://example.org/own"}, b"{}", "broken-schema"),
    "a reference to nowhere": ({"$ref": "#/$defs/x"}, b"{}", "broken-schema"),
    "a loop of references": (LOOP, b'"x"', "broken-schema"),
    "branches that double 22 times": (DOUBLING, b"1", None),
    "a pattern that backtracks": ({"pattern": "^(a+)+$"}, MANY_A, "pattern"),
    "another": ({"pattern": "^(a|aa|a?)*$"}, MANY_A, "pattern"),
    "with look-ahead": ({"pattern": "^((?=a)a|aa)+$"}, MANY_A, "pattern"),
    "with a back-reference": ({"pattern": "^(?:(a+)\\1?)+b$"}, MANY_A, "pattern"),
    "a pattern that is none": ({"pattern": "("}, b'"x"', "format"),
    "20,000 objects to compare": ({"uniqueItems": True}, SMALL_OBJECTS, None),
    "a schema that is none": ({"type": "strng"}, b"{}", "enum"),
    "a schema that is a number": (7, b"{}", "type"),
}
YAML = {
    "aliases of aliases": (
        "\n".join(f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9) if i else 1}]" for i in range(9)),
        "too-large",
    ),
    "an alias of itself": ("&a [*a]", "syntax"),
    "nested deep": ("[" * 100_000, "too-deep"),
    "dashes nested deep": ("- " * 50_000 + "x", "too-deep"),
    "a tag that makes objects": ("!!python/object/apply:os.system [ls]", "syntax"),
    "not a number": ("a: .nan", "not-a-number"),
    "a repeated key": ("a: 1\na: 2", "duplicate-key"),
    "a key that is a list": ("? [1]\n: 2", "syntax"),
}


def run(*arguments):
    return json.loads(limited("--json", *arguments))["results"]


def limited(*arguments):
    def limit():
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        resource.setrlimit(resource.RLIMIT_AS, (BYTES, BYTES))

    command = [sys.executable, "-m", "curate", "validate", *map(str, arguments)]
    environment = {**os.environ, "http_proxy": "http://127.0.0.1:9"}
    done = subprocess.run(
        command, capture_output=True, text=True, preexec_fn=limit, env=environment, check=False
    )
    assert done.stderr == ""
    assert done.returncode in (0, 1)
    return done.stdout


@pytest.fixture(scope="module")
def answers(tmp_path_factory):
    """The codes found in each case."""
    folder = tmp_path_factory.mktemp("hostile")
    lines = []
    instances = [(schema, data, "json") for schema, data, _ in CASES.values()]
    instances += [(True, text.encode(), "yaml") for text, _ in YAML.values()]
    for number, (schema, data, suffix) in enumerate(instances):
        schema_file, file = folder / f"{number}.schema.json", folder / f"{number}.{suffix}"
        schema_file.write_text(json.dumps(schema))
        file.write_bytes(data)
        lines.append(json.dumps({"schema": str(schema_file), "instance": str(file)}))
    manifest = folder / "manifest.jsonl"
    manifest.write_text("\n".join(lines))
    results = run("--manifest", manifest)
    codes = [[finding["code"] for finding in result["findings"]] for result in results]
    return dict(zip([*CASES, *(f"yaml: {name}" for name in YAML)], codes, strict=True))


@pytest.mark.parametrize("name", CASES)
def test_hostile_json_is_named_for_what_it_is(answers, name):
    code = CASES[name][2]
    assert answers[name] == ([code] if code else [])


@pytest.mark.parametrize("name", YAML)
def test_hostile_yaml_is_named_for_what_it_is(answers, name):
    assert answers[f"yaml: {name}"] == [YAML[name][1]]


def test_a_line_of_100_megabytes_is_refused_and_the_next_line_read(tmp_path):
    schema = tmp_path / "s.json"
    schema.write_text("true")
    file = tmp_path / "large.jsonl"
    with file.open("wb") as out:
        for _ in range(100):
            out.write(b"a" * 10**6)
        out.write(b"\n{}\n[1,]\n")
    results = run("--schema", schema, file)
    codes = [[finding["code"] for finding in result["findings"]] for result in results]
    assert codes == [["unreadable"], [], ["syntax"]]
    assert [result["line"] for result in results] == [1, 2, 3]


@pytest.mark.parametrize("name", ["bomb.json.gz", "bomb.jsonl.gz"])
def test_a_compressed_bomb_is_refused(tmp_path, name):
    schema = tmp_path / "s.json"
    schema.write_text("true")
    file = tmp_path / name
    piece = gzip.compress(b"[]\n" * 10**6)
    file.write_bytes(piece * 300)  # 900 MB from less than a megabyte
    assert "[unreadable]" in limited("--schema", schema, file)


def test_a_file_that_only_claims_to_be_compressed_is_a_finding(tmp_path):
    schema = tmp_path / "s.json"
    schema.write_text("true")
    file = tmp_path / "x.json.gz"
    file.write_bytes(b"not gzip")
    ((finding,),) = [result["findings"] for result in run("--schema", schema, file)]
    assert finding["code"] == "unreadable"
