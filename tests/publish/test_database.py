"""The published database: whole, consistent, and no more than the project publishes."""

import sqlite3
from contextlib import closing

import pytest

from curate.annotate import Journal
from curate.corpus import cleaned
from curate.publish import pipeline
from curate.publish.offsets import edits_of as stored_edits
from curate.text import restore


def opened(project):
    return closing(sqlite3.connect(pipeline.database_file(project)))


def test_every_reference_leads_somewhere_and_every_index_agrees(database):
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    assert database.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    for table in ("documents_fts", "annotations_fts"):
        database.execute(f"INSERT INTO {table} ({table}) VALUES ('integrity-check')")
    database.rollback()


def test_offsets_of_clean_text_cover_what_was_marked(database):
    sql = (
        'SELECT fragments.quote, text, fragments.start, fragments."end" FROM fragments '
        "JOIN annotations ON annotations.number = annotation "
        "JOIN documents ON documents.number = document WHERE fragments.start IS NOT NULL"
    )
    found = database.execute(sql).fetchall()
    assert len(found) == 9
    for quote, text, start, end in found:
        assert text[start:end] == quote.replace(" Page 3", "")


def test_a_mark_on_removed_text_has_no_place_in_the_clean_text(database, small):
    sql = 'SELECT start, "end", raw_start FROM annotations WHERE id = ?'
    row = database.execute(sql, ("amenu0000001",)).fetchone()
    assert tuple(row) == (None, None, small.FIRST.index("Home"))


def test_paragraphs_are_where_they_say(database):
    sql = (
        'SELECT paragraphs.text, start, "end", documents.text FROM paragraphs '
        "JOIN documents ON documents.number = document"
    )
    for part, start, end, text in database.execute(sql):
        assert text[start:end] == part


def test_raw_text_comes_back_from_clean_text_and_edits(database, small):
    for number, id, text in database.execute("SELECT number, id, text FROM documents"):
        edits, has_raw = stored_edits(database, number)
        assert has_raw
        assert restore(text, edits) == small.RAW[id]


def test_every_removal_has_a_reason_and_rules_have_the_sums(database):
    assert not database.execute(
        "SELECT * FROM edits WHERE number NOT IN (SELECT edit FROM reasons)"
    ).fetchall()
    rules = [tuple(row) for row in database.execute("SELECT * FROM rules")]
    assert rules == [("menu", 1, 19), ("page-number", 1, 7)]


def test_a_deleted_annotation_is_in_the_history_only(project, small):
    document = next(cleaned.read(project)).document
    gone = small.span(
        "aorg00000001", document, "org", "The King\u2019s Fund", status="deleted", rev=2
    )
    Journal(project.annotations_folder, "anna").write([gone])
    pipeline.build(project)
    with opened(project) as database:
        sql = "SELECT count(*) FROM {} WHERE {} = 'aorg00000001'"
        assert database.execute(sql.format("annotations", "id")).fetchone() == (0,)
        assert database.execute(sql.format("revisions", "annotation")).fetchone() == (2,)
        assert database.execute("SELECT count(*) FROM relations").fetchone() == (0,)


def test_an_unchanged_project_is_not_built_again_and_a_changed_one_is(project):
    assert pipeline.build(project).is_new
    assert not pipeline.build(project).is_new
    first = pipeline.build(project).version
    path = project.annotations_folder / "ben.jsonl"
    path.write_text("\n".join(path.read_text().splitlines()[:1]) + "\n")
    again = pipeline.build(project)
    assert again.is_new
    assert again.version != first


def test_the_same_project_gives_the_same_bytes(project):
    pipeline.build(project)
    first = pipeline.database_file(project).read_bytes()
    pipeline.build(project, force=True)
    assert pipeline.database_file(project).read_bytes() == first


def test_a_build_that_fails_leaves_the_old_database(project):
    pipeline.build(project)
    before = pipeline.database_file(project).read_bytes()
    path = project.shards()[0]
    path.write_bytes(path.read_bytes().replace(b"Integrated", b"Disintegrated"))
    with pytest.raises(Exception, match="curate clean"):
        pipeline.build(project)
    assert pipeline.database_file(project).read_bytes() == before
    assert not list(project.build_folder.glob(".*tmp"))


def test_names_notes_and_removed_text_stay_private_where_the_project_says_so(tmp_path, small):
    private = "[publish]\nannotators = false\nnotes = false\nremoved_text = false\n"
    project = small.make(tmp_path, private)
    pipeline.build(project)
    data = pipeline.database_file(project).read_bytes()
    for secret in (b"anna", b"ben", b"with <i>the</i> article", b"MENU", b"a menu line Home"):
        assert secret not in data, secret
    with opened(project) as database:
        names = [row[0] for row in database.execute("SELECT name FROM annotators")]
        assert names == ["annotator 1", "annotator 2"]
        assert stored_edits(database, 1)[1] is False


def test_labels_without_a_codebook_are_published_without_a_definition(project):
    for path in project.schema_folder.glob("*.json"):
        path.unlink()
    pipeline.build(project)
    with opened(project) as database:
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        assert database.execute("SELECT count(*) FROM codebook").fetchone() == (5,)


def test_an_empty_project_is_published_too(tmp_path):
    (tmp_path / "curate.toml").write_text("")
    from curate.corpus import Project

    project = Project.find(tmp_path)
    pipeline.build(project)
    with opened(project) as database:
        assert database.execute("SELECT documents FROM corpus").fetchone() == (0,)
