"""Plans worth one line beside the best: while earning, cheaper, or opened by an option not yet given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from careerpath.graph import is_full_time_study
from careerpath.whatif.replanning import NotProvenError, figures

if TYPE_CHECKING:
    from collections.abc import Iterator

    from careerpath.planner import Plan
    from careerpath.profile import Question
    from careerpath.whatif.replanning import Replanner

EARNING, CHEAPER, HOPEFUL, ABROAD = "earning", "cheaper", "hopeful", "abroad"


class OtherPlan(Struct, frozen=True):
    """The proven answer to the question with one option added."""

    kind: str
    option: str
    """What to type for it."""
    question: Question
    plan: Plan


class Others(Struct, frozen=True):
    """What else there is, and of which kinds it is not known."""

    plans: tuple[OtherPlan, ...]
    open: tuple[str, ...] = ()
    """Kinds not decided in the time allowed."""
    promising: tuple[str, ...] = ()
    """Those of them of which it is known that they hold something better, not what."""


def other_plans(replanner: Replanner, question: Question, best: Plan) -> Others:
    """The best earning plan, the cheapest, and what `--hopeful` and `--abroad` would better.

    One is named if it differs from the best and, of the cheapest, costs less; of those that an
    option opens, is better on the objective's first figure.
    """
    variants = list(_variants(question))
    if not best.optimal:
        return Others((), tuple(kind for kind, _, _ in variants))
    plans: list[OtherPlan] = []
    unknown: list[str] = []
    promising: list[str] = []
    for kind, option, changed in variants:
        try:
            found = _found(replanner, kind, changed, best)
        except NotProvenError:
            unknown.append(kind)
            if _is_promising(replanner, kind, changed, best):
                promising.append(kind)
            continue
        if found is not None and _is_worth_a_line(kind, question, best, found):
            plans.append(OtherPlan(kind, option, changed, found))
    return Others(tuple(plans), tuple(unknown), tuple(promising))


def _variants(question: Question) -> Iterator[tuple[str, str, Question]]:
    limits = question.limits
    if not limits.earning:
        yield EARNING, "--earning", replace(question, limits=replace(limits, earning=True))
    if question.objective != "cost":
        yield CHEAPER, "--objective cost", replace(question, objective="cost")
    if not limits.hopeful:
        yield HOPEFUL, "--hopeful", replace(question, limits=replace(limits, hopeful=True))
    if not limits.abroad:
        yield ABROAD, "--abroad", replace(question, limits=replace(limits, abroad=True))


def _found(replanner: Replanner, kind: str, changed: Question, best: Plan) -> Plan | None:
    """The answer to the changed question, or None where it can't be better than the best.

    An option that only opens ways is asked for something better alone: this is much quicker, and
    what it finds is the same. (With usual practice dropped it could bring back a plan that keeps to
    it and is no better: then the whole question is asked.)
    """
    if kind == CHEAPER and best.totals.fees == 0:
        return None
    if kind == EARNING and _is_earning(replanner, best):
        return None
    if kind in (HOPEFUL, ABROAD) and best.usual:
        bettered = _only_better(changed, best)
        return None if bettered is None else replanner.keeping(bettered, usual=True)
    if best.usual:
        # Nothing below usual practice stands beside a plan that keeps to it.
        return replanner.keeping(changed, usual=True)
    return replanner.answer(changed)


def _is_promising(replanner: Replanner, kind: str, changed: Question, best: Plan) -> bool:
    """Some plan is better than the best by what the option opens; which is best is not asked."""
    bettered = _only_better(changed, best) if kind in (HOPEFUL, ABROAD) and best.usual else None
    if bettered is None or bettered == changed:
        return False
    try:
        return replanner.is_feasible(bettered, usual=True, altered=replanner.catalogue)
    except NotProvenError:
        return False


def _is_earning(replanner: Replanner, plan: Plan) -> bool:
    """It studies full-time nowhere, so that to ask for this changes nothing."""
    routes = [replanner.catalogue[s.id].route(s.route) for s in plan.steps]
    return not any(is_full_time_study(r) for r in routes)


def _only_better(question: Question, best: Plan) -> Question | None:
    """The question with a limit just below the best plan's first figure; None if that is nothing."""
    limits, totals = question.limits, best.totals
    if figures(question.objective, totals)[0] == 0:
        return None
    match question.objective:
        case "time":
            return replace(question, limits=replace(limits, within=totals.months - 1))
        case "cost":
            return replace(question, limits=replace(limits, budget=totals.fees - 1))
        case _:
            return question


def _is_worth_a_line(kind: str, question: Question, best: Plan, found: Plan) -> bool:
    if (best.steps, best.stretches) == (found.steps, found.stretches):
        return False
    if kind == CHEAPER:
        return found.totals.fees < best.totals.fees
    if kind == EARNING:
        return True
    own, known = figures(question.objective, found.totals), figures(question.objective, best.totals)
    return own[0] < known[0]
