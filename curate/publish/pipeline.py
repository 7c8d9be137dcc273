"""Building what is published: the database and the settings files beside it, when out of date."""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from curate.annotate import codebook_file, journal
from curate.corpus import Project, cleaned, ledger
from curate.finding import Finding, Json
from curate.publish import changes, database, metadata
from curate.publish.changes import State
from curate.publish.settings import PublishSettings

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Built:
    """The database of a project, and whether this run made it; `changed` are documents of which
    something changed, None when all was built.
    """

    path: Path
    version: str
    is_new: bool
    totals: database.Totals | None = None
    findings: tuple[Finding, ...] = ()
    changed: int | None = None

    def to_json(self) -> dict[str, Json]:
        """The form printed with `--json`."""
        counts = ("documents", "characters", "paragraphs", "edits", "annotations", "relations")
        made = {name: getattr(self.totals, name) for name in counts} if self.totals else {}
        return {
            "database": str(self.path),
            "version": self.version,
            "built": self.is_new,
            "changed": self.changed,
            **made,
            "findings": [finding.to_json() for finding in self.findings],
        }

    def told(self) -> list[str]:
        """Lines for people."""
        if not self.is_new or self.totals is None:
            return [f"{self.path.name} is up to date, version {self.version}."]
        counts = ("documents", "paragraphs", "edits", "annotations", "relations")
        made = ", ".join(_count(getattr(self.totals, name), name) for name in counts)
        some = "" if self.changed is None else f"changed in {_count(self.changed, 'documents')}; "
        return [f"{self.path.name}: {made}; {some}version {self.version}."]


def _count(number: int, things: str) -> str:
    return f"{number:,} {things if number != 1 else things.removesuffix('s')}"


def database_file(project: Project) -> Path:
    """Where the database stands."""
    return project.build_folder / "corpus.db"


def manifest_file(project: Project) -> Path:
    """Where the digests of everything the database was made from stand."""
    return project.build_folder / "corpus.manifest.json"


def inputs(project: Project) -> Iterator[Path]:
    """The files that the database and the settings files are made from, where they exist."""
    yield project.root / "curate.toml"
    for shard in project.shards():
        yield shard
        yield cleaned.edits_file(project, shard)
    yield project.build_folder / "clusters.jsonl"
    yield from journal.files(project.annotations_folder)
    yield from codebook_file.files(project.schema_folder)
    yield from metadata.query_files(project)


def manifest(project: Project) -> dict[str, str]:
    """SHA-256 and size of every input, by its path inside the project, and the digest of the code
    and SQL of this folder, so that another version of `curate` builds again.
    """
    ours = hashlib.sha256()
    for path in sorted(
        (*HERE.glob("*.py"), *HERE.glob("corpus_functions/*.py"), *HERE.glob("**/*.sql"))
    ):
        ours.update(path.read_bytes())
    files = (path for path in inputs(project) if path.is_file())
    stamps = {path.relative_to(project.root).as_posix(): changes.stamp(path) for path in files}
    return {"curate": ours.hexdigest(), **stamps}


def version(digests: dict[str, str]) -> str:
    """A short name of one state of all inputs: 12 hexadecimal characters."""
    data = orjson.dumps(digests, option=orjson.OPT_SORT_KEYS)
    return hashlib.sha256(data).hexdigest()[:12]


def _standing(project: Project) -> State:
    """What the database that stands was made from; an empty state where that is not known."""
    state = State.read(manifest_file(project))
    try:
        with closing(
            sqlite3.connect(f"{database_file(project).as_uri()}?mode=ro", uri=True)
        ) as one:
            is_of_it = one.execute("SELECT version FROM corpus").fetchone() == (
                version(state.inputs),
            )
    except sqlite3.Error:
        is_of_it = False
    return state if is_of_it else State()


def build(project: Project, force: bool = False) -> Built:
    """Bring `build/corpus.db` and its settings files up to date with what they are made from: only
    what changed is written where few documents changed, everything where `force` says so.

    Raises `NotCleanedError` when a document has no edits yet, `SettingsError`, `CodebookError`
    and `WriteError`. Broken lines of journals are findings; the rest is published.
    """
    path = database_file(project)
    inputs = manifest(project)
    name = version(inputs)
    old = State() if force else _standing(project)
    if old.inputs == inputs:
        return Built(path, name, is_new=False)
    _clear(path)
    few = changes.find(project, old, inputs) if old.inputs else None
    changed = _change(project, few, name) if few else None
    state, built = changed or _build_anew(project, inputs, name)
    metadata.write(project, project.table(PublishSettings, "publish"))
    state.write(manifest_file(project))
    return built


def _clear(path: Path) -> None:
    """Take away what builds that were killed left behind: files as large as the database."""
    if os.name != "posix":
        return  # elsewhere there is no asking for a process without stopping it
    for left in path.parent.glob(f".{path.name}.*.tmp"):
        try:
            os.kill(int(left.name.split(".")[-2]), 0)
        except (ProcessLookupError, OverflowError, ValueError):
            left.unlink(missing_ok=True)


def _material(project: Project, version: str, **more: Any) -> database.Material:
    return database.Material(
        project=project.settings,
        settings=project.table(PublishSettings, "publish"),
        clusters=_clusters(project),
        questions=metadata.queries(metadata.query_files(project)),
        version=version,
        **more,
    )


def _change(
    project: Project, few: tuple[State, database.Changes], version: str
) -> tuple[State, Built] | None:
    """The database with what changed; None when it does not fit, such as an annotation that stands
    in another document.
    """
    state, found = few
    path = database_file(project)
    try:
        totals = database.update(path, _material(project, version), found)
    except sqlite3.IntegrityError:
        return None
    return state, Built(path, version, True, totals, changed=len(found.said))


def _build_anew(project: Project, inputs: dict[str, str], version: str) -> tuple[State, Built]:
    """The whole database."""
    journals = journal.read(project.annotations_folder)
    revisions = [line.annotation for lines in journals.lines.values() for line in lines]
    codebooks = [codebook_file.load(file) for file in codebook_file.files(project.schema_folder)]
    documents: dict[str, dict[str, str]] = {}
    path = database_file(project)
    material = _material(
        project,
        version,
        cleaned=changes.stamps(project, documents),
        revisions=revisions,
        current=list(journals.current.values()),
        codebooks=codebooks,
    )
    totals = database.write(path, material)
    labels = {label.id for codebook in codebooks for label in codebook.labels}
    labels |= {item.label for item in revisions}
    annotators = sorted({item.by.id for item in revisions})
    state = State(inputs, documents, annotators, sorted(labels))
    return state, Built(path, version, True, totals, journals.findings)


def _clusters(project: Project) -> Iterator[dict[str, Any]]:
    for entry in ledger.read(project.build_folder / "clusters.jsonl"):
        if not entry.problem:
            yield entry.value
