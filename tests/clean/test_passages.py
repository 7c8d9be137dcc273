"""Repeated passages removed from one document, and from many at once."""

import json
from random import Random

import pytest

from curate.clean import Overrides
from curate.clean.passages import remove
from curate.corpus import Cleaned, Document
from curate.corpus.passages import Repeat
from curate.dedup import DedupSettings, find, json_lines
from curate.text import Proposal, Span, apply, restore, settle

NOBODY = Overrides({}, {})


def test_a_passage_goes_with_what_was_changed_in_it_and_comes_back_whole():
    raw = "One.\n\nSaid ▲ be-\nfore, it was.\n\nTwo.\n"
    start, end = raw.index("Said"), raw.index("\n\nTwo")
    glyph, cut = raw.index("▲"), raw.index("be-")
    proposals = [
        ("glyph", Proposal(Span(glyph, glyph + 2), "", "a glyph")),
        ("word", Proposal(Span(cut, cut + 8), "before,", "a cut word")),
    ]
    item = Cleaned(Document("b", raw), settle(raw, proposals))
    edits = remove(item, [Repeat("b", start, end, "a", 0, 20, 4, "paragraph")], NOBODY)
    clean = apply(raw, edits)
    assert clean == "One.\n\nTwo.\n"
    assert restore(clean, edits) == raw
    assert ("glyph", "a glyph") in {reason for edit in edits for reason in edit.reasons}


def test_what_the_rules_removed_altogether_is_no_passage_any_more():
    raw = "One.\nHome\nTwo.\n"
    item = Cleaned(Document("b", raw), settle(raw, [("menu", Proposal(Span(5, 10), "", "menu"))]))
    assert remove(item, [Repeat("b", 5, 9, "a", 0, 4, 1, "run")], NOBODY) == item.edits


@pytest.mark.parametrize("seed", range(8))
def test_no_word_is_lost_from_the_corpus_when_passages_repeat_passages(tmp_path, seed):
    random = Random(seed)
    pool = [f"w{number}" for number in range(400)]
    texts = []
    for number in range(12):
        pieces = []
        for _ in range(random.randint(2, 6)):
            at = random.randrange(len(pool) - 60)
            pieces.append(" ".join(pool[at : at + random.randint(12, 60)]))
        texts.append((f"t{number:02}", "\n\n".join(pieces) + f"\n\nown{number}\n"))
    settings = DedupSettings(order=("id",), contained=0, paragraphs=10, runs=10, threshold=1.0)
    path = tmp_path / "texts.jsonl"
    path.write_text("".join(json.dumps({"id": id, "text": text}) + "\n" for id, text in texts))
    repeats = find(json_lines(path), settings).passages
    assert repeats
    left = []
    for id, text in texts:
        ours = [item for item in repeats if item.doc == id]
        left.append(apply(text, remove(Cleaned(Document(id, text)), ours, NOBODY)))
    before = {word for _, text in texts for word in text.split()}
    assert {word for text in left for word in text.split()} == before
    assert sum(map(len, left)) < sum(len(text) for _, text in texts)
