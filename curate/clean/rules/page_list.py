r"""Removes a list of page labels that count up: "Page 1 | Page 2 | Page 3".

A page viewer lists its pages so. Three labels in a row, counting by one, on lines of their own are
asked for; bare numbers are none.

Changed: 'The end.\nPage 1 |\nPage 2 |\nPage 3\n'
To: 'The end.\n'
Kept: 'Page 12 names them.\nPage 1 shows the plan.\nPage 2 shows the cost.\nPage 3 ends it.\n'
"""

import re
from collections.abc import Iterator

from curate.clean.layout import block, line_at
from curate.clean.letters import folded
from curate.clean.pages.figures import are_among
from curate.clean.pages.row import rows
from curate.text import Proposal

STAGE = "furniture"
LEAST = 3
"""Fewer labels in a row also stand in prose headings; the example document has 88."""
WORDS = ("page ", "pagina ", "página ", "seite ", "стр. ")
LONGEST = max(map(len, WORDS))
_LETTERS = "pPsS?"
"""The letters these begin with; `?` are those beyond Latin-1."""
_SEPARATOR = r"[ \t\r\n|/·•,–-]*"
_LABEL = re.compile(
    r"(?:page|pagina|página|seite|стр\.) (\d{1,5})(?: ?(?:of|de|di|von|из|/) ?\d{1,5})?"
    + _SEPARATOR
)


def propose(text: str) -> Iterator[Proposal]:
    """Each run of labels, from the start of its first line to the end of its last."""
    found = rows(text)
    starts = found.start[are_among(found.first, _LETTERS) & (found.start == found.begin)].tolist()
    labels = [at for at in starts if text[at : at + LONGEST].lower().startswith(WORDS)]
    if not any(text[at - 1 : at] in ("", "\n") for at in labels):
        return
    low = folded(text)
    run: list[re.Match[str]] = []
    for match in _LABEL.finditer(low):
        if run and (match.start() != run[-1].end() or int(match[1]) != int(run[-1][1]) + 1):
            yield from _remove(text, run)
            run = []
        run.append(match)
    yield from _remove(text, run)


def _remove(text: str, run: list[re.Match[str]]) -> Iterator[Proposal]:
    if len(run) < LEAST:
        return
    first = line_at(text, run[0].start())
    last = line_at(text, run[-1].start(1))
    starts = not text[first.start : run[0].start()].strip(" \t|")
    if starts and run[-1].end() >= last.stop:
        why = f"list of {len(run)} page labels, {run[0][1]} to {run[-1][1]}"
        yield Proposal(block(first, last), "", why)
