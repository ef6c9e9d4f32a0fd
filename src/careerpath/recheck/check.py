"""A plan against the rules of today: every condition of it that fails, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from careerpath.months import month_name, month_of_year
from careerpath.recheck.model import Failure
from careerpath.records import OPEN
from careerpath.report.replay import STEP, Replay, World
from careerpath.requirements import AllOf, Held, Requirement
from careerpath.wording import joined, requirement_text, title

if TYPE_CHECKING:
    from collections.abc import Iterator

    from careerpath.catalogue import Catalogue
    from careerpath.graph.standing import Standing
    from careerpath.locks import Locked
    from careerpath.planner.plan import Step, Stretch
    from careerpath.profile import Question
    from careerpath.records import Route, Window

_FULL_STUDY = 20
"""Hours a week from which study leaves no room for a job."""


class Check:
    """A plan against the rules of today: every condition of it that fails."""

    def __init__(self, catalogue: Catalogue, locked: Locked) -> None:
        self._catalogue = catalogue
        self._question = locked.question
        self._plan = locked.plan
        self._replay = Replay(catalogue, locked.question, locked.plan)
        self._standing: Standing = self._replay.standing

    def failures(self) -> Iterator[Failure]:
        """In the order of the rules; nothing if the plan holds."""
        for step in self._plan.steps:
            yield from self._of_step(step)
        for stretch in self._plan.stretches:
            yield from self._of_stretch(stretch)
        yield from self._of_conditions()
        yield from self._of_target()
        yield from self._of_jobs()
        yield from self._of_capacity()
        yield from self._of_limits()

    def _fail(self, id_: str, says: str) -> Failure:
        return Failure(id_, title(self._catalogue, id_), says)

    def _when(self, moment: int) -> str:
        return month_name(self._question.start + moment)

    # steps and stretches

    def _of_step(self, step: Step) -> Iterator[Failure]:
        entry = self._catalogue[step.id]
        route = entry.route(step.route)
        for says in (
            *self._of_profile(step, route),
            *self._of_calendar(step, route, entry.window.narrowed_by(route.window)),
            *self._of_permission(step.id, route),
        ):
            yield self._fail(step.id, says)

    def _of_profile(self, step: Step, route: Route) -> Iterator[str]:
        held = [i for i in route.not_if_held if self._standing.holds(i)]
        if held:
            yield f"is not for those who hold {title(self._catalogue, held[0])}"
        since = self._standing.held_from(step.id)
        if since is None and not route.first_time:
            yield "can't be taken for the first time by this route"
        if since is not None and not route.retake:
            yield "is held already, and this route raises no grade"
        if since is not None and step.start < since:
            yield f"would begin before it is held, in {self._when(since)}"

    def _of_calendar(self, step: Step, route: Route, window: Window) -> Iterator[str]:
        start, end = self._question.start + step.start, self._question.start + step.end
        if route.starts and month_of_year(start) not in route.starts:
            yield f"doesn't begin in {month_name(start)}"
        sitting = start + route.months
        if route.sat and month_of_year(sitting) not in route.sat:
            yield f"isn't sat in {month_name(sitting)}"
        if step.end < step.start + route.months + route.results:
            ready = month_name(start + route.months + route.results)
            yield f"would count from {ready}, not from {month_name(end)}"
        yield from _outside(window, start, end)

    def _of_permission(self, id_: str, route: Route | None) -> Iterator[str]:
        limits = self._question.limits
        if not self._standing.is_allowed(self._catalogue[id_]):
            yield "is excluded: of another place, or by --without"
        if route is None:
            return
        if route.discretion and not limits.hopeful:
            yield "is now at somebody's discretion"
        if limits.earning and route.hours_per_week >= _FULL_STUDY and not route.employed:
            yield "is full-time study, which --earning rules out"

    def _of_stretch(self, stretch: Stretch) -> Iterator[Failure]:
        role = self._catalogue[stretch.role]
        start = self._question.start + stretch.start
        if role.paces and stretch.hours not in role.paces:
            yield self._fail(role.id, f"is not worked at {stretch.hours} hours a week any more")
        for says in _outside(role.window, start, self._question.start + stretch.end):
            yield self._fail(role.id, says)
        for says in self._of_permission(role.id, None):
            yield self._fail(role.id, says)

    # conditions

    def _of_conditions(self) -> Iterator[Failure]:
        failing = self._replay.failing(self._replay.life)
        for consumer in failing:
            for derived, part in self._missing(consumer.requirement, consumer.moment, ()):
                wanted = requirement_text(self._catalogue, part)
                through = f"{title(self._catalogue, derived)}: " if derived else ""
                says = f"asks for {through}{wanted}, not met in {self._when(consumer.moment)}"
                yield self._fail(consumer.id, says)
        if not failing:
            yield from self._of_circles()

    def _missing(
        self, requirement: Requirement, t: int, seen: tuple[str, ...]
    ) -> Iterator[tuple[str | None, Requirement]]:
        """The smallest parts that don't hold; a derived credential is opened up."""
        if self._replay.world.holds(requirement, t):
            return
        if isinstance(requirement, AllOf):
            for part in requirement.parts:
                yield from self._missing(part, t, seen)
            return
        derived = self._only_derived(requirement)
        if derived is None or derived in seen:
            yield None, requirement
            return
        for inner, part in self._missing(self._replay.demands(derived), t, (*seen, derived)):
            yield inner or derived, part

    def _only_derived(self, requirement: Requirement) -> str | None:
        if not isinstance(requirement, Held) or requirement.grade is not None:
            return None
        narrower = self._catalogue.narrower(requirement.id)
        derived = [i for i in narrower if i in self._replay.derived]
        return derived[0] if len(derived) == 1 and len(narrower) <= 2 else None

    def _of_circles(self) -> Iterator[Failure]:
        """Everything holds taken together; does it hold taken one after the other?"""
        known = [g for g in self._replay.life.gains if g.key[0] != STEP]
        pending = {s.id: s for s in sorted(self._plan.steps, key=lambda s: (s.end, s.start, s.id))}
        grew = True
        while pending and grew:
            grew = False
            life = replace(self._replay.life, gains=tuple(known))
            world = World(self._replay, life)
            for id_ in [i for i in pending if self._can_begin(world, pending[i])]:
                del pending[id_]
                known += [g for g in self._replay.life.gains if g.key == (STEP, id_)]
                grew = True
        for id_ in pending:
            others = [title(self._catalogue, i) for i in pending if i != id_]
            yield self._fail(id_, f"is proven only by {joined(others or ['itself'], 'and')}")

    def _can_begin(self, world: World, step: Step) -> bool:
        own = self._replay.consumers_of_step(step)
        return all(world.holds(c.requirement, c.moment) for c in own)

    # the whole

    def _of_target(self) -> Iterator[Failure]:
        target = self._catalogue[self._question.target]
        if not target.is_role or self._standing.has_worked(target.id):
            return
        month = self._question.start + self._plan.totals.months
        for says in _outside(target.window, month, month):
            yield self._fail(target.id, says)

    def _spans(self) -> list[tuple[int, int, str, int, bool]]:
        """Start, end, id, hours a week and whether it is a job."""
        spans = [(s.start, s.end, s.role, s.hours, True) for s in self._plan.stretches]
        for step in self._plan.steps:
            route = self._catalogue[step.id].route(step.route)
            end = step.start + route.months
            spans.append((step.start, end, step.id, route.hours_per_week, route.employed))
        return sorted(spans)

    def _of_jobs(self) -> Iterator[Failure]:
        jobs = [s for s in self._spans() if s[4] and s[0] < s[1]]
        for number, (_, end, id_, _, _) in enumerate(jobs):
            for start, _, other, _, _ in jobs[number + 1 :]:
                if start < end:
                    name = title(self._catalogue, id_)
                    yield self._fail(other, f"begins in {self._when(start)}, during {name}")

    def _of_capacity(self) -> Iterator[Failure]:
        spans, most = self._spans(), self._question.profile.hours_per_week
        for month in sorted({s[0] for s in spans}):
            running = [s for s in spans if s[0] <= month < s[1]]
            hours = sum(s[3] for s in running)
            if hours > most:
                says = f"takes, with all that runs in {self._when(month)}, {hours} hours a week; {most} are free"
                yield self._fail(running[-1][2], says)
                return

    def _of_limits(self) -> Iterator[Failure]:
        limits, target = self._question.limits, self._question.target
        fees = fees_of(self._catalogue, self._question, self._plan.steps)
        if limits.budget is not None and fees > limits.budget:
            yield self._fail(target, "costs more than the budget now")
        if limits.within is not None and self._plan.totals.months > limits.within:
            yield self._fail(target, "is reached too late")
        chosen = dict(limits.routes)
        for step in self._plan.steps:
            if chosen.get(step.id, step.route) != step.route:
                yield self._fail(step.id, "goes by another route than the one chosen")


def _outside(window: Window, start: int, end: int) -> Iterator[str]:
    """In what way something from `start` to `end` lies outside its window."""
    if window == OPEN:
        return
    if window.first is not None and start < window.first:
        yield f"opens only in {month_name(window.first)}"
    if window.last_start is not None and start > window.last_start:
        yield f"closed to starts after {month_name(window.last_start)}"
    elif window.until is not None and max(start, end) > window.until:
        yield f"closed after {month_name(window.until)}"


def fees_of(catalogue: Catalogue, question: Question, steps: tuple[Step, ...]) -> int:
    """What the steps cost today, in minor units of the question's currency."""
    total = 0
    for step in steps:
        fee = catalogue[step.id].route(step.route).fee
        total += catalogue.convert(fee.minor, fee.currency, question.currency) or 0
    return total
