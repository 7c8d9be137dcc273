import pytest

from curate.corpus import Cleaned, Document, Project, cleaned, shard
from curate.dedup import judgement, pipeline
from curate.dedup.why import STALE, duplicate
from curate.text import Edit, Reason, Span

SAID = "These ten words and more stand in both of the texts."
OWN = " ".join(f"own{place}" for place in range(30))


@pytest.fixture
def project(tmp_path):
    (tmp_path / "curate.toml").write_text("[dedup]\norder = ['id']\n")
    made = Project.find(tmp_path)
    other, third = OWN.replace("own", "other"), OWN.replace("own", "third")
    raws = {"a": f"NOISE {SAID}\n\n{OWN}", "b": f"{other}\n\n{SAID}", "c": third, "d": third}
    documents = [Document(id, raw) for id, raw in raws.items()]
    path = shard.append(made.documents_folder, documents)
    noise = Edit(Span(0, 6), "NOISE ", "", (Reason("noise", "it is"),))
    items = [Cleaned(item, (noise,) if item.id == "a" else ()) for item in documents]
    cleaned.write(cleaned.edits_file(made, path), items)
    pipeline.run(made)
    return made


def test_a_removed_document_says_what_stands_for_it_and_why(project):
    found = duplicate(project, "d")
    assert found.lines("d") == ["Removed as a duplicate of c: the same text."]
    assert found.to_json()["link"]["kind"] == "exact"
    assert duplicate(project, "c").lines("c") == ["Kept; it stands for 1 duplicate."]


def test_a_repeated_passage_is_told_in_raw_offsets_from_both_sides(project):
    raw = {item.id: item.raw for item in project.documents()}
    (repeat,) = duplicate(project, "b").repeats
    assert raw["b"][repeat.start : repeat.end] == SAID
    assert raw["a"][repeat.of_start : repeat.of_end] == SAID
    assert duplicate(project, "a", 6).lines("a")[0].startswith("6–58 is repeated in b ")
    assert (
        duplicate(project, "b", repeat.start)
        .lines("b")[0]
        .endswith("repeats 11 words of a at 6–58")
    )
    assert duplicate(project, "a", 5).lines("a") == []


def test_passages_found_in_texts_that_changed_since_say_so(project):
    assert duplicate(project, "b").current
    path = cleaned.edits_file(project, project.shards()[0])
    cleaned.write(path, [Cleaned(item) for item in project.documents()])
    assert duplicate(project, "b").lines("b")[-1] == STALE
    assert not duplicate(project, "b").to_json()["repeats_are_current"]


def test_what_people_said_is_told_with_their_last_word_only(project):
    for verdict in ("same", "different"):
        said = judgement.Judgement("a", "b", verdict, "anna", "2026-01-02T03:04:05Z")
        judgement.append(project, said)
    assert "anna said on 2026-01-02 that it is not the same as a." in duplicate(project, "b").lines(
        "b"
    )
    assert [item.verdict for item in duplicate(project, "a").judgements] == ["different"]
    assert duplicate(project, "c").judgements == []
