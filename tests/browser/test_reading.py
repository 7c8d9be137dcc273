"""The pages of a published corpus in a real browser: seen, steered by keys, without scripts."""

import json

import pytest

from curate.corpus import Project


@pytest.fixture
def site(example):
    return example


DOCUMENT = "/corpus/-/read/001_01be290f76d0ad1e"
PAGES = [
    "/",
    DOCUMENT,
    f"{DOCUMENT}?view=removed",
    f"{DOCUMENT}?view=beside",
    "/corpus/-/search?q=barriers",
    "/corpus/-/search?q=%22open",
    "/corpus/-/concordance?phrase=integrated+care",
    "/corpus/-/keywords?part=label%3Dclaim.barrier",
    "/corpus/-/spread?phrase=leaders",
    "/corpus/-/together",
    "/corpus/-/says",
]


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("path", PAGES)
def test_a_page_fits_its_window_and_its_policy_and_asks_nobody_else(browser, site, path, width):
    browser.open(site + path, width)
    assert browser.run("document.documentElement.scrollWidth") <= width
    assert [text for text in browser.complaints() if "400" not in text] == []
    assert all(url.startswith((site, "about:")) for url in browser.asked_for())
    assert browser.run("document.querySelectorAll('h1').length") == 1
    assert browser.run("getComputedStyle(document.body).margin") == "0px"  # the style sheet came


def test_the_text_has_a_good_measure_and_its_marks_differ_without_colour(browser, site):
    browser.open(site + DOCUMENT)
    width = browser.run(
        "(() => { const p = document.querySelector('#p4'), s = getComputedStyle(p);"
        " return p.clientWidth / parseFloat(s.fontSize) })()"
    )
    assert 26 <= width <= 34  # ems: 60 to 75 characters
    styles = browser.run(
        "[...document.querySelectorAll('mark[class]')].map(m => {"
        " const s = getComputedStyle(m); return s.textDecorationStyle + s.textDecorationLine })"
    )
    assert len(set(styles)) >= 4
    letters = browser.run("[...document.querySelectorAll('a.t')].map(a => a.dataset.letter)")
    assert len(set(letters)) >= 8
    names = browser.run("[...document.querySelectorAll('a.t')].map(a => a.ariaLabel)")
    assert all(names)


def test_overlapping_marks_are_drawn_below_each_other(browser, site):
    browser.open(site + DOCUMENT)
    offsets = browser.run(
        "[...document.querySelectorAll('mark mark')].map(inner => ["
        " getComputedStyle(inner).textUnderlineOffset,"
        " getComputedStyle(inner.parentElement).textUnderlineOffset])"
    )
    assert len(offsets) > 5
    assert all(inner != outer for inner, outer in offsets)


def test_a_letter_leads_to_its_note_with_the_keyboard_alone_on_a_phone(browser, site):
    browser.open(site + DOCUMENT, 390)
    browser.run("document.querySelector('a.t').focus()")
    browser.press("Enter", 13, "\r")
    browser.wait("location.hash.startsWith('#n-')")
    browser.wait("document.querySelector(':target').offsetHeight > 0")
    assert browser.run("document.querySelector(':target').closest('details').open")


def test_the_first_key_offers_to_skip_to_the_text(browser, site):
    browser.open(site + DOCUMENT)
    browser.press("Tab", 9)
    assert browser.run("document.activeElement.className") == "skip"
    assert browser.run("document.activeElement.offsetHeight") > 20


@pytest.mark.parametrize("width", [390, 1280])
def test_a_sentence_is_cited_with_the_keyboard_alone_and_without_a_script(browser, site, width):
    browser.open(site + DOCUMENT, width, script=False)
    shown = "[...document.querySelectorAll('.cite')].filter(a => a.offsetWidth).length"
    assert browser.run(shown) == 0
    browser.run("document.querySelectorAll('.number')[5].focus()")
    browser.press("Enter", 13, "\r")
    browser.wait("location.hash == '#p6'")
    assert browser.run(shown) == browser.run("document.querySelectorAll('#p6 .s').length")
    sentence = browser.run(
        "(() => { const s = document.querySelector('#p6 .s').cloneNode(true);"
        " s.querySelectorAll('.vh').forEach(end => end.remove()); return s.textContent })()"
    )
    browser.run("document.querySelector('#p6 .cite').focus()")
    assert browser.run("document.activeElement.ariaLabel") == "Cite sentence 1"
    browser.press("Enter", 13, "\r")
    browser.wait("location.search.startsWith('?at=') && document.readyState == 'complete'")
    assert browser.run("document.querySelector('.passage blockquote').textContent") == sentence
    assert ", characters " in browser.run("document.querySelector('.citation').textContent")


def test_a_sentence_that_is_pointed_at_shows_its_link_and_moves_nothing(browser, site):
    browser.open(site + DOCUMENT)
    where = "JSON.stringify([...document.querySelectorAll('.row')].map(r => r.offsetTop))"
    before = browser.run(where)
    x, y = browser.run(
        "(() => { const s = document.querySelector('#p6 .s'); s.scrollIntoView({block: 'center',"
        " behavior: 'instant'}); const r = s.getClientRects()[0]; return [r.x + 20, r.y + 9] })()"
    )
    browser.ask("Input.dispatchMouseEvent", type="mouseMoved", x=x, y=y)
    browser.wait("document.querySelector('#p6 .cite').offsetWidth > 0")
    assert browser.run(where) == before


def test_what_was_removed_is_read_without_a_script(browser, site):
    browser.open(site + DOCUMENT, script=False)
    link = browser.run("[...document.querySelectorAll('.views a')].map(a => a.href)[0]")
    assert "view=removed" in link
    browser.open(link, script=False)
    assert browser.run("document.querySelectorAll('del').length") > 0
    assert browser.run("document.querySelectorAll('.why').length") > 0
    line = browser.run("getComputedStyle(document.querySelector('del')).textDecorationLine")
    assert line == "line-through"


def test_searching_leads_to_the_passage(browser, site):
    browser.open(f"{site}/", script=False)
    browser.run("document.querySelector('#q').focus()")
    for letter in "barriers":
        browser.press(letter, 0, letter)
    browser.press("Enter", 13, "\r")
    browser.wait("location.pathname.endsWith('/search') && document.readyState == 'complete'")
    assert browser.run("document.querySelector('mark.hit').textContent").lower() == "barriers"
    link = browser.run("document.querySelector('.quote a').href")
    browser.open(link)
    assert browser.run("document.querySelector('mark.at').textContent").lower() == "barriers"
    browser.wait("document.querySelector('#at').getBoundingClientRect().top < 900")


def test_concordance_lines_meet_at_the_hit_and_are_sorted(browser, site):
    browser.open(f"{site}/corpus/-/concordance?phrase=integrated+care&sort=right")
    rows = browser.run(
        "[...document.querySelectorAll('tbody tr')].map(r => r.cells[2].textContent.trim())"
    )
    assert len(rows) > 10
    words = ["".join(c for c in row if c.isalnum() or c == " ").split() for row in rows]
    firsts = [line[0].lower() for line in words]
    assert firsts == sorted(firsts)
    edges = browser.run(
        "[...document.querySelectorAll('tbody tr')].map(r => {"
        " const range = document.createRange(); range.selectNodeContents(r.cells[0].firstChild);"
        " return Math.round(range.getBoundingClientRect().right) })"
    )
    edges = [edge for edge in edges if edge]  # nothing stands before a first word
    assert max(edges) - min(edges) <= 8


def test_print_shows_the_text_and_the_notes_and_hides_the_rest(browser, site):
    browser.open(site + DOCUMENT)
    browser.ask("Emulation.setEmulatedMedia", media="print")
    hidden = "getComputedStyle(document.querySelector('{}')).display"
    try:
        assert browser.run(hidden.format(".top")) == "none"
        assert browser.run(hidden.format(".notes")) == "block"
    finally:
        browser.ask("Emulation.setEmulatedMedia", media="")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_and_labels_have_contrast_enough(browser, site, scheme):
    browser.open(site + DOCUMENT)
    feature = [{"name": "prefers-color-scheme", "value": scheme}]
    browser.ask("Emulation.setEmulatedMedia", features=feature)
    colours = browser.run(
        "['--ink', '--quiet', '--link', '--gone', '--put', '--c0', '--c1', '--c2', '--c3',"
        " '--c4', '--c5', '--c6', '--c7', '--paper'].map(n =>"
        " [n, getComputedStyle(document.documentElement).getPropertyValue(n).trim()])"
    )
    browser.ask("Emulation.setEmulatedMedia", features=[])
    *inks, (_, paper) = colours
    for name, ink in inks:
        assert contrast(ink, paper) >= 4.5, (scheme, name)


def contrast(one, other):
    """Contrast of two colours, as WCAG 2.2 defines it."""
    lights = sorted(map(luminance, (one, other)), reverse=True)
    return (lights[0] + 0.05) / (lights[1] + 0.05)


def luminance(colour):
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return sum(share * c for share, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


EVIL = "<script>alert(1)</script><img src=x onerror=alert(2)><svg onload=alert(3)>"


def test_a_hostile_text_does_nothing(browser, tmp_path):
    from curate.corpus import Cleaned, Document, Meta, Source, cleaned, shard

    from .conftest import serving

    (tmp_path / "curate.toml").write_text(f"[project]\ntitle = {json.dumps(EVIL)}\n")
    project = Project.find(tmp_path)
    document = Document(
        "one", f"{EVIL} word\n", Source(uri="javascript:alert(4)"), Meta(title=EVIL)
    )
    path = shard.append(project.documents_folder, [document])
    cleaned.write(cleaned.edits_file(project, path), [Cleaned(document)])
    with serving(project) as address:
        for path in (
            "/",
            "/corpus/-/read/one",
            "/corpus/-/search?q=word",
            "/corpus/-/concordance?phrase=alert",
            "/corpus/-/spread?phrase=word",
            "/corpus/documents",
        ):
            browser.open(address + path)
            assert browser.run("document.querySelectorAll('img, svg[onload]').length") == 0
            assert "Page.javascriptDialogOpening" not in browser.complaints()
