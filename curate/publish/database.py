"""The database: every table written in one pass over the documents, then indexed."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

from curate.annotate import Annotation, Codebook
from curate.corpus import Cleaned, ledger
from curate.corpus.project import ProjectSettings
from curate.publish import annotation_rows, rows
from curate.publish.annotation_rows import Place, Tellable
from curate.publish.corpus_functions.index import WordIndex
from curate.publish.rows import Row
from curate.publish.settings import PublishSettings

HERE = Path(__file__).parent
APPLICATION_ID = 0x63757231
"""`PRAGMA application_id` of a published corpus ("cur1"): how the plugin knows one."""


@dataclass(frozen=True)
class Material:
    """What a database is made from. `clusters` are the records of `build/clusters.jsonl`;
    `revisions` are all lines of all journals, `current` the last of each; `questions` are the saved
    queries by name; `version` names this state of the whole.
    """

    cleaned: Iterable[Cleaned]
    project: ProjectSettings = field(default_factory=ProjectSettings)
    settings: PublishSettings = field(default_factory=PublishSettings)
    clusters: Iterable[dict[str, Any]] = ()
    revisions: Iterable[Annotation] = ()
    current: Iterable[Annotation] = ()
    codebooks: Iterable[Codebook] = ()
    questions: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    version: str = ""


@dataclass
class Totals:
    """Rows written, by table."""

    documents: int = 0
    characters: int = 0
    longest: int = 0
    paragraphs: int = 0
    edits: int = 0
    annotations: int = 0
    relations: int = 0
    rules: dict[str, list[int]] = field(default_factory=dict)


def write(path: Path, material: Material) -> Totals:
    """Write the database in place of the one that stands at `path`, whole or not at all.

    Documents are streamed; a relation whose ends are not published, and an annotation of a
    document that is not in the corpus, are left out. Raises `WriteError`.
    """
    with ledger.replacing(path) as temporary:
        temporary.unlink(missing_ok=True)
        with closing(sqlite3.connect(temporary, isolation_level=None)) as database:
            database.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            database.execute("PRAGMA page_size = 8192")
            database.execute("BEGIN")
            _run(database, "tables.sql")
            totals = _fill(database, material)
            _run(database, "after.sql")
            _index_words(database, material.project.language)
            if material.settings.substrings:
                _index_substrings(database)
            database.execute("COMMIT")
            database.execute("PRAGMA optimize")
    return totals


def _run(database: sqlite3.Connection, name: str) -> None:
    """Run a file of statements inside the open transaction (`executescript` would commit it)."""
    statement = ""
    for line in (HERE / name).read_text(encoding="utf-8").splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            database.execute(statement)
            statement = ""


def _fill(database: sqlite3.Connection, material: Material) -> Totals:
    totals = Totals()
    current = list(material.current)
    revisions = list(material.revisions)
    annotators, numbers = annotation_rows.annotator_rows(revisions or current, material.settings)
    answered = {item.proposal for item in current if item.status in ("accepted", "rejected")}
    tellable = Tellable(material.settings, numbers, answered)
    wanted = {annotation.doc for annotation in current} | {item.doc for item in revisions}
    used = {item.label: item.kind for item in (*current, *revisions) if item.label}
    _insert(database, "annotators", annotators)
    _insert(database, "codebook", annotation_rows.codebook_rows(material.codebooks, used))
    places: dict[str, Place] = {}
    documents: dict[str, int] = {}
    words = WordIndex(database) if material.settings.words else None
    for number, cleaned in enumerate(material.cleaned, start=1):
        _document(database, number, cleaned, material.settings, totals)
        if words:
            words.add(number, cleaned.text, cleaned.document.id in wanted)
        documents[cleaned.document.id] = number
        if cleaned.document.id in wanted:
            alignment = cleaned.alignment if cleaned.edits else None
            places[cleaned.document.id] = Place(number, alignment)
    _annotations(database, current, places, tellable, totals)
    if words:
        sql = 'SELECT number, document, start, "end" FROM annotations WHERE start IS NOT NULL'
        words.finish(database.execute(sql).fetchall())
    _insert(
        database,
        "revisions",
        (
            annotation_rows.revision_row(item, places[item.doc].number, tellable)
            for item in {(item.id, item.rev): item for item in revisions}.values()
            if item.doc in places
        ),
    )
    _insert(database, "rules", ((rule, *sums) for rule, sums in sorted(totals.rules.items())))
    _clusters(database, material.clusters, documents)
    _about(database, material, totals)
    return totals


def _about(database: sqlite3.Connection, material: Material, totals: Totals) -> None:
    """The saved queries, and the row of `corpus`."""
    names = ("title", "description", "sql")
    questions = material.questions.items()
    rows_of = ((name, *(facts.get(item, "") for item in names)) for name, facts in questions)
    _insert(database, "questions", rows_of)
    project, settings = material.project, material.settings
    title = project.title or project.name
    about = (project.name, title, project.licence, project.language, material.version)
    sql = "SELECT count(*) FROM annotations WHERE status != 'rejected' AND NOT answered"
    (standing,) = database.execute(sql).fetchone()
    sums = (totals.documents, totals.characters, totals.longest, standing)
    _insert(database, "corpus", [(*about, *sums, settings.url, settings.citation)])


def _document(
    database: sqlite3.Connection,
    number: int,
    cleaned: Cleaned,
    settings: PublishSettings,
    totals: Totals,
) -> None:
    _insert(database, "documents", [rows.document_row(number, cleaned)])
    paragraphs = rows.paragraph_rows(number, cleaned.text)
    _insert(database, "paragraphs", paragraphs)
    totals.documents += 1
    totals.characters += len(cleaned.text)
    totals.longest = max(totals.longest, len(cleaned.text))
    totals.paragraphs += len(paragraphs)
    if not cleaned.edits:
        return
    made = list(rows.edit_rows(number, cleaned, totals.edits + 1, settings))
    _insert(database, "edits", (row for row, _ in made))
    _insert(database, "reasons", (reason for _, reasons in made for reason in reasons))
    totals.edits += len(made)
    for edit in cleaned.edits:
        for rule in {reason.rule for reason in edit.reasons}:
            sums = totals.rules.setdefault(rule, [0, 0])
            sums[0] += 1
            sums[1] += len(edit.span)


def _annotations(
    database: sqlite3.Connection,
    current: list[Annotation],
    places: dict[str, Place],
    tellable: Tellable,
    totals: Totals,
) -> None:
    live = [item for item in current if item.status != "deleted" and item.doc in places]
    live.sort(key=lambda item: (places[item.doc].number, item.start, -item.end, item.id))
    spans = {
        item.id: number
        for number, item in enumerate((item for item in live if item.kind == "span"), start=1)
    }
    made = [
        annotation_rows.annotation_row(spans[item.id], item, places[item.doc], tellable)
        for item in live
        if item.kind == "span"
    ]
    _insert(database, "annotations", (row for row, _ in made))
    _insert(database, "fragments", (fragment for _, fragments in made for fragment in fragments))
    relations = list(_relations(live, places, spans, tellable))
    _insert(database, "relations", relations)
    labelled = [item for item in live if item.kind == "document"]
    _insert(
        database,
        "document_labels",
        (
            annotation_rows.document_label_row(number, item, places[item.doc].number, tellable)
            for number, item in enumerate(labelled, start=1)
        ),
    )
    totals.annotations, totals.relations = len(made), len(relations)


def _relations(
    live: list[Annotation],
    places: dict[str, Place],
    spans: dict[str, int],
    tellable: Tellable,
) -> Iterator[Row]:
    numbers = count(1)
    for item in live:
        if item.kind == "relation" and item.from_id in spans and item.to_id in spans:
            document, ends = places[item.doc].number, (spans[item.from_id], spans[item.to_id])
            yield annotation_rows.relation_row(next(numbers), item, document, ends, tellable)


def _clusters(
    database: sqlite3.Connection, clusters: Iterable[dict[str, Any]], documents: dict[str, int]
) -> None:
    for cluster in clusters:
        members = [documents[id] for id in cluster["members"] if id in documents]
        representative = documents.get(cluster.get("representative", ""))
        _insert(database, "clusters", [(cluster["id"], representative, len(members))])
        _insert(database, "members", ((cluster["id"], member) for member in members))
        _insert(
            database,
            "links",
            (
                (
                    cluster["id"],
                    documents[link["left"]],
                    documents[link["right"]],
                    link["similarity"],
                    link["kind"],
                )
                for link in cluster.get("links", ())
                if link["left"] in documents and link["right"] in documents
            ),
        )


def _insert(database: sqlite3.Connection, table: str, found: Iterable[Row]) -> None:
    """Insert rows that stand in the order of the table's columns."""
    iterator = iter(found)
    first = next(iterator, None)
    if first is None:
        return
    sql = f"INSERT INTO {table} VALUES ({', '.join('?' * len(first))})"
    database.execute(sql, first)
    database.executemany(sql, iterator)


def _index_words(database: sqlite3.Connection, language: str) -> None:
    """Full-text search over documents and annotated spans; the text itself is not stored twice.

    Accents do not matter, apostrophes and hyphens part words (so that a search for one spelling
    finds the others); English endings are taken off where the corpus is English.
    """
    stemmed = "porter " if language.startswith("en") else ""
    for table, columns in (("documents", "title, text"), ("annotations", "quote, note")):
        # Datasette finds an index only when its content is written this way (measured).
        database.execute(
            f"CREATE VIRTUAL TABLE {table}_fts USING fts5({columns}, "
            f'content="{table}", content_rowid="number", '
            f"tokenize='{stemmed}unicode61 remove_diacritics 2')"
        )
        database.execute(f"INSERT INTO {table}_fts ({table}_fts) VALUES ('rebuild')")


def _index_substrings(database: sqlite3.Connection) -> None:
    """Every three characters of every text, so that a part of a word is found without reading all
    texts. Without places, which only phrases would need, it takes a quarter of the text's size.
    """
    # The quotes keep Datasette from taking this for the table's search box (measured).
    database.execute(
        "CREATE VIRTUAL TABLE documents_trigram USING fts5(text, content='documents', "
        "content_rowid='number', tokenize='trigram', detail='none')"
    )
    database.execute("INSERT INTO documents_trigram (documents_trigram) VALUES ('rebuild')")
