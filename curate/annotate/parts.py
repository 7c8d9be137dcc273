"""The parts of an annotation's record, and ids.

Each is read from JSON by `from_json`, which raises `KeyError`, `TypeError` or `ValueError` for what
cannot be one, and written by `to_json`, without what is empty.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Literal, NamedTuple, TypeAlias

from curate.finding import Json
from curate.text import Span

Maker: TypeAlias = Literal["person", "pattern", "model", "import", "curation"]
AnchorState: TypeAlias = Literal["exact", "mapped", "quote", "fuzzy", "orphan"]

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_LENGTH = 12


def new_id(number: int) -> str:
    """The annotation id of a random number: `a` and 12 base-36 characters (62 bits, so that two
    of a million annotations share one with a chance of one in ten million).

    >>> new_id(35 + 36)
    'a00000000001z'
    """
    digits = []
    for _ in range(_LENGTH):
        number, digit = divmod(number, 36)
        digits.append(_DIGITS[digit])
    return "a" + "".join(reversed(digits))


def id_of(*facts: str) -> str:
    """The annotation id that stands for these facts: the same facts give the same id, so that a
    tool that runs twice proposes nothing twice.
    """
    digest = hashlib.sha256("\0".join(facts).encode("utf-8")).digest()
    return new_id(int.from_bytes(digest[:16], "big"))


class Fragment(NamedTuple):
    """A stretch of raw text: offsets in code points, the end excluded, what stood there, and up to
    32 raw characters on each side.
    """

    start: int
    end: int
    exact: str
    prefix: str = ""
    suffix: str = ""

    @property
    def span(self) -> Span:
        """Its span. Raises `InvalidSpanError` when the offsets are impossible."""
        return Span(self.start, self.end)

    def to_json(self) -> dict[str, Any]:
        """The stored form."""
        return _filled(self)

    @classmethod
    def from_json(cls, record: Mapping[str, Any]) -> Fragment:
        """The fragment of a stored form."""
        start, end, exact = record["start"], record["end"], record["exact"]
        if type(start) is not int or type(end) is not int or not 0 <= start < end:
            raise ValueError(f"a fragment from {start!r} to {end!r}")
        prefix, suffix = record.get("prefix", ""), record.get("suffix", "")
        check_texts(exact, prefix, suffix)
        return cls(start, end, exact, prefix, suffix)


class By(NamedTuple):
    """Who made an annotation: `id` is the journal's name, `tool` and `rule` say by what means,
    `confidence` (0 to 1) how sure a model was.
    """

    id: str
    type: Maker = "person"
    tool: str = ""
    rule: str = ""
    confidence: float | None = None

    def to_json(self) -> dict[str, Any]:
        """The stored form."""
        return _filled(self)

    @classmethod
    def from_json(cls, record: Mapping[str, Any]) -> By:
        """The maker of a stored form."""
        get = record.get
        tool, rule = get("tool", ""), get("rule", "")
        return _by(record["id"], record["type"], tool, rule, get("confidence"))


@lru_cache(maxsize=4096)
def _by(id: str, type: Maker, tool: str, rule: str, confidence: float | None) -> By:
    """The same maker for the same facts: a journal says them in every line."""
    check_texts(id, type, tool, rule)
    return By(id, type, tool, rule, confidence)


class Edition(NamedTuple):
    """A codebook as it was when an annotation was made."""

    id: str
    version: str

    def to_json(self) -> dict[str, Any]:
        """The stored form."""
        return self._asdict()

    @classmethod
    def from_json(cls, record: Mapping[str, Any]) -> Edition:
        """The edition of a stored form."""
        return _edition(record["id"], record["version"])


@lru_cache(maxsize=4096)
def _edition(id: str, version: str) -> Edition:
    """The same edition for the same facts."""
    check_texts(id, version)
    if not all(number.isdecimal() for number in version.split(".")):
        raise ValueError(f"version {version!r} is not major.minor.patch")
    return Edition(id, version)


class Anchor(NamedTuple):
    """How an annotation came to its place when the raw text was replaced by a newer one; the old
    place is kept in `spans`, over the text with digest `sha256`.
    """

    state: AnchorState
    score: float | None = None
    sha256: str = ""
    spans: tuple[tuple[int, int], ...] = ()

    def to_json(self) -> dict[str, Any]:
        """The stored form, with the old place as `from`."""
        record: dict[str, Any] = {"state": self.state}
        if self.score is not None:
            record["score"] = self.score
        if self.sha256:
            record["from"] = {"sha256": self.sha256, "spans": [list(span) for span in self.spans]}
        return record

    @classmethod
    def from_json(cls, record: Mapping[str, Any]) -> Anchor:
        """The anchor of a stored form."""
        old = record.get("from") or {}
        spans = tuple((start, end) for start, end in old.get("spans", ()))
        made = cls(record["state"], record.get("score"), old.get("sha256", ""), spans)
        check_texts(made.state, made.sha256)
        return made


class Origin(NamedTuple):
    """Where an imported annotation came from; `extra` holds what has no place in our record."""

    format: str
    file: str = ""
    id: str = ""
    extra: Mapping[str, Json] = {}

    def to_json(self) -> dict[str, Any]:
        """The stored form."""
        return _filled(self)

    @classmethod
    def from_json(cls, record: Mapping[str, Any]) -> Origin:
        """The origin of a stored form."""
        made = cls(**record)
        check_texts(made.format, made.file, made.id)
        return made


def _filled(part: Fragment | By | Origin) -> dict[str, Any]:
    return {name: item for name, item in part._asdict().items() if item not in ("", None, {})}


def check_texts(*values: object) -> None:
    """Raises `TypeError` for a value that is no text."""
    if values and {*map(type, values)} != {str}:
        bad = next(value for value in values if type(value) is not str)
        raise TypeError(f"{bad!r} is not a text")
