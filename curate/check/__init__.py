"""Checking records: against their schema (shape) and against what a schema cannot say (sense)."""

from curate.check.result import Result, Summary
from curate.check.shape import Shape

__all__ = ["Result", "Shape", "Summary"]
