"""What is wrong with a text that is no JSON, and what its writer probably meant."""

from __future__ import annotations

import re
from typing import NamedTuple

SYNTAX = "syntax"

_WORD = re.compile(r"-?[A-Za-z_$][\w$-]*")
_NUMBER = re.compile(r"[-+.\w]+")
_WORDS = {"True": "true", "False": "false", "None": "null", "undefined": "null", "nil": "null"}
_NOT_NUMBERS = ("NaN", "Infinity", "-Infinity", "inf", "-inf", "nan")
_NEEDED = {
    "value": "a value",
    "value or ]": "a value or ]",
    "key": "a key in double quotes",
    "key or }": "a key in double quotes or }",
    ":": "a colon after the key",
    ", or end": "a comma or the closing bracket",
    "nothing": "the end",
}


class Problem(NamedTuple):
    """Why a text is no JSON (or none we read): `offset` in code points from 0."""

    code: str
    offset: int
    message: str
    hint: str = ""


def too_deep(offset: int, limit: int) -> Problem:
    """Nesting beyond what we read."""
    message = f"nested more than {limit} levels deep"
    return Problem("too-deep", offset, message, "Records this deep are a mistake or an attack.")


def too_many_digits(offset: int, digits: int, limit: int) -> Problem:
    """A number that would take quadratic time to convert."""
    message = f"a number of {digits} characters, more than {limit}"
    return Problem("number-too-long", offset, message, "Write it as a string.")


def too_large(offset: int, number: str) -> Problem:
    """A number that is infinite as a double."""
    message = f"{cut(number)} is beyond the largest number that JSON readers agree on"
    return Problem("number-too-large", offset, message, "Write it as a string.")


def lone_surrogate(offset: int, escape: str) -> Problem:
    """Half of a surrogate pair: no character, so the string is no text."""
    message = f"{escape} is half of a surrogate pair, no character"
    return Problem("lone-surrogate", offset, message, "Write the character itself in UTF-8.")


def bad_escape(offset: int, rest: str) -> Problem:
    """A backslash before something that cannot be escaped."""
    shown = rest[: 6 if rest.startswith("\\u") else 2]
    hint = "A backslash itself is written \\\\; \\u needs four hexadecimal digits."
    return Problem(SYNTAX, offset, f"{shown} is no escape of JSON", hint)


def explain(text: str, at: int, expects: str, opened: list[tuple[int, str]]) -> Problem:
    """Why reading stopped at an offset where `expects` was due; `opened` are the open brackets."""
    before = text[:at].rstrip(" \t\n\r")
    needed = _NEEDED[expects]
    if at >= len(text):
        return _cut_off(text, len(before), needed, opened)
    char = text[at]
    if char in "}]" and before.endswith(",") and expects in ("key", "value"):
        hint = f"Remove the comma before {char}."
        return Problem(SYNTAX, len(before) - 1, "a trailing comma", hint)
    if char in "}]":
        return _wrong_bracket(text, at, needed, opened)
    if expects == ", or end" and (char in "\"'{[-/#" or char.isalnum()) and char not in "/#":
        hint = "Put a comma between the two."
        return Problem(SYNTAX, len(before), f"a missing comma before {_shown(text, at)}", hint)
    if expects == "nothing":
        return _extra(text, at, before)
    return _odd_value(text, at, expects, needed)


def _cut_off(text: str, end: int, needed: str, opened: list[tuple[int, str]]) -> Problem:
    if not text.strip(" \t\n\r"):
        return Problem(SYNTAX, 0, "the file is empty, expected a value", "An empty object is {}.")
    message = f"the text ends where {needed} was due"
    if not opened:
        return Problem(SYNTAX, end, message)
    start, bracket = opened[-1]
    line = text.count("\n", 0, start) + 1
    hint = f"The {text[start]} opened on line {line} is never closed by {bracket}."
    return Problem(SYNTAX, end, message, hint)


def _wrong_bracket(text: str, at: int, needed: str, opened: list[tuple[int, str]]) -> Problem:
    message = f"expected {needed}, found {text[at]}"
    if not opened:
        return Problem(SYNTAX, at, message, "There is nothing left to close.")
    start, bracket = opened[-1]
    line = text.count("\n", 0, start) + 1
    hint = f"The {text[start]} opened on line {line} is closed by {bracket}."
    return Problem(SYNTAX, at, message, hint if bracket != text[at] else "")


def _extra(text: str, at: int, before: str) -> Problem:
    message = f"expected the end, found {_shown(text, at)}"
    if text[at] in '{["' and "\n" in text[len(before) : at]:
        hint = "One value a line is JSON lines: name the file .jsonl, or say --as lines."
        return Problem(SYNTAX, at, message, hint)
    return Problem(SYNTAX, at, message, "A JSON file holds one value.")


def _odd_value(text: str, at: int, expects: str, needed: str) -> Problem:
    """Something that looks like a value or key of another language."""
    char, message = text[at], f"expected {needed}, found {_shown(text, at)}"
    if expects == ":":
        return Problem(SYNTAX, at, message, "JSON writes : between key and value.")
    if char == '"':
        return _broken_string(text, at)
    if char == "'":
        return Problem(SYNTAX, at, "single quotes", 'JSON quotes with ".')
    if char in "\u201c\u201d\u2018\u2019":
        return Problem(SYNTAX, at, "typographic quotes", 'JSON quotes with ".')
    if char in "/#":
        return Problem(SYNTAX, at, "a comment", "JSON has no comments; YAML has.")
    word = _WORD.match(text, at)
    if word and word[0] in _NOT_NUMBERS:
        hint = "Write null, or a string."
        return Problem("not-a-number", at, f"{word[0]} is no number of JSON", hint)
    if word and word[0] in _WORDS:
        return Problem(SYNTAX, at, message, f"JSON writes {_WORDS[word[0]]}.")
    if word:
        what = "key" if expects.startswith("key") else "string"
        return Problem(SYNTAX, at, message, f'A {what} stands in double quotes: "{cut(word[0])}".')
    if char in "+.-" or char.isdigit():
        number = _NUMBER.match(text, at)
        hint = "Numbers look like 0, -1.5 or 2e3: no +, no leading 0 or point, no other base."
        return Problem(SYNTAX, at, f"{cut(number[0] if number else char)} is no number", hint)
    if char == "," and expects.startswith(("key", "value")):
        return Problem(SYNTAX, at, message, "Remove one comma.")
    return Problem(SYNTAX, at, message)


def _broken_string(text: str, at: int) -> Problem:
    """Why a string that starts here does not end well."""
    position = at + 1
    while position < len(text):
        stop = re.compile(r'["\\\x00-\x1f]').search(text, position)
        if stop is None:
            break
        position = stop.start()
        if text[position] == "\\":
            if text[position + 1 : position + 2] not in tuple('"\\/bfnrtu'):
                return bad_escape(position, text[position : position + 6])
            position += 2
            continue
        if text[position] in "\n\r":
            break
        name = f"U+{ord(text[position]):04X}"
        hint = "Write it as an escape, such as \\t or \\n."
        return Problem(SYNTAX, position, f"the control character {name} in a string", hint)
    return Problem(SYNTAX, at, "a string that is not closed on its line", 'Close it with ".')


def _shown(text: str, at: int) -> str:
    """The word or character at an offset, as a message shows it."""
    word = _WORD.match(text, at) or re.compile(r'"[^"\n]{0,30}"?|.').match(text, at)
    return cut(word[0]) if word else "a control character"


def cut(text: str, size: int = 40) -> str:
    """A text of at most `size` characters, with an ellipsis where it was cut."""
    return text if len(text) <= size else text[: size - 1] + "\N{HORIZONTAL ELLIPSIS}"
