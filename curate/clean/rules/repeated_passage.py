r"""Removes passages that repeat an earlier one, in the same document or another. Off by default.

`curate dedup` finds them and `[clean] passages` in curate.toml says what becomes of them: they stay
("leave"), each is pointed out and stays ("mark"), or goes ("remove"). This rule comes after all
others and sees the text that was searched, so what goes never changes what is found.

Kept: 'A passage that stands nowhere else.\n'
"""

import re
from collections.abc import Iterable, Iterator

from curate.text import Proposal, Span

STAGE = "passages"
DEFAULT = False
PARAMETERS = ("passages",)
_AFTER = re.compile(r"[^\w\s]*\s*")


def propose(text: str, passages: Iterable[tuple[Span, str]] = ()) -> Iterator[Proposal]:
    """Each passage with the signs and the white space behind it, so that one gap is left; at the
    end of the text with the white space before it, so that the last line keeps its break.
    """
    kept = len(text.rstrip())
    for span, why in sorted(passages, reverse=True):
        start, end = span.start, span.end
        if not start or text[start - 1].isspace():
            found = _AFTER.match(text, end)
            end = found.end() if found else end
        if end >= kept:
            start = len(text[:start].rstrip())
            end = kept if start else len(text)
            kept = min(kept, start)
        yield Proposal(Span(start, max(end, span.end)), "", why)
