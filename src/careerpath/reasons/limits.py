"""How much would do where a sum of months or fees, or the hours of a week, is what is too tight."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from careerpath.months import duration_text
from careerpath.reasons import items as of
from careerpath.reasons.asking import LITTLE, Undecided
from careerpath.reasons.causes import LIMIT, limit_text
from careerpath.reasons.items import Item, relaxed, stages_of
from careerpath.wording import joined, money_text, title

if TYPE_CHECKING:
    from collections.abc import Callable

    from careerpath.catalogue import Catalogue
    from careerpath.planner.plan import Plan, Totals
    from careerpath.profile import Limits, Question
    from careerpath.reasons.asking import Asker
    from careerpath.report.model import Cause, Repair, TotalFigures


def with_figures(
    catalogue: Catalogue,
    question: Question,
    cause: Cause,
    repairs: tuple[Repair, ...],
    asker: Asker,
) -> Cause:
    """A limit that is too tight, told with the least that would do, where that alone is known."""
    kinds = {"budget": "budget", "within": "later", "hours_per_week": "hours"}
    if cause.rests_on != LIMIT or cause.about not in kinds:
        return cause
    repair = next((r for r in repairs if r.kind == kinds[cause.about]), None)
    if repair is None:
        return _with_least_of_all(catalogue, question, cause, asker)
    if repair.kind == "hours":
        says = f"what it takes does not fit into {cause.held} hours a week"
        return replace(cause, wanted=repair.change.split()[-1], says=says)
    figure = _BUDGET if repair.kind == "budget" else _WITHIN
    least = figure.of(repair.totals)
    wanted = figure.text(least, question)
    found = "" if repair.least else " found"
    under, otherwise = _held_to(catalogue, question, figure, least, asker)
    allowed = figure.limit(question.limits) or 0
    but = ""
    if otherwise is not None and otherwise > allowed:
        but = f" ({figure.text(otherwise, question)} otherwise)"
    says = (
        f"the {figure.best} plan{found}{under} {figure.takes} {wanted}{but}, "
        f"{figure.over} {figure.text(allowed, question)}"
    )
    return replace(cause, wanted=wanted, says=says)


class _Figure(Struct, frozen=True):
    """A limit that is a sum: how its least is found and told."""

    kind: str
    objective: str
    best: str
    takes: str
    over: str
    of: Callable[[Totals | TotalFigures], int]
    limit: Callable[[Limits], int | None]
    text: Callable[[int, Question], str]


_BUDGET = _Figure(
    of.BUDGET, "cost", "cheapest", "costs", "over the budget of",
    lambda t: t.fees, lambda m: m.budget, lambda n, q: money_text(n, q.currency),
)  # fmt: skip
_WITHIN = _Figure(
    of.WITHIN, "time", "quickest", "takes", "longer than",
    lambda t: t.months, lambda m: m.within, lambda n, _: duration_text(n),
)  # fmt: skip

_FIGURES = {"budget": _BUDGET, "within": _WITHIN}
"""By what a cause is about."""


def _held_to(
    catalogue: Catalogue, question: Question, figure: _Figure, least: int, asker: Asker
) -> tuple[str, int | None]:
    """Within which other limits the least is that, in words, and what it is without them."""
    others = _other_limits(catalogue, question, figure, asker)

    def least_without(items: list[Item]) -> int:
        plan = _freed(catalogue, question, figure, items, asker)
        return least if plan is None else figure.of(plan.totals)

    otherwise = least_without(others) if others else least
    if otherwise >= least:
        return "", None
    holding = [i for i in others if len(others) > 1 and least_without([i]) < least] or others
    under = joined([_under(catalogue, question, i) for i in holding], "and")
    return f" {under}", least_without(holding)


def _other_limits(
    catalogue: Catalogue, question: Question, figure: _Figure, asker: Asker
) -> list[Item]:
    """What the person set besides."""
    return [i for i in next(stages_of(catalogue, question, asker)) if i.kind != figure.kind]


def _freed(
    catalogue: Catalogue, question: Question, figure: _Figure, items: list[Item], asker: Asker
) -> Plan | None:
    """The best plan for the figure without it as a limit and without these."""
    changed, freed = relaxed(catalogue, question, [Item(figure.kind), *items])
    try:
        return asker.best_plan(changed, replace(freed, objective=figure.objective), LITTLE)
    except Undecided:
        return None


def _with_least_of_all(
    catalogue: Catalogue, question: Question, cause: Cause, asker: Asker
) -> Cause:
    """What is too tight by itself, where something else set is too tight as well."""
    figure = _FIGURES.get(cause.about)
    if figure is None:
        return cause
    others = _other_limits(catalogue, question, figure, asker)
    plan = _freed(catalogue, question, figure, others, asker)
    allowed = figure.limit(question.limits) or 0
    if plan is None or not plan.optimal or figure.of(plan.totals) <= allowed:
        return cause
    wanted = figure.text(figure.of(plan.totals), question)
    says = (
        f"even without the other limits the {figure.best} plan {figure.takes} {wanted}, "
        f"{figure.over} {figure.text(allowed, question)}"
    )
    return replace(cause, wanted=wanted, says=says)


def by_way_of_it(catalogue: Catalogue, question: Question, cause: Cause, asker: Asker) -> Cause:
    """A limit that leaves no room for what a question goes by way of, with what that takes."""
    figure = _FIGURES.get(cause.about)
    plan = None if figure is None else _freed(catalogue, question, figure, [], asker)
    if figure is None or plan is None:
        return cause
    wanted = figure.text(figure.of(plan.totals), question)
    found = "" if plan.optimal else " found"
    says = (
        f"the {figure.best} plan{found} by way of it {figure.takes} {wanted}, "
        f"{figure.over} {figure.text(figure.limit(question.limits) or 0, question)}"
    )
    return replace(cause, wanted=wanted, says=says)


def _under(catalogue: Catalogue, question: Question, item: Item) -> str:
    limits = question.limits
    if item.kind == of.BUDGET:
        return f"within {money_text(limits.budget or 0, question.currency)}"
    if item.kind == of.WITHIN:
        return f"within {duration_text(limits.within or 0)}"
    if item.kind == of.HOURS:
        return f"at {question.profile.hours_per_week} hours a week"
    if item.kind == of.WITHOUT:
        return f"without {title(catalogue, item.about)}"
    if item.kind == of.VIA:
        return f"by way of {title(catalogue, item.about)}"
    return f"with {limit_text(catalogue, item)[0]}"
