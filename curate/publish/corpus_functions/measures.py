"""The numbers of corpus linguistics, as functions of counts.

For a word x beside a node y: `both` is how often x stands in the window around y, `x` and `y` how
often they stand in the corpus, `n` the words of the corpus, and `window` the places around
each y in which x is looked for (1 for neighbours). References stand at each measure; none is
changed.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import log, log2, sqrt
from statistics import pstdev
from typing import NamedTuple

Z95 = 1.959963984540054
"""Two-sided 95 per cent point of the normal distribution."""


def log_dice(both: int, x: int, y: int) -> float:
    """logDice: 14 + log2(2 both / (x + y)). At most 14; does not depend on the corpus's size.

    P. Rychlý 2008, A lexicographer-friendly association score, RASLAN 2008.
    """
    return 14 + log2(2 * both / (x + y)) if both else float("-inf")


def expected(x: int, y: int, n: int, window: int = 1) -> float:
    """How often x would stand around y by chance: x y window / n.

    S. Evert 2008, Corpora and collocations, section 4.1.
    """
    return x * y * window / n


def mutual_information(both: int, x: int, y: int, n: int, window: int = 1) -> float:
    """MI: log2 of observed over expected.

    K. W. Church and P. Hanks 1990, Computational Linguistics 16(1).
    """
    return log2(both / expected(x, y, n, window)) if both else float("-inf")


def t_score(both: int, x: int, y: int, n: int, window: int = 1) -> float:
    """t: observed less expected, over the root of observed.

    K. Church, W. Gale, P. Hanks and D. Hindle 1991; C. D. Manning and H. Schütze 1999, 5.3.1.
    """
    return (both - expected(x, y, n, window)) / sqrt(both) if both else 0.0


def log_likelihood(both: int, x: int, y: int, n: int, window: int = 1) -> float:
    """G2 of the two by two table of x and y, negative where x stands around y less often than by
    chance.

    T. Dunning 1993, Computational Linguistics 19(1). With a window, the node's column is its places
    (Evert 2008, section 4.1).
    """
    near = y * window
    table = (
        (both, x * near / n),
        (x - both, x * (n - near) / n),
        (near - both, (n - x) * near / n),
        (n - x - near + both, (n - x) * (n - near) / n),
    )
    total = 2 * sum(seen * log(seen / chance) for seen, chance in table if seen > 0 and chance > 0)
    return total if both >= table[0][1] else -total


def keyness(a: int, b: int, size_a: int, size_b: int) -> float:
    """Log-likelihood of a word's count `a` in a part of `size_a` words against `b` in `size_b`;
    negative where the word stands less often in the first.

    P. Rayson and R. Garside 2000, Comparing corpora using frequency profiling (two cells).
    """
    expected_a = size_a * (a + b) / (size_a + size_b)
    expected_b = size_b * (a + b) / (size_a + size_b)
    pairs = ((a, expected_a), (b, expected_b))
    total = 2 * sum(seen * log(seen / chance) for seen, chance in pairs if seen)
    return total if a >= expected_a else -total


class Ratio(NamedTuple):
    """A log ratio with its interval of 95 per cent."""

    value: float
    low: float
    high: float


def log_ratio(a: int, b: int, size_a: int, size_b: int) -> Ratio:
    """Log2 of the relative frequency in the first over that in the second: 1 is twice as often.
    A count of nothing is taken as half a word.

    A. Hardie 2014, Log Ratio: an informal introduction. The interval is that of a ratio of two
    proportions (D. Katz et al. 1978, Biometrics 34(3)).
    """
    seen_a, seen_b = a or 0.5, b or 0.5
    value = log2(seen_a / size_a) - log2(seen_b / size_b)
    error = sqrt(max(1 / seen_a - 1 / size_a + 1 / seen_b - 1 / size_b, 0)) / log(2)
    return Ratio(value, value - Z95 * error, value + Z95 * error)


class Dispersion(NamedTuple):
    """How evenly a word stands in the parts of a corpus."""

    range: int
    juilland_d: float
    dp: float
    dp_norm: float


def dispersion(counts: Sequence[int], sizes: Sequence[int]) -> Dispersion | None:
    """Range (parts with the word), Juilland's D (1 is even) and Gries's DP (0 is even), also
    normalised. None when the word stands nowhere.

    `counts` of the word and `sizes` in words, by part. D is computed on relative frequencies, as is
    right for parts of different sizes. A. Juilland et al. 1970; S. Th. Gries 2008, Dispersions and
    adjusted frequencies in corpora, IJCL 13(4); normalised: J. Lijffijt and S. Th. Gries 2012.
    """
    pairs = [(count, size) for count, size in zip(counts, sizes, strict=True) if size]
    total, words = sum(count for count, _ in pairs), sum(size for _, size in pairs)
    if not total:
        return None
    shares = [size / words for _, size in pairs]
    dp = (
        sum(abs(count / total - share) for (count, _), share in zip(pairs, shares, strict=True)) / 2
    )
    relative = [count / size for count, size in pairs]
    mean = sum(relative) / len(relative)
    variation = pstdev(relative) / mean
    d = 1 - variation / sqrt(len(pairs) - 1) if len(pairs) > 1 else 1.0
    most = 1 - min(shares)
    return Dispersion(sum(count > 0 for count, _ in pairs), d, dp, dp / most if most else 0.0)
