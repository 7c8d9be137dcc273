import pytest

from curate.corpus.blocks import OnDisk
from curate.dedup import DedupSettings, Index, Text, find, index, json_lines, link, sketch, source
from curate.dedup.methods import PLAIN

SETTINGS = DedupSettings(order=("id",), contained=0)


@pytest.fixture
def corpus(tmp_path, articles, vary, write_lines):
    """A file of near copies, in small units; the units, and the index beside it."""

    def make(count: int):
        texts = [
            Text(f"t{at:02}", vary(articles[at % 5].text, at // 5, seed=at)) for at in range(count)
        ]
        path = write_lines(tmp_path / "texts.jsonl", texts)
        return json_lines(path, block=20_000), Index(tmp_path / "index", SETTINGS)

    return make


def outcome(found):
    return found.clusters, sorted(found.named_links()), found.passages, list(found.rows())


def counting(monkeypatch):
    """How many units were measured and how many pairs compared."""
    given = {"sketch": 0, "pairs": 0}

    def sketched(unit, *rest):
        given["sketch"] += 1
        return sketch.sketch(unit, *rest)

    def compared(texts, pairs, scheme):
        given["pairs"] += len(pairs)
        return link.compare(texts, pairs, scheme)

    monkeypatch.setattr("curate.dedup.pipeline.sketch", sketched)
    monkeypatch.setattr("curate.dedup.methods.PLAIN", PLAIN._replace(compare=compared))
    return given


def test_blocks_hold_every_line_once(tmp_path):
    path = tmp_path / "lines.jsonl"
    path.write_bytes(b"".join(b'{"id": %d, "text": "%s"}\n' % (at, b"x" * at) for at in range(90)))
    for block in (1, 30, 100, 10_000):
        units = json_lines(path, block)
        assert [item.id for unit in units for item in unit.read()] == [str(at) for at in range(90)]
    (tmp_path / "empty.jsonl").touch()
    assert json_lines(tmp_path / "empty.jsonl") == []


def test_texts_are_read_again_by_their_offsets(corpus):
    units, _ = corpus(12)
    for unit in units:
        items = list(unit.read())
        assert list(unit.pick([item.offset for item in items])) == [item.text for item in items]


def test_the_second_run_measures_nothing_and_finds_the_same(corpus, monkeypatch):
    units, kept = corpus(20)
    first = find(units, SETTINGS, index=kept)
    calls = counting(monkeypatch)
    units, kept = corpus(20)
    assert outcome(find(units, SETTINGS, index=kept)) == outcome(first)
    assert calls == {"sketch": 0, "pairs": 0}


def test_texts_added_later_cost_their_units_and_the_result_is_that_of_a_whole_run(
    corpus, monkeypatch
):
    units, kept = corpus(20)
    find(units, SETTINGS, index=kept)
    calls = counting(monkeypatch)
    units, kept = corpus(27)
    grown = find(units, SETTINGS, index=kept)
    assert calls["sketch"] < len(units) - 1
    assert outcome(grown) == outcome(find(units, SETTINGS))


def test_an_interrupted_run_goes_on_with_the_same_result(corpus, monkeypatch):
    units, kept = corpus(20)
    whole = find(units, SETTINGS)

    class StopError(Exception):
        pass

    def interrupt(_size):
        if len(list(kept.folder.iterdir())) == 2:
            raise StopError

    with pytest.raises(StopError):
        find(units, SETTINGS, progress=interrupt, index=kept)
    calls = counting(monkeypatch)
    units, kept = corpus(20)
    assert outcome(find(units, SETTINGS, index=kept)) == outcome(whole)
    assert calls["sketch"] == len(units) - 2


def test_a_changed_text_is_measured_again(corpus, monkeypatch):
    units, kept = corpus(20)
    find(units, SETTINGS, index=kept)
    path = units[0].block.path
    path.write_bytes(
        path.read_bytes().replace(b"integrated", b"INTEGRATED").replace(b"care", b"ward", 9)
    )
    kept = Index(kept.folder, SETTINGS)
    assert outcome(find(units, SETTINGS, index=kept)) == outcome(find(units, SETTINGS))


def test_a_touched_file_is_not_measured_again(corpus, monkeypatch):
    units, kept = corpus(20)
    find(units, SETTINGS, index=kept)
    units[0].block.path.write_bytes(units[0].block.path.read_bytes())
    calls = counting(monkeypatch)
    find(units, SETTINGS, index=Index(kept.folder, SETTINGS))
    assert calls["sketch"] == 0


def test_other_settings_and_broken_files_are_not_taken_for_an_index(corpus):
    units, kept = corpus(20)
    find(units, SETTINGS, index=kept)
    other = DedupSettings(threshold=0.7, order=("id",))
    found = find(units, other, index=Index(kept.folder, other))
    assert outcome(found) == outcome(find(units, other))
    for path in kept.folder.iterdir():
        path.write_bytes(path.read_bytes()[:-9])
    assert outcome(find(units, SETTINGS, index=Index(kept.folder, SETTINGS))) == outcome(
        find(units, SETTINGS)
    )


def test_findings_of_lines_are_told_again(tmp_path):
    path = tmp_path / "texts.jsonl"
    path.write_text('{"id": "a", "text": "some words"}\nno json\n')
    for _ in range(2):
        found = find(json_lines(path), SETTINGS, index=Index(tmp_path / "index", SETTINGS))
        assert [finding.place.line for finding in found.findings] == [2]


def test_the_name_of_a_unit_is_of_its_bytes_alone(tmp_path):
    path = tmp_path / "texts.jsonl"
    path.write_bytes(b"abcdef")
    one = index.contents(source.Lines(OnDisk(path, 1, 3), "texts"))
    path.write_bytes(b"xbcxxx")
    assert index.contents(source.Lines(OnDisk(path, 1, 3), "texts")) == one
    path.write_bytes(b"xbxxxx")
    assert index.contents(source.Lines(OnDisk(path, 1, 3), "texts")) != one


def test_a_finding_tells_its_line_in_the_file_also_in_later_units(tmp_path):
    path = tmp_path / "texts.jsonl"
    good = [f'{{"id": {at}, "text": "some words"}}' for at in range(50)]
    path.write_text("\n".join([*good[:40], "no", *good[40:45], "json", *good[45:]]))
    units = json_lines(path, block=300)
    assert len(units) > 3
    assert [finding.place.line for finding in find(units, SETTINGS).findings] == [41, 47]
