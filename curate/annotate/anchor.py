"""Anchors: from what was marked on clean text to fragments of raw text, from a quote to a place.

A target is stored on raw offsets together with what stood there and around it, so that a change of
the cleaning rules never moves it. Edges snap to grapheme clusters: what a reader takes for one
character is never cut.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from curate.annotate.record import Fragment
from curate.corpus import Cleaned
from curate.errors import AmbiguousQuoteError, OffsetError, QuoteNotFoundError
from curate.text import Span

CONTEXT = 32
"""Raw characters kept on each side, as the Hypothesis client does: enough to tell most repeated
phrases apart, short enough to keep a line readable.
"""
FAR = 256
"""Characters; longer than any emoji sequence or run of combining marks a person would mark in."""
GAP = " … "
"""Stands in a quote between parts that were marked apart."""


class Target(NamedTuple):
    """Where an annotation stands in raw text, and the clean text that was seen where that differs
    from the fragments put together.
    """

    fragments: tuple[Fragment, ...]
    quote: str = ""


def anchored(cleaned: Cleaned, clean_span: Span) -> tuple[Fragment, ...]:
    """The fragments of raw text that show in a span of clean text, in text order; what cleaning
    removed inside is left out. Raises `OffsetError` past the end of the text.
    """
    return mark(cleaned, [clean_span]).fragments


def mark(cleaned: Cleaned, clean_spans: Sequence[Span]) -> Target:
    """The target of one or, for a discontinuous annotation, several spans of clean text."""
    spans = [snapped(cleaned.text, span, cleaned.document.id) for span in sorted(clean_spans)]
    raw = cleaned.document.raw
    fragments = tuple(
        fragment(raw, part) for span in spans for part in cleaned.alignment.fragments(span)
    )
    seen = GAP.join(span.of(cleaned.text) for span in spans)
    same = seen == "".join(item.exact for item in fragments)
    return Target(fragments, "" if same else seen)


def mark_raw(raw: str, span: Span, document: str = "") -> Target:
    """The target of a span of raw text, taken as it is given but for whole grapheme clusters."""
    return Target((fragment(raw, snapped(raw, span, document)),))


def fragment(raw: str, span: Span) -> Fragment:
    """A span of raw text with what stands in it and around it."""
    start, end = span.start, span.end
    before, after = raw[max(0, start - CONTEXT) : start], raw[end : end + CONTEXT]
    return Fragment(start, end, span.of(raw), before, after)


def shown(cleaned: Cleaned, fragments: Sequence[Fragment]) -> tuple[Span, ...]:
    """The spans of clean text where raw fragments show now; empty when nothing of them does.
    Touching ones are joined.
    """
    joined: list[Span] = []
    for item in fragments:
        span = cleaned.alignment.to_clean(item.span, "expand")
        if span is not None and joined and joined[-1].end >= span.start:
            joined[-1] = joined[-1].unite(span)
        elif span is not None:
            joined.append(span)
    return tuple(joined)


def snapped(text: str, span: Span, document: str = "") -> Span:
    """The span, grown where an edge cuts a grapheme cluster (Unicode Standard Annex 29).

    Raises `OffsetError` when it reaches past the end of the text.

    >>> snapped("cafe" + chr(0x301) + "s", Span(0, 4))
    Span(start=0, end=5)
    """
    if span.end > len(text):
        raise OffsetError(document, span.end, len(text))
    return Span(_cluster(text, span.start).start, _cluster(text, span.end - 1).end)


def _cluster(text: str, offset: int) -> Span:
    r"""The grapheme cluster around a character.

    By the `regex` package: the standard library knows no grapheme clusters, and its `\X` follows
    the Unicode tables. The search starts between two ASCII characters, where no cluster but CR LF
    goes on, or far enough back: wherever it starts, it falls into step after one cluster.
    """
    here = text[max(0, offset - 1) : offset + 2]
    if here.isascii() and "\r" not in here:
        return Span(offset, offset + 1)
    import regex

    start, far = max(0, offset - 1), max(0, offset - FAR)
    while start > far and not (text[start - 1 : start + 1].isascii() and text[start - 1] != "\r"):
        start -= 1
    for match in regex.compile(r"\X").finditer(text, start):
        if match.end() > offset:
            return Span(match.start(), match.end())
    return Span(offset, offset + 1)


def find_quote(cleaned: Cleaned, quote: str, nth: int | None = None) -> Target:
    """The target of a quote: looked for in clean text, and where that lacks it, in raw text.

    White space matches any white space. `nth` counts the places from 1; without it the quote must
    be unique. Raises `QuoteNotFoundError`, with the nearest passage, and `AmbiguousQuoteError`.
    """
    document = cleaned.document
    clean_places = list(places(cleaned.text, quote))
    if clean_places:
        return mark(cleaned, [_choose(document.id, cleaned.text, clean_places, quote, nth)])
    raw_places = list(places(document.raw, quote))
    if raw_places:
        chosen = _choose(document.id, document.raw, raw_places, quote, nth)
        return mark_raw(document.raw, chosen, document.id)
    raise QuoteNotFoundError(document.id, quote, nearest(cleaned.text, quote))


def find_quotes(cleaned: Cleaned, quotes: Sequence[str], nth: int | None = None) -> Target:
    """The target of a quote in several parts: the first as by `find_quote`, each of the others
    where it stands next in clean text. Raises as `find_quote`.
    """
    if len(quotes) == 1:
        return find_quote(cleaned, quotes[0], nth)
    document, text = cleaned.document.id, cleaned.text
    found = list(places(text, quotes[0]))
    if not found:
        raise QuoteNotFoundError(document, quotes[0], nearest(text, quotes[0]))
    spans = [_choose(document, text, found, quotes[0], nth)]
    for quote in quotes[1:]:
        after = [span for span in places(text, quote) if span.start >= spans[-1].end]
        if not after:
            near = nearest(text[spans[-1].end :], quote) or "the parts must follow one another"
            raise QuoteNotFoundError(document, quote, near)
        spans.append(after[0])
    return mark(cleaned, spans)


def places(text: str, quote: str) -> Iterator[Span]:
    """The places of a quote in text order, apart; runs of white space count as equal."""
    words = quote.split()
    if words:
        for match in re.finditer(r"\s+".join(map(re.escape, words)), text):
            yield Span(*match.span())


def _choose(document: str, text: str, found: list[Span], quote: str, nth: int | None) -> Span:
    if nth is None and len(found) > 1:
        raise AmbiguousQuoteError(document, quote, tuple(_in_context(text, at) for at in found))
    place = (nth or 1) - 1
    if not 0 <= place < len(found):
        raise QuoteNotFoundError(document, quote, f"there are {len(found)} places, not {nth}")
    return found[place]


def _in_context(text: str, span: Span) -> str:
    around = text[max(0, span.start - 20) : span.end + 20]
    return " ".join(around.split())


_ALIKE = str.maketrans("‘’‛“”„«»–—−\N{NO-BREAK SPACE}", '\'\'\'"""""--- ')


def nearest(text: str, quote: str) -> str:
    """A passage that the quote may have meant: the same but for case, quotation marks and dashes,
    or the longest beginning that the text has, with what follows there; empty when none is near.
    """
    folded, wanted = _fold(text), " ".join(_fold(quote).split())
    for span in places(folded, wanted):
        return f"did you mean {span.of(text)!r}?"
    words = wanted.split()
    low, high = 0, len(words)
    while low < high:  # the longest beginning, by halving
        middle = (low + high + 1) // 2
        if next(places(folded, " ".join(words[:middle])), None):
            low = middle
        else:
            high = middle - 1
    if low < 2:
        return ""
    start = next(places(folded, " ".join(words[:low]))).start
    passage = " ".join(text[start : start + len(quote) + 20].split())
    return f"the text goes on like this: {passage!r}"


def folded_marks(text: str) -> str:
    """The text, of the same length, with straight quotation marks and plain dashes and spaces."""
    return text.translate(_ALIKE)


def _fold(text: str) -> str:
    """The text, of the same length, without what is easily typed in another way."""
    return "".join(
        low if len(low := character.lower()) == 1 else character for character in folded_marks(text)
    )
