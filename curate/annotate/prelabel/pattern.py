r"""Patterns: regular expressions, and token patterns as other tools write them.

Both run in the `regex` package, with a time limit: a pattern that would take for ever on some text
is an error that names it, not a hanging command.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import orjson

from curate.annotate.prelabel.hit import Finder, Hit
from curate.errors import PatternError, ToolFileError

SECONDS = 5.0
"""For one pattern on one document: an ordinary pattern takes milliseconds on a megabyte."""


class Pattern(NamedTuple):
    """A regular expression with the label of what it finds: its group `span`, or all of it."""

    label: str
    expression: str
    rule: str = ""


def finder(patterns: Iterable[Pattern]) -> Finder:
    """Finds what the patterns match, pattern by pattern. Raises `PatternError` for what is no
    regular expression; the finder raises it for one that runs out of time.
    """
    import regex

    compiled = []
    for pattern in patterns:
        try:
            compiled.append((pattern, regex.compile(pattern.expression)))
        except regex.error as error:
            raise PatternError(pattern.expression, str(error)) from error

    def find(text: str) -> Iterator[Hit]:
        for pattern, expression in compiled:
            group = "span" if "span" in expression.groupindex else 0
            try:
                for match in expression.finditer(text, timeout=SECONDS):
                    if match.start(group) < match.end(group):
                        rule = pattern.rule or pattern.expression
                        yield Hit(*match.span(group), pattern.label, rule)
            except TimeoutError as error:
                problem = f"took longer than {SECONDS:g} s on one document"
                raise PatternError(pattern.expression, problem) from error

    return find


def load(path: Path) -> tuple[Pattern, ...]:
    """The patterns of a file in Prodigy's and spaCy's form, one a line:
    `{"label": "role", "pattern": [{"LOWER": "chief"}, {"IS_TITLE": true, "OP": "+"}]}`, where
    `pattern` may also be a text. Raises `ToolFileError` and `PatternError`.
    """
    patterns = []
    try:
        for number, line in enumerate(path.read_bytes().splitlines(), start=1):
            if line.strip():
                patterns.append(_of_line(path, number, line))
    except OSError as error:
        raise ToolFileError(path, error.strerror or str(error)) from error
    if not patterns:
        raise ToolFileError(path, "there are no patterns in it")
    return tuple(patterns)


def _of_line(path: Path, number: int, line: bytes) -> Pattern:
    try:
        record = orjson.loads(line)
        label, pattern = record["label"], record["pattern"]
    except (orjson.JSONDecodeError, KeyError, TypeError) as error:
        problem = f"line {number} is not {{label, pattern}} in JSON: {error}"
        raise ToolFileError(path, problem) from error
    tokens = [{"TEXT": word} for word in pattern.split()] if isinstance(pattern, str) else pattern
    rule = record.get("id") or f"{path.name}:{number}"
    return Pattern(label, of_tokens(tokens), rule)


_END = r"(?!(?<=\w)\w)"
"""Not within a word."""

TOKEN = r"(?:\w++|[^\w\s])"
"""A run of letters, digits and marks, or one other character."""

_FLAGS = {
    "IS_TITLE": r"\p{Lu}[\p{Ll}\p{M}]*+",
    "IS_UPPER": r"\p{Lu}++",
    "IS_LOWER": r"\p{Ll}++",
    "IS_ALPHA": r"\p{L}++",
    "IS_DIGIT": r"\d++",
    "IS_PUNCT": r"\p{P}",
    "LIKE_NUM": r"\d++",
}
_TIMES = {"": "", "1": "", "?": "?", "+": "+", "*": "*"}


def of_tokens(tokens: Iterable[Mapping[str, Any]]) -> str:
    r"""The regular expression of a token pattern. Raises `PatternError` for what needs a tagger
    (POS, LEMMA, …): run one as a command instead.

    Every token has TEXT, LOWER or REGEX (each with a text or `{"IN": […]}`; REGEX must match the
    whole token) or a flag such as IS_TITLE, and may have OP: `?`, `+`, `*` or `!` (any but this).
    """
    parts = [_token(token) for token in tokens]
    if not parts:
        raise PatternError("[]", "a token pattern needs a token")
    return r"(?<!\w)" + "".join(parts)


def _token(token: Mapping[str, Any]) -> str:
    times = str(token.get("OP", ""))
    wanted = "".join(
        f"(?={_constraint(name, value)}{_END})" for name, value in token.items() if name != "OP"
    )
    if times == "!":
        return rf"(?:(?!{wanted}){TOKEN}\s*+)" if wanted else "(?!)"
    if times not in _TIMES:
        raise PatternError(str(dict(token)), f"OP cannot be {times!r}; known are ? + * !")
    return rf"(?:{wanted}{TOKEN}\s*){_TIMES[times]}"


def _constraint(name: str, value: Any) -> str:
    from regex import escape

    known = name.upper()
    if known in _FLAGS and isinstance(value, bool):
        return f"(?:{_FLAGS[known]})" if value else f"(?!(?:{_FLAGS[known]}){_END}){TOKEN}"
    texts = value.get("IN", ()) if isinstance(value, Mapping) else [value] if value else ()
    if known not in ("TEXT", "ORTH", "LOWER", "REGEX") or not texts:
        problem = f"{name} = {value!r} is not known here; known are TEXT, LOWER, REGEX"
        raise PatternError(name, f"{problem}, {', '.join(_FLAGS)}")
    if known == "REGEX":
        return f"(?:{'|'.join(map(str, texts))})"
    options = "|".join(escape(str(text)) for text in texts)
    return f"(?i:{options})" if known == "LOWER" else f"(?:{options})"
