"""Our pages, asked without a browser: what they show, what they refuse, what they keep."""

import csv
import io
import json
import re
from xml.etree import ElementTree

import pytest

PAGES = [
    "/",
    "/corpus/-/read/0001",
    "/corpus/-/read/0001?view=removed",
    "/corpus/-/read/0001?view=beside&at=36-51",
    "/corpus/-/read/0003",
    "/corpus/-/search",
    "/corpus/-/search?q=money",
    "/corpus/-/search?q=money&in=annotations",
    "/corpus/-/compare/0001/0002",
    "/corpus/-/cluster/c0001",
    "/corpus/-/concordance?phrase=money",
    "/corpus/-/words",
    "/corpus/-/words?length=2",
    "/corpus/-/collocates?phrase=money&minimum=1",
    "/corpus/-/keywords?part=year%3D2018&minimum=1",
    "/corpus/-/spread?phrase=money",
    "/corpus/-/spread?phrase=money&by=year",
    "/corpus/-/together",
    "/corpus/-/says",
]
DATASETTE = [
    "/corpus",
    "/corpus/documents",
    "/corpus/annotations",
    "/corpus/annotations/1000000001",
]
QUESTIONS = {
    "labelled": "label=claim",
    "claims_of": "name=King's Fund",
    "in_context": "phrase=money&sort=left",
    "removed": "rule=",
    "labels_together": "",
    "over_time": "",
    "who_is_cited": "",
    "words_that_mark": "label=claim.barrier",
    "beside_a_word": "phrase=a",
    "over_parts": "phrase=money&by=publisher",
}


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_whole_and_under_our_policy(site, path):
    answer = site.get(path)
    assert answer.status_code == 200
    assert "Care &amp; Corpus" in answer.text
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe-eval" not in policy
    if path != "/":
        assert "unsafe-inline" not in policy
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "<script" not in answer.text
    ids = re.findall(r'\sid="([^"]*)"', answer.text)
    assert len(ids) == len(set(ids))
    assert not re.search(r"\sstyle=|\son\w+=", answer.text)
    assert "http://" not in re.sub(r'https?://(localhost|www\.w3\.org)[^"]*', "", answer.text)


@pytest.mark.parametrize("path", DATASETTE)
def test_pages_of_datasette_have_a_policy_too(site, path):
    answer = site.get(path)
    assert answer.status_code == 200
    assert "script-src 'self' 'sha256-" in answer.headers["content-security-policy"]


@pytest.mark.parametrize("name", QUESTIONS)
def test_every_saved_query_answers(site, name):
    answer = site.get(f"/corpus/{name}.json?_shape=array&{QUESTIONS[name]}")
    assert answer.status_code == 200
    rows = answer.json()
    assert rows
    assert all(not row.get("problem") for row in rows)


def test_every_saved_query_is_tried_above(published):
    names = json.loads((published.build_folder / "datasette.json").read_text())
    assert set(names["databases"]["corpus"]["queries"]) == set(QUESTIONS)


def test_the_reading_page_shows_marks_notes_and_relations(site):
    page = site.get("/corpus/-/read/0001").text
    assert 'id="abar00000001"' in page
    assert "domain: finance, culture" in page
    assert "with &lt;i&gt;the&lt;/i&gt; article" in page
    assert re.search(r"→ attributed to <a href=\"#aorg00000001\">The King’s Fund</a>", page)
    assert "&lt;b&gt;" in page
    assert "MENU" not in page
    assert "axxx00000003" not in page  # rejected


def test_marks_are_filtered_by_label_annotator_and_status(site):
    page = site.get("/corpus/-/read/0001?label=org").text
    assert 'id="aorg00000001"' in page
    assert 'id="abar00000001"' not in page
    assert 'id="abar00000001"' not in site.get("/corpus/-/read/0001?annotator=ben").text
    assert 'id="axxx00000003"' in site.get("/corpus/-/read/0001?status=rejected").text


def test_what_was_removed_is_shown_with_its_reason(site):
    page = site.get("/corpus/-/read/0001?view=removed").text
    gone = "".join(re.findall(r"<del[^>]*>(.*?)</del>", page))
    assert "MENU Home | About" in re.sub(r"<[^>]*>", "", gone)
    assert "a page number in the text" in page


def test_white_space_that_was_removed_between_sentences_has_its_place_too(tmp_path, small):
    from curate.corpus import Cleaned, Document, Meta, Project, Source, cleaned, shard
    from curate.publish import pipeline
    from curate.text import Proposal, Span, settle

    (tmp_path / "curate.toml").write_text("[project]\n")
    project = Project.find(tmp_path)
    raw = "One sentence.   \n\n\n   Another one."
    path = shard.append(project.documents_folder, [Document("a", raw, Source(), Meta())])
    edits = settle(raw, [("blanks", Proposal(Span(13, 16), "", "blanks at a line's end"))])
    made = Cleaned(Document("a", raw, Source(), Meta()), edits)
    cleaned.write(cleaned.edits_file(project, path), [made])
    pipeline.build(project)
    site = small.site(pipeline.database_file(project))
    page = site.get("/corpus/-/read/a?view=removed").text
    site.close()
    assert 'id="e13"' in page
    assert 'href="#e13"' in page


def test_a_passage_has_an_address_and_a_citation(site):
    page = site.get("/corpus/-/read/0001?at=36-51").text
    assert "The King’s Fund" in page.split("names the passage")[1][:60]
    assert 'id="at"' in page
    assert "How to cite this passage" in page


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/corpus/-/read/nothing", 404),
        ("/corpus/-/read/..%2f..%2fetc", 302),
        ("/nothing/-/read/0001", 404),
        ("/_internal/-/search", 404),
        ("/corpus/-/compare/0001/nothing", 404),
        ("/corpus/-/cluster/nothing", 404),
        ("/corpus/-/annotations/nothing", 404),
        ("/corpus/-/search?q=%22open", 400),
        ("/corpus/-/search?q=NEAR(a,b)", 400),
        ("/corpus/-/concordance?phrase=...", 400),
        ("/corpus/-/keywords?part=colour%3Dred", 400),
        ("/corpus/-/read/0001?at=9-2&view=nonsense&status=x", 200),
        ("/corpus/-/concordance?phrase=a&page=99999&sort=x&thin=x", 200),
        ("/corpus/-/search?q=money&page=x&year=x", 200),
    ],
)
def test_what_is_not_there_or_makes_no_sense_is_told(site, path, status):
    answer = site.get(path)
    assert answer.status_code == status
    assert "Traceback" not in answer.text


def test_a_cluster_shows_who_is_kept_as_a_picture_and_a_table_and_where_the_others_differ(site):
    page = site.get("/corpus/-/cluster/c0001").text
    told = " ".join(re.sub(r"<[^>]*>", " ", page).split())
    assert "Integrated care (2018-09-20) is kept and stands for 1 other." in told
    picture = page[page.index("<svg") : page.index("</svg>")]
    for words in ("kept", "near 81.0%", "A second look", 'stroke-dasharray="9 3"'):
        assert words in picture
    assert "/corpus/-/compare/0001/0002" in picture
    assert "nearly the same text" in page
    assert "81.0 %" in page
    assert re.search(r"<del>[^<]*Integrated", page)
    assert re.search(r"<ins>[^<]*second", page)


def test_pages_and_tables_lead_to_the_cluster(site):
    address = "/corpus/-/cluster/c0001"
    for path in ("/corpus/-/read/0001", "/corpus/-/compare/0001/0002", "/corpus/near_duplicates"):
        assert address in site.get(path).text


def test_analyses_come_as_json_and_csv(site):
    rows = site.get("/corpus/-/words.json").json()["rows"]
    assert rows[0]["rank"] == 1
    assert rows[0]["links"]["word"].startswith("concordance?phrase=")
    lines = site.get("/corpus/-/words.csv").text.splitlines()
    assert lines[0] == "rank,word,times,per million"
    assert site.get("/corpus/-/concordance.csv").text.startswith("nothing was asked")


@pytest.mark.parametrize(
    ("page", "number"),
    [
        ("words", "times"),
        ("words?length=2&within=year%3D2020", "times"),
        ("keywords?part=year%3D2020&against=year%3D2018&minimum=1", "here"),
        ("keywords?part=year%3D2020&against=year%3D2018&minimum=1", "there"),
        ("keywords?part=label%3Dclaim&minimum=1", "here"),
        ("spread?phrase=money", "times"),
        ("spread?phrase=money&by=year", "times"),
        ("collocates?phrase=money&minimum=1", "frequency"),
        ("collocates?phrase=money&minimum=1&left=1&right=2", "together"),
        ("together", "paragraphs"),
        ("says", "claims"),
    ],
)
def test_a_number_leads_to_the_lines_behind_it(site, page, number):
    name, _, query = page.partition("?")
    rows = site.get(f"/corpus/-/{name}.json?{query}").json()["rows"]
    assert rows
    for row in rows:
        if row[number]:
            page, _, query = row["links"][number].partition("?")
            lines = site.get(f"/corpus/-/{page}.json?{query}").json()
            assert len(lines["rows"]) == row[number]
            for line in lines["rows"]:
                assert any(link.startswith("read/") for link in line["links"].values())


def test_a_long_concordance_goes_on_on_a_next_page(site, monkeypatch):
    from curate.publish.plugin.analyses import concordance

    monkeypatch.setattr(concordance, "PAGE", 3)
    page = site.get("/corpus/-/concordance?phrase=a*&sort=left").text
    link = re.search(r'href="([^"]*)">More lines', page)[1].replace("&amp;", "&")
    assert "page=2" in link
    assert site.get(link).text.count("<tr>") == 2  # the head and the fourth line


def test_a_search_comes_as_json_and_csv(site, small):
    rows = site.get("/corpus/-/search.json?q=money").json()["rows"]
    assert {row["document"] for row in rows} == {"0001", "0002"}
    for row in rows:
        start, end = map(int, row["at"].split("-"))
        assert small.RAW[row["document"]][start:end] == row["found"]
    lines = list(csv.reader(io.StringIO(site.get("/corpus/-/search.csv?q=money").text)))
    assert len(lines) == 1 + len(rows)
    assert site.get("/corpus/-/search.json?q=%22open").status_code == 400


def test_annotations_come_as_web_annotations_on_the_raw_text(site, small):
    page = site.get("/corpus/-/annotations/0001.jsonld")
    assert page.headers["content-type"].startswith("application/ld+json")
    for item in page.json()["items"]:
        targets = item["target"] if isinstance(item["target"], list) else [item["target"]]
        for target in targets:
            quote, position = target["selector"]
            text = site.get(re.sub(r"^https?://[^/]+", "", target["source"])).text
            assert text[position["start"] : position["end"]] == quote["exact"]
    one = site.get("/corpus/-/annotations/aorg00000001").json()
    assert one["body"][0]["value"] == "org"


def test_texts_are_served_as_they_are(site, small):
    assert site.get("/corpus/-/text/0001.raw.txt").text == small.FIRST
    assert "MENU" not in site.get("/corpus/-/text/0001.txt").text


def test_the_feed_is_atom(site):
    feed = ElementTree.fromstring(site.get("/corpus/-/feed.atom").text)
    names = {child.tag.rpartition("}")[2] for child in feed}
    assert {"title", "id", "updated", "entry", "author"} <= names


def test_an_answer_is_kept_and_asked_about_by_its_tag(site):
    first = site.get("/corpus/-/read/0002")
    again = site.get("/corpus/-/read/0002")
    assert again.text == first.text
    tag = again.headers["etag"]
    assert again.headers["content-security-policy"] == first.headers["content-security-policy"]
    assert site.get("/corpus/-/read/0002", headers={"if-none-match": tag}).status_code == 304
    assert "etag" not in site.get("/corpus/-/read/0002", headers={"cookie": "a=b"}).headers
    assert "etag" not in site.get("/-/versions.json").headers


@pytest.fixture
def public(published, small):
    from curate.publish import pipeline

    site = small.site(pipeline.database_file(published), own_sql=False)
    yield site
    site.close()


def test_a_public_site_takes_no_sql_but_saved_queries(public):
    for path in ("/corpus.json?sql=select+1", "/corpus/-/query.json?sql=select+1"):
        assert public.get(path, follow_redirects=True).status_code in (400, 403, 404)
    assert public.get("/corpus/documents.json?_where=1%3D1").status_code in (400, 403)
    assert public.get("/corpus.db").status_code in (403, 404)
    assert public.get("/corpus/documents.json?_facet=text").status_code == 400
    assert public.get("/corpus/over_time.json?_shape=array").status_code == 200


def test_a_huge_value_is_refused_at_once(site):
    sql = "select+hex(zeroblob(450000000))"
    for path in (f"/corpus.json?sql={sql}", f"/corpus/-/query.json?sql={sql}"):
        answer = site.get(path, follow_redirects=True)
        if answer.status_code != 404:
            assert answer.status_code == 400
            return
    raise AssertionError("no page takes SQL")


def test_an_error_is_told_on_a_page_of_the_corpus(site):
    page = site.get("/corpus/-/read/nothing").text
    assert "No document nothing" in page
    assert "<h1>Not found</h1>" in page
    assert "Care &amp; Corpus" in page
    assert 'href="/corpus/-/search"' in page
