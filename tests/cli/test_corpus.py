"""`init`, `add`, `show`, `search`, `stats`: a corpus is begun, filled and looked at."""

import json

import pytest
from click.testing import CliRunner

from curate.cli.group import curate

ARTICLE = (
    "Beds are full again\r\n20.09.18\r\nBy Jane Doe\r\n"
    "The ward of the old hospital is full again, the trust said on Monday.1 Nurses have asked "
    "for more beds and more hands, and the board has promised to look into the matter soon.\r\n"
    "▲\r\n"
)


def run(*arguments):
    return CliRunner().invoke(curate, [str(argument) for argument in arguments])


@pytest.fixture
def project(tmp_path):
    folder = tmp_path / "project"
    assert run("init", folder, "--title", "Wards").exit_code == 0
    (tmp_path / "article.txt").write_bytes(ARTICLE.encode())
    assert run("add", "-C", folder, tmp_path / "article.txt").exit_code == 0
    return folder


def test_a_new_project_has_settings_schemas_and_room(project):
    assert 'title = "Wards"' in (project / "curate.toml").read_text()
    assert (project / "schema" / "annotation.schema.json").exists()
    assert "build/" in (project / ".gitignore").read_text()
    assert "merge=union" in (project / ".gitattributes").read_text()


def test_a_project_is_not_made_twice(project):
    before = (project / "curate.toml").read_bytes()
    result = run("init", project)
    assert result.exit_code == 3
    assert "nothing was changed" in result.stderr
    assert (project / "curate.toml").read_bytes() == before


def test_a_text_is_added_with_metadata_and_where_it_came_from(project):
    [row] = json.loads(run("show", "-C", project, "--json").stdout)
    assert row["title"] == "Beds are full again"
    assert (row["date"], row["author"]) == ("2018-09-20", "Jane Doe")
    record = json.loads(run("show", "-C", project, "article", "--json").stdout)
    assert record["source"]["uri"] == "article.txt"
    assert len(record["source"]["added"]) == len("2026-11-21T23:59:59+00:00")


def test_raw_text_comes_back_byte_for_byte(project):
    result = run("show", "-C", project, "article", "--raw")
    assert result.stdout_bytes == ARTICLE.encode()


def test_clean_text_and_difference_are_shown(project):
    clean = run("show", "-C", project, "article", "--clean")
    assert clean.stdout_bytes == ARTICLE.removesuffix("▲\r\n").encode()
    assert "[-▲" in run("show", "-C", project, "article", "--diff").stdout


def test_an_id_needs_one_file(project, tmp_path):
    (tmp_path / "other.txt").write_text("other")
    result = run(
        "add", "-C", project, "--id", "x", tmp_path / "article.txt", tmp_path / "other.txt"
    )
    assert result.exit_code == 2


def test_unknown_metadata_are_wrong_use(project, tmp_path):
    result = run("add", "-C", project, tmp_path / "article.txt", "--meta", "mood=sad")
    assert result.exit_code == 2
    assert "publisher" in result.stderr


def test_a_phrase_is_shown_in_context_with_its_raw_offset(project):
    result = run("search", "-C", project, "--json", "more beds")
    [hit] = json.loads(result.stdout)
    assert ARTICLE[hit["start"] : hit["end"]] == "more beds"
    assert hit["left"].endswith("have asked for ")
    assert "1 hit in 1 document" in run("search", "-C", project, "more beds").stdout


def test_stats_count_what_there_is(project):
    counts = json.loads(run("stats", "-C", project, "--json").stdout)
    assert counts["corpus"]["documents"] == 1
    assert counts["corpus"]["edits"] == {"glyph-line": 1}
    assert "1 document," in run("stats", "-C", project).stdout
