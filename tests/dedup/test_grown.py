"""Whatever happens to the texts, the next search finds what one of everything would."""

import os
from dataclasses import replace
from random import Random

import pytest

from curate.dedup import DedupSettings, Index, Text, find, grown, json_lines, sketch
from curate.dedup.judgement import Verdicts

SETTINGS = DedupSettings(threshold=0.7, contained=0.8, paragraphs=5, runs=12)


def made_up(random: Random, vary, at: int) -> Text:
    """A text of one of a few families, near to the others of it, or far."""
    family = random.randrange(5)
    words = [f"w{family}x{place % 23}" for place in range(12 + 9 * (family % 4))]
    if random.random() < 0.2:
        words += [f"w{family + 1}x{place % 23}" for place in range(20)]
    text = vary(" ".join(words), random.choice([0, 0, 1, 1, 2, 3]), seed=random.randrange(9))
    return Text(f"t{at:03}", text.upper() if random.random() < 0.1 else text, random.choice(DATES))


DATES = ("", "2020", "2021-05")


class Changing:
    """Files of texts to which things happen."""

    def __init__(self, folder, seed, vary, write_lines):
        self.folder, self.random = folder, Random(seed)
        self.vary, self.write = vary, write_lines
        self.made = 0
        self.files = {name: self.new(12) for name in "bdf"}
        self.verdicts = Verdicts()

    def new(self, count):
        self.made += count
        return [made_up(self.random, self.vary, self.made - at) for at in range(count)]

    def happen(self):
        random = self.random
        what = random.choice(["add", "append", "change", "remove", "drop", "move", "judge"])
        texts = self.files[random.choice(sorted(self.files))]
        if what == "add":
            self.files[random.choice("abcdefgh")] = self.new(random.randrange(1, 5))
        elif what == "append":
            texts += self.new(2)
        elif what == "change":
            at = random.randrange(len(texts))
            texts[at] = texts[at]._replace(text=self.new(1)[0].text)
        elif what == "remove" and len(texts) > 1:
            texts.pop(random.randrange(len(texts)))
        elif what == "drop" and len(self.files) > 2:
            del self.files[random.choice(sorted(self.files))]
        elif what == "move":
            self.files[random.choice("abcdefgh")] = self.files.pop(random.choice([*self.files]))
        elif what == "judge":
            ids = [item.id for texts in self.files.values() for item in texts]
            pair = frozenset(random.choices(ids, k=2))
            said = random.choice(["same", "different"])
            if (
                len(pair) < 2
                or pair in self.verdicts.same | self.verdicts.different
                or random.random() < 0.2
            ):
                self.verdicts = Verdicts()
            else:
                more = getattr(self.verdicts, said) | {pair}
                self.verdicts = replace(self.verdicts, **{said: more})

    def units(self):
        return [
            unit
            for name, texts in sorted(self.files.items())
            for unit in json_lines(self.write(self.folder / f"{name}.jsonl", texts), block=900)
        ]


def outcome(found):
    return found.clusters, sorted(found.named_links()), found.passages, list(found.rows())


@pytest.mark.parametrize("family", [1000, 3])
@pytest.mark.parametrize("seed", range(8))
def test_a_changed_corpus_gives_what_a_search_of_everything_gives(
    seed, family, tmp_path, vary, write_lines, monkeypatch
):
    monkeypatch.setattr("curate.dedup.band.FAMILY", family)
    monkeypatch.setattr(grown, "MOST", 1)
    corpus = Changing(tmp_path, seed, vary, write_lines)
    for step in range(14):
        settings = replace(SETTINGS, raised=0.8 if step % 4 in (1, 2) else 0)
        units = corpus.units()
        found = find(units, settings, corpus.verdicts, index=Index(tmp_path / "index", settings))
        assert outcome(found) == outcome(find(units, settings, corpus.verdicts))
        corpus.happen()


def test_a_file_that_is_as_it_was_is_not_read(tmp_path, vary, write_lines, monkeypatch):
    corpus = Changing(tmp_path, 1, vary, write_lines)
    units = corpus.units()
    for unit in units:
        os.utime(unit.block.path, (1, 1))
    first = find(units, SETTINGS, index=Index(tmp_path / "index", SETTINGS))

    def not_again(*_):
        raise AssertionError("read again")

    monkeypatch.setattr("curate.dedup.index.contents", not_again)
    monkeypatch.setattr("curate.dedup.pipeline.sketch", not_again)
    again = find(units, SETTINGS, index=Index(tmp_path / "index", SETTINGS))
    assert outcome(again) == outcome(first)


def test_a_file_changed_in_the_tick_of_a_clock_is_read(tmp_path, write_lines):
    path = tmp_path / "texts.jsonl"
    for word in ("one", "two"):
        write_lines(path, [Text("a", "the same words"), Text("b", f"the same words {word}")])
        found = find(json_lines(path), SETTINGS, index=Index(tmp_path / "index", SETTINGS))
        assert outcome(found) == outcome(find(json_lines(path), SETTINGS))


def test_a_unit_that_is_moved_is_not_measured_again(tmp_path, vary, write_lines, monkeypatch):
    corpus = Changing(tmp_path, 2, vary, write_lines)
    find(corpus.units(), SETTINGS, index=Index(tmp_path / "index", SETTINGS))
    for path in list(tmp_path.glob("*.jsonl")):
        path.rename(path.with_name(f"x{path.name}"))
    calls = []
    monkeypatch.setattr(
        "curate.dedup.pipeline.sketch", lambda *given: calls.append(1) or sketch.sketch(*given)
    )
    units = [u for path in sorted(tmp_path.glob("*.jsonl")) for u in json_lines(path, block=900)]
    found = find(units, SETTINGS, index=Index(tmp_path / "index", SETTINGS))
    assert not calls
    assert outcome(found) == outcome(find(units, SETTINGS))
