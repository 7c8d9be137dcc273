import pytest

from curate.clean import Report, clean_project
from curate.corpus import cleaned
from curate.engines import Local
from curate.errors import SettingsError, UnknownRuleError, UsageError

TWO_SHARDS = {"0001": {"a": "One.\n▲\n"}, "0002": {"b": "Two.\n"}}


def test_every_document_gets_its_edits(make_project):
    project = make_project()
    outcome = clean_project(project)
    texts = {item.document.id: item.text for item in cleaned.read(project)}
    assert texts["fair"] == "The fair was held in the old town hall.\n"
    assert texts["plain"] == "Nothing is wrong with this text.\n"
    assert (outcome.shards, outcome.done, outcome.findings) == (1, 1, ())


def test_only_a_shard_that_changed_is_done_again(make_project):
    clean_project(make_project(TWO_SHARDS))
    assert clean_project(make_project(TWO_SHARDS)).done == 0
    project = make_project({"0002": {"b": "Two.\n▲\n"}})
    assert clean_project(project).done == 1
    assert [item.text for item in cleaned.read(project)] == ["One.\n", "Two.\n"]


def test_a_change_of_the_recipe_does_every_shard_again(make_project):
    clean_project(make_project(TWO_SHARDS))
    project = make_project(TWO_SHARDS, '[clean]\nwithout = ["glyph-line"]\n')
    assert clean_project(project).done == 2
    assert [item.text for item in cleaned.read(project)] == ["One.\n▲\n", "Two.\n"]


def test_edits_that_were_deleted_are_made_again(make_project):
    project = make_project()
    clean_project(project)
    cleaned.edits_file(project, project.shards()[0]).unlink()
    assert clean_project(project).done == 1


def test_findings_are_told_again_when_nothing_is_done(make_project):
    project = make_project({"0001": {"a": "It came with , their help.\n"}})
    first = clean_project(project)
    assert [finding.code for finding in first.findings] == ["missing-words"]
    assert clean_project(project).findings == first.findings


def test_a_broken_line_is_a_finding_and_the_others_are_cleaned(make_project):
    project = make_project()
    with project.shards()[0].open("a") as file:
        file.write('{"id": "torn')
    [finding] = clean_project(project).findings
    assert (finding.code, finding.place.line) == ("broken-line", 3)
    assert len(list(cleaned.read(project))) == 2


def test_misspelt_settings_are_refused_with_the_nearest_name(make_project):
    with pytest.raises(SettingsError, match="without"):
        clean_project(make_project(settings='[clean]\nwithuot = ["glyph-line"]\n'))
    with pytest.raises(UnknownRuleError, match="glyph-line"):
        clean_project(make_project(settings='[clean]\nwithout = ["glyph-lines"]\n'))


def test_the_report_counts_by_rule(make_project):
    project = make_project()
    clean_project(project)
    report = Report.of(cleaned.read(project)).to_json()
    assert (report["documents"], report["changed"]) == (2, 1)
    [rule] = report["rules"]
    assert (rule["rule"], rule["edits"], rule["removed"]) == ("page-list", 1, 27)
    assert rule["samples"][0]["old"].startswith("Page 1 |")
    assert [loss["document"] for loss in report["largest_losses"]] == ["fair"]


def site(count):
    texts = {f"doc-{i}": f"Home\nA text about the number {'i' * (i + 1)}.\n" for i in range(count)}
    return {"0001": texts}


def test_a_line_that_most_documents_of_a_source_share_goes(make_project):
    project = make_project(site(6))
    clean_project(project)
    first = next(cleaned.read(project))
    assert first.text == "A text about the number i.\n"
    assert first.edits[0].reasons[0].why == "stands in 6 of 6 documents of this source"


def test_few_documents_are_no_measure(make_project):
    project = make_project(site(4))
    clean_project(project)
    assert next(cleaned.read(project)).text.startswith("Home\n")


def test_what_is_measured_on_other_shards_counts(make_project):
    clean_project(make_project(site(4)))
    more = {"0002": {"e": "Home\nMore.\n"}}
    project = make_project(more)
    assert clean_project(project).done == 2
    assert [item.text[:4] for item in cleaned.read(project)] == ["A te"] * 4 + ["More"]
    assert clean_project(project).done == 0


def test_what_lines_are_the_sites_is_a_setting_for_all_sources_and_for_one(make_project):
    settings = "[clean]\nline_documents = 4\n"
    project = make_project(site(4), settings)
    clean_project(project)
    assert next(cleaned.read(project)).text == "A text about the number i.\n"
    settings += '[clean.sources."unknown"]\nline_documents = 9\n'
    project = make_project(settings=settings, shards=site(4))
    clean_project(project)
    assert next(cleaned.read(project)).text.startswith("Home\n")


@pytest.mark.parametrize(
    "settings", ["line_share = 0.0", "line_documents = 1", "sources = {a = {lines = 3}}"]
)
def test_thresholds_that_make_no_sense_are_refused(make_project, settings):
    with pytest.raises(UsageError, match="line_share"):
        clean_project(make_project(settings=f"[clean]\n{settings}\n"))


def test_signs_and_figures_are_known_by_the_line_before_them(make_project):
    texts = {f"d{i}": f"Pages\n1 2 3\nText number {i} {'i' * i}.\n20{i}\n" for i in range(6)}
    project = make_project({"0001": texts})
    clean_project(project)
    assert [item.text for item in cleaned.read(project)][1] == "Text number 1 i.\n201\n"


def test_processes_give_what_one_gives(make_project, tmp_path, monkeypatch):
    monkeypatch.setattr("curate.corpus.blocks.BYTES", 200)
    project = make_project({"0001": site(9)["0001"], "0002": {"x": "▲\nIt came with , her.\n"}})
    with project.shards()[0].open("a") as file:
        file.write("no json\n")
    alone = clean_project(project)
    edits = {path: path.read_bytes() for path in tmp_path.rglob("build/edits/*")}
    for path in edits:
        path.unlink()
    assert clean_project(project, engine=Local(2)) == alone
    assert {path: path.read_bytes() for path in tmp_path.rglob("build/edits/*")} == edits
    assert [finding.place.line for finding in alone.findings] == [10, None]


def test_shared_lines_are_known_in_every_script_and_whatever_their_breaks_and_figures(make_project):
    shared = ["Seite  12 von 40", "СТРАНИЦА ٣ из ٤٠", "分享 7", "\tHome\x0cpage"]
    texts = {}
    for at in range(6):
        lines = [line.replace("12", str(at)).replace("٣", "٤" * (at + 1)) for line in shared]
        own = f"Eigener Satz {'x' * (at + 1)}."
        texts[f"d{at}"] = ("\r\n" if at % 2 else "\n").join([*lines, own, ""])
    project = make_project({"0001": texts})
    clean_project(project)
    assert {item.text.strip() for item in cleaned.read(project)} == {
        f"Eigener Satz {'x' * (at + 1)}." for at in range(6)
    }


def test_a_run_that_is_lost_goes_on_from_the_last_shard(make_project):
    project = make_project({"0001": site(6)["0001"], "0002": {"b": "▲\nTwo.\n"}})

    class Lost(Local):
        """An engine that is stopped on the second shard."""

        def flow(self, items):
            def until_stopped():
                for item in items:
                    if item.path.name == "0002.jsonl" and list(project.build_folder.rglob("*")):
                        raise KeyboardInterrupt
                    yield item

            return super().flow(until_stopped())

    with pytest.raises(KeyboardInterrupt):
        clean_project(project, engine=Lost())
    written = [path.name for path in (project.build_folder / "edits").iterdir()]
    assert sorted(written) == ["0001.jsonl", "0001.state.json"]
    assert clean_project(project).done == 1
    assert next(cleaned.read(project)).text == "A text about the number i.\n"
