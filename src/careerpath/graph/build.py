"""Compile a catalogue and a question into a task.

Only what bears on the target is compiled: starting from the target's requirement, whatever could
provide something that a compiled condition names, and so on (the backward half of the pruning; the
planner's relaxation does the forward half).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from careerpath.graph.conditions import (
    NEVER,
    TRUE,
    AgeNode,
    All,
    Block,
    Condition,
    ExperienceNode,
    HeldForNode,
    HeldNode,
    RecentNode,
    Some,
)
from careerpath.graph.standing import Standing
from careerpath.graph.task import Action, Task
from careerpath.profile import HORIZON_MONTHS, Question
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

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from careerpath.catalogue import Catalogue
    from careerpath.records import Credential, Route, Window

STUDY_HOURS_LIMIT = 20
"""`--earning`: a route of this many hours a week or more that is no job is full-time study."""


def is_full_time_study(route: Route) -> bool:
    """What `--earning` leaves out."""
    return not route.employed and route.hours_per_week >= STUDY_HOURS_LIMIT


def build_task(catalogue: Catalogue, question: Question, *, usual: bool) -> Task:
    """The task of a question; with `usual` false, what is only usual practice is left out."""
    return _Builder(catalogue, question, usual=usual).build()


def limits_of(question: Question) -> tuple[int, int | None]:
    """The latest target month allowed, and the most that a plan may cost."""
    within = question.limits.within
    horizon = HORIZON_MONTHS if within is None else min(within, HORIZON_MONTHS)
    return horizon, question.limits.budget


class _Builder:
    def __init__(self, catalogue: Catalogue, question: Question, *, usual: bool) -> None:
        self.catalogue, self.question, self.usual = catalogue, question, usual
        self.horizon, self.budget = limits_of(question)
        self.standing = Standing(catalogue, question)
        self.compilers = self._compilers()
        self.slots: dict[str, int] = {}
        self.roles: dict[str, int] = {}
        self.actions: list[Action] = []
        self.steps_by_id: dict[str, list[int]] = {}
        self.derived: list[tuple[int, Condition]] = []
        self.memo: dict[Requirement, Condition] = {}
        self.pending_slots: list[str] = []
        self.pending_roles: list[str] = []
        self.experiences: list[tuple[ExperienceNode, Experience, bool]] = []

    def build(self) -> Task:
        target = self._target()
        self._compile_everything_named()
        self._fill_rates()
        question = self.question
        by_slot = [[] for _ in self.slots]  # type: list[list[int]]
        by_role = [[] for _ in self.roles]  # type: list[list[int]]
        for action in self.actions:
            (by_role[action.role] if action.is_work else by_slot[action.slot]).append(action.index)
        return Task(
            actions=tuple(self.actions),
            slot_ids=tuple(self.slots),
            derived=tuple(self.derived),
            role_ids=tuple(self.roles),
            target=target,
            by_slot=tuple(map(tuple, by_slot)),
            by_role=tuple(map(tuple, by_role)),
            givers=frozenset(i for node, _, _ in self.experiences for i in node.given),
            start_month_of_year=question.start % 12,
            capacity=question.profile.hours_per_week,
            horizon=self.horizon,
            budget=self.budget,
        )

    def _compile_everything_named(self) -> None:
        """Compile providers until nothing new is named."""
        while self.pending_slots or self.pending_roles:
            while self.pending_slots:
                self._compile_slot(self.catalogue[self.pending_slots.pop()])
            while self.pending_roles:
                self._compile_role(self.catalogue[self.pending_roles.pop()])

    # the target

    def _target(self) -> Condition:
        question = self.question
        target = self.catalogue[question.target]
        if not target.is_role:
            parts = [self._held(Held(target.id))]
        elif self.standing.has_worked(target.id):
            parts = []
        else:
            parts = [self._condition(self._demands(target)), self._window_node(target.window)]
        parts += [self._via(id_) for id_ in question.limits.via]
        return All(tuple(p for p in parts if p != TRUE))

    def _via(self, id_: str) -> Condition:
        if not self.catalogue[id_].is_role:
            return self._held(Held(id_))
        # Only work itself takes a person through a role; what a course credited does not.
        return self._experience(Experience(1, "months", (id_,)), given=False)

    def _window_node(self, window: Window) -> Condition:
        first, last = self._span(window)
        return TRUE if (first, last) == (-NEVER, NEVER) else AgeNode(first, last + 1)

    def _span(self, window: Window) -> tuple[int, int]:
        """First and last month in which something in this window may begin."""
        start = self.question.start
        lasts = [m for m in (window.last_start, window.until) if m is not None]
        first = -NEVER if window.first is None else window.first - start
        return first, min((m - start for m in lasts), default=NEVER)

    # slots

    def _compile_slot(self, credential: Credential) -> None:
        slot = self.slots[credential.id]
        if credential.is_derived:
            condition = self._condition(self._demands(credential))
            self.derived.append((slot, condition))
            return
        held_from = self.standing.held_from(credential.id)
        for route in sorted(credential.routes, key=lambda r: r.id):
            if self._usable(credential, route, held=held_from is not None):
                self._add_step(credential, route, slot, held_from)

    def _demands(self, entry: Credential | Route) -> Requirement:
        return all_of(entry.requires, entry.usually) if self.usual else entry.requires

    def _usable(self, credential: Credential, route: Route, *, held: bool) -> bool:
        limits = self.question.limits
        forced = dict(limits.routes).get(credential.id)
        return (
            (route.retake if held else route.first_time)
            and (forced is None or forced == route.id)
            and (limits.hopeful or not route.discretion)
            and not (limits.earning and is_full_time_study(route))
            and route.hours_per_week * (route.months > 0) <= self.question.profile.hours_per_week
            and not any(self.standing.holds(i) for i in route.not_if_held)
            and self._is_within_limits(route)
        )

    def _is_within_limits(self, route: Route) -> bool:
        """A plan that is over in time, and not too dear, can contain it."""
        fee = self.catalogue.convert(route.fee.minor, route.fee.currency, self.question.currency)
        in_time = route.months + route.results <= self.horizon
        return fee is not None and in_time and (self.budget is None or fee <= self.budget)

    def _add_step(
        self, credential: Credential, route: Route, slot: int, held_from: int | None
    ) -> None:
        window = credential.window.narrowed_by(route.window)
        first, last = self._span(window)
        until = NEVER if window.until is None else window.until - self.question.start
        fee = self.catalogue.convert(route.fee.minor, route.fee.currency, self.question.currency)
        index = len(self.actions)
        self.steps_by_id.setdefault(credential.id, []).append(index)
        demands = all_of(self._demands(credential), self._demands(route))
        self.actions.append(
            Action(
                index=index,
                id=credential.id,
                route=route.id,
                slot=slot,
                role=-1,
                months=route.months,
                hours=route.hours_per_week if route.months else 0,
                results=route.results,
                fee=fee or 0,
                study=route.months * route.hours_per_week * 52,
                estimates=len(route.estimated),
                entry=self._condition(demands),
                completion=self._condition(all_of(credential.completes_with, route.completes_with)),
                calendar=self._calendar(route),
                first_start=max(0, first, held_from or 0),
                last_start=last,
                until=until,
                takes_job=route.employed and route.months > 0,
            )
        )

    def _calendar(self, route: Route) -> tuple[bool, ...]:
        if route.starts:
            return tuple(m + 1 in route.starts for m in range(12))
        if route.sat:
            return tuple((m + route.months) % 12 + 1 in route.sat for m in range(12))
        return (True,) * 12

    # roles

    def _compile_role(self, role: Credential) -> None:
        # Work in a narrower role does not open this one: only having worked in it does.
        worked = any(w.role == role.id for w in self.question.profile.worked)
        entry = TRUE if worked else self._condition(self._demands(role))
        first, last = self._span(role.window)
        until = NEVER if role.window.until is None else role.window.until - self.question.start
        for pace in sorted(set(role.paces)):
            if pace > self.question.profile.hours_per_week:
                continue
            self.actions.append(
                Action(
                    index=len(self.actions),
                    id=role.id,
                    route=str(pace),
                    slot=-1,
                    role=self.roles[role.id],
                    months=0,
                    hours=pace,
                    results=0,
                    fee=0,
                    study=0,
                    estimates=0,
                    entry=entry,
                    completion=TRUE,
                    calendar=(True,) * 12,
                    first_start=max(0, first),
                    # A stretch is a month at least, and ends within its window.
                    last_start=min(last, until - 1),
                    until=until,
                    takes_job=True,
                    familiar=worked,
                )
            )

    # conditions

    def _condition(self, requirement: Requirement) -> Condition:
        condition = self.memo.get(requirement)
        if condition is None:
            condition = self.memo[requirement] = self._compile(requirement)
        return condition

    def _compile(self, requirement: Requirement) -> Condition:
        return self.compilers[type(requirement)](requirement)

    def _compilers(self) -> dict[type, Callable[[Any], Condition]]:
        return {
            AllOf: self._all,
            AnyOf: lambda r: self._some(1, r.parts),
            AtLeast: lambda r: self._some(r.count, r.parts),
            Held: self._held,
            HeldFor: self._held_for,
            Recent: self._recent,
            Age: self._age,
            Experience: self._experience,
        }

    def _all(self, requirement: AllOf) -> Condition:
        parts = tuple(dict.fromkeys(self._condition(p) for p in requirement.parts))
        parts = tuple(p for p in parts if p != TRUE)
        return parts[0] if len(parts) == 1 else All(parts)

    def _some(self, count: int, requirements: tuple[Requirement, ...]) -> Condition:
        parts = tuple(self._condition(p) for p in requirements)
        if count == 1 and len(parts) == 1:
            return parts[0]
        return Some(count, parts)

    def _held(self, held: Held) -> Condition:
        stated = min((h.moment for h in self.standing.passing(held)), default=NEVER)
        return HeldNode(stated, self._slots_of(held) if stated > 0 else ())

    def _held_for(self, requirement: HeldFor) -> Condition:
        atoms = [Held(i) for i in requirement.ids]
        stated = min(
            (
                max(h.moment, h.gained + requirement.months)
                for atom in atoms
                for h in self.standing.passing(atom)
            ),
            default=NEVER,
        )
        return HeldForNode(requirement.months, stated, self._slots_of_all(atoms))

    def _recent(self, requirement: Recent) -> Condition:
        spans = sorted(
            {
                (h.moment, h.gained + requirement.months)
                for atom in requirement.of
                for h in self.standing.passing(atom)
                if h.gained + requirement.months >= h.moment
            }
        )
        slots = self._slots_of_all(requirement.of)
        return RecentNode(requirement.months, tuple(spans), slots)

    def _age(self, requirement: Age) -> Condition:
        born = self.question.profile.born
        if born is None:
            return TRUE
        birth = born - self.question.start
        low = -NEVER if requirement.at_least is None else birth + 12 * requirement.at_least
        high = NEVER if requirement.under is None else birth + 12 * requirement.under
        return AgeNode(low, high)

    def _experience(self, requirement: Experience, *, given: bool = True) -> Condition:
        counted = {n for r in requirement.roles for n in self.catalogue.narrower(r)}
        roles = tuple(
            self._role(role) for role in sorted(counted) if self._may_work(self.catalogue[role])
        )
        after = [Held(i) for i in requirement.after]
        gains = [h.gained for atom in after for h in self.standing.passing(atom)]
        node = ExperienceNode(
            needed=_needed(requirement),
            past=tuple(self._past(requirement, counted)),
            roles=roles,
            rates={},
            given={},
            last=requirement.last,
            after=HeldNode(NEVER, self._slots_of_all(after)) if after else None,
            after_gain=min(gains, default=NEVER),
        )
        self.experiences.append((node, requirement, given))
        for id_ in self._givers(counted) if given else ():
            self._slot(id_)
        return node

    def _givers(self, counted: set[str]) -> Iterable[str]:
        return (
            id_
            for id_, roles in self.catalogue.credited_roles.items()
            if not roles.isdisjoint(counted) and self._may_gain(id_)
        )

    def _past(self, requirement: Experience, counted: set[str]) -> Iterable[Block]:
        for worked in self.question.profile.worked:
            if worked.role in counted:
                until = self.question.start if worked.until is None else worked.until
                end = until - self.question.start
                pace = worked.hours_per_week or self.catalogue[worked.role].usual_pace
                yield Block(end - worked.months, end, _units(requirement, pace))

    def _fill_rates(self) -> None:
        """Once every action is known, say what each is worth to each experience node."""
        work = [a for a in self.actions if a.is_work]
        givers = [(a, r) for a in self.actions if (r := self._route_of(a)) and r.gives]
        for node, requirement, given in self.experiences:
            roles = set(node.roles)
            for action in work:
                if action.role in roles:
                    node.rates[action.index] = _units(requirement, action.hours)
            counted = {n for r in requirement.roles for n in self.catalogue.narrower(r)}
            for action, route in givers if given else ():
                credited = self._credits(route, requirement, counted)
                if credited:
                    node.given[action.index] = credited

    def _route_of(self, action: Action) -> Route | None:
        return None if action.is_work else self.catalogue[action.id].route(action.route)

    def _credits(
        self, route: Route, requirement: Experience, counted: set[str]
    ) -> tuple[tuple[int, int], ...]:
        credited = []
        for given in route.gives:
            if given.role in counted:
                own = route.hours_per_week if route.employed and route.hours_per_week else None
                pace = given.hours_per_week or own or self.catalogue[given.role].usual_pace
                credited.append((given.months, _units(requirement, pace)))
        return tuple(credited)

    # who can provide

    def _slots_of(self, held: Held) -> tuple[int, ...]:
        """Slots that satisfy the atom once filled, in the order of ids."""
        return tuple(
            self._slot(id_)
            for id_ in sorted(self.catalogue.narrower(held.id))
            if self._may_gain(id_) and self._step_passes(id_, held)
        )

    def _slots_of_all(self, atoms: Iterable[Held]) -> tuple[int, ...]:
        return tuple(dict.fromkeys(s for atom in atoms for s in self._slots_of(atom)))

    def _step_passes(self, id_: str, held: Held) -> bool:
        rank = self.catalogue.lowest_grade(id_, held.id, held.grade)
        if rank is None:
            return False
        return rank < 0 or not self.standing.is_frozen_below(id_, rank)

    def _may_gain(self, id_: str) -> bool:
        credential = self.catalogue[id_]
        if credential.is_derived:
            return True
        if credential.is_role or credential.is_stated_only:
            return False
        return self.standing.is_allowed(credential)

    def _may_work(self, role: Credential) -> bool:
        return self.standing.is_allowed(role)

    def _slot(self, id_: str) -> int:
        if id_ not in self.slots:
            self.slots[id_] = len(self.slots)
            self.pending_slots.append(id_)
        return self.slots[id_]

    def _role(self, id_: str) -> int:
        if id_ not in self.roles:
            self.roles[id_] = len(self.roles)
            self.pending_roles.append(id_)
        return self.roles[id_]


def _needed(requirement: Experience) -> int:
    """What is needed, in the units of `_units`."""
    if requirement.unit == "hours":
        return 12 * requirement.amount
    return requirement.amount * (requirement.full_time or 1)


def _units(requirement: Experience, pace: int) -> int:
    """What one month at `pace` hours a week is worth: whole numbers, so that sums are exact."""
    if requirement.unit == "hours":
        return 52 * pace
    return min(pace, requirement.full_time) if requirement.full_time else 1
