"""What a text says about itself: one file for each field, empty rather than guessed."""

from curate.corpus.metadata.read import read_meta

__all__ = ["read_meta"]
