"""`Methods`: the three steps that are worth compiling, plain or compiled, with equal results."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from importlib.util import find_spec
from typing import NamedTuple

from curate.dedup import band, contain, link, passage, run, signature
from curate.dedup.band import Numbers
from curate.dedup.found import Found
from curate.dedup.signature import Scheme
from curate.finding import Finding

WORTH_COMPILING = 12_000_000
"""Bytes of text from which the compiled kernel is used. Loading it takes half a second, in which
plain Python signs some 2 to 4 MB; its first use compiles for ten seconds more."""


class Methods(NamedTuple):
    """How texts are signed, places grouped by a value, candidates paired, values looked up, pairs
    compared; for contained texts, how shingles are sampled and shared ones counted; for passages,
    how paragraphs and fingerprints are found and runs followed; how a filter's lines are made.
    """

    sign: Callable[[Sequence[str], Scheme], tuple[array[int], array[int]]]
    groups: Callable[[array[int], Sequence[int]], list[list[int]]]
    candidates: Callable[[array[int], int, Sequence[int]], tuple[array[int], list[list[int]]]]
    positions: Callable[[Numbers, Sequence[Numbers]], Numbers]
    compare: Callable[[Sequence[str], Sequence[int], Scheme], tuple[Sequence[int], Sequence[int]]]
    sample: Callable[[Sequence[str], Scheme], tuple[array[int], array[int]]]
    overlaps: Callable[[array[int], array[int]], Mapping[int, int]]
    paragraphs: Callable[[Sequence[str], int], passage.Columns]
    fingerprints: Callable[[Sequence[str], int], tuple[array[int], array[int], array[int]]]
    follow: run.Following
    lines: Callable[[Found], Iterable[bytes | memoryview]]


PLAIN = Methods(
    signature.sign_all,
    band.groups,
    band.candidates,
    band.positions,
    link.compare,
    contain.sample,
    contain.overlaps,
    passage.find_paragraphs,
    run.fingerprints,
    run.follow,
    Found.lines,
)


def compiled() -> Methods:
    """The compiled methods. Raises ImportError without the extra `fast`."""
    from curate.dedup import kernel

    return Methods(
        kernel.sign_all,
        kernel.groups,
        kernel.candidates,
        kernel.positions,
        kernel.compare,
        kernel.sample,
        kernel.overlaps,
        kernel.find_paragraphs,
        kernel.fingerprints,
        kernel.follow,
        kernel.lines,
    )


def choose(size: int) -> tuple[Methods, list[Finding]]:
    """The faster methods for so many bytes, and a note where an extra would help."""
    if size < WORTH_COMPILING:
        return PLAIN, []
    if find_spec("numba"):
        return compiled(), []
    message = f"{size / 1e6:,.0f} MB are searched for duplicates in plain Python"
    hint = "`pip install 'curate[fast]'` makes it about ten times faster, with the same result."
    return PLAIN, [Finding("no-compiled-kernel", message, severity="note", hint=hint)]
