"""What is said of other plans equals what exhaustive enumeration says of the same small questions."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from careerpath.planner import Planner
from careerpath.profile import Holding
from careerpath.whatif.alternatives import alternatives, every_plan, offers_another_choice
from careerpath.whatif.asking import BUDGET, DEADLINE, HOURS, ask_about
from careerpath.whatif.front import trade_offs
from careerpath.whatif.others import other_plans
from careerpath.whatif.parts import part_id, part_route, parts_of
from careerpath.whatif.reach import decide, holding_too, plus, reach_of, targets_of
from careerpath.whatif.replanning import NotProvenError, Replanner, choices, figures
from careerpath.whatif.several import in_common
from careerpath.whatif.slack import slacks
from careerpath.whatif.variation import barred, made_to_begin, not_before
from tests.proof.checker import violations
from tests.proof.enumeration import TooLarge, answer_by_enumeration
from tests.proof.planner_bridge import as_candidate
from tests.proof.random_catalogues import random_question

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from careerpath.catalogue import Catalogue
    from careerpath.planner import Plan
    from careerpath.profile import Question
    from careerpath.whatif.parts import Part
    from tests.proof.plan_records import Answer

Figures = tuple[int, ...]

MANY = range(100)
"""The random questions looked at when the proof is run."""

CHECKS = 60
STATES = 15_000


def enumerated(catalogue: Catalogue, question: Question, *, usual: bool = True) -> Figures | None:
    """The figures of the best plan, without its estimates."""
    answer = answer_by_enumeration(catalogue, question, usual=usual, max_states=STATES)
    return None if answer.vector is None else answer.vector[:3]


def answered(catalogue: Catalogue, question: Question) -> Figures | None:
    """The same, with usual practice dropped where no plan is left with it."""
    if not question.limits.bare_minimum:
        found = enumerated(catalogue, question)
        if found is not None:
            return found
    return enumerated(catalogue, question, usual=False)


def own_figures(question: Question, plan: Plan | None) -> Figures | None:
    return None if plan is None else figures(question.objective, plan.totals)


Asked = tuple["Catalogue", "Question", "Replanner", "Plan"]


def asked(seed: int) -> Asked | None:
    """A small question with a plan, proven; None for the seeds that have none or are too hard."""
    catalogue, question = random_question(seed, "small")
    replanner = Replanner(Planner(catalogue), checks=CHECKS)
    try:
        best = replanner.answer(question)
    except NotProvenError:
        return None
    return None if best is None else (catalogue, question, replanner, best)


def over(seeds: Sequence[int], check: Callable[[Asked], bool], least: int) -> None:
    """Check every seed that has a plan and is small enough; at least so many say something."""
    telling = 0
    for seed in seeds:
        found = asked(seed)
        if found is None:
            continue
        try:
            telling += check(found)
        except (TooLarge, NotProvenError):
            continue
        except AssertionError as error:
            error.add_note(f"seed {seed}")
            raise
    assert telling >= least


# the front


def enumerated_front(catalogue: Catalogue, question: Question, usual: bool) -> list[Figures]:
    """Months and fees, from the cheapest plan within every month there is: the other way round."""
    cost = replace(question, objective="cost")
    cheapest = enumerated(catalogue, cost, usual=usual)
    assert cheapest is not None
    front: list[Figures] = []
    for within in range(cheapest[1] + 1):
        limited = replace(cost, limits=replace(cost.limits, within=within))
        found = enumerated(catalogue, limited, usual=usual)
        if found is not None and (not front or found[0] < front[-1][1]):
            front.append((found[1], found[0]))
    return front


def check_front(case: Asked) -> bool:
    catalogue, question, replanner, best = case
    if question.limits.within is not None:
        return False
    front = trade_offs(replanner, question, usual=best.usual)
    if not front.complete:
        raise NotProvenError
    found = [(p.totals.months, p.totals.fees) for p in front.plans]
    assert found == enumerated_front(catalogue, question, best.usual)
    return len(found) > 1


# alternatives


def best_without(case: Asked, earlier: list[Plan]) -> list[Answer]:
    """For every way to bar one choice of each of these: the best plan that is left."""
    catalogue, question, _, best = case
    found = [
        answer_by_enumeration(
            barred(catalogue, set(bars)), question, usual=best.usual, max_states=STATES
        )
        for bars in sorted(set(itertools.product(*(sorted(choices(p)) for p in earlier))))
    ]
    return [a for a in found if a.vector is not None]


def check_alternatives(case: Asked) -> bool:
    """The whole walk is the planner's own, so the walk is replayed and every step of it judged."""
    catalogue, question, replanner, best = case
    walked = list(every_plan(replanner, question, best))[:5]
    for number, plan in enumerate(walked[1:], 1):
        assert not any(choices(p) <= choices(plan) for p in walked[:number])
        assert violations(catalogue, question, as_candidate(plan), usual=best.usual) == []
        left = best_without(case, walked[:number])
        assert own_figures(question, plan) == min(a.vector[:3] for a in left if a.vector)
    if len(walked) < 5:
        assert best_without(case, walked) == []
    shown = [best]
    for plan in walked[1:]:
        if offers_another_choice(plan, shown):
            shown.append(plan)
    found = alternatives(replanner, question, best, len(shown) - 1)
    assert list(found.plans) == shown[1:]
    return len(walked) > 2


# slack


def check_slack(case: Asked) -> bool:
    _, question, replanner, best = case
    parts = parts_of(best)
    found = slacks(replanner, question, best)
    if len(found) != len(parts):
        raise NotProvenError
    for part, slack in zip(parts, found, strict=True):
        assert slack.id == part_id(part)
        assert slack.latest == latest_start(case, part)
    return any(s.latest > p.start for s, p in zip(found, parts, strict=True))


def latest_start(case: Asked, part: Part) -> int:
    """Month by month, with every other way of doing anything barred in the whole catalogue."""
    catalogue, question, _, best = case
    done = choices(best)
    others = [
        (id_, route["id"])
        for id_, entry in catalogue.entries.items()
        for route in entry.get("routes", ())
        if (id_, route["id"]) not in done
    ]
    jobs = {s.role for s in best.stretches} | {question.target}
    closed = {
        id_: {**entry, "available": {"until": 0, "last_start": 0}}
        for id_, entry in catalogue.entries.items()
        if entry["kind"] == "role" and id_ not in jobs
    }
    only = barred(catalogue, others).with_entries(closed)
    limits = replace(question.limits, within=best.totals.months)
    timed = replace(question, objective="time", limits=limits)
    month = part.start
    while (
        enumerated(not_before(only, part, question.start + month + 1), timed, usual=best.usual)
        is not None
    ):
        month += 1
    return month


# the first step


def check_made_to_begin(case: Asked) -> bool:
    """Plans that begin with a step and plans that don't are all the plans there are."""
    catalogue, question, replanner, best = case
    telling = False
    for part in parts_of(best):
        if part_id(part) == question.target and part_route(part) is None:
            continue
        month = part.start - 1
        altered, forced = made_to_begin(catalogue, question, part, question.start + month)
        begun = enumerated(altered, forced, usual=best.usual)
        later = not_before(catalogue, part, question.start + month + 1)
        rest = enumerated(later, question, usual=best.usual)
        known = own_figures(question, best)
        assert min(v for v in (begun, rest) if v is not None) == known
        again = replanner.keeping(forced, usual=best.usual, altered=altered)
        assert own_figures(question, again) == begun
        at_once = made_to_begin(catalogue, question, part, question.start + part.start)
        assert enumerated(*at_once, usual=best.usual) == known
        telling |= begun is not None
    return telling


def check_first_step(case: Asked) -> bool:
    catalogue, question, replanner, _ = case
    planned = []
    for target in sorted({question.target, *targets_of(catalogue, question)}):
        other = replace(question, target=target)
        plan = replanner.answer(other)
        if plan is not None:
            planned.append((other, plan))
    common = in_common(replanner, planned)
    if not common.complete:
        raise NotProvenError
    if common.first is None:
        return False
    for (other, plan), effect in zip(planned, common.first.effects, strict=True):
        if not parts_of(plan):
            continue
        part, known = common.first.part, own_figures(other, plan)
        begun = made_to_begin(catalogue, other, part, other.start + part.start)
        if part_route(part) is None and part_id(part) == other.target:
            continue  # Working in a role is more than reaching it.
        found = enumerated(*begun, usual=plan.usual)
        assert effect.keeps == (found == known)
        if not effect.keeps:
            assert own_figures(other, effect.plan) == found
    return len(planned) > 2


# reach


def check_reach(case: Asked) -> bool:
    catalogue, question, _, _ = case
    targets = targets_of(catalogue, question)
    questions = [replace(question, target=t) for t in targets]
    found = reach_of(questions, decide(catalogue, questions))
    expected = {t: answered(catalogue, q) for t, q in zip(targets, questions, strict=True)}
    if found.open:
        raise NotProvenError
    assert {r.question.target: own_figures(question, r.plan) for r in found.reached} == {
        t: v for t, v in expected.items() if v is not None
    }
    order = [
        (not r.plan.usual, figures(question.objective, r.plan.totals), r.question.target)
        for r in found.reached
    ]
    assert order == sorted(order)
    return len(found.reached) > 1


def check_plus(case: Asked) -> bool:
    catalogue, question, _, best = case
    if not best.steps:
        return False
    more = Holding(best.steps[0].id)
    targets = targets_of(catalogue, question)
    before = [replace(question, target=t) for t in targets]
    after = [holding_too(q, more) for q in before]
    decided = decide(catalogue, [*before, *after])
    found = plus(reach_of(before, decided), reach_of(after, decided))
    if found.open:
        raise NotProvenError
    opens: set[str] = set()
    saves: set[str] = set()
    for old, new in zip(before, after, strict=True):
        was, now = answered(catalogue, old), answered(catalogue, new)
        if now is not None and (was is None or now < was):
            (opens if was is None else saves).add(new.target)
    assert {g.question.target for g in found.opens} == opens
    assert {g.question.target for g in found.saves} == saves
    return bool(opens | saves)


# asking and others


def check_asking(case: Asked) -> bool:
    catalogue, question, replanner, best = case
    unstated = frozenset({HOURS, BUDGET, DEADLINE})
    found = ask_about(replanner, question, best, unstated=unstated, as_of=question.start)
    for asking in found.askings:
        for outcome in asking.outcomes:
            expected = answered(catalogue, outcome.reply.question)
            assert own_figures(question, outcome.plan) == expected
    return len(found.askings) > 1


def check_others(case: Asked) -> bool:
    catalogue, question, replanner, best = case
    found = other_plans(replanner, question, best)
    named = {o.kind: own_figures(o.question, o.plan) for o in found.plans}
    for other in found.plans:
        assert named[other.kind] == answered(catalogue, other.question)
    known = own_figures(question, best)
    assert known is not None
    for kind in ("hopeful", "abroad"):
        limits = question.limits
        if getattr(limits, kind) or kind in named or kind in found.open:
            continue
        wider = replace(question, limits=replace(limits, **{kind: True}))
        opened = answered(catalogue, wider)
        assert opened is not None
        assert opened[0] >= known[0]
    return bool(found.plans)


QUICK = [
    (check_front, (140, 81, 178, 110)),
    (check_alternatives, (159, 111, 40)),
    (check_slack, (12, 110, 38, 69, 92)),
    (check_made_to_begin, (65, 38, 133, 143)),
    (check_first_step, (2, 12, 28, 61, 70)),
    (check_reach, (3, 13, 23, 29)),
    (check_plus, (42, 48, 70, 130)),
    (check_asking, (33, 12, 29, 38)),
    (check_others, (23, 178, 81)),
]
"""Random questions of which every one says something, quickly."""

LEAST = [
    (check_front, 5),
    (check_alternatives, 5),
    (check_slack, 40),
    (check_made_to_begin, 25),
    (check_first_step, 40),
    (check_reach, 50),
    (check_plus, 40),
    (check_asking, 50),
    (check_others, 5),
]
"""Of the many, at least so many say something."""


@pytest.mark.parametrize(("check", "seeds"), QUICK)
def test_what_if_agrees_with_enumeration(
    check: Callable[[Asked], bool], seeds: tuple[int, ...]
) -> None:
    over(seeds, check, len(seeds))


@pytest.mark.proof
@pytest.mark.parametrize(("check", "least"), LEAST)
def test_what_if_agrees_with_enumeration_on_many(
    check: Callable[[Asked], bool], least: int
) -> None:
    over(MANY, check, least)
