"""Neutral plan records, shared by everything that makes or judges a plan."""

from __future__ import annotations

from msgspec import Struct

Vector = tuple[int, ...]
"""What is minimised, most important first; the last number is the count of estimated figures."""


class PlannedStep(Struct, frozen=True):
    """A credential gained by a route, from moment `start`, counting from moment `end`."""

    id: str
    route: str
    start: int
    end: int


class PlannedStretch(Struct, frozen=True):
    """Work in a role at `pace` hours a week, in the months `start … end-1`."""

    role: str
    pace: int
    start: int
    end: int


class CandidatePlan(Struct, frozen=True):
    """A plan and the totals it claims."""

    months: int
    fees: int
    steps_count: int
    study_twelfths: int
    estimates: int
    steps: tuple[PlannedStep, ...] = ()
    stretches: tuple[PlannedStretch, ...] = ()


class Answer(Struct, frozen=True):
    """What an oracle says of a question: the best plan and its vector, or neither."""

    plan: CandidatePlan | None
    vector: Vector | None

    @property
    def feasible(self) -> bool:
        return self.vector is not None


INFEASIBLE = Answer(None, None)


def objective_vector(objective: str, plan: CandidatePlan) -> Vector:
    """The plan's totals in the order in which the objective compares them.

    >>> objective_vector("cost", CandidatePlan(9, 500, 2, 40, 1))
    (500, 9, 2, 1)
    """
    months, fees, steps = plan.months, plan.fees, plan.steps_count
    match objective:
        case "time":
            return (months, fees, steps, plan.estimates)
        case "cost":
            return (fees, months, steps, plan.estimates)
        case "steps":
            return (steps, months, fees, plan.estimates)
        case "study":
            return (plan.study_twelfths, months, fees, plan.estimates)
        case _:
            raise ValueError(f"no objective is called {objective!r}")
