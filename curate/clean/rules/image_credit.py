r"""Removes a line that only says who made a picture: "Top image: A. Name".

Asked for are the picture's place on the page, the word credit, an agency, or a name after it.

Changed: 'The end.\nTop image: A. PHOTOGRAPHER\nPhoto credit: Jo Doe\n'
To: 'The end.\n'
Kept: 'Image: a set with all its elements.\nPhoto credit is given where it is due.\nImage: PNG\n'
"""

import re
from collections.abc import Iterator

from curate.clean.layout import whole
from curate.clean.occurrence import lines_starting
from curate.text import Proposal

STAGE = "boilerplate"
_PICTURE = r"(?:images?|photos?|photographs?|photography|pictures?|pics?|illustrations?)"
_PLACE = r"(?:banner|cover|featured?|header|hero|home ?page|lead|main|thumbnail|top)"
_AGENCY = (
    r"(?:alamy|afp|ap|depositphotos|flickr|getty|i ?stock|pixabay|reuters|shutterstock|unsplash)"
)
_CREDIT = re.compile(
    rf"(?:{_PLACE} {_PICTURE}(?: credits?| courtesy of| by)?(?: ?[:©]| -) ?\S.*"
    rf"|{_PICTURE} (?:credits?|courtesy)(?: of)?(?: ?[:©]| -| by) ?\S.*"
    rf"|(?:{_PICTURE})(?: by| ?[:©]).*\b{_AGENCY}\b.*"
    rf"|(?:credits?|©) ?:? ?.{{0,40}}\b{_AGENCY}\b.{{0,30}}"
    rf"|(?:photo(?:graph|graphy)?s?)(?: by| ?:)(?-i:(?: [A-Z][\w.’'-]*){{2,4}}))",
    re.IGNORECASE,
)
WORDS = (
    *("banner", "cover", "credit", "credits", "feature", "featured", "header", "hero", "home"),
    *("homepage", "illustration", "illustrations", "image", "images", "lead", "main", "photo"),
    *("photograph", "photographs", "photography", "photos", "pic", "pics", "picture", "pictures"),
    *("thumbnail", "top", "©"),
)
MOST = 120
"""Characters; a longer line is a caption or a sentence."""


def propose(text: str) -> Iterator[Proposal]:
    """Each such line."""
    for line in lines_starting(text, WORDS):
        credit = line.text.strip(" \t()[]")
        if len(credit) <= MOST and not credit.endswith(".") and _CREDIT.fullmatch(credit):
            yield Proposal(whole(line), "", "credit of a picture that is not in the text")
