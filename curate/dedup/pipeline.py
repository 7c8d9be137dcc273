"""The whole search: texts in, links, clusters and repeated passages out."""

from __future__ import annotations

import hashlib
from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING

import orjson

from curate.corpus import Project, cleaned, ledger, passages
from curate.corpus.passages import Repeat
from curate.dedup import cluster, judgement
from curate.dedup.band import HALF, Numbers
from curate.dedup.found import Found
from curate.dedup.index import Index, Named, Outcome
from curate.dedup.judgement import Verdicts
from curate.dedup.link import Link
from curate.dedup.methods import Methods, choose
from curate.dedup.search import Search
from curate.dedup.settings import DedupSettings
from curate.dedup.shingle import shingles
from curate.dedup.sketch import Sketches, sketch
from curate.dedup.source import Source, corpus, size
from curate.dedup.spill import MEGABYTE, Keys
from curate.dedup.table import Links
from curate.finding import Finding

if TYPE_CHECKING:
    from curate.engines import Engine

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
    on `methods`, by default the faster ones for what is to be measured. `progress` is told of bytes
    done on this machine. An engine of many machines needs an index on storage they share.
    """
    items = index.named(source) if index else []
    before, new = _before(index, items, settings) if index else (None, size(source))
    methods, notes = (methods, []) if methods else choose(new)
    search = Search(source, Sketches(), settings, methods, verdicts)
    if engine and index:
        from curate.dedup import spread

        spread.measure(engine, items, index, methods)
        search = spread.SpreadSearch(source, Sketches(), settings, methods, verdicts, engine)
    if before:
        from curate.dedup import grown

        outcome = grown.update(
            search, before, items, list(_measured(search, progress, index, items))
        )
    else:
        outcome = _whole(search, progress, index, items, engine)
    if index:
        index.put_outcome(outcome, items)
    return _found(search, outcome, notes)


def _found(search: Search, outcome: Outcome, notes: list[Finding]) -> Found:
    """What was found by likeness, and what is found by containment and in passages."""
    settings, sketches = search.settings, search.sketches
    links, removed, standing = outcome.links, outcome.standing, {}
    if settings.is_deep:
        standing = {link.left: link for link in removed}
    if settings.contained:
        contained, standing = search.contained(standing)
        links, removed = links + Links(contained), Links.of_standing(standing)
    repeats = search.passages(standing) if settings.paragraphs or settings.runs else []
    findings = (*sketches.findings, *notes, *search.verdicts.findings)
    return Found(
        *(sketches.ids, links, search.copies, removed, repeats, settings.decisive),
        *(sketches.unit_sizes, sketches.offsets, findings),
    )


def _before(
    index: Index, items: Sequence[Named], settings: DedupSettings
) -> tuple[Outcome | None, int]:
    """What the last search found, where it can be gone on from; about how many bytes there are to
    work on.
    """
    from curate.dedup import grown

    every = sum(item.unit.size for item in items)
    before = index.outcome()
    new = grown.news(before, items, settings.decisive) if before else None
    if new is None:
        return None, every
    return before, every if settings.is_deep else new


def _whole(
    search: Search,
    progress: Callable[[int], None],
    index: Index | None = None,
    items: Sequence[Named] = (),
    engine: Engine | None = None,
) -> Outcome:
    """The outcome of a search that compares everything."""
    settings, verdicts = search.settings, search.verdicts
    with closing(Keys(settings.scheme.bands, settings.memory_mb * MEGABYTE // 8)) as keys:
        for found in _measured(search, progress, index, items):
            if not engine:
                keys.add(found if isinstance(found, array) else array("I", found.T.tobytes()))
        search.copies = search.find_copies()
        if index and engine:
            from curate.dedup import spread

            assert isinstance(search, spread.SpreadSearch)
            links, families = spread.Spread(search, index, items).linked()
        else:
            links, families = search.compare(*keys.candidates(search.copies, search.methods))
    links, standing = search.settle(links, families)
    return Outcome(
        list(zip((item.name for item in items), search.sketches.unit_sizes, strict=False)),
        array("Q", [copy << HALF | head for copy, head in search.copies.items()]),
        *(Links(links), families, Links.of_standing(standing)),
        *(settings.decisive, verdicts.same, verdicts.different),
    )


def _measured(
    search: Search,
    progress: Callable[[int], None],
    index: Index | None,
    items: Sequence[Named],
) -> Iterator[array[int] | Numbers]:
    """Measure all texts, as far as possible from the index; the keys of each unit, text by text or,
    from the index, band by band.
    """
    for number, unit in enumerate(search.source):
        keys = index.get(items[number], search.sketches) if index else None
        if keys is not None:
            yield keys
        else:
            made = sketch(unit, search.settings, search.methods)
            if index:
                index.put(items[number], made)
            yield made.keys
            made.keys = array("I")
            search.sketches.extend(made)
        progress(unit.size)


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
    texts, state = passages.searched(project), _state(project, settings, verdicts)
    found = find(corpus(project), settings, verdicts, progress, index=index, engine=engine)
    cluster.write(links_file(project), found.named_links())
    passages.write(project, _on_raw(project, found), texts)
    cluster.write(cluster.file(project), found.clusters)
    with ledger.replacing(_state_file(project)) as temporary:
        temporary.write_text(state)
    return found


def is_current(project: Project) -> bool:
    """Has the last search seen the texts, judgements and settings that stand now? It costs no more
    than a look at the files, but for those that changed.
    """
    verdicts = judgement.settle(judgement.read(project))
    state, settings = _state_file(project), project.table(DedupSettings, "dedup")
    is_there = cluster.file(project).exists() and state.exists()
    return is_there and state.read_text() == _state(project, settings, verdicts)


def _state(project: Project, settings: DedupSettings, verdicts: Verdicts) -> str:
    """Digest of all that the outcome of a search depends on."""
    units = Index(project.build_folder / "index", settings).named(corpus(project))
    said = [sorted(map(sorted, pairs)) for pairs in (verdicts.same, verdicts.different)]
    facts = [asdict(settings), [item.name for item in units], said]
    return hashlib.sha256(orjson.dumps(facts)).hexdigest()


def _state_file(project: Project) -> Path:
    return project.build_folder / "clusters.state"


def _on_raw(project: Project, found: Found) -> Iterator[Repeat]:
    """The repeated passages in raw offsets; of the documents only those are read that have any."""
    concerned = {id for item in found.passages for id in (item.doc, item.of)}
    places = [place for place, id in enumerate(found.ids if concerned else ()) if id in concerned]
    alignments, start = {}, 0
    for unit, texts in zip(corpus(project), found.unit_sizes, strict=True):
        inside = places[bisect_left(places, start) : bisect_left(places, start + texts)]
        for item in unit.cleaned([found.offsets[place] for place in inside]):
            alignments[item.document.id] = item.alignment
        start += texts
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
