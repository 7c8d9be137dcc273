"""The fast engine: jsonschema-rs decides, offline and with patterns whose time is bounded."""

from __future__ import annotations

from typing import Any

from curate.check.fault import Fault, key_faults
from curate.check.library import Library
from curate.check.patterns import with_mended
from curate.errors import BrokenSchemaError

BACKTRACKS = 100_000
"""Steps for a pattern with look-around or a back-reference (others run in linear time): about
10 ms, after which the value counts as not matching."""


class FastEngine:
    """A compiled schema. Raises `BrokenSchemaError` when it cannot be compiled.

    `formats` True asserts formats, False never does, None leaves it to the schema's dialect.
    """

    def __init__(self, schema: Any, library: Library, uri: str, formats: bool | None) -> None:
        import jsonschema_rs

        own = library.own_metaschemas(schema)
        named = isinstance(schema, dict) and "$schema" in schema
        draft = library.draft(schema)
        make = jsonschema_rs.validator_for if named else _classes(jsonschema_rs)[draft]
        if formats is None and draft not in ("2019-09", "2020-12"):
            formats = False  # there, too, the keyword only annotates unless somebody asks for more
        options = {
            "validate_formats": formats,
            "registry": jsonschema_rs.Registry(own) if own else None,
            "retriever": library.retrieve,
            "base_uri": uri or None,
            "pattern_options": jsonschema_rs.FancyRegexOptions(backtrack_limit=BACKTRACKS),
        }
        self._validator = _compiled(make, schema, options)
        self.is_valid = self._validator.is_valid

    def faults(self, instance: Any) -> list[Fault]:
        """All faults of an instance, in the engine's order."""
        return [
            fault for error in self._validator.iter_errors(instance) for fault in _faults(error)
        ]


def _compiled(make: Any, schema: Any, options: dict[str, Any]) -> Any:
    """The validator; a pattern that is refused is mended, where there is something to mend."""
    import jsonschema_rs

    try:
        return make(schema, **options)
    except (ValueError, jsonschema_rs.ReferencingError) as error:
        path = tuple(getattr(error, "instance_path", ()))
        mended = with_mended(schema, path)
        if mended is not schema:
            return _compiled(make, mended, options)
        raise BrokenSchemaError(path, getattr(error, "message", str(error))) from error


def _classes(module: Any) -> dict[str, Any]:
    return {
        "4": module.Draft4Validator,
        "6": module.Draft6Validator,
        "7": module.Draft7Validator,
        "2019-09": module.Draft201909Validator,
        "2020-12": module.Draft202012Validator,
    }


def _faults(error: Any) -> list[Fault]:
    name, facts = error.kind.name, error.kind.as_dict()
    path, rule, found = tuple(error.instance_path), tuple(error.evaluation_path), error.instance
    if name in ("additionalProperties", "unevaluatedProperties"):
        return key_faults(name, path, rule, facts["unexpected"], found)
    if name == "propertyNames":
        inner = facts["error"]
        fault = _faults(inner)[0]
        return [Fault(fault.keyword, (*path, inner.instance), rule, fault.expected, fault.found)]
    if name == "required":
        return [Fault("required", path, rule, None, found, facts["property"])]
    if "context" in facts:
        branches = tuple(
            tuple(fault for inner in branch for fault in _faults(inner))
            for branch in facts["context"]
        )
        return [
            Fault("oneOf" if "oneOf" in name else name, path, rule, None, found, None, branches)
        ]
    if name == "contains":  # also for minContains and maxContains, whichever it was
        return [Fault(name, path, (*rule[:-1], name), None, found)]
    return [Fault(name, path, rule, next(iter(facts.values()), None), found)]
