r"""Removes the lone copy of a passage that stands word for word in a longer paragraph.

Magazines set a sentence of the article in large type between its columns. Nothing is lost: the copy
in the paragraph stays. Only whole lines that end a sentence are copies, in a text whose paragraphs
are lines; verses and titles are not. A line that cuts a sentence is compared letter by letter, for
columns and hyphens may break the copy in the paragraph.

Changed: ('Care was slow.\nIt has worked in partnership with every local authority.\nIn time it '
          'grew. It has worked in partnership with every local authority. It went on and on, for '
          'years and years, until nobody knew any more how it had begun.')
To: ('Care was slow.\nIn time it '
     'grew. It has worked in partnership with every local authority. It went on and on, for '
     'years and years, until nobody knew any more how it had begun.')
Kept: ('It has worked in partnership with every local authority.\n'
       'It has worked in partnership with every local authority.')
"""

import re
from collections.abc import Iterator

from curate.clean.layout import line_at, whole
from curate.clean.outline import outline
from curate.clean.wrapping import ends_sentence, is_unwrapped
from curate.text import Line, Proposal

STAGE = "boilerplate"
LEAST = 40
"""Characters; shorter sentences recur by chance ("I do not know.")."""
KEY = 20
"""Characters by which the copies of a sentence are looked up."""
MOST = 800
"""Characters; no one sets more in large type."""
MOST_ALIKE = 20
"""Lines that begin alike and are compared; a line that stands there more often is no pull quote."""
MOST_CUTTING = 100
"""Lines of a text that are compared letter by letter."""
_QUOTES = " \t\n\r“”\"'‘’"
_NO_LETTER = re.compile(r"[\W_]+")
_ENDS = (".", "!", "?", ".”", "!”", "?”", ".’", '."', '!"', '?"', ".'")


def propose(text: str) -> Iterator[Proposal]:
    """Each line whose sentences stand in a longer line too; never the first line of the text."""
    if not is_unwrapped(text):
        return
    lines = outline(text)
    long = lines.lines(lines.size >= LEAST)
    candidates: dict[str, list[Line]] = {}
    for line in long:
        quote = line[0]
        if line.start and len(quote) <= MOST and quote.rstrip().endswith(_ENDS):
            candidates.setdefault(quote.lstrip(_QUOTES)[:KEY], []).append(line)
    if candidates:
        found = list(_copies(text, long, candidates))
        yield from found
        known = {proposal.span.start for proposal in found}
        rest = [line for lines in candidates.values() for line in lines if line.start not in known]
        yield from _cutting(text, rest)


def _copies(
    text: str, paragraphs: list[Line], candidates: dict[str, list[Line]]
) -> Iterator[Proposal]:
    for paragraph in paragraphs:
        sentences = paragraph[0].split(". ")
        for place, sentence in enumerate(sentences):
            alike = candidates.get(sentence.lstrip(_QUOTES)[:KEY])
            if not alike or (len(alike) == 1 and alike[0] is paragraph):
                continue
            others = [line for line in alike[:MOST_ALIKE] if line is not paragraph]
            at = paragraph.start + sum(len(one) + 2 for one in sentences[:place])
            for line in others if len(paragraph[0]) > LEAST else ():
                if _stands_in(text, line, paragraph, at):
                    why = "pull quote: the passage stands in the text as well"
                    yield Proposal(whole(line), "", why)


def _cutting(text: str, candidates: list[Line]) -> Iterator[Proposal]:
    """Those that cut a sentence and whose letters stand in the text once more."""
    cutting = [line for line in candidates if _cuts(text, line) and _is_between(text, line)]
    letters = _NO_LETTER.sub("", text) if cutting else ""
    for line in cutting[:MOST_CUTTING]:
        if letters.count(_NO_LETTER.sub("", line.text)) > 1:
            yield Proposal(whole(line), "", "pull quote: the passage stands in the text as well")


def _is_between(text: str, line: Line) -> bool:
    """Is it a sentence between the two parts of another, in two lines of prose?"""
    quote, before = line.text.strip(_QUOTES), line_at(text, line.start - 1).text
    following = line_at(text, line.end).text
    long = min(len(quote), len(before.strip()), len(following.strip())) >= LEAST
    return long and quote[0].isupper() and before.rstrip()[-1].isalnum()


def _stands_in(text: str, line: Line, paragraph: Line, at: int) -> bool:
    """Does the quote stand in the text from an offset on, and is it not a line of its own there?

    Column breaks may part the paragraph into lines.
    """
    ends_later = at + len(line.text) > paragraph.stop
    if len(paragraph.text) <= len(line.text) + KEY and not ends_later and not _cuts(text, line):
        return False
    quote = " ".join(line.text.strip(_QUOTES).split())
    copy = " ".join(text[at : at + len(line.text) + 2 * LEAST].strip(_QUOTES).split())
    longer = len(paragraph.text) > len(line.text) + KEY or at + len(quote) > paragraph.stop
    return copy.startswith(quote) and (longer or _cuts(text, line))


def _cuts(text: str, line: Line) -> bool:
    """Does the line stand in the middle of a sentence?"""
    following = text[line.end : line.end + LEAST]
    if following[:1].isalpha() and not following[0].islower():
        return False
    following = following.lstrip()
    return following[:1].islower() and not ends_sentence(line_at(text, line.start - 1).text)
