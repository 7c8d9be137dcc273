"""Pictures in pages, as SVG inside the HTML: read without colour, printed, followed as links.

Made with svg.py, which writes the elements of the standard and nothing else: no style attributes,
no scripts, which the content security policy of our pages would block. It does not escape; `label`
and `link` do, and every text and address goes through them. Lines and areas take the colour of the
text around, so that dark pages and print need nothing of their own.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from typing import NamedTuple

import svg
from markupsafe import Markup

WIDTH = 640
LINE = 26
NAME = 190
"""Units for the names on the left."""
SMALL = 16
"""Side of the smallest square, so that a number fits in."""


class Bar(NamedTuple):
    """A named value; `href` leads to what is behind it."""

    name: str
    value: float
    href: str = ""
    told: str = ""


class Picture(NamedTuple):
    """A drawing and what it shows, in a phrase."""

    title: str
    drawing: Markup


class Tie(NamedTuple):
    """How often something on the left goes with something on the right."""

    left: str
    right: str
    times: int
    href: str = ""


def bars(title: str, found: Sequence[Bar]) -> Picture:
    """Bars from left to right, one a line, with the value written at the end of each."""
    most = max((bar.value for bar in found), default=0) or 1
    room = WIDTH - NAME - 90
    elements: list[svg.Element] = []
    for place, bar in enumerate(found):
        y = place * LINE
        width = max(bar.value / most * room, 1 if bar.value else 0)
        told = bar.told or f"{bar.value:,.0f}"
        line: list[svg.Element] = [
            label(cut(bar.name), NAME - 8, y + 17, "end", bar.name),
            svg.Rect(x=NAME, y=y + 5, width=round(width, 1), height=LINE - 10, class_=["area"]),
            label(told, NAME + round(width, 1) + 6, y + 17),
        ]
        elements.append(link(line, bar.href))
    return picture(title, elements, len(found) * LINE)


def strips(title: str, found: Sequence[tuple[Bar, Sequence[float]]]) -> Picture:
    """For each document a strip from its beginning to its end, with a line where something stands;
    places are shares from 0 to 1.
    """
    room = WIDTH - NAME - 60
    elements: list[svg.Element] = []
    for place, (bar, places) in enumerate(found):
        y = place * LINE
        line: list[svg.Element] = [
            label(cut(bar.name), NAME - 8, y + 17, "end", bar.name),
            svg.Rect(x=NAME, y=y + 4, width=room, height=LINE - 8, class_=["frame"]),
            *(_stroke(NAME + share * room, y + 4, y + LINE - 4) for share in places),
            label(f"{bar.value:,.0f}", NAME + room + 6, y + 17),
        ]
        elements.append(link(line, bar.href))
    return picture(title, elements, len(found) * LINE)


def _stroke(x: float, top: float, bottom: float) -> svg.Line:
    return svg.Line(x1=round(x, 1), x2=round(x, 1), y1=top, y2=bottom, class_=["stroke"])


def matrix(title: str, names: Sequence[str], ties: Iterable[Tie]) -> Picture:
    """A square for every two names, the larger the more often they go together, with the number
    in it.
    """
    counts = {(tie.left, tie.right): tie for tie in ties}
    counts |= {(right, left): tie for (left, right), tie in counts.items()}
    most = max((tie.times for tie in counts.values()), default=1)
    cell = min(44, (WIDTH - NAME) / max(len(names), 1))
    elements: list[svg.Element] = []
    for row, left in enumerate(names):
        y = row * cell
        elements.append(label(cut(left), NAME - 8, y + cell / 2 + 5, "end", left))
        for column, right in enumerate(names[: row + 1]):
            tie = counts.get((left, right))
            x = NAME + column * cell
            if tie and left != right:
                side = SMALL + (cell - 4 - SMALL) * (tie.times / most) ** 0.5
                at = (cell - side) / 2
                square = svg.Rect(
                    x=round(x + at, 1),
                    y=round(y + at, 1),
                    width=round(side, 1),
                    height=round(side, 1),
                    class_=["pale"],
                )
                number = label(str(tie.times), x + cell / 2, y + cell / 2 + 5, "middle")
                elements.append(link([square, number], tie.href))
            elif left == right:
                elements.append(label("·", x + cell / 2, y + cell / 2 + 5, "middle"))
    return picture(title, elements, len(names) * cell)


def network(title: str, ties: Sequence[Tie]) -> Picture:
    """Names on the left tied to names on the right: the thicker the line, the more often. Lines to
    different names on the right are drawn in different ways, so that they can be told apart.
    """
    lefts = list(dict.fromkeys(tie.left for tie in ties))
    rights = list(dict.fromkeys(tie.right for tie in ties))
    height = max(len(lefts), len(rights), 1) * LINE * 1.3
    at = {("l", name): _y(place, len(lefts), height) for place, name in enumerate(lefts)}
    at |= {("r", name): _y(place, len(rights), height) for place, name in enumerate(rights)}
    most = max((tie.times for tie in ties), default=1)
    elements: list[svg.Element] = []
    for tie in ties:
        y1, y2 = at["l", tie.left], at["r", tie.right]
        dash = DASHES[rights.index(tie.right) % len(DASHES)]
        line = svg.Path(
            d=[
                svg.M(NAME + 4, y1),
                svg.C(NAME + 100, y1, WIDTH - NAME - 100, y2, WIDTH - NAME - 4, y2),
            ],
            stroke_width=round(0.8 + 5 * tie.times / most, 1) if most > 1 else 1.4,
            stroke_dasharray=list(dash) or None,
            class_=["tie"],
        )
        said = svg.Title(text=escape(f"{tie.left} – {tie.right}: {tie.times}"))
        elements.append(link([svg.G(elements=[said, line])], tie.href))
    for name in lefts:
        elements.append(label(cut(name), NAME - 4, at["l", name] + 5, "end", name))
    for name in rights:
        elements.append(label(cut(name), WIDTH - NAME + 4, at["r", name] + 5, "start", name))
    return picture(title, elements, height)


DASHES: tuple[list[int], ...] = ([], [7, 4], [2, 3], [12, 3, 2, 3], [1, 5], [9, 2])


def _y(place: int, count: int, height: float) -> float:
    return round((place + 0.5) * height / count, 1)


def picture(title: str, elements: list[svg.Element], height: float) -> Picture:
    """The whole, which tells its title to those who do not see it; the table beside it has all."""
    # What holds links is not one image to those who hear it.
    role = "group" if any(isinstance(element, svg.A) for element in elements) else "img"
    drawing = svg.SVG(
        viewBox=svg.ViewBoxSpec(0, 0, WIDTH, round(height) + 4),
        class_=["picture"],
        elements=[svg.Title(text=escape(title)), *elements],
        extra={"role": role, "aria-label": escape(title)},
    )
    return Picture(title, Markup(str(drawing)))


def label(text: str, x: float, y: float, anchor: str = "start", whole: str = "") -> svg.Text:
    """A text; a shortened one says the `whole` when pointed at."""
    shown = escape(text)
    if whole and whole != text:
        shown += f"<title>{escape(whole)}</title>"
    return svg.Text(
        x=round(x, 1),
        y=round(y, 1),
        text=shown,
        text_anchor=anchor,  # type: ignore[arg-type]
    )


def link(elements: list[svg.Element], href: str) -> svg.Element:
    """The elements as a link, or as they are without an address."""
    return svg.A(href=escape(href), elements=elements) if href else svg.G(elements=elements)


def cut(name: str, size: int = 26) -> str:
    """A name that fits beside a picture."""
    return name if len(name) <= size else name[: size - 1].rstrip() + "…"
