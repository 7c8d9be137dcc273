r"""Removes a note in the last lines that advertises another publication of the author.

It calls the author by the first name or a pronoun, says "has also" and ends with a title after a
colon. What an article says about the people in it is written otherwise and stays.

Changed: ('Leaders must take up the challenge.\n'
          'Chris has also collaborated with a trust on their publication: Care in the city')
To: 'Leaders must take up the challenge.\n'
Kept: ('Leaders must take up the challenge.\n'
       'The board has also published a report. It names three reasons: cost, time and trust.')
"""

import re
from collections.abc import Iterator

from curate.clean.layout import whole
from curate.clean.occurrence import lines_holding
from curate.text import Proposal

STAGE = "boilerplate"
_NOTE = re.compile(
    r"(?:[A-Z][\w’'-]+|He|She|They)(?: [A-Z][\w’'-]+)? (?:has|have|is|was) (?:also|recently) "
    r"[^.:!?]*\b(?:article|blog|book|briefing|chapter|paper|podcast|publication|report)s?"
    r"(?: called| entitled)?: ?[^.]{3,150}"
)


def propose(text: str) -> Iterator[Proposal]:
    """Each such line in the second half of the text."""
    second_half = text.rfind("\n", 0, len(text) // 2) + 1
    for line in lines_holding(text, ("also ", "recently "), second_half):
        if line.start and line.stop * 2 > len(text) and _NOTE.fullmatch(line.text.strip()):
            yield Proposal(whole(line), "", "note about another publication of the author")
