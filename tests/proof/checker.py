"""An independent checker: replays a plan month by month against every rule of `docs/semantics.md`.

It believes nothing the plan claims. Steps are begun at the dates planned, and whatever follows
(when each ends, when derived credentials come to be held, when the target is reached, what all of
it costs) is worked out again and compared.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from msgspec.structs import replace

from careerpath.profile import HORIZON_MONTHS
from careerpath.requirements import (
    Held,
)
from tests.proof.checker_moments import Block, Gain, Moment, Person, first_pace

if TYPE_CHECKING:
    from collections.abc import Iterator

    from careerpath.catalogue import Catalogue
    from careerpath.profile import Question
    from careerpath.records import Credential, Route, Window
    from tests.proof.plan_records import CandidatePlan, PlannedStep, PlannedStretch


def violations(
    catalogue: Catalogue, question: Question, plan: CandidatePlan, *, usual: bool
) -> list[str]:
    """Every way in which the plan is wrong or holds more than it needs; empty when it is right."""
    wrong = rule_violations(catalogue, question, plan, usual=usual)
    return wrong or superfluous(catalogue, question, plan, usual=usual)


def rule_violations(
    catalogue: Catalogue, question: Question, plan: CandidatePlan, *, usual: bool
) -> list[str]:
    """Every rule of semantics.md that the plan breaks, one sentence each."""
    unknown = list(_unknown_names(catalogue, plan))
    if unknown:
        return unknown
    return list(_Replay(catalogue, question, plan, usual).run())


def superfluous(
    catalogue: Catalogue, question: Question, plan: CandidatePlan, *, usual: bool
) -> list[str]:
    """Steps and stretches without which a right plan stays right; stretches longer than needed.

    Each is taken away alone. That finds every superfluous set: of several superfluous things the
    one that starts last supports nothing outside the set, so it can go alone.
    """

    def still_right(steps: tuple[PlannedStep, ...], work: tuple[PlannedStretch, ...]) -> bool:
        thinner = replace(plan, steps=steps, stretches=work)
        replay = _Replay(catalogue, question, thinner, usual)
        return not [v for v in replay.run() if not v.startswith("Totals")]

    found = []
    for step in plan.steps:
        if still_right(tuple(s for s in plan.steps if s != step), plan.stretches):
            found.append(f"Needless: without the step {step.id} the plan is still right.")
    for work in plan.stretches:
        others = tuple(w for w in plan.stretches if w != work)
        if still_right(plan.steps, others):
            found.append(f"Needless: without the work as {work.role} the plan is still right.")
            continue
        if work.end - work.start < 2:
            continue
        if still_right(plan.steps, (*others, replace(work, end=work.end - 1))):
            found.append(f"Needless: the work as {work.role} could end a month earlier.")
        elif still_right(plan.steps, (*others, replace(work, start=work.start + 1))):
            found.append(f"Needless: the work as {work.role} could start a month later.")
    return found


def completed(
    catalogue: Catalogue, question: Question, plan: CandidatePlan, *, usual: bool
) -> CandidatePlan | None:
    """The plan with the ends and the target moment that follow from its starts and stretches.

    None if a step lacks what it requires, does not end in time or the target is not reached within
    `plan.months`.
    """
    return _Replay(catalogue, question, plan, usual).completed()


def _unknown_names(catalogue: Catalogue, plan: CandidatePlan) -> Iterator[str]:
    for step in plan.steps:
        if step.id not in catalogue or catalogue[step.id].is_role:
            yield f"Rule 1: the step {step.id} is no qualification of the catalogue."
        elif step.route not in {r.id for r in catalogue[step.id].routes}:
            yield f"Rule 1: the step {step.id} uses {step.route}, which is no route of it."
    for work in plan.stretches:
        if work.role not in catalogue or not catalogue[work.role].is_role:
            yield f"Rule 4: the work as {work.role} is not in a role of the catalogue."


class _Replay:
    """One replay of one plan."""

    def __init__(
        self, catalogue: Catalogue, question: Question, plan: CandidatePlan, usual: bool
    ) -> None:
        self._catalogue = catalogue
        self._question = question
        self._plan = plan
        self._usual = usual
        self._person = Person(catalogue, question)
        self._gains = self._person.gains()
        self._blocks = self._person.past_work() + [
            Block(w.role, w.pace, w.start, w.end, w.start) for w in plan.stretches
        ]
        self._begun: set[PlannedStep] = set()
        self._ended: dict[PlannedStep, int] = {}
        self._underived = [c for c in catalogue if c.is_derived]

    def run(self) -> Iterator[str]:
        """Every violation, rules on single steps first, then those seen only in the replay."""
        yield from self._dates()
        yield from self._once_each()
        for step in self._plan.steps:
            yield from self._entitled(step)
            yield from self._calendar(step)
            yield from self._step_limits(step)
        for work in self._plan.stretches:
            yield from self._work(work)
        yield from self._one_job()
        yield from self._capacity()
        played: list[str] = []
        reached = self._play(played)
        yield from played
        yield from self._target_moment(reached)
        yield from self._totals()

    def completed(self) -> CandidatePlan | None:
        """The plan as it really goes, or None if it goes wrong."""
        wrong: list[str] = []
        reached = self._play(wrong)
        if wrong or reached is None or len(self._ended) < len(self._plan.steps):
            return None
        steps = tuple(replace(s, end=self._ended[s]) for s in self._plan.steps)
        return replace(self._plan, months=reached, steps=steps)

    def _route(self, step: PlannedStep) -> Route:
        return self._catalogue[step.id].route(step.route)

    # rules on single steps and stretches

    def _dates(self) -> Iterator[str]:
        for step in self._plan.steps:
            if step.start < 0 or step.end < step.start:
                yield f"Time: the step {step.id} starts before month 0 or ends before it starts."
        for work in self._plan.stretches:
            if work.start < 0 or work.end <= work.start:
                yield f"Time: the work as {work.role} starts before month 0 or lasts no month."
        if not 0 <= self._plan.months <= HORIZON_MONTHS:
            yield f"Time: the plan takes {self._plan.months} months."

    def _once_each(self) -> Iterator[str]:
        for id_, count in Counter(s.id for s in self._plan.steps).items():
            if count > 1:
                yield f"Rule 1: there are {count} steps of {id_}."
        for role, count in Counter(w.role for w in self._plan.stretches).items():
            if count > 1:
                yield f"Rule 4: there are {count} stretches of work as {role}."

    def _entitled(self, step: PlannedStep) -> Iterator[str]:
        route = self._route(step)
        for id_ in route.not_if_held:
            if self._person.held_from(id_) is not None:
                yield f"Rule 1: {step.id} by {route.id} is closed to who holds {id_}."
        held_from = self._person.held_from(step.id)
        if held_from is None:
            if not route.first_time:
                yield f"Rule 1: {step.id} by {route.id} is only a retake, and it is not held."
        elif not route.retake:
            yield f"Rule 1: {step.id} is held already, and {route.id} is no retake."
        elif step.start < held_from:
            yield f"Rule 1: the retake of {step.id} starts before it is held."

    def _calendar(self, step: PlannedStep) -> Iterator[str]:
        route = self._route(step)
        start = self._question.start
        if route.starts and (start + step.start) % 12 + 1 not in route.starts:
            yield f"Rule 3: {step.id} by {route.id} does not start in that month of the year."
        if route.sat and (start + step.start + route.months) % 12 + 1 not in route.sat:
            yield f"Rule 3: {step.id} by {route.id} is not sat in that month of the year."
        window = self._catalogue[step.id].window.narrowed_by(route.window)
        for says in _outside(window, start + step.start, start + step.end):
            yield f"Rule 3: {step.id} by {route.id} {says}."

    def _step_limits(self, step: PlannedStep) -> Iterator[str]:
        route, limits = self._route(step), self._question.limits
        wanted = dict(limits.routes).get(step.id, route.id)
        if wanted != route.id:
            yield f"Rule 6: {step.id} is to be gained by {wanted} only."
        if limits.earning and route.hours_per_week >= 20 and not route.employed:
            yield f"Rule 6: {step.id} by {route.id} leaves no time for earning."
        if route.discretion and not limits.hopeful:
            yield f"Rule 6: {step.id} by {route.id} is at somebody's discretion."
        yield from self._allowed(step.id)

    def _allowed(self, id_: str) -> Iterator[str]:
        for unwanted in self._question.limits.without:
            if unwanted in self._catalogue.broader(id_):
                yield f"Rule 6: {id_} is excluded by --without {unwanted}."
        if not self._question.limits.abroad and not any(
            self._catalogue.same_place(place, home)
            for place in self._catalogue[id_].jurisdiction
            for home in self._person.places()
        ):
            yield f"Rule 6: {id_} is abroad."

    def _work(self, work: PlannedStretch) -> Iterator[str]:
        role = self._catalogue[work.role]
        if work.pace not in role.paces:
            yield f"Rule 4: {work.role} is not worked at {work.pace} hours a week."
        start = self._question.start
        for says in _outside(role.window, start + work.start, start + work.end):
            yield f"Rule 4: the work as {work.role} {says}."
        yield from self._allowed(work.role)

    # rules on what runs together

    def _one_job(self) -> Iterator[str]:
        jobs = [(w.role, w.start, w.end) for w in self._plan.stretches]
        for step in self._plan.steps:
            route = self._route(step)
            if route.employed:
                jobs.append((step.id, step.start, step.start + route.months))
        for month in range(self._plan.months):
            busy = [name for name, start, end in jobs if start <= month < end]
            if len(busy) > 1:
                yield f"Rule 4: in month {month} there are two jobs, {' and '.join(busy)}."
                return

    def _capacity(self) -> Iterator[str]:
        allowed = self._question.profile.hours_per_week
        runs = [(w.start, w.end, w.pace) for w in self._plan.stretches]
        for step in self._plan.steps:
            route = self._route(step)
            runs.append((step.start, step.start + route.months, route.hours_per_week))
        for month in range(max((end for _, end, _ in runs), default=0)):
            hours = sum(h for start, end, h in runs if start <= month < end)
            if hours > allowed:
                yield f"Rule 5: month {month} takes {hours} hours a week of {allowed}."
                return

    # the replay

    def _play(self, wrong: list[str]) -> int | None:
        """Live through every moment; the one at which the target is reached, if any.

        Within a moment things are repeated until nothing changes, and only what has happened so
        far is built on: the least fixed point, in which nothing can prove itself.
        """
        last = max([self._plan.months, *(s.start for s in self._plan.steps)])
        for now in range(last + 1):
            self._settle(now)
            for step in self._starting(now):
                wrong.append(f"Rule 2: {step.id} by {step.route} lacks what it requires at {now}.")
                self._begun.add(step)
            self._settle(now)
            wrong.extend(self._stretches_starting(now))
            if self._target_holds(now):
                return now
        return None

    def _settle(self, now: int) -> None:
        while self._begin(now) or self._end(now) or self._derive(now):
            pass

    def _at(self, now: int) -> Moment:
        return Moment(self._catalogue, self._question, self._person, self._gains, self._blocks, now)

    def _entry_holds(self, entry: Credential | Route, now: int) -> bool:
        at = self._at(now)
        return at.holds(entry.requires) and (not self._usual or at.holds(entry.usually))

    def _starting(self, now: int) -> list[PlannedStep]:
        return [s for s in self._plan.steps if s.start == now and s not in self._begun]

    def _begin(self, now: int) -> bool:
        for step in self._starting(now):
            if self._entry_holds(self._catalogue[step.id], now) and self._entry_holds(
                self._route(step), now
            ):
                self._begun.add(step)
                return True
        return False

    def _end(self, now: int) -> bool:
        for step in self._begun - self._ended.keys():
            route = self._route(step)
            if now < step.start + route.months + route.results:
                continue
            at = self._at(now)
            if at.holds(self._catalogue[step.id].completes_with) and at.holds(route.completes_with):
                self._ended[step] = now
                self._gains.append(Gain(step.id, now, now, "step"))
                self._blocks.extend(self._given(route, now))
                return True
        return False

    def _given(self, route: Route, end: int) -> Iterator[Block]:
        for given in route.gives:
            pace = given.hours_per_week
            if pace is None and route.employed and route.hours_per_week > 0:
                pace = route.hours_per_week
            if pace is None:
                pace = first_pace(self._catalogue, given.role)
            yield Block(given.role, pace, end - given.months, end, end)

    def _derive(self, now: int) -> bool:
        for entry in self._underived:
            if self._entry_holds(entry, now):
                self._underived.remove(entry)
                self._gains.append(Gain(entry.id, now, now, "derived"))
                return True
        return False

    def _stretches_starting(self, now: int) -> Iterator[str]:
        experienced = {w.role for w in self._question.profile.worked}
        for work in self._plan.stretches:
            if work.start != now or work.role in experienced:
                continue
            if not self._entry_holds(self._catalogue[work.role], now):
                yield f"Rule 4: {work.role} lacks what it requires at {now}."

    # target and totals

    def _target_holds(self, now: int) -> bool:
        target = self._catalogue[self._question.target]
        if not all(self._via_holds(id_, now) for id_ in self._question.limits.via):
            return False
        if not target.is_role:
            return self._at(now).holds(Held(target.id))
        if self._worked_before(target.id):
            return True
        start = self._question.start + now
        return self._entry_holds(target, now) and not list(_outside(target.window, start, start))

    def _worked_before(self, role: str) -> bool:
        counted = self._catalogue.narrower(role)
        return any(w.role in counted for w in self._question.profile.worked)

    def _via_holds(self, id_: str, now: int) -> bool:
        if not self._catalogue[id_].is_role:
            return self._at(now).holds(Held(id_))
        counted = self._catalogue.narrower(id_)
        planned = any(w.role in counted and w.start < now for w in self._plan.stretches)
        return planned or self._worked_before(id_)

    def _target_moment(self, reached: int | None) -> Iterator[str]:
        if reached is None:
            yield f"Rule 7: the target {self._question.target} is not reached by the plan's end."
            return
        if reached != self._plan.months:
            yield f"Totals: the target is reached at {reached}, not at {self._plan.months}."
        for step in self._plan.steps:
            ended = self._ended.get(step)
            if ended is None:
                yield f"Rule 7: {step.id} has not ended when the target is reached."
            elif ended != step.end:
                yield f"Rule 2: {step.id} ends at {ended}, not at {step.end}."
        for work in self._plan.stretches:
            if work.end > reached:
                yield f"Rule 7: the work as {work.role} has not ended when the target is reached."
        within = self._question.limits.within
        if within is not None and reached > within:
            yield f"Rule 6: the target is reached at {reached}, later than {within}."

    def _totals(self) -> Iterator[str]:
        routes = [self._route(s) for s in self._plan.steps]
        converted = [
            self._catalogue.convert(r.fee.minor, r.fee.currency, self._question.currency)
            for r in routes
        ]
        if None in converted:
            yield "Rule 6: a fee has no exchange rate."
        fees = sum(f for f in converted if f is not None)
        budget = self._question.limits.budget
        if budget is not None and fees > budget:
            yield f"Rule 6: the fees are {fees}, above the budget of {budget}."
        for name, claimed, true in (
            ("fees", self._plan.fees, fees),
            ("steps", self._plan.steps_count, len(routes) + len(self._plan.stretches)),
            (
                "study",
                self._plan.study_twelfths,
                sum(r.months * r.hours_per_week * 52 for r in routes),
            ),
            ("estimates", self._plan.estimates, sum(len(r.estimated) for r in routes)),
        ):
            if claimed != true:
                yield f"Totals: the {name} are {true}, not {claimed}."


def _outside(window: Window, start: int, end: int) -> Iterator[str]:
    """What is wrong with starting and ending at these calendar months."""
    if window.first is not None and start < window.first:
        yield "starts before it is available"
    if window.last_start is not None and start > window.last_start:
        yield "starts after its last start"
    if window.until is not None and max(start, end) > window.until:
        yield "ends after it has closed"
