"""A corpus that wants to do harm: its text, names and labels do nothing on any page."""

import json

import pytest

from curate.annotate import Annotation, By, Codebook, Fragment, Journal, Label, codebook_file
from curate.corpus import Cleaned, Document, Meta, Project, Source, cleaned, shard
from curate.publish import pipeline
from curate.text import Proposal, Span, settle

EVIL = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'>{{ 7*7 }}{% raw %}</title>"


@pytest.fixture(scope="module")
def evil(tmp_path_factory, small):
    root = tmp_path_factory.mktemp("evil")
    (root / "curate.toml").write_text(f"[project]\ntitle = {json.dumps(EVIL)}\n")
    project = Project.find(root)
    meta = Meta(EVIL, "2020", EVIL, EVIL, EVIL, EVIL)
    raw = f"{EVIL} word\n\n{EVIL} gone \x02here\x03.\n\n=1+1 \u202e backwards\n"
    documents = [
        Document(f"000{n}", raw, Source(uri="javascript:alert(3)", licence=EVIL), meta)
        for n in (1, 2)
    ]
    path = shard.append(project.documents_folder, documents)
    at = raw.index("gone")
    edits = settle(raw, [(EVIL, Proposal(Span(at, at + 5), "<b>", EVIL))])
    cleaned.write(
        cleaned.edits_file(project, path), [Cleaned(document, edits) for document in documents]
    )
    label = Label("org", "span", EVIL, EVIL, "<")
    relation = Label("attributed_to", "relation", EVIL)
    codebook_file.save(root / "schema" / "codebook.x.json", Codebook("x", labels=(label, relation)))
    spans = [
        Annotation(
            id,
            "span",
            "0001",
            documents[0].sha256,
            By("mallory"),
            EVIL,
            label="org",
            target=(Fragment(start, start + 40, raw[start : start + 40]),),
            note=EVIL,
            attributes={EVIL: EVIL},
        )
        for id, start in (("a000000001", 0), ("a000000002", 10))
    ]
    tie = Annotation(
        "a000000003",
        "relation",
        "0001",
        documents[0].sha256,
        By("mallory"),
        "",
        label="attributed_to",
        from_id="a000000001",
        to_id="a000000002",
    )
    Journal(project.annotations_folder, "mallory").write([*spans, tie])
    pipeline.build(project)
    site = small.site(pipeline.database_file(project))
    yield site
    site.close()


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/corpus",
        "/corpus/documents",
        "/corpus/documents/1",
        "/corpus/annotations",
        "/corpus/annotated",
        "/corpus/removals",
        "/corpus/-/read/0001",
        "/corpus/-/read/0001?view=removed",
        "/corpus/-/read/0001?view=beside&at=0-30",
        "/corpus/-/compare/0001/0002",
        "/corpus/-/search?q=word",
        "/corpus/-/search?q=alert&in=annotations",
        "/corpus/-/search?q=<script>alert(9)</script>",
        "/corpus/-/search?q=%22<script>alert(9)</script>",
        "/corpus/-/concordance?phrase=alert",
        "/corpus/-/concordance?phrase=<script>alert(9)</script>",
        "/corpus/-/keywords?part=<script>alert(9)</script>",
        "/corpus/-/keywords?part=id%3D0001",
        "/corpus/-/words",
        "/corpus/-/collocates?phrase=alert&minimum=1",
        "/corpus/-/spread?phrase=alert&by=publisher",
        "/corpus/-/spread?phrase=alert",
        "/corpus/-/says",
        "/corpus/-/together",
        "/corpus/in_context?phrase=<script>alert(9)</script>&sort=",
        "/corpus/-/read/<script>alert(9)</script>",
    ],
)
def test_nothing_of_a_hostile_corpus_becomes_markup(evil, path):
    answer = evil.get(path)
    page = answer.text
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert 'href="javascript:' not in page
    assert "49{%" not in page
    assert "default-src 'none'" in answer.headers["content-security-policy"]


def test_a_spreadsheet_runs_nothing(evil):
    for line in evil.get("/corpus/-/concordance.csv?phrase=backwards").text.splitlines():
        assert not line.lstrip('"').startswith(("=", "+", "-", "@"))


def test_data_of_a_hostile_corpus_is_well_formed(evil):
    from xml.etree import ElementTree

    ElementTree.fromstring(evil.get("/corpus/-/feed.atom").text)
    assert evil.get("/corpus/-/annotations/0001.jsonld").json()["items"]
