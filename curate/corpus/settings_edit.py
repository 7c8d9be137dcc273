"""Changing a settings file where it stands: comments, order and all other lines are kept."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path
from typing import TypeAlias

from curate.corpus import ledger
from curate.errors import SettingsError

Value: TypeAlias = "str | int | float | bool | tuple[str, ...]"


def change(path: Path, table: str, values: dict[str, Value]) -> None:
    """Set keys of one table, adding the table when it is missing.

    Raises `SettingsError`, and writes nothing, where the file has a form that cannot be changed
    line by line, such as a value over several lines.
    """
    old = path.read_text(encoding="utf-8")
    new = changed(old, table, values)
    wanted = tomllib.loads(old)
    wanted[table] = {**wanted.get(table, {}), **json.loads(json.dumps(values))}
    try:
        same = tomllib.loads(new) == wanted
    except tomllib.TOMLDecodeError:
        same = False
    if not same:
        lines = "; ".join(f"{key} = {_toml(value)}" for key, value in values.items())
        problem = f"its table [{table}] cannot be changed by a program"
        raise SettingsError(path, problem, f"Write by hand: {lines}")
    with ledger.replacing(path) as temporary:
        temporary.write_text(new, encoding="utf-8")


def changed(text: str, table: str, values: dict[str, Value]) -> str:
    r"""The settings with these keys set.

    >>> changed("[annotate]\nseed = 1 # of old\n", "annotate", {"seed": 7, "overlap": 2})
    '[annotate]\nseed = 7\noverlap = 2\n'
    """
    lines = text.splitlines(keepends=True)
    header = re.compile(rf"\s*\[\s*{re.escape(table)}\s*\]\s*(#.*)?$")
    start = next((n for n, line in enumerate(lines) if header.match(line.rstrip())), None)
    if start is None:
        gap = "" if not text or text.endswith("\n\n") else "\n" if text.endswith("\n") else "\n\n"
        lines += [gap, f"[{table}]\n"]
        start = len(lines) - 1
    end = next((n for n in range(start + 1, len(lines)) if lines[n].lstrip().startswith("[")), None)
    body, after = lines[start + 1 : end], lines[end:] if end is not None else []
    for key, value in values.items():
        line = f"{key} = {_toml(value)}\n"
        at = next((n for n, old in enumerate(body) if re.match(rf"\s*{key}\s*=", old)), None)
        if at is not None:
            body[at] = line
        else:
            body.insert(_last_filled(body), line)
    return "".join([*lines[: start + 1], *body, *after])


def _last_filled(lines: list[str]) -> int:
    filled = [number for number, line in enumerate(lines, start=1) if line.strip()]
    return filled[-1] if filled else 0


def _toml(value: Value) -> str:
    """The value in TOML, whose strings, numbers, booleans and flat lists are those of JSON."""
    return json.dumps(value, ensure_ascii=False)
