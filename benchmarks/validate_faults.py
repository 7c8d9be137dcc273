"""Is the real fault named first? Records with one fault each, made from right ones by rule, held
against schemas with oneOf and anyOf in every order of branches.

    python benchmarks/validate_faults.py [--show]

Right is: the first finding's JSON pointer is that of the fault, and its message names the key or
value in question. Peers: jsonschema (first error, best_match), jsonschema-rs (first error), and
check-jsonschema's choice (best_deep_match) where it is installed.
"""

from __future__ import annotations

import argparse
import copy
import itertools
import json
import random
from collections.abc import Callable, Iterator
from typing import Any

import jsonschema
import jsonschema_rs

from curate.check.record import Record
from curate.check.shape import Shape

POINT = {"type": "object", "required": ["line", "column"], "additionalProperties": False}
POINT["properties"] = {"line": {"type": "integer", "minimum": 1}, "column": {"type": "integer"}}

TAGGED = {
    "oneOf": [{"$ref": "#/$defs/span"}, {"$ref": "#/$defs/relation"}, {"$ref": "#/$defs/note"}],
    "properties": {"id": {"type": "string", "pattern": "^[a-z]+[0-9]+$"}, "by": {"type": "string"}},
    "required": ["id", "type"],
    "unevaluatedProperties": False,
    "if": {"properties": {"status": {"const": "final"}}, "required": ["status"]},
    "then": {"required": ["by"]},
    "$defs": {
        "span": {
            "properties": {
                "type": {"const": "span"},
                "start": {"type": "integer", "minimum": 0},
                "end": {"type": "integer", "minimum": 1},
                "label": {"enum": ["organisation", "person", "place"]},
                "status": {"enum": ["draft", "final"]},
            },
            "required": ["type", "start", "end", "label"],
        },
        "relation": {
            "properties": {
                "type": {"const": "relation"},
                "from": {"type": "string"},
                "to": {"type": "string"},
                "weight": {"type": "number", "maximum": 1},
            },
            "required": ["type", "from", "to"],
        },
        "note": {
            "properties": {"type": {"const": "note"}, "text": {"type": "string", "minLength": 1}},
            "required": ["type", "text"],
        },
    },
}
UNTAGGED = {
    "type": "object",
    "required": ["trigger", "steps"],
    "additionalProperties": False,
    "properties": {
        "trigger": {
            "anyOf": [
                {"enum": ["push", "schedule", "manual"]},
                {"type": "array", "items": {"enum": ["push", "schedule", "manual"]}},
                {
                    "type": "object",
                    "additionalProperties": False,
                    "properties": {
                        "branches": {"type": "array", "items": {"type": "string"}},
                        "cron": {"type": "string"},
                    },
                },
            ]
        },
        "steps": {
            "type": "array",
            "minItems": 1,
            "items": {
                "oneOf": [
                    {
                        "type": "object",
                        "required": ["run"],
                        "additionalProperties": False,
                        "properties": {
                            "run": {"type": "string"},
                            "shell": {"enum": ["bash", "python"]},
                            "timeout": {"type": "integer", "maximum": 360},
                        },
                    },
                    {
                        "type": "object",
                        "required": ["uses"],
                        "additionalProperties": False,
                        "properties": {
                            "uses": {"type": "string", "pattern": "^[a-z/]+@"},
                            "with": {"type": "object", "additionalProperties": {"type": "string"}},
                            "timeout": {"type": "integer", "maximum": 360},
                        },
                    },
                ]
            },
        },
    },
}
SHAPES = {
    "oneOf": [
        {
            "title": "circle",
            "type": "object",
            "required": ["kind", "centre", "radius"],
            "additionalProperties": False,
            "properties": {
                "kind": {"enum": ["circle"]},
                "centre": {"$ref": "#/$defs/point"},
                "radius": {"type": "number", "exclusiveMinimum": 0},
            },
        },
        {
            "title": "polygon",
            "type": "object",
            "required": ["kind", "points"],
            "additionalProperties": False,
            "properties": {
                "kind": {"enum": ["polygon"]},
                "points": {"type": "array", "minItems": 3, "items": {"$ref": "#/$defs/point"}},
                "fill": {"anyOf": [{"type": "null"}, {"type": "string", "pattern": "^#"}]},
            },
        },
        {
            "title": "group",
            "type": "object",
            "required": ["kind", "members"],
            "additionalProperties": False,
            "properties": {
                "kind": {"enum": ["group"]},
                "members": {"type": "array", "items": {"$ref": "#"}},
            },
        },
    ],
    "$defs": {"point": POINT},
}

POINTS = [{"line": number, "column": 2} for number in (1, 2, 3)]
CASES: list[tuple[str, Any, list[Any]]] = [
    (
        "tagged",
        TAGGED,
        [
            {"id": "a1", "type": "span", "start": 1, "end": 4, "label": "person", "by": "anna"},
            {"id": "b2", "type": "relation", "from": "a1", "to": "a3", "weight": 0.5},
            {"id": "c3", "type": "note", "text": "see there", "by": "ben"},
        ],
    ),
    (
        "untagged",
        UNTAGGED,
        [
            {"trigger": "push", "steps": [{"run": "make", "shell": "bash", "timeout": 5}]},
            {"trigger": ["push", "manual"], "steps": [{"uses": "a/b@1", "with": {"x": "y"}}]},
            {"trigger": {"cron": "0 0", "branches": ["main"]}, "steps": [{"run": "x"}]},
        ],
    ),
    (
        "nested",
        SHAPES,
        [
            {"kind": "circle", "centre": {"line": 1, "column": 2}, "radius": 3},
            {"kind": "polygon", "points": POINTS, "fill": "#fff"},
            {"kind": "group", "members": [{"kind": "polygon", "points": POINTS, "fill": None}]},
        ],
    ),
]


def faults(record: Any, rng: random.Random) -> Iterator[tuple[str, Any, str, str]]:
    """Ways to break a record once: name, broken record, pointer and a word the message has."""
    for path, value in places(record):
        parent = "".join(f"/{part}" for part in path[:-1])
        pointer = "".join(f"/{part}" for part in path)
        if path and isinstance(path[-1], str):
            name = path[-1]
            yield "missing", changed(record, path, None, drop=True), parent, name
            slip = name[:1] + name[2:] + name[1] if len(name) > 2 else name + "x"
            yield "misspelt", renamed(record, path, slip), f"{parent}/{slip}", slip
        if isinstance(value, dict):
            yield "extra", changed(record, (*path, "colour"), "red"), f"{pointer}/colour", "colour"
        if isinstance(value, bool) or not path:
            continue
        wrong: Any = "7" if isinstance(value, (int, float)) else 7.5
        if value is not None:
            yield "type", changed(record, path, wrong), pointer, ""
        if path[-1] in ("type", "kind", "label", "shell"):
            yield "value", changed(record, path, value[:-1]), pointer, value[:-1]


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], Any]]:
    yield path, value
    inner: Any = value.items() if isinstance(value, dict) else ()
    for key, item in enumerate(value) if isinstance(value, list) else inner:
        yield from places(item, (*path, key))


def changed(record: Any, path: tuple[Any, ...], value: Any, drop: bool = False) -> Any:
    made = copy.deepcopy(record)
    parent = made
    for part in path[:-1]:
        parent = parent[part]
    if drop:
        del parent[path[-1]]
    else:
        parent[path[-1]] = value
    return made


def renamed(record: Any, path: tuple[Any, ...], name: str) -> Any:
    made = copy.deepcopy(record)
    parent = made
    for part in path[:-1]:
        parent = parent[part]
    parent[name] = parent.pop(path[-1])
    return made


def orders(schema: Any) -> Iterator[Any]:
    """The schema with the branches of every oneOf and anyOf in each order (the same for all)."""
    for order in itertools.permutations(range(3)):
        made = copy.deepcopy(schema)
        for _, value in list(places(made)):
            for keyword in ("oneOf", "anyOf"):
                branches = value.get(keyword) if isinstance(value, dict) else None
                if isinstance(branches, list):
                    value[keyword] = [branches[i] for i in order if i < len(branches)]
        yield made


def pointer_of(path: Any) -> str:
    return "".join(f"/{part}" for part in path)


def ours(schema: Any) -> Callable[[Any], tuple[str, str]]:
    shape = Shape(schema)

    def first(record: Any) -> tuple[str, str]:
        finding = shape.check(Record("x", 1, json.dumps(record).encode()))[1][0]
        return finding.pointer, finding.message

    return first


def peer(choose: Callable[[Any], Any]) -> Callable[[Any], Callable[[Any], tuple[str, str]]]:
    def make(schema: Any) -> Callable[[Any], tuple[str, str]]:
        validator = jsonschema.Draft202012Validator(schema)

        def first(record: Any) -> tuple[str, str]:
            error = choose(validator.iter_errors(record))
            return pointer_of(error.absolute_path), error.message

        return first

    return make


def rust(schema: Any) -> Callable[[Any], tuple[str, str]]:
    validator = jsonschema_rs.validator_for(schema)

    def first(record: Any) -> tuple[str, str]:
        error = next(iter(validator.iter_errors(record)))
        return pointer_of(error.instance_path), error.message

    return first


TOOLS: dict[str, Callable[[Any], Callable[[Any], tuple[str, str]]]] = {
    "curate": ours,
    "jsonschema, first error": peer(lambda errors: next(iter(errors))),
    "jsonschema, best_match": peer(jsonschema.exceptions.best_match),
    "jsonschema-rs, first error": rust,
}
try:
    from check_jsonschema.reporter import find_best_deep_match

    def deep_match(errors: Any) -> Any:
        error = jsonschema.exceptions.best_match(errors)
        return find_best_deep_match(error) if error.context else error

    TOOLS["check-jsonschema, best_deep_match"] = peer(deep_match)
except ImportError:
    print("check-jsonschema: not installed")


def is_right(answer: tuple[str, str], pointer: str, word: str) -> bool:
    """Pointer and word; peers point at the object of an unknown key, which is granted."""
    said, message = answer
    return said in (pointer, pointer.rpartition("/")[0] if word else pointer) and word in message


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--show", action="store_true", help="print what curate got wrong")
    options = parser.parse_args()
    score: dict[str, list[int]] = {name: [0, 0] for name in TOOLS}
    for title, schema, records in CASES:
        for ordered in orders(schema):
            tools = {name: make(ordered) for name, make in TOOLS.items()}
            validator = jsonschema_rs.validator_for(ordered)
            assert all(validator.is_valid(record) for record in records)
            for record in records:
                for kind, broken, pointer, word in faults(record, random.Random(0)):
                    if validator.is_valid(broken):
                        continue
                    for name, first in tools.items():
                        answer = first(broken)
                        right = is_right(answer, pointer, word)
                        score[name][0] += right
                        score[name][1] += 1
                        if options.show and name == "curate" and not right:
                            print(title, kind, json.dumps(broken), "wanted", pointer, word)
                            print("    said", *answer)
    for name, (right, total) in score.items():
        print(f"{name:36} {right:5} of {total} right  {right / total:6.1%}")


if __name__ == "__main__":
    main()
