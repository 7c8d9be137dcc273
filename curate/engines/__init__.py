"""Engines: what runs a step over many shards, on this machine or on a cluster."""

from curate.engines.base import Engine, Flow, in_waves
from curate.engines.local import Local
from curate.engines.pile import Pile

__all__ = ["Engine", "Flow", "Local", "Pile", "in_waves"]
