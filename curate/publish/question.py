r"""What a reader types into the search box, made into a full-text query of SQLite (FTS5).

Words, "phrases", prefixes (car*), AND, OR, NOT, parentheses and NEAR(a b, 5) mean what FTS5 says;
typographic quotation marks are quotation marks, and a word with an apostrophe, a hyphen or anything
else that FTS5 would stumble over is looked for as a phrase of its parts.

>>> full_text("long-term care*")
'"long-term" AND care*'
>>> full_text("\u201creal potential\u201d OR (king\u2019s NOT queen)")
'"real potential" OR ("king\u2019s" NOT queen)'
"""

from __future__ import annotations

import re
from typing import NamedTuple

from curate.errors import QuestionError

_MARKS = '"\u201c\u201d\u201e\u00ab\u00bb'
"""Quotation marks, straight and typographic."""
_TOKEN = re.compile(
    rf"""\s*(?:
      (?P<phrase>[{_MARKS}](?P<inside>[^{_MARKS}]*)(?P<shut>[{_MARKS}])?(?P<star>\*)?)
    | (?P<near>NEAR\s*\()
    | (?P<open>\()
    | (?P<close>\))
    | (?P<comma>,)
    | (?P<word>[^\s(),{_MARKS}]+)
    )""",
    re.VERBOSE,
)
_BARE = re.compile(r"[A-Za-z0-9_\u0080-\U0010ffff]+\*?\Z")
_OPERATORS = ("AND", "OR", "NOT")
_TYPOGRAPHIC = re.compile(r"[\u2010-\u2027\u2030-\u205e\u3000-\u303f\uff01-\uff0f]")
SPACELESS = re.compile(
    "[\u0e00-\u0eff\u0f00-\u0fff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufaff\U00020000-\U0003ffff]"
)
"""Characters of scripts that do not part words with spaces: Thai, Lao, Tibetan, Burmese, Khmer,
Japanese and Chinese. The word index takes a whole sentence of them for one word."""


class Token(NamedTuple):
    """A part of the question: its kind, its form in FTS5, and where it stands."""

    kind: str
    text: str
    at: int


def is_spaceless(question: str) -> bool:
    """Must this be looked for as a substring?"""
    return bool(SPACELESS.search(question))


def full_text(question: str) -> str:
    """The question in FTS5. Raises `QuestionError`, which says what is wrong and where."""
    tokens = list(_tokens(question))
    if not tokens:
        raise QuestionError(question, 0, "it is empty", "Type a word or a \u201cphrase\u201d.")
    parts: list[str] = []
    depth: list[int] = []
    before = "start"
    for token in tokens:
        _check(question, before, token)
        if token.kind in ("open", "near"):
            depth.append(token.at)
        elif token.kind == "close":
            if not depth:
                raise QuestionError(
                    question, token.at, "this parenthesis was never opened", "Take it away."
                )
            depth.pop()
        if token.kind in ("term", "open", "near") and before in ("term", "close"):
            inside_near = depth and question[depth[-1] :].lstrip().startswith("NEAR")
            parts.append(" " if inside_near and token.kind == "term" else " AND ")
        elif token.kind == "operator" or before == "operator":
            parts.append(" ")
        parts.append(token.text + (" " if token.kind == "comma" else ""))
        before = token.kind
    if depth:
        raise QuestionError(question, depth[-1], "this parenthesis is not closed", "Close it.")
    if before == "operator":
        last = tokens[-1]
        raise QuestionError(
            question, last.at, f"nothing follows {last.text}", "Add a word after it."
        )
    return "".join(parts)


def _tokens(question: str) -> list[Token]:
    found = []
    for match in _TOKEN.finditer(question):
        kind, at = str(match.lastgroup), match.end() - len(match.group().lstrip())
        if match["phrase"] is not None:
            if match["shut"] is None:
                raise QuestionError(
                    question, at, "this quotation mark is not closed", "Close it, or take it away."
                )
            if match["inside"].strip():
                found.append(Token("term", f'"{match["inside"]}"{match["star"] or ""}', at))
        elif match["word"] is not None:
            found += _word(match["word"], at)
        else:
            found.append(Token(kind, "NEAR(" if kind == "near" else match[kind], at))
    return found


def _word(word: str, at: int) -> list[Token]:
    if word in _OPERATORS:
        return [Token("operator", word, at)]
    if _BARE.match(word) and word != "NEAR" and not _TYPOGRAPHIC.search(word):
        return [Token("term", word, at)]
    star = "*" if word.endswith("*") else ""
    inside = word.rstrip("*")
    if not any(character.isalnum() for character in inside):
        return []
    return [Token("term", f'"{inside}"{star}', at)]


def _check(question: str, before: str, token: Token) -> None:
    """Does the token make sense after what stands before it?"""
    if token.kind == "operator" and before in ("start", "operator", "open", "near"):
        hint = "If you look for the word itself, put it in quotation marks."
        if token.text == "NOT":
            hint = "NOT needs a word before it: care NOT money."
        raise QuestionError(question, token.at, f"nothing stands before {token.text}", hint)
    if token.kind == "close" and before in ("operator", "open", "near", "start"):
        raise QuestionError(
            question, token.at, "nothing stands before this parenthesis", "Put a word there."
        )
