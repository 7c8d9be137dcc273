"""The table [annotate] of `curate.toml`."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AnnotateSettings:
    """`codebook` is the id of the one in use, where there are several; `annotators`, `overlap`
    (how many of them read each document) and `seed` decide who reads what (see `routing`).
    """

    codebook: str = ""
    annotators: tuple[str, ...] = ()
    overlap: int = 1
    seed: int = 0
