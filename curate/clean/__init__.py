"""Cleaning: rules propose edits of raw text, a recipe orders them, the pipeline runs them."""

from curate.clean.pipeline import clean_text
from curate.clean.recipe import CleanSettings, Recipe, catalogue
from curate.clean.rule import STAGES, Notice, Rule

__all__ = ["STAGES", "CleanSettings", "Notice", "Recipe", "Rule", "catalogue", "clean_text"]
