"""What an analysis asks and answers: fields of a form, a table, pictures."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple
from urllib.parse import urlencode

from curate.publish.pictures import Picture


class Link(NamedTuple):
    """A cell, a text or a number, that leads somewhere below the corpus's own pages."""

    text: str | int
    href: str


class Field(NamedTuple):
    """A question of a form; `choices` are (value, name) where only some can be given."""

    name: str
    label: str
    start: str = ""
    choices: tuple[tuple[str, str], ...] = ()


class Table(NamedTuple):
    """An answer: columns, rows of cells, what to say above it, and pictures."""

    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]]
    said: str = ""
    pictures: tuple[Picture, ...] = ()
    more: str = ""


class Analysis(NamedTuple):
    """A page: its name in the address, what it is for, its questions, and how it is answered;
    without an answer to its first question nothing is run, unless that has none to give.
    """

    name: str
    title: str
    about: str
    fields: tuple[Field, ...]
    run: Callable[[sqlite3.Connection, Mapping[str, str]], Table]


PHRASE = Field("phrase", "Word or phrase; * stands for the rest of a word")
WITHIN = Field("within", "Only in (year=2018-2020, publisher=NHE, label=claim.barrier …)")


def address(page: str, /, **asked: str) -> str:
    """The address of another page of ours, relative to the corpus."""
    return f"{page}?{urlencode({name: value for name, value in asked.items() if value})}"


def number(asked: Mapping[str, str], name: str, start: int, most: int) -> int:
    """A whole number that was asked for, from 1 to `most`; `start` where there is none."""
    value = asked.get(name, "")
    return min(max(int(value), 1), most) if value.isdecimal() else start
