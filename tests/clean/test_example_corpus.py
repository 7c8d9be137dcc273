"""The five articles of the repository: all their noise goes, none of their sentences does."""

import re
from pathlib import Path

import pytest

from curate.clean import Recipe, clean_text
from curate.corpus import Project
from curate.text import apply, restore, sha256

PROJECT = Project.find(Path(__file__))
DOCUMENTS = {document.id[:3]: document for document in PROJECT.documents()}
NOISE = {
    "000": ("Logo", "Read the full report", "Related Posts", "The Kings Fund: Leading"),
    "001": ("Top image", "Subscribe", "Follow our Twitter"),
    "002": ("\u00a0", "Leave a Reply", "Notify of"),
    "003": (
        *("CAR E", "SYS TEMS", "services.1", "resources.2", "Plan3", "Fund4", "APRIL 2021\n"),
        *("WWW.", "▲", "Page 1", "Page 88", "which we will\n"),
    ),
    "004": ("Comments", "Add your comment", "I teach", "I would like", "Chris has also"),
}
KEPT = {
    "000": (
        *("Leading for integrated care: ‘If", "3 December 2019", "Source: The Kings Fund"),
        *("all parts of the NHS", "pre-cursors", "STPs"),
    ),
    "001": (
        *("20.09.18", "relationship with , their experience"),
        "NHE is attending The King’s Fund’s official report launch today at its integrated health"
        " and care summit.",
    ),
    "002": (
        *("November 20, 2018", "commissioned by the NHS Leadership Academy"),
        "More information and the full Future of Care series can be found on the SCIE website.",
    ),
    "003": (
        *("INTEGRATED CARE SYSTEMS\n", "The march of the integrated care system\n"),
        "The central aims are to integrate care across",
        "best use of available resources. The NHS Long Term Plan set out the ambition that all",
        "the achievements of the sustainability and",
        "published by the King’s Fund which was commissioned by the Mayor of London which looks",
        "It is this report which we will examine in greater detail in order to shine a light",
    ),
    "004": ("take up the challenge.", "isolated examples of good practice."),
}


def cleaned(name):
    raw = DOCUMENTS[name].raw
    edits, findings = clean_text(raw, Recipe.of(), name)
    return raw, edits, apply(raw, edits), findings


@pytest.mark.parametrize("name", NOISE)
def test_the_noise_goes_and_the_article_stays(name):
    _, _, clean, _ = cleaned(name)
    assert [noise for noise in NOISE[name] if noise in clean] == []
    assert [words for words in KEPT[name] if words not in clean] == []


@pytest.mark.parametrize("name", NOISE)
def test_the_raw_text_comes_back_byte_for_byte(name):
    raw, edits, clean, _ = cleaned(name)
    assert sha256(restore(clean, edits)) == DOCUMENTS[name].source.sha256 == sha256(raw)


@pytest.mark.parametrize("name", NOISE)
def test_cleaning_again_changes_nothing(name):
    _, _, clean, _ = cleaned(name)
    assert clean_text(clean, Recipe.of())[0] == ()


def test_the_pull_quote_is_left_once():
    assert cleaned("003")[2].count("It is clear from many anecdotes") == 1


def test_no_sentence_goes_but_those_that_are_noise_or_mended():
    lost = []
    for name in NOISE:
        raw, _, clean, _ = cleaned(name)
        flat = " ".join(clean.split())
        for sentence in re.findall(r"[^.!?\n]+[.!?]+", raw):
            if " ".join(sentence.split()) not in flat:
                lost.append(sentence.strip()[:24])
    assert lost == [
        "Under current plans all ",  # a logo's text inside a word, mended
        "Follow our Twitter to ke",
        "Enjoying NHE?",
        "Subscribe here to receiv",
        "WWW.",
        "CLINICALSERVICESJOURNAL.",
        "I teach leadership and m",  # comments of readers
        "There is far too much fr",
        "This disempowerment has ",
        "I would like to see a ma",
    ]


def test_the_gap_in_document_001_is_reported():
    findings = cleaned("001")[3]
    assert [finding.code for finding in findings] == ["missing-words"]
