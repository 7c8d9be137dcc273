"""The Atom feed of new documents (RFC 4287)."""

from __future__ import annotations

from typing import Any
from xml.etree.ElementTree import Element, SubElement, register_namespace, tostring

ATOM = "http://www.w3.org/2005/Atom"


def atom(corpus: dict[str, Any], documents: list[dict[str, Any]], base: str, home: str) -> bytes:
    """The feed; `documents` are rows of `documents`, newest first, with `when` as ISO 8601."""
    register_namespace("", ATOM)
    feed = Element(f"{{{ATOM}}}feed")
    _add(feed, "title", corpus["title"])
    _add(feed, "id", f"{base}/feed.atom")
    _add(feed, "updated", _time(documents[0]["when"]) if documents else _time(""))
    SubElement(feed, f"{{{ATOM}}}link", href=home)
    SubElement(feed, f"{{{ATOM}}}link", href=f"{base}/feed.atom", rel="self")
    SubElement(SubElement(feed, f"{{{ATOM}}}author"), f"{{{ATOM}}}name").text = corpus["title"]
    for document in documents:
        entry = SubElement(feed, f"{{{ATOM}}}entry")
        _add(entry, "title", document["title"])
        _add(entry, "id", f"{base}/read/{document['id']}")
        _add(entry, "updated", _time(document["when"]))
        SubElement(entry, f"{{{ATOM}}}link", href=f"{base}/read/{document['id']}")
        _add(entry, "summary", _visible(document["start"]))
    return bytes(tostring(feed, encoding="utf-8", xml_declaration=True))


def _add(parent: Element, name: str, text: str) -> None:
    SubElement(parent, f"{{{ATOM}}}{name}").text = _visible(text)


def _visible(text: str) -> str:
    """The text without the control characters that XML cannot hold."""
    return "".join(c for c in text if c in "\t\n\r" or (c >= " " and c not in "\ufffe\uffff"))


def _time(when: str) -> str:
    """A time as Atom wants it: a date becomes its first moment, nothing the beginning of 1970."""
    if "T" in when:
        return when if when.endswith("Z") or "+" in when else f"{when}Z"
    year, month, day = (*when.split("-"), "", "", "")[:3]
    return f"{year or '1970'}-{month or '01'}-{day or '01'}T00:00:00Z"
