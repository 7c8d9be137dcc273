"""The reference engine: python-jsonschema alone, slow and plain, to hold the fast one against.

Not for hostile input: its patterns are Python's own, which can backtrack for ever.
"""

from __future__ import annotations

import ast
import re
from typing import Any
from urllib.parse import urljoin

from curate.check import formats as own_formats
from curate.check.fault import Fault, key_faults, step
from curate.check.library import Library, NotInLibraryError
from curate.check.outline import Outline
from curate.check.patterns import with_mended
from curate.errors import BrokenSchemaError


class ReferenceEngine:
    """A schema for python-jsonschema. Raises `BrokenSchemaError` for one that is none.

    Arguments as of `FastEngine`.
    """

    def __init__(self, schema: Any, library: Library, uri: str, formats: bool | None) -> None:
        import jsonschema
        from referencing import Registry, Resource, exceptions
        from referencing import jsonschema as drafts

        name = library.draft(schema).replace("-", "")
        cls: Any = getattr(jsonschema, f"Draft{name}Validator")
        specification: Any = getattr(drafts, f"DRAFT{name}")

        def retrieve(uri: str) -> Any:
            try:
                contents = library.retrieve(uri)
            except NotInLibraryError as error:
                raise exceptions.NoSuchResource(uri) from error
            return Resource.from_contents(contents, specification)

        schema = _checked(cls, schema)
        root = specification.create_resource(schema)
        uri = urljoin(uri, root.id() or "") or "urn:schema"
        registry: Any = Registry(retrieve=retrieve)  # type: ignore[call-arg]  # attrs' own init
        registry = registry.with_resource(uri, root).crawl()
        checker = own_formats.checker(cls) if formats else None
        # By a reference, so that the schema's own references start from its address.
        self._validator = cls({"$ref": uri}, registry=registry, format_checker=checker)
        self._outline = Outline(schema)
        self._unresolvable: Any = exceptions.Unresolvable

    def is_valid(self, instance: Any) -> bool:
        """Does it fit?"""
        return not self.faults(instance)

    def faults(self, instance: Any) -> list[Fault]:
        """All faults of an instance, in jsonschema's order. Where jsonschema gives up (a reference
        that leads nowhere, a pattern that Python cannot read, recursion), that is the fault.
        """
        try:
            errors = list(self._validator.iter_errors(instance))
        except (self._unresolvable, re.error, RecursionError) as error:
            return [Fault("undecided", (), (), f"{type(error).__name__}: {error}", instance)]
        return [fault for error in errors for fault in _faults(error, instance, self._outline)]


def _checked(cls: Any, schema: Any) -> Any:
    """The schema, which is one; a pattern that is refused is mended, as in the fast engine."""
    import jsonschema

    try:
        cls.check_schema(schema)
    except jsonschema.SchemaError as error:
        mended = with_mended(schema, tuple(error.absolute_path))
        if mended is not schema:
            return _checked(cls, mended)
        raise BrokenSchemaError(tuple(error.absolute_path), error.message) from error
    return schema


def _faults(error: Any, instance: Any, outline: Outline) -> list[Fault]:
    keyword, expected, found = error.validator, error.validator_value, error.instance
    path, rule = tuple(error.absolute_path), tuple(error.absolute_schema_path)
    if keyword is None:
        return _forbidden(error, instance, outline)
    if "propertyNames" in rule and isinstance(found, str) and not error.context:
        return [Fault(keyword, (*path, found), rule, expected, found)]
    if keyword == "required":
        names = [expected_name for expected_name in expected if expected_name not in found]
        return [Fault("required", path, rule, None, found, name) for name in names]
    if keyword in ("dependentRequired", "dependencies"):
        name = ast.literal_eval(error.message.split(" is a dependency")[0])
        return [Fault("required", path, rule, None, found, name)]
    if keyword == "additionalProperties":
        return key_faults(keyword, path, rule, _extras(error), found)
    if keyword == "unevaluatedProperties":
        return key_faults(keyword, path, rule, _named(error.message), found)
    if keyword in ("oneOf", "anyOf"):
        branches: list[list[Fault]] = [[] for _ in expected]
        # A branch `false` has no path: jsonschema leaves it before it notes the place.
        forbidden = [index for index, branch in enumerate(expected) if branch is False]
        for inner in error.context:
            index = inner.schema_path[0] if inner.schema_path else forbidden.pop(0)
            branches[index] += _faults(inner, instance, outline)
        return [Fault(keyword, path, rule, None, found, None, tuple(map(tuple, branches)))]
    if keyword in ("contains", "minContains", "maxContains"):
        return [Fault("contains", path, (*rule[:-1], "contains"), None, found)]
    if keyword == "items" and expected is False:
        start = len(error.schema.get("prefixItems", ()))
        return [
            Fault("falseSchema", (*path, index), rule, False, found[index])
            for index in range(start, len(found))
        ]
    return [Fault(keyword, path, rule, expected, found)]


def _forbidden(error: Any, instance: Any, outline: Outline) -> list[Fault]:
    """The faults of a schema `false`: jsonschema loses which property it stands at, so every
    forbidden one that is there is named (and named once: repetitions are left out later).
    """
    path, rule = tuple(error.absolute_path), tuple(error.absolute_schema_path)
    here = outline.at(rule) if rule[-1:] == ("properties",) else None
    if not isinstance(here, dict):
        return [Fault("falseSchema", path, rule, False, error.instance)]
    there = step(instance, path)
    return [
        Fault("falseSchema", (*path, name), (*rule, name), False, there[name])
        for name, schema in here.items()
        if schema is False and name in there
    ]


def _extras(error: Any) -> list[str]:
    """The keys that `properties` and `patternProperties` beside the keyword do not name."""
    known = error.schema.get("properties", {})
    patterns = "|".join(error.schema.get("patternProperties", {}))
    return [
        name
        for name in error.instance
        if name not in known and not (patterns and re.search(patterns, name))
    ]


def _named(message: str) -> list[str]:
    """The keys that jsonschema's message lists: it keeps them nowhere else."""
    listed = message.partition("(")[2].rpartition(" w")[0]
    names = ast.literal_eval(f"[{listed}]") if listed else []
    return [str(name) for name in names]
