"""Annotations as W3C Web Annotations (JSON-LD), for other tools and for stable addresses.

Positions are in the raw text where it is published, so that cleaning again moves none; otherwise in
the clean text. W3C Web Annotation Data Model, 4.2: Text Quote and Text Position Selectors.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

CONTEXT = "http://www.w3.org/ns/anno.jsonld"


def annotation(record: dict[str, Any], base: str, document: str, in_raw: bool) -> dict[str, Any]:
    """One annotation, a row of `annotations` with its `fragments`, `attributes` and
    `annotator_name`; `base` is the address of the corpus's pages, `document` the document's id.
    """
    source = f"{base}/text/{document}{'.raw' if in_raw else ''}.txt"
    targets = []
    for start, end, raw_start, raw_end, quote in record["fragments"]:
        first, last = (raw_start, raw_end) if in_raw else (start, end)
        if first is not None:
            selectors = [
                {"type": "TextQuoteSelector", "exact": quote},
                {"type": "TextPositionSelector", "start": first, "end": last},
            ]
            targets.append({"source": source, "selector": selectors})
    body = [{"type": "TextualBody", "purpose": "tagging", "value": record["label"]}]
    body += [
        {"type": "TextualBody", "purpose": "describing", "value": f"{name}: {value}"}
        for name, value in record["attributes"].items()
    ]
    if record["note"]:
        body.append({"type": "TextualBody", "purpose": "commenting", "value": record["note"]})
    person = record["annotator_type"] == "person"
    return {
        "id": f"{base}/annotations/{record['id']}",
        "type": "Annotation",
        "motivation": "tagging",
        "created": record["at"],
        "creator": {"type": "Person" if person else "Software", "name": record["annotator_name"]},
        "body": body,
        "target": targets[0] if len(targets) == 1 else targets,
        "curate:status": record["status"],
    }


def page(
    records: Iterable[dict[str, Any]], base: str, document: str, in_raw: bool
) -> dict[str, Any]:
    """All annotations of a document, as one annotation page."""
    return {
        "@context": [CONTEXT, {"curate": f"{base}/"}],
        "id": f"{base}/annotations/{document}.jsonld",
        "type": "AnnotationPage",
        "items": [annotation(record, base, document, in_raw) for record in records],
    }
