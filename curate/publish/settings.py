"""The table [publish] of `curate.toml`: what of a corpus is public, and how it is found."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PublishSettings:
    """What is published. Raw text is never part of the database as such; `removed_text` says
    whether what was removed is, from which the reading page can show the raw text.

    `annotators` publishes their names (else "annotator 1"), `notes` their notes. `own_sql` lets
    readers of a public site write SQL; on one's own machine they always may. `words` counts every
    word form for concordances and statistics, `tag` adds lemmas and parts of speech, `substrings`
    adds an index of three characters, a quarter of the text's size. `url` is where the corpus is
    published, for citations and stable addresses, `citation` how it asks to be cited.
    """

    removed_text: bool = True
    annotators: bool = True
    notes: bool = True
    own_sql: bool = False
    words: bool = True
    tag: bool = False
    substrings: bool = False
    url: str = ""
    citation: str = ""
