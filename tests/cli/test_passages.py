"""What becomes of repeated passages, from the recipe to the text and back."""

import json

import pytest
from click.testing import CliRunner

from curate.clean.passages import NOT_SEARCHED
from curate.cli.group import curate
from curate.corpus import Document, Project, cleaned, passages, shard
from curate.text import apply, restore

SAID = "These ten words and more stand in both of the texts, said anna."
OWN = " ".join(f"own{place}" for place in range(30)) + "."
OTHER = OWN.replace("own", "other")
RAWS = {
    "a": f"▲\n{SAID}\n\n{OWN}\n",
    "b": f"{OTHER}\n\n▲\n{SAID}\n\nThe end of it.\n",
}
WITHOUT = f"{OTHER}\n\nThe end of it.\n"


@pytest.fixture
def project(tmp_path):
    def make(fate="remove"):
        settings = f"[clean]\npassages = '{fate}'\n[dedup]\norder = ['id']\n"
        (tmp_path / "curate.toml").write_text(settings)
        made = Project.find(tmp_path)
        if not made.shards():
            documents = [Document(id, raw) for id, raw in RAWS.items()]
            shard.append(made.documents_folder, documents)
        return made

    return make


def run(project, *arguments, given=None, code=0):
    words = [*arguments, "--project", str(project.root)]
    result = CliRunner().invoke(curate, words, input=given)
    assert result.exit_code == code, result.output
    return result


def text_of(project, id):
    return cleaned.find(project, id).text


def built(project):
    folder = project.build_folder
    files = [path for path in folder.rglob("*") if path.is_file() and "index" not in path.parts]
    return {str(path): path.read_bytes() for path in files if not path.name.endswith(".lock")}


def test_a_repeated_passage_stays_unless_the_recipe_says_otherwise(project):
    made = project("leave")
    run(made, "clean")
    run(made, "dedup")
    assert SAID in text_of(made, "b")
    assert len(list(passages.read(made))) == 1
    assert "repeats 13 words of a at 2–65" in run(made, "why", "b").stdout


def test_a_passage_goes_with_the_document_and_place_it_repeats(project):
    made = project()
    assert "Run `curate dedup`" in run(made, "clean").stderr
    run(made, "dedup")
    item = cleaned.find(made, "b")
    assert item.text == WITHOUT
    [edit] = [edit for edit in item.edits if edit.old.startswith(SAID)]
    assert edit.reasons == (("repeated-passage", "repeats 13 words of a at 2–65"),)
    assert SAID in text_of(made, "a")
    assert restore(item.text, item.edits) == RAWS["b"]
    assert apply(RAWS["b"], item.edits) == item.text
    assert "repeated-passage: repeats 13 words" in run(made, "why", "b").stdout


def test_cleaning_and_searching_in_turn_end_after_one_round(project):
    made = project()
    run(made, "dedup")
    first = built(made)
    assert text_of(made, "b") == WITHOUT
    for command in ("clean", "dedup", "dedup", "clean"):
        assert NOT_SEARCHED not in run(made, command).stderr
        assert built(made) == first


def test_a_mark_is_a_note_and_the_text_stays(project):
    made = project("mark")
    run(made, "dedup")
    result = run(made, "clean")
    assert "b@" in result.stderr
    assert "note: repeats 13 words of a at 2–65 [repeated-passage]" in result.stderr
    assert SAID in text_of(made, "b")


def test_passages_of_texts_that_changed_are_not_used_and_the_next_step_is_said(project):
    made = project()
    run(made, "dedup")
    shard.append(made.documents_folder, [Document("c", "Something new.\n")])
    assert "texts changed since they were found" in run(made, "clean").stderr
    assert SAID in text_of(made, "b")
    run(made, "dedup")
    assert text_of(made, "b") == WITHOUT


def test_a_recipe_that_changes_its_mind_gets_the_text_back(project):
    made = project()
    run(made, "dedup")
    run(project("leave"), "clean")
    assert SAID in text_of(made, "b")
    assert not (made.build_folder / "searched").exists()
    assert NOT_SEARCHED not in run(project(), "clean").stderr
    assert text_of(made, "b") == WITHOUT


def test_a_curators_word_outranks_it_for_a_place_and_for_a_source(project):
    made = project()
    run(made, "dedup")
    review = ("clean", "--review", "--rule", "repeated-passage", "--as", "anna")
    run(made, *review, given="y\n")
    run(made, "dedup")
    assert SAID in text_of(made, "b")
    for path in made.annotations_folder.rglob("*.jsonl"):
        path.unlink()
    run(made, "clean")
    assert text_of(made, "b") == WITHOUT
    run(made, *review, given="A\n")
    assert SAID in text_of(made, "b")


def test_a_document_that_is_left_with_little_is_reported(project):
    made = project()
    long = "\n\n".join(f"{SAID} {OWN} {number}" for number in ["one", "two", "three"])
    documents = [Document("d", f"{long}\n\nX."), Document("e", f"{long}\n\n{OTHER} {OTHER} {OWN}")]
    shard.append(made.documents_folder, documents)
    (made.root / "curate.toml").write_text(
        "[clean]\npassages = 'remove'\nmax_loss = 0.1\n[dedup]\norder = ['id']\ncontained = 0\n"
    )
    made = Project.find(made.root)
    run(made, "dedup")
    result = run(made, "clean", code=1)
    assert "e: warning:" in result.stderr
    assert "[much-removed]" in result.stderr


def test_another_word_for_what_becomes_of_them_is_refused(project):
    result = run(project("cut"), "clean", code=2)
    assert "leave, mark or remove" in result.stderr


def test_naming_the_rule_in_the_recipe_is_the_same(project):
    made = project()
    (made.root / "curate.toml").write_text("[clean]\nalso = ['repeated-passage']\n")
    run(made, "dedup")
    kept = [SAID in text_of(made, id) for id in ("a", "b")]
    assert sorted(kept) == [False, True]


def test_the_passages_are_told_as_json_with_whether_they_hold(project):
    made = project("leave")
    run(made, "dedup")
    told = json.loads(run(made, "why", "b", "--json").stdout)[-1]
    assert told["repeats"][0]["of"] == "a"
    assert told["repeats_are_current"]
