"""One set of tests holds all engines to the same results."""

import importlib.util
import shutil
from operator import add

import pytest

from curate.dedup import DedupSettings, Index, Text, find, json_lines
from curate.engines import Local

HAS_SPARK = importlib.util.find_spec("pyspark") and shutil.which("java")


@pytest.fixture(
    scope="module",
    params=[
        "local",
        pytest.param("spark", marks=pytest.mark.skipif(not HAS_SPARK, reason="no pyspark or Java")),
    ],
)
def engine(request):
    if request.param == "local":
        made = Local()
    else:
        from curate.engines.spark import Spark

        made = Spark("local[2]", {"spark.default.parallelism": "2"})
    yield made
    made.close()


def test_map_makes_one_item_and_flat_map_any_number_of_each(engine):
    flow = engine.flow(range(4)).map(lambda item: item + 1).flat_map(range)
    assert sorted(flow.rows()) == [0, 0, 0, 0, 1, 1, 1, 2, 2, 3]


def test_fold_merges_the_measures_of_all_items(engine):
    assert engine.flow("abca").fold(lambda item: {item}, set.union) == {"a", "b", "c"}
    assert engine.flow(range(9)).fold(float, add) == 36.0


def test_fold_of_nothing_is_none(engine):
    assert engine.flow([]).fold(len, add) is None


def test_group_gathers_the_values_of_each_key(engine):
    flow = engine.flow(range(10)).map(lambda item: (str(item % 3), item)).group()
    found = {key: sorted(values) for key, values in flow.rows()}
    assert found == {"0": [0, 3, 6, 9], "1": [1, 4, 7], "2": [2, 5, 8]}


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
    assert {link.kind for link in alone.named_links()} == {"exact", "near", "contained"}
