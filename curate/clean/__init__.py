"""Cleaning: rules propose edits of raw text, a recipe orders them, the pipeline runs them."""

from curate.clean.explanation import Explanation, explain, of_rule
from curate.clean.pipeline import clean_text
from curate.clean.project import Outcome, clean_project
from curate.clean.recipe import CleanSettings, Recipe, catalogue, find
from curate.clean.report import Report, RuleReport
from curate.clean.rule import STAGES, Example, Notice, Rule

__all__ = [
    "STAGES",
    "CleanSettings",
    "Example",
    "Explanation",
    "Notice",
    "Outcome",
    "Recipe",
    "Report",
    "Rule",
    "RuleReport",
    "catalogue",
    "clean_project",
    "clean_text",
    "explain",
    "find",
    "of_rule",
]
