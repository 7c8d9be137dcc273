"""A page whose lines were joined is cut into lines again; other running text stays as it is."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curate.clean.line_model import running
from curate.clean.line_model.lines import measure
from curate.clean.rules import boilerplate_lines
from curate.text import apply, settle

HERE = Path(__file__).parent
PAGES = json.loads((HERE / "pages.json").read_text(encoding="utf-8"))
RIGHTS = json.loads((HERE / "languages.json").read_text(encoding="utf-8"))


def joined(text):
    return " ".join(text.split())


def cleaned(text):
    proposals = boilerplate_lines.propose(text)
    return apply(text, settle(text, [("boilerplate-lines", one) for one in proposals]))


def test_a_page_in_one_line_loses_its_menu_and_keeps_its_sentences():
    page = next(page for page in PAGES if page["kind"] == "article")
    clean = cleaned(joined(page["before"] + page["main"] + page["after"]))
    first, *others = page["main"].splitlines()
    assert first[-60:] in clean  # the menu ran into it
    assert [line for line in others if line not in clean] == []
    for gone in ("Skip to content", "Log in", "Newsletter", "Privacy policy", "Advertise"):
        assert gone not in clean


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page["kind"])
def test_an_article_in_one_line_stays_as_it_is(page):
    text = joined(page["main"])
    assert cleaned(text) == text


@pytest.mark.parametrize("language", RIGHTS)
def test_running_text_in_another_language_stays_as_it_is(language):
    first, third, menu = RIGHTS[language].values()
    assert list(boilerplate_lines.propose(joined("\n".join([menu, first, third, menu] * 5)))) == []


def test_lines_of_a_page_are_no_running_text():
    page = PAGES[0]["before"] + PAGES[0]["main"] + PAGES[0]["after"]
    found = running.are_running(measure([page, joined(page)]))
    assert found.tolist() == [False, True]


@given(st.text(alphabet='Aab. !?"|\n\t é', max_size=300))
def test_a_cut_takes_the_place_of_a_space_and_nothing_else_changes(text):
    cut = running.cut(text)
    assert len(cut) == len(text)
    assert {(old, new) for old, new in zip(text, cut, strict=True) if old != new} <= {(" ", "\n")}
