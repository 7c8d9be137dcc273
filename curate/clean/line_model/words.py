"""Words as numbers: a hash that can be computed for all words of a text at once, and word lists.

A word is a run of letters and digits. Its hash is the polynomial sum(fold(char) * BASE**place)
modulo 2**64, mixed; prefix sums give it for every word of a text without a loop.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from curate.clean.line_model.characters import Read, fold

if TYPE_CHECKING:
    import numpy as np

BASE = 0x9E3779B97F4A7C15
MIX = 0xD6E8FEB86659FD93
PAIR = 0xC2B2AE3D27D4EB4F
WRAP = 2**64 - 1

FUNCTION, DATE, WEB, ENGLISH, MARK, HALF_MARK = 1, 2, 4, 8, 16, 32
"""Flags of a word: an English function word, a month or weekday, a part of web addresses, a word
that no other language uses much (so that it tells English), a word that marks a web page where it
stands in a short line, and one that does so less.
"""

LISTS = {
    FUNCTION: """
        a about after all also an and any are as at be because been before but by can could did do
        does for from had has have he her him his how i if in into is it its just like me more most
        my no not of on one only or other our out over she so some than that the their them then
        there these they this to up us was we were what when which who will with would you your
    """,
    DATE: """
        apr april aug august dec december feb february fri friday jan january jul july jun june mar
        march may mon monday nov november oct october sat saturday sep sept september sun sunday
        thu thursday tue tuesday wed wednesday
    """,
    WEB: "com html http https net org www",
    ENGLISH: """
        about and been from have how other our that the their there these they this what when which
        will with would you your
    """,
    MARK: """
        ads advertise advertisement advertising blog bookmark careers cart checkout cookie
        cookies donate facebook faq faqs forum forums gallery github google instagram jobs
        linkedin login logout menu newsletter newsletters pinterest podcast podcasts pricing
        privacy reddit rss shop sitemap sponsored subscribe subscription telegram tiktok
        toggle trending tweet twitter videos visitors whatsapp youtube
    """,
    HALF_MARK: """
        account comments contact copyright disclaimer download email events feedback follow
        help home navigation policy popular posts press profile register related reply
        reserved resources search share sign skip support terms topics
    """,
}
"""The words of each flag; English first, as the model is."""


def hash_word(word: str) -> int:
    """The hash of one word, from 0 to 2**64 - 1: the plain reference of what `Lines` does at once.

    >>> hash_word("Page") == hash_word("page") != hash_word("pages")
    True
    """
    total = sum(fold(char) * pow(BASE, place, 1 << 64) for place, char in enumerate(word)) & WRAP
    total = ((total ^ (total >> 32)) * MIX) & WRAP
    return total ^ (total >> 32)


def hash_pair(left: int, right: int) -> int:
    """The hash of two words that stand side by side in a line, from their hashes."""
    total = (((left * BASE) & WRAP ^ right) * PAIR) & WRAP
    return total ^ (total >> 29)


@lru_cache(maxsize=1)
def flags() -> np.ndarray:
    """The flags of a word by the top 16 bits of its hash (uint8); a clash is rare and harmless."""
    import numpy as np

    table = np.zeros(1 << 16, np.uint8)
    for flag, words in LISTS.items():
        for word in words.split():
            table[hash_word(word) >> 48] |= flag
    return table


def hash_all(read: Read, starts: np.ndarray, stops: np.ndarray) -> np.ndarray:
    """The hashes of the words that start and stop there (uint64).

    Two characters are looked up at once. Since those between words count nothing, it does not
    matter that the sum for a word takes in one before or after it.
    """
    import numpy as np

    size = (len(read.folds) + 1) // 2
    folds = np.zeros(2 * size, np.uint8)
    folds[: len(read.folds)] = read.folds
    up, down = _powers(1 << max(size - 1, 4095).bit_length())
    terms = _pairs().take(folds.view(np.uint16))
    for odd in (0, 1) if len(read.far) else ():
        here = read.far & 1 == odd
        terms[read.far[here] >> 1] += read.far_folds[here] * np.uint64(BASE if odd else 1)
    terms *= up[:size]
    sums = np.zeros(size + 1, np.uint64)
    np.cumsum(terms, out=sums[1:])
    hashes = sums.take((stops + 1) >> 1)
    hashes -= sums.take(starts >> 1)
    hashes *= down.take(starts)
    hashes ^= hashes >> np.uint64(32)
    hashes *= np.uint64(MIX)
    hashes ^= hashes >> np.uint64(32)
    return hashes


@lru_cache(maxsize=1)
def _pairs() -> np.ndarray:
    """What two characters add to a hash, by what the two count as in a word (uint64)."""
    import numpy as np

    folds = np.arange(1 << 8, dtype=np.uint64)
    return (folds[:, None] * np.uint64(BASE) + folds).ravel()


@lru_cache(maxsize=4)
def _powers(size: int) -> tuple[np.ndarray, np.ndarray]:
    """The first `size` powers of the square of `BASE`, and twice as many of the inverse of `BASE`
    (uint64, modulo 2**64).
    """
    import numpy as np

    up = np.full(size, BASE**2 & WRAP, np.uint64)
    down = np.full(2 * size, pow(BASE, -1, 1 << 64), np.uint64)
    up[0] = down[0] = 1
    return np.cumprod(up, dtype=np.uint64), np.cumprod(down, dtype=np.uint64)
