"""The picture of a cluster: the text that is kept, and a line to each that it stands for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import svg

from curate.publish.pictures import Picture, cut, label, link, picture

LINE = 34
LEFT = 12
"""Where the box of the kept text starts; its right edge is at `BOX`."""
BOX = 210
TOLD = 288
"""Where lines run level and what they say begins, above them; they end in dots at `DOT`."""
DOT = 426
DASHES = {"exact": [], "near": [9, 3], "contained": [2, 3], "judged": [12, 3, 2, 3]}
"""How the line of each kind is drawn, so that they differ without colour."""


class Member(NamedTuple):
    """A text that another stands for: why and how similar; `href` leads to the comparison."""

    name: str
    kind: str
    similarity: float
    href: str = ""

    @property
    def told(self) -> str:
        """Kind and similarity, in short."""
        return f"{self.kind} {self.similarity:.1%}" if self.similarity < 1 else self.kind


def star(title: str, kept: str, href: str, members: Sequence[Member]) -> Picture:
    """The kept text on the left in a box; on the right the others, with a dot each. The thicker a
    line, the more similar the two; how it is dashed, and the word above it, say of which kind.
    """
    height = max(len(members), 2) * LINE
    middle = height / 2
    elements: list[svg.Element] = []
    for place, member in enumerate(members):
        y = round((place + 0.5) * height / len(members), 1)
        line = svg.Path(
            d=[
                svg.M(BOX, middle),
                svg.C(BOX + 60, middle, TOLD - 70, y, TOLD - 6, y),
                svg.H(DOT - 5),
            ],
            stroke_width=round(1 + 3 * max(member.similarity - 0.5, 0), 1),
            stroke_dasharray=list(DASHES.get(member.kind, [])) or None,
            class_=["tie"],
        )
        row: list[svg.Element] = [
            line,
            label(member.told, TOLD, y - 5),
            svg.Circle(cx=DOT, cy=y, r=5, class_=["pale"]),
            label(cut(member.name), DOT + 12, y + 5, "start", member.name),
        ]
        elements.append(link(row, member.href))
    box: list[svg.Element] = [
        svg.Rect(x=LEFT, y=middle - 24, width=BOX - LEFT, height=48, rx=4, class_=["pale"]),
        label(cut(kept, 24), LEFT + 12, middle - 3, "start", kept),
        label("kept", LEFT + 12, middle + 15),
    ]
    elements.append(link(box, href))
    return picture(title, elements, height)
