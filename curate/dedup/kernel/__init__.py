"""The compiled kernel: what `methods` may use in place of plain Python, with the same results.

One pass over the UTF-8 bytes of many texts; compiled by numba at first use and cached by it on
disk. Importing this package needs the extra `fast`; `methods` decides whether it is worth it. Tests
hold every function equal to its reference.
"""

from curate.dedup.kernel.pairs import candidates, groups, overlaps, positions
from curate.dedup.kernel.passages import find_paragraphs
from curate.dedup.kernel.rows import lines
from curate.dedup.kernel.runs import fingerprints, follow
from curate.dedup.kernel.sets import compare, sample
from curate.dedup.kernel.signatures import sign_all

__all__ = [
    "candidates",
    "compare",
    "find_paragraphs",
    "fingerprints",
    "follow",
    "groups",
    "lines",
    "overlaps",
    "positions",
    "sample",
    "sign_all",
]
