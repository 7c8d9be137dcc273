"""Texts in languages the model does not know are left alone, whatever their script.

The Universal Declaration of Human Rights, articles 1 and 3, with lines as a page has them.
"""

import json
from pathlib import Path

import pytest

from curate.clean.line_model.decode import RECALL
from curate.clean.rules import boilerplate_lines

FILE = Path(__file__).with_name("languages.json")
RIGHTS = json.loads(FILE.read_text(encoding="utf-8"))


@pytest.mark.parametrize("strictness", RECALL)
@pytest.mark.parametrize("language", RIGHTS)
def test_a_text_in_another_language_stays_as_it_is(language, strictness):
    first, third, menu = RIGHTS[language].values()
    text = "\n".join([menu, "UDHR", *(["1", first, "3", third] * 6), menu, "© 1948"])
    assert list(boilerplate_lines.propose(text, strictness)) == []
