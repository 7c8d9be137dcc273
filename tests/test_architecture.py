"""Imports point one way: down the layers of docs/architecture.md, or within one room."""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "curate"
LAYERS = {
    "bundled": 0,
    "compiling": 0,
    "errors": 0,
    "finding": 0,
    "text": 1,
    "corpus": 2,
    "engines": 3,
    "clean": 4,
    "dedup": 4,
    "annotate": 4,
    "check": 5,
    "formats": 5,
    "publish": 5,
    "cli": 6,
    "__main__": 7,
}
ALLOWED_UNDER_CLI = {"click"}
FILES = sorted(PACKAGE.rglob("*.py"))


def room_of(path: Path) -> str:
    first = path.relative_to(PACKAGE).parts[0]
    return first.removesuffix(".py")


def imports_of(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            assert node.level == 0, f"{path} imports relatively"
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_module_imports_only_from_lower_layers_and_its_own_room(path):
    room = room_of(path)
    if room == "__init__":
        return
    for name in imports_of(path):
        parts = name.split(".")
        if parts[0] == "curate" and len(parts) > 1 and parts[1] != room:
            assert LAYERS[parts[1]] < LAYERS[room], f"{room} imports {name}"


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_click_and_print_stand_only_under_the_command_line(path):
    if room_of(path) in ("cli", "__main__"):
        return
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert not {name for name in imports_of(path) if name.split(".")[0] in ALLOWED_UNDER_CLI}
    calls = [node.func for node in ast.walk(tree) if isinstance(node, ast.Call)]
    assert not [call for call in calls if isinstance(call, ast.Name) and call.id == "print"]


def test_every_module_says_what_it_is_for():
    silent = [path for path in FILES if not ast.get_docstring(ast.parse(path.read_text()))]
    assert silent == []


def test_only_the_text_room_changes_text():
    """Edits come from `settle` and `compose` (law 2), or are read back as they were stored."""
    reading = {PACKAGE / "corpus" / "cleaned.py", PACKAGE / "publish" / "offsets.py"}
    for path in FILES:
        if room_of(path) == "text" or path in reading:
            continue
        calls = [
            node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call)
        ]
        made = [
            call for call in calls if isinstance(call.func, ast.Name) and call.func.id == "Edit"
        ]
        assert made == [], f"{path} makes an Edit; rules propose, settle disposes"
