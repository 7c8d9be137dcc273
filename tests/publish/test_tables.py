"""Datasette's own tables of a corpus read as Datasette alone writes them."""

import re

import pytest


@pytest.fixture
def plainly(published, small, monkeypatch):
    from curate.publish import pipeline
    from curate.publish.plugin import table_rows

    monkeypatch.setattr(table_rows, "joined", list)
    site = small.site(pipeline.database_file(published))
    yield site
    site.close()


@pytest.mark.parametrize(
    "path",
    [
        "/corpus/documents",
        "/corpus/documents/1",
        "/corpus/annotations?_sort=label",
        "/corpus/annotated",
        "/corpus/reasons",
        "/corpus/members",
        "/corpus/documents?id=none",
    ],
)
def test_rows_are_written_as_datasette_writes_them(site, plainly, path):
    def told(page):
        table = re.search(r"<table.*</table>|zero-results", page, re.DOTALL)[0]
        return re.sub(r"\s+(?=<)|(?<=>)\s+", "", table)

    assert told(site.get(path).text) == told(plainly.get(path).text)
