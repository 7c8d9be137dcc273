"""The pre-commit hooks and the action name options that `curate validate` has."""

import re
from pathlib import Path

import yaml

from curate.cli.commands.validate import command

ROOT = Path(__file__).parents[2]
OPTIONS = {name for option in command.params for name in option.opts}


def options_of(text):
    return set(re.findall(r"(?<!\S)--[a-z][a-z-]*", text))


def test_every_hook_calls_validate_with_options_it_has():
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())
    assert {hook["id"] for hook in hooks} == {"curate-validate", "curate-validate-files"}
    for hook in hooks:
        assert hook["entry"].startswith("curate validate")
        assert options_of(hook["entry"]) <= OPTIONS
        assert hook["language"] == "python"
        re.compile(hook["files"])


def test_the_action_calls_validate_with_options_it_has_and_no_input_in_its_script():
    action = yaml.safe_load((ROOT / "action.yml").read_text())
    steps = action["runs"]["steps"]
    script = steps[-1]["run"]
    calls = [line for line in script.splitlines() if "--" in line]
    assert set().union(*map(options_of, calls)) <= OPTIONS
    assert not any("${{" in step.get("run", "") for step in steps)
    assert {f"${{{{ inputs.{name} }}}}" for name in action["inputs"]} == set(
        steps[-1]["env"].values()
    )
