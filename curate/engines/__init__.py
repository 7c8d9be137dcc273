"""Engines: what runs a step over many shards, on this machine or on a cluster."""

from curate.engines.base import Engine, Flow
from curate.engines.local import Local

__all__ = ["Engine", "Flow", "Local"]
