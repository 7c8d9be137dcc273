"""From bytes to text: which encoding, how sure, and when to refuse."""

from __future__ import annotations

import codecs
from contextlib import suppress
from typing import NamedTuple

from curate.errors import NotTextError

MAX_BYTES = 32 * 2**20
"""A document is one text that a person can read; a larger file is a corpus or a mistake."""

WEB = "windows-1252"
"""How web browsers read bytes that nothing is said of (WHATWG Encoding Standard)."""
FEW, FEW_SHARE = 16, 0.25
"""Bytes beyond ASCII, and their share, up to which detection is a lottery: `caf\\xe9` was read as
Urdu. In a text in another script they are most of the bytes.
"""

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


class Decoded(NamedTuple):
    """A text and the encoding its bytes were in; `note` says what a curator should know."""

    text: str
    encoding: str
    note: str = ""


def decode(data: bytes, encoding: str | None = None) -> Decoded:
    """The text of the bytes; a byte-order mark stays in it, as U+FEFF, so that nothing is lost.

    UTF-8 is taken at its word, UTF-16 and UTF-32 at their byte-order mark; any other encoding is
    detected by charset-normalizer, where enough bytes show it, and said so. Raises `NotTextError`
    for what is empty, binary, or UTF-8 with broken places.
    """
    if not data.strip():
        raise NotTextError("The file is empty", "Nothing to add; delete it or scrape it again.")
    if encoding:
        return _as(data, encoding)
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _as(data, name)._replace(note=f"read as {name} by its byte-order mark")
    if b"\0" in data:
        hint = "Convert it to text first; a UTF-16 text without mark needs --encoding utf-16-le."
        raise NotTextError("Binary data, not text", hint, data.index(b"\0"))
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        return _detect(data, error)


def _as(data: bytes, encoding: str) -> Decoded:
    try:
        return Decoded(data.decode(encoding), codecs.lookup(encoding).name)
    except LookupError as error:
        hint = "Python's names are meant, such as utf-8, windows-1252, shift_jis."
        raise NotTextError(f"Unknown encoding {encoding!r}", hint) from error
    except UnicodeDecodeError as error:
        problem = f"Not {encoding}: byte {error.start} cannot be read"
        raise NotTextError(problem, "Name another encoding.", error.start) from error


def _detect(data: bytes, error: UnicodeDecodeError) -> Decoded:
    """The best guess for bytes that are not UTF-8, unless they nearly are: then some of them are
    broken, and reading all of them as something else would only hide it.
    """
    good = len(data.decode("utf-8", "ignore")) - len(data.decode("ascii", "ignore"))
    broken = data.decode("utf-8", "replace").count("\N{REPLACEMENT CHARACTER}")
    if good >= broken:
        line = data.count(b"\n", 0, error.start) + 1
        problem = f"Broken UTF-8 at byte {error.start} (line {line})"
        raise NotTextError(problem, "Mend the file, or name --encoding.", error.start)
    if _tells_little(data):
        with suppress(NotTextError):
            return _as(data, WEB)._replace(
                note=f"read as {WEB}, as too few bytes tell its encoding"
            )
    from charset_normalizer import from_bytes

    best = from_bytes(data).best()
    if best is None:
        raise NotTextError("No encoding fits", "Name one with --encoding.", error.start)
    return _as(data, best.encoding)._replace(note=f"read as {best.encoding}, by detection")


def _tells_little(data: bytes) -> bool:
    """Are nearly all bytes ASCII, and the others too few to show what they are?"""
    others = sum(byte > 127 for byte in data)
    return others < FEW and others < FEW_SHARE * len(data)
