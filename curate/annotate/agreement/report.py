"""The report of `curate agreement`: each measure that fits, for each label and overall."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from curate.annotate.agreement import distance
from curate.annotate.agreement.alpha import alpha
from curate.annotate.agreement.character import character_alpha
from curate.annotate.agreement.comparison import Answers, answers, labels_in
from curate.annotate.agreement.gamma import gamma
from curate.annotate.agreement.kappa import cohen, fleiss, gwet, percent, quadratic
from curate.annotate.agreement.matching import equal_pairs, f1, overlapping_pairs, relation_f1
from curate.annotate.agreement.reading import Reading
from curate.annotate.agreement.score import RESAMPLES, Measure, Score, with_interval
from curate.annotate.agreement.unitizing import unitizing_alpha
from curate.annotate.codebook import Codebook, Label
from curate.annotate.journal import Journals, under

ALL = "all labels"
BLIND = "whatever the label"
RELATIONS = "relations"


class Row(NamedTuple):
    """One measure of one label (or of `ALL`, `BLIND`, `RELATIONS`)."""

    label: str
    measure: str
    score: Score


@dataclass(frozen=True, slots=True)
class Report:
    """Agreement between `annotators` over the documents that two or more of them read."""

    documents: int
    annotators: tuple[str, ...]
    spans: tuple[Row, ...]
    document_labels: tuple[Row, ...]

    def to_json(self) -> dict[str, Any]:
        """All facts; a score is `{value, count, low, high}` or `{value: null, count, reason}`."""

        def rows(some: Sequence[Row]) -> list[dict[str, Any]]:
            return [
                {"label": row.label, "measure": row.measure, **row.score.to_json()} for row in some
            ]

        return {
            "documents": self.documents,
            "annotators": list(self.annotators),
            "spans": rows(self.spans),
            "document_labels": rows(self.document_labels),
        }


@dataclass(frozen=True, slots=True)
class Chance:
    """How often and from which seed the bootstrap draws."""

    resamples: int = RESAMPLES
    seed: int = 0


def report(
    journals: Journals,
    compared: Sequence[Reading],
    codebook: Codebook | None = None,
    label: str = "",
    chance: Chance = Chance(),
) -> Report:
    """All measures; with `label` only those of that label and what stands under it."""
    names = sorted({name for reading in compared for name in reading.spans})
    chosen = [item for item in labels_in(compared, codebook) if not label or under(item, label)]
    spans: list[Row] = []
    if not compared:
        return Report(0, (), (), ())
    if not label:
        spans += _span_rows(ALL, compared, chance)
        spans += _span_rows(BLIND, [reading.label_blind() for reading in compared], chance)
    for item in chosen:
        spans += _span_rows(item, [reading.only(item) for reading in compared], chance)
    if not label and any(any(reading.relations.values()) for reading in compared):
        score = with_interval(relation_f1(), compared, chance.resamples, chance.seed)
        spans.append(Row(RELATIONS, "F1 exact", score))
    documents = [
        row
        for item in (codebook.of_kind("document") if codebook else ())
        if not label or under(item.id, label)
        for row in _answer_rows(item, answers(journals, compared, item), chance)
    ]
    return Report(len(compared), tuple(names), tuple(spans), tuple(documents))


def _span_rows(label: str, compared: Sequence[Reading], chance: Chance) -> Iterator[Row]:
    measures: dict[str, Measure[Reading]] = {
        "F1 exact": f1(equal_pairs),
        "F1 overlap": f1(overlapping_pairs),
        "alpha, characters": character_alpha(),
        "alpha, coded characters": character_alpha(uncoded=False),
        "unitizing alpha": unitizing_alpha(),
        "gamma": gamma(compared, seed=chance.seed),
    }
    for name, measure in measures.items():
        yield Row(label, name, with_interval(measure, compared, chance.resamples, chance.seed))


def _answer_rows(label: Label, given: Sequence[Answers], chance: Chance) -> Iterator[Row]:
    if not given:
        return
    units = [answer.values for answer in given]
    for name, measure in _answer_measures(label, len(units[0])).items():
        score = with_interval(measure, units, chance.resamples, chance.seed)
        yield Row(label.id, name, score)


def _answer_measures(label: Label, annotators: int) -> dict[str, Measure[Sequence[Any]]]:
    """What suits the scale of a document label."""
    if not label.exclusive:
        return {"alpha, MASI": alpha(distance.masi), "alpha, Jaccard": alpha(distance.jaccard)}
    if label.scale == "interval":
        return {"alpha, interval": alpha(distance.interval), "percent": percent()}
    is_ordinal = label.scale == "ordinal"
    categories = list(range(len(label.values))) if is_ordinal else list(label.values)
    measures: dict[str, Measure[Sequence[Any]]] = {
        "alpha, ordinal" if is_ordinal else "alpha, nominal": alpha(
            distance.ordinal if is_ordinal else distance.nominal
        ),
        "percent": percent(),
        "Fleiss' kappa": fleiss(),
        "Gwet's AC2" if is_ordinal else "Gwet's AC1": (
            gwet(categories, quadratic) if is_ordinal else gwet(categories)
        ),
    }
    if annotators == 2:
        measures["Cohen's kappa"] = cohen(distance.interval if is_ordinal else distance.nominal)
    return measures
