"""What `curate codebook` shows and where it looks."""

from __future__ import annotations

import subprocess
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import orjson

from curate.annotate import AnnotateSettings, Codebook, Journals, Label, codebook_file
from curate.annotate.codebook_change import Difference
from curate.annotate.journal import Journal
from curate.annotate.worklist import follow
from curate.cli.annotating import Workplace, now
from curate.corpus import Project
from curate.errors import CodebookError
from curate.text import amount


def path_of(project: Project) -> Path:
    """Where the project's codebook stands. Raises `CodebookError`."""
    settings = project.table(AnnotateSettings, "annotate")
    return codebook_file.file_of_project(project.schema_folder, settings.codebook)


def older(path: Path, old: str) -> Codebook:
    """The codebook of a file, or the codebook at `path` as git had it in a revision.

    Raises `CodebookError`.
    """
    if Path(old).is_file():
        return codebook_file.load(Path(old))
    command = ["git", "show", f"{old}:./{path.name}"]
    try:
        done = subprocess.run(command, cwd=path.parent, capture_output=True, check=True, timeout=30)
        return Codebook.from_json(orjson.loads(done.stdout))
    except (OSError, subprocess.SubprocessError) as error:
        problem = f"{old!r} is neither a file nor a revision of git that has it"
        raise CodebookError(str(path), problem) from error
    except (orjson.JSONDecodeError, KeyError, TypeError) as error:
        raise CodebookError(f"{old}:{path.name}", f"{type(error).__name__}: {error}") from error


def let_follow(project: Project) -> int:
    """Write the revisions of annotations that follow a changed label; how many there were."""
    place = Workplace.of(project)
    revisions = follow(place.codebook, place.journals, now())
    for name, lines in revisions.items():
        Journal(project.annotations_folder, name).write(lines)
    return sum(map(len, revisions.values()))


def labels_at_a_glance(codebook: Codebook) -> Iterator[str]:
    """All labels by kind, with their keys."""
    yield f"{codebook.title or codebook.id}  ({codebook.id} {codebook.version})"
    for kind in ("span", "relation", "document"):
        for label in codebook.of_kind(kind):
            ends = " or ".join(label.domain), " or ".join(label.range)
            more = f"  [{' → '.join(ends)}]" if any(ends) else ""
            more = f"  [{', '.join(label.values)}]" if label.values else more
            yield f"{label.key or ' '}  {label.id:24} {label.definition}{more}"


def label_in_detail(codebook: Codebook, label: Label) -> Iterator[str]:
    """Everything the codebook says of a label."""
    key = f"  key {label.key}" if label.key else ""
    yield f"{label.title}  ({label.kind} {label.id}){key}"
    yield f"  {label.definition}"
    yield from (f"  use for: {item}" for item in label.include)
    yield from (f"  not for: {item}" for item in label.exclude)
    for example in label.examples:
        note = f" — {example.note}" if example.note else ""
        where = f" ({example.doc})" if example.doc else ""
        yield f"  example: “{example.text}”{where}{note}"
    for name in label.attributes:
        attribute = codebook.attributes.get(name)
        if attribute:
            values = ", ".join(attribute.values) or attribute.type
            usual = f" [{attribute.default}]" if attribute.default is not None else ""
            yield f"  attribute {name}: {values}{usual}"
    if label.kind == "relation":
        yield f"  leads {' or '.join(label.domain) or 'any'} → {' or '.join(label.range) or 'any'}"
    if label.values:
        yield f"  values: {', '.join(label.values)}"


def differences_in_words(differences: Iterable[Difference], journals: Journals) -> Iterator[str]:
    """One line a difference, with the number of annotations to look at again."""
    counts = Counter(item.label for item in journals.select())
    total = 0
    for item in differences:
        fields = f": {', '.join(item.fields)}" if item.fields else ""
        again = counts[item.label] if item.needs_look and item.type != "add" else 0
        total += again
        look = f"  ({amount(again, 'annotation')} to look at again)" if again else ""
        yield f"{item.type:6} {item.label}{fields}{look}"
    yield f"{amount(total, 'annotation')} to look at again"
