"""From the planner's result to the report: figures, reasons, notices."""

from __future__ import annotations

from typing import TYPE_CHECKING

from careerpath.months import format_month, month_name
from careerpath.report.model import (
    ASSUMED,
    HELD,
    QUALIFICATION,
    ROLE,
    RULE,
    USUAL,
    WORK,
    WORKED,
    AskedFor,
    Assumption,
    GivenFigures,
    PlanFigures,
    PlanReport,
    SourceFigures,
    StepFigures,
    Subject,
    TotalFigures,
)
from careerpath.report.pressing import to_begin_with
from careerpath.report.reliance import Reliance, reliance
from careerpath.report.replay import ASSUMED as REPLAY_ASSUMED
from careerpath.report.replay import STATED, STEP, Consumer, Key, Replay, World, parts_lost
from careerpath.report.replay import WORK as STRETCH
from careerpath.requirements import AllOf, Requirement, credentials_named, roles_named, walk
from careerpath.wording import at_grade, requirement_text, title, with_article

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from careerpath.catalogue import Catalogue
    from careerpath.planner.plan import Plan, Result, Step, Stretch
    from careerpath.profile import Question
    from careerpath.records import Route
    from careerpath.report.replay import Consumer
    from careerpath.statements import Asked


def build_report(catalogue: Catalogue, asked: Asked, result: Result) -> PlanReport:
    """The answer to a question. `others` and `infeasible` are added by their own modules."""
    question = asked.question
    assumes: tuple[Assumption, ...] = ()
    plans: tuple[PlanFigures, ...] = ()
    if result.plan is not None:
        replay = Replay(catalogue, question, result.plan)
        relied = reliance(replay, asked)
        assumes = relied.assumes
        plans = (_PlanBuilder(replay, relied, asked).build(),)
    return PlanReport(
        status=result.status,
        target=subject(catalogue, question.target),
        objective=question.objective,
        as_of=asked.as_of,
        start=question.start,
        currency=question.currency,
        profile=question.profile,
        limits=question.limits,
        assumes=assumes,
        plans=plans,
        titles=_titles(catalogue, question, plans),
        sources=_sources(catalogue, plans),
    )


def figures_of(catalogue: Catalogue, asked: Asked, plan: Plan) -> PlanFigures:
    """One plan in full: the figures of an alternative are those of a plan."""
    replay = Replay(catalogue, asked.question, plan)
    return _PlanBuilder(replay, reliance(replay, asked), asked).build()


def subject(catalogue: Catalogue, id_: str) -> Subject:
    """The target as a report names it."""
    entry = catalogue[id_]
    place = catalogue.place_title(entry.jurisdiction[0])
    return Subject(id_, entry.title, entry.kind, entry.jurisdiction, place)


def total_figures(catalogue: Catalogue, question: Question, plan: Plan) -> TotalFigures:
    """What a plan takes, and how much of its fees the authors of the data estimated."""
    estimated = 0
    for step in plan.steps:
        route = catalogue[step.id].route(step.route)
        if "fee" in route.estimated:
            fee = catalogue.convert(route.fee.minor, route.fee.currency, question.currency)
            estimated += fee or 0
    totals = plan.totals
    return TotalFigures(
        months=totals.months,
        fees=totals.fees,
        estimated_fees=estimated,
        steps=totals.steps,
        study_hours=(totals.study + 6) // 12,
    )


def _titles(
    catalogue: Catalogue, question: Question, plans: Iterable[PlanFigures]
) -> dict[str, str]:
    profile = question.profile
    ids = {question.target, *profile.lacks, *question.limits.without, *question.limits.via}
    ids.update(h.id for h in profile.holds)
    ids.update(w.role for w in profile.worked)
    for plan in plans:
        for step in plan.steps:
            ids.update((step.id, *step.needed_for))
        for given in plan.given:
            ids.update((given.id, *given.needed_for))
    return {i: title(catalogue, i) for i in sorted(ids)}


def _sources(catalogue: Catalogue, plans: Iterable[PlanFigures]) -> dict[str, SourceFigures]:
    """What the steps cite, in the order in which they cite it."""
    found = {}
    for id_ in dict.fromkeys(i for p in plans for s in p.steps for i in s.sources):
        source = catalogue.source(id_)
        if source is not None:
            found[id_] = SourceFigures(
                source.title, source.publisher, source.address,
                source.authority, source.dated, source.checked,
            )  # fmt: skip
    return found


class _PlanBuilder:
    def __init__(self, replay: Replay, relied: Reliance, asked: Asked) -> None:
        self._replay = replay
        self._relied = relied
        self._asked = asked
        self._catalogue = replay.catalogue
        self._question = replay.question
        self._plan = replay.plan
        self._first = to_begin_with(replay)

    def build(self) -> PlanFigures:
        steps = (*_in_order(self._steps()), *self._target_role())
        used = [self._catalogue[s.id] for s in steps]
        days = sorted(entry.checked for entry in used if entry.checked)
        return PlanFigures(
            optimal=self._plan.optimal,
            bound=self._bound(),
            totals=total_figures(self._catalogue, self._question, self._plan),
            finish=self._question.start + self._plan.totals.months,
            steps=steps,
            conditions=tuple(self._conditions(steps)),
            offers=tuple(s.id for s in steps if s.offer),
            below_usual=tuple(dict.fromkeys(self._below_usual())),
            first=self._first,
            next_steps=tuple(self._next_steps(steps)),
            checked=(days[0], days[-1]) if days else None,
            given=tuple(g for g in self._given() if g.needed_for),
        )

    def _bound(self) -> float | None:
        """The bound in the unit in which the objective's first figure is shown."""
        bound = self._plan.bound
        if bound is None:
            return None
        match self._question.objective:
            case "cost":
                return bound / 100
            case "study":
                return bound // 12
            case _:
                return bound

    # steps

    def _steps(self) -> Iterator[StepFigures]:
        for step in self._plan.steps:
            yield self._qualification(step)
        for stretch in self._plan.stretches:
            yield self._work(stretch)

    def _qualification(self, step: Step) -> StepFigures:
        entry = self._catalogue[step.id]
        route = entry.route(step.route)
        asked = self._reasons((STEP, step.id))
        renewal = entry.renewal
        window = entry.window.narrowed_by(route.window)
        return StepFigures(
            id=step.id,
            kind=QUALIFICATION,
            title=entry.title,
            start=self._question.start + step.start,
            end=self._question.start + step.end,
            start_month=step.start,
            end_month=step.end,
            months=route.months,
            hours_per_week=route.hours_per_week,
            fee=route.fee.minor,
            currency=route.fee.currency if route.fee.minor else self._question.currency,
            is_target=step.id == self._question.target,
            route=route.id,
            route_title=route.title,
            grade=self._relied.grades.get(step.id),
            strength="discretion" if route.discretion else "rule",
            estimated=route.estimated,
            basis=route.basis,
            offer=route.offer,
            employed=route.employed,
            last_start=window.last_start,
            until=window.until,
            apply_by=_apply_by(route, self._question.start + step.start),
            needed_for=tuple(dict.fromkeys(a.by for a in asked)),
            satisfies=tuple(dict.fromkeys(a.says for a in asked)),
            asked=asked,
            conflicts=tuple(f.says for f in entry.facts if f.conflicts),
            sources=tuple(dict.fromkeys((*entry.sources, *route.sources))),
            unmodelled=tuple(f.says for f in (*entry.unmodelled, *route.unmodelled)),
            confidence=entry.confidence,
            checked=entry.checked,
            renewal=(renewal[0], renewal[1].minor, renewal[1].currency) if renewal else None,
        )

    def _work(self, stretch: Stretch) -> StepFigures:
        entry = self._catalogue[stretch.role]
        asked = self._reasons((STRETCH, stretch.role))
        return StepFigures(
            id=stretch.role,
            kind=WORK,
            title=entry.title,
            start=self._question.start + stretch.start,
            end=self._question.start + stretch.end,
            start_month=stretch.start,
            end_month=stretch.end,
            months=stretch.end - stretch.start,
            hours_per_week=stretch.hours,
            fee=0,
            currency=self._question.currency,
            offer=not self._replay.standing.has_worked(stretch.role),
            needed_for=tuple(dict.fromkeys(a.by for a in asked)),
            satisfies=tuple(dict.fromkeys(a.says for a in asked)),
            asked=asked,
            conflicts=tuple(f.says for f in entry.facts if f.conflicts),
            sources=entry.sources,
            unmodelled=tuple(f.says for f in entry.unmodelled),
            confidence=entry.confidence,
            checked=entry.checked,
        )

    def _target_role(self) -> Iterator[StepFigures]:
        """The role itself, last: it takes nothing, and is what everything before was for."""
        entry = self._catalogue[self._question.target]
        if not entry.is_role:
            return
        months = self._plan.totals.months
        yield StepFigures(
            id=entry.id,
            kind=ROLE,
            title=entry.title,
            start=self._question.start + months,
            end=self._question.start + months,
            start_month=months,
            end_month=months,
            months=0,
            hours_per_week=0,
            fee=0,
            currency=self._question.currency,
            is_target=True,
            sources=entry.sources,
            unmodelled=tuple(f.says for f in entry.unmodelled),
            confidence=entry.confidence,
            checked=entry.checked,
        )

    # what the person brings

    def _given(self) -> Iterator[GivenFigures]:
        """Everything held or worked before the plan; what it is good for may be nothing."""
        for holding in self._question.profile.holds:
            yield self._given_figures(
                (STATED, holding.id), HELD, grade=holding.grade, since=holding.since
            )
        for id_ in dict.fromkeys(p.id for p in self._replay.standing.assumed):
            yield self._given_figures((REPLAY_ASSUMED, id_), ASSUMED)
        for number, work in enumerate(self._question.profile.worked):
            key = (f"past {number}", work.role)
            yield self._given_figures(key, WORKED, months=work.months, since=work.until)

    def _given_figures(
        self,
        key: Key,
        kind: str,
        *,
        grade: str | None = None,
        months: int = 0,
        since: int | None = None,
    ) -> GivenFigures:
        asked = self._reasons(key)
        return GivenFigures(
            id=key[1],
            kind=kind,
            title=title(self._catalogue, key[1]),
            grade=grade,
            months=months,
            since=since,
            needed_for=tuple(dict.fromkeys(a.by for a in asked)),
            satisfies=tuple(dict.fromkeys(a.says for a in asked)),
        )

    def _reasons(self, key: Key) -> tuple[AskedFor, ...]:
        """Whose conditions would fail without this, and the parts of them that it meets."""
        less = World(self._replay, self._replay.life.without(key))
        found: dict[AskedFor, None] = {}
        for consumer in self._replay.consumers:
            if consumer.id == key[1]:
                continue
            worlds = self._not_by_itself(consumer, key) or (self._replay.world, less)
            lost = parts_lost(self._replay, consumer.requirement, consumer.moment, worlds)
            found.update(
                (self._asked_for(consumer.id, derived, part), None) for derived, part in lost
            )
        return tuple(found)

    def _not_by_itself(self, consumer: Consumer, key: Key) -> tuple[World, World] | None:
        """The worlds with and without this, where what asks might else meet its own condition.

        A step that takes no time is held at once, and may count as what it asks for.
        """
        broader = self._replay.broader(consumer.id)
        if not any(held.id in broader for held in credentials_named(consumer.requirement)):
            return None
        others = self._replay.life.without((STEP, consumer.id))
        return World(self._replay, others), World(self._replay, others.without(key))

    def _asked_for(self, id_: str, derived: str | None, part: Requirement) -> AskedFor:
        wanted = requirement_text(self._catalogue, part)
        name = title(self._catalogue, id_)
        strength = self._strength(derived or id_, part)
        if derived is not None and strength == RULE:
            strength = self._strength_through(id_, derived)
        asks = "asks" if strength == RULE else "usually asks"
        if derived is not None:
            wanted = f"{title(self._catalogue, derived)}: {wanted}"
        sources = self._catalogue[derived or id_].sources
        named = (h.id for h in credentials_named(part))
        about = dict.fromkeys((*named, *roles_named(part), *([derived] if derived else [])))
        return AskedFor(id_, f"{name} {asks} for {wanted}", strength, sources, tuple(about))

    def _strength(self, id_: str, part: Requirement) -> str:
        """A rule asks for it, or only usual practice does."""
        rules, usual = self._rules_and_usual(id_)
        if any(part in walk(c) for c in rules):
            return RULE
        return USUAL if any(part in walk(c) for c in usual) else RULE

    def _strength_through(self, id_: str, derived: str) -> str:
        """The same of what is met by way of a derived credential."""
        broader = self._replay.broader(derived)
        rules, _ = self._rules_and_usual(id_)
        named = (h.id for c in rules for h in credentials_named(c))
        return RULE if any(i in broader for i in named) else USUAL

    def _rules_and_usual(self, id_: str) -> tuple[list[Requirement], list[Requirement]]:
        entry = self._catalogue[id_]
        routes = [entry.route(s.route) for s in self._plan.steps if s.id == id_]
        rules = [entry.requires, entry.completes_with]
        rules += [c for r in routes for c in (r.requires, r.completes_with)]
        return rules, [entry.usually, *(r.usually for r in routes)]

    # sentences

    def _conditions(self, steps: Iterable[StepFigures]) -> Iterator[str]:
        for step in steps:
            if step.grade is not None:
                scale = self._catalogue[step.id].scale
                counts = scale is not None and scale.is_count
                what = at_grade(self._catalogue, step.id, step.grade) if counts else ""
                yield f"aim for {what or f'{with_article(step.grade)} in {step.title}'}"

    def _below_usual(self) -> Iterator[str]:
        if self._plan.usual:
            return
        for id_, moment, usually in self._usual_practice():
            if not self._replay.world.holds(usually, moment):
                wanted = requirement_text(self._catalogue, usually)
                yield f"{title(self._catalogue, id_)} is usually given to people with {wanted}"

    def _usual_practice(self) -> Iterator[tuple[str, int, Requirement]]:
        for step in self._plan.steps:
            entry = self._catalogue[step.id]
            yield from _each(step.id, step.start, entry.usually)
            yield from _each(step.id, step.start, entry.route(step.route).usually)
        for stretch in self._plan.stretches:
            if not self._replay.standing.has_worked(stretch.role):
                usually = self._catalogue[stretch.role].usually
                yield from _each(stretch.role, stretch.start, usually)
        target = self._question.target
        if self._catalogue[target].is_role and not self._replay.standing.has_worked(target):
            usually = self._catalogue[target].usually
            yield from _each(target, self._plan.totals.months, usually)
        for id_ in self._replay.derived:
            yield from _each(id_, self._plan.totals.months, self._catalogue[id_].usually)

    def _next_steps(self, steps: tuple[StepFigures, ...]) -> Iterator[str]:
        """What has to be begun first, and what else closes for applications within a year."""
        for step in steps:
            if step.id in self._first or (step.kind != ROLE and self._closes_soon(step)):
                yield f"{_action(step)}, from {month_name(step.start)}{self._closing(step)}"

    def _closes_soon(self, step: StepFigures) -> bool:
        today = self._asked.as_of
        return step.apply_by is not None and today <= step.apply_by < _year_after(today)

    def _closing(self, step: StepFigures) -> str:
        if step.apply_by is None:
            return ""
        day = f"{int(step.apply_by[8:])} {month_name(_month_of(step.apply_by))}"
        if step.apply_by < self._asked.as_of:
            return f" (applications closed on {day}: ask for a late place)"
        return f"; apply by {day}"


def _each(id_: str, moment: int, usually: Requirement) -> Iterator[tuple[str, int, Requirement]]:
    parts = usually.parts if isinstance(usually, AllOf) else (usually,)
    yield from ((id_, moment, part) for part in parts)


def _action(step: StepFigures) -> str:
    if step.kind == WORK:
        return f"{'find work' if step.offer else 'work'} as {step.title}"
    name = f"{step.title} ({step.route_title})"
    return f"win a place: {name}" if step.offer else f"enrol: {name}"


def _apply_by(route: Route, start: int) -> str | None:
    """The last yearly closing date in a month before the start."""
    if route.apply_by is None:
        return None
    month, day = route.apply_by
    last = start // 12 * 12 + month - 1
    if last >= start:
        last -= 12
    return f"{format_month(last)}-{day:02d}"


def _year_after(day: str) -> str:
    return f"{int(day[:4]) + 1}{day[4:]}"


def _month_of(day: str) -> int:
    return int(day[:4]) * 12 + int(day[5:7]) - 1


def _in_order(steps: Iterable[StepFigures]) -> Iterator[StepFigures]:
    """By date; of what takes no time, what others of the same day ask for comes first."""
    waiting = sorted(steps, key=_by_date)
    while waiting:
        step = next((s for s in waiting if not _waits(s, waiting)), waiting[0])
        waiting.remove(step)
        yield step


def _waits(step: StepFigures, others: list[StepFigures]) -> bool:
    return any(step.id in o.needed_for and o.end <= step.start for o in others if o is not step)


def _by_date(step: StepFigures) -> tuple[int, int, str]:
    return step.start, step.end, step.id
