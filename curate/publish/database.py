"""The database: every table written in one pass over the documents, then indexed."""

from __future__ import annotations

import gc
import shutil
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from curate.annotate import Annotation, Codebook
from curate.corpus import Cleaned, ledger
from curate.corpus.project import ProjectSettings
from curate.publish import annotation_rows, full_text
from curate.publish.annotation_rows import Tellable
from curate.publish.corpus_functions.index import WordIndex
from curate.publish.corpus_functions.lemmas import Reader, reader, unread
from curate.publish.corpus_functions.renewal import renew
from curate.publish.settings import PublishSettings
from curate.publish.tables import Said, Tables, by_document, insert

HERE = Path(__file__).parent
RULES = """
INSERT INTO rules SELECT rule, count(*), sum(raw_end - raw_start)
FROM (SELECT DISTINCT rule, edit FROM reasons) JOIN edits ON edits.number = edit GROUP BY rule
"""
SUMS = (
    "count(*) FROM documents",
    "coalesce(sum(characters), 0) FROM documents",
    "coalesce(max(characters), 0) FROM documents",
    "count(*) FROM annotations WHERE status != 'rejected' AND NOT answered",
)
TOTALS = (
    "documents FROM corpus",
    "characters FROM corpus",
    "count(*) FROM paragraph_spans",
    "count(*) FROM edits",
    "count(*) FROM annotations",
    "count(*) FROM relations",
)
APPLICATION_ID = 0x63757231
"""`PRAGMA application_id` of a published corpus ("cur1"): how the plugin knows one."""


@dataclass(frozen=True)
class Material:
    """What a database is made from. `clusters` are the records of `build/clusters.jsonl`;
    `revisions` are all lines of all journals, `current` the last of each; `questions` are the saved
    queries by name; `version` names this state of the whole.
    """

    cleaned: Iterable[Cleaned] = ()
    project: ProjectSettings = field(default_factory=ProjectSettings)
    settings: PublishSettings = field(default_factory=PublishSettings)
    clusters: Iterable[dict[str, Any]] = ()
    revisions: Iterable[Annotation] = ()
    current: Iterable[Annotation] = ()
    codebooks: Iterable[Codebook] = ()
    questions: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    version: str = ""


@dataclass(frozen=True)
class Changes:
    """What differs from the database that stands, by the number of the document: documents that
    are other or new, and everything said of these and of those of which something else is said.
    `annotators` are all annotators by name, as they are numbered.
    """

    texts: Mapping[int, Cleaned]
    said: Mapping[int, Said]
    annotators: Mapping[str, int]


@dataclass(frozen=True)
class Totals:
    """Rows of the tables."""

    documents: int
    characters: int
    paragraphs: int
    edits: int
    annotations: int
    relations: int


def write(path: Path, material: Material) -> Totals:
    """Write the database in place of the one that stands at `path`, whole or not at all.

    Documents are streamed; a relation whose ends are not published, and an annotation of a
    document that is not in the corpus, are left out. Raises `WriteError`.
    """
    with ledger.replacing(path) as temporary:
        temporary.unlink(missing_ok=True)
        with closing(created(temporary)) as database:
            database.execute("BEGIN")
            _run(database, "tables.sql")
            spaceless = _fill(database, material)
            _clusters(database, material.clusters)
            _run(database, "after.sql")
            totals = _about(database, material)
            full_text.create(database, material.project.language, spaceless)
            if material.settings.substrings:
                full_text.create_substrings(database)
            database.execute("COMMIT")
            database.execute("PRAGMA optimize")
    return totals


def update(path: Path, material: Material, changes: Changes) -> Totals:
    """Write a copy of the database with the changes made, in place of the one at `path`, whole or
    not at all. Of `material`, only settings, clusters and questions are read. Raises `WriteError`.
    """
    with ledger.replacing(path) as temporary:
        shutil.copyfile(path, temporary)
        with closing(created(temporary)) as database:
            database.execute("BEGIN")
            _change(database, material, changes)
            for table in ("clusters", "members", "links", "rules", "questions", "corpus"):
                database.execute(f"DELETE FROM {table}")
            _clusters(database, material.clusters)
            totals = _about(database, material)
            database.execute("COMMIT")
    return totals


def _change(database: sqlite3.Connection, material: Material, changes: Changes) -> None:
    """Take away the rows that changed, and write what they are now."""
    texts, said = changes.texts, changes.said
    tables = Tables(database, Tellable(material.settings, changes.annotators))
    full_text.forget(database, texts, said)
    for number in said:
        tables.forget_said(number)
    for number, cleaned in texts.items():
        tables.forget(number)
        tables.add(number, cleaned)
    for number, what in said.items():
        sql = "SELECT text FROM documents WHERE number = ?"
        (text,) = database.execute(sql, (number,)).fetchone()
        tables.tell(tables.place(number), text, what)
    if material.settings.words and texts:
        clean = {number: cleaned.text for number, cleaned in texts.items()}
        renew(database, clean, _reader(material))
    full_text.learn(database, texts, said)
    if not full_text.parts(database, tables.characters.spaceless()):
        full_text.create(database, material.project.language, full_text.spaceless(database))


def created(path: Path) -> sqlite3.Connection:
    """A database file that nobody reads before it is whole: no journal, nothing waits for the
    disk.
    """
    database = sqlite3.connect(path, isolation_level=None)
    pragmas = ("page_size = 8192", "journal_mode = OFF", "synchronous = OFF")
    for pragma in (*pragmas, f"application_id = {APPLICATION_ID}"):
        database.execute(f"PRAGMA {pragma}")
    return database


def _run(database: sqlite3.Connection, name: str) -> None:
    """Run a file of statements inside the open transaction (`executescript` would commit it)."""
    statement = ""
    for line in (HERE / name).read_text(encoding="utf-8").splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            database.execute(statement)
            statement = ""


def _fill(database: sqlite3.Connection, material: Material) -> str:
    """Write the rows of everything; returns the characters that part words by themselves."""
    current, revisions = list(material.current), list(material.revisions)
    settings = material.settings
    annotators, numbers = annotation_rows.annotator_rows(revisions or current, settings)
    used = {item.label: item.kind for item in (*current, *revisions) if item.label}
    insert(database, "annotators", annotators)
    insert(database, "codebook", annotation_rows.codebook_rows(material.codebooks, used))
    words = WordIndex(database, _reader(material)) if settings.words else None
    said = by_document(current, revisions)
    filled = Tables(database, Tellable(settings, numbers))
    with _kept():
        for number, cleaned in enumerate(material.cleaned, start=1):
            place = filled.add(number, cleaned)
            if cleaned.document.id in said:
                filled.tell(place, cleaned.text, said[cleaned.document.id])
            if words:
                words.add(cleaned.text)
    if words:
        words.finish()
    return filled.characters.spaceless()


@contextmanager
def _kept() -> Iterator[None]:
    """What is there now stays inside: else all that is said is looked through for rubbish again and
    again, which took a twentieth of the time.
    """
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


def _reader(material: Material) -> Reader:
    """How words are read. Raises `MissingExtraError`."""
    return reader(material.project.language) if material.settings.tag else unread


def _about(database: sqlite3.Connection, material: Material) -> Totals:
    """The saved queries, what rules did, and the row of `corpus`."""
    names = ("title", "description", "sql")
    questions = material.questions.items()
    rows_of = ((name, *(facts.get(item, "") for item in names)) for name, facts in questions)
    insert(database, "questions", rows_of)
    database.execute(RULES)
    project, settings = material.project, material.settings
    title = project.title or project.name
    about = (project.name, title, project.licence, project.language, material.version)
    sums = [database.execute(f"SELECT {sql}").fetchone()[0] for sql in SUMS]
    insert(database, "corpus", [(*about, *sums, settings.url, settings.citation)])
    return Totals(*(database.execute(f"SELECT {sql}").fetchone()[0] for sql in TOTALS))


def _clusters(database: sqlite3.Connection, clusters: Iterable[dict[str, Any]]) -> None:
    documents = dict(database.execute("SELECT id, number FROM documents"))
    for cluster in clusters:
        name = cluster["id"]
        members = [documents[id] for id in cluster["members"] if id in documents]
        representative = documents.get(cluster.get("representative", ""))
        insert(database, "clusters", [(name, representative, len(members))])
        insert(database, "members", ((name, member) for member in members))
        links = (
            (name, documents[link["left"]], documents[link["right"]], *_evidence(link))
            for link in cluster.get("links", ())
            if link["left"] in documents and link["right"] in documents
        )
        insert(database, "links", links)


def _evidence(link: dict[str, Any]) -> tuple[float, str]:
    return link["similarity"], link["kind"]
