"""Approximate matching: where a text occurs with a few characters changed.

Myers 1999, "A fast bit-vector algorithm for approximate string matching based on dynamic
programming" (J. ACM 46), with Python's integers as words of any length: a few operations for each
character of the text, whatever the length of the pattern.
"""

from __future__ import annotations

from collections.abc import Iterator

from curate.text import Span


def distance(one: str, other: str) -> int:
    """Levenshtein distance: the fewest characters to insert, delete or replace.

    >>> distance("kitten", "sitting")
    3
    """
    if not one or not other:
        return len(one) or len(other)
    *_, last = _scores(one, other, anywhere=False)
    return last


def best_places(text: str, pattern: str, errors: int) -> Iterator[Span]:
    """The places where the pattern occurs with at most so many errors, the best of each
    neighbourhood, in text order.
    """
    if not pattern or errors < 1:
        return
    best: tuple[int, int] | None = None
    for end, score in enumerate(_scores(pattern, text, anywhere=True), start=1):
        if best and end - best[1] > len(pattern) // 2:
            yield _place(text, pattern, best[1])
            best = None
        if score <= errors and (best is None or score < best[0]):
            best = score, end
    if best:
        yield _place(text, pattern, best[1])


def _place(text: str, pattern: str, end: int) -> Span:
    """The span that ends there, by matching backwards from its end."""
    room = text[max(0, end - 2 * len(pattern)) : end][::-1]
    scores = list(_scores(pattern[::-1], room, anywhere=False))
    length = min(range(len(scores)), key=lambda place: scores[place]) + 1
    return Span(end - length, end)


def _scores(pattern: str, text: str, anywhere: bool) -> Iterator[int]:
    """For each character of the text, the distance of the pattern to the text that ends there:
    to its beginning, or with `anywhere` to its best suffix.
    """
    places: dict[str, int] = {}
    for place, character in enumerate(pattern):
        places[character] = places.get(character, 0) | 1 << place
    all_bits = (1 << len(pattern)) - 1
    top = 1 << (len(pattern) - 1)
    more, less, score = all_bits, 0, len(pattern)
    for character in text:
        equal = places.get(character, 0)
        vertical = equal | less
        diagonal = (((equal & more) + more) ^ more) | equal
        up = less | ~(diagonal | more) & all_bits
        down = more & diagonal
        score += bool(up & top) - bool(down & top)
        up = up << 1 | (0 if anywhere else 1)
        down <<= 1
        more = (down | ~(vertical | up)) & all_bits
        less = up & vertical & all_bits
        yield score
