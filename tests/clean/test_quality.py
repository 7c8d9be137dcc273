"""A pinned floor for the removal of page furniture, on a small sample made here.

The floor may rise by itself and sink only on purpose: change the number with the reason.
"""

from itertools import chain
from textwrap import wrap

import pytest

from curate.clean import Recipe, clean_text
from curate.text import apply

SENTENCES = (
    "The mill stood by the river until the flood of that spring took its wheel away.",
    "Nobody had counted the sacks, and nobody could say who had carried them up the hill.",
    "In the evening the miller walked to the bridge and looked at the water for a long time.",
    "His daughter kept the books in a small brown hand that few people could read at all.",
    "When the men of the council came they asked for the books and sat down at the table.",
    "They read until the lamp went out, and then they asked for another lamp and read on.",
    "Some of the pages had been wet, and the ink had run into the shape of leaves and roots.",
    "The clerk held one of them against the window and said that it was a map of the valley.",
    "It was not a map, said the daughter, it was the account of the year before the flood.",
    "The clerk put it down and wiped his hands, as if the water were still in the paper.",
)
YEARS = (
    *("spring", "the wet year", "his time", "the year of the mice", "Brook", "the dry year"),
    *("winter", "the last year", "Lent"),
)
ROMAN = ("iii", "iv", "v", "vi", "vii", "viii", "ix", "x")
PAGES = 8
FLOOR_RECALL, FLOOR_LOSS = 1.0, 0.0


FLOW = wrap(" ".join(f"{text[:-1]}, in {year}." for year in YEARS for text in SENTENCES), width=76)


def text_of(page: int) -> list[str]:
    """The lines of a page; sentences go on from line to line and from page to page."""
    return FLOW[page * 7 : page * 7 + 7]


def book(feet, heads=lambda _page: [], feed=""):
    """A book of pages with feet and heads, and the lines that are furniture."""
    lines, noise = [], []
    for page in range(PAGES):
        above = heads(page) if page else []
        if page and feed:
            above = [feed + above[0], *above[1:]] if above else []
        below = feet(page)
        lines += [*above, *text_of(page), *below]
        noise += [*above, *below]
    return "\n".join(lines) + "\n", [line.strip() for line in noise]


GAP = " " * 30
SAMPLE = {
    "bare numbers": book(lambda p: [str(p + 41)]),
    "numbers in the middle of the page": book(lambda p: ["", GAP + str(p + 1), ""]),
    "dashes": book(lambda p: [f"- {p + 7} -"]),
    "page so of so many": book(lambda p: [f"Page {p + 1} of {PAGES}"]),
    "roman": book(lambda p: [ROMAN[p]]),
    "left and right heads": book(
        lambda _p: [],
        lambda p: [f"{p + 3}   THE MILL" if p % 2 else f"A. AUTHOR   {p + 3}"],
    ),
    "manual": book(
        lambda p: ["", f"tool 2.1{GAP}2020-05-04{GAP}{p + 1}", ""],
        lambda _p: [f"TOOL(1){GAP}TOOL(1)"],
    ),
    "report": book(
        lambda p: ["", f"Author{GAP}Expires July 2030{GAP}[Page {p + 1}]", ""],
        lambda _p: [f"A Draft{GAP}The Mill{GAP}January 2030", ""],
    ),
    "form feeds": book(lambda p: [GAP + str(p + 5)], lambda _p: ["THE MILL BY THE RIVER"], "\f"),
    "site and month": book(lambda p: ["MAY 2020", f"WWW.MILLS.ORG | {p + 2}"]),
}
CONTROL = {
    "prose": "\n".join(chain.from_iterable(text_of(page) for page in range(PAGES))) + "\n",
    "chapters": "\n".join(
        chain.from_iterable(["", f"Chapter {p + 1}", "", *text_of(p)] for p in range(PAGES))
    ),
    "table": "\n".join(f"{row}\n{SENTENCES[row % 10][:12]}" for row in range(1, 40)) + "\n",
    "numbered": "\n".join(f"{row}. {SENTENCES[row % 10]}" for row in range(1, 30)) + "\n",
    "verses of the Bible": " ".join(
        f"{1 + n} {SENTENCES[n % 10]} {SENTENCES[(n + 3) % 10]}" for n in range(30)
    ),
    "references": " ".join(f"{text[:-1]} [{n + 1}]." for n, text in enumerate(SENTENCES * 3))
    + "\n\n"
    + "\n".join(f"[{n + 1}] A. Author, {SENTENCES[n % 10]}" for n in range(30)),
    "figures": " ".join(
        f"In {n + 3} of the {n * 7 % 19} mills {text[0].lower()}{text[1:]}"
        for n, text in enumerate(SENTENCES * 5)
    ),
    "sections": "\n\n".join(f"{n + 1}\n\n" + " ".join(SENTENCES) for n in range(12)),
    "sonnets": "\n\n".join(
        f"{n + 1}\n\n" + "\n".join(text[:44] for text in (SENTENCES * 2)[:14]) for n in range(12)
    ),
    "refrain": "\n".join(chain.from_iterable([*text_of(p), "Sing, mill, sing."] for p in range(9))),
}


PROSE = " ".join(FLOW)
FORMS = ("{}", "[{}]", "[Pg {}]", "Page {}", "{{{}}}", "({})", "p. {}", "|{}|", "[p. {}]")


def with_numbers(form: str, glue: str) -> str:
    """The prose with a page number after every thousand letters, wherever that is in a sentence."""
    pages = [PROSE[at : at + 1000] for at in range(0, 6000, 1000)]
    return "".join(page + glue + form.format(57 + n) + glue for n, page in enumerate(pages))


def clean(text: str) -> str:
    return apply(text, clean_text(text, Recipe.of())[0])


@pytest.mark.parametrize("name", SAMPLE)
def test_page_furniture_goes_and_the_text_stays(name):
    text, noise = SAMPLE[name]
    left = {line.strip() for line in clean(text).splitlines()}
    furniture = [line for line in noise if line]
    gone = sum(line not in left for line in furniture)
    assert gone / len(furniture) >= FLOOR_RECALL
    content = {line for page in range(PAGES) for line in text_of(page)}
    flat = " ".join(clean(text).split())
    assert sum(line not in flat for line in content) / len(content) <= FLOOR_LOSS


@pytest.mark.parametrize("form", FORMS)
def test_page_numbers_inside_the_sentences_go_whatever_they_look_like(form):
    left = clean(with_numbers(form, " "))
    assert [number for number in range(57, 63) if str(number) in left] == []
    assert "".join(left.split()) == "".join(PROSE[:6000].split())


def test_page_numbers_that_cut_words_leave_them_whole():
    assert clean(with_numbers("[Pg {}]", "")).split() == PROSE[:6000].split()


@pytest.mark.parametrize("name", CONTROL)
def test_a_clean_text_comes_back_as_it_went_in(name):
    assert clean(CONTROL[name]).split() == CONTROL[name].split()


def test_a_long_single_line_is_no_trouble():
    text = " ".join(SENTENCES) * 6000
    assert len(text) > 5_000_000
    assert clean_text(text, Recipe.of())[0] == ()
