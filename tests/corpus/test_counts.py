from curate.corpus import Cleaned, Document, Meta
from curate.corpus.counts import count
from curate.text import Proposal, Span, settle

RAW = "Page 1\nTwo  words"
EDITS = settle(
    RAW,
    [
        ("pages", Proposal(Span(0, 7), "", "a page number")),
        ("spaces", Proposal(Span(10, 12), " ", "two spaces")),
    ],
)


def test_counts_say_how_much_there_is_and_what_each_rule_took():
    corpus = [
        Cleaned(Document("a", RAW, meta=Meta(date="2020-01", publisher="P")), EDITS),
        Cleaned(Document("b", "One")),
    ]
    counts = count(corpus)
    assert (counts.documents, counts.raw_characters, counts.clean_characters) == (2, 20, 12)
    assert counts.words == 3
    assert counts.years == {"2020": 1, "unknown": 1}
    assert counts.edits == {"pages": 1, "spaces": 1}
    assert counts.removed == {"pages": 7, "spaces": 1}
    assert counts.to_json()["publishers"] == {"P": 1, "unknown": 1}
