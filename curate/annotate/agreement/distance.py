"""Distances between two values, from 0 (the same) up; alpha and weighted kappa are built on them.

Those of Krippendorff (2011), *Computing Krippendorff's Alpha-Reliability*, section 5, are squared
as printed there; a function takes the two values and how often each value occurs.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Set
from typing import Any, TypeAlias

Distance: TypeAlias = "Callable[[Any, Any, Mapping[Any, float]], float]"


def nominal(a: Any, b: Any, totals: Mapping[Any, float]) -> float:
    """1 for different values."""
    return float(a != b)


def ordinal(a: Any, b: Any, totals: Mapping[Any, float]) -> float:
    """How many values lie between two ranks, the two counted half, squared."""
    low, high = min(a, b), max(a, b)
    between = sum(count for value, count in totals.items() if low <= value <= high)
    return float(between - (totals[a] + totals[b]) / 2) ** 2


def interval(a: Any, b: Any, totals: Mapping[Any, float]) -> float:
    """The difference of two numbers, squared."""
    return float(a - b) ** 2


def ratio(a: Any, b: Any, totals: Mapping[Any, float]) -> float:
    """The difference of two numbers as a share of their sum, squared."""
    return float((a - b) / (a + b)) ** 2 if a + b else 0.0


def jaccard(a: Set[Any], b: Set[Any], totals: Mapping[Any, float]) -> float:
    """The share of the members of two sets that is not in both; 0 for two empty sets."""
    return 1 - len(a & b) / len(a | b) if a | b else 0.0


def masi(a: Set[Any], b: Set[Any], totals: Mapping[Any, float]) -> float:
    """Jaccard, lessened for sets that merely overlap: Passonneau (2006), *Measuring Agreement on
    Set-valued Items (MASI)*, LREC. The weights are the exact 1, 2/3, 1/3, 0 (older copies of nltk
    round them to 0.67 and 0.33).
    """
    if a == b:
        return 0.0
    weight = 2 / 3 if a <= b or b <= a else 1 / 3
    return 1 - (1 - jaccard(a, b, totals)) * weight
