"""The cleaning report as one HTML page that needs nothing else: what each rule did, by source."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from curate.clean.recipe import catalogue
from curate.clean.report import Report, RuleReport
from curate.text import amount

_STYLE = """
body { font: 16px/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 60rem; padding: 1rem;
  color: #1a1a1a; background: #fff; }
table { border-collapse: collapse; width: 100%; margin: 1rem 0; }
th, td { text-align: left; padding: .25rem .5rem; border-bottom: 1px solid #ddd; }
td.n, th.n { text-align: right; font-variant-numeric: tabular-nums; }
del { background: #fde2e1; color: #7a1f1a; white-space: pre-wrap; overflow-wrap: anywhere; }
ins { background: #dff3e0; color: #14531c; text-decoration: none; }
meter { width: 8rem; }
.scroll { overflow-x: auto; }
@media (prefers-color-scheme: dark) { body { color: #e8e8e8; background: #181818; }
  th, td { border-color: #444; } del { background: #4a1d1b; color: #ffc9c5; }
  ins { background: #17401c; color: #c8f0cc; } }
"""


def page(report: Report, title: str) -> str:
    """The page; every text of a document is escaped."""
    share = (report.raw - report.clean) / max(report.raw, 1)
    told = (
        f"{amount(report.documents, 'document')}, {report.changed:,} of them changed; "
        f"{report.raw:,} characters raw, {report.clean:,} clean ({share:.1%} removed)."
    )
    return "\n".join(
        [
            '<!doctype html><html lang="en"><head><meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>Cleaning of {escape(title)}</title><style>{_STYLE}</style></head><body>",
            f"<h1>Cleaning of {escape(title)}</h1><p>{told}</p>",
            "<h2>Rules</h2>",
            _table(
                ["Rule", "#Edits", "#Documents", "#Removed", "#Put in"],
                [
                    [
                        f'<a href="#{escape(rule.rule)}">{escape(rule.rule)}</a>',
                        *_numbers(rule.edits, rule.documents, rule.removed, rule.put_in),
                    ]
                    for rule in report.by_weight
                ],
            ),
            "<h2>Sources</h2>",
            _table(
                ["Source", "#Documents", "#Characters", "#Removed", "Share"],
                [
                    [
                        escape(source.source),
                        *_numbers(source.documents, source.raw, source.removed),
                        _meter(source.removed / max(source.raw, 1)),
                    ]
                    for source in report.by_size
                ],
            ),
            "<h2>Documents that lost most</h2>",
            _table(
                ["Document", "Share"],
                [[escape(id), _meter(share)] for share, id in report.outliers if share > 0],
            ),
            *map(_rule, report.by_weight),
            "</body></html>\n",
        ]
    )


def _rule(rule: RuleReport) -> str:
    known = catalogue().get(rule.rule)
    samples = "".join(
        f"<li>{count:,} × <del>{escape(old)}</del> <ins>{escape(new)}</ins></li>"
        for old, new, count in rule.samples
    )
    sources = ", ".join(
        f"{escape(source)} ({count:,})" for source, count in rule.by_source.most_common(5)
    )
    about = escape(known.summary) if known else ""
    return (
        f'<h3 id="{escape(rule.rule)}">{escape(rule.rule)}</h3><p>{about}</p>'
        f"<ul>{samples}</ul><p>Most in: {sources}.</p>"
    )


def _numbers(*values: int) -> list[str]:
    return [f"{value:,}" for value in values]


def _meter(share: float) -> str:
    return f'<meter min="0" max="1" value="{max(share, 0):.3f}"></meter> {share:.0%}'


def _table(heads: list[str], rows: Iterable[list[str]]) -> str:
    """A table; heads that begin with # are of numbers."""
    kinds = [' class="n"' if head.startswith("#") else "" for head in heads]
    top = "".join(
        f'<th scope="col"{kind}>{head.lstrip("#")}</th>'
        for head, kind in zip(heads, kinds, strict=True)
    )
    body = "".join(
        "<tr>"
        + "".join(f"<td{kind}>{cell}</td>" for cell, kind in zip(row, kinds, strict=True))
        + "</tr>"
        for row in rows
    )
    return f'<div class="scroll"><table><tr>{top}</tr>{body}</table></div>'
