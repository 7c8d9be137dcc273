"""Metadata: what stands in the text is read, what does not stays empty."""

import pytest

from curate.corpus import Meta
from curate.corpus.metadata import read_meta
from curate.corpus.metadata.date import parse_date

BODY = "The council met on Tuesday and talked about beds for an hour without a decision. " * 3

DATES = {
    "3 December 2019": "2019-12-03",
    "Tuesday, 3rd December 2019": "2019-12-03",
    "November 20, 2018": "2018-11-20",
    "Sept. 4, 2018": "2018-09-04",
    "20.09.18": "2018-09-20",
    "01.02.1999": "1999-02-01",
    "1.2.85": "1985-02-01",
    "2021-04-01": "2021-04-01",
    "2021-04-01T10:00:00Z": "2021-04-01",
    "APRIL 2021": "2021-04",
    "20/09/2018": "2018-09-20",
    "09/20/2018": "2018-09-20",
    "03/04/2018": "2018",
    "03/03/2018": "2018-03-03",
    "31 February 2019": "",
    "99.99.18": "",
    "Marble 2019": "",
    "Tuesday": "",
    "page 3 of 2019": "",
}


@pytest.mark.parametrize(("text", "iso"), DATES.items())
def test_dates_are_iso_at_the_precision_given(text, iso):
    assert parse_date(text) == iso


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("Beds are full again\n", "Beds are full again"),
        ("20.09.18\nBeds are full again\n", "Beds are full again"),
        ("Beds are full again\n3 December 2019\nBy Jane Doe\n", "Beds are full again"),
        ("HEALTH\nBeds are full again\n", "Beds are full again"),
        ("The Gazette: Beds are full\nSource: The Gazette\n", "Beds are full"),
        ("Care: beds are full\nSource: The Gazette\n", "Care: beds are full"),
        ("", ""),
        ("Home\nNews\nContact\n", ""),
        ("Share this article\n", ""),
        ("This line is the end of a sentence.\n", ""),
    ],
)
def test_the_title_is_the_nearest_title_like_line_above_the_first_paragraph(head, title):
    assert read_meta(head + BODY).title == title


@pytest.mark.parametrize(
    ("text", "author"),
    [
        (f"A fine title\nBy Jane van Doe, editor\n{BODY}", "Jane van Doe"),
        (f"A fine title\nAuthor: Jane Doe\n{BODY}", "Jane Doe"),
        (f"A fine title\nJane Doe RGN DMS examines the plan. {BODY}", "Jane Doe"),
        (f"A fine title\nBy April Beds Were Full of people and nobody came\n{BODY}", ""),
        (f"A fine title\nThe Council examined the plan. {BODY}", ""),
        (f"{BODY}\nBy Jane Doe", ""),
    ],
)
def test_the_author_is_read_from_a_byline_or_a_standfirst(text, author):
    assert read_meta(text).author == author


@pytest.mark.parametrize(
    ("text", "publisher", "kind"),
    [
        (f"A title here\nSource: The Gazette\n{BODY}", "The Gazette", "newspaper"),
        (f"A title here\n{BODY}\nWWW.WARDJOURNAL.COM l 15\n", "wardjournal.com", "journal"),
        (
            f"A title here\n{BODY}\nEnjoying WARD? Subscribe here to the magazine!",
            "WARD",
            "magazine",
        ),
        (
            f"A title here\n{BODY}\n© 2020 Ward Media Ltd. All rights reserved.",
            "Ward Media Ltd",
            "",
        ),
        (f"A title here\n{BODY}\nSee www.wardjournal.com for more\n", "", ""),
        (f"A title here\n{BODY}\nThe source of the river is dry\n", "", ""),
    ],
)
def test_publisher_and_source_type_are_read_where_they_are_named(text, publisher, kind):
    meta = read_meta(text)
    assert (meta.publisher, meta.source_type) == (publisher, kind)


def test_a_month_line_that_differs_from_another_is_no_date():
    assert read_meta(f"{BODY}\nAPRIL 2021\n{BODY}\nMAY 2021\n").date == ""


def test_a_text_without_head_stays_without_metadata():
    assert read_meta(BODY) == Meta()
