"""The lines a filter writes, one for each text, compiled: see `curate.dedup.found.Found.rows`."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np
import orjson

from curate.compiling import compiled
from curate.dedup.found import Found

CHUNK = 100_000
"""Lines made at a time, some 10 MB."""

ESCAPED = re.compile(rb'[\x00-\x1f"\\]')

ID, CLUSTER, KEPT, ALIKE = (
    np.frombuffer(part, np.uint8)
    for part in (b'{"id":"', b'","cluster":"', b'","representative":"', b'","similarity":')
)
BETWEEN = len(ID) + len(CLUSTER) + len(KEPT) + len(ALIKE)


@compiled
def _copy(source, start, end, out, at):  # type: ignore[no-untyped-def]
    for place in range(end - start):
        out[at + place] = source[start + place]
    return at + end - start


@compiled
def _lines(ids, ends, heads, kinds, tails, edges, first, out):  # type: ignore[no-untyped-def]
    """Fill `out` with lines from place `first` on, one for each of `heads`; how many bytes."""
    at = 0
    for place in range(len(heads)):
        id, head, kind = first + place, heads[place], kinds[place]
        at = _copy(ID, 0, len(ID), out, at)
        at = _copy(ids, ends[id], ends[id + 1], out, at)
        at = _copy(CLUSTER, 0, len(CLUSTER), out, at)
        at = _copy(ids, ends[head], ends[head + 1], out, at)
        at = _copy(KEPT, 0, len(KEPT), out, at)
        at = _copy(ids, ends[head], ends[head + 1], out, at)
        at = _copy(ALIKE, 0, len(ALIKE), out, at)
        at = _copy(tails, edges[kind], edges[kind + 1], out, at)
    return at


def lines(found: Found) -> Iterator[bytes | memoryview]:
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
    endings = [orjson.dumps(value) + b"}\n" for value in (1.0, *values.tolist())]
    edges = np.cumsum([0, *map(len, endings)])
    tails = np.frombuffer(b"".join(endings), np.uint8)
    sizes, room = np.diff(ends), BETWEEN + max(map(len, endings))
    for first in range(0, total, CHUNK):
        some = slice(first, first + CHUNK)
        size = len(heads[some]) * room + sizes[some].sum() + 2 * sizes[heads[some]].sum()
        out = np.empty(size, np.uint8)
        size = _lines(ids, ends, heads[some], kinds[some], tails, edges, first, out)
        yield out[:size].data
