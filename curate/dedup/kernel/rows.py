"""The lines a filter writes, one for each text, compiled: see `curate.dedup.found.Found.rows`."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np
import orjson

from curate.dedup.found import Found
from curate.dedup.kernel.words import Numbers, compiled

CHUNK = 100_000
"""Lines made at a time, some 10 MB."""

ESCAPED = re.compile(rb'[\x00-\x1f"\\]')

BEFORE = [b'{"id":"', b'","cluster":"', b'","representative":"', b'","similarity":']


@compiled
def _copy(source, start, end, out, at):  # type: ignore[no-untyped-def]
    for place in range(start, end):
        out[at] = source[place]
        at += 1
    return at


@compiled
def _lines(ids, ends, heads, kinds, before, tails, first, out):  # type: ignore[no-untyped-def]
    """Fill `out` with lines from place `first` on, one for each of `heads`; how many bytes."""
    at = 0
    for place in range(len(heads)):
        id = first + place
        for part in range(3):
            at = _copy(before[0], before[1][part], before[1][part + 1], out, at)
            at = _copy(ids, ends[id], ends[id + 1], out, at)
            id = heads[place]
        at = _copy(before[0], before[1][3], before[1][4], out, at)
        at = _copy(tails[0], tails[1][kinds[place]], tails[1][kinds[place] + 1], out, at)
    return at


def lines(found: Found) -> Iterator[bytes]:
    """What `found.lines` gives, many lines at a time."""
    if ESCAPED.search(found.ids.data):
        yield from found.lines()
        return
    ids, total = np.frombuffer(found.ids.data, np.uint8), len(found.ids)
    ends = np.concatenate((np.zeros(1, np.int64), np.frombuffer(found.ids.ends, np.int64)))
    heads, kinds = np.arange(total), np.zeros(total, np.int64)
    removed, kept = found.removed.places()
    heads[removed] = kept
    alike = np.frombuffer(found.removed.alike)
    values = np.array(sorted(set(found.removed.alike)))
    kinds[removed] = 1 + np.searchsorted(values, alike)
    tails = _joined([orjson.dumps(value) + b"}\n" for value in (1.0, *values.tolist())])
    sizes = np.diff(ends)
    room = sum(map(len, BEFORE)) + np.diff(tails[1]).max()
    for first in range(0, total, CHUNK):
        some = slice(first, first + CHUNK)
        size = len(heads[some]) * room + sizes[some].sum() + 2 * sizes[heads[some]].sum()
        out = np.empty(size, np.uint8)
        size = _lines(ids, ends, heads[some], kinds[some], _joined(BEFORE), tails, first, out)
        yield out[:size].tobytes()


def _joined(parts: list[bytes]) -> tuple[Numbers, Numbers]:
    """Bytes one after the other, and where each starts and the last ends."""
    ends = np.cumsum([0, *map(len, parts)])
    return np.frombuffer(b"".join(parts), np.uint8), ends
