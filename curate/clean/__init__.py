"""Cleaning: rules propose edits of raw text, a recipe orders them, the pipeline runs them."""

from curate.clean.explanation import Explanation, explain, of_rule
from curate.clean.override import Override, Overrides
from curate.clean.pipeline import Task, clean_text, clean_texts
from curate.clean.project import Outcome, clean_project
from curate.clean.recipe import CleanSettings, Recipe, catalogue, find
from curate.clean.report import Report, RuleReport
from curate.clean.review import Doubt, doubts
from curate.clean.rule import STAGES, Example, Notice, Rule

__all__ = [
    "STAGES",
    "CleanSettings",
    "Doubt",
    "Example",
    "Explanation",
    "Notice",
    "Outcome",
    "Override",
    "Overrides",
    "Recipe",
    "Report",
    "Rule",
    "RuleReport",
    "Task",
    "catalogue",
    "clean_project",
    "clean_text",
    "clean_texts",
    "doubts",
    "explain",
    "find",
    "of_rule",
]
