r"""Removes the captions of pictures that are not in the text: "[Illustration: The mill]".

Off by default: a caption is the author's. Switch it on where only running text is wanted. Asked for
are brackets around it, or a number and a stop after the word: "Figure 3. The mill."

Changed: 'The mill was old.\n[Illustration: The mill.]\nFigure 3: The wheel\nIt stood there.\n'
To: 'The mill was old.\nIt stood there.\n'
Kept: 'Figure 3 shows the mill.\nIllustration: none\nFigures 1. and 2. differ.\n'
"""

import re
from collections.abc import Iterator

from curate.clean.layout import whole
from curate.clean.occurrence import lines_starting
from curate.text import Proposal

STAGE = "furniture"
DEFAULT = False
_NOUN = r"(?:abb(?:ildung)?|fig(?:ur[ae]?)?|ill(?:ustration)?|image|photo(?:graph)?|plate|рис)"
_NUMBER = r"(?:\d{1,3}(?:[.-]\d{1,3})?[a-z]?|[IVXL]{1,6})"
_CAPTION = re.compile(rf"\[{_NOUN}(?:[ :.].*)?\]|{_NOUN}\.? {_NUMBER}[.:](?:\s.*)?", re.IGNORECASE)
WORDS = (
    *("abb", "abbildung", "fig", "figur", "figura", "figure", "ill", "illustration", "image"),
    *("photo", "photograph", "plate", "рис"),
)


def propose(text: str) -> Iterator[Proposal]:
    """Each such line."""
    for line in lines_starting(text, WORDS):
        if _CAPTION.fullmatch(line.text.strip()):
            yield Proposal(whole(line), "", "caption of a picture that is not in the text")
