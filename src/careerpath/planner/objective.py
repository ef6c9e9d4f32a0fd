"""The objectives: lexicographic orders of months, fees, steps and study hours."""

from __future__ import annotations

from math import gcd
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

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


class Sums:
    """The sums of weights that there can be.

    The first figure is a multiple of what its parts have in common, and the others don't come to
    more than all there is of them.
    """

    def __init__(self, weights: Iterable[int], unit: int) -> None:
        """`unit`: what one more of the first figure adds to a weight."""
        self.unit = unit
        parts = [divmod(weight, unit) for weight in weights]
        self._share = gcd(*(figure for figure, _ in parts)) or 1
        self._others = sum(others for _, others in parts)

    def up(self, least: int) -> int:
        """The least possible from here on."""
        figure, others = divmod(least, self.unit)
        if others > self._others:
            figure, others = figure + 1, 0
        over = -figure % self._share
        return (figure + over) * self.unit + (0 if over else others)

    def down(self, most: int) -> int:
        """The most possible up to here."""
        figure, others = divmod(most, self.unit)
        over = figure % self._share
        return (figure - over) * self.unit + (self._others if over else min(others, self._others))
