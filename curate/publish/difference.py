"""What two texts have in common and where they differ, by paragraphs and inside them by words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Literal, NamedTuple, TypeAlias

from curate.publish.paragraphs import paragraphs

Kind: TypeAlias = Literal["same", "left", "right"]
WORDS = 3_000
"""Words on a side whose differences are looked up one by one (a second's work at worst); longer
stretches differ as a whole."""
PARAGRAPHS = 5_000
_WORD = re.compile(r"\s+|\w+|[^\w\s]")


class Stretch(NamedTuple):
    """A piece of text that both have, or only one."""

    kind: Kind
    text: str


def difference(left: str, right: str) -> Iterator[list[Stretch]]:
    """Paragraph by paragraph, what both texts have and what only one has."""
    one = [left[start:end] for start, end in paragraphs(left)][:PARAGRAPHS]
    two = [right[start:end] for start, end in paragraphs(right)][:PARAGRAPHS]
    for kind, a, b, c, d in SequenceMatcher(None, one, two, autojunk=False).get_opcodes():
        if kind == "equal":
            for text in one[a:b]:
                yield [Stretch("same", text)]
        else:
            yield from _changed(one[a:b], two[c:d])


def differences(left: str, right: str) -> list[list[Stretch] | int]:
    """The paragraphs that differ in more than white space; between them, how many both have.

    >>> differences("It rained.", "It  rained.")
    [1]
    """
    found: list[list[Stretch] | int] = []
    for line in difference(left, right):
        if any(stretch.kind != "same" and stretch.text.strip() for stretch in line):
            found.append(line)
        elif found and isinstance(found[-1], int):
            found[-1] += 1
        else:
            found.append(1)
    return found


def _changed(one: Sequence[str], two: Sequence[str]) -> Iterator[list[Stretch]]:
    left, right = _WORD.findall("\n\n".join(one)), _WORD.findall("\n\n".join(two))
    if not left or not right or max(len(left), len(right)) > WORDS:
        yield from ([Stretch("left", text)] for text in one)
        yield from ([Stretch("right", text)] for text in two)
        return
    found = []
    for kind, a, b, c, d in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if kind == "equal":
            found.append(Stretch("same", "".join(left[a:b])))
            continue
        found += [Stretch("left", "".join(left[a:b]))] if a < b else []
        found += [Stretch("right", "".join(right[c:d]))] if c < d else []
    yield found
