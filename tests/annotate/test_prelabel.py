"""Prelabelling: tools find what they should, and only propose."""

import json
import sys
from dataclasses import replace

import pytest

from curate.annotate import By, Journals
from curate.annotate.answer import answers, chosen
from curate.annotate.author import Author
from curate.annotate.journal import Line
from curate.annotate.prelabel import Hit, gazetteer, pattern, program, propose, withdraw
from curate.annotate.record import new_id
from curate.errors import PatternError, ToolError, ToolFileError, UsageError
from curate.finding import Finding

AT = "2026-11-21T10:00:00Z"


@pytest.fixture
def tool(codebook):
    return Author(By("names", "pattern"), codebook)


def quotes(finder, text):
    return [(text[hit.start : hit.end], hit.label) for hit in finder(text)]


def names(*entries):
    return gazetteer.finder([gazetteer.Entry("org", (name,)) for name in entries])


def test_names_are_found_as_whole_words_the_longest_first():
    finder = names("NHS", "NHS England", "Fund")
    text = "NHS England and the NHS; a Funder, the Fund."
    assert quotes(finder, text) == [("NHS England", "org"), ("NHS", "org"), ("Fund", "org")]


def test_quotation_marks_and_line_breaks_do_not_hide_a_name():
    assert quotes(names("The King's Fund"), "The King’s\nFund said") == [
        ("The King’s\nFund", "org")
    ]


def test_capitals_count_unless_the_entry_says_otherwise():
    entry = gazetteer.Entry("org", ("Monitor",))
    assert quotes(gazetteer.finder([entry]), "we monitor Monitor") == [("Monitor", "org")]
    assert len(quotes(gazetteer.finder([replace(entry, case=False)]), "we monitor Monitor")) == 2


def test_gazetteers_are_read_from_toml_and_csv(tmp_path):
    toml, table = tmp_path / "names.toml", tmp_path / "names.csv"
    toml.write_text('[[entry]]\nlabel = "org"\nnames = ["NHS", "the service"]\n', "utf-8")
    table.write_text("label,name,id,name_full\norg,NHS,nhs,National Health Service\n", "utf-8")
    assert gazetteer.load(toml) == (gazetteer.Entry("org", ("NHS", "the service")),)
    (entry,) = gazetteer.load(table)
    assert (entry.id, entry.attributes) == ("nhs", {"name_full": "National Health Service"})


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.toml", "[[entry]]\nlabel = 1"),
        ("a.toml", "[[entry]"),
        ("a.toml", '[[entry]]\nlabel = "x"\nnames = ["y"]\ncolour = 1'),
        ("a.csv", "label,title\norg,NHS\n"),
        ("a.csv", ""),
        ("missing.csv", None),
    ],
)
def test_a_gazetteer_that_cannot_be_read_is_an_error_with_its_path(tmp_path, name, text):
    if text is not None:
        (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(ToolFileError) as caught:
        gazetteer.load(tmp_path / name)
    assert caught.value.path == tmp_path / name


def test_a_pattern_marks_its_group_span_or_all_it_matches():
    finder = pattern.finder(
        [
            pattern.Pattern("date", r"\b(19|20)\d\d\b"),
            pattern.Pattern("org", r"according to (?<span>\p{Lu}\w+)"),
        ]
    )
    assert quotes(finder, "In 2019, according to Monitor, 20195") == [
        ("2019", "date"),
        ("Monitor", "org"),
    ]


def test_a_pattern_that_is_none_is_an_error():
    with pytest.raises(PatternError):
        pattern.finder([pattern.Pattern("date", "(")])


def test_a_pattern_that_never_ends_is_an_error(monkeypatch):
    monkeypatch.setattr(pattern, "SECONDS", 0.05)
    finder = pattern.finder([pattern.Pattern("date", r"(?:a|aa)+b")])
    with pytest.raises(PatternError):
        list(finder("a" * 200))


@pytest.mark.parametrize(
    ("tokens", "found"),
    [
        ([{"LOWER": "chief"}, {"LOWER": "executive"}], ["Chief Executive", "chief\nexecutive"]),
        ([{"LOWER": {"IN": ["chief", "vice"]}}], ["Chief", "chief"]),
        ([{"TEXT": "Chief"}], ["Chief"]),
        ([{"IS_TITLE": True, "OP": "+"}, {"TEXT": "Smith"}], ["Chief Executive Ann Smith"]),
        ([{"LOWER": "of"}, {"LOWER": "the", "OP": "?"}, {"IS_UPPER": True}], ["of the NHS"]),
        ([{"TEXT": "("}, {"IS_DIGIT": True}, {"TEXT": ")"}], ["(2019)"]),
        ([{"REGEX": r"\d{4}"}], ["2019"]),
        ([{"LOWER": "of"}, {"TEXT": "the", "OP": "!"}], []),
        ([{"TEXT": "Chie"}], []),
        ([{"TEXT": "xecutive"}], []),
    ],
)
def test_token_patterns_find(tokens, found):
    text = "Chief Executive Ann Smith, a chief\nexecutive of the NHS (2019)."
    finder = pattern.finder([pattern.Pattern("role", pattern.of_tokens(tokens))])
    assert [text[hit.start : hit.end].strip() for hit in finder(text)] == found


@pytest.mark.parametrize("token", [{"POS": "NOUN"}, {"LOWER": "x", "OP": "{2}"}, {"TEXT": []}])
def test_a_token_pattern_that_needs_more_is_an_error(token):
    with pytest.raises(PatternError):
        pattern.of_tokens([token])


def test_patterns_are_read_from_json_lines(tmp_path):
    path = tmp_path / "p.jsonl"
    path.write_text('{"label":"role","pattern":"Chief Executive"}\n\n{"label":"x"}\n', "utf-8")
    with pytest.raises(ToolFileError, match="line 3"):
        pattern.load(path)
    path.write_text('{"label":"role","pattern":"Chief Executive"}\n', encoding="utf-8")
    finder = pattern.finder(pattern.load(path))
    assert quotes(finder, "the Chief Executive.") == [("Chief Executive", "role")]
    assert [hit.rule for hit in finder("Chief Executive")] == ["p.jsonl:1"]


def script(tmp_path, body):
    path = tmp_path / "tagger.py"
    path.write_text(
        f"import json, sys\nfor line in sys.stdin:\n    asked = json.loads(line)\n{body}"
    )
    return f"{sys.executable} {path}"


def test_a_program_is_asked_for_every_document(tmp_path, clean):
    body = """
    at = asked["text"].index("NHS")
    span = {"start": at, "end": at + 3, "label": "org", "confidence": 0.5}
    print(json.dumps({"id": asked["id"], "spans": [span]}), flush=True)
"""
    documents = [clean("In the NHS"), clean("The NHS", id="0002")]
    found = list(program.run(script(tmp_path, body), documents))
    assert [(item.document.id, hits) for item, hits in found] == [
        ("0001", [Hit(7, 10, "org", "", 0.5)]),
        ("0002", [Hit(4, 7, "org", "", 0.5)]),
    ]


@pytest.mark.parametrize(
    "body",
    [
        "    sys.exit('no model here')\n",
        "    print('hello', flush=True)\n",
        '    print(\'{"id": "other", "spans": []}\', flush=True)\n',
        '    print(\'{"id": "0001", "spans": [{}]}\', flush=True)\n',
    ],
)
def test_a_program_that_does_not_answer_is_an_error(tmp_path, clean, body):
    with pytest.raises(ToolError):
        list(program.run(script(tmp_path, body), [clean("text " * 100_000)]))


def test_a_program_that_is_not_there_is_an_error(clean):
    with pytest.raises(ToolError):
        list(program.run("no-such-tagger-here", [clean("text")]))


def test_proposals_are_proposals_with_their_rule_and_without_space_at_the_edges(tool, clean):
    hits = [Hit(3, 9, "org", "rule-1", 0.9), Hit(0, 2, "orgg"), Hit(2, 3, "org"), Hit(5, 99, "org")]
    found = list(propose(tool, clean("In  NHS  now"), hits, AT))
    assert [item.code for item in found if isinstance(item, Finding)] == ["proposal"] * 2
    first = found[0]
    assert (first.text, first.status, first.by.rule, first.by.confidence) == (
        "NHS",
        "proposed",
        "rule-1",
        0.9,
    )


def test_a_second_run_gives_the_same_ids_and_equal_hits_one_proposal(tool, clean):
    hits = [Hit(0, 3, "org", "a"), Hit(0, 3, "org", "b"), Hit(0, 3, "date", "a")]
    first, second = (list(propose(tool, clean("NHS now"), hits, AT)) for _ in range(2))
    assert [item.id for item in first] == [item.id for item in second]
    assert len(first) == 2


def state(*annotations):
    lines = {}
    for item in annotations:
        lines.setdefault(item.by.id, []).append(Line(item, 1))
    return Journals({name: tuple(items) for name, items in lines.items()})


def test_what_is_no_longer_proposed_is_withdrawn_unless_somebody_answered(tool, author, clean):
    cleaned = clean("NHS now and NHS then")
    one, two, three = propose(tool, cleaned, [Hit(n, n + 3, "org") for n in (0, 4, 12)], AT)
    answer = author.answer(one, "accepted", id=new_id(1), at=AT)
    gone = withdraw(tool, state(one, two, three, answer), {three.id}, {"0001"}, AT)
    assert [(item.id, item.status, item.rev) for item in gone] == [(two.id, "deleted", 2)]


def test_accepting_makes_ones_own_annotation_and_the_proposal_is_no_longer_pending(
    tool, author, clean
):
    proposals = list(propose(tool, clean("NHS now"), [Hit(0, 3, "org"), Hit(4, 7, "date")], AT))
    journals = state(*proposals)
    wanted = chosen(journals, "anna", label="org")
    made, findings = answers(author, wanted, journals, "accepted", iter_ids(), AT)
    assert findings == ()
    assert [(item.by.id, item.status, item.proposal) for item in made] == [
        ("anna", "accepted", proposals[0].id)
    ]
    assert made[0].by.type == "person"
    after = state(*proposals, *made)
    assert [item.label for item in after.pending("anna")] == ["date"]
    assert len(after.pending("ben")) == 2


def test_what_was_marked_unasked_is_not_proposed_again(tool, author, clean):
    cleaned = clean("NHS now")
    (proposal,) = propose(tool, cleaned, [Hit(0, 3, "org")], AT)
    mine = replace(proposal, id=new_id(1), by=author.by, status="accepted")
    assert state(proposal, mine).pending("anna") == []


@pytest.fixture
def joined(tool, clean):
    """Two proposed spans, and a proposed relation between them."""
    cleaned = clean("NHS fails")
    spans = list(propose(tool, cleaned, [Hit(0, 3, "org"), Hit(4, 9, "claim.barrier")], AT))
    return spans, tool.relation(
        spans[1], spans[0], "attributed_to", id=new_id(9), at=AT, status="proposed"
    )


def test_an_accepted_relation_joins_the_annotators_own_spans(joined, author):
    spans, relation = joined
    journals = state(*spans, relation)
    made, _ = answers(author, [relation, *spans], journals, "accepted", iter_ids(), AT)
    assert (made[2].from_id, made[2].to_id) == (made[1].id, made[0].id)


def test_a_relation_whose_ends_were_not_accepted_stays_open(joined, author):
    spans, relation = joined
    journals = state(*spans, relation)
    made, findings = answers(author, [relation], journals, "accepted", iter_ids(), AT)
    assert made == ()
    assert "accept its end" in findings[0].message


def test_a_proposal_that_may_not_stand_beside_what_was_said_is_left_and_named(tool, author, clean):
    proposals = list(propose(tool, clean("NHS now"), [Hit(0, 5, "org"), Hit(3, 7, "date")], AT))
    made, findings = answers(author, proposals, state(*proposals), "accepted", iter_ids(), AT)
    assert len(made) == len(findings) == 1


def test_proposals_must_be_named_somehow(tool, clean, author):
    (proposal,) = propose(tool, clean("NHS now"), [Hit(0, 3, "org")], AT)
    journals = state(proposal)
    with pytest.raises(UsageError):
        chosen(journals, "anna")
    mine = author.answer(proposal, "accepted", id=new_id(1), at=AT)
    with pytest.raises(UsageError):
        chosen(state(proposal, mine), "anna", ids=[mine.id])


def iter_ids():
    numbers = iter(range(100, 200))
    return lambda: new_id(next(numbers))


def test_a_proposal_read_back_is_the_same(tool, clean):
    (proposal,) = propose(tool, clean("NHS now"), [Hit(0, 3, "org", "r", 0.25)], AT)
    assert type(proposal).from_json(json.loads(json.dumps(proposal.to_json()))) == proposal
