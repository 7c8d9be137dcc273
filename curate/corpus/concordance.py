"""Concordance: where a phrase stands, each time with its context (KWIC, key word in context)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from curate.corpus.cleaned import Cleaned
from curate.errors import UsageError
from curate.text import Span

CONTEXT = 40
"""Characters shown on each side: a line of 80 columns around a word."""
_QUOTES = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"'})


class Hit(NamedTuple):
    """One place of a phrase: `span` in clean text, `raw` in raw text, and the words around it on
    one line.
    """

    document: str
    span: Span
    raw: Span
    left: str
    match: str
    right: str


def pattern_of(phrase: str) -> re.Pattern[str]:
    r"""What a phrase matches: its words in order, whatever their case, the white space between
    them and the kind of their quotation marks; `*` stands for the rest of a word.

    Raises `UsageError` for a phrase without a letter or digit.

    >>> bool(pattern_of("king's fund*").search("The King’s\nFunding"))
    True
    >>> bool(pattern_of("fund").search("funding"))
    False
    """
    if not re.search(r"\w", phrase):
        raise UsageError(f"Nothing to search for in {phrase!r}: give a word or a phrase.")
    words = []
    for word in phrase.translate(_QUOTES).split():
        form = re.escape(word).replace(r"\*", r"\w*")
        words.append(form.replace("'", "['‘’]").replace('"', '["“”]'))
    start = r"(?<!\w)" if re.match(r"\w", phrase.strip()) else ""
    end = r"(?!\w)" if re.search(r"\w\Z", phrase.strip()) else ""
    return re.compile(start + r"\s+".join(words) + end, re.IGNORECASE)


def concordance(corpus: Iterable[Cleaned], phrase: str, context: int = CONTEXT) -> Iterator[Hit]:
    """Every place of the phrase in clean text, in corpus order, with `context` characters on each
    side. Raises `UsageError` as `pattern_of` does.
    """
    pattern = pattern_of(phrase)
    for cleaned in corpus:
        text = cleaned.text
        for match in pattern.finditer(text):
            span = Span(match.start(), match.end())
            yield Hit(
                cleaned.document.id,
                span,
                cleaned.alignment.to_raw(span),
                _one_line(text[max(0, span.start - context) : span.start]),
                _one_line(match.group()),
                _one_line(text[span.end : span.end + context]),
            )


def _one_line(text: str) -> str:
    return re.sub(r"\s+", " ", text)
