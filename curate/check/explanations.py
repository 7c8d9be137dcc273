"""What every code of a finding means: rules of sense by their own documentation, the rest here."""

from __future__ import annotations

from curate.check.nearest import nearest
from curate.check.sense.rule import rules
from curate.errors import UsageError

READING = {
    "byte-order-mark": "A file starts with a byte-order mark, which some readers refuse.",
    "duplicate-key": "A key stands twice in one object: readers keep one of the two, and differ.",
    "lone-surrogate": "An escape is half of a surrogate pair: no character, so no text.",
    "not-a-number": "NaN and Infinity are no numbers of JSON.",
    "not-utf-8": "A file holds bytes that are not UTF-8.",
    "number-too-large": "A number is infinite as a double, so readers differ on it.",
    "number-too-long": "A number has so many digits that reading it would take quadratic time.",
    "syntax": "The text is no JSON (or no YAML that JSON could say).",
    "too-deep": "Values are nested deeper than 254 levels.",
    "too-large": "A YAML file holds too many values once its aliases are expanded.",
    "unreadable": "A record, or what a compressed file expands to, is too large, or damaged.",
}
SHAPE = {
    "broken-schema": "The schema is none, or refers to what is not here; nothing is ever fetched.",
    "const": "A value is not the only one allowed.",
    "enum": "A value is none of those allowed.",
    "forbidden-key": "A key that must not be there, given the rest of the record.",
    "format": "A string is not of its format, such as date-time.",
    "missing-key": "A key that the schema requires is not there.",
    "oneOf": "A value fits several branches of oneOf, and may fit one only.",
    "pattern": "A string does not match its pattern.",
    "type": "A value is of another type than expected.",
    "unknown-key": "A key that the schema does not know; often a misspelt one.",
}
_KEYWORD = "A value does not satisfy the keyword {code} of its schema."


def title_of(code: str) -> str:
    """What a code means, in one sentence."""
    for rule in rules():
        if rule.id == code:
            return rule.title
    return READING.get(code) or SHAPE.get(code) or _KEYWORD.format(code=code)


def explain_code(code: str) -> str:
    """What a code means, with examples where it is a rule. Raises `UsageError`."""
    for rule in rules():
        if rule.id == code:
            return f"{rule.id} ({rule.severity}, on {rule.of})\n\n{rule.documentation}"
    known = {**READING, **SHAPE}
    if code in known:
        return f"{code} (error)\n\n{known[code]}"
    if code in KEYWORDS:
        return f"{code} (error)\n\n{_KEYWORD.format(code=code)}"
    near = nearest(code, [*known, *KEYWORDS, *(rule.id for rule in rules())])
    hint = f"Did you mean {near}?" if near else "docs/checks.md lists them."
    raise UsageError(f"No finding has the code {code!r}. {hint}")


KEYWORDS = (
    "additionalItems",
    "contains",
    "exclusiveMaximum",
    "exclusiveMinimum",
    "maxItems",
    "maxLength",
    "maxProperties",
    "maximum",
    "minItems",
    "minLength",
    "minProperties",
    "minimum",
    "multipleOf",
    "not",
    "unevaluatedItems",
    "uniqueItems",
)
