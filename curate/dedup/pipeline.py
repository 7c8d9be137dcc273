"""The whole search: texts in, links, clusters and repeated passages out."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from curate.corpus import Project, cleaned, ledger, passages
from curate.corpus.passages import Repeat
from curate.dedup import band, cluster, judgement
from curate.dedup.band import PLACE
from curate.dedup.found import Found
from curate.dedup.index import Index
from curate.dedup.judgement import Verdicts
from curate.dedup.link import Link, PlacedLink
from curate.dedup.methods import Methods, choose
from curate.dedup.search import Search
from curate.dedup.settings import DedupSettings
from curate.dedup.shingle import shingles
from curate.dedup.sketch import Sketches, sketch
from curate.dedup.source import Source, corpus, size
from curate.dedup.spill import MEGABYTE, Keys
from curate.dedup.spread import Spread, measure
from curate.engines import Engine
from curate.finding import Finding

NO_VERDICTS = Verdicts()


def find(
    source: Source,
    settings: DedupSettings,
    verdicts: Verdicts = NO_VERDICTS,
    progress: Callable[[int], None] = lambda _: None,
    methods: Methods | None = None,
    index: Index | None = None,
    engine: Engine | None = None,
) -> Found:
    """Find the duplicates among the texts of a source.

    The result does not depend on the order of the texts, on what the index has, on the engine, nor
    on `methods`, by default the faster ones for the size of the source. `progress` is told of bytes
    done on this machine. An engine of many machines needs an index on storage they share.
    """
    methods, notes = (methods, []) if methods else choose(size(source))
    if engine and index:
        spread = Spread(
            *(source, measure(engine, source, index, methods), settings, methods, verdicts),
            *(engine, index),
        )
        search: Search = spread
        links, families = spread.linked()
    else:
        with closing(Keys(settings.scheme.bands, settings.memory_mb * MEGABYTE // 4)) as keys:
            sketches = _sketches(source, settings, methods, progress, index, keys)
            search = Search(source, sketches, settings, methods, verdicts)
            links, families = _linked(search, keys, index)
    links, standing = search.settle(links, families)
    if index:
        index.put_links(links, families)
    if settings.contained:
        contained, standing = search.contained(standing)
        links = links + contained
    repeats = search.passages(standing) if settings.paragraphs or settings.runs else []
    sketches = search.sketches
    findings = (*sketches.findings, *notes, *verdicts.findings)
    return Found(
        *(sketches.ids, links, search.copies, standing),
        *(repeats, settings.decisive, sketches.unit_sizes, findings),
    )


def _linked(
    search: Search, keys: Keys, index: Index | None
) -> tuple[list[PlacedLink], list[list[int]]]:
    """The links among candidates, as far as possible from the index; and large families."""
    known, links, families = index.links() if index else (0, [], [])
    pairs, more = keys.candidates(search.copies, search.methods, known)
    copied = sorted(band.pair_of(*pair) for pair in search.copies.items())
    pairs.extend(pair for pair in copied if pair & PLACE >= known)
    links = [link for link in links if _holds(link.left, link.right, search.copies)]
    large = sorted(
        {tuple(at for at in family if at not in search.copies) for family in families + more}
    )
    return links + search.check(pairs), [list(family) for family in large]


def against(
    source: Source,
    other: Source,
    settings: DedupSettings,
    progress: Callable[[int], None] = lambda _: None,
) -> tuple[list[Link], tuple[Finding, ...]]:
    """Which texts of a source (left in the links) are duplicates of texts of another (right) or,
    where settings say so, are contained in them; and what could not be read.
    """
    sought = replace(settings, paragraphs=0, runs=0)
    found = find([*other, *source], sought, progress=progress)
    return found.across(len(other)), found.findings


def _holds(left: int, right: int, copies: dict[int, int]) -> bool:
    """Would this link be looked for today? A text that became a copy has only the link to the first
    one, the others are that one's.
    """
    if left in copies or right in copies:
        return copies.get(left) == right or copies.get(right) == left
    return True


def _sketches(
    source: Source,
    settings: DedupSettings,
    methods: Methods,
    progress: Callable[[int], None],
    index: Index | None,
    keys: Keys,
) -> Sketches:
    """What is measured of all texts, as far as possible from the index; `keys` gets the keys."""
    sketches = Sketches()
    for number, unit in enumerate(source):
        made = index.get(number, unit) if index else None
        if made is None:
            made = sketch(unit, settings, methods)
            if index:
                index.put(number, unit, made)
        keys.add(made.keys)
        made.keys = array("I")
        sketches.extend(made)
        progress(unit.size)
    return sketches


def run(
    project: Project,
    given: Mapping[str, float] = {},
    progress: Callable[[int], None] = lambda _: None,
    engine: Engine | None = None,
) -> Found:
    """Find the duplicates of a project and write `clusters.jsonl`, `links.jsonl` and
    `passages.jsonl` in its build folder.

    `given` settings stand in for those of the project; a higher threshold costs no new search.
    Raises `NotCleanedError` where `curate clean` has not run.
    """
    settings = project.table(DedupSettings, "dedup")
    if given.get("threshold", 0) > settings.threshold:
        given = {"raised": given["threshold"], **given, "threshold": settings.threshold}
    settings = replace(settings, **given)  # type: ignore[arg-type]
    verdicts = judgement.settle(judgement.read(project))
    index = Index(project.build_folder / "index", settings)
    texts = passages.searched(project)
    found = find(corpus(project), settings, verdicts, progress, index=index, engine=engine)
    cluster.write(links_file(project), found.named_links())
    passages.write(project, _on_raw(project, found), texts)
    cluster.write(cluster.file(project), found.clusters)
    return found


def _on_raw(project: Project, found: Found) -> Iterator[Repeat]:
    """The repeated passages in raw offsets."""
    concerned = {id for item in found.passages for id in (item.doc, item.of)}
    alignments = {
        item.document.id: item.alignment
        for item in (cleaned.read(project, searched=True) if concerned else ())
        if item.document.id in concerned
    }
    return (item.on_raw(alignments) for item in found.passages)


def links_file(project: Project) -> Path:
    """Where the links of a project stand, one a line."""
    return project.build_folder / "links.jsonl"


def read_links(project: Project) -> Iterator[Link]:
    """The links of a project; none before `curate dedup` has run."""
    for entry in ledger.read(links_file(project)):
        value = entry.value
        yield Link(value["left"], value["right"], value["similarity"], value["kind"])


def similarity(project: Project, left: str, right: str) -> float:
    """The similarity of two documents. Raises `UnknownDocumentError` and `NotCleanedError`."""
    settings = project.table(DedupSettings, "dedup")
    texts = [cleaned.find(project, id, searched=True).text for id in (left, right)]
    one, other = (shingles(text, settings.words, settings.split_scripts) for text in texts)
    return len(one & other) / len(one | other)
