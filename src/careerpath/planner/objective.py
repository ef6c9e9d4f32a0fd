"""The objectives: lexicographic orders of months, fees, steps and study hours."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from careerpath.graph.task import Action
    from careerpath.planner.plan import Totals

MONTHS = "months"

ORDER: dict[str, tuple[str, ...]] = {
    "time": (MONTHS, "fees", "steps", "estimates"),
    "cost": ("fees", MONTHS, "steps", "estimates"),
    "steps": ("steps", MONTHS, "fees", "estimates"),
    "study": ("study", MONTHS, "fees", "estimates", "steps"),
}
"""What each objective compares, in order; every figure but months is a sum over actions.

`study` leaves steps open; they come last, so that nothing needless is done."""

WEIGHTS: dict[str, Callable[[Action], int]] = {
    "fees": lambda action: action.fee,
    "steps": lambda _action: 1,
    "study": lambda action: action.study,
    "estimates": lambda action: action.estimates,
}


def figures(objective: str, totals: Totals) -> tuple[int, ...]:
    """The figures of a plan in the objective's order."""
    return tuple(getattr(totals, name) for name in ORDER[objective])


SCALE = 48
"""Bits for one figure."""


def combined_unit(names: tuple[str, ...]) -> int:
    """What one more of the first figure adds to the combined weight."""
    return 1 << (SCALE * (len(names) - 1))


def combined(names: tuple[str, ...]) -> Callable[[Action], int]:
    """One weight that orders sums lexicographically by `names`.

    Each figure is scaled above any sum of the later ones; sums stay below 2**40 a figure, since a
    fee is below 10**12 minor units in all and a plan has fewer than 2**20 actions.
    """
    scaled = [(WEIGHTS[name], 1 << (SCALE * place)) for place, name in enumerate(reversed(names))]

    def weight(action: Action) -> int:
        return sum(scale * figure(action) for figure, scale in scaled)

    return weight
