r"""Mends text that was decoded with the wrong encoding: "Kingâ€™s", "cafÃ©".

The work is done by ftfy (Speer, 2019), which changes only what no writer would type; it is asked
only about lines that hold the marks of such damage.

Changed: 'The King\u00e2\u20ac\u2122s caf\u00c3\u00a9 took \u00c2\u00a35'
To: 'The King\u2019s caf\u00e9 took \u00a35'
Kept: 'S\u00c3O PAULO, \u00c2ngela and the ch\u00e2teau: \u201cna\u00efve\u201d'
"""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from curate.clean.layout import line_at
from curate.clean.letters import offsets, unusual
from curate.text import Line, Proposal, Span

STAGE = "characters"
ORDER = -1
MARKS = ("Ã", "Â", "â€", "â„", "Å", "Ä", "ï»¿", "Ð", "Ñ", "ð", "Î", "Ï")
"""First halves of UTF-8 pairs read as windows-1252 or Latin-1."""
LONGEST, LONGEST_PART = 20_000, 2_000
"""Characters of a line, and of a part of it between what stays, whose changes are told one by one;
a longer one is mended as a whole.
"""
_FIRST = frozenset(mark[0] for mark in MARKS)
_CONTROLS = frozenset(map(chr, range(0x80, 0xA0)))
MARGIN = 16
"""Characters of ASCII around the others of a line that ftfy is shown: it decides by fewer."""
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f](?:.*[^\x00-\x7f])?", re.DOTALL)
_STRETCH = re.compile(r"(?:\A|[\x00-\x7f]{2})([\x00-\x7f]{8,})(?:[\x00-\x7f]{2}|\Z)")


def propose(text: str) -> Iterator[Proposal]:
    """Each stretch that ftfy reads otherwise."""
    lines = {line_at(text, at) for at in _suspects(text)}
    for line in sorted(lines, key=lambda line: line.start):
        yield from _mend(line)


def _suspects(text: str) -> Iterator[int]:
    """Offsets, one a line or more, where a first half is followed by what may be a second."""
    found = unusual(text)
    for mark in MARKS if not found.isdisjoint(_FIRST) else ():
        at = text.find(mark) if mark[0] in found else -1
        while at >= 0:
            following = text[at + len(mark) : at + len(mark) + 1]
            if following and not following.isascii():
                yield at
                at = text.find("\n", at)
            at = text.find(mark, at + 1) if at >= 0 else -1
    yield from offsets(text, _CONTROLS)


def _mend(line: Line) -> Iterator[Proposal]:
    from ftfy import TextFixerConfig, fix_encoding

    settings = TextFixerConfig(restore_byte_a0=True, replace_lossy_sequences=False)
    inner = _BEYOND_ASCII.search(line.text)
    low, high = (max(0, inner.start() - MARGIN), inner.end() + MARGIN) if inner else (0, 0)
    part = line.text[low:high]
    fixed = fix_encoding(part, settings)
    for start, end, new in _changes(part, fixed) if fixed != part else ():
        why = f"decoded with the wrong encoding: {part[start:end]} stands for {new}"
        yield Proposal(Span(line.start + low + start, line.start + low + end), new, why[:200])


def _changes(old: str, new: str) -> Iterator[tuple[int, int, str]]:
    """What to replace by what; never an empty stretch."""
    for start, old_part, new_part in _apart(old, new) if len(old) <= LONGEST else [(0, old, new)]:
        if len(old_part) > LONGEST_PART:
            yield start, start + len(old_part), new_part
            continue
        for _, i1, i2, j1, j2 in SequenceMatcher(None, old_part, new_part, False).get_opcodes():
            if old_part[i1:i2] == new_part[j1:j2]:
                continue
            if i1 == i2:
                i1, j1 = (i1 - 1, j1 - 1) if i1 else (i1, j1)
                i2, j2 = (i2, j2) if i1 != i2 else (i2 + 1, j2 + 1)
            yield start + i1, start + i2, new_part[j1:j2]


def _apart(old: str, new: str) -> list[tuple[int, str, str]]:
    """The parts that may differ, with their start in the old line: what lies between long stretches
    of ASCII, of which a mended line keeps all but the ends. Comparing takes the square of the
    length, so short parts are compared fast. Where something would stand against nothing, a stretch
    was found in the wrong place: then the whole is one part.
    """
    parts = []
    at = to = 0
    for stretch in _STRETCH.finditer(old):
        found = new.find(stretch[1], to)
        for _ in range(old.count(stretch[1], at, stretch.start(1))):  # the same stands before it
            found = new.find(stretch[1], found + len(stretch[1])) if found >= 0 else found
        if found >= 0:
            parts.append((at, old[at : stretch.start(1)], new[to:found]))
            at, to = stretch.end(1), found + len(stretch[1])
    parts.append((at, old[at:], new[to:]))
    if any(bool(one) != bool(other) for _, one, other in parts):
        return [(0, old, new)]
    return parts
