"""The planning problem as a constraint model for OR-Tools CP-SAT.

Every credential that could support the target has a presence, a start, an end and a route; roles
have an optional stretch for each pace. A requirement at a moment becomes literals that name its
supports ("this gain, not later than this moment"), so a plan is a proof that the model has to write
down. Three things need an argument:

* *Well-founded.* A support is gained no later than the moment it supports. Where credentials
  depend on each other in a circle, each start and end also has a level, and a support at the same
  moment has a lower level; a proof then has a first element and cannot lean on itself. Support by
  work, `held_for` and `after` lies strictly earlier and needs no level.
* *First moments.* Semantics fixes an end (or the derivation of a credential) as the first moment
  at which its condition holds. The model lets it be any such moment, which changes no optimum as
  long as later is never better: everything but `recent` and experience given by routes (with `last`
  or `after`) only gains by earlier ends. Credentials on which one of those depends are *exact*:
  for each earlier month the model must also write down why the condition fails there.
* *The target moment.* It is any moment at which the target (and every `via`) holds and everything
  has ended. A plan whose target was reached before can be cut there and is no worse.

Lexicographic optimality is had by successive solves, each value fixed before the next is minimised.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ortools.sat.python import cp_model

from careerpath.requirements import (
    Age,
    AllOf,
    AnyOf,
    AtLeast,
    Experience,
    Held,
    HeldFor,
    Recent,
    Requirement,
    all_of,
)
from tests.proof.cpsat_dependencies import ALWAYS_TRUE, Circles, exact_credentials, wanted_gains
from tests.proof.cpsat_reading import Reading, read
from tests.proof.plan_records import (
    INFEASIBLE,
    Answer,
    CandidatePlan,
    PlannedStep,
    PlannedStretch,
    objective_vector,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from careerpath.catalogue import Catalogue
    from careerpath.profile import Question
    from careerpath.records import Credential, Gives, Route

Var = Any
"""OR-Tools ships no types."""


class NotProven(Exception):  # noqa: N818 - it says what is wrong with the answer
    """The time limit ended the solver before it had an answer."""


def answer_by_cpsat(
    catalogue: Catalogue, question: Question, *, usual: bool, time_limit: float = 60.0
) -> Answer:
    """The optimal vector with a plan, in which nothing is needless; or neither, if there is none.

    `time_limit` seconds are for each solve.
    """
    return _Model(read(catalogue, question, usual=usual)).solve(time_limit)


@dataclass(frozen=True, slots=True)
class _Moment:
    """A moment of the plan: its time, its level among simultaneous things, whose it is."""

    time: Var
    level: Var
    owner: str


@dataclass(slots=True)
class _Gain:
    """A credential gained in the plan: a step's end or a derivation."""

    present: Var
    at: _Moment


@dataclass(slots=True)
class _Step:
    entry: Credential
    gain: _Gain
    start: _Moment
    routes: list[tuple[Route, Var]]


@dataclass(frozen=True, slots=True)
class _Stretch:
    role: str
    pace: int
    present: Var
    start: Var
    end: Var


class _Model:
    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._model: Var = cp_model.CpModel()
        self._true = self._model.new_constant(1)
        self._horizon = reading.latest
        self._names = itertools.count()
        self._gains: dict[str, _Gain] = {}
        self._steps: dict[str, _Step] = {}
        self._stretches: list[_Stretch] = []
        self._order: dict[tuple[int, int], Var] = {}
        self._circles = Circles(reading)
        self._exact = exact_credentials(reading)
        self._target = self._moment("")
        self._declare()
        self._constrain()

    # variables

    def _bool(self) -> Var:
        return self._model.new_bool_var(f"b{next(self._names)}")

    def _int(self, low: int, high: int) -> Var:
        return self._model.new_int_var(low, high, f"i{next(self._names)}")

    def _moment(self, owner: str) -> _Moment:
        circle = self._circles.size(owner)
        level = self._int(0, 2 * circle) if circle > 1 else 0
        return _Moment(self._int(0, self._horizon), level, owner)

    def _declare(self) -> None:
        for id_ in sorted(self._reading.relevant):
            entry = self._reading.catalogue[id_]
            if entry.is_role:
                for pace in entry.paces:
                    start, end = self._int(0, self._horizon), self._int(0, self._horizon)
                    self._stretches.append(_Stretch(id_, pace, self._bool(), start, end))
                continue
            gain = self._gains[id_] = _Gain(self._bool(), self._moment(id_))
            if not entry.is_derived:
                routes = [(r, self._bool()) for r in self._reading.routes(entry)]
                self._steps[id_] = _Step(entry, gain, self._moment(id_), routes)

    # the rules

    def _constrain(self) -> None:
        for step in self._steps.values():
            self._constrain_step(step)
        for id_ in sorted(self._gains.keys() - self._steps.keys()):
            self._constrain_derived(id_)
        for stretch in self._stretches:
            self._constrain_stretch(stretch)
        self._one_stretch_a_role()
        self._constrain_resources()
        self._constrain_target()

    def _constrain_step(self, step: _Step) -> None:
        model, entry, gain = self._model, step.entry, step.gain
        model.add(sum(lit for _, lit in step.routes) == gain.present)
        self._require(self._reading.entry(entry), step.start, [gain.present])
        self._require(entry.completes_with, gain.at, [gain.present])
        model.add(gain.at.time <= self._target.time).only_enforce_if(gain.present)
        if self._circles.size(entry.id) > 1:
            self._before(step.start, gain.at, [gain.present])
        for route, lit in step.routes:
            self._constrain_route(step, route, lit)

    def _constrain_route(self, step: _Step, route: Route, lit: Var) -> None:
        reading, end = self._reading, step.gain.at
        window = step.entry.window.narrowed_by(route.window)
        first, last, until = reading.window(window)
        first = max(first, reading.first_held(step.entry.id) or 0)
        starts = [s for s in range(first, last + 1) if self._in_season(route, s)]
        if not starts or until < 0:
            self._model.add(lit == 0)
            return
        domain = cp_model.Domain.from_values(starts)
        self._model.add_linear_expression_in_domain(step.start.time, domain).only_enforce_if(lit)
        self._model.add(end.time <= until).only_enforce_if(lit)
        self._require(reading.entry(route), step.start, [lit])
        self._require(route.completes_with, end, [lit])
        shortest = route.months + route.results
        self._model.add(end.time >= step.start.time + shortest).only_enforce_if(lit)
        condition = all_of(step.entry.completes_with, route.completes_with)
        if condition == ALWAYS_TRUE:
            self._model.add(end.time == step.start.time + shortest).only_enforce_if(lit)
        elif step.entry.id in self._exact:
            self._not_earlier(condition, step.start.time + shortest, end.time, [lit])

    def _in_season(self, route: Route, start: int) -> bool:
        month = self._reading.start + start
        begins = not route.starts or month % 12 + 1 in route.starts
        return begins and (not route.sat or (month + route.months) % 12 + 1 in route.sat)

    def _constrain_derived(self, id_: str) -> None:
        gain, rule = self._gains[id_], self._reading.entry(self._reading.catalogue[id_])
        self._require(rule, gain.at, [gain.present])
        if id_ in self._exact:
            self._not_earlier(rule, 0, gain.at.time, [gain.present])
            for month in range(self._horizon + 1):
                self._refute(rule, month, [gain.present.negated()])

    def _constrain_stretch(self, stretch: _Stretch) -> None:
        model, role = self._model, self._reading.catalogue[stretch.role]
        first, last, until = self._reading.window(role.window)
        present = stretch.present
        for rule in (
            stretch.start >= first,
            stretch.start <= last,
            stretch.end <= until,
            stretch.end >= stretch.start + 1,
            stretch.end <= self._target.time,
        ):
            model.add(rule).only_enforce_if(present)
        if not any(w.role == role.id for w in self._reading.question.profile.worked):
            begins = _Moment(stretch.start, 0, "")
            self._require(self._reading.entry(role), begins, [present])

    def _one_stretch_a_role(self) -> None:
        for role in {s.role for s in self._stretches}:
            self._model.add_at_most_one(s.present for s in self._stretches if s.role == role)

    def _constrain_resources(self) -> None:
        """Hours a week, and one job at a time."""
        model, intervals, hours, jobs = self._model, [], [], []
        for step in self._steps.values():
            for route, lit in step.routes:
                if route.months == 0:
                    continue
                interval = model.new_optional_fixed_size_interval_var(
                    step.start.time, route.months, lit, f"v{next(self._names)}"
                )
                intervals.append(interval)
                hours.append(route.hours_per_week)
                jobs += [interval] if route.employed else []
        for stretch in self._stretches:
            length = self._int(0, self._horizon)
            interval = model.new_optional_interval_var(
                stretch.start, length, stretch.end, stretch.present, f"v{next(self._names)}"
            )
            intervals.append(interval)
            hours.append(stretch.pace)
            jobs.append(interval)
        model.add_cumulative(intervals, hours, self._reading.question.profile.hours_per_week)
        model.add_no_overlap(jobs)

    def _constrain_target(self) -> None:
        reading, now = self._reading, self._target
        target = reading.catalogue[reading.question.target]
        if not target.is_role:
            self._require(Held(target.id), now, [])
        elif not reading.worked_any(target.id):
            self._require(reading.entry(target), now, [])
            first, last, until = reading.window(target.window)
            self._model.add(now.time >= first)
            self._model.add(now.time <= min(last, until))
        for id_ in reading.question.limits.via:
            if not reading.catalogue[id_].is_role:
                self._require(Held(id_), now, [])
            elif not reading.worked_any(id_):
                counted = reading.catalogue.narrower(id_)
                self._model.add_bool_or(s.present for s in self._stretches if s.role in counted)
        budget = reading.question.limits.budget
        if budget is not None:
            self._model.add(self._fees() <= budget)

    # requirements that hold: under the literals `given`, the requirement holds at the moment

    def _require(self, requirement: Requirement, at: _Moment, given: list[Var]) -> None:
        match requirement:
            case AllOf(parts=parts):
                for part in parts:
                    self._require(part, at, given)
            case AnyOf(parts=parts):
                self._require_some(1, parts, at, given)
            case AtLeast(count=count, parts=parts):
                self._require_some(count, parts, at, given)
            case Held() | Recent() | HeldFor():
                self._model.add_bool_or(self._supports(requirement, at)).only_enforce_if(given)
            case Experience():
                self._require_experience(requirement, at, given)
            case Age(at_least=at_least, under=under):
                self._require_age(at_least, under, at, given)

    def _require_some(
        self, count: int, parts: Sequence[Requirement], at: _Moment, given: list[Var]
    ) -> None:
        chosen = [self._bool() for _ in parts]
        self._model.add(sum(chosen) >= count).only_enforce_if(given)
        for part, lit in zip(parts, chosen, strict=True):
            self._require(part, at, [lit])

    def _supports(self, requirement: Held | Recent | HeldFor, at: _Moment) -> list[Var]:
        """Literals, each naming one thing that makes it hold."""
        supports = []
        for held, wait, lapse in wanted_gains(requirement):
            for gained in self._reading.profile_gains(held):
                supports.append(self._within(at.time, max(0, gained + wait), gained, lapse))
            for id_ in self._reading.providers(held):
                supports.append(self._support_by(self._gains[id_], at, wait, lapse))
        return supports

    def _within(self, time: Var, earliest: int, gained: int, lapse: int | None) -> Var:
        """A literal under which the time lies in the span in which a holding counts."""
        lit = self._bool()
        self._model.add(time >= earliest).only_enforce_if(lit)
        if lapse is not None:
            self._model.add(time <= gained + lapse).only_enforce_if(lit)
        return lit

    def _support_by(self, gain: _Gain, at: _Moment, wait: int, lapse: int | None) -> Var:
        lit = self._bool()
        self._model.add_implication(lit, gain.present)
        self._model.add(gain.at.time + wait <= at.time).only_enforce_if(lit)
        if wait == 0:
            self._before(gain.at, at, [lit])
        if lapse is not None:
            self._model.add(at.time <= gain.at.time + lapse).only_enforce_if(lit)
        return lit

    def _before(self, earlier: _Moment, later: _Moment, given: list[Var]) -> None:
        """In time, or at one time by level; levels only where there could be a circle."""
        self._model.add(earlier.time <= later.time).only_enforce_if(given)
        if self._circles.together(earlier.owner, later.owner):
            scale = 2 * self._circles.size(earlier.owner) + 1
            first, second = (m.time * scale + m.level for m in (earlier, later))
            self._model.add(first + 1 <= second).only_enforce_if(given)

    def _require_age(
        self, at_least: int | None, under: int | None, at: _Moment, given: list[Var]
    ) -> None:
        born = self._reading.question.profile.born
        if born is None:
            return
        birth = born - self._reading.start
        if at_least is not None:
            self._model.add(at.time >= birth + 12 * at_least).only_enforce_if(given)
        if under is not None:
            self._model.add(at.time < birth + 12 * under).only_enforce_if(given)

    def _require_experience(self, wanted: Experience, at: _Moment, given: list[Var]) -> None:
        after = self._after(wanted, at, given)
        bounds = [] if after is None else [after]
        if wanted.last is not None:
            bounds.append(at.time - wanted.last)
        worth = []
        for pace, months in self._counted_months(wanted, at, bounds):
            worth.append(_weight(wanted, pace) * months)
        self._model.add(sum(worth) >= _amount(wanted)).only_enforce_if(given)

    def _after(self, wanted: Experience, at: _Moment, given: list[Var]) -> Var | None:
        """The gain time of one of `after`; to take a later one than the earliest only loses."""
        if not wanted.after:
            return None
        time, supports = self._int(-12 * 100, self._horizon), []
        for held in (Held(i) for i in wanted.after):
            for gained in self._reading.profile_gains(held):
                supports.append(lit := self._bool())
                self._model.add(time >= gained).only_enforce_if(lit)
            for id_ in self._reading.providers(held):
                supports.append(lit := self._bool())
                self._model.add_implication(lit, self._gains[id_].present)
                self._model.add(time >= self._gains[id_].at.time).only_enforce_if(lit)
        self._model.add_bool_or(supports).only_enforce_if(given)
        self._model.add(time <= at.time).only_enforce_if(given)
        return time

    def _counted_months(
        self, wanted: Experience, at: _Moment, bounds: list[Var]
    ) -> Iterator[tuple[int, Var]]:
        """Pace and counted months of every block; no more than the block really has."""
        roles = self._reading.counted_roles(wanted)
        for block in self._reading.past:
            if block.role in roles:
                yield block.pace, self._overlap(block.start, block.end, at.time, bounds, [])
        for stretch in self._stretches:
            if stretch.role in roles:
                months = self._overlap(
                    stretch.start, stretch.end, at.time, bounds, [stretch.present]
                )
                yield stretch.pace, months
        for step in self._steps.values():
            for route, lit in step.routes:
                for given in route.gives:
                    if given.role in roles:
                        end, pace = step.gain.at, self._given_pace(route, given)
                        months = self._overlap(
                            end.time - given.months, end.time, at.time, bounds, [lit]
                        )
                        self._given_by(months, end, at)
                        yield pace, months

    def _given_pace(self, route: Route, given: Gives) -> int:
        if given.hours_per_week is not None:
            return given.hours_per_week
        if route.employed and route.hours_per_week > 0:
            return route.hours_per_week
        return self._reading.pace_of(given.role)

    def _given_by(self, months: Var, end: _Moment, at: _Moment) -> None:
        """What a route gives counts only once it has ended."""
        counted = self._bool()
        self._before(end, at, [counted])
        self._model.add(months == 0).only_enforce_if(counted.negated())

    def _overlap(self, start: Var, end: Var, now: Var, bounds: list[Var], given: list[Var]) -> Var:
        """At most the months from `start` and every bound to `end` and `now`; 0 unless `given`."""
        months, counted = self._int(0, self._horizon + 1200), self._bool()
        self._model.add(months == 0).only_enforce_if(counted.negated())
        for lit in given:
            self._model.add_implication(counted, lit)
        for low in (start, *bounds):
            for high in (end, now):
                self._model.add(months <= high - low).only_enforce_if(counted)
        return months

    # requirements that fail: under `given`, the requirement does not hold in a given month

    def _not_earlier(
        self, requirement: Requirement, earliest: Var, end: Var, given: list[Var]
    ) -> None:
        """From `earliest` on, `end` is the first moment at which the requirement holds."""
        for month in range(self._horizon + 1):
            open_, waiting = self._bool(), self._bool()
            self._model.add(earliest >= month + 1).only_enforce_if(open_.negated())
            self._model.add(end <= month).only_enforce_if(waiting.negated())
            self._refute(requirement, month, [*given, open_, waiting])

    def _refute(self, requirement: Requirement, month: int, given: list[Var]) -> None:
        match requirement:
            case AllOf(parts=parts):
                self._refute_some(1, parts, month, given)
            case AnyOf(parts=parts):
                for part in parts:
                    self._refute(part, month, given)
            case AtLeast(count=count, parts=parts):
                self._refute_some(len(parts) - count + 1, parts, month, given)
            case Held() | Recent() | HeldFor():
                self._refute_held(requirement, month, given)
            case Experience():
                self._refute_experience(requirement, month, given)
            case Age():
                if _of_age(requirement, self._reading.question, month):
                    self._impossible(given)

    def _impossible(self, given: list[Var]) -> None:
        self._model.add_bool_or([lit.negated() for lit in given])

    def _refute_some(
        self, count: int, parts: Sequence[Requirement], month: int, given: list[Var]
    ) -> None:
        refuted = [self._bool() for _ in parts]
        self._model.add(sum(refuted) >= count).only_enforce_if(given)
        for part, lit in zip(parts, refuted, strict=True):
            self._refute(part, month, [lit])

    def _refute_held(
        self, requirement: Held | Recent | HeldFor, month: int, given: list[Var]
    ) -> None:
        for held, wait, lapse in wanted_gains(requirement):
            for gained in self._reading.profile_gains(held):
                lapsed = lapse is not None and month > gained + lapse
                if max(0, gained) <= month and gained + wait <= month and not lapsed:
                    self._impossible(given)
            for id_ in self._reading.providers(held):
                gain = self._gains[id_]
                here = [*given, gain.present]
                if lapse is None:
                    self._model.add(gain.at.time + wait >= month + 1).only_enforce_if(here)
                    continue
                later = self._bool()
                self._model.add(gain.at.time >= month + 1).only_enforce_if([*here, later])
                self._model.add(gain.at.time + lapse < month).only_enforce_if(
                    [*here, later.negated()]
                )

    def _refute_experience(self, wanted: Experience, month: int, given: list[Var]) -> None:
        """Whatever of `after` the months are counted from, they are too few."""
        last = [] if wanted.last is None else [month - wanted.last]
        if not wanted.after:
            self._too_few(wanted, month, last, given)
        for held in (Held(i) for i in wanted.after):
            for gained in self._reading.profile_gains(held):
                if max(0, gained) <= month:
                    self._too_few(wanted, month, [*last, gained], given)
            for id_ in self._reading.providers(held):
                gain, by_now = self._gains[id_], self._bool()
                self._model.add(gain.at.time >= month + 1).only_enforce_if(
                    [gain.present, by_now.negated()]
                )
                here = [*given, gain.present, by_now]
                self._too_few(wanted, month, [*last, gain.at.time], here)

    def _too_few(self, wanted: Experience, month: int, bounds: list[Var], given: list[Var]) -> None:
        roles, worth = self._reading.counted_roles(wanted), []

        def count(pace: int, start: Var, end: Var, present: list[Var]) -> None:
            months = self._at_least_overlap(start, end, month, bounds, present)
            worth.append(_weight(wanted, pace) * months)

        for block in self._reading.past:
            if block.role in roles:
                count(block.pace, block.start, block.end, [])
        for stretch in self._stretches:
            if stretch.role in roles:
                count(stretch.pace, stretch.start, stretch.end, [stretch.present])
        for step in self._steps.values():
            for route, lit in step.routes:
                for g in route.gives:
                    if g.role in roles:
                        end, ended = step.gain.at.time, self._bool()
                        self._model.add(end >= month + 1).only_enforce_if([lit, ended.negated()])
                        count(self._given_pace(route, g), end - g.months, end, [lit, ended])
        self._model.add(sum(worth) <= _amount(wanted) - 1).only_enforce_if(given)

    def _at_least_overlap(
        self, start: Var, end: Var, month: int, bounds: list[Var], given: list[Var]
    ) -> Var:
        """At least the months from `start` and every bound to `end` and `month`, if `given`."""
        months = self._int(0, self._horizon + 1200)
        low = self._int(-2400, self._horizon)
        high = self._int(-2400, self._horizon)
        self._model.add_max_equality(low, [start, *bounds])
        self._model.add_min_equality(high, [end, month])
        self._model.add(months >= high - low).only_enforce_if(given)
        return months

    # the optimum

    def _choices(self) -> list[tuple[Route, Var]]:
        return [choice for step in self._steps.values() for choice in step.routes]

    def _fees(self) -> Var:
        return sum((self._reading.fee(r) or 0) * lit for r, lit in self._choices())

    def _measures(self) -> dict[str, Var]:
        worked = sum(s.present for s in self._stretches)
        return {
            "months": self._target.time,
            "fees": self._fees(),
            "steps": worked + sum(lit for _, lit in self._choices()),
            "study": sum(r.months * r.hours_per_week * 52 * lit for r, lit in self._choices()),
            "estimates": sum(len(r.estimated) * lit for r, lit in self._choices()),
        }

    def _laxity(self) -> Var:
        """Ends and months of work: at its least, everything ends as soon as it may."""
        total = []
        for step in self._steps.values():
            total.append(end := self._int(0, self._horizon))
            self._model.add(end >= step.gain.at.time).only_enforce_if(step.gain.present)
        for stretch in self._stretches:
            total.append(length := self._int(0, self._horizon))
            self._model.add(length >= stretch.end - stretch.start).only_enforce_if(stretch.present)
        return sum(total)

    def solve(self, time_limit: float) -> Answer:
        objective = self._reading.question.objective
        measures = self._measures()
        order = [*_ORDER[objective], "estimates", "steps"]
        solver = _new_solver(time_limit)
        for name in order:
            status = self._minimise(solver, measures[name])
            if status == cp_model.INFEASIBLE:
                return INFEASIBLE
            if status != cp_model.OPTIMAL:
                raise NotProven(f"{name} was not proven in {time_limit} s")
            self._model.add(measures[name] == round(solver.objective_value))
        vector = objective_vector(objective, self._plan(solver))
        if self._minimise(solver, self._laxity()) != cp_model.OPTIMAL:
            return Answer(None, vector)
        return Answer(self._plan(solver), vector)

    def _minimise(self, solver: Var, expression: Var) -> int:
        self._model.minimize(expression)
        status: int = solver.solve(self._model)
        if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            self._model.clear_hints()
            for index, value in enumerate(solver.response_proto.solution):
                self._model.add_hint(self._model.get_int_var_from_proto_index(index), value)
        return status

    def _plan(self, solver: Var) -> CandidatePlan:
        def value(expression: Var) -> int:
            return int(solver.value(expression))

        steps = [
            PlannedStep(id_, r.id, value(step.start.time), value(step.gain.at.time))
            for id_, step in self._steps.items()
            for r, lit in step.routes
            if value(lit)
        ]
        stretches = [
            PlannedStretch(s.role, s.pace, value(s.start), value(s.end))
            for s in self._stretches
            if value(s.present)
        ]
        totals = {name: value(measure) for name, measure in self._measures().items()}
        return CandidatePlan(
            months=totals["months"],
            fees=totals["fees"],
            steps_count=totals["steps"],
            study_twelfths=totals["study"],
            estimates=totals["estimates"],
            steps=tuple(sorted(steps, key=lambda s: (s.start, s.end, s.id))),
            stretches=tuple(sorted(stretches, key=lambda s: (s.start, s.role))),
        )


_ORDER = {
    "time": ("months", "fees", "steps"),
    "cost": ("fees", "months", "steps"),
    "steps": ("steps", "months", "fees"),
    "study": ("study", "months", "fees"),
}


def _new_solver(time_limit: float) -> Var:
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = 7
    solver.parameters.max_time_in_seconds = time_limit
    return solver


def _weight(wanted: Experience, pace: int) -> int:
    if wanted.unit == "hours":
        return 52 * pace
    return 1 if wanted.full_time is None else min(pace, wanted.full_time)


def _amount(wanted: Experience) -> int:
    if wanted.unit == "hours":
        return 12 * wanted.amount
    return wanted.amount * (wanted.full_time or 1)


def _of_age(age: Age, question: Question, month: int) -> bool:
    if question.profile.born is None:
        return True
    years = (question.start + month - question.profile.born) // 12
    return (age.at_least or 0) <= years and (age.under is None or years < age.under)
