r"""Removes page numbers that count up from page to page, bare or as "- 12 -", "[Page 12]".

A number on a line of its own is a page number by its company: the next one stands a page further
on and counts one more. Columns of tables, lists and numbered parts do not.

Changed: ('The mill stood by the river until the flood of that spring took its wheel away.\n'
          'Nobody had counted the sacks, and nobody could say who had carried them up the hill.\n'
          '- 12 -\n'
          'In the evening the miller walked to the bridge and looked at the water for long.\n'
          'His daughter kept the books of the mill in a small hand that few could read.\n'
          '- 13 -\n'
          'When the men of the council came they asked for the books and sat down at the table.\n'
          'They read until the lamp went out, and then they asked for another and read on.\n'
          '- 14 -\n')
To: ('The mill stood by the river until the flood of that spring took its wheel away.\n'
     'Nobody had counted the sacks, and nobody could say who had carried them up the hill.\n'
     'In the evening the miller walked to the bridge and looked at the water for long.\n'
     'His daughter kept the books of the mill in a small hand that few could read.\n'
     'When the men of the council came they asked for the books and sat down at the table.\n'
     'They read until the lamp went out, and then they asked for another and read on.\n')
Kept: '1\n2\n3\n4\n5\n6\n7\n8\n'
"""

from collections.abc import Iterator

from curate.clean.layout import whole
from curate.clean.pages import find
from curate.text import Proposal

STAGE = "furniture"


def propose(text: str) -> Iterator[Proposal]:
    """Each line with a page number, and what else it holds."""
    for item in find(text):
        if item.number is not None:
            why = f"page number {item.number}, one of {item.counting} that count up page by page"
            yield Proposal(whole(item.line), "", why)
