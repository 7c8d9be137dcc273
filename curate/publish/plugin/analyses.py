"""The analyses that have a page: what each asks, and the table and picture it answers with."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple
from urllib.parse import quote, urlencode

from curate.publish import pictures
from curate.publish.corpus_functions.collocation import Collocate, collocates
from curate.publish.corpus_functions.concordance import concordance
from curate.publish.corpus_functions.frequency import frequencies
from curate.publish.corpus_functions.keywords import keywords
from curate.publish.corpus_functions.spread import along, spread
from curate.publish.corpus_functions.stream import words_of
from curate.publish.pictures import Bar, Picture, Tie
from curate.publish.plugin.document import labels, rows


class Link(NamedTuple):
    """A cell that leads somewhere, below the corpus's own pages."""

    text: str
    href: str


class Field(NamedTuple):
    """A question of a form; `choices` are (value, name) where only some can be given."""

    name: str
    label: str
    start: str = ""
    choices: tuple[tuple[str, str], ...] = ()


class Table(NamedTuple):
    """An answer: columns, rows of cells, what to say above it, and pictures."""

    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]]
    said: str = ""
    pictures: tuple[Picture, ...] = ()
    more: str = ""


class Analysis(NamedTuple):
    """A page: its name in the address, what it is for, its questions, and how it is answered;
    without an answer to its first question nothing is run, unless that has none to give.
    """

    name: str
    title: str
    about: str
    fields: tuple[Field, ...]
    run: Callable[[sqlite3.Connection, Mapping[str, str]], Table]


PAGE = 50
MOST_DRAWN = 20
WITHIN = Field("within", "Only in (year=2018-2020, publisher=NHE, label=claim.barrier …)")


def address(page: str, /, **asked: str) -> str:
    """The address of another page of ours, relative to the corpus."""
    return f"{page}?{urlencode({name: value for name, value in asked.items() if value})}"


def _number(asked: Mapping[str, str], name: str, start: int, most: int) -> int:
    value = asked.get(name, "")
    return min(max(int(value), 1), most) if value.isdecimal() else start


def _concordance(connection: sqlite3.Connection, asked: Mapping[str, str]) -> Table:
    page = _number(asked, "page", 1, 1000)
    sort: Any = asked.get("sort") or "right"
    found = concordance(
        connection,
        words_of(connection),
        asked["phrase"],
        sort if sort in dict(SORTS) else "right",
        asked.get("within", ""),
        (page - 1) * PAGE,
        PAGE,
        _number(asked, "thin", 0, 100_000) if asked.get("thin") else 0,
    )
    lines = [
        (
            line.left,
            Link(line.hit, f"read/{quote(line.document)}?at={line.at[0]}-{line.at[1]}#at"),
            line.right,
            Link(line.title, f"read/{quote(line.document)}"),
        )
        for line in found.lines
    ]
    said = f"{found.total:,} hits"
    if found.sorted < found.total:
        said += f", {found.sorted:,} of them chosen evenly and sorted"
    more = ""
    if page * PAGE < found.sorted:
        more = address("concordance", **{**asked, "page": str(page + 1)})
    return Table(("left", "hit", "right", "document"), lines, said, (), more)


def _words(connection: sqlite3.Connection, asked: Mapping[str, str]) -> Table:
    length = _number(asked, "length", 1, 6)
    within = asked.get("within", "")
    part, found = frequencies(
        connection, words_of(connection), within, length, asked.get("matching", ""), 200
    )
    lines = [
        (
            place,
            Link(item.words, address("concordance", phrase=item.words, within=within)),
            item.times,
            round(item.per_million, 1),
        )
        for place, item in enumerate(found, start=1)
    ]
    columns = ("rank", "word" if length == 1 else "words", "times", "per million")
    return Table(columns, lines, f"{part.size:,} words in {part.name}")


def _collocates(connection: sqlite3.Connection, asked: Mapping[str, str]) -> Table:
    phrase, within = asked["phrase"], asked.get("within", "")
    order = asked.get("order") or "log_dice"
    found = collocates(
        connection,
        words_of(connection),
        phrase,
        _number(asked, "left", 5, 20),
        _number(asked, "right", 5, 20),
        _number(asked, "minimum", 3, 10_000),
        within,
        order,
    )
    lines = [
        (
            Link(item.word, address("search", q=f'NEAR("{phrase}" "{item.word}", 5)')),
            item.together,
            Link(f"{item.frequency}", address("concordance", phrase=item.word)),
            *(round(value, 2) for value in item[3:]),
        )
        for item in found.found
    ]
    said = f"“{phrase}” stands {found.node:,} times"
    if found.is_sample:
        said += "; counts are from an even sample"
    return Table(tuple(name.replace("_", " ") for name in Collocate._fields), lines, said)


def _keywords(connection: sqlite3.Connection, asked: Mapping[str, str]) -> Table:
    part, against = asked["part"], asked.get("against", "")
    found = keywords(
        connection,
        words_of(connection),
        part,
        against,
        _number(asked, "minimum", 3, 10_000),
        asked.get("order") or "log_likelihood",
    )
    lines = [
        (
            Link(item.word, address("concordance", phrase=item.word, within=part)),
            item.here,
            item.there,
            round(item.log_likelihood, 2),
            round(item.log_ratio, 2),
            f"{item.low:.2f} to {item.high:.2f}",
        )
        for item in found.found
    ]
    columns = ("word", "here", "there", "log-likelihood", "log ratio", "95 % interval")
    said = f"{found.here.size:,} words in {part}, {found.there_size:,} in {against or 'the rest'}"
    picture = pictures.bars(
        f"Key words of {part} by log-likelihood",
        [
            Bar(str(word.text), float(score), word.href, f"{score:,.0f}")
            for word, _, _, score, _, _ in lines[:20]
        ],
    )
    return Table(columns, lines, said, (picture,) if lines else ())


def _spread(connection: sqlite3.Connection, asked: Mapping[str, str]) -> Table:
    phrase = asked["phrase"]
    by: Any = asked.get("by") or "document"
    words = words_of(connection)
    found = spread(connection, words, phrase, by if by in dict(PARTS) else "document")
    name = "id" if by == "document" else by

    def hits(part: str) -> str:
        within = "" if part == "unknown" else urlencode({name: part})
        return address("concordance", phrase=phrase, within=within)

    titles = _titles(connection, [item.part for item in found.shares]) if name == "id" else {}
    shares = [item._replace(part=titles.get(item.part, item.part)) for item in found.shares]
    links = [hits(item.part) for item in found.shares]
    lines = [
        (Link(item.part, link), item.times, item.words, round(item.per_million, 1))
        for item, link in zip(shares, links, strict=True)
    ]
    said = f"“{phrase}” stands {found.total:,} times"
    if found.measures:
        spread_over = found.measures
        said += (
            f", in {spread_over.range:,} parts. Juilland’s D {spread_over.juilland_d:.3f} "
            f"(1 is even), Gries’s DP {spread_over.dp:.3f} (0 is even), "
            f"normalised {spread_over.dp_norm:.3f}"
        )
    drawn = [
        pictures.bars(
            f"“{phrase}” in a million words, by {by.replace('_', ' ')}",
            [
                Bar(item.part, item.per_million, link, f"{item.per_million:,.0f}")
                for item, link in zip(shares[:MOST_DRAWN], links, strict=False)
            ],
        )
    ]
    if name == "id" and lines:
        ids = [item.part for item in found.shares[:MOST_DRAWN]]
        drawn.append(_strips(connection, phrase, ids))
    return Table(("part", "times", "words", "per million"), lines, said, tuple(drawn))


def _titles(connection: sqlite3.Connection, ids: list[str]) -> dict[str, str]:
    sql = "SELECT title FROM documents WHERE id = ?"
    return {id: connection.execute(sql, (id,)).fetchone()[0] for id in ids}


def _strips(connection: sqlite3.Connection, phrase: str, ids: list[str]) -> Picture:
    words = words_of(connection)
    found = []
    for id in ids:
        number, title = connection.execute(
            "SELECT number, title FROM documents WHERE id = ?", (id,)
        ).fetchone()
        places, _ = along(connection, words, phrase, number)
        bar = Bar(title, len(places), address("concordance", phrase=phrase, within=f"id={id}"))
        found.append((bar, places[:500]))
    return pictures.strips(f"Where “{phrase}” stands, from beginning to end", found)


TOGETHER = """
WITH placed AS (
  SELECT DISTINCT paragraph, label FROM annotations
  WHERE paragraph IS NOT NULL AND status != 'rejected' AND NOT answered
)
SELECT one.label AS one, other.label AS other, count(*) AS paragraphs
FROM placed AS one JOIN placed AS other
  ON other.paragraph = one.paragraph AND other.label > one.label
GROUP BY one.label, other.label ORDER BY paragraphs DESC, one.label, other.label LIMIT 400
"""


def _together(connection: sqlite3.Connection, asked: Mapping[str, str]) -> Table:
    names = {label.id: label.name for label in labels(connection).values()}
    found = rows(connection, TOGETHER, ())
    used = {row[side] for row in found for side in ("one", "other")}
    order = [id for id in names if id in used]
    ties = [Tie(names[row["one"]], names[row["other"]], row["paragraphs"]) for row in found]
    lines = [
        (
            Link(names[row["one"]], address("search", q="", label=row["one"])),
            Link(names[row["other"]], address("search", q="", label=row["other"])),
            row["paragraphs"],
        )
        for row in found
    ]
    picture = pictures.matrix(
        "Labels that stand in the same paragraph", [names[id] for id in order][:20], ties
    )
    return Table(("label", "with", "paragraphs"), lines, "", (picture,) if lines else ())


SAYS = """
SELECT coalesce(json_extract(who.attributes, '$.name'), who.quote) AS who,
  claim.label, count(*) AS claims, min(documents.id || '#' || claim.id) AS first
FROM relations
JOIN annotations AS claim ON claim.number = relations.source
JOIN annotations AS who ON who.number = relations.target
JOIN documents ON documents.number = claim.document
WHERE relations.label = 'attributed_to' AND relations.status = 'accepted'
GROUP BY 1, claim.label ORDER BY claims DESC, who, claim.label LIMIT 200
"""


def _says(connection: sqlite3.Connection, asked: Mapping[str, str]) -> Table:
    names = {label.id: label.name for label in labels(connection).values()}
    found = rows(connection, SAYS, ())
    ties = [Tie(row["who"], names[row["label"]], row["claims"]) for row in found[:40]]
    lines = [
        (
            Link(row["who"], address("search", q=f'"{row["who"]}"', **{"in": "annotations"})),
            names[row["label"]],
            row["claims"],
            Link("the first", "read/" + row["first"]),
        )
        for row in found
    ]
    picture = pictures.network("Who says what", ties)
    return Table(("who", "what", "claims", "read"), lines, "", (picture,) if lines else ())


SORTS = (
    ("right", "by what follows"),
    ("left", "by what stands before"),
    ("word", "by the words found"),
    ("place", "as in the corpus"),
    ("random", "at random"),
)
PARTS = (
    ("document", "document"),
    ("publisher", "publisher"),
    ("source_type", "kind of source"),
    ("year", "year"),
    ("language", "language"),
    ("author", "author"),
)
MEASURES = tuple((name, name.replace("_", " ")) for name in Collocate._fields[1:])
PHRASE = Field("phrase", "Word or phrase; * stands for the rest of a word")

ANALYSES = {
    analysis.name: analysis
    for analysis in (
        Analysis(
            "concordance",
            "Concordance",
            "Every place of a word or phrase, one a line, with what stands around it.",
            (
                PHRASE,
                Field("sort", "Sorted", "right", SORTS),
                WITHIN,
                Field("thin", "At most this many, chosen at random"),
            ),
            _concordance,
        ),
        Analysis(
            "words",
            "Words",
            "Which words, or runs of words, are the most frequent.",
            (
                Field("length", "Words in a run", "1", tuple((str(n),) * 2 for n in range(1, 7))),
                Field("matching", "Only words like (integr*)"),
                WITHIN,
            ),
            _words,
        ),
        Analysis(
            "collocates",
            "Collocates",
            "Which words stand around a word more often than by chance.",
            (
                PHRASE,
                Field("left", "Words before", "5"),
                Field("right", "Words after", "5"),
                Field("minimum", "Together at least", "3"),
                Field("order", "Sorted by", "log_dice", MEASURES),
                WITHIN,
            ),
            _collocates,
        ),
        Analysis(
            "keywords",
            "Key words",
            "Which words set one part of the corpus apart from another.",
            (
                Field("part", "Part (label=claim.barrier, publisher=NHE, year=2018 …)"),
                Field("against", "Against; left empty: all the rest"),
                Field("minimum", "At least this often", "3"),
                Field(
                    "order",
                    "Sorted by",
                    "log_likelihood",
                    (("log_likelihood", "log-likelihood"), ("log_ratio", "log ratio")),
                ),
            ),
            _keywords,
        ),
        Analysis(
            "spread",
            "Spread",
            "In which parts of the corpus a word or phrase stands, how evenly, and when.",
            (PHRASE, Field("by", "By", "document", PARTS)),
            _spread,
        ),
        Analysis(
            "together",
            "Labels together",
            "Which labels stand in the same paragraph.",
            (),
            _together,
        ),
        Analysis(
            "says",
            "Who says what",
            "To whom the annotators attribute which kinds of claim.",
            (),
            _says,
        ),
    )
}
