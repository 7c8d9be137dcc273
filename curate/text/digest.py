"""Digests: two texts with the same digest are the same text."""

from __future__ import annotations

import hashlib
import unicodedata


def sha256(text: str) -> str:
    """Hexadecimal SHA-256 of the text's UTF-8 bytes (64 characters)."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def normalised(text: str) -> str:
    r"""The text as exact duplicates are compared: NFKC, case folded, white space as one space.

    >>> normalised("The  King\u2019s\nFund ")
    'the king’s fund'
    """
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())
