"""Amounts of things, in words: "1 edit", "2,114 edits"."""


def amount(number: int, noun: str, many: str = "") -> str:
    """The number with its noun; `many` is the plural, where it is not `noun` and s.

    >>> amount(1, "edit"), amount(2114, "edit"), amount(0, "entry", "entries")
    ('1 edit', '2,114 edits', '0 entries')
    """
    return f"{number:,} {noun if number == 1 else many or noun + 's'}"
