"""Duplicates: candidates by signature, decisions by true similarity, clusters with evidence."""

from curate.dedup.cluster import Cluster, Standing
from curate.dedup.link import Kind, Link
from curate.dedup.pipeline import Found, find, run
from curate.dedup.settings import DedupSettings
from curate.dedup.shingle import shingles, words
from curate.dedup.signature import Scheme
from curate.dedup.source import JsonLines, Source, Text

__all__ = [
    "Cluster",
    "DedupSettings",
    "Found",
    "JsonLines",
    "Kind",
    "Link",
    "Scheme",
    "Source",
    "Standing",
    "Text",
    "find",
    "run",
    "shingles",
    "words",
]
