"""Asking the planner again: proven answers only, the same question once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from careerpath.planner import Planner

if TYPE_CHECKING:
    from collections.abc import Callable

    from careerpath.catalogue import Catalogue
    from careerpath.planner import Plan, Result, Totals
    from careerpath.profile import Question

Choice = tuple[str, str]
"""A credential and the route by which it is gained."""

_FIGURES = {
    "time": ("months", "fees", "steps"),
    "cost": ("fees", "months", "steps"),
    "steps": ("steps", "months", "fees"),
    "study": ("study", "months", "fees"),
}


class NotProvenError(Exception):
    """The time allowed ended before the planner had proven its answer."""


class Replanner:
    """Plans changed questions about one catalogue, or about altered ones."""

    def __init__(
        self,
        planner: Planner,
        should_stop: Callable[[], bool] = lambda: False,
        checks: int | None = None,
    ) -> None:
        """`checks`: how often each search may ask whether to stop before it counts as too long.

        A count and not a clock, so that a remark is the same on every machine.
        """
        self.catalogue = planner.catalogue
        self._planner = planner
        self._should_stop = should_stop
        self._checks = checks
        self._known: dict[tuple[Question, bool | None], Plan | None] = {}

    def hurried(self, checks: int) -> Replanner:
        """One that gives up sooner, and shares what is known."""
        fewer = checks if self._checks is None else min(checks, self._checks)
        other = Replanner(self._planner, self._should_stop, fewer)
        other._known = self._known
        return other

    def knowing(self, question: Question, plan: Plan) -> Replanner:
        """This one, which need not be asked again what the planner has answered already."""
        if plan.optimal:
            self._known[question, None] = self._known[question, plan.usual] = plan
        return self

    def answer(self, question: Question) -> Plan | None:
        """What the question is answered with: usual practice binds unless no plan is left with it."""
        return self._remembered(question, None)

    def keeping(
        self, question: Question, *, usual: bool, altered: Catalogue | None = None
    ) -> Plan | None:
        """The best plan with usual practice binding or not, as `usual` says, and no other."""
        if altered is not None:
            return self._proven(altered, question, usual)
        return self._remembered(question, usual)

    def is_feasible(self, question: Question, *, usual: bool, altered: Catalogue) -> bool:
        """Whether there is any such plan: the first one found says so."""
        return self._search(altered, question, usual, any_will_do=True).plan is not None

    def _remembered(self, question: Question, usual: bool | None) -> Plan | None:
        key = question, usual
        if key not in self._known:
            self._known[key] = self._proven(self.catalogue, question, usual)
        return self._known[key]

    def _proven(self, catalogue: Catalogue, question: Question, usual: bool | None) -> Plan | None:
        found = self._search(catalogue, question, usual).plan
        if found is not None and not found.optimal:
            raise NotProvenError
        return found

    def _search(
        self,
        catalogue: Catalogue,
        question: Question,
        usual: bool | None,
        *,
        any_will_do: bool = False,
    ) -> Result:
        stop = self._stopper()
        if stop():
            raise NotProvenError
        planner = self._planner if catalogue is self.catalogue else Planner(catalogue)
        try:
            if usual is None:
                return planner.plan(question, should_stop=stop, any_will_do=any_will_do)
            return planner.keeping(question, usual=usual, should_stop=stop, any_will_do=any_will_do)
        except TimeoutError:
            raise NotProvenError from None

    def _stopper(self) -> Callable[[], bool]:
        if self._checks is None:
            return self._should_stop
        left = [self._checks]

        def stop() -> bool:
            left[0] -= 1
            return left[0] < 0 or self._should_stop()

        return stop


def figures(objective: str, totals: Totals) -> tuple[int, ...]:
    """What the objective compares, most important first."""
    return tuple(getattr(totals, name) for name in _FIGURES[objective])


def choices(plan: Plan) -> frozenset[Choice]:
    """What a person would notice of a plan: what is gained, and by which route."""
    return frozenset((s.id, s.route) for s in plan.steps)
