"""How many keys the ten-span task takes: by hand, and with proposals.

The task is the project's keystroke benchmark: ten spans in a news text of 3,313 characters, from
the top of the document, nothing selected, on a terminal of 80 by 24 (18 rows of text). Published
terminal and desktop tools need 61 to 94 keys, or ten drags of a mouse.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from curate.annotate import By, Codebook, Journal, Label
from curate.annotate.anchor import mark
from curate.annotate.author import Author
from curate.annotate.session import resized
from curate.corpus import Cleaned, Document
from curate.text import Span

ROOT = Path(__file__).parents[2]
TASK = ROOT.parent / "shared" / "data" / "annotation_klm" / "tasks.json"
KEYS = {
    "date": "d",
    "policy": "p",
    "org": "o",
    "finding": "f",
    "barrier": "b",
    "recommendation": "r",
}
SPANS = [
    (0, 8, "date", "20.09.18"),
    (9, 32, "policy", "Integrated care systems"),
    (245, 256, "org", "NHS England"),
    (261, 276, "org", "NHS Improvement"),
    (428, 443, "org", "The King’s Fund"),
    (
        459,
        530,
        "finding",
        "the integration model has “real potential to bring about improvements,”",
    ),
    (1009, 1058, "barrier", "conflicting messages from the two national bodies"),
    (1091, 1138, "barrier", "slow to align their approach with local systems"),
    (1733, 1744, "org", "King’s Fund"),
    (2784, 2823, "recommendation", "build up from places and neighbourhoods"),
]


@pytest.fixture
def text():
    shard = ROOT / "corpus" / "documents" / "0001.jsonl"
    if not shard.exists():
        pytest.skip("the example corpus is not here")
    for line in shard.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        if record["id"].startswith("001_"):
            return Cleaned(Document("001", record["raw"]))
    raise AssertionError("document 001 is gone from the example corpus")


@pytest.fixture
def annotator():
    labels = tuple(Label(id, key=key) for id, key in KEYS.items())
    return Author(By("anna"), Codebook("task", labels=labels))


def said(hand):
    spans = [item for item in hand.session.said() if item.kind == "span"]
    return sorted((item.start, item.end, item.label, item.text) for item in spans)


def test_the_task_is_the_published_one():
    if not TASK.exists():
        pytest.skip("the task file is not here")
    spans = json.loads(TASK.read_text(encoding="utf-8"))["spans"]
    assert [(start, end, label.lower(), quote) for start, end, label, quote in spans] == SPANS


def finding(hand, text):
    hand.aim("t", "i", text.index("improvements,")).press('"', "f")


def test_ten_spans_by_hand_take_55_keys(text, annotator, sit_down):
    hand = sit_down(text, annotator)
    hand.session = resized(hand.session, 78, 18)
    hand.press("w", "d")
    hand.press("w", "+", "+", "p")
    hand.aim("F", "n", 245).press("+", "o")
    hand.aim("F", "n", 261).press("+", "o")
    hand.aim("F", "t", 428).press("+", "+", "o")
    hand.press("ctrl+right", "ctrl+right", "ctrl+right")
    finding(hand, text.text)
    hand.aim("f", "c", 1009).aim("t", "b", text.text.index("bodies.")).press("b")
    hand.aim("f", "s", 1091).aim("t", "s", text.text.index("systems,”")).press("b")
    hand.aim("F", "k", 1733).press("+", "o")
    hand.press("pagedown").aim("f", "b", 2784)
    hand.aim("t", "n", text.text.index("neighbourhoods;")).press("r")
    assert said(hand) == sorted(SPANS)
    assert hand.session.count.keys <= 55
    assert hand.session.count.spans == 10


def test_with_proposals_for_dates_bodies_and_policies_it_takes_40(
    text, annotator, sit_down, tmp_path
):
    machine = Author(By("gazetteer", "pattern", "gazetteer"), annotator.codebook)
    proposals = [
        machine.span(
            text.document,
            mark(text, [Span(start, end)]),
            label,
            id=f"a{start:012}",
            at="2026-11-21T09:00:00Z",
            status="proposed",
        )
        for start, end, label, _ in SPANS
        if label in ("date", "policy", "org")
    ]
    Journal(tmp_path, "gazetteer").write(proposals)
    hand = sit_down(text, annotator)
    hand.session = resized(hand.session, 78, 18)
    hand.press("tab", *"yyyyyy")
    hand.press("ctrl+home")
    hand.aim("f", "t", 459)
    finding(hand, text.text)
    hand.aim("f", "c", 1009).aim("t", "b", text.text.index("bodies.")).press("b")
    hand.aim("f", "s", 1091).aim("t", "s", text.text.index("systems,”")).press("b")
    hand.press("pagedown", "pagedown").aim("f", "b", 2784)
    hand.aim("t", "n", text.text.index("neighbourhoods;")).press("r")
    assert said(hand) == sorted(SPANS)
    assert hand.session.count.keys <= 40
    assert hand.session.count.spans == 10
