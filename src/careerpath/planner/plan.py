"""What the planner returns: dated steps and stretches, totals, and how good they are known to be."""

from __future__ import annotations

from msgspec import Struct


class Step(Struct, frozen=True):
    """A credential gained by a route: months are relative to the start."""

    id: str
    route: str
    start: int
    end: int


class Stretch(Struct, frozen=True):
    """A role worked at `hours` a week from month `start` to month `end`."""

    role: str
    hours: int
    start: int
    end: int


class Totals(Struct, frozen=True):
    """`fees` in minor units of the question's currency, `study` in twelfths of an hour."""

    months: int
    fees: int
    steps: int
    study: int
    estimates: int


class Plan(Struct, frozen=True):
    """Steps and stretches in the order of their dates; `optimal` means proven."""

    steps: tuple[Step, ...]
    stretches: tuple[Stretch, ...]
    totals: Totals
    optimal: bool = True
    bound: int | None = None
    """When not proven: no plan is better than this on the objective's first figure."""
    usual: bool = True
    """It keeps to usual practice; False where that was dropped to find a plan."""


class Statistics(Struct, frozen=True):
    """How much work the answer took: counts, never times."""

    decisions: int
    """Things decided, undone ones too."""
    contradictions: int
    """Decisions that could not stand; something was learned from each."""


class Result(Struct, frozen=True):
    """The answer to a question; `plan` is None if and only if it is infeasible."""

    plan: Plan | None
    statistics: Statistics

    @property
    def status(self) -> str:
        """`already`, `plan` or `infeasible`."""
        if self.plan is None:
            return "infeasible"
        return "plan" if self.plan.steps or self.plan.stretches else "already"
