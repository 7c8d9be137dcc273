"""Labelling in advance: tools that propose, so that people mark less. Nothing here is accepted."""

from curate.annotate.prelabel.hit import Finder, Hit, fresh, propose, withdraw

__all__ = ["Finder", "Hit", "fresh", "propose", "withdraw"]
