"""A paragraph with what stands beside it, as HTML.

Written here and not in a template, because a long document has thousands of notes and a template
takes ten times as long (measured: 5,000 spans on 240 KB).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from markupsafe import Markup

from curate.publish.plugin.document import Label, Record
from curate.publish.plugin.marks import escaped
from curate.publish.plugin.reading import Paragraph
from curate.text import Edit


def text(
    paragraphs: Sequence[Paragraph],
    labels: Mapping[str, Label],
    relations: Mapping[str, list[Record]],
    prefix: str = "",
) -> Markup:
    """The whole text; `prefix` keeps the anchors of two texts on one page apart."""
    heads = {
        id: f'<span class="key {label.look}">{escaped(label.letter)}</span> '
        f"<b>{escaped(label.name)}</b>"
        for id, label in labels.items()
    }
    return Markup("\n".join(_row(item, heads, relations, prefix) for item in paragraphs))


def _row(
    paragraph: Paragraph,
    heads: Mapping[str, str],
    relations: Mapping[str, list[Record]],
    prefix: str,
) -> str:
    place = paragraph.place
    notes = [
        _note(item, heads[item["label"]], relations.get(item["id"], ())) for item in paragraph.notes
    ]
    notes += [why for edit in paragraph.edits for why in _why(edit)]
    beside = ""
    if notes:
        beside = (
            f'\n<aside class="notes" aria-label="Notes on paragraph {place}">\n<ul>\n'
            + "\n".join(notes)
            + "\n</ul>\n</aside>"
        )
    return (
        f'<div class="row">\n<a class="number" href="#{prefix}p{place}" '
        f'aria-label="Paragraph {place}">{place}</a>\n'
        f'<p id="{prefix}p{place}">{paragraph.html}</p>{beside}\n</div>'
    )


def _note(item: Record, head: str, relations: Sequence[Record]) -> str:
    """A line that says the label, and opens to tell the rest."""
    status = f" <em>{escaped(item['status'])}</em>" if item["status"] != "accepted" else ""
    first = ""
    if relations:
        first = f" <small>{relations[0]['arrow']} {escaped(relations[0]['quote'])}</small>"
    elif item["note"]:
        first = f" <small>{escaped(item['note'])}</small>"
    id = escaped(item["id"])
    told = [f'<a href="#{id}">{escaped(_cut(item["quote"], 80))}</a>']
    told += [
        f"<span>{escaped(name)}: {escaped(_value(value))}</span>"
        for name, value in item["attributes"].items()
    ]
    if item["note"]:
        told.append(f'<span class="said">{escaped(item["note"])}</span>')
    told += [
        f"<span>{relation['arrow']} {escaped(relation['name'])} "
        f'<a href="#{escaped(relation["id"])}">{escaped(_cut(relation["quote"], 60))}</a></span>'
        for relation in relations
    ]
    revision = f", revision {item['revision']}" if item["revision"] > 1 else ""
    who = f"{item['annotator_name']}, {item['at'][:10]}{revision}"
    told.append(f"<span>{escaped(who)}</span>")
    return (
        f'<li class="note"><details><summary>{head}{status}{first}</summary>'
        f'<div id="n-{id}">{"".join(told)}</div></details></li>'
    )


def _why(edit: Edit) -> list[str]:
    return [
        f'<li class="why"><a href="#e{edit.span.start}">{escaped(reason.rule)}</a>: '
        f"{escaped(reason.why)}</li>"
        for reason in edit.reasons
    ]


def _value(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _cut(text: str, size: int) -> str:
    return text if len(text) <= size else text[: size - 1].rstrip() + "…"
