"""Settings: a table of `curate.toml` read into a frozen dataclass, with help for misspellings."""

from __future__ import annotations

import tomllib
from dataclasses import Field, fields
from difflib import get_close_matches
from pathlib import Path
from typing import Any, ClassVar, Protocol, TypeVar, get_type_hints

from curate.errors import SettingsError

TABLES = ("project", "clean", "dedup", "annotate", "check", "publish")


class _Dataclass(Protocol):
    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]


Settings = TypeVar("Settings", bound=_Dataclass)


def load(path: Path) -> dict[str, dict[str, Any]]:
    """The tables of a settings file. Raises `SettingsError` with the place of what is wrong."""
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(path, f"not TOML: {error}", "Mend that place.") from error
    except UnicodeDecodeError as error:
        problem = f"not UTF-8 at byte {error.start}"
        raise SettingsError(path, problem, "Save it as UTF-8.") from error
    for name, table in tables.items():
        if name not in TABLES or not isinstance(table, dict):
            raise SettingsError(path, f"unknown table or key {name!r}", _nearest(name, TABLES))
    return tables


def read_table(cls: type[Settings], table: dict[str, Any], path: Path, name: str) -> Settings:
    """The dataclass of a table; its fields' defaults are the settings' defaults.

    Raises `SettingsError` for an unknown key or a value of another type than the field's, which
    is one of str, int, float, bool, tuple[str, ...] or dict[str, str].
    """
    types = get_type_hints(cls)
    values = {}
    for key, value in table.items():
        if key not in types:
            names = [item.name for item in fields(cls)]
            raise SettingsError(path, f"unknown key {key!r} in [{name}]", _nearest(key, names))
        wanted = types[key]
        values[key] = tuple(value) if isinstance(value, list) else value
        if wanted is float and type(value) is int:
            values[key] = float(value)
        plain = getattr(wanted, "__origin__", wanted)
        if not isinstance(values[key], plain) or (plain is not bool and value is True):
            problem = f"[{name}] {key} = {value!r} is not of type {plain.__name__}"
            raise SettingsError(path, problem, "Correct the value.")
    return cls(**values)


def _nearest(name: str, known: list[str] | tuple[str, ...]) -> str:
    near = get_close_matches(name, known, n=1)
    return f"Did you mean {near[0]!r}?" if near else f"Known are: {', '.join(sorted(known))}."
