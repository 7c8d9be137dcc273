"""The date of a text, as ISO 8601 at the precision the text gives."""

from __future__ import annotations

import re
from datetime import date as Date  # noqa: N812 (this module's functions speak of dates)

from curate.corpus.metadata.head import Head

MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
CENTURY = 70
"""Years of two digits from here on are of the 1900s: the web has no earlier ones, and few texts
on it are dated before 1970."""

_MONTH = r"(?P<month>[A-Za-z]{3,9})\.?"
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,?\s+)?"
_FORMS = [
    re.compile(form, re.IGNORECASE)
    for form in (
        r"(?P<year>\d{4})-(?P<number>\d{2})(?:-(?P<day>\d{2}))?(?:[T ]\d.*)?",
        rf"{_WEEKDAY}(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+{_MONTH},?\s+(?P<year>\d{{4}})",
        rf"{_WEEKDAY}{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})",
        rf"{_MONTH},?\s+(?P<year>\d{{4}})",
        r"(?P<day>\d{1,2})\.(?P<number>\d{1,2})\.(?P<year>\d{4}|\d{2})",
        r"(?P<first>\d{1,2})/(?P<second>\d{1,2})/(?P<year>\d{4})",
    )
]
_LEAD = re.compile(
    r"(?:(?:date|published|posted|updated|last updated)(?:\s+on)?\s*:?\s+)?(.*?)"
    r"(?:,?\s+(?:at\s+)?\d{1,2}[:.]\d{2}.{0,12})?",
    re.IGNORECASE,
)


def parse_date(text: str) -> str:
    """The ISO date that is the whole of `text`, or "".

    Day and month that could change places (`03/04/2018`) leave the year alone.

    >>> parse_date("20.09.18"), parse_date("April 2021"), parse_date("03/04/2018")
    ('2018-09-20', '2021-04', '2018')
    >>> parse_date("31 February 2019")
    ''
    """
    for form in _FORMS:
        if match := form.fullmatch(text.strip()):
            return _iso(match.groupdict())
    return ""


def _iso(parts: dict[str, str | None]) -> str:
    year = int(parts["year"] or 0)
    if year < 100:
        year += 1900 if year >= CENTURY else 2000
    month, day = _number(parts), int(parts.get("day") or 0)
    if "first" in parts:
        first, second = int(parts["first"] or 0), int(parts["second"] or 0)
        if first <= 12 and second <= 12 and first != second:
            return f"{year:04}"
        day, month = (first, second) if second <= 12 else (second, first)
    try:
        whole = Date(year, month, day or 1).isoformat()
    except ValueError:
        return ""
    return whole if day else whole[:7]


def _number(parts: dict[str, str | None]) -> int:
    """The month's number, 0 when its name is none."""
    if name := (parts.get("month") or "").casefold():
        starting = [place for place, month in enumerate(MONTHS, 1) if month.startswith(name[:3])]
        return starting[0] if starting and MONTHS[starting[0] - 1].startswith(name) else 0
    return int(parts.get("number") or 0)


def read_date(head: Head) -> str:
    """The date on a line of its own above the first paragraph; else the only month and year that
    stands on a line of its own anywhere, as the running foot of a magazine does; else "".
    """
    for line in head.above:
        if (match := _LEAD.fullmatch(line)) and (found := parse_date(match.group(1))):
            return found
    alone = {found for line in head.all if len(line) < 30 and (found := parse_date(line))}
    months = {found for found in alone if len(found) == len("2021-04")}
    return months.pop() if len(months) == 1 else ""
