"""What Datasette needs to know about the tables: titles, descriptions, facets, saved queries.

Datasette 0.65 reads all of it from a metadata file; 1.0 ignores queries there and reads them from
its configuration file. Both are written beside the database, so that `datasette serve` can be run
on them without us.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson

from curate.corpus import Project, ledger
from curate.publish.settings import PublishSettings

HERE = Path(__file__).parent
DATABASE = "corpus"
"""The database's name in addresses, from its file's name."""
METADATA = "metadata.json"
CONFIGURATION = "datasette.json"

TABLES: dict[str, dict[str, Any]] = {
    "corpus": {"description": "What this corpus is."},
    "questions": {"description": "The saved queries, as they are also listed above."},
    "documents": {
        "description": "One row for each document, with its metadata and clean text.",
        "label_column": "title",
        "facets": ["publisher", "source_type", "year"],
        "sort": "number",
    },
    "paragraphs": {"description": "Paragraphs of the clean text.", "sort": "number"},
    "paragraph_spans": {"description": "Where paragraphs start and end.", "hidden": True},
    "rules": {"description": "Cleaning rules and what they took away.", "sort_desc": "characters"},
    "edits": {"description": "What cleaning changed; reasons has the rule.", "sort": "number"},
    "reasons": {"description": "Why each edit was made: rule and phrase.", "facets": ["rule"]},
    "clusters": {"description": "Documents that are duplicates of each other."},
    "members": {"description": "Documents of each cluster."},
    "links": {"description": "Evidence for clusters: which two documents are how similar."},
    "codebook": {
        "description": "The labels: what they mean, when to use them and when not.",
        "label_column": "name",
        "facets": ["kind"],
    },
    "annotators": {"description": "Who or what annotated.", "label_column": "name"},
    "annotations": {
        "description": "Spans with a label, as they now hold.",
        "label_column": "quote",
        "facets": ["label", "status", "annotator"],
        "sort": "number",
    },
    "fragments": {"description": "The stretches of text of each annotation."},
    "fragment_spans": {"description": "Those of annotations with several.", "hidden": True},
    "relations": {"description": "Annotation to annotation.", "facets": ["label", "status"]},
    "document_labels": {"description": "What annotators said of documents.", "facets": ["label"]},
    "revisions": {"description": "Every revision of every annotation."},
    **{
        f"word_{name}": {"description": "Part of the word index.", "hidden": True}
        for name in ("arrays", "forms", "places", "segments", "spans")
    },
}

SETTINGS: dict[str, Any] = {
    "allow_facet": False,
    "allow_download": False,
    "allow_csv_stream": False,
    "suggest_facets": False,
    "truncate_cells_html": 200,
    "sql_time_limit_ms": 1000,
    "facet_time_limit_ms": 200,
    "max_returned_rows": 500,
    "default_page_size": 50,
    "max_csv_mb": 20,
}
"""Measured in both versions: suggested facets and long cells cost eight times the rest of a page,
and a page of 500 long documents is the largest answer."""


def query_files(project: Project) -> list[Path]:
    """The project's own saved queries: `schema/queries/*.sql`."""
    return sorted((project.schema_folder / "queries").glob("*.sql"))


def queries(files: list[Path]) -> dict[str, dict[str, Any]]:
    """Saved queries by name, the project's first, which may replace ours of the same name. A file
    is SQL under `-- title:` and `-- description:`.
    """
    ours = sorted((HERE / "queries").glob("*.sql"))
    paths = {path.stem: path for path in (*files, *ours)} | {path.stem: path for path in files}
    return {name: _query(path.read_text(encoding="utf-8")) for name, path in paths.items()}


def _query(text: str) -> dict[str, Any]:
    facts = dict(re.findall(r"^-- (title|description): (.+)$", text, re.MULTILINE))
    sql = re.sub(r"\A(?:-- .*\n)+", "", text).strip()
    return {**facts, "sql": sql, "hide_sql": True}


def columns() -> Iterator[tuple[str, str, str]]:
    """Table, column and description of every column that `tables.sql` has a comment on."""
    table = ""
    for line in (HERE / "tables.sql").read_text(encoding="utf-8").splitlines():
        if found := re.match(r"CREATE TABLE (\w+)", line):
            table = found.group(1)
        elif found := re.match(r'  "?(\w+)"? .*?-- (.+)', line):
            yield table, found.group(1), found.group(2)


def metadata(project: Project, settings: PublishSettings) -> dict[str, Any]:
    """Titles, descriptions and licence, the same for both versions."""
    about = project.settings
    title = about.title or about.name
    tables = {name: {"description": facts["description"]} for name, facts in TABLES.items()}
    for table, column, description in columns():
        tables[table].setdefault("columns", {})[column] = description
    facts = {"title": title, "license": about.licence, "source_url": settings.url}
    return {
        **{name: value for name, value in facts.items() if value},
        "databases": {DATABASE: {"title": title, "tables": tables}},
    }


def configuration(project: Project) -> dict[str, Any]:
    """Table settings and saved queries, as 1.0 reads them."""
    tables = {
        name: {key: value for key, value in facts.items() if key != "description"}
        for name, facts in TABLES.items()
    }
    return {"databases": {DATABASE: {"tables": tables, "queries": queries(query_files(project))}}}


def combined(metadata: dict[str, Any], configuration: dict[str, Any]) -> dict[str, Any]:
    """Both in one, as 0.65 reads them."""
    if not isinstance(metadata, dict) or not isinstance(configuration, dict):
        return configuration
    return {
        name: combined(metadata[name], configuration[name])
        if name in metadata and name in configuration
        else metadata.get(name, configuration.get(name))
        for name in {**metadata, **configuration}
    }


def files(project: Project) -> tuple[Path, Path]:
    """The metadata file and, for 1.0, the configuration file."""
    return project.build_folder / METADATA, project.build_folder / CONFIGURATION


def write(project: Project, settings: PublishSettings) -> None:
    """Write both files beside the database. Raises `WriteError`."""
    about, config = metadata(project, settings), configuration(project)
    for path, content in zip(files(project), (combined(about, config), config), strict=True):
        with ledger.replacing(path) as temporary:
            temporary.write_bytes(orjson.dumps(content, option=orjson.OPT_INDENT_2) + b"\n")
