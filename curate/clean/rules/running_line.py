r"""Removes running heads and feet: lines that come again wherever a page turns.

Pages turn at form feeds and where page numbers count up. A line that stands in the text as well,
away from the turns, stays there.

Changed: ('The mill stood by the river until the flood of that spring took its wheel away.\n'
          'Nobody had counted the sacks, and nobody could say who had carried them up the hill.\n'
          '\x0cTHE MILL BY THE RIVER\n'
          'In the evening the miller walked to the bridge and looked at the water for long.\n'
          'His daughter kept the books of the mill in a small hand that few could read.\n'
          '\x0cTHE MILL BY THE RIVER\n'
          'When the men of the council came they asked for the books and sat down at the table.\n'
          'They read until the lamp went out, and then they asked for another and read on.\n')
To: ('The mill stood by the river until the flood of that spring took its wheel away.\n'
     'Nobody had counted the sacks, and nobody could say who had carried them up the hill.\n'
     'In the evening the miller walked to the bridge and looked at the water for long.\n'
     'His daughter kept the books of the mill in a small hand that few could read.\n'
     'When the men of the council came they asked for the books and sat down at the table.\n'
     'They read until the lamp went out, and then they asked for another and read on.\n')
Kept: 'A head\nsome text\nA head\nmore text\nA head\nother text\n'
"""

from collections.abc import Iterator

from curate.clean.layout import whole
from curate.clean.pages import find
from curate.text import Proposal

STAGE = "furniture"


def propose(text: str) -> Iterator[Proposal]:
    """Each such line without a page number of its own."""
    for item in find(text):
        if item.number is None:
            why = f"running head or foot, at {item.turns} page turns"
            yield Proposal(whole(item.line), "", why)
