r"""Removes menus, notices, teasers and other boilerplate, line by line, by a trained model.

The model reads plain text only: the look of each line, its words, its neighbours and the page as a
whole (see docs/line-model.md). It knows web pages in English; other languages, books, manuals and
texts that are nearly all content are left alone. `strict` keeps only what is surely content,
`keep-more` removes only what is surely not. Of long lines that say the same, the first is kept. A
page that has lost its line breaks is cut where its lines may have been.

Changed: (
    'Home\nNews\nSport\nWeather\nSign in\nSubscribe to our newsletter\nSkip to main content\n'
    'Share on Facebook\nShare on Twitter\nPrivacy Policy\n'
    'The council met on Tuesday evening to decide what will become of the old railway station. '
    'For eleven years the building has stood empty, and the roof has begun to leak.\n'
    'After two hours the members agreed that nobody should decide before the roof has been '
    'mended, and that the money for it should come from the fund for old buildings.\n'
)
To: (
    'The council met on Tuesday evening to decide what will become of the old railway station. '
    'For eleven years the building has stood empty, and the roof has begun to leak.\n'
    'After two hours the members agreed that nobody should decide before the roof has been '
    'mended, and that the money for it should come from the fund for old buildings.\n'
)
Kept: (
    'The council met on Tuesday evening to decide what will become of the old railway station. '
    'For eleven years the building has stood empty, and the roof has begun to leak.\n'
    'After two hours the members agreed that nobody should decide before the roof has been '
    'mended, and that the money for it should come from the fund for old buildings.\n'
)
"""

from collections.abc import Iterable, Sequence

from curate.text import Proposal

STAGE = "boilerplate"
ONLY_WEB = True
PARAMETERS = ("strictness",)
ORDER = 10
"""After the rules that look for one thing, so that their reasons stand first."""

WEIGHTS = "31dc9f3a5532"
"""First digits of the SHA-256 of the weights: other weights make another digest of this rule."""

GATE = "94b79c3924c4"
"""The same of the weights by which web pages are told from other texts (`line_model/page.py`).
"""


def propose(text: str, strictness: str = "balanced") -> Iterable[Proposal]:
    """One removal for each block of lines, with the model's score and its strongest reasons."""
    return propose_all([text], strictness)[0]


def propose_all(texts: Sequence[str], strictness: str = "balanced") -> Sequence[Iterable[Proposal]]:
    """The same of many texts at once, which is twice as fast."""
    from curate.clean.line_model.verdict import removals

    return removals(texts, strictness)
