"""Duplicates: candidates by signature, decisions by true similarity, clusters with evidence."""

from curate.corpus.passages import Repeat
from curate.dedup.cluster import Cluster, Standing
from curate.dedup.found import Found
from curate.dedup.index import Index
from curate.dedup.link import Kind, Link
from curate.dedup.pipeline import find, run
from curate.dedup.settings import DedupSettings
from curate.dedup.shingle import shingles, words
from curate.dedup.signature import Scheme
from curate.dedup.source import Source, Text, Unit, json_lines

__all__ = [
    "Cluster",
    "DedupSettings",
    "Found",
    "Index",
    "Kind",
    "Link",
    "Repeat",
    "Scheme",
    "Source",
    "Standing",
    "Text",
    "Unit",
    "find",
    "json_lines",
    "run",
    "shingles",
    "words",
]
