"""The question that would most change a plan, of all that the person has left open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from careerpath.graph.standing import Standing
from careerpath.planner import Plan
from careerpath.profile import Holding, Limits, Profile, Question, Worked
from careerpath.requirements import Age, credentials_named, roles_named, walk
from careerpath.whatif.parts import conditions_of, part_id, parts_of
from careerpath.whatif.replanning import NotProvenError, choices, figures

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

    from careerpath.months import Month
    from careerpath.whatif.replanning import Replanner

GRADE, AGE, DATE, ASSUMED, HELD, WORKED, HOURS, BUDGET, DEADLINE = (
    "grade", "age", "date", "assumed", "held", "worked", "hours", "budget", "deadline",
)  # fmt: skip

FEW_CHECKS = 60
"""How often a search may ask whether to stop, before what is hard to answer has its turn."""
LONG_AGO = 240
"""Months since an undated holding may have been gained, if it was not just now: 20 years."""
FEW_HOURS, MANY_HOURS = 25, 75
"""Half the hours a week that a plan counts on unless told, and half as many again."""


class Unknown(Struct, frozen=True):
    """One thing left open: its kind, what it is about, and the answers that could change the plan."""

    kind: str
    about: str
    answers: tuple[Reply, ...]


class Reply(Struct, frozen=True):
    """One answer: the value it gives to what was open, and the question with it filled in."""

    value: str
    question: Question


class Outcome(Struct, frozen=True):
    """What an answer leads to: a plan, or none."""

    reply: Reply
    plan: Plan | None


class Asking(Struct, frozen=True):
    """An open thing that matters, with the outcomes that differ from the plan."""

    kind: str
    about: str
    outcomes: tuple[Outcome, ...]


class Asked(Struct, frozen=True):
    """The open things that would change the plan, the one that changes it most first."""

    askings: tuple[Asking, ...]
    open: tuple[tuple[str, str], ...] = ()
    """Kind and subject of what was not decided in the time allowed."""


def ask_about(
    replanner: Replanner,
    question: Question,
    best: Plan,
    *,
    unstated: frozenset[str],
    as_of: Month,
) -> Asked:
    """Every open thing of which some answer changes the plan, each answer planned.

    `unstated`: which of HOURS, BUDGET and DEADLINE the person has not limited. `as_of`: the month in
    which an age is reckoned. Empty: no answer to anything left open would change the plan.
    """
    if not best.optimal:
        return Asked((), ((HELD, question.target),))
    found: dict[tuple[str, str], Asking | None] = {}
    unknown: dict[tuple[str, str], None] = {}
    for patience in (replanner.hurried(FEW_CHECKS), replanner):
        unknown = {}
        for thing in _Unknowns(patience, question, best, unstated, as_of).all(found):
            key = thing.kind, thing.about
            try:
                found[key] = _asking(patience, question, best, thing)
            except NotProvenError:
                unknown[key] = None
    askings = [a for a in found.values() if a is not None]
    return Asked(tuple(sorted(askings, key=lambda a: _rank(question, best, a))), tuple(unknown))


def _asking(replanner: Replanner, question: Question, best: Plan, thing: Unknown) -> Asking | None:
    """The open thing with the outcomes that change the plan; None if none does."""
    outcomes = _outcomes(replanner, question, best, thing)
    return Asking(thing.kind, thing.about, outcomes) if outcomes else None


def _outcomes(
    replanner: Replanner, question: Question, best: Plan, thing: Unknown
) -> tuple[Outcome, ...]:
    found = [Outcome(reply, replanner.answer(reply.question)) for reply in thing.answers]
    return tuple(o for o in found if _changes(question, best, o))


def _changes(question: Question, best: Plan, outcome: Outcome) -> bool:
    """The answer leaves another plan: other figures, other credentials or routes, other jobs."""
    plan = outcome.plan
    if plan is None:
        return True
    objective = question.objective
    return (
        figures(objective, plan.totals) != figures(objective, best.totals)
        or choices(plan) != choices(best)
        or plan.usual != best.usual
    )


def _rank(question: Question, best: Plan, asking: Asking) -> tuple[object, ...]:
    """The largest change first: no plan at all, then by the objective's figures; then by id."""
    size = min(_size(question, best, o) for o in asking.outcomes)
    return (*size, asking.kind, asking.about)


def _size(question: Question, best: Plan, outcome: Outcome) -> tuple[int, ...]:
    """Smaller is larger, for sorting."""
    if outcome.plan is None:
        return (0, 0, 0, 0)
    own = figures(question.objective, outcome.plan.totals)
    known = figures(question.objective, best.totals)
    return (1, *(-abs(a - b) for a, b in zip(own, known, strict=True)))


class _Unknowns:
    """What the profile and the limits leave open, with the answers worth planning."""

    def __init__(
        self,
        replanner: Replanner,
        question: Question,
        best: Plan,
        unstated: frozenset[str],
        as_of: Month,
    ) -> None:
        self._replanner = replanner
        self._catalogue = replanner.catalogue
        self._question = question
        self._best = best
        self._unstated = unstated
        self._as_of = as_of

    def all(self, decided: Container[tuple[str, str]] = ()) -> Iterator[Unknown]:
        """In a fixed order, without what is decided; what can't change the plan is among them."""
        yield from self._grades(decided)
        for thing in self._others():
            if (thing.kind, thing.about) not in decided:
                yield thing

    def _others(self) -> Iterator[Unknown]:
        yield from self._dates()
        yield from self._assumptions()
        yield from self._ages()
        yield from self._steps()
        yield from self._work()
        yield from self._limits()

    def _with(self, profile: Profile) -> Question:
        return replace(self._question, profile=profile)

    # what is held

    def _grades(self, decided: Container[tuple[str, str]]) -> Iterator[Unknown]:
        """A grade not stated is taken as good enough; the answer is the best that is not."""
        for holding in self._question.profile.holds:
            scale = self._catalogue[holding.id].scale
            if scale is None or holding.grade is not None or (GRADE, holding.id) in decided:
                continue
            grades = [scale.name(rank) for rank in range(len(scale.positions))]
            worse = self._first_too_low(holding, grades)
            answers = () if worse is None else (Reply(worse, self._graded(holding, worse)),)
            yield Unknown(GRADE, holding.id, answers)

    def _first_too_low(self, holding: Holding, grades: list[str]) -> str | None:
        """The best grade with which the plan is another one; None if even the worst will do."""
        if not self._differs(self._graded(holding, grades[0])):
            return None
        low, high = 1, len(grades)
        while low < high:
            middle = (low + high) // 2
            if self._differs(self._graded(holding, grades[middle])):
                low = middle + 1
            else:
                high = middle
        return grades[low - 1]

    def _differs(self, question: Question) -> bool:
        try:
            plan = self._replanner.answer(question)
        except NotProvenError:
            return True  # Left to be planned, and found open, by whoever asks for the outcome.
        return _changes(self._question, self._best, Outcome(Reply("", question), plan))

    def _graded(self, holding: Holding, grade: str) -> Question:
        return self._holding(replace(holding, grade=grade))

    def _holding(self, holding: Holding) -> Question:
        profile = self._question.profile
        known = {h.id: h for h in profile.holds} | {holding.id: holding}
        return self._with(replace(profile, holds=tuple(known.values())))

    def _dates(self) -> Iterator[Unknown]:
        for holding in self._question.profile.holds:
            if holding.since is None:
                since = self._question.start - LONG_AGO
                reply = Reply("long ago", self._holding(replace(holding, since=since)))
                yield Unknown(DATE, holding.id, (reply,))

    def _assumptions(self) -> Iterator[Unknown]:
        profile = self._question.profile
        for point in Standing(self._catalogue, self._question).assumed:
            lacking = replace(profile, lacks=(*profile.lacks, point.id))
            yield Unknown(ASSUMED, point.id, (Reply("not held", self._with(lacking)),))

    def _steps(self) -> Iterator[Unknown]:
        """What the plan gains first may be held already, unless it is said to be lacked."""
        profile = self._question.profile
        held = {h.id for h in profile.holds} | {self._question.target}
        for id_ in sorted({s.id for s in self._best.steps} - held):
            # Nobody forgets to say that they hold what the rest of the plan only prepares.
            if id_ not in profile.lacks and not self._builds_on_others(id_):
                yield Unknown(HELD, id_, (Reply("held", self._holding(Holding(id_))),))

    def _builds_on_others(self, id_: str) -> bool:
        """Whether it asks for something that another part of the plan provides."""
        others = [p for p in parts_of(self._best) if part_id(p) != id_]
        provided = {b for p in others for b in self._catalogue.broader(part_id(p))}
        own = Plan(tuple(s for s in self._best.steps if s.id == id_), (), self._best.totals)
        asked = conditions_of(self._catalogue, own, id_)
        named = {h.id for r in asked for h in credentials_named(r)}
        named |= {role for r in asked for role in roles_named(r)}
        return not named.isdisjoint(provided)

    def _work(self) -> Iterator[Unknown]:
        """What the plan works may have been worked before, unless any work in it is stated."""
        profile = self._question.profile
        stated = {w.role for w in profile.worked}
        for stretch in self._best.stretches:
            if stretch.role not in stated:
                months = stretch.end - stretch.start
                done = replace(profile, worked=(*profile.worked, Worked(stretch.role, months)))
                yield Unknown(WORKED, stretch.role, (Reply(str(months), self._with(done)),))

    # age

    def _ages(self) -> Iterator[Unknown]:
        """An unknown age is taken as met, so only an age that the plan's own conditions ask matters."""
        profile = self._question.profile
        if profile.born is not None:
            return
        ages: set[int] = set()
        for age in self._ages_asked():
            ages |= {age.at_least - 1} if age.at_least is not None else set()
            ages |= {age.under} if age.under is not None else set()
        replies = [
            Reply(str(n), self._with(replace(profile, born=self._as_of - 12 * n)))
            for n in sorted(ages)
            if n > 0
        ]
        if replies:
            yield Unknown(AGE, AGE, tuple(replies))

    def _ages_asked(self) -> Iterator[Age]:
        asked = conditions_of(self._catalogue, self._best, self._question.target)
        for requirement in asked:
            yield from (node for node in walk(requirement) if isinstance(node, Age))

    # limits

    def _limits(self) -> Iterator[Unknown]:
        question, totals = self._question, self._best.totals
        if HOURS in self._unstated:
            yield Unknown(HOURS, HOURS, tuple(map(self._hours, (FEW_HOURS, MANY_HOURS))))
        if BUDGET in self._unstated and totals.fees:
            less = replace(question.limits, budget=totals.fees - 1)
            yield Unknown(BUDGET, BUDGET, (self._limited(str(totals.fees), less),))
        if DEADLINE in self._unstated and question.objective != "time" and totals.months:
            sooner = replace(question.limits, within=totals.months - 1)
            yield Unknown(DEADLINE, DEADLINE, (self._limited(str(totals.months), sooner),))

    def _hours(self, hours: int) -> Reply:
        profile = replace(self._question.profile, hours_per_week=hours)
        return Reply(str(hours), self._with(profile))

    def _limited(self, value: str, limits: Limits) -> Reply:
        return Reply(value, replace(self._question, limits=limits))
