"""Other plans worth one line each: while earning, cheaper, or opened by an option not yet given."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from careerpath.planner import plan as find_plan
from careerpath.report import Other, total_figures
from careerpath.wording import title

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from careerpath.catalogue import Catalogue
    from careerpath.planner.plan import Plan, Totals
    from careerpath.profile import Question

CHECKS = 40
"""How often a re-plan may ask whether to stop: a side remark must not cost more than the answer.
A count and not a clock, so that the same question has the same answer everywhere."""


def find_others(
    catalogue: Catalogue, question: Question, best: Plan, should_stop: Callable[[], bool]
) -> tuple[Other, ...]:
    """The other plans there are, each proven best under its own option."""
    if not best.optimal:
        return ()
    others = []
    for kind, option, changed in _variants(question):
        found = replan(catalogue, changed, should_stop)
        if found is not None and _is_worth_a_line(kind, question, best, found):
            others.append(_other(catalogue, changed, kind, option, found))
    return tuple(others)


def replan(
    catalogue: Catalogue, question: Question, should_stop: Callable[[], bool], checks: int = CHECKS
) -> Plan | None:
    """The proven best plan of a changed question; None if there is none or it took too long."""
    left = [checks]

    def stop() -> bool:
        left[0] -= 1
        return left[0] < 0 or should_stop()

    try:
        found = find_plan(catalogue, question, should_stop=stop).plan
    except TimeoutError:
        return None
    return found if found is not None and found.optimal else None


def _variants(question: Question) -> Iterator[tuple[str, str, Question]]:
    limits = question.limits
    if not limits.earning:
        yield "earning", "--earning", replace(question, limits=replace(limits, earning=True))
    if question.objective != "cost":
        yield "cheaper", "--objective cost", replace(question, objective="cost")
    if not limits.hopeful:
        yield "hopeful", "--hopeful", replace(question, limits=replace(limits, hopeful=True))
    if not limits.abroad:
        yield "abroad", "--abroad", replace(question, limits=replace(limits, abroad=True))


def _is_worth_a_line(kind: str, question: Question, best: Plan, found: Plan) -> bool:
    if (best.steps, best.stretches) == (found.steps, found.stretches):
        return False
    if kind == "cheaper":
        return found.totals.fees < best.totals.fees
    if kind == "earning":
        return True
    return _first_figure(question.objective, found.totals) < _first_figure(
        question.objective, best.totals
    )


def _first_figure(objective: str, totals: Totals) -> int:
    figures = {
        "time": totals.months,
        "cost": totals.fees,
        "steps": totals.steps,
        "study": totals.study,
    }
    return figures[objective]


def _other(catalogue: Catalogue, question: Question, kind: str, option: str, plan: Plan) -> Other:
    begun = [(s.start, s.id) for s in plan.steps] + [(s.start, s.role) for s in plan.stretches]
    first = title(catalogue, min(begun)[1]) if begun else ""
    figures = total_figures(catalogue, question, plan)
    return Other(kind, option, first, figures, question.start + figures.months)
