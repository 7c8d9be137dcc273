"""Routing: who reads which document, decided by a hash and never stored.

Rendezvous hashing (Thaler and Ravishankar 1998, "Using name-based mappings to increase hit rates"):
each annotator gets a number for each document, and the highest ones read it. So everybody can work
out the same answer alone, nobody holds a task while away, and a new annotator takes an even share
from each of the others while all else stays where it was.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

from curate.annotate.settings import AnnotateSettings


def readers(document: str, annotators: Sequence[str], overlap: int, seed: int) -> tuple[str, ...]:
    """The annotators, at most `overlap` of them, who read the document; the first ones in rank
    order, so that a greater overlap only adds readers.
    """
    ranked = sorted(set(annotators), key=lambda name: _rank(document, name, seed), reverse=True)
    return tuple(ranked[:overlap])


def _rank(document: str, annotator: str, seed: int) -> bytes:
    return hashlib.sha256(f"{seed}\0{document}\0{annotator}".encode()).digest()


def assigned(document: str, annotator: str, settings: AnnotateSettings) -> bool:
    """Does this annotator read this document? Somebody whom the settings do not name reads all."""
    if annotator not in settings.annotators:
        return True
    return annotator in readers(document, settings.annotators, settings.overlap, settings.seed)


def assign(
    documents: Iterable[str], annotators: Sequence[str], overlap: int, seed: int
) -> dict[str, tuple[str, ...]]:
    """By annotator, the documents to read, in the order given."""
    shares: dict[str, list[str]] = {name: [] for name in annotators}
    for document in documents:
        for name in readers(document, annotators, overlap, seed):
            shares[name].append(document)
    return {name: tuple(share) for name, share in shares.items()}
