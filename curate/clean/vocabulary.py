"""What is a word: the common words of English and those of the text itself.

Counted by `benchmarks/count_words.py` in web pages, manuals and books; a list of forms, no text.
Other languages have none: there a rule knows only the words of the text itself.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from curate.clean.layout import words
from curate.clean.letters import folded

FILE = Path(__file__).parent / "english_words.txt"


@cache
def english() -> frozenset[str]:
    """Some 13,000 words in lower case, without the short ones that are mostly pieces."""
    return frozenset(FILE.read_text(encoding="utf-8").split())


def is_word(text: str, word: str) -> bool:
    """Is it a common word, or one that the text has in small letters? (in lower case)"""
    if word in english():
        return True
    # Most are no part of the text at all, and its words need not be counted.
    return (word in folded(text) or not word.isascii()) and words(text)[word] > 0
