"""Replaying a plan month by month: what is held when, and what would fail without one of its parts.

The planner says which steps it takes and when; why each is there is worked out here, from the
catalogue, the question and the plan alone: take one thing away, look which condition no longer holds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from careerpath.graph.standing import Standing
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
    credentials_named,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from careerpath.catalogue import Catalogue
    from careerpath.planner.plan import Plan, Step
    from careerpath.profile import Question

NEVER = 10**6
STATED, ASSUMED, STEP, DERIVED, WORK = "stated", "assumed", "step", "derived", "work"

Key = tuple[str, str]
"""What a gain or a block of work comes from: its kind and the id of the credential or role."""


class Gain(Struct, frozen=True):
    """Something held from `moment`, gained at `gained`, at `rank` (None: any grade it can have)."""

    key: Key
    moment: int
    gained: int
    rank: int | None = None

    @property
    def id(self) -> str:
        """The credential held."""
        return self.key[1]


class Block(Struct, frozen=True):
    """Months worked in a role; `at_end`: credited only once they are over."""

    key: Key
    role: str
    start: int
    end: int
    hours: int
    at_end: bool = False


class Consumer(Struct, frozen=True):
    """A condition that the plan has to meet: whose, and at which moment."""

    id: str
    moment: int
    requirement: Requirement


class Life(Struct, frozen=True):
    """All that a person has or will have by a plan."""

    gains: tuple[Gain, ...]
    blocks: tuple[Block, ...]
    age_counts: bool = True
    """An unknown age is taken as met; False asks what would then fail."""

    def without(self, key: Key) -> Life:
        """The same life, had this never happened."""
        return replace(
            self,
            gains=tuple(g for g in self.gains if g.key != key),
            blocks=tuple(b for b in self.blocks if b.key != key),
        )

    def with_gain(self, changed: Gain) -> Life:
        """The same life with another grade or date of one gain."""
        return replace(
            self, gains=tuple(changed if g.key == changed.key else g for g in self.gains)
        )


class Replay:
    """One plan, replayed: the conditions it has to meet, and what it meets them with."""

    def __init__(self, catalogue: Catalogue, question: Question, plan: Plan) -> None:
        self.catalogue = catalogue
        self.question = question
        self.plan = plan
        self.standing = Standing(catalogue, question)
        self._broader: dict[str, frozenset[str]] = {}
        self.consumers = tuple(self._consumers())
        self.derived = self._relevant_derived()
        self.life = Life(tuple(self._gains()), tuple(self._blocks()))
        self.world = World(self, self.life)

    def broader(self, id_: str) -> frozenset[str]:
        """`id_` and all it counts as."""
        if id_ not in self._broader:
            self._broader[id_] = frozenset(self.catalogue.broader(id_))
        return self._broader[id_]

    def demands(self, id_: str) -> Requirement:
        """What an entry itself asks under this plan: its rule, and usual practice if kept."""
        entry = self.catalogue[id_]
        return all_of(entry.requires, entry.usually) if self.plan.usual else entry.requires

    # the conditions

    def _consumers(self) -> Iterator[Consumer]:
        for step in self.plan.steps:
            yield from self.consumers_of_step(step)
        for stretch in self.plan.stretches:
            if not self.standing.has_worked(stretch.role):
                yield Consumer(stretch.role, stretch.start, self.demands(stretch.role))
        yield from self._consumers_of_target()

    def consumers_of_step(self, step: Step) -> Iterator[Consumer]:
        """What the step asks at its start and at its end."""
        entry = self.catalogue[step.id]
        route = entry.route(step.route)
        usual = route.usually if self.plan.usual else AllOf(())
        at_start = all_of(self.demands(step.id), route.requires, usual)
        yield Consumer(step.id, step.start, at_start)
        yield Consumer(step.id, step.end, all_of(entry.completes_with, route.completes_with))

    def _consumers_of_target(self) -> Iterator[Consumer]:
        target, months = self.question.target, self.plan.totals.months
        if not self.catalogue[target].is_role:
            yield Consumer(target, months, Held(target))
        elif not self.standing.has_worked(target):
            yield Consumer(target, months, self.demands(target))
        for via in self.question.limits.via:
            is_role = self.catalogue[via].is_role
            wanted: Requirement = Experience(1, "months", (via,)) if is_role else Held(via)
            yield Consumer(target, months, wanted)

    def _ids(self) -> Iterator[str]:
        yield from (s.id for s in self.plan.steps)
        yield from (s.role for s in self.plan.stretches)

    def _relevant_derived(self) -> tuple[str, ...]:
        """The derived credentials that the plan's conditions can lean on, directly or not.

        What is usual is among them also where the plan does without: it is told what it falls short
        of, and what it keeps to all the same is not part of that.
        """
        found: dict[str, None] = {}
        queue = [c.requirement for c in self.consumers]
        queue += [self.catalogue[id_].usually for id_ in (*self._ids(), self.question.target)]
        queue += [self.catalogue[s.id].route(s.route).usually for s in self.plan.steps]
        for requirement in queue:
            for held in credentials_named(requirement):
                for id_ in self.catalogue.narrower(held.id):
                    if id_ not in found and self.catalogue[id_].is_derived:
                        found[id_] = None
                        queue.append(self.demands(id_))
        return tuple(sorted(found))

    # what meets them

    def _gains(self) -> Iterator[Gain]:
        for holding in self.question.profile.holds:
            since = 0 if holding.since is None else holding.since - self.question.start
            scale = self.catalogue[holding.id].scale
            rank = scale.rank(holding.grade) if scale and holding.grade is not None else None
            yield Gain((STATED, holding.id), max(0, since), since, rank)
        for point in self.standing.assumed:
            yield Gain((ASSUMED, point.id), point.moment, point.gained)
        for step in self.plan.steps:
            yield Gain((STEP, step.id), step.end, step.end)

    def _blocks(self) -> Iterator[Block]:
        start = self.question.start
        for number, work in enumerate(self.question.profile.worked):
            until = 0 if work.until is None else work.until - start
            pace = work.hours_per_week or self._pace(work.role)
            yield Block((f"past {number}", work.role), work.role, until - work.months, until, pace)
        for stretch in self.plan.stretches:
            key = (WORK, stretch.role)
            yield Block(key, stretch.role, stretch.start, stretch.end, stretch.hours)
        for step in self.plan.steps:
            yield from self._blocks_given(step)

    def _blocks_given(self, step: Step) -> Iterator[Block]:
        route = self.catalogue[step.id].route(step.route)
        for given in route.gives:
            own = route.hours_per_week if route.employed else 0
            pace = given.hours_per_week or own or self._pace(given.role)
            begin = step.end - given.months
            yield Block((STEP, step.id), given.role, begin, step.end, pace, at_end=True)

    def _pace(self, role: str) -> int:
        paces = self.catalogue[role].paces
        return paces[0] if paces else 37

    # what if

    def failing(self, life: Life) -> list[Consumer]:
        """The plan's conditions that would not hold in another life."""
        world = World(self, life)
        return [c for c in self.consumers if not world.holds(c.requirement, c.moment)]

    def needs(self, life: Life) -> bool:
        """Would anything fail in that life?"""
        return bool(self.failing(life))


class World:
    """Answers whether a requirement holds at a moment of one life."""

    def __init__(self, replay: Replay, life: Life) -> None:
        self.replay, self.life = replay, life
        self._gains: list[Gain] = []
        self._by_broader: dict[str, list[Gain]] = {}
        for gain in life.gains:
            self._add(gain)
        self._derive()

    def _add(self, gain: Gain) -> None:
        self._gains.append(gain)
        for broader in self.replay.broader(gain.id):
            self._by_broader.setdefault(broader, []).append(gain)

    def _derive(self) -> None:
        """Derived credentials, each from the first month in which its rule holds."""
        pending = list(self.replay.derived)
        for t in range(self.replay.plan.totals.months + 1):
            changed = bool(pending)
            while changed:
                new = [i for i in pending if self.holds(self.replay.demands(i), t)]
                for id_ in new:
                    self._add(Gain((DERIVED, id_), t, t))
                pending = [i for i in pending if i not in new]
                changed = bool(new)
            if not pending:
                return

    def holds(self, requirement: Requirement, t: int) -> bool:
        """Does the requirement hold at month `t`?"""
        match requirement:
            case Held():
                return any(True for _ in self.passing(requirement, t))
            case AllOf(parts=parts):
                return all(self.holds(p, t) for p in parts)
            case AnyOf(parts=parts):
                return any(self.holds(p, t) for p in parts)
            case AtLeast(count=count, parts=parts):
                return sum(self.holds(p, t) for p in parts) >= count
            case Experience():
                return self._has_experience(requirement, t)
            case HeldFor(months=months, ids=ids):
                return any(self._earliest((i,), t) <= t - months for i in ids)
            case Recent(months=months, of=of):
                gains = (g for held in of for g in self.passing(held, t))
                return any(g.gained <= t <= g.gained + months for g in gains)
            case Age():
                return self._is_of_age(requirement, t)

    def passing(self, held: Held, t: int) -> Iterator[Gain]:
        """Everything held at `t` that satisfies the atom."""
        for gain in self._by_broader.get(held.id, ()):
            if gain.moment <= t and self._passes(gain, held):
                yield gain

    def _passes(self, gain: Gain, held: Held) -> bool:
        rank = self.replay.catalogue.lowest_grade(gain.id, held.id, held.grade)
        if rank is None:
            return False
        if (
            gain.key[0] == STEP
            and rank >= 0
            and self.replay.standing.is_frozen_below(gain.id, rank)
        ):
            return False
        return gain.rank is None or gain.rank >= rank

    def _earliest(self, ids: Iterable[str], t: int) -> int:
        gains = (g for i in ids for g in self._by_broader.get(i, ()) if g.moment <= t)
        return min((g.gained for g in gains), default=NEVER)

    def _has_experience(self, wanted: Experience, t: int) -> bool:
        since = t - wanted.last if wanted.last is not None else -2 * NEVER
        if wanted.after:
            since = max(since, self._earliest(wanted.after, t))
        roles = frozenset(wanted.roles)
        total = 0
        for block in self.life.blocks:
            if roles.isdisjoint(self.replay.broader(block.role)) or (
                block.at_end and block.end > t
            ):
                continue
            months = max(0, min(block.end, t) - max(block.start, since))
            total += months * _weight(wanted, block.hours)
        return total >= _weighed_amount(wanted)

    def _is_of_age(self, age: Age, t: int) -> bool:
        born = self.replay.question.profile.born
        if born is None:
            return self.life.age_counts
        years = (self.replay.question.start + t - born) // 12
        old_enough = age.at_least is None or years >= age.at_least
        return old_enough and (age.under is None or years < age.under)


def _weight(wanted: Experience, hours: int) -> int:
    if wanted.unit == "hours":
        return 52 * hours
    return min(hours, wanted.full_time) if wanted.full_time else 1


def _weighed_amount(wanted: Experience) -> int:
    if wanted.unit == "hours":
        return 12 * wanted.amount
    return wanted.amount * (wanted.full_time or 1)


def parts_lost(
    replay: Replay,
    requirement: Requirement,
    t: int,
    worlds: tuple[World, World],
    seen: frozenset[str] = frozenset(),
) -> Iterator[tuple[str | None, Requirement]]:
    """The smallest parts that hold in the first world and not in the second, poorer one.

    A derived credential is opened up: `(its id, the part of its rule)` says more than its name.
    """
    full, less = worlds
    if not full.holds(requirement, t) or less.holds(requirement, t):
        return
    if isinstance(requirement, AllOf | AnyOf | AtLeast):
        for part in requirement.parts:
            yield from parts_lost(replay, part, t, worlds, seen)
        return
    inner: list[tuple[str | None, Requirement]] = [
        (id_, part)
        for id_ in _derived_under(replay, requirement)
        if id_ not in seen
        for _, part in parts_lost(replay, replay.demands(id_), t, worlds, seen | {id_})
    ]
    yield from inner or [(None, requirement)]


def _derived_under(replay: Replay, requirement: Requirement) -> list[str]:
    if not isinstance(requirement, Held):
        return []
    narrower = replay.catalogue.narrower(requirement.id)
    return [i for i in narrower if i in replay.derived]
