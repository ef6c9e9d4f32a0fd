"""What a set of random questions exercises: `python -m tests.proof.census`.

Agreement on questions that never need a wait, a retake or a second thought about capacity would
prove little. The census measures each trait on the solved question itself, and `FLOORS` says how
often it must occur among the questions that have a plan.
"""

from __future__ import annotations

import copy
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from careerpath.catalogue import Catalogue
from careerpath.profile import Question
from careerpath.requirements import Experience, Requirement, credentials_named, roles_named, walk
from tests.proof.building import catalogue as build
from tests.proof.checker import completed, rule_violations
from tests.proof.cpsat import answer_by_cpsat
from tests.proof.plan_records import Answer, CandidatePlan, PlannedStep, objective_vector
from tests.proof.random_catalogues import random_question

if TYPE_CHECKING:
    from careerpath.records import Credential, Route

Json = dict[str, Any]
Solve = Callable[[Catalogue, Question], Answer]

FLOORS = {
    "four steps or more": 30,
    "bound by capacity": 25,
    "deliberate wait": 10,
    "experience split over roles": 10,
    "raised grade": 10,
    "completion overrun": 10,
    "closing window": 10,
    "cycle": 10,
}
"""In per cent of the questions that have a plan."""

INFEASIBLE_SHARE = (10, 40)
"""In per cent of all questions."""


@dataclass(slots=True)
class Census:
    """Counts over a set of questions."""

    questions: int = 0
    infeasible: int = 0
    traits: Counter[str] = field(default_factory=Counter)

    @property
    def planned(self) -> int:
        return self.questions - self.infeasible

    def add(self, catalogue: Catalogue, question: Question, solve: Solve) -> None:
        """Solve a question, and again where a trait asks for it."""
        answer = solve(catalogue, question)
        self.questions += 1
        if not answer.feasible:
            self.infeasible += 1
        elif answer.plan is not None:
            self.traits.update(traits(catalogue, question, answer.plan, solve))

    def per_cent(self, trait: str) -> float:
        return 100 * self.traits[trait] / max(1, self.planned)

    def shortfalls(self) -> list[str]:
        """Every floor that is not reached."""
        low, high = INFEASIBLE_SHARE
        found = [
            f"{trait}: {self.per_cent(trait):.0f} % of those with a plan, not {floor} %"
            for trait, floor in FLOORS.items()
            if self.per_cent(trait) < floor
        ]
        share = 100 * self.infeasible / max(1, self.questions)
        if not low <= share <= high:
            found.append(f"infeasible: {share:.0f} %, not {low} to {high} %")
        return found

    def lines(self) -> list[str]:
        share = 100 * self.infeasible / max(1, self.questions)
        head = f"{self.questions} questions, {share:.0f} % infeasible; of those with a plan"
        return [head] + [
            f"  {self.per_cent(trait):3.0f} % (floor {floor} %)  {trait}"
            for trait, floor in FLOORS.items()
        ]


def traits(
    catalogue: Catalogue, question: Question, plan: CandidatePlan, solve: Solve
) -> Iterator[str]:
    """The traits of `FLOORS` that this optimal plan shows."""
    vector = objective_vector(question.objective, plan)
    if plan.steps_count >= 4:
        yield "four steps or more"
    if solve(catalogue, _with_double_hours(question)).vector != vector:
        yield "bound by capacity"
    if any(catalogue[s.id].route(s.route).retake and _held(catalogue, question, s.id)
           for s in plan.steps):  # fmt: skip
        yield "raised grade"
    if any(s.end > s.start + _shortest(catalogue, s) for s in plan.steps):
        yield "completion overrun"
    opened = _without_closing(catalogue)
    if opened is not None and solve(opened, question).vector != vector:
        yield "closing window"
    if _in_circle(catalogue, {s.id for s in plan.steps}):
        yield "cycle"
    if _splits_experience(catalogue, question, plan):
        yield "experience split over roles"
    if _waits(catalogue, question, plan):
        yield "deliberate wait"


def _shortest(catalogue: Catalogue, step: PlannedStep) -> int:
    route = catalogue[step.id].route(step.route)
    return route.months + route.results


def _held(catalogue: Catalogue, question: Question, id_: str) -> bool:
    return any(id_ in catalogue.broader(h.id) for h in question.profile.holds)


def _with_double_hours(question: Question) -> Question:
    hours = 2 * question.profile.hours_per_week
    return replace(question, profile=replace(question.profile, hours_per_week=hours))


def _without_closing(catalogue: Catalogue) -> Catalogue | None:
    """The catalogue in which nothing closes; None if nothing does."""
    entries = [copy.deepcopy(catalogue.entries[i]) for i in catalogue.ids]
    closing = False
    for holder in [x for e in entries for x in (e, *e.get("routes", ()))]:
        window = holder.get("available", {})
        closing = closing or "until" in window or "last_start" in window
        if window:
            holder["available"] = {k: v for k, v in window.items() if k == "from"}
    return build(*entries) if closing else None


# circles


def _in_circle(catalogue: Catalogue, ids: set[str]) -> bool:
    """A step of the plan depends, by some route, on something that depends on it."""
    follows = {c.id: _depends(catalogue, c) for c in catalogue}
    for id_ in ids:
        found: set[str] = set()
        queue = [id_]
        while queue:
            for nxt in follows[queue.pop()] - found:
                found.add(nxt)
                queue.append(nxt)
        if id_ in found:
            return True
    return False


def _depends(catalogue: Catalogue, entry: Credential) -> set[str]:
    named = {
        i
        for r in _requirements(entry)
        for i in (*(h.id for h in credentials_named(r)), *roles_named(r))
    }
    return {n for i in named for n in catalogue.narrower(i)}


def _requirements(entry: Credential) -> Iterator[Requirement]:
    holders: list[Credential | Route] = [entry, *entry.routes]
    for holder in holders:
        yield from (holder.requires, holder.usually, holder.completes_with)


# experience


def _splits_experience(catalogue: Catalogue, question: Question, plan: CandidatePlan) -> bool:
    """Some experience is made up of several roles, planned work among them, none long enough."""
    worked: Counter[str] = Counter()
    for stretch in plan.stretches:
        worked[stretch.role] += stretch.end - stretch.start
    planned = set(worked)
    for past in question.profile.worked:
        worked[past.role] += past.months
    for step in plan.steps:
        for given in catalogue[step.id].route(step.route).gives:
            worked[given.role] += given.months
    for wanted in _experiences(catalogue, question, plan):
        counted = {r: n for r, n in worked.items() if set(wanted.roles) & set(catalogue.broader(r))}
        if len(counted) > 1 and planned & set(counted) and max(counted.values()) < wanted.amount:
            return True
    return False


def _experiences(
    catalogue: Catalogue, question: Question, plan: CandidatePlan
) -> Iterator[Experience]:
    ids = {question.target, *(s.id for s in plan.steps), *(w.role for w in plan.stretches)}
    ids |= {c.id for c in catalogue if c.is_derived}
    for id_ in sorted(ids):
        for requirement in _requirements(catalogue[id_]):
            for node in walk(requirement):
                if isinstance(node, Experience) and node.unit == "months":
                    yield node


# waiting


def _waits(catalogue: Catalogue, question: Question, plan: CandidatePlan) -> bool:
    """Some step could begin sooner (entitled, in season, hours free in that month), but must not.

    First every step is moved to the earliest month that leaves the plan right; what is still later
    than it could begin waits for a purpose: to leave room, or not to lapse.
    """
    plan = _moved_forward(catalogue, question, plan)
    return any(
        _could_begin(catalogue, question, plan, step, month)
        for step in plan.steps
        for month in range(step.start)
    )


def _moved(catalogue: Catalogue, plan: CandidatePlan, step: PlannedStep, to: int) -> CandidatePlan:
    end = to + _shortest(catalogue, step)
    moved = replace(step, start=to, end=end)
    return replace(plan, steps=tuple(moved if s == step else s for s in plan.steps))


def _moved_forward(catalogue: Catalogue, question: Question, plan: CandidatePlan) -> CandidatePlan:
    for id_ in [s.id for s in sorted(plan.steps, key=lambda s: s.start)]:
        step = next(s for s in plan.steps if s.id == id_)
        for month in range(step.start):
            moved = completed(catalogue, question, _moved(catalogue, plan, step, month), usual=True)
            if moved is not None and not rule_violations(catalogue, question, moved, usual=True):
                plan = moved
                break
    return plan


def _could_begin(
    catalogue: Catalogue, question: Question, plan: CandidatePlan, step: PlannedStep, month: int
) -> bool:
    moved = _moved(catalogue, plan, step, month)
    barred = re.compile(
        rf"Rule 1: the retake of {step.id} |Rule 2: {step.id} by .* lacks |Rule 3: {step.id} by "
        rf"|Rule 4: in month {month} |Rule 5: month {month} "
    )
    return not any(barred.match(v) for v in rule_violations(catalogue, question, moved, usual=True))


def census(size: str, count: int, first: int = 0) -> Census:
    """The census of `count` questions of a family, solved by CP-SAT."""
    taken = Census()
    for seed in range(first, first + count):
        taken.add(*random_question(seed, size), lambda c, q: answer_by_cpsat(c, q, usual=True))
    return taken


def main() -> None:
    """Print the census of both families."""
    for size, count in (("small", 400), ("larger", 100)):
        taken = census(size, count)
        lines = [f"{size}: {taken.lines()[0]}", *taken.lines()[1:]]
        lines += [f"  BELOW THE FLOOR: {shortfall}" for shortfall in taken.shortfalls()]
        sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
