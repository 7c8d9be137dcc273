"""The model is asked about web pages only; what pages of print look like does not deceive it."""

import json
from hashlib import sha256
from pathlib import Path

import pytest

from curate.clean.line_model import page
from curate.clean.line_model.lines import measure
from curate.clean.pages.print import is_printed
from curate.clean.rules import boilerplate_lines

PAGES = json.loads(Path(__file__).with_name("pages.json").read_text(encoding="utf-8"))
COMMAND = """\
SIFT(1)                     General Commands Manual                     SIFT(1)

NAME
       sift - search the lines of files and follow what is added to them

SYNOPSIS
       sift [--help] [--follow] [--reply] file...

DESCRIPTION
       sift reads its files in the order in which they are named, and prints
       each line in which it finds what you search for. With the option
       --follow it waits for further lines, as long as the file is there.

OPTIONS
       --help Show this help and the terms of the licence, then exit.

       --reply
              Wait for an answer before the next line is read, and give the
              name of the account that has been set with the command login.

       --menu Ask what to do with each line. The answers are those that are
              described under the help of the command print.

SEE ALSO
       login(1), print(1), search(7)
"""


def is_known(text):
    return bool(page.are_known(measure([text]))[0])


@pytest.mark.parametrize("one", PAGES, ids=lambda one: one["kind"])
def test_a_web_page_is_one_and_its_main_text_alone_is_none(one):
    assert is_known(one["before"] + one["main"] + one["after"])
    assert not is_known(one["main"])


def test_a_manual_page_is_no_web_page_though_it_has_the_words_of_one():
    assert not is_known(COMMAND)


def numbered(text):
    """The text with the number of a page after every five lines."""
    lines = text.splitlines()
    parts = ["\n".join(lines[k : k + 5]) for k in range(0, len(lines), 5)]
    return "\n".join(f"{part}\n\n[Page {k}]\n" for k, part in enumerate(parts, 1))


def test_page_numbers_make_a_manual_printed_but_no_page_that_is_surely_from_the_web():
    assert is_printed(numbered(COMMAND))
    whole = [one["before"] + one["main"] + one["after"] for one in PAGES]
    sure = [text for text in whole if page.is_surely_one(numbered(text))]
    assert sure
    assert not any(is_printed(numbered(text)) for text in sure)


def test_a_text_without_lines_is_no_web_page():
    assert not page.is_surely_one("\n \n")


def digits():
    """First digits of the SHA-256 of everything fitted or chosen by which pages are told."""
    chosen = [page.WEIGHTS, page.BIAS, page.WEB_PAGE, page.SURELY]
    return sha256(json.dumps(chosen).encode()).hexdigest()[:12]


def test_another_gate_changes_the_digest_of_the_rule():
    assert digits() == boilerplate_lines.GATE
