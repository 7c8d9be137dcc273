"""What `curate reanchor` does around the search: old texts, journals, and the work list."""

from __future__ import annotations

import subprocess
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import orjson

from curate.annotate import Annotation, Journal
from curate.annotate.author import together
from curate.annotate.journal import LIVE
from curate.annotate.reanchor import Renewal, renewed
from curate.cli import output
from curate.cli.annotating import Workplace, now
from curate.corpus import Document, Project, originals
from curate.corpus.decode import decode
from curate.errors import NotTextError
from curate.finding import Finding, Place
from curate.text import amount, sha256


class Outcome(NamedTuple):
    """The revisions, written or not, and a finding for each annotation that needs a person."""

    revisions: list[Annotation]
    findings: list[Finding]


def reanchor(
    project: Project,
    docs: tuple[str, ...],
    old: Path | None,
    by_quote: bool,
    dry: bool,
    quiet: bool,
) -> Outcome:
    """Find the annotations of these documents, or of all, that stand on another raw text."""
    wanted = {project.document(id).id for id in docs}
    displaced = _displaced(project, wanted)
    revisions: list[Annotation] = []
    findings: list[Finding] = []
    with output.progress("Re-anchoring", len(displaced), quiet) as progress:
        for document, digest, annotations in displaced:
            text = old_text(project, document.id, digest, old)
            if text is None and not by_quote:
                findings.append(_lost(document, len(annotations)))
            else:
                renewal = Renewal(document.raw, text)
                made = [renewed(item, document, renewal, now()) for item in annotations]
                revisions += [item for item in made if item]
                findings += _remarks(annotations, made)
            progress(1)
    if not dry:
        _write(project, revisions)
    return Outcome(revisions, findings)


def _displaced(project: Project, wanted: set[str]) -> list[tuple[Document, str, list[Annotation]]]:
    """Documents with a digest of another text of theirs, and the live annotations on that text."""
    journals = Workplace.of(project).journals
    found: dict[tuple[str, str], list[Annotation]] = {}
    for item in journals.select(status=LIVE):
        if not wanted or item.doc in wanted:
            found.setdefault((item.doc, item.sha256), []).append(item)
    digests: dict[str, list[str]] = {}
    for id, digest in found:
        digests.setdefault(id, []).append(digest)
    return [
        (document, digest, found[document.id, digest])
        for document in project.documents()
        for digest in digests.get(document.id, ())
        if digest != document.sha256
    ]


def _write(project: Project, revisions: list[Annotation]) -> None:
    by_journal: dict[str, list[Annotation]] = {}
    for item in revisions:
        by_journal.setdefault(item.by.id, []).append(item)
    for name, items in by_journal.items():
        Journal(project.annotations_folder, name).write(together(items))


def _lost(document: Document, count: int) -> Finding:
    message = f"its old text, on which {amount(count, 'annotation')} stood, is not to be found"
    hint = "Give it with --old FILE, or go by quotes alone with --by-quote and look at the result."
    return Finding("old-text-lost", message, Place(document=document.id), hint=hint)


def _remarks(old: list[Annotation], new: list[Annotation | None]) -> Iterator[Finding]:
    for before, after in zip(old, new, strict=True):
        anchor = after.anchor if after else before.anchor
        if before.kind != "span" or anchor is None:
            continue
        place = Place(document=before.doc, offset=(after or before).start)
        quote = " ".join(before.text.split())[:60]
        if anchor.state == "orphan":
            message = f"{before.id} ({before.by.id}, {before.label}) “{quote}” is not to be found"
            hint = f"Place it: curate annotation edit {before.id} --quote …; or delete it."
            yield Finding("orphan", message, Place(document=before.doc), hint=hint)
        elif anchor.state in ("quote", "fuzzy") or (anchor.score or 0) < 1:
            message = f"{before.id} “{quote}” found as {anchor.state}, likeness {anchor.score}"
            yield Finding("moved", message, place, "note")


def old_text(project: Project, id: str, digest: str, file: Path | None) -> str | None:
    """The text with that digest: among the originals, in the file given, or in git's history."""
    if kept := originals.find(project, digest):
        return kept
    for data in _candidates(project, id, digest, file):
        try:
            text = decode(data).text
        except NotTextError:
            continue
        if sha256(text) == digest:
            return text
        for line in data.split(b"\n"):
            if id.encode() in line and (raw := _raw(line)) and sha256(raw) == digest:
                return raw
    return None


def _raw(line: bytes) -> str:
    try:
        record = orjson.loads(line)
    except orjson.JSONDecodeError:
        return ""
    raw = record.get("raw") if isinstance(record, dict) else ""
    return raw if isinstance(raw, str) else ""


def _candidates(project: Project, id: str, digest: str, file: Path | None) -> Iterator[bytes]:
    if file:
        yield file.read_bytes()
    original = project.originals_folder / digest
    if original.is_file():
        yield original.read_bytes()
    folder = project.documents_folder
    for revision in _git(project.root, "log", "--format=%H", "--", str(folder)).split():
        for name in _git(project.root, "ls-tree", "--name-only", revision, f"{folder}/").split():
            yield _git_bytes(project.root, "show", f"{revision}:./{name}")


def _git(root: Path, *arguments: str) -> str:
    return _git_bytes(root, *arguments).decode("utf-8", "replace")


def _git_bytes(root: Path, *arguments: str) -> bytes:
    """What git says; nothing where there is no git or no repository."""
    try:
        done = subprocess.run(
            ["git", *arguments], cwd=root, capture_output=True, timeout=60, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return b""
    return done.stdout if done.returncode == 0 else b""


def in_words(outcome: Outcome) -> Iterator[str]:
    """How many were found, and how."""
    spans = [item for item in outcome.revisions if item.kind == "span" and item.anchor]
    counts = Counter(item.anchor.state for item in spans if item.anchor)
    for state, count in sorted(counts.items()):
        yield f"{count:6}  {state}"
    others = len(outcome.revisions) - len(spans)
    yield f"{len(spans):6}  spans, and {others} other annotations that went along"
