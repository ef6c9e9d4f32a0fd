"""Causes, repairs and what every plan passes through are what enumeration says they are.

Nothing here asks the planner: a changed question is put to the enumeration, which shares nothing
with it. Questions that have a plan are made tight first, so that many of them have none.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from careerpath.explain import explain, smallest_conflict
from careerpath.planner import plan as find_plan
from careerpath.profile import Holding
from careerpath.reasons.asking import Asker
from careerpath.reasons.passing import passing
from careerpath.reasons.reach import Reach
from careerpath.reasons.repairs import that_could_be_held
from careerpath.report.model import RULE, USUAL
from tests.proof.enumeration import TooLarge, answer_by_enumeration
from tests.proof.random_catalogues import random_question

if TYPE_CHECKING:
    from careerpath.catalogue import Catalogue
    from careerpath.profile import Limits, Question
    from careerpath.report.model import Infeasibility, Repair
    from tests.proof.plan_records import Vector

MOST_STATES = 4_000
QUICK = 16
"""Questions checked in every run; the rest with the group `proof`."""
MANY = 216
CHUNK = 50


class Oracle:
    """Enumeration, remembered; TooLarge where it would take too long."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, Question, bool], Vector | None] = {}

    def best(self, catalogue: Catalogue, question: Question, *, usual: bool) -> Vector | None:
        key = catalogue.digest, question, usual
        if key not in self._known:
            answer = answer_by_enumeration(catalogue, question, usual=usual, max_states=MOST_STATES)
            self._known[key] = answer.vector
        return self._known[key]

    def is_feasible(self, catalogue: Catalogue, question: Question) -> bool:
        """Usual practice gives way, so that only the rules decide."""
        return self.best(catalogue, question, usual=False) is not None


@dataclass(slots=True)
class Count:
    """How much was compared, so that agreement means something."""

    causes: int = 0
    together: int = 0
    repairs: int = 0
    passages: int = 0
    faults: list[str] = field(default_factory=list)

    def check(self, holds: bool, seed: int, what: object) -> None:
        if not holds:
            self.faults.append(f"seed {seed}: {what}")


def tightened(seed: int, catalogue: Catalogue, question: Question, oracle: Oracle) -> Question:
    """The question, or where it has a plan one like it that asks for too much."""
    rng = random.Random(f"tight-{seed}")
    best = oracle.best(catalogue, replace(question, objective="time"), usual=False)
    if best is None:
        return question
    months, fees = best[0], best[1]
    limits = question.limits
    step = rng.choice([e.id for e in catalogue if e.routes] or [question.target])
    limits = rng.choice([
        replace(limits, within=max(0, months - 1)),
        replace(limits, within=months, budget=max(0, fees - 100)),
        replace(limits, within=max(0, months - 2), budget=fees),
        replace(limits, without=(*limits.without, step)),
        replace(limits, within=max(0, months - 1), earning=True),
    ])  # fmt: skip
    profile = question.profile
    if rng.random() < 0.3:
        profile = replace(profile, hours_per_week=rng.choice((8, 15, 36)))
    return replace(question, limits=limits, profile=profile)


def compare(seed: int, count: Count) -> None:
    catalogue, question = random_question(seed, "small")
    oracle = Oracle()
    try:
        compare_reach(seed, count, catalogue, question, oracle)
        tight = tightened(seed, catalogue, question, oracle)
        if oracle.is_feasible(catalogue, tight):
            compare_passages(seed, count, catalogue, tight, oracle)
        else:
            compare_causes(seed, count, catalogue, tight, oracle)
            compare_repairs(seed, count, catalogue, tight, oracle)
            if oracle.is_feasible(catalogue, question):
                compare_passages(seed, count, catalogue, question, oracle)
    except TooLarge:
        return


def compare_reach(
    seed: int, count: Count, catalogue: Catalogue, question: Question, oracle: Oracle
) -> None:
    """What could be reached is never later or dearer than what can."""
    for objective in ("time", "cost"):
        best = oracle.best(catalogue, replace(question, objective=objective), usual=False)
        if best is not None:
            reach = Reach(catalogue, question)
            least = reach.months if objective == "time" else reach.fees
            count.check(least <= best[0], seed, f"reach: {least} for {best[0]}, {objective}")
            count.check(not reach.is_refuted, seed, "reach refutes what has a plan")


# causes


def compare_causes(
    seed: int, count: Count, catalogue: Catalogue, question: Question, oracle: Oracle
) -> None:
    conflict = smallest_conflict(catalogue, question, Asker(lambda: False))
    sufficient = not oracle.is_feasible(*conflict.without(conflict.items))
    count.check(sufficient, seed, f"not sufficient: {conflict.items}")
    for item in conflict.items if conflict.is_minimal else ():
        rest = [i for i in conflict.items if i != item]
        count.check(oracle.is_feasible(*conflict.without(rest)), seed, f"not needed: {item}")
    count.causes += conflict.is_minimal
    count.together += len(conflict.items) > 1


# repairs


def compare_repairs(
    seed: int, count: Count, catalogue: Catalogue, question: Question, oracle: Oracle
) -> None:
    found = explain(catalogue, question, lambda: False)
    offered = {r.change: r for r in found.repairs}
    for repair in found.repairs:
        works = works_when_typed(catalogue, question, repair, oracle)
        count.check(works, seed, f"does not work: {repair}")
        count.repairs += 1
    for change, changed in single_changes(question):
        wanted = oracle.is_feasible(catalogue, changed)
        told = change in offered or change in found.undecided
        count.check(
            wanted <= told and (change in offered) <= wanted, seed, f"{change}: works is {wanted}"
        )
    compare_figures(seed, count, catalogue, question, found, oracle)
    compare_held(seed, count, catalogue, question, found, oracle)


def works_when_typed(
    catalogue: Catalogue, question: Question, repair: Repair, oracle: Oracle
) -> bool:
    """The change, read as a person types it, leaves a plan that takes what is said of it."""
    changed = question
    for part in repair.changes:
        changed = typed(changed, part)
    best = oracle.best(catalogue, changed, usual=False)
    if best is None:
        return False
    usual = oracle.best(catalogue, changed, usual=True)
    best = best if usual is None or changed.limits.bare_minimum else usual
    takes = {
        "time": (repair.totals.months, repair.totals.fees),
        "cost": (repair.totals.fees, repair.totals.months),
        "steps": (repair.totals.steps, repair.totals.months),
    }.get(changed.objective)
    return takes is None or not repair.optimal or best[:2] == takes or repair.kind == "together"


def typed(question: Question, part: str) -> Question:
    """The question with one change, made as a person would who types it."""
    match part.split():
        case ["without", option, *rest]:
            return replace(question, limits=lifted(question.limits, option, "".join(rest)))
        case ["--by", month]:
            year, number = month.split("-")
            by = int(year) * 12 + int(number) - 1
            return limited(question, within=by - question.start)
        case ["--budget", amount]:
            return limited(question, budget=round(float(amount) * 100))
        case ["--hopeful" | "--abroad" as flag]:
            return limited(question, **{flag[2:]: True})
        case ["--hours-per-week", hours]:
            profile = replace(question.profile, hours_per_week=int(hours))
            return replace(question, profile=profile)
        case ["--have", id_]:
            holds = (*question.profile.holds, Holding(id_))
            return replace(question, profile=replace(question.profile, holds=holds))
        case [target]:
            return replace(question, target=target)
        case _:
            raise AssertionError(part)


def limited(question: Question, **changed: int) -> Question:
    return replace(question, limits=replace(question.limits, **changed))


def lifted(limits: Limits, option: str, what: str) -> Limits:
    match option:
        case "--earning":
            return replace(limits, earning=False)
        case "--without":
            return replace(limits, without=tuple(i for i in limits.without if i != what))
        case "--via":
            return replace(limits, via=tuple(i for i in limits.via if i != what))
        case _:
            routes = tuple(r for r in limits.routes if f"{r[0]}={r[1]}" != what)
            return replace(limits, routes=routes)


def single_changes(question: Question) -> list[tuple[str, Question]]:
    """Every change that is made or not made, as it is typed."""
    limits = question.limits
    changes = [f"without --without {i}" for i in limits.without]
    changes += [f"without --via {i}" for i in limits.via]
    changes += [f"without --route {c}={r}" for c, r in limits.routes]
    changes += ["without --earning"] if limits.earning else []
    changes += [] if limits.hopeful else ["--hopeful"]
    changes += [] if limits.abroad else ["--abroad"]
    return [(c, typed(question, c)) for c in changes]


def compare_figures(
    seed: int,
    count: Count,
    catalogue: Catalogue,
    question: Question,
    found: Infeasibility,
    oracle: Oracle,
) -> None:
    """A figure is offered if and only if some would do, and it is the least that does."""
    by_kind = {r.kind: r for r in found.repairs}
    limits, hours = question.limits, question.profile.hours_per_week
    if limits.within is not None:
        free = replace(question, limits=replace(limits, within=None), objective="time")
        best = oracle.best(catalogue, free, usual=False)
        later = by_kind.get("later")
        least = None if later is None else typed(question, later.change).limits.within
        expected = least_months(catalogue, free, best, oracle)
        count.check(least == expected, seed, f"later: {least} for {expected}")
    if limits.budget is not None:
        free = replace(question, limits=replace(limits, budget=None), objective="cost")
        best = oracle.best(catalogue, free, usual=False)
        budget = by_kind.get("budget")
        least = None if budget is None else typed(question, budget.change).limits.budget
        expected = least_months(catalogue, free, best, oracle)
        count.check(least == expected, seed, f"budget: {least} for {expected}")
    more = by_kind.get("hours")
    most = typed(question, "--hours-per-week 168")
    wanted = hours < 168 and oracle.is_feasible(catalogue, most)
    count.check(wanted == (more is not None), seed, f"more hours: works is {wanted}")
    if more is not None:
        least_hours = int(more.change.split()[1])
        fewer = typed(question, f"--hours-per-week {least_hours - 1}")
        count.check(not oracle.is_feasible(catalogue, fewer), seed, "fewer hours would do")


def least_months(
    catalogue: Catalogue, free: Question, best: Vector | None, oracle: Oracle
) -> int | None:
    """The first figure of the freed question's best plan, usual practice kept where it can be."""
    if best is None:
        return None
    usual = None if free.limits.bare_minimum else oracle.best(catalogue, free, usual=True)
    return (usual or best)[0]


def compare_held(
    seed: int,
    count: Count,
    catalogue: Catalogue,
    question: Question,
    found: Infeasibility,
    oracle: Oracle,
) -> None:
    """Whatever works if held is offered, itself or as something broader; not what takes longer."""
    offered = {r.change.split()[1] for r in found.repairs if r.kind == "credential"}
    for id_ in that_could_be_held(catalogue, question):
        held = typed(question, f"--have {id_}")
        best = oracle.best(catalogue, replace(held, objective="steps"), usual=False)
        if best is not None and not is_nearer(catalogue, question, held, id_, oracle):
            count.check(
                f"--have {id_}" not in {r.change for r in found.repairs}, seed, f"far {id_}"
            )
        elif best is not None and (best[0] or catalogue[id_].is_stated_only):
            told = not offered.isdisjoint(catalogue.broader(id_))
            told |= f"--have {id_}" in found.undecided
            count.check(told, seed, f"--have {id_} works")


def is_nearer(
    catalogue: Catalogue, question: Question, held: Question, id_: str, oracle: Oracle
) -> bool:
    """Its shortest route takes no longer than holding it saves; so also where nothing can be saved."""
    free = replace(question, limits=replace(question.limits, within=None), objective="time")
    held = replace(held, objective="time")
    best = oracle.best(catalogue, free, usual=False)
    if question.limits.within is None or best is None:
        return True
    before = least_months(catalogue, free, best, oracle)
    after = least_months(catalogue, held, oracle.best(catalogue, held, usual=False), oracle)
    assert before is not None, "there is a plan"
    assert after is not None, "it works if held"
    return min((r.months for r in catalogue[id_].routes), default=0) <= before - after


# what every plan passes through


def compare_passages(
    seed: int, count: Count, catalogue: Catalogue, question: Question, oracle: Oracle
) -> None:
    best = find_plan(catalogue, question).plan
    assert best is not None, f"seed {seed}: the oracle knows a plan"
    found = passing(catalogue, question, best, Asker(lambda: False))
    binds = best.usual and not question.limits.bare_minimum
    expected = {}
    for entry in catalogue:
        limits = replace(question.limits, without=(*question.limits.without, entry.id))
        changed = replace(question, limits=limits)
        if not oracle.is_feasible(catalogue, changed):
            expected[entry.id] = RULE
        elif binds and oracle.best(catalogue, changed, usual=True) is None:
            expected[entry.id] = USUAL
    told = {i: s for i, s in expected.items() if i not in found.undecided}
    count.check(found.strengths == told, seed, f"{found.strengths} for {expected}")
    count.passages += not found.undecided


@pytest.mark.proof
@pytest.mark.parametrize("first", range(QUICK, MANY, CHUNK))
def test_explanations_agree_with_enumeration(first: int) -> None:
    count = Count()
    for seed in range(first, first + CHUNK):
        compare(seed, count)
    assert count.faults == []
    assert min(count.causes, count.passages) >= CHUNK // 5, count
    assert count.together >= 2
    assert count.repairs >= CHUNK // 5


def test_some_explanations_agree_with_enumeration() -> None:
    count = Count()
    for seed in range(QUICK):
        compare(seed, count)
    assert count.faults == []
    assert min(count.causes, count.repairs, count.passages) >= 4, count
