"""Each rule of sense finds what is wrong, at its place, and leaves alone what is right."""

import pytest

from curate.check.sense.rule import RECORDS, rules
from tests.check.conftest import CODEBOOK, RAW, SHA, annotation, span

OTHER_SHA = "0" * 64


def relation(number, label, start, end, **facts):
    return annotation(number, "relation", label=label, **{"from": start, "to": end}, **facts)


def fragment(start, end, exact):
    return {"start": start, "end": end, "exact": exact}


A, B, C = "a000000000001", "a000000000002", "a000000000003"
CLAIM = span(1, "claim", 20, 41)
ORG = span(2, "org", 8, 19)
STATE = annotation(9, "state", codebook=None, value="finished")
TOPIC = annotation(8, "document", label="topic", value="care")
DECISION = annotation(7, "decision", codebook=None, of=[A, B], choice=A)

RIGHT = [
    [CLAIM, ORG, relation(3, "said_by", A, B)],
    [TOPIC, STATE],
    [CLAIM, ORG, DECISION],
    [span(1, "org", 8, 19), span(2, "org", 8, 11)],  # nested
    [annotation(1, target=[fragment(1, 5, "wrong")]), annotation(1, rev=2)],  # mended later
    [annotation(1, target=[fragment(1, 5, "wrong")]), annotation(1, rev=2, status="deleted")],
    [annotation(1, label="body", codebook={"id": "small", "version": "1.0.0"})],  # renamed since
    [annotation(1, target=[fragment(8, 11, "NHS"), fragment(12, 19, "England")])],
    [annotation(1, doc={"id": "0001", "sha256": OTHER_SHA}, anchor={"state": "orphan"})],
    [span(1, "org", 8, 19), span(2, "org", 8, 19, status="rejected")],
    [span(1, "claim", 30, 36)],  # café with its accent
    [span(1, "claim", len(RAW) - 2, len(RAW))],  # thumb with its skin tone
]

WRONG = [
    # records, then (rule, line, pointer) of the only findings
    (
        [annotation(1, target=[fragment(8, 19, "NHS Englund")])],
        [("quote-mismatch", 1, "/target/0/exact")],
    ),
    ([annotation(1, target=[fragment(9, 9, "x")])], [("offset-outside", 1, "/target/0/end")]),
    ([annotation(1, target=[fragment(8, 9000, "x")])], [("offset-outside", 1, "/target/0/end")]),
    (
        [annotation(1, target=[fragment(12, 19, "England"), fragment(8, 11, "NHS")])],
        [("offset-outside", 1, "/target/1/start")],
    ),
    ([span(1, "claim", 30, 34)], [("split-character", 1, "/target/0/start")]),
    ([span(1, "claim", len(RAW) - 2, len(RAW) - 1)], [("split-character", 1, "/target/0/start")]),
    ([span(1, "org", 8, 20)], [("edge-space", 1, "/target/0/exact")]),
    ([annotation(1, doc={"id": "0002", "sha256": SHA})], [("text-unknown", 1, "/doc/id")]),
    (
        [annotation(1, doc={"id": "0001", "sha256": OTHER_SHA})],
        [("text-unknown", 1, "/doc/sha256")],
    ),
    (
        [annotation(1, doc={"id": "0001", "sha256": OTHER_SHA}, status="proposed")],
        [("stale-proposal", 1, "/doc/sha256")],
    ),
    ([annotation(1, label="orgg")], [("unknown-label", 1, "/label")]),
    ([annotation(1, label="said_by")], [("unknown-label", 1, "/label")]),
    ([annotation(1, label="body")], [("unknown-label", 1, "/label")]),
    (
        [annotation(1, codebook={"id": "big", "version": "1.0.0"})],
        [("unknown-label", 1, "/codebook/id")],
    ),
    (
        [annotation(1, codebook={"id": "small", "version": "1.10.0"})],
        [("unknown-label", 1, "/codebook/version")],
    ),
    (
        [span(1, "claim", 20, 41, attributes={"voice": "narrator"})],
        [("unknown-attribute", 1, "/attributes/voice")],
    ),
    (
        [annotation(1, attributes={"voice": "author"})],
        [("unknown-attribute", 1, "/attributes/voice")],
    ),
    ([annotation(1, "document", label="topic", value="art")], [("unknown-attribute", 1, "/value")]),
    ([annotation(1, by={"id": "ben", "type": "person"})], [("wrong-journal", 1, "/by/id")]),
    ([annotation(1, rev=2)], [("revision-gap", 1, "/rev")]),
    ([annotation(1), annotation(1, rev=3)], [("revision-gap", 2, "/rev")]),
    ([annotation(1), annotation(1)], [("revision-gap", 2, "/rev")]),
    ([annotation(8), {**TOPIC, "rev": 2}], [("duplicate-id", 2, "/kind")]),
    ([ORG, span(3, "org", 8, 19)], [("duplicate-span", 2, ""), ("overlap", 2, "/target/0/start")]),
    ([span(1, "org", 8, 19), span(2, "org", 12, 24)], [("overlap", 2, "/target/0/start")]),
    ([CLAIM, relation(3, "said_by", A, B)], [("relation-end", 2, "/to")]),
    (
        [CLAIM, {**ORG, "status": "rejected"}, relation(3, "said_by", A, B)],
        [("relation-end", 3, "/to")],
    ),
    (
        [CLAIM, {**ORG, "status": "proposed"}, relation(3, "said_by", A, B)],
        [("relation-end", 3, "/to")],
    ),
    ([CLAIM, ORG, relation(3, "said_by", B, A)], [("relation-labels", 3, "/label")]),
    (
        [
            CLAIM,
            span(2, "claim", 20, 29),
            relation(3, "supports", A, B),
            relation(4, "supports", B, A),
        ],
        [("relation-cycle", 4, "/to")],
    ),
    ([CLAIM, ORG, {**DECISION, "choice": C}], [("decision-candidates", 3, "/choice")]),
    ([CLAIM, DECISION], [("decision-candidates", 2, "/of/1")]),
    ([STATE], [("required-label", 1, "/value")]),
    (
        [TOPIC, annotation(6, "document", label="topic", value="money")],
        [("exclusive-label", 2, "/value")],
    ),
    ([annotation(1, proposal=B)], [("unknown-proposal", 1, "/proposal")]),
]


@pytest.mark.parametrize("records", RIGHT)
def test_what_makes_sense_is_left_alone(folder, records):
    folder.annotate(*records)
    assert folder.findings() == []


@pytest.mark.parametrize(("records", "said"), WRONG, ids=lambda value: str(value[0])[:40])
def test_what_makes_no_sense_is_found_at_its_place(folder, records, said):
    folder.annotate(*records)
    assert sorted(folder.said()) == sorted(said)


def test_every_rule_for_annotations_has_a_case():
    tried = {code for _, said in WRONG for code, _, _ in said}
    assert {rule.id for rule in rules() if rule.of == "annotation"} == tried | {"duplicate-id"}


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.id)
def test_every_rule_says_what_is_wrong_and_what_is_right(rule):
    assert "\nWrong: " in rule.documentation
    assert "\nRight: " in rule.documentation
    assert rule.of in RECORDS
    assert rule.severity in ("error", "warning", "note")
    assert rule.check or rule.check_all


def test_an_id_in_two_journals_is_one_too_many(folder):
    folder.annotate(annotation(1))
    folder.annotate(annotation(1, by={"id": "ben", "type": "person"}), name="ben")
    assert folder.said() == [("duplicate-id", 1, "/id")]


def test_two_documents_of_one_id_are_found_across_shards(folder):
    folder.write("corpus/documents/0002.jsonl", [{"id": "0001", "raw": "Another."}])
    assert folder.said() == [("document-id", 1, "/id")]


def test_a_broken_record_draws_no_findings_on_what_refers_to_it(folder):
    folder.annotate({**CLAIM, "colour": "red"}, ORG, relation(3, "said_by", A, B))
    assert folder.said() == [("unknown-key", 1, "/colour")]


def test_a_unique_quote_is_found_again_in_the_hint(folder):
    folder.annotate(annotation(1, target=[fragment(0, 4, "said")]))
    (finding,) = folder.findings()
    assert "20–24" in finding.hint


def test_offsets_in_other_units_are_recognised(folder):
    text = "\N{OK HAND SIGN} NHS"
    folder.write("corpus/documents/0002.jsonl", [{"id": "0002", "raw": text}])
    import hashlib

    doc = {"id": "0002", "sha256": hashlib.sha256(text.encode()).hexdigest()}
    folder.annotate(
        annotation(1, doc=doc, target=[fragment(3, 5, "NH")]),
        annotation(2, doc=doc, target=[fragment(0, 1, "x"), fragment(2, 4, "NH")]),
    )
    hints = [finding.hint for finding in folder.findings()]
    assert any("UTF-16 units" in hint for hint in hints)


def test_severity_is_the_projects_choice(folder):
    folder.annotate(span(1, "org", 8, 20), annotation(2, rev=2))
    toml = folder.root / "curate.toml"
    toml.write_text('[check]\nseverity = { edge-space = "note", revision-gap = "off" }\n')
    assert [(one.code, one.severity) for one in folder.findings()] == [("edge-space", "note")]


def test_an_edit_out_of_place_is_found(folder):
    edit = {"start": 2, "end": 5, "new": "", "reasons": [{"rule": "r", "why": "w"}]}
    line = {"id": "0001", "sha256": SHA, "edits": [edit, {**edit, "start": 4}]}
    folder.write("build/edits/0001.jsonl", [line])
    assert folder.said() == [("edit-mismatch", 1, "/edits/1/start")]


def test_a_codebook_is_linted(folder):
    labels = [*CODEBOOK["labels"], CODEBOOK["labels"][0]]
    folder.write_json("schema/codebook.small.json", {**CODEBOOK, "labels": labels})
    assert "codebook-lint" in {code for code, _, _ in folder.said()}
