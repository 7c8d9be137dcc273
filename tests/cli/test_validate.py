"""`curate validate` as people and scripts use it."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from curate.cli.group import curate
from curate.corpus import Project

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT.parent / "shared/data/annotation_examples"


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def invoke(*arguments, input=None):
        return CliRunner().invoke(
            curate, ["validate", *map(str, arguments)], input=input, catch_exceptions=True
        )

    return invoke


@pytest.fixture
def schema(tmp_path):
    file = tmp_path / "size.schema.json"
    file.write_text('{"properties": {"size": {"type": "integer"}}, "required": ["size"]}')
    return file


def project(folder):
    (folder / "curate.toml").write_text('[project]\nname = "x"\n')
    shard = folder / "corpus/documents/0001.jsonl"
    shard.parent.mkdir(parents=True)
    shard.write_text('{"id": "0001", "raw": "One text. "}\n')
    return folder


def test_the_repository_is_valid():
    if not (ROOT / "corpus/documents").is_dir():
        pytest.skip("not in a checkout")
    result = CliRunner().invoke(curate, ["validate", "-C", str(ROOT)])
    assert result.exit_code == 0, result.output


@pytest.mark.skipif(not EXAMPLES.exists(), reason="the shared examples are not here")
def test_the_shared_broken_records_are_found_in_a_file_and_in_a_journal(run, tmp_path):
    file = EXAMPLES / "invalid_records.json"
    result = run("--schema", "annotation", "--each", "--json", file)
    assert result.exit_code == 1
    (entry,) = json.loads(result.stdout)["results"]
    assert [finding["pointer"] for finding in entry["findings"]] == [
        "/0/target",
        "/1/label",
        "/2",
        "/3/target",
        "/4/status",
        "/5/colour",
        "/6/rev",
        "/7/at",
        "/8/from",
    ]
    project(tmp_path)
    (tmp_path / "annotations").mkdir()
    journal = tmp_path / "annotations/anna.jsonl"
    for record in json.loads(file.read_text(encoding="utf-8")):
        journal.write_text(json.dumps(record) + "\n", encoding="utf-8")
        result = run("--json")
        assert result.exit_code == 1
        found = [entry for entry in json.loads(result.stdout)["results"] if entry["findings"]]
        assert [entry["file"] for entry in found] == ["annotations/anna.jsonl"]
        assert len(found[0]["findings"]) == 1


def test_good_is_0_findings_are_1_wrong_use_is_2(run, schema):
    assert run("--schema", schema, input='{"size": 1}').exit_code == 0
    assert run("--schema", schema, input='{"size": "1"}').exit_code == 1
    assert run("--schema", "nowhere.json", input="{}").exit_code == 2
    for wrong in (
        ["--schema", "annotatoin"],
        ["--schema", schema, "nowhere.json"],
        ["some.json"],
        ["--schema", schema, "--ref-map", "nonsense"],
        ["--explain", "nonsense"],
        ["--manifest", "nowhere.jsonl"],
    ):
        assert run(*wrong).exit_code == 2, wrong


def test_a_name_nearly_right_is_recognised(run):
    assert "Did you mean annotation?" in run("--schema", "annotatoin").output


def test_json_lines_are_an_instance_each(run, schema):
    result = run("--schema", schema, "--json", input='{"size": 1}\n\n{"size": true}\n')
    entries = json.loads(result.stdout)["results"]
    assert [(one["line"], one["valid"]) for one in entries] == [(1, True), (3, False)]
    (finding,) = entries[1]["findings"]
    assert (finding["line"], finding["column"], finding["pointer"]) == (3, 10, "/size")
    assert finding["expected"] == "an integer"
    assert finding["found"] == "the boolean true"


def test_yaml_has_lines_and_columns(run, schema, tmp_path):
    (tmp_path / "a.yaml").write_text("name: x\nsize: big\n")
    result = run("--schema", schema, "a.yaml")
    assert "2:7 error: expected an integer, found the string" in result.stdout
    assert "    size: big\n          ^" in result.stdout


def test_a_schema_may_be_yaml_and_a_broken_one_is_a_finding_at_its_place(run, tmp_path):
    (tmp_path / "s.yaml").write_text("type: object\nproperties:\n  a: {type: strng}\n")
    result = run("--schema", "s.yaml", input="{}")
    assert result.exit_code == 1
    assert "s.yaml\n  3:13 error" in result.stdout
    assert 'Did you mean "string"?' in result.stdout


def test_references_lead_to_files_beside_the_schema_and_to_mapped_folders(run, tmp_path):
    (tmp_path / "types").mkdir()
    (tmp_path / "types/id.json").write_text('{"type": "string"}')
    (tmp_path / "beside.json").write_text('{"type": "integer"}')
    schema = {
        "properties": {
            "a": {"$ref": "https://example.org/types/id.json"},
            "b": {"$ref": "beside.json"},
        }
    }
    (tmp_path / "s.json").write_text(json.dumps(schema))
    wanted = ["--schema", "s.json", "--ref-map", "https://example.org/types=types", "--json"]
    result = run(*wanted, input='{"a": 1, "b": "x"}')
    ((entry),) = json.loads(result.stdout)["results"]
    assert [finding["pointer"] for finding in entry["findings"]] == ["/a", "/b"]
    result = run("--schema", "s.json", input="{}")
    assert "Nothing is fetched" in result.stdout


def test_a_manifest_takes_many_schemas_in_one_run(run, schema, tmp_path):
    (tmp_path / "good.json").write_text('{"size": 1}')
    (tmp_path / "bad.json").write_text('{"sise": 1}')
    (tmp_path / "any.schema.json").write_text("true")
    lines = [
        {"schema": str(schema), "instance": "good.json"},
        {"schema": str(schema), "instance": "bad.json"},
        {"schema": "any.schema.json", "instance": "bad.json"},
    ]
    (tmp_path / "m.jsonl").write_text("\n".join(map(json.dumps, lines)))
    result = run("--manifest", "m.jsonl", "--json")
    assert [one["valid"] for one in json.loads(result.stdout)["results"]] == [True, False, True]
    assert run("--manifest", "-", input='{"schema": 1}').exit_code == 2


def test_formats_are_asserted_when_asked_for(run, tmp_path):
    (tmp_path / "s.json").write_text('{"format": "date"}')
    assert run("--schema", "s.json", input='"x"').exit_code == 0
    assert run("--schema", "s.json", "--formats", input='"x"').exit_code == 1


def test_a_schema_without_dialect_is_read_in_the_draft_that_is_named(run, tmp_path):
    (tmp_path / "s.json").write_text('{"maximum": 3, "exclusiveMaximum": true}')
    assert run("--schema", "s.json", "--draft", "4", input="3").exit_code == 1
    assert "[type]" in run("--schema", "s.json", input="3").stdout  # true is no number in 2020-12


@pytest.mark.parametrize("form", ["text", "json", "jsonl", "sarif", "github", "junit"])
def test_every_form_is_printed(run, schema, form):
    result = run("--schema", schema, "--format", form, input='{"size": "x"}')
    assert result.exit_code == 1
    assert "an integer" in result.stdout


def test_findings_are_capped(run, schema):
    result = run("--schema", schema, "--max", "2", input="{}\n" * 5)
    assert result.stdout.count("missing key") == 2
    assert "5 errors in 5 records of 1 file. (3 not shown; --max 0 shows all)" in result.stdout


def test_a_code_is_explained(run):
    assert "Unicode code points" in run("--explain", "quote-mismatch").stdout
    assert "misspelt" in run("--explain", "unknown-key").stdout


def test_fixing_shows_first_and_writes_only_when_told_to(run, tmp_path):
    folder = Project.find(project(tmp_path)).root
    journal = folder / "annotations/anna.jsonl"
    journal.parent.mkdir()
    (document,) = Project.find(folder).documents()
    record = {
        "v": 1,
        "id": "a000000000001",
        "rev": 1,
        "kind": "span",
        "doc": {"id": "0001", "sha256": document.sha256},
        "codebook": {"id": "none", "version": "1.0.0"},
        "label": "org",
        "target": [{"start": 4, "end": 10, "exact": "text. "}],
        "status": "accepted",
        "by": {"id": "anna", "type": "person"},
        "at": "2026-11-21T10:00:00Z",
    }
    journal.write_text(json.dumps(record) + "\n")
    result = run("--fix")
    assert "+ 4–9 'text.'" in result.stderr
    assert "Nothing was written" in result.stderr
    assert len(journal.read_text().splitlines()) == 1
    assert "Wrote 1 revisions" in run("--fix", "--yes").stderr
    assert len(journal.read_text().splitlines()) == 2
    assert "edge-space" not in run().stdout
