"""The formats that python-jsonschema leaves out without further packages, as far as records use
them: for the reference engine only.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

_DATE_TIME = re.compile(
    r"\d{4}-\d\d-\d\d[Tt](?P<time>\d\d:\d\d:(?P<second>\d\d)(?:\.\d+)?)(?:[Zz]|[+-]\d\d:\d\d)",
    re.ASCII,
)
_URI = re.compile(r"(?:[A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})*", re.ASCII)
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:", re.ASCII)


def is_date_time(value: object) -> bool:
    """RFC 3339 section 5.6, without leap seconds."""
    if not isinstance(value, str):
        return True
    if not _DATE_TIME.fullmatch(value):
        return False
    try:
        datetime.fromisoformat(value.upper())
    except ValueError:
        return False
    return True


def is_uri_reference(value: object) -> bool:
    """RFC 3986 section 4.1, by its characters and the port."""
    if not isinstance(value, str):
        return True
    try:
        return bool(_URI.fullmatch(value)) and (urlsplit(value).port or 0) >= 0
    except ValueError:
        return False


def is_uri(value: object) -> bool:
    """A URI reference with a scheme."""
    return not isinstance(value, str) or (bool(_SCHEME.match(value)) and is_uri_reference(value))


def checker(cls: Any) -> Any:
    """The format checker of a jsonschema validator class, with ours added."""
    from jsonschema import FormatChecker

    made = FormatChecker(())
    made.checkers = dict(cls.FORMAT_CHECKER.checkers)
    for name, test in (
        ("date-time", is_date_time),
        ("uri", is_uri),
        ("uri-reference", is_uri_reference),
    ):
        made.checkers[name] = (test, ())
    return made
