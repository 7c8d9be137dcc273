"""A small project that has everything the publication shows."""

import asyncio
import json
import sqlite3
from contextlib import closing
from types import SimpleNamespace

import pytest

from curate.annotate import Annotation, By, Codebook, Fragment, Journal, Label, codebook_file
from curate.annotate.record import Edition
from curate.corpus import Cleaned, Document, Meta, Project, Source, cleaned, shard
from curate.publish import pipeline, server
from curate.publish.corpus_functions import functions
from curate.text import Proposal, Span, settle

FIRST = (
    "MENU Home | About\n\nIntegrated care\n\n"
    "The King\u2019s Fund found that money is a barrier. Page 3 Trust takes time!\n\n"
    "\u201cCaf\u00e9 talks\u201d helped, <b>leaders</b> & staff said.\n"
)
SECOND = (
    "A second look\n\nMoney is a barrier, the Ministry says.\n"
    "Its report of 2019 repeats it: money is a barrier.\n"
)
THIRD = "集成照护很重要。我们需要时间和iPad。\n"
META = {
    "0001": Meta("Integrated care", "2018-09-20", "Health News", "A. Writer", "news", "en"),
    "0002": Meta("A second look", "2020", "The Ministry", "", "report", "en"),
    "0003": Meta(),
}
RAW = {"0001": FIRST, "0002": SECOND, "0003": THIRD}


def edits_of(raw):
    proposals = []
    for removed, rule, why in (
        ("MENU Home | About\n\n", "menu", "a menu line"),
        (" Page 3", "page-number", "a page number in the text"),
    ):
        if removed in raw:
            start = raw.index(removed)
            span = Span(start, start + len(removed))
            proposals.append((rule, Proposal(span, "", why)))
    return settle(raw, proposals)


def add_documents(project, raw=None, meta=None):
    raw, meta = raw or RAW, meta or META
    documents = [
        Document(id, text, Source(uri=f"https://example.org/{id}"), meta.get(id, Meta()))
        for id, text in raw.items()
    ]
    path = shard.append(project.documents_folder, documents)
    made = [Cleaned(document, edits_of(document.raw)) for document in documents]
    cleaned.write(cleaned.edits_file(project, path), made)
    return made


LABELS = (
    Label("org", "span", "Organisation", "A named body.", "o", "entity"),
    Label("claim.barrier", "span", "Barrier", "A stated obstacle.", "b", "claim"),
    Label("claim.finding", "span", "Finding", "A reported result.", "f", "claim"),
    Label("attributed_to", "relation", "attributed to", "Who makes the claim."),
    Label("topic", "document", "Topic", "Main subject."),
)


def span(id, document, label, *quotes, by="anna", status="accepted", **more):
    fragments = []
    for quote in quotes:
        start = document.raw.index(quote)
        fragments.append(Fragment(start, start + len(quote), quote))
    return Annotation(
        id,
        "span",
        document.id,
        document.sha256,
        By(by),
        "2026-11-21T10:00:00Z",
        status=status,
        codebook=Edition("care", "1.0.0"),
        label=label,
        target=tuple(fragments),
        **more,
    )


def add_annotations(project, documents):
    codebook_file.save(
        project.schema_folder / "codebook.care.json", Codebook("care", labels=LABELS)
    )
    one, two, _ = (item.document for item in documents)

    def said(id, kind, **more):
        at, edition = "2026-11-21T10:00:00Z", Edition("care", "1.0.0")
        return Annotation(id, kind, one.id, one.sha256, By("anna"), at, codebook=edition, **more)

    Journal(project.annotations_folder, "anna").write(
        [
            span(
                "aorg00000001", one, "org", "The King\u2019s Fund", note="with <i>the</i> article"
            ),
            span(
                "afin00000001",
                one,
                "claim.finding",
                "found that money is a barrier.",
                "Trust takes time",
                attributes={"voice": "reported", "domain": ("finance", "culture")},
            ),
            span("abar00000001", one, "claim.barrier", "money is a barrier"),
            span("abar00000002", two, "claim.barrier", "Money is a barrier"),
            span("aorg00000002", two, "org", "the Ministry"),
            span("amenu0000001", one, "org", "Home"),
            said(
                "arel00000001",
                "relation",
                label="attributed_to",
                from_id="abar00000001",
                to_id="aorg00000001",
            ),
            said("adoc00000001", "document", label="topic", value="money"),
            said("asta00000001", "state", value="finished"),
        ]
    )
    Journal(project.annotations_folder, "ben").write(
        [
            span("axxx00000001", one, "claim.barrier", "is a barrier. Page 3 Trust", by="ben"),
            span("axxx00000002", one, "org", "leaders", by="ben", status="proposed"),
            span("axxx00000003", one, "org", "staff", by="ben", status="rejected"),
        ]
    )


def make_project(folder, publish=""):
    settings = '[project]\nname = "care"\ntitle = "Care & Corpus"\nlicence = "CC0-1.0"\n'
    (folder / "curate.toml").write_text(settings + publish)
    project = Project.find(folder)
    documents = add_documents(project)
    add_annotations(project, documents)
    cluster = {
        "id": "c0001",
        "members": ["0001", "0002"],
        "representative": "0001",
        "links": [{"left": "0001", "right": "0002", "similarity": 0.81, "kind": "near"}],
    }
    (project.build_folder / "clusters.jsonl").write_text(json.dumps(cluster) + "\n")
    return project


@pytest.fixture
def project(tmp_path):
    return make_project(tmp_path)


@pytest.fixture(scope="session")
def published(tmp_path_factory):
    """The small project, published; not to be changed."""
    project = make_project(tmp_path_factory.mktemp("published"))
    pipeline.build(project)
    return project


@pytest.fixture
def database(published):
    """A connection to the published database, with our functions."""
    with closing(sqlite3.connect(pipeline.database_file(published))) as connection:
        connection.row_factory = sqlite3.Row
        functions.register(connection)
        yield connection


class Site:
    """A Datasette on the published project, asked without a network."""

    def __init__(self, path, own_sql=True):
        self.loop = asyncio.new_event_loop()
        self.datasette = server.datasette(path, own_sql)
        self.loop.run_until_complete(self.datasette.invoke_startup())

    def get(self, path, **more):
        return self.loop.run_until_complete(self.datasette.client.get(path, **more))

    def close(self):
        for item in self.datasette.databases.values():
            item.close()
        self.loop.run_until_complete(self.loop.shutdown_default_executor())
        self.loop.close()


@pytest.fixture(scope="session")
def site(published):
    site = Site(pipeline.database_file(published))
    yield site
    site.close()


@pytest.fixture(scope="session")
def small():
    """What the small project is made of, and how."""
    return SimpleNamespace(FIRST=FIRST, RAW=RAW, make=make_project, span=span, site=Site)
