"""`read_meta`: the metadata of a text, from its own words alone."""

from __future__ import annotations

from curate.corpus.document import Meta
from curate.corpus.metadata.author import read_author
from curate.corpus.metadata.date import read_date
from curate.corpus.metadata.head import Head
from curate.corpus.metadata.publisher import read_publisher
from curate.corpus.metadata.source_type import read_source_type
from curate.corpus.metadata.title import read_title

HEAD_AND_FOOT = 20_000
"""Characters looked at on each end: metadata stands there, and a huge text costs no more."""


def read_meta(text: str) -> Meta:
    r"""Title, date, publisher, author and source type as far as the text states them.

    >>> read_meta("A short title\n3 December 2019\n" + "A sentence of the article. " * 8).date
    '2019-12-03'
    """
    if len(text) > 2 * HEAD_AND_FOOT:
        text = text[:HEAD_AND_FOOT] + "\n" + text[-HEAD_AND_FOOT:]
    head = Head.of(text)
    publisher = read_publisher(head)
    return Meta(
        title=read_title(head, publisher),
        date=read_date(head),
        publisher=publisher,
        author=read_author(head),
        source_type=read_source_type(head, publisher),
    )
