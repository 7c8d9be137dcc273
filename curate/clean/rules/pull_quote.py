r"""Removes the lone copy of a passage that stands word for word in a longer paragraph.

Magazines set a sentence of the article in large type between its columns. Nothing is lost: the copy
in the paragraph stays. Only whole lines that end a sentence are copies; verses and titles are not.

Changed: ('Care was slow.\nIt has worked in partnership with every local authority.\nIn time it '
          'grew. It has worked in partnership with every local authority. It went on and on.')
To: ('Care was slow.\nIn time it '
     'grew. It has worked in partnership with every local authority. It went on and on.')
Kept: ('It has worked in partnership with every local authority.\n'
       'It has worked in partnership with every local authority.')
"""

from collections.abc import Iterator

from curate.clean.layout import all_lines, whole
from curate.text import Line, Proposal

STAGE = "furniture"
LEAST = 40
"""Characters; shorter sentences recur by chance ("I do not know.")."""
MOST = 800
"""Characters; no one sets more in large type."""
_ENDS = (".", "!", "?", ".”", "!”", "?”", ".’", '."', '!"', '?"', ".'")


def propose(text: str) -> Iterator[Proposal]:
    """Each line whose sentences stand in a longer line too; never the first line of the text."""
    candidates: dict[str, list[Line]] = {}
    for line in all_lines(text)[1:]:
        if LEAST <= len(line.text) <= MOST and line.text.rstrip().endswith(_ENDS):
            candidates.setdefault(_key(line.text), []).append(line)
    if candidates:
        yield from _copies(text, candidates)


def _key(sentence: str) -> str:
    """The beginning of a sentence, by which its copies are looked up."""
    return sentence.strip(" \t“”\"'‘’")[: LEAST // 2]


def _copies(text: str, candidates: dict[str, list[Line]]) -> Iterator[Proposal]:
    for paragraph in all_lines(text):
        if len(paragraph.text) <= LEAST:
            continue
        for sentence in paragraph.text.split(". "):
            for line in candidates.get(_key(sentence), ()):
                words = line.text.strip(" \t“”\"'‘’")
                if len(paragraph.text) > len(line.text) + LEAST // 2 and words in paragraph.text:
                    why = "pull quote: the passage stands in the text as well"
                    yield Proposal(whole(line), "", why)
