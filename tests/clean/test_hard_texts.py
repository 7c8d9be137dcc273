"""Texts made to be slow for regular expressions and for lists of lists: none may hang or fail."""

import pytest

from curate.clean import CleanSettings, Recipe, clean_text
from curate.clean.recipe import catalogue
from curate.text import apply, restore

TEXTS = {
    "spaces and breaks": " " * 50_000 + "\n" * 50_000,
    "trailing spaces": ("word" + " " * 2_000 + "\n") * 50,
    "one long word": "x" * 300_000,
    "digits": "1" * 200_000,
    "rows of numbers": "\n".join(str(i % 97) for i in range(20_000)),
    "brackets": "[1] " * 30_000,
    "commas": " ," * 50_000,
    "dots": ". " * 50_000,
    "hyphens": "a-\nb" * 20_000,
    "letters": "A " * 30_000,
    "ornaments": "▲\n\n" * 10_000,
    "labels": "page 1 " * 20_000,
    "sites": "www.a.com | 3 text\n" * 5_000,
    "comments": "12 comments\n3 days ago\n" * 5_000,
    "form feeds": "\f" * 20_000,
    "carriage returns": "One line.\r" * 5_000,
    "mojibake": "Ã©" * 5_000,
    "half a logo": "aLogo " * 20_000,
    "nothing": "",
}


@pytest.mark.parametrize("name", TEXTS)
def test_no_text_hangs_or_fails(name):
    text = TEXTS[name]
    edits, findings = clean_text(text, Recipe.of(CleanSettings(also=tuple(catalogue()))))
    assert restore(apply(text, edits), edits) == text
    assert [finding for finding in findings if finding.code == "rule-failed"] == []
