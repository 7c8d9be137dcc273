import json
from pathlib import Path

import jsonschema
import pytest

from curate.corpus import Project
from curate.corpus.passages import Repeat
from curate.dedup import DedupSettings, Text, find, judgement
from curate.dedup.cluster import Cluster
from curate.dedup.judgement import Judgement, Verdicts
from curate.dedup.link import Link
from curate.errors import UsageError

LONG = " ".join(f"word{place}" for place in range(80))
AT = "2026-01-02T03:04:05Z"
SCHEMAS = Path(__file__).parents[2] / "schema"


def said(pair: str, verdict, by="anna") -> Judgement:
    return Judgement(pair[0], pair[1], verdict, by, AT)


def verdicts(*judgements) -> Verdicts:
    return judgement.settle(judgements)


def standing(texts, held, in_memory, **settings):
    found = find(in_memory(texts), DedupSettings(order=("id",), **settings), held)
    return {row["id"]: row["representative"] for row in found.rows()}


def test_the_last_word_of_a_person_holds_and_unsure_says_nothing():
    held = verdicts(said("ab", "same"), said("ab", "different"), said("cd", "unsure"))
    assert held == Verdicts(
        different=frozenset({frozenset("ab")}), judged=frozenset({frozenset("ab"), frozenset("cd")})
    )


def test_people_who_contradict_one_another_are_a_finding_and_similarity_decides():
    held = verdicts(said("ab", "same"), said("ba", "different", by="ben"))
    assert not held.same | held.different
    (finding,) = held.findings
    assert finding.code == "judgement-conflict"
    assert "'same' by anna and 'different' by ben" in finding.message


def test_a_chain_of_same_that_joins_what_is_judged_different_is_a_finding():
    held = verdicts(said("ab", "same"), said("bc", "same"), said("ca", "different"))
    assert [finding.code for finding in held.findings] == ["judgement-conflict"]


def test_texts_judged_the_same_join_however_little_they_resemble_one_another(in_memory):
    texts = [Text("a", LONG), Text("b", "something else altogether")]
    found = find(in_memory(texts), DedupSettings(order=("id",)), verdicts(said("ab", "same")))
    (cluster,) = found.clusters
    assert cluster.links == (Link("a", "b", 0.0, "judged"),)


def test_what_is_judged_the_same_as_a_removed_text_follows_it(in_memory):
    texts = [Text("a", LONG), Text("b", LONG + " more"), Text("c", "quite another text")]
    held = verdicts(said("bc", "same"))
    assert standing(texts, held, in_memory) == {"a": "a", "b": "a", "c": "a"}


def test_texts_judged_different_are_both_kept_though_they_are_equal(in_memory):
    texts = [Text("a", LONG), Text("b", LONG), Text("c", LONG)]
    held = verdicts(said("ab", "different"))
    assert standing(texts, held, in_memory) == {"a": "a", "b": "b", "c": "a"}


def test_texts_judged_different_do_not_meet_under_a_third(in_memory):
    texts = [Text("a", LONG), Text("b", LONG + " b"), Text("c", LONG + " c")]
    held = verdicts(said("bc", "different"))
    assert standing(texts, held, in_memory) == {"a": "a", "b": "a", "c": "c"}


def test_judgements_on_documents_that_are_gone_are_left_out(in_memory):
    held = verdicts(said("xy", "same"), said("ax", "different"))
    assert standing([Text("a", LONG), Text("b", LONG)], held, in_memory) == {"a": "a", "b": "a"}


def test_journals_are_read_back_and_a_torn_line_is_a_finding(tmp_path):
    (tmp_path / "curate.toml").touch()
    project = Project.find(tmp_path)
    judgement.append(project, said("ab", "same"))
    path = judgement.folder(project) / "anna.jsonl"
    path.write_bytes(path.read_bytes() + b'{"v":1,"left":"a"}\n{"le')
    first, *others = judgement.read(project)
    assert first == said("ab", "same")
    assert [(item.code, item.place.line) for item in others] == [
        ("broken-judgement", 2),
        ("broken-line", 3),
    ]


def test_a_judgement_is_on_two_documents_and_has_a_known_verdict():
    for wrong in (("aa", "same"), ("ab", "perhaps")):
        with pytest.raises(UsageError):
            said(*wrong)


@pytest.mark.parametrize(
    ("name", "record"),
    [
        ("judgement", said("ab", "same")),
        ("link", Link("a", "b", 0.9, "near")),
        ("passage", Repeat("a", 0, 60, "b", 5, 65, 11, "paragraph")),
        ("cluster", Cluster("a", ("a", "b"), "a", (Link("a", "b", 1.0, "exact"),))),
    ],
)
def test_records_agree_with_their_schemas(name, record):
    schema = json.loads((SCHEMAS / f"{name}.schema.json").read_text())
    jsonschema.Draft202012Validator(schema).validate(record.to_json())


def test_links_in_clusters_have_the_schema_of_links():
    link, cluster = (
        json.loads((SCHEMAS / f"{name}.schema.json").read_text()) for name in ("link", "cluster")
    )
    assert cluster["$defs"]["link"].items() <= link.items()
