"""Building what is published: the database and the settings files beside it, when out of date."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from curate.annotate import codebook_file, journal
from curate.corpus import Project, cleaned, ledger
from curate.finding import Finding, Json
from curate.publish import database, metadata
from curate.publish.settings import PublishSettings

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Built:
    """The database of a project, and whether this run made it."""

    path: Path
    version: str
    is_new: bool
    totals: database.Totals | None = None
    findings: tuple[Finding, ...] = ()

    def to_json(self) -> dict[str, Json]:
        """The form printed with `--json`."""
        counts = ("documents", "characters", "paragraphs", "edits", "annotations", "relations")
        made = {name: getattr(self.totals, name) for name in counts} if self.totals else {}
        return {
            "database": str(self.path),
            "version": self.version,
            "built": self.is_new,
            **made,
            "findings": [finding.to_json() for finding in self.findings],
        }

    def told(self) -> list[str]:
        """Lines for people."""
        if not self.is_new or self.totals is None:
            return [f"{self.path.name} is up to date, version {self.version}."]
        counts = ("documents", "paragraphs", "edits", "annotations", "relations")
        made = ", ".join(f"{getattr(self.totals, name):,} {name}" for name in counts)
        return [f"{self.path.name}: {made}; version {self.version}."]


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
    """SHA-256 of every input, by its path inside the project, and of the code and SQL of this
    folder, so that another version of `curate` builds again.
    """
    ours = hashlib.sha256()
    for path in sorted((*HERE.glob("*.py"), *HERE.glob("**/*.sql"))):
        ours.update(path.read_bytes())
    digests = {"curate": ours.hexdigest()}
    for path in inputs(project):
        if path.is_file():
            with path.open("rb") as file:
                digest = hashlib.file_digest(file, "sha256").hexdigest()
            digests[path.relative_to(project.root).as_posix()] = digest
    return digests


def version(digests: dict[str, str]) -> str:
    """A short name of one state of all inputs: 12 hexadecimal characters."""
    data = orjson.dumps(digests, option=orjson.OPT_SORT_KEYS)
    return hashlib.sha256(data).hexdigest()[:12]


def is_current(project: Project, digests: dict[str, str]) -> bool:
    """Was the database made from exactly these inputs?"""
    path = manifest_file(project)
    if not path.exists() or not database_file(project).exists():
        return False
    try:
        return bool(orjson.loads(path.read_bytes()) == digests)
    except orjson.JSONDecodeError:
        return False


def build(project: Project, force: bool = False) -> Built:
    """Write `build/corpus.db` and its settings files when something they are made from changed.

    Raises `NotCleanedError` when a document has no edits yet, `SettingsError`, `CodebookError`
    and `WriteError`. Broken lines of journals are findings; the rest is published.
    """
    path = database_file(project)
    digests = manifest(project)
    name = version(digests)
    if not force and is_current(project, digests):
        return Built(path, name, is_new=False)
    manifest_file(project).unlink(missing_ok=True)
    journals = journal.read(project.annotations_folder)
    settings = project.table(PublishSettings, "publish")
    codebooks = [codebook_file.load(file) for file in codebook_file.files(project.schema_folder)]
    totals = database.write(
        path,
        database.Material(
            cleaned=cleaned.read(project),
            project=project.settings,
            settings=settings,
            clusters=_clusters(project),
            revisions=[line.annotation for lines in journals.lines.values() for line in lines],
            current=list(journals.current.values()),
            codebooks=codebooks,
            questions=metadata.queries(metadata.query_files(project)),
            version=name,
        ),
    )
    metadata.write(project, settings)
    with ledger.replacing(manifest_file(project)) as temporary:
        temporary.write_bytes(orjson.dumps(digests, option=orjson.OPT_INDENT_2) + b"\n")
    return Built(path, name, True, totals, journals.findings)


def _clusters(project: Project) -> Iterator[dict[str, Any]]:
    for entry in ledger.read(project.build_folder / "clusters.jsonl"):
        if not entry.problem:
            yield entry.value
