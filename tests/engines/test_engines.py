"""One set of tests holds all engines to the same results."""

import importlib.util
import json
import shutil
import threading
from functools import partial
from itertools import count
from operator import add, methodcaller

import pytest

from curate.check.filter import Instance, check_files
from curate.check.project import check_project
from curate.check.schemas import Options, load
from curate.check.schemas import find as find_schema
from curate.clean import Recipe, clean_project
from curate.clean.jsonl import clean_blocks, measure_blocks
from curate.corpus import Document, Project, Source, cleaned, shard
from curate.corpus.blocks import of_file
from curate.dedup import DedupSettings, Index, Text, find, json_lines
from curate.engines import Local, in_waves

HAS_SPARK = importlib.util.find_spec("pyspark") and shutil.which("java")


@pytest.fixture(
    scope="module",
    params=[
        "local",
        "processes",
        pytest.param("spark", marks=pytest.mark.skipif(not HAS_SPARK, reason="no pyspark or Java")),
    ],
)
def engine(request):
    if request.param == "local":
        made = Local()
    elif request.param == "processes":
        made = Local(2)
    else:
        from curate.engines.spark import Spark

        made = Spark("local[2]", {"spark.default.parallelism": "2"})
    yield made
    made.close()


def test_map_makes_one_item_and_flat_map_any_number_of_each_in_order(engine):
    flow = engine.flow(range(4)).map(partial(add, 1)).flat_map(range)
    assert list(flow.rows()) == [0, 0, 1, 0, 1, 2, 0, 1, 2, 3]


def test_fold_merges_the_measures_of_all_items(engine):
    assert engine.flow("abca").fold(frozenset, frozenset.union) == {"a", "b", "c"}
    assert engine.flow(range(9)).fold(float, add) == 36.0


def test_fold_merges_what_flat_map_made_even_of_items_of_which_nothing_was_made(engine):
    flow = engine.flow([0, 3, 0, 2]).flat_map(range)
    assert flow.fold(partial(pow, 10), add) == 1 + 10 + 100 + 1 + 10


def test_items_in_waves_come_in_order_and_only_as_they_are_asked_for(engine):
    assert list(in_waves(engine, iter(range(50)), str)) == [str(item) for item in range(50)]
    first = in_waves(engine, count(), abs)
    assert [next(first) for _ in range(30)] == list(range(30))
    first.close()


def test_processes_start_afresh_where_a_thread_runs_whose_locks_a_copy_would_hold():
    done = threading.Event()
    thread = threading.Thread(target=done.wait)
    thread.start()
    try:
        assert list(Local(2).flow(range(5)).map(str).rows()) == ["0", "1", "2", "3", "4"]
    finally:
        done.set()
        thread.join()


def test_fold_of_nothing_is_none(engine):
    assert engine.flow([]).fold(len, add) is None


def test_group_gathers_the_values_of_each_key(engine):
    flow = engine.flow(range(10)).map(methodcaller("__divmod__", 4)).group()
    found = {key: sorted(values) for key, values in flow.rows()}
    assert found == {0: [0, 1, 2, 3], 1: [0, 1, 2, 3], 2: [0, 1]}


@pytest.fixture(scope="module")
def texts():
    words = [f"word{place}" for place in range(300)]
    made = []
    for at in range(60):
        start = at // 6 * 20
        own = words[start : start + 100]
        own[at % 6 :: 25] = [f"own{at}"] * len(own[at % 6 :: 25])
        made.append(Text(f"t{at}", " ".join(own if at % 6 > 1 else words[start : start + 100])))
    return [*made, Text("whole", " ".join(words)), Text("none", "!!!")]


def test_every_engine_finds_the_duplicates_that_one_process_finds(engine, tmp_path, texts):
    import orjson

    path = tmp_path / "texts.jsonl"
    path.write_bytes(b"".join(orjson.dumps({"id": i.id, "text": i.text}) + b"\n" for i in texts))
    units = json_lines(path, block=5000)
    settings = DedupSettings(threshold=0.6)
    alone = find(units, settings)
    found = find(units, settings, index=Index(tmp_path / "index", settings), engine=engine)
    assert found.clusters == alone.clusters
    assert sorted(found.named_links()) == sorted(alone.named_links())
    assert found.passages == alone.passages
    assert {item.kind for item in alone.passages} == {"run"}
    assert {link.kind for link in alone.named_links()} == {"exact", "near", "contained"}


def pages(site, numbers):
    """Pages of one site with a line in common, a glyph, a missing word."""
    return [
        Document(
            f"{site}{at}",
            f"Home of {site}\n▲\nIt came with , her number {'i' * at}.\n",
            Source(f"https://{site}/{at}"),
        )
        for at in numbers
    ]


@pytest.fixture
def project(tmp_path, monkeypatch):
    monkeypatch.setattr("curate.corpus.blocks.BYTES", 500)
    (tmp_path / "curate.toml").write_text("")
    made = Project.find(tmp_path)
    shard.append(made.documents_folder, [*pages("one", range(9)), *pages("two", range(3))])
    more = [document.to_json() for document in (*pages("one", range(9, 12)), *pages("two", [0]))]
    path = made.documents_folder / "0002.jsonl"
    path.write_text("".join(json.dumps(item) + "\n" for item in more) + "no json\n\n[]\n")
    return made


def test_every_engine_cleans_a_project_as_one_process_does(engine, project):
    alone = clean_project(project)
    folder = project.build_folder / "edits"
    edits = {path.name: path.read_bytes() for path in folder.iterdir()}
    shutil.rmtree(folder)
    assert clean_project(project, engine=engine) == alone
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == edits
    assert [item.place.line for item in alone.findings if item.code == "broken-line"] == [5, 7]
    assert next(cleaned.read(project)).edits[0].reasons[0].why.startswith("stands in 12 of 12")


def test_every_engine_cleans_json_lines_as_one_process_does(engine, tmp_path, monkeypatch):
    monkeypatch.setattr("curate.corpus.blocks.BYTES", 500)
    path = tmp_path / "texts.jsonl"
    items = [*pages("one", range(9)), *pages("two", range(3))]
    lines = [{"id": item.id, "text": item.raw, "source": item.source.uri} for item in items]
    path.write_text("".join(json.dumps(line) + "\n" for line in lines) + "\nno json\n")

    def run(engine):
        recipe, blocks = Recipe.of(), of_file(path)
        measured = measure_blocks(engine, blocks, recipe)
        return list(clean_blocks(engine, blocks, recipe, measured))

    alone = run(Local())
    assert run(engine) == alone
    assert len(alone) > 2
    assert b"stands in 9 of 9" in alone[0].lines
    assert alone[-1].findings[-1].place.line == 14


def test_every_engine_validates_a_project_as_one_process_does(engine, project):
    clean_project(project)
    with (project.build_folder / "edits" / "0001.jsonl").open("a") as file:
        file.write('{"id": "none", "sha256": "' + "0" * 64 + '", "edits": []}\n')
    alone, read = list(check_project(project, Options())), []
    assert list(check_project(project, Options(), read.append, engine)) == alone
    assert sum(read) >= sum(path.stat().st_size for path in project.shards())
    found = {(item.code, item.place.file, item.place.line) for it in alone for item in it.findings}
    shards = [f"corpus/documents/000{number}.jsonl" for number in (1, 2)]
    assert ("document-id", shards[1], 4) in found
    assert {line for _, file, line in found if file == shards[1]} == {4, 5, 7}
    assert ("edit-mismatch", "build/edits/0001.jsonl", 13) in found


def test_every_engine_validates_json_lines_as_one_process_does(engine, project):
    path = str(project.shards()[1])
    shape = load(find_schema("document"), Options())
    for counted in (True, False):
        instances = [Instance(path, counted=counted)]
        alone = list(check_files(shape, instances, None))
        found = list(check_files(shape, instances, None, None, engine))
        assert [item for result in found for item in result.findings] == [
            item for result in alone for item in result.findings
        ]
        assert sum(result.records for result in found) == sum(result.records for result in alone)
        assert {item.line for item in alone} >= {5, 7}
