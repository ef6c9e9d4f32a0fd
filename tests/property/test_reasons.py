"""Every reason a constraint gives is one: whatever satisfies the constraint and the reason satisfies
what was concluded. Checked on all assignments of small random worlds, at every single conclusion.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from itertools import product
from typing import TYPE_CHECKING, Any

import pytest

from careerpath.planner.constraints import (
    EarliestOf,
    Energy,
    Experience,
    Guarded,
    Interval,
    Job,
    LastMonths,
    Room,
    Total,
)
from careerpath.planner.engine import Engine

if TYPE_CHECKING:
    from collections.abc import Callable

    from careerpath.planner.engine import Atom

ABSENT = 6
"""Months run from 0 to 5; what is absent starts at 6."""

WORLDS = 40
"""Random worlds for each kind of constraint."""

Values = tuple[int, ...]


def value(values: Values, side: int) -> int:
    """What a side comes to in an assignment."""
    own = values[side >> 1]
    return -own if side & 1 else own


class Witness(Engine):
    """An engine that asks of each conclusion whether its reason is enough."""

    def __init__(self) -> None:
        super().__init__(lambda: None)
        self.lawful: list[Values] | None = None
        """All assignments that satisfy the constraint; None while it is built."""
        self.faults: list[str] = []
        self.conclusions = 0

    def raise_to(self, side: int, k: int, reason: Any) -> bool:  # noqa: ANN401 - as the engine's
        if self.lawful is not None and reason is not None:
            top = min(k, self.ceiling(side) if not side & 1 else k)
            for least in range(self.lo[side] + 1, top + 1):
                self._examine([*self._why(reason, side, least)], (side, least))
        return super().raise_to(side, k, reason)

    def fail(self, atoms: list[Atom]) -> bool:
        if self.lawful is not None:
            self._examine(atoms, None)
        return super().fail(atoms)

    def _examine(self, atoms: list[Atom], follows: Atom | None) -> None:
        assert self.lawful is not None
        self.conclusions += 1
        if not all(self.holds(atom) for atom in atoms):
            self.faults.append(f"{atoms} does not hold, and is why {follows}")
        for values in self.lawful:
            if all(value(values, s) >= k for s, k in atoms) and (
                follows is None or value(values, follows[0]) < follows[1]
            ):
                self.faults.append(f"{values} satisfies {atoms}, not {follows}")
                break


@dataclass(slots=True)
class World:
    """An engine with one constraint, and the law that it stands for."""

    engine: Witness = field(default_factory=Witness)
    law: Callable[[Values], bool] = lambda _: True

    def month(self, first: int = 0) -> int:
        return self.engine.variable(first, ABSENT, ceiling=ABSENT)

    def months(self, count: int) -> list[int]:
        return [self.month() for _ in range(count)]


def witnessed(world: World, rng: random.Random) -> Witness:
    """Search the world with random decisions, every conclusion examined."""
    engine = world.engine
    spans = [
        range(engine.lo[s], 1 - engine.lo[s + 1]) if -engine.lo[s + 1] >= engine.lo[s] else range(0)
        for s in range(0, len(engine.lo), 2)
    ]
    engine.lawful = [v for v in product(*spans) if world.law(v)]

    def choose() -> Atom | None:
        open_ = [s for s in range(0, len(engine.lo), 2) if engine.lo[s] < -engine.lo[s + 1]]
        if not open_:
            return None
        side = rng.choice(open_)
        middle = rng.randint(engine.lo[side] + 1, -engine.lo[side + 1])
        return (side, middle) if rng.random() < 0.5 else (side ^ 1, 1 - middle)

    for _ in range(6):
        solved = engine.solve([], choose, lambda: None)
        if solved is False:
            assert not engine.lawful, "refuted, and yet there are assignments"
            break
    return engine


# the laws


def earliest_of(rng: random.Random) -> World:
    world = World()
    when, *terms = world.months(4)
    count, exact = rng.randint(1, 3), rng.random() < 0.5
    shifted = [(t, rng.randint(0, 2)) for t in terms]
    EarliestOf(world.engine, when, count, shifted, exact=exact)

    def law(v: Values) -> bool:
        first = min(ABSENT, sorted(value(v, s) + o for s, o in shifted)[count - 1])
        own = value(v, when)
        return own == first if exact else own >= first

    world.law = law
    return world


def guarded(rng: random.Random) -> World:
    world = World()
    source, target, *others = world.months(4)
    guards = [(s ^ rng.randint(0, 1), 0) for s in others[: rng.randint(1, 2)]]
    guards = [(s, -3 if s & 1 else 3) for s, _ in guards]
    length = rng.randint(0, 3)
    Guarded(world.engine, guards, source, target, length)

    def law(v: Values) -> bool:
        held = all(value(v, s) >= k for s, k in guards)
        return not held or value(v, target) >= min(ABSENT, value(v, source) + length)

    world.law = law
    return world


def total(rng: random.Random) -> World:
    """With cuts that every lawful assignment has a member of, and what they pay taken off."""
    world = World()
    starts = world.months(4)
    weights = [rng.randint(0, 5) for _ in starts]
    bound = world.engine.variable(0, sum(weights))
    constraint = Total(world.engine, list(zip(weights, starts, strict=True)), bound, ABSENT)
    cuts: list[tuple[int, list[int]]] = []
    rest = dict(zip(starts, weights, strict=True))
    for _ in range(rng.randint(0, 2)):
        members = rng.sample(starts, rng.randint(1, 3))
        paid = min(rest[m] for m in members)
        for member in members:
            rest[member] -= paid
        cuts.append((paid, members))
    up_to = rng.randint(0, sum(weights))
    constraint.share(sum(p for p, _ in cuts), [(w, s) for s, w in rest.items()], cuts, up_to)

    def law(v: Values) -> bool:
        chosen = {s for s in starts if value(v, s) < ABSENT}
        fits = sum(w for w, s in zip(weights, starts, strict=True) if s in chosen)
        if value(v, bound) > up_to:
            # Beyond this sum the cuts need not be such; nothing is concluded there.
            return value(v, bound) >= fits
        return value(v, bound) >= fits and all(chosen & set(m) for _, m in cuts)

    world.law = law
    return world


def _jobs(world: World, rng: random.Random) -> list[Job]:
    return [Job(rng.randint(1, 3), world.month(), world.month(1), 20) for _ in range(2)]


def _is_work(v: Values, jobs: list[Job]) -> bool:
    """Stretches of a month at least, one job at a time; what is absent does not end either."""
    spans = [(value(v, j.start), value(v, j.end)) for j in jobs]
    if any((s >= ABSENT) != (e >= ABSENT) or (s < ABSENT and e <= s) for s, e in spans):
        return False
    present = [span for span in spans if span[0] < ABSENT]
    return len(present) < 2 or present[0][1] <= present[1][0] or present[1][1] <= present[0][0]


def experience(rng: random.Random) -> World:
    world = World()
    when, jobs, credit = world.month(), _jobs(world, rng), world.month()
    needed, units = rng.randint(1, 8), rng.randint(1, 4)
    Experience(world.engine, when, needed, jobs, [(units, (credit, 0))], None, exact=False)

    def law(v: Values) -> bool:
        month = value(v, when)
        if not _is_work(v, jobs):
            return False
        if month >= ABSENT:
            return True
        worked = sum(j.rate * max(0, min(month, value(v, j.end)) - value(v, j.start)) for j in jobs)
        return worked + (units if value(v, credit) <= month else 0) >= needed

    world.law = law
    return world


def last_months(rng: random.Random) -> World:
    world = World()
    at, jobs, guard = world.month(), _jobs(world, rng), world.engine.variable(0, 1)
    needed, last = rng.randint(1, 6), rng.randint(1, 4)
    past = [(-rng.randint(1, 3), 0, rng.randint(1, 2))]
    present = (at ^ 1, 1 - ABSENT)
    LastMonths(world.engine, (at, 0), [present, (guard, 1)], needed, last, past, jobs, [])

    def law(v: Values) -> bool:
        if not _is_work(v, jobs):
            return False
        month = value(v, at)
        if month >= ABSENT or not value(v, guard):
            return True
        spans = [(value(v, j.start), value(v, j.end), j.rate) for j in jobs]
        spans = [*[s for s in spans if s[0] < ABSENT], *past]
        low = month - last
        return sum(r * max(0, min(month, e) - max(low, s)) for s, e, r in spans) >= needed

    world.law = law
    return world


def _steps(world: World, rng: random.Random, hours: tuple[int, ...]) -> list[Interval]:
    steps = []
    for number in range(4):
        start, months = world.month(), rng.randint(1, 3)
        # As in the model, what is in the plan ends before the month that stands for absence.
        world.engine.clause([(start ^ 1, months + 1 - ABSENT), (start, ABSENT)])
        steps.append(
            Interval((start, 0), (start, months), rng.choice(hours), False, months, number)
        )
    return steps


def _fits(v: Values, steps: list[Interval], capacity: int) -> bool:
    starts = [(value(v, i.start[0]), i.months, i.hours) for i in steps]
    present = [(s, m, h) for s, m, h in starts if s < ABSENT]
    if any(s + m >= ABSENT for s, m, _ in present):
        return False
    return all(
        sum(h for s, m, h in present if s <= month < s + m) <= capacity for month in range(ABSENT)
    )


def room(rng: random.Random) -> World:
    """No two of these exclude each other, so that no order between them is made."""
    world = World()
    steps = _steps(world, rng, (15, 20, 25))
    Room(world.engine, steps, 50, ABSENT)
    world.law = lambda v: _fits(v, steps, 50)
    return world


def energy(rng: random.Random) -> World:
    world = World()
    steps = _steps(world, rng, (15, 20, 30, 40))
    Energy(world.engine, steps, [], 50, ABSENT)
    world.law = lambda v: _fits(v, steps, 50)
    return world


@pytest.mark.parametrize(
    "make", [earliest_of, guarded, total, experience, last_months, room, energy]
)
def test_every_reason_is_enough(make: Callable[[random.Random], World]) -> None:
    faults: list[str] = []
    conclusions = 0
    for number in range(WORLDS):
        rng = random.Random(f"{make.__name__} {number}")
        engine = witnessed(make(rng), rng)
        faults += [f"world {number}: {fault}" for fault in engine.faults]
        conclusions += engine.conclusions
    assert faults == []
    assert conclusions > 3 * WORLDS, "too few conclusions for this to say anything"
