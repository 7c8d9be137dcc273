"""The best one-to-one pairing of two lists, given what each pair is worth."""

from __future__ import annotations

from collections.abc import Mapping
from heapq import heappop, heappush


def best_pairs(worth: Mapping[tuple[int, int], float]) -> list[tuple[int, int]]:
    """Pairs of (left, right) whose summed worth is greatest, each left and right used at most once.

    Only pairs in `worth` (all positive) are made. Shortest augmenting paths with potentials (Jonker
    and Volgenant 1987, *Computing* 38) on the sparse graph: a path ends near where it began when
    pairs are local, as spans of a text are, so the cost grows with the spans, not with their cube.
    """
    costs: dict[int, list[tuple[int, float]]] = {}
    for (left, right), value in worth.items():
        costs.setdefault(left, []).append((right, -value))
    # Every left may stay alone, at a price above that of its best pair: a column of its own.
    for left, row in costs.items():
        row.append((-1 - left, 0.0))
        cheapest = min(cost for _, cost in row)
        costs[left] = [(right, cost - cheapest) for right, cost in row]
    owner: dict[int, int] = {}
    held: dict[int, int] = {}
    rows = dict.fromkeys(costs, 0.0)
    columns: dict[int, float] = {}
    for left in costs:
        _augment(left, costs, owner, held, rows, columns)
    return sorted((left, right) for right, left in owner.items() if right >= 0)


def _augment(
    start: int,
    costs: Mapping[int, list[tuple[int, float]]],
    owner: dict[int, int],
    held: dict[int, int],
    rows: dict[int, float],
    columns: dict[int, float],
) -> None:
    """Give `start` a column along the cheapest path of exchanges."""
    reached: dict[int, float] = {}
    nearest: dict[int, float] = {}
    before: dict[int, int] = {}
    heap: list[tuple[float, int]] = []
    left, distance = start, 0.0
    while True:
        for right, cost in costs[left]:
            there = distance + cost - rows[left] - columns.get(right, 0.0)
            if right not in reached and there < nearest.get(right, float("inf")):
                nearest[right], before[right] = there, left
                heappush(heap, (there, right))
        distance, right = heappop(heap)
        while right in reached:
            distance, right = heappop(heap)
        if right not in owner:
            break
        reached[right] = distance
        left = owner[right]
    rows[start] += distance
    for column, there in reached.items():
        columns[column] = columns.get(column, 0.0) - (distance - there)
        rows[owner[column]] += distance - there
    while True:
        left = before[right]
        freed = held.get(left)
        owner[right], held[left] = left, right
        if freed is None:
            return
        right = freed
