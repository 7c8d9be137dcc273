r"""Joins the lines of a sentence that columns, pull quotes or page feet broke.

In a text whose paragraphs are lines, the sentence must go on in lower case, or after a word that no
sentence ends with, and reach a long line or a full stop: lists and verses do neither. In a wrapped
text only what a page turn left between two lines is taken away.

Changed: ('Organisations which deliver integrated care have been quietly developing over the years.'
          ' The aims are to\nset out the\nambition that all parts of England would be served by '
          'an integrated care system, building on what others did before them in the land.')
To: ('Organisations which deliver integrated care have been quietly developing over the years.'
     ' The aims are to set out the ambition that all parts of England would be served by '
     'an integrated care system, building on what others did before them in the land.')
Kept: ('Organisations which deliver integrated care have been quietly developing over the years;'
       ' they were asked to bring\nmilk\neggs\nbread and butter\n')
"""

from bisect import bisect_left
from collections.abc import Iterator
from itertools import pairwise

from curate.clean.layout import all_lines, line_at, starts
from curate.clean.wrapping import ends_sentence, goes_on, is_unwrapped
from curate.text import Line, Proposal, Span

STAGE = "flow"
PARAMETERS = ("seams",)
LONG = 60
"""Characters of a line that is part of a paragraph and not an item of a list."""
FRAGMENTS = 2
"""Short lines in a row that columns leave; the example document has one and two."""


def propose(text: str, seams: tuple[int, ...] = ()) -> Iterator[Proposal]:
    """Each break inside a sentence."""
    if is_unwrapped(text):
        yield from _join_paragraphs(text, seams)
    elif seams or "\f" in text:
        yield from _close_page_turns(text, seams)


def _pairs(text: str) -> Iterator[tuple[Line, Line]]:
    """Lines with text and the next such line."""
    return pairwise(line for line in all_lines(text) if line[0] and not line[0].isspace())


def _is_seam(text: str, seams: tuple[int, ...], line: Line, following: Line) -> bool:
    """Was something removed between two lines, or does the page turn there?"""
    place = bisect_left(seams, line.stop)
    seam = place < len(seams) and seams[place] <= following.start
    return seam or "\f" in text[line.stop : following.start + 1]


def _join_paragraphs(text: str, seams: tuple[int, ...]) -> Iterator[Proposal]:
    chain: list[Line] = []
    for line, following in _going_on(text):
        if following.start <= line.end or _is_seam(text, seams, line, following):
            if chain and chain[-1].start != line.start:
                yield from _join(text, chain)
                chain = []
            chain = [*(chain or [line]), following]
    yield from _join(text, chain)


def _going_on(text: str) -> Iterator[tuple[Line, Line]]:
    """Of the lines with text and the next such lines those whose sentence goes on there."""
    said = ((start, line) for start, line in starts(text) if line and not line.isspace())
    for (start, line), (following, rest) in pairwise(said):
        if goes_on(line, rest):
            yield line_at(text, start), line_at(text, following)


def _join(text: str, chain: list[Line]) -> Iterator[Proposal]:
    """A space for each break of the chain, if its lines are those of a paragraph."""
    if len(chain) < 2:
        return
    short = [len(line.text) < LONG for line in chain]
    fragments = "".join("s" if one else "l" for one in short)
    if "s" * (FRAGMENTS + 1) in fragments or "l" not in fragments:
        return
    if short[-1] and (short[-2] or not ends_sentence(chain[-1].text)):
        return
    for line, following in pairwise(chain):
        start = line.start + len(line.text.rstrip())
        end = following.start + len(following.text) - len(following.text.lstrip())
        yield Proposal(Span(start, end), " ", "line break inside a sentence")


def _close_page_turns(text: str, seams: tuple[int, ...]) -> Iterator[Proposal]:
    for line, following in _pairs(text):
        blank = following.start > line.end and _is_seam(text, seams, line, following)
        if blank and _is_one_block(text, line, following):
            why = "blank lines that a page turn left inside a paragraph"
            yield Proposal(Span(line.end, following.start), "", why)


def _is_one_block(text: str, line: Line, following: Line) -> bool:
    """Does the sentence go on, or the block of lines set alike that one of the two is in?"""
    if goes_on(line.text, following.text):
        return True
    if ends_sentence(line.text) or _indent(line) != _indent(following):
        return False
    above = line_at(text, line.start - 1) if line.start else None
    below = line_at(text, following.end) if following.end < len(text) else None
    return any(
        beside is not None and beside.text.strip() and _indent(beside) == _indent(line)
        for beside in (above, below)
    )


def _indent(line: Line) -> int:
    text = line.text.lstrip("\f")
    return len(text) - len(text.lstrip())
