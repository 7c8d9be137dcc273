"""The common words of English, for rules that ask whether the pieces of a word are words.

Counted by `benchmarks/count_words.py` in web pages, manuals and books; a list of forms, no text.
Other languages have none: there a rule knows only the words of the text itself.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

FILE = Path(__file__).parent / "english_words.txt"


@cache
def english() -> frozenset[str]:
    """Some 13,000 words in lower case, without the short ones that are mostly pieces."""
    return frozenset(FILE.read_text(encoding="utf-8").split())
