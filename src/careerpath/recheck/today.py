"""Where a locked plan should be by now, and the best plan from there in today's data.

A step that has begun and not ended can't be stated in a profile, so it counts for nothing here: what
is called better is better even so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from careerpath.months import format_month
from careerpath.planner import plan as find_plan
from careerpath.profile import Holding, Worked
from careerpath.recheck.check import fees_of
from careerpath.recheck.model import Best
from careerpath.report.build import total_figures
from careerpath.wording import title

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from careerpath.catalogue import Catalogue
    from careerpath.locks import Locked
    from careerpath.planner.plan import Plan, Step
    from careerpath.profile import Question


def due_by(locked: Locked, now: int) -> Iterator[str]:
    """What the plan takes as done or begun by now."""
    start = locked.question.start
    spans = [(s.start, s.end, s.id) for s in locked.plan.steps]
    spans += [(s.start, s.end, s.role) for s in locked.plan.stretches]
    for begin, end, id_ in sorted(spans):
        name = locked.titles.get(id_, id_)
        if start + end < now:
            yield f"{name} was to be done by {format_month(start + end)}"
        elif start + begin < now:
            yield f"{name} was to begin in {format_month(start + begin)}"


def best_today(
    catalogue: Catalogue,
    locked: Locked,
    now: int,
    should_stop: Callable[[], bool],
    *,
    comparable: bool,
) -> tuple[str, Best | None]:
    """`plan` and the best one; or `infeasible`, or `stopped` before any was found."""
    question = _from_now(catalogue, locked, now)
    if question is None:
        return "infeasible", None
    try:
        found = find_plan(catalogue, question, should_stop=should_stop).plan
    except TimeoutError:
        return "stopped", None
    if found is None:
        return "infeasible", None
    begun = [(s.start, s.id) for s in found.steps] + [(s.start, s.role) for s in found.stretches]
    return "plan", Best(
        totals=total_figures(catalogue, question, found),
        finish=question.start + found.totals.months,
        first_step=title(catalogue, min(begun)[1]) if begun else "",
        optimal=found.optimal,
        is_better=comparable and _figures(found, question) < _left(catalogue, locked, now),
    )


def _from_now(catalogue: Catalogue, locked: Locked, now: int) -> Question | None:
    """The same question asked now, with what the plan has brought so far; None if it names nothing."""
    question, limits = locked.question, locked.question.limits
    if any(i not in catalogue for i in (question.target, *limits.via)):
        return None
    passed = now - question.start
    holds = tuple(_held_by(catalogue, locked, now))
    held = {h.id for h in holds}
    profile = replace(
        question.profile,
        holds=holds,
        worked=tuple(_worked_by(catalogue, locked, now)),
        lacks=tuple(i for i in question.profile.lacks if i in catalogue and i not in held),
    )
    left = replace(
        limits,
        without=tuple(i for i in limits.without if i in catalogue),
        within=None if limits.within is None else max(limits.within - passed, 0),
        budget=_budget_left(catalogue, locked, now),
    )
    return replace(question, start=now, profile=profile, limits=left)


def _held_by(catalogue: Catalogue, locked: Locked, now: int) -> Iterator[Holding]:
    """What was stated, undated things as they counted then; and every step that has ended."""
    start = locked.question.start
    passed = now > start
    held = {h.id: h for h in locked.question.profile.holds}
    for step in locked.plan.steps if passed else ():
        if start + step.end <= now:
            held[step.id] = Holding(step.id, locked.grades.get(step.id), start + step.end)
    for holding in held.values():
        if holding.id in catalogue:
            dated = replace(holding, since=start) if passed and holding.since is None else holding
            yield _with_known_grade(catalogue, dated)


def _worked_by(catalogue: Catalogue, locked: Locked, now: int) -> Iterator[Worked]:
    start = locked.question.start
    for work in locked.question.profile.worked:
        if work.role in catalogue:
            yield replace(work, until=start) if now > start and work.until is None else work
    for stretch in locked.plan.stretches:
        begin, end = start + stretch.start, min(start + stretch.end, now)
        if end > begin and stretch.role in catalogue:
            yield Worked(stretch.role, end - begin, end, stretch.hours)


def _budget_left(catalogue: Catalogue, locked: Locked, now: int) -> int | None:
    question = locked.question
    if question.limits.budget is None:
        return None
    paid = tuple(s for s in locked.plan.steps if question.start + s.start < now)
    return max(question.limits.budget - _known_fees(catalogue, question, paid), 0)


def _known_fees(catalogue: Catalogue, question: Question, steps: tuple[Step, ...]) -> int:
    known = [s for s in steps if s.id in catalogue]
    offered = [s for s in known if any(r.id == s.route for r in catalogue[s.id].routes)]
    return fees_of(catalogue, question, tuple(offered))


def _with_known_grade(catalogue: Catalogue, holding: Holding) -> Holding:
    """Without a grade that today's scale doesn't know."""
    scale = catalogue[holding.id].scale
    known = holding.grade is None or (scale is not None and scale.rank(holding.grade) is not None)
    return holding if known else replace(holding, grade=None)


Order = tuple[int, ...]


def _ordered(objective: str, months: int, fees: int, steps: int, study: int) -> Order:
    return {
        "time": (months, fees, steps),
        "cost": (fees, months, steps),
        "steps": (steps, months, fees),
        "study": (study, months, fees),
    }[objective]


def _figures(plan: Plan, question: Question) -> Order:
    totals = plan.totals
    return _ordered(
        question.objective, totals.months, totals.fees, totals.steps, totals.study
    )  # fmt: skip


def _left(catalogue: Catalogue, locked: Locked, now: int) -> Order:
    """What the locked plan still takes from now on, at today's fees."""
    question, start = locked.question, locked.question.start
    ahead = tuple(s for s in locked.plan.steps if start + s.start >= now)
    open_ = [s for s in locked.plan.steps if start + s.end > now or start + s.start >= now]
    work = [s for s in locked.plan.stretches if start + s.end > now]
    study = 0
    for step in open_:
        route = catalogue[step.id].route(step.route)
        begin = max(start + step.start, now)
        months = max(start + step.start + route.months - begin, 0)
        study += months * route.hours_per_week * 52
    return _ordered(
        question.objective,
        max(start + locked.plan.totals.months - now, 0),
        fees_of(catalogue, question, ahead),
        len(open_) + len(work),
        study,
    )
