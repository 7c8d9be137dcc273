"""No question takes the server away from others: too much work is refused or stopped, and said."""

import itertools
import json
import sqlite3

import pytest

from curate.publish.plugin import corpora

HUGE = 10**30
HOSTILE = [
    ("kwic(?, 'left', '', 1000000000)", "a* " * 500),
    ("kwic(?, 'left', '', 1000000000)", "word " * 1_000_000),
    ("kwic(?, '', '', 10)", b"\0" * 1_000_000),
    ("kwic(?, '', '', 10)", "*" * 900),
    ("kwic(?, '', '', 10)", "[[[[??*"),
    ("kwic(?, '', '', 10)", None),
    ("kwic(?, '', '', 10)", 2019),
    ("kwic('money', '', '', ?)", -5),
    ("kwic('money', '', '', ?)", float("inf")),
    ("kwic('money', '', '', ?)", "many"),
    ("kwic('money', '', '', ?)", "9" * 5_000),
    ("kwic('money', '', ?, 10)", "&".join(["label=claim"] * 90)),
    ("kwic('money', '', ?, 10)", "year=" + "9" * 900),
    ("word_list(?, '', 10)", HUGE),
    ("word_list(6, ?, 10)", "label=" + "[a-z]*" * 100),
    ("collocates('money', ?, '', 10)", HUGE),
    ("collocates('*', ?, '', 10)", 20),
    ("keywords(?, ?1, 10)", "id=0001"),
    ("keywords(?, '', 10)", "\x00=\x00"),
    ("spread(?, '; DROP TABLE documents')", "money"),
    ("log_dice(?, 0, 0)", 0),
    ("log_dice(?, 'x', NULL)", b"1"),
    ("keyness(?, 0, 0, 0)", -1),
    ("log_ratio(?, 1, 1e308, 1e-308)", 9e307),
]


@pytest.mark.parametrize(("call", "value"), HOSTILE, ids=itertools.count())
def test_our_functions_bound_their_work_whatever_they_are_given(database, call, value):
    value = str(value) if value == HUGE else value
    (answer,) = database.execute(f"SELECT {call}", (value,)).fetchone()
    if isinstance(answer, str):
        rows = json.loads(answer)
        assert len(rows) <= 1_000
        assert len(answer) < 1_000_000


def test_a_page_that_takes_too_long_is_stopped_and_says_so(published, small, monkeypatch):
    from curate.publish import pipeline
    from curate.publish.plugin.analyses import says, together

    endless = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT max(x) FROM n"
    monkeypatch.setattr(corpora, "SECONDS", 0.05)
    monkeypatch.setattr(together, "TOGETHER", endless)
    monkeypatch.setattr(says, "SAYS", endless)
    monkeypatch.setattr("curate.publish.search._listing", lambda *_: endless)
    monkeypatch.setattr("curate.publish.plugin.document.DUPLICATES", endless)
    site = small.site(pipeline.database_file(published))
    for page in ("together", "says", "search?q=money", "together.json"):
        answer = site.get(f"/corpus/-/{page}")
        assert answer.status_code == 400
        assert "was stopped" in answer.text
    answer = site.get("/corpus/-/read/0001")
    assert answer.status_code == 503
    assert "was stopped" in answer.text
    monkeypatch.undo()
    assert site.get("/corpus/-/together").status_code == 200
    site.close()


def test_other_errors_of_the_database_are_not_taken_for_the_time_limit():
    with pytest.raises(sqlite3.OperationalError), corpora.time_limit(sqlite3.connect(":memory:")):
        sqlite3.connect(":memory:").execute("SELECT * FROM nothing")


@pytest.mark.parametrize(
    "path",
    [
        "/corpus/-/search?q=money&page=" + "9" * 5_000,
        "/corpus/-/concordance?phrase=money&page=" + "9" * 5_000,
        "/corpus/-/collocates?phrase=money&left=" + "9" * 5_000,
        "/corpus/-/read/0001?at=" + "9" * 5_000 + "-" + "9" * 5_001,
        "/corpus/-/search?q=" + "(" * 900,
        "/corpus/-/search?q=" + "a*+" * 300,
        "/corpus/-/search?q=NEAR(" + "a+" * 300 + ",99999999999999999999)",
        "/corpus/-/keywords?part=year%3D" + "9" * 5_000,
    ],
    ids=itertools.count(),
)
def test_a_hostile_address_is_answered(site, path):
    answer = site.get(path)
    assert answer.status_code in (200, 400)
    assert "Traceback" not in answer.text
