"""What axe, the checker of accessibility, says of every kind of page; skipped without it.

It is a script in a package that is otherwise for another browser driver, of which nothing is run:
`pip install --no-deps axe-playwright-python`.
"""

import importlib.util
import json
from pathlib import Path

import pytest

DOCUMENT = "/corpus/-/read/001_01be290f76d0ad1e"
PAGES = [
    "/",
    DOCUMENT,
    f"{DOCUMENT}#p6",
    f"{DOCUMENT}?view=removed",
    f"{DOCUMENT}?view=beside",
    f"{DOCUMENT}?label=org&status=accepted",
    f"{DOCUMENT}?at=730-916",
    "/corpus/-/search",
    "/corpus/-/search?q=barriers",
    "/corpus/-/search?q=care&in=annotations",
    "/corpus/-/search?q=%22open",
    "/corpus/-/concordance?phrase=integrated+care",
    "/corpus/-/concordance?phrase=...",
    "/corpus/-/words",
    "/corpus/-/collocates?phrase=care",
    "/corpus/-/keywords?part=label%3Dclaim.barrier",
    "/corpus/-/spread?phrase=leaders",
    "/corpus/-/spread?phrase=leaders&by=year",
    "/corpus/-/together",
    "/corpus/-/says",
    "/corpus/-/compare/001_01be290f76d0ad1e/004_56eef1c9d09280c2",
    "/corpus/-/read/nothing",
]
CHECK = """
axe.run(document, {resultTypes: ['violations']}).then(found => JSON.stringify(
  found.violations.map(item => [item.id, item.impact, item.nodes.map(node => node.html)])))
"""


@pytest.fixture(scope="module")
def axe():
    found = importlib.util.find_spec("axe_playwright_python")
    if found is None:
        pytest.skip("axe is not installed")
    return Path(found.origin).with_name("axe.min.js").read_text(encoding="utf-8")


@pytest.mark.parametrize(("width", "scheme"), [(390, "dark"), (1280, "light")])
@pytest.mark.parametrize("path", PAGES)
def test_axe_has_nothing_to_say(browser, example, axe, path, width, scheme):
    feature = [{"name": "prefers-color-scheme", "value": scheme}]
    browser.ask("Emulation.setEmulatedMedia", features=feature)
    try:
        browser.open(example + path, width)
        browser.run(f"{axe};1")
        assert json.loads(browser.run(CHECK)) == []
    finally:
        browser.ask("Emulation.setEmulatedMedia", features=[])
