"""Why there is no plan, and which single changes would make one.

Causes rest on the catalogue and on re-planning, never on the inside of the search; every repair
offered has been planned and works.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from careerpath.alternatives import replan
from careerpath.blockers import NOT_TOGETHER, OVER_BUDGET, TOO_LATE, Blockers
from careerpath.graph.standing import Standing
from careerpath.months import duration_text, format_month
from careerpath.profile import HORIZON_MONTHS, Holding, Limits, Question
from careerpath.report.build import total_figures
from careerpath.report.model import Cause, Infeasibility, Repair
from careerpath.wording import joined, title

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from careerpath.catalogue import Catalogue
    from careerpath.planner.plan import Plan

CHECKS = 200
"""How often one re-plan may ask whether to stop; see `careerpath.alternatives`."""

MAX_HOURS = 168
MOST_CAUSES = 8


@dataclass(frozen=True, slots=True)
class _Change:
    """A question with one thing changed, and the cause that it would take away."""

    option: str
    says: str
    question: Question
    cause: Cause | None = None


def explain(
    catalogue: Catalogue, question: Question, should_stop: Callable[[], bool]
) -> Infeasibility:
    """The causes, most telling first, and the repairs."""
    return _Explanation(catalogue, question, should_stop).explain()


class _Explanation:
    def __init__(
        self, catalogue: Catalogue, question: Question, should_stop: Callable[[], bool]
    ) -> None:
        self._catalogue = catalogue
        self._question = question
        self._should_stop = should_stop

    def explain(self) -> Infeasibility:
        blockers = Blockers(self._catalogue, self._question).causes()
        causes = list(blockers)
        repairs = []
        for repair, cause in self._working_repairs(blockers):
            repairs.append(repair)
            if cause is not None and not blockers and cause not in causes:
                causes.append(cause)
        if not causes:
            for more, cause in self._together():
                causes.append(cause)
                repairs += [more] if more is not None else []
        return Infeasibility(tuple(causes[:MOST_CAUSES]), tuple(repairs))

    def _plan(self, question: Question) -> Plan | None:
        return replan(self._catalogue, question, self._should_stop, CHECKS)

    def _working_repairs(self, blockers: list[Cause]) -> Iterator[tuple[Repair, Cause | None]]:
        yield from self._of_budget()
        yield from self._of_date()
        yield from self._of_hours()
        for change in (*self._of_limits(), *self._of_missing(blockers)):
            found = self._plan(change.question)
            if found is not None:
                yield self._repair(change.option, change.says, change.question, found), change.cause

    def _repair(self, option: str, says: str, question: Question, plan: Plan) -> Repair:
        totals = total_figures(self._catalogue, question, plan)
        return Repair(option, says, totals, question.start + totals.months)

    # the limits that have a size

    def _of_budget(self) -> Iterator[tuple[Repair, Cause | None]]:
        budget = self._question.limits.budget
        if budget is None:
            return
        found = self._plan(replace(self._lifted(budget=None), objective="cost"))
        if found is not None:
            fees = found.totals.fees
            cause = Cause(
                OVER_BUDGET,
                f"the cheapest plan costs {_amount(fees)} {self._question.currency}, "
                f"over the budget of {_amount(budget)}",
                "budget",
            )
            enough = self._lifted(budget=fees)
            option = f"--budget {_amount(fees)}"
            yield (
                self._repair(option, "a larger budget", enough, self._plan(enough) or found),
                cause,
            )

    def _of_date(self) -> Iterator[tuple[Repair, Cause | None]]:
        within = self._question.limits.within
        if within is None:
            return
        found = self._plan(replace(self._lifted(within=None), objective="time"))
        if found is not None:
            months = found.totals.months
            cause = Cause(
                TOO_LATE,
                f"the quickest plan takes {duration_text(months)}, "
                f"longer than {duration_text(within)}",
                "within",
            )
            by = format_month(self._question.start + months)
            later = self._lifted(within=months)
            option = f"--by {by}"
            yield self._repair(option, "a later date", later, self._plan(later) or found), cause

    def _of_hours(self) -> Iterator[tuple[Repair, Cause | None]]:
        """The fewest hours a week with which there is a plan, by halving."""
        hours = self._question.profile.hours_per_week
        best = self._with_hours(MAX_HOURS) if hours < MAX_HOURS else None
        too_few, enough = hours, MAX_HOURS
        while best is not None and enough - too_few > 1:
            middle = (too_few + enough) // 2
            found = self._with_hours(middle)
            if found is None:
                too_few = middle
            else:
                enough, best = middle, found
        if best is not None:
            says = f"what it takes does not fit into {hours} hours a week"
            cause = Cause(NOT_TOGETHER, says, "hours_per_week")
            option = f"--hours-per-week {enough}"
            yield self._repair(option, "more hours a week", self._question, best), cause

    def _with_hours(self, hours: int) -> Plan | None:
        profile = replace(self._question.profile, hours_per_week=hours)
        return self._plan(replace(self._question, profile=profile))

    # the limits that are lifted or not

    def _of_limits(self) -> Iterator[_Change]:
        limits = self._question.limits
        for name in ("without", "via"):
            for id_ in getattr(limits, name):
                rest = tuple(i for i in getattr(limits, name) if i != id_)
                yield self._dropping(f"--{name} {id_}", id_, **{name: rest})
        for credential, route in limits.routes:
            others = tuple(r for r in limits.routes if r != (credential, route))
            yield self._dropping(f"--route {credential}={route}", credential, routes=others)
        if limits.earning:
            yield self._dropping("--earning", self._question.target, earning=False)
        if not limits.hopeful:
            says = "count on routes that need somebody's consent"
            yield _Change("--hopeful", says, self._lifted(hopeful=True))
        if not limits.abroad:
            says = "gain credentials of any country"
            yield _Change("--abroad", says, self._lifted(abroad=True))

    def _dropping(self, option: str, about: str, **changed: object) -> _Change:
        cause = Cause(NOT_TOGETHER, f"{option} leaves no plan", about)
        return _Change(f"without {option}", "lift this limit", self._lifted(**changed), cause)

    def _lifted(self, **changed: object) -> Question:
        limits: Limits = replace(self._question.limits, **changed)  # type: ignore[arg-type]
        return replace(self._question, limits=limits)

    def _of_missing(self, blockers: list[Cause]) -> Iterator[_Change]:
        """Each thing that stands in the way, had the person got it."""
        standing = Standing(self._catalogue, self._question)
        for id_ in dict.fromkeys(c.about for c in blockers if c.about in self._catalogue):
            entry = self._catalogue[id_]
            # A second, ungraded holding would only hide the grade of the first.
            if entry.is_role or id_ == self._question.target or standing.holds(id_):
                continue
            held = [h for h in self._question.profile.holds if h.id != id_]
            profile = replace(self._question.profile, holds=(*held, Holding(id_)))
            says = f"if you held {entry.title}"
            yield _Change(f"--have {id_}", says, replace(self._question, profile=profile))

    # nothing alone

    def _together(self) -> Iterator[tuple[Repair | None, Cause]]:
        """No single change helps: a smallest set of limits that can't be kept together, or none."""
        clash = self._smallest_clash()
        if not clash:
            yield None, self._no_order()
            return
        options = joined([option for option, _ in clash], "and")
        for option, about in clash:
            yield None, Cause(NOT_TOGETHER, f"{option}: not kept together with the others", about)
        freed = self._without({option for option, _ in clash})
        found = self._plan(freed)
        if found is not None:
            cause = Cause(NOT_TOGETHER, f"{options} leave no plan together", self._question.target)
            yield self._repair(f"without {options}", "lift them all", freed, found), cause

    def _smallest_clash(self) -> list[tuple[str, str]]:
        """Limits, as typed, of which lifting all makes a plan and every one of which is needed."""
        lifted = list(_limits_typed(self._question))
        if not lifted or self._plan(self._without({o for o, _ in lifted})) is None:
            return []
        for limit in tuple(lifted):
            rest = {option for option, _ in lifted if option != limit[0]}
            if self._plan(self._without(rest)) is not None:
                lifted.remove(limit)
        return lifted

    def _without(self, options: set[str]) -> Question:
        """The question without these limits."""
        limits = self._question.limits
        kept = Limits(
            budget=None if "--budget" in options else limits.budget,
            within=None if "--within" in options else limits.within,
            without=tuple(i for i in limits.without if f"--without {i}" not in options),
            via=tuple(i for i in limits.via if f"--via {i}" not in options),
            routes=tuple(r for r in limits.routes if f"--route {r[0]}={r[1]}" not in options),
            earning=limits.earning and "--earning" not in options,
            hopeful=limits.hopeful,
            bare_minimum=limits.bare_minimum,
            abroad=limits.abroad,
        )
        return replace(self._question, limits=kept)

    def _no_order(self) -> Cause:
        target = self._question.target
        name = title(self._catalogue, target)
        years = HORIZON_MONTHS // 12
        says = f"no order of the steps in this data leads to {name} within {years} years"
        return Cause(NOT_TOGETHER, says, target)


def _limits_typed(question: Question) -> Iterator[tuple[str, str]]:
    """Every limit of the question as it is typed, and what it is about."""
    limits = question.limits
    if limits.budget is not None:
        yield "--budget", "budget"
    if limits.within is not None:
        yield "--within", "within"
    yield from ((f"--without {i}", i) for i in limits.without)
    yield from ((f"--via {i}", i) for i in limits.via)
    yield from ((f"--route {c}={r}", c) for c, r in limits.routes)
    if limits.earning:
        yield "--earning", question.target


def _amount(minor: int) -> str:
    return str(minor // 100) if minor % 100 == 0 else f"{minor / 100:.2f}"
