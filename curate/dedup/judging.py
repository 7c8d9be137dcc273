"""Which pairs people should look at, what they see, and the session as a pure state machine."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import NamedTuple

from curate.dedup.cluster import Cluster
from curate.dedup.judgement import Names, Verdict
from curate.dedup.link import Link

KEYS: dict[str, Verdict] = {"y": "same", "n": "different", "u": "unsure"}


def doubtful(
    links: Iterable[Link],
    clusters: Iterable[Cluster],
    threshold: float,
    margin: float,
    judged: frozenset[Names] = frozenset(),
) -> list[Link]:
    """The links near the threshold that nobody has judged, those that would change a representative
    first, then by nearness to the threshold.
    """
    heads = {cluster.representative for cluster in clusters}
    members = {id for cluster in clusters for id in cluster.members} - heads
    found = [
        link
        for link in links
        if link.kind == "near"
        and abs(link.similarity - threshold) <= margin
        and frozenset(link[:2]) not in judged
    ]

    def urgency(link: Link) -> tuple[bool, float, Link]:
        kept = [id for id in link[:2] if id not in members]
        changes = len(kept) == 2 or bool(heads.intersection(link[:2]))
        return not changes, abs(link.similarity - threshold), link

    return sorted(found, key=urgency)


@dataclass(frozen=True, slots=True)
class Judging:
    """A session: the pairs to judge and which one is on the screen."""

    pairs: Sequence[Link]
    at: int = 0

    @property
    def current(self) -> Link | None:
        """The pair on the screen; None on the closing screen, from which b goes back."""
        return self.pairs[self.at] if self.at < len(self.pairs) else None

    def press(self, key: str) -> tuple[Judging, Verdict | None]:
        """The session after a key, and the verdict it gave on the current pair: y, n or u; b goes
        back to the pair before, other keys do nothing.
        """
        if key == "b":
            return replace(self, at=max(0, self.at - 1)), None
        verdict = KEYS.get(key) if self.current else None
        return (replace(self, at=self.at + 1), verdict) if verdict else (self, None)


class Piece(NamedTuple):
    """A run of words of one text, and whether the other has it at the same place."""

    words: str
    is_shared: bool


def difference(left: str, right: str) -> list[tuple[Piece, Piece]]:
    """Two texts side by side, as pieces that are shared or stand against one another.

    >>> [(a.words, b.words) for a, b in difference("one two three", "one 2 three")]
    [('one', 'one'), ('two', '2'), ('three', 'three')]
    """
    ours, theirs = left.split(), right.split()
    matcher = SequenceMatcher(None, ours, theirs, autojunk=False)
    return [
        (
            Piece(" ".join(ours[start:end]), tag == "equal"),
            Piece(" ".join(theirs[begin:stop]), tag == "equal"),
        )
        for tag, start, end, begin, stop in matcher.get_opcodes()
    ]


class Row(NamedTuple):
    """A line of the screen: pieces of both columns."""

    left: Piece
    right: Piece


def rows(pieces: Iterable[tuple[Piece, Piece]], width: int, context: int = 2) -> list[Row | int]:
    """Lines for two columns of `width` characters; in place of long shared passages the number of
    lines left out.
    """
    from textwrap import wrap

    lines: list[Row | int] = []
    for left, right in pieces:
        ours, theirs = wrap(left.words, width), wrap(right.words, width)
        height = max(len(ours), len(theirs))
        ours += [""] * (height - len(ours))
        theirs += [""] * (height - len(theirs))
        block: list[Row | int] = [
            Row(Piece(one, left.is_shared), Piece(other, right.is_shared))
            for one, other in zip(ours, theirs, strict=True)
        ]
        if left.is_shared and height > 2 * context + 1:
            block[context : height - context] = [height - 2 * context]
        lines += block
    return lines
