"""Everything the README shows is run: `$` commands give the output below them, `…` is anything."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
SESSIONS = re.findall(r"```console\n(.*?)```", README, re.DOTALL)
EXAMPLES = re.findall(r"```python\n(.*?)```", README, re.DOTALL)


@pytest.fixture
def project(tmp_path):
    for name in ("curate.toml", "corpus", "schema", "annotations"):
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, tmp_path / name, ignore=shutil.ignore_patterns("*.lock"))
        else:
            shutil.copy(source, tmp_path / name)
    return tmp_path


def commands_of(session):
    """(command, expected output) in order."""
    parts = re.split(r"^\$ ", session, flags=re.MULTILINE)[1:]
    return [tuple(part.split("\n", 1)) for part in parts]


def run(command, folder):
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=folder,
        env={**os.environ, "PATH": path, "COLUMNS": "100", "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    return done.stdout + done.stderr


@pytest.mark.parametrize("session", SESSIONS)
def test_every_session_in_the_readme_gives_the_output_shown(session, project):
    for command, expected in commands_of(session):
        pattern = re.escape(expected.strip()).replace("…", ".*?")
        shown = run(command, project)
        assert re.fullmatch(pattern, shown.strip(), re.DOTALL), f"$ {command}\n{shown}"


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_python_example_in_the_readme_runs(example, project):
    done = subprocess.run(
        [sys.executable, "-c", example], cwd=project, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_the_readme_is_short_and_shows_the_journey():
    assert len(README.splitlines()) <= 130
    assert SESSIONS
    assert EXAMPLES
