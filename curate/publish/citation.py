"""How to cite a corpus, a document of it, or a passage."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Citation:
    """A citation as a sentence and as BibTeX."""

    text: str
    bibtex: str


def of_corpus(title: str, version: str, url: str = "", text: str = "") -> Citation:
    """The citation of the whole corpus; `text` is the project's own wording, if it has one.

    >>> of_corpus("Integrated care", "0a1b2c3d4e5f").text
    'Integrated care [corpus]. Version 0a1b2c3d4e5f.'
    """
    where = f" {url}" if url else ""
    sentence = text or f"{title} [corpus]. Version {version}.{where}"
    fields = {"title": title, "note": f"Corpus, version {version}", "url": url}
    return Citation(sentence, _bibtex("misc", _key(title, "corpus"), fields))


def of_document(
    facts: dict[str, str],
    corpus: str,
    version: str,
    url: str = "",
    at: tuple[int, int] | None = None,
) -> Citation:
    """The citation of a document, or of the passage of it that stands `at` raw offsets; `facts` has
    id, title, date, author, publisher and uri, any of them empty.

    >>> facts = {"id": "1", "title": "On care", "author": "A. Writer", "date": "2019-12-03"}
    >>> of_document(facts, "Care", "0a1b").text
    'A. Writer (2019-12-03). On care. In: Care [corpus], version 0a1b, document 1.'
    """
    known = {
        name: facts.get(name) or ""
        for name in ("id", "title", "date", "author", "publisher", "uri")
    }
    who = known["author"] or known["publisher"]
    date = f"({known['date']})" if known["date"] else "(no date)"
    parts = [" ".join(filter(None, (who, date))), known["title"] or known["id"]]
    if known["author"] and known["publisher"]:
        parts.append(known["publisher"])
    place = f"document {known['id']}"
    if at:
        place += f", characters {at[0]:,}\u2013{at[1]:,} of the raw text"
    parts.append(f"In: {corpus} [corpus], version {version}, {place}")
    where = url or (known["uri"] if known["uri"].startswith(("https://", "http://")) else "")
    text = ". ".join(parts) + "." + (f" {where}" if where else "")
    fields = {
        "author": known["author"],
        "title": known["title"],
        "year": known["date"][:4],
        "publisher": known["publisher"],
        "booktitle": corpus,
        "note": f"{place[0].upper()}{place[1:]}, version {version}",
        "url": where,
    }
    return Citation(text, _bibtex("misc", _key(who or known["title"], known["date"][:4]), fields))


def _key(*parts: str) -> str:
    words = re.findall(r"[a-z0-9]+", " ".join(parts).lower())
    return "-".join(words[:4]) or "corpus"


def _bibtex(kind: str, key: str, fields: dict[str, str]) -> str:
    lines = [
        f"  {name} = {{{re.sub('[{}]', '', value)}}}" for name, value in fields.items() if value
    ]
    return f"@{kind}{{{key},\n" + ",\n".join(lines) + "\n}"
