"""Each report says the same findings in the form that its readers parse."""

import json
import re
from importlib import import_module
from pathlib import Path
from xml.etree import ElementTree

import pytest

from curate.check.result import Result, Summary
from curate.check.shape import Shape
from curate.finding import Finding, Place

ODD = "a\x00b, 100%: <\"&'>\n\U0001f44d"
FINDINGS = (
    Finding("type", "expected an integer", Place("a b.json", 3, 7), "error", "/x/0", "Write 1."),
    Finding("edge-space", ODD, Place("a b.json", 4, 1), "warning", hint=ODD),
    Finding("text-unknown", "only a note", Place("a b.json"), "note"),
)


def results():
    yield Result("a b.json", FINDINGS)
    yield Result("good.jsonl", (), 1)
    yield Result("good.jsonl", (), 2)


def report(form, limit=0):
    summary = Summary()
    lines = import_module(f"curate.check.reports.{form}").report(
        summary.watch(results(), limit), summary
    )
    return "\n".join(line.text for line in lines)


def test_json_has_an_entry_for_each_instance():
    entries = json.loads(report("json"))["results"]
    assert [(one["file"], one["valid"], len(one["findings"])) for one in entries] == [
        ("a b.json", False, 3),
        ("good.jsonl", True, 0),
        ("good.jsonl", True, 0),
    ]
    assert [one.get("line") for one in entries] == [None, 1, 2]


def test_json_findings_fit_their_schema():
    schema = Path(__file__).parents[2] / "schema/finding.schema.json"
    shape = Shape(json.loads(schema.read_text(encoding="utf-8")))
    for line in report("jsonl").splitlines():
        assert shape.faults(json.loads(line)) == []


def test_jsonl_has_a_line_for_each_finding():
    lines = [json.loads(line) for line in report("jsonl").splitlines()]
    assert [line["code"] for line in lines] == ["type", "edge-space", "text-unknown"]


def test_text_shows_place_hint_and_count_and_no_control_characters():
    text = report("text")
    assert "3:7 error: expected an integer [type]" in text
    assert "Write 1." in text
    assert "1 error, 1 warning, 1 note in 3 records of 2 files." in text
    assert "\x00" not in text


def test_sarif_names_rule_level_and_region():
    log = json.loads(report("sarif"))
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    first = run["results"][0]
    assert log["version"] == "2.1.0"
    assert rules[first["ruleIndex"]]["id"] == first["ruleId"] == "type"
    assert first["level"] == "error"
    physical = first["locations"][0]["physicalLocation"]
    assert physical["artifactLocation"]["uri"] == "a%20b.json"
    assert physical["region"] == {"startLine": 3, "startColumn": 7}
    assert all(rule["shortDescription"]["text"] for rule in rules)


def commands(text):
    """As actions/runner reads workflow commands: properties and data are unescaped."""

    def unescaped(value):
        for code, character in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ",")):
            value = value.replace(code, character)
        return value.replace("%25", "%")

    for line in text.splitlines():
        if match := re.fullmatch(r"::(\w+) ([^:]*)::(.*)", line):
            pairs = (pair.split("=", 1) for pair in match[2].split(","))
            yield match[1], {key: unescaped(value) for key, value in pairs}, unescaped(match[3])


def test_github_commands_survive_their_escaping():
    found = list(commands(report("github")))
    assert [(name, facts.get("line")) for name, facts, _ in found] == [
        ("error", "3"),
        ("warning", "4"),
        ("notice", None),
    ]
    assert found[1][2] == f"{ODD}. {ODD}"
    assert found[0][1]["file"] == "a b.json"


def test_junit_is_xml_with_a_failure_for_each_error_and_warning():
    suites = ElementTree.fromstring(report("junit"))
    first, second = suites.findall("testsuite")
    assert (first.get("name"), first.get("failures")) == ("a b.json", "1")
    assert (second.get("tests"), second.get("failures")) == ("2", "0")
    assert [one.get("type") for one in suites.iter("failure")] == ["type", "edge-space"]
    assert "\N{REPLACEMENT CHARACTER}" in suites.findall(".//failure")[1].get("message")


@pytest.mark.parametrize("form", ["text", "json", "jsonl", "sarif", "github", "junit"])
def test_findings_beyond_the_limit_are_counted_and_not_shown(form):
    assert report(form).count("only a note") == 1
    assert report(form, limit=2).count("only a note") == 0


def test_a_result_whose_errors_are_cut_stays_invalid():
    summary = Summary()
    shown = list(summary.watch(iter([Result("a", FINDINGS[2:]), Result("b", FINDINGS)]), 1))
    assert [one.valid for one in shown] == [True, False]
    assert (summary.hidden, summary.exit_code) == (3, 1)
