"""Agreement: how far annotators agree beyond chance, one file for each family of measures."""

from curate.annotate.agreement.comparison import Text, readings
from curate.annotate.agreement.reading import LabelledRelation, LabelledSpan, Reading
from curate.annotate.agreement.report import Chance, Report, Row, report
from curate.annotate.agreement.score import Measure, Score, with_interval

__all__ = [
    "Chance",
    "LabelledRelation",
    "LabelledSpan",
    "Measure",
    "Reading",
    "Report",
    "Row",
    "Score",
    "Text",
    "readings",
    "report",
    "with_interval",
]
