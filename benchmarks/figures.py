"""Medians, percentiles, means of ratios; a run that was stopped counts twice its limit (PAR-2)."""

from __future__ import annotations

import math
from statistics import median
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Json = dict[str, Any]

__all__ = [
    "geometric_mean", "growth", "growth_of_sectors", "median", "milliseconds", "par2", "percentile",
    "ratios_to", "seconds_of", "spread",
]  # fmt: skip


def percentile(values: Sequence[float], part: float) -> float:
    """The value that `part` (0 to 1) of them do not exceed; nan without any.

    >>> percentile([3.0, 1.0, 2.0], 0.5), percentile([1.0, 2.0], 1.0)
    (2.0, 2.0)
    """
    if not values:
        return math.nan
    ordered = sorted(values)
    return ordered[max(0, math.ceil(part * len(ordered)) - 1)]


def spread(answers: Sequence[Json]) -> Json:
    """How long answers took: their number, median, p90, p99, and how many were not proven."""
    times = [seconds_of(a) for a in answers]
    return {
        "count": len(times),
        "median": median(times),
        "p90": percentile(times, 0.9),
        "p99": percentile(times, 0.99),
        "unproven": sum(not a["solved"] for a in answers),
    }


def geometric_mean(values: Iterable[float]) -> float:
    """The mean of ratios; nan without any.

    >>> round(geometric_mean([0.5, 2.0]), 3)
    1.0
    """
    logs = [math.log(max(v, 1e-9)) for v in values]
    return math.exp(sum(logs) / len(logs)) if logs else math.nan


def par2(seconds: float, limit: float, *, solved: bool) -> float:
    """The time, or twice the limit where that was not enough."""
    return seconds if solved else 2 * limit


def growth(points: Iterable[tuple[float, float]]) -> float:
    """The exponent b of the least-squares fit time = a * size**b; nan for a single size.

    >>> round(growth([(10.0, 1.0), (100.0, 10.0), (1000.0, 100.0)]), 3)
    1.0
    """
    logs = [(math.log(size), math.log(max(time, 1e-9))) for size, time in points]
    if len({x for x, _ in logs}) < 2:
        return math.nan
    mean_x = sum(x for x, _ in logs) / len(logs)
    mean_y = sum(y for _, y in logs) / len(logs)
    square = sum((x - mean_x) ** 2 for x, _ in logs)
    return sum((x - mean_x) * (y - mean_y) for x, y in logs) / square


def seconds_of(answer: Json) -> float:
    """What a solver took for an answer, with what it took to be told the question."""
    seconds: float = answer["build"] + answer["solve"]
    return seconds


def milliseconds(seconds: float) -> str:
    """As people read it."""
    return f"{1000 * seconds:,.0f} ms"


def ratios_to(other: str, answers: Iterable[Json], limit: float) -> list[float]:
    """The planner's time over the other's, question by question."""

    def time(answer: Json) -> float:
        return par2(seconds_of(answer), limit, solved=answer["solved"])

    return [time(a["planner"]) / time(a[other]) for a in answers]


def growth_of_sectors(rows: Iterable[Json]) -> tuple[int, float]:
    """How many sectors the planner proved, and the exponent of its time in their size."""
    proven = [
        (r["instance"]["size"], seconds_of(r["answers"]["planner"]))
        for r in rows
        if r["instance"]["family"].startswith("sectors") and r["answers"]["planner"]["solved"]
    ]
    return len(proven), growth(proven)
