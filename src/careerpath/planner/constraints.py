"""The constraints of a plan: what a condition waits for, what experience adds up to, what fits.

Each raises only what every plan must satisfy, and names the atoms from which it follows; that is
all that the engine needs to learn from contradictions. Times at or beyond `absent` mean "not in this
plan", so that what is not done is simply never held.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from msgspec import Struct

from careerpath.planner.engine import UNLIMITED

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from careerpath.planner.engine import Atom, Engine

Term = tuple[int, int]
"""(side, offset): an even side plus a constant."""


class Interval(Struct, frozen=True):
    """Something that takes hours from `start` until `end`, if it is in the plan at all."""

    start: Term
    end: Term
    hours: int
    is_job: bool
    months: int
    """Its length; 0 where that is open (work)."""
    action: int


class EarliestOf:
    """`when` is no earlier than the `count`-th earliest of some terms; if it is due, so are they.

    If it is `exact`, it is no later either.
    """

    __slots__ = ("_count", "_engine", "_exact", "_first", "_terms", "_when")

    def __init__(
        self, engine: Engine, when: int, count: int, terms: Sequence[Term], *, exact: bool
    ) -> None:
        self._engine, self._when, self._count, self._terms = engine, when, count, tuple(terms)
        self._exact = exact
        self._first = self._terms[0]
        """The term that was the earliest when that was last looked at."""
        sides = [*(side for side, _ in terms), when ^ 1]
        if exact:
            sides += [when, *(side ^ 1 for side, _ in terms)]
        engine.propagator(self, sides, priority=0)

    def propagate(self) -> bool:
        return self._no_earlier() and (not self._exact or self._no_later())

    def _first_no_later(self) -> bool:
        """The same where one term is enough, which is by far the most frequent."""
        engine, lo, when = self._engine, self._engine.lo, self._when
        month, side, offset = min([(-lo[s ^ 1] + o, s, o) for s, o in self._terms])
        if -month > lo[when ^ 1] and not (
            month >= engine.ceiling(when)
            or engine.raise_to(when ^ 1, -month, [(side ^ 1, offset - month)])
        ):
            return False
        late = lo[when]
        if month < late:
            return True
        reason = [(when, late)]
        return all(engine.raise_to(s, late - o, reason) for s, o in self._terms if lo[s] + o < late)

    def _no_later(self) -> bool:
        """It holds once enough terms are sure; and if it must be late, so must the terms."""
        if self._count == 1:
            return self._first_no_later()
        engine, lo = self._engine, self._engine.lo
        sure = sorted((-lo[s ^ 1] + o, s, o) for s, o in self._terms)
        month = sure[self._count - 1][0]
        enough = [(s ^ 1, o - month) for _, s, o in sure[: self._count]]
        if month < engine.ceiling(self._when) and not engine.raise_to(
            self._when ^ 1, -month, enough
        ):
            return False
        late = lo[self._when]
        early = [(s, o) for m, s, o in sure if m < late]
        if len(early) != self._count - 1:
            return True
        reason = [(self._when, late), *((s ^ 1, o - late + 1) for s, o in early)]
        rest = [(s, o) for m, s, o in sure if m >= late]
        return all(engine.raise_to(s, late - o, reason) for s, o in rest)

    def _no_earlier(self) -> bool:
        lo, due = self._engine.lo, -self._engine.lo[self._when ^ 1]
        is_due = due < self._engine.ceiling(self._when)
        side, offset = self._first
        if self._count == 1 and not is_due and lo[side] + offset <= lo[self._when]:
            return True
        times = [lo[side] + offset for side, offset in self._terms]
        if self._count > 1:
            first = sorted(times)[self._count - 1]
        else:
            first = min(times)
            self._first = self._terms[times.index(first)]
        if first > lo[self._when] and not self._raise(first):
            return False
        if not is_due:
            return True
        spare = sum([time <= due for time in times]) - self._count
        return spare > 0 or self._demand(due)

    def _raise(self, month: int) -> bool:
        if self._count == 1:
            return self._engine.raise_to(self._when, month, self)
        late = [(s, month - o) for s, o in self._terms if self._engine.lo[s] + o >= month]
        late = late[: len(self._terms) - self._count + 1]
        return self._engine.raise_to(self._when, month, late)

    def why(self, _side: int, k: int) -> list[Atom]:
        return [(side, k - offset) for side, offset in self._terms]

    def _demand(self, due: int) -> bool:
        """Just enough of the terms can be in time: each of them must be."""
        engine = self._engine
        late = [(s, due + 1 - o) for s, o in self._terms if engine.lo[s] + o > due]
        reason = [(self._when ^ 1, -due), *late]
        return all(
            engine.raise_to(side ^ 1, offset - due, reason)
            for side, offset in self._terms
            if engine.lo[side] + offset <= due
        )


class Guarded:
    """`target >= source + length` whenever all the guards hold."""

    __slots__ = ("_engine", "_guards", "_length", "_source", "_target")

    def __init__(
        self, engine: Engine, guards: Sequence[Atom], source: int, target: int, length: int
    ) -> None:
        self._engine, self._guards = engine, tuple(guards)
        self._source, self._target, self._length = source, target, length
        sides = [side for side, _ in guards]
        engine.propagator(self, [source, target ^ 1, *sides], priority=0)

    def propagate(self) -> bool:
        lo = self._engine.lo
        open_ = [a for a in self._guards if lo[a[0]] < a[1]]
        source, target, length = self._source, self._target, self._length
        most = -lo[target ^ 1]
        if not open_ and not self._engine.raise_to(target, lo[source] + length, self):
            return False
        if most >= self._engine.ceiling(target):
            return True
        if not open_:
            return self._engine.raise_to(source ^ 1, length - most, self)
        if len(open_) == 1 and lo[source] + length > most:
            side, k = open_[0]
            others = [a for a in self._guards if a != open_[0]]
            atoms = [(source, most + 1 - length), (target ^ 1, -most), *others]
            return self._engine.raise_to(side ^ 1, 1 - k, atoms)
        return True

    def why(self, side: int, k: int) -> list[Atom]:
        if side == self._target:
            return [(self._source, k - self._length), *self._guards]
        below = 1 - self._engine.ceiling(self._target)
        return [(self._target ^ 1, max(k - self._length, below)), *self._guards]


class Job(Struct, frozen=True):
    """Work that experience may be earned in: `rate` units a month between two terms."""

    rate: int
    start: int
    end: int
    hours: int


class Demand(Struct, frozen=True):
    """Units that must be earned between two months, at no more than `rate` a month."""

    experience: Experience
    units: int
    rate: int
    release: int
    due: int

    def inside(self, low: int, high: int) -> int:
        """Units that must be earned within [low, high), the best use made of the rest."""
        outside = max(0, min(low, self.due) - self.release) + max(
            0, self.due - max(high, self.release)
        )
        return self.units - self.rate * outside


class Experience:
    """`when` is no earlier than the month in which worked months and credits can add up.

    One job at a time: besides the sum over all jobs, no more than the best rate from the first
    month in which any can begin.
    """

    __slots__ = (
        "_after", "_best_rate", "_engine", "_exact", "_jobs", "_lumps", "_needed", "_when", "hours",
        "wakes",
    )  # fmt: skip

    def __init__(
        self,
        engine: Engine,
        when: int,
        needed: int,
        jobs: Sequence[Job],
        lumps: Sequence[tuple[int, Term]],
        after: Term | None,
        *,
        exact: bool,
    ) -> None:
        """`lumps`: (units, the month from which they count); `after`: months count from then.

        If it is `exact`, `when` is no later either.
        """
        self._engine, self._when, self._needed = engine, when, needed
        self._exact = exact
        self._jobs, self._lumps, self._after = tuple(jobs), tuple(lumps), after
        self._best_rate = max((j.rate for j in jobs), default=0)
        sides = [when ^ 1, *(j.start for j in jobs), *(j.end ^ 1 for j in jobs)]
        sides += [term[0] for _, term in lumps] + ([after[0]] if after else [])
        self.wakes = tuple(sides)
        self.hours = frozenset(j.hours for j in jobs)
        if exact:
            sides += [s ^ 1 for s in sides[1:]]
        engine.propagator(self, sides, priority=2)

    def propagate(self) -> bool:
        lo = self._engine.lo
        when = lo[self._when]
        absent = self._engine.ceiling(self._when)
        if when < absent and not self._reaches(when):
            low, high = when, absent
            while high - low > 1:
                middle = (low + high) // 2
                low, high = (low, middle) if self._reaches(middle) else (middle, high)
            if not self._engine.raise_to(self._when, high, self._why_not(high - 1)):
                return False
        due = -lo[self._when ^ 1]
        return (due >= absent or self._demand(due)) and (not self._exact or self._no_later())

    def _no_later(self) -> bool:
        """Once everything that counts is settled, it holds when that adds up."""
        lo, absent = self._engine.lo, self._engine.ceiling(self._when)
        sides = [j.start for j in self._jobs] + [j.end for j in self._jobs]
        sides += [s for _, (s, _) in self._lumps] + ([self._after[0]] if self._after else [])
        if any(lo[s] != -lo[s ^ 1] for s in sides):
            return True
        month = next((m for m in range(lo[self._when], absent) if self._reaches(m)), absent)
        reason = [a for s in dict.fromkeys(sides) for a in ((s, lo[s]), (s ^ 1, lo[s ^ 1]))]
        return month >= absent or self._engine.raise_to(self._when ^ 1, -month, reason)

    # how much there can be by a month

    def _counting_from(self) -> int:
        return self._engine.lo[self._after[0]] + self._after[1] if self._after else -(10**9)

    def _possible(self, job: Job, month: int, since: int) -> int:
        """Units that the job can bring by the month."""
        lo = self._engine.lo
        return job.rate * max(0, min(month, -lo[job.end ^ 1]) - max(lo[job.start], since))

    def _credited(self, month: int) -> int:
        lo = self._engine.lo
        return sum(units for units, (s, o) in self._lumps if lo[s] + o <= month)

    def _at_best_rate(self, month: int, since: int) -> int:
        lo = self._engine.lo
        first = max(min((lo[j.start] for j in self._jobs), default=month), since)
        return self._best_rate * max(0, month - first)

    def _reaches(self, month: int) -> bool:
        since = self._counting_from()
        needed = self._needed - self._credited(month)
        if needed <= 0:
            return True
        if self._at_best_rate(month, since) < needed:
            return False
        lo = self._engine.lo
        for job in self._jobs:
            start = max(lo[job.start], since)
            if start < month:
                needed -= job.rate * max(0, min(month, -lo[job.end ^ 1]) - start)
                if needed <= 0:
                    return True
        return False

    def _uncredited(self, month: int) -> list[Atom]:
        lo = self._engine.lo
        return [(s, month + 1 - o) for _, (s, o) in self._lumps if lo[s] + o > month]

    def _why_not(self, month: int) -> list[Atom]:
        """Why there can't be enough by the month."""
        since = self._counting_from()
        needed = self._needed - self._credited(month)
        atoms = self._uncredited(month)
        if self._at_best_rate(month, since) >= needed:
            return atoms + self._bounds_of(self._jobs, month, since)
        if not self._best_rate:
            return atoms
        first = month - (needed - 1) // self._best_rate
        if self._after is not None and since >= first:
            return [*atoms, (self._after[0], first - self._after[1])]
        return [*atoms, *((j.start, first) for j in self._jobs)]

    def _bounds_of(self, jobs: Sequence[Job], month: int, since: int) -> list[Atom]:
        """What limits these jobs by the month."""
        lo = self._engine.lo
        atoms: list[Atom] = []
        if self._after is not None:
            atoms.append((self._after[0], lo[self._after[0]]))
        for job in jobs:
            end = -lo[job.end ^ 1]
            start = max(lo[job.start], since)
            if start >= month:
                if since < month:
                    atoms.append((job.start, month))
                continue
            if lo[job.start] > since:
                atoms.append((job.start, lo[job.start]))
            if end < month:
                atoms.append((job.end ^ 1, -end))
        return atoms

    # for the energy of a window

    @property
    def sides(self) -> set[int]:
        """The variables whose months or credits count here."""
        return {j.start for j in self._jobs} | {s for _, (s, _) in self._lumps}

    def demand(self) -> Demand | None:
        """What must be worked in a window, if anything is due."""
        lo = self._engine.lo
        due = -lo[self._when ^ 1]
        if due >= self._engine.ceiling(self._when) or not self._jobs:
            return None
        units = self._needed - self._credited(due)
        if units <= 0:
            return None
        release = min(lo[j.start] for j in self._jobs)
        return Demand(self, units, self._best_rate, release, due)

    def why_demand(self, release: int, due: int) -> list[Atom]:
        """Why so much is needed, not before `release` and not after `due`."""
        actual = -self._engine.lo[self._when ^ 1]
        # What is not credited by the month in which it is due might be by a later one.
        due = actual if self._lumps else due
        atoms = [(self._when ^ 1, -due), *self._uncredited(actual)]
        return atoms + [(j.start, release) for j in self._jobs]

    def least_hours(self, units: int, rounded: Callable[[int], int]) -> int:
        """Rounded hours a week times months that so many units take at the least."""
        return min(units * rounded(j.hours) // j.rate for j in self._jobs)

    # what must be, if it is due by a month

    def _demand(self, due: int) -> bool:
        engine, since = self._engine, self._counting_from()
        credited = self._credited(due)
        possible = [self._possible(j, due, since) for j in self._jobs]
        worked = sum(possible)
        at_best = min(worked, self._at_best_rate(due, since))
        for units, (side, offset) in self._lumps:
            if engine.lo[side] + offset <= due and at_best + credited - units < self._needed:
                reason = [(self._when ^ 1, -due), *self._uncredited(due)]
                reason += self._bounds_of(self._jobs, due, since)
                if not engine.raise_to(side ^ 1, offset - due, reason):
                    return False
        for job, units in zip(self._jobs, possible, strict=True):
            rest = self._needed - credited - (worked - units)
            if rest > 0 and units and not self._must(job, -(-rest // job.rate), due, since):
                return False
        return True

    def _must(self, job: Job, months: int, due: int, since: int) -> bool:
        """At least so many months of this job must lie before the due month."""
        engine = self._engine
        lo = engine.lo
        others = [(self._when ^ 1, -due), *self._uncredited(due)]
        others += self._bounds_of([j for j in self._jobs if j is not job], due, since)
        end = -lo[job.end ^ 1]
        latest = min(due, end) - months
        reason = [*others, (job.end ^ 1, -end)] if end < due else others
        if not engine.raise_to(job.start ^ 1, -latest, reason):
            return False
        start = max(lo[job.start], since)
        reason = [*others, (job.start, lo[job.start])] if lo[job.start] > since else others
        return engine.raise_to(job.end, start + months, reason)


class LastMonths:
    """Only the last months before `at` count: there must be enough of them when the guards hold."""

    __slots__ = ("_at", "_engine", "_guards", "_jobs", "_last", "_lumps", "_needed", "_past")

    def __init__(
        self,
        engine: Engine,
        at: Term,
        guards: Sequence[Atom],
        needed: int,
        last: int,
        past: Sequence[tuple[int, int, int]],
        jobs: Sequence[Job],
        lumps: Sequence[tuple[int, Term]],
    ) -> None:
        """`past`: (start, end, units a month) of work before the plan."""
        self._engine, self._at, self._guards = engine, at, tuple(guards)
        self._needed, self._last = needed, last
        self._past, self._jobs, self._lumps = tuple(past), tuple(jobs), tuple(lumps)
        sides = [at[0], at[0] ^ 1, *(s for s, _ in guards)]
        sides += [s for j in jobs for s in (j.start, j.end ^ 1)]
        sides += [s for _, (s, _) in lumps]
        engine.propagator(self, sides, priority=4)

    def propagate(self) -> bool:
        lo = self._engine.lo
        open_ = [a for a in self._guards if lo[a[0]] < a[1]]
        if len(open_) > 1 or any(lo[s ^ 1] >= 1 - k for s, k in open_):
            return True
        for until in (self._engine.ceiling(self._at[0]), -lo[self._at[0] ^ 1] + self._at[1]):
            if self._possible(until) < self._needed:
                reason = self._why(until) + [a for a in self._guards if a not in open_]
                if not open_:
                    return self._engine.fail(reason)
                side, k = open_[0]
                return self._engine.raise_to(side ^ 1, 1 - k, reason)
        return bool(open_) or all(self._keep_near(job) for job in self._jobs)

    def _keep_near(self, job: Job) -> bool:
        """What only this job can bring must lie in the last months before `at`."""
        engine, lo = self._engine, self._engine.lo
        if lo[job.start] >= engine.ceiling(job.start):
            return True
        months, reason = self._months_of(job)
        if months <= 0:
            return True
        (side, offset), late = self._at, self._last - months
        latest, earliest = -lo[job.end ^ 1], lo[job.start]
        return (
            engine.raise_to(job.end, lo[side] + offset - late, [*reason, (side, lo[side])])
            and engine.raise_to(side ^ 1, offset - latest - late, [*reason, (job.end ^ 1, -latest)])
            and engine.raise_to(side, earliest + months - offset, [*reason, (job.start, earliest)])
            and engine.raise_to(
                job.start ^ 1, lo[side ^ 1] - offset + months, [*reason, (side ^ 1, lo[side ^ 1])]
            )
        )

    def _months_of(self, job: Job) -> tuple[int, list[Atom]]:
        """How many of the last months must be worked in this job, and why.

        What the other jobs can bring is bounded by their own months; and, since one job is worked at
        a time, by the best of their rates in the months that this one leaves.
        """
        lo, absent = self._engine.lo, self._engine.ceiling(job.start)
        others = [j for j in self._jobs if j is not job]
        rest = self._needed - self._from_past() - self._from_lumps(absent)
        reason = [*self._guards]
        if self._past:
            reason.append((self._at[0], lo[self._at[0]]))
        reason += [(s, absent - o) for _, (s, o) in self._lumps if lo[s] + o >= absent]
        reason += [(j.start, absent) for j in others if lo[j.start] >= absent]
        others = [j for j in others if lo[j.start] < absent]
        rate = max((j.rate for j in others), default=0)
        if job.rate > rate:
            mixed = -(-(rest - rate * self._last) // (job.rate - rate))
            if mixed > 0:
                return mixed, reason
        for other in others:
            possible = self._at_most(other)
            rest -= possible
            if possible < other.rate * self._last:
                reason += [(other.start, lo[other.start]), (other.end ^ 1, lo[other.end ^ 1])]
        return -(-rest // job.rate), reason

    def _from_past(self) -> int:
        first = self._from()
        return sum(u * max(0, e - max(s, first)) for s, e, u in self._past)

    def _from_lumps(self, absent: int) -> int:
        lo = self._engine.lo
        return sum(units for units, (s, o) in self._lumps if lo[s] + o < absent)

    def _at_most(self, job: Job) -> int:
        """Units that the job can bring at any month asked at."""
        lo = self._engine.lo
        return job.rate * max(0, min(self._last, -lo[job.end ^ 1] - lo[job.start]))

    def _from(self) -> int:
        """The first month that can count."""
        return self._engine.lo[self._at[0]] + self._at[1] - self._last

    def _possible(self, until: int) -> int:
        """Units that can count at most if the month asked at is no later than `until`."""
        lo, first, last = self._engine.lo, self._from(), self._last
        total = sum(u * max(0, min(e, until) - max(s, first)) for s, e, u in self._past)
        jobs = 0
        for job in self._jobs:
            months = min(-lo[job.end ^ 1], until) - max(lo[job.start], first)
            jobs += job.rate * max(0, min(last, months))
        best = last * max((j.rate for j in self._jobs), default=0)
        lumps = sum(units for units, (s, o) in self._lumps if lo[s] + o <= until)
        return total + min(jobs, best) + lumps

    def _why(self, until: int) -> list[Atom]:
        lo = self._engine.lo
        side, offset = self._at
        atoms = [(side, lo[side])]
        if until < self._engine.ceiling(side):
            atoms.append((side ^ 1, offset - until))
        for job in self._jobs:
            atoms.append((job.start, lo[job.start]))
            if lo[job.start] < until:
                atoms.append((job.end ^ 1, lo[job.end ^ 1]))
        return atoms + [(s, until + 1 - o) for _, (s, o) in self._lumps if lo[s] + o > until]


class _Either:
    """-1 or 1, so that a side and its negative both say yes at 1."""

    def up(self, value: int) -> int:
        return -1 if value <= -1 else max(value, 1)

    def down(self, value: int) -> int:
        return 1 if value >= 1 else min(value, -1)


_EITHER = _Either()

_Span = tuple[int, int, int, list[int]]
"""First month, month after the last, hours a week, and the intervals certain to run."""


class Room:
    """What runs at the same time fits into the week, and one job at a time.

    Pairs that can never overlap are put in order; for all together the hours of what is certain to
    run in a month (timetable) push the rest away from it. Pairs of which nothing has changed since
    the last time say nothing new.
    """

    __slots__ = (
        "_absent", "_after", "_capacity", "_engine", "_intervals", "_number", "_of_side", "_rivals",
        "_sides", "_sure", "_unmade",
    )  # fmt: skip

    def __init__(
        self, engine: Engine, intervals: Sequence[Interval], capacity: int, absent: int
    ) -> None:
        self._engine, self._intervals = engine, tuple(intervals)
        self._capacity, self._absent = capacity, absent
        self._sides = tuple((i.start[0], i.start[0] ^ 1, *i.end) for i in intervals)
        """Of each: the side of its start, the negative of that, the side of its end and its offset."""
        self._after: list[dict[int, int]] = [{} for _ in intervals]
        """For b, a to the side that is 1 when a comes after b; made when it first matters."""
        self._unmade = engine.variable(0, 0)
        """Stands for a side that is not made yet."""
        self._rivals: dict[int, dict[int, tuple[int, int, int, int]]] = {}
        self._sure: list[int] = []
        """The intervals that were in the plan the last time."""
        self._of_side: dict[int, int] = {}
        """Which interval a side says something of."""
        for n, i in enumerate(intervals):
            for side in (i.start[0], i.start[0] ^ 1, i.end[0], i.end[0] ^ 1):
                self._of_side[side] = n
        self._number = engine.propagator(self, list(self._of_side), priority=3)

    def propagate(self) -> bool:
        lo, absent, of_side = self._engine.lo, self._absent, self._of_side
        raised = self._engine.raised_since_last(self._number)
        moved = dict.fromkeys([of_side[side] for side in raised if side in of_side])
        maybe, sides = dict.fromkeys((*self._sure, *moved)), self._sides
        self._sure = sure = [n for n in maybe if -lo[sides[n][1]] < absent]
        return not sure or (self._order(sure, moved) and self._timetable(sure))

    def _order(self, sure: list[int], moved: dict[int, None]) -> bool:
        """What can't end before another begins must begin after it ends."""
        return all(self._after_those(b, moved) and self._before_those(b, moved) for b in sure)

    def _after_those(self, b: int, moved: dict[int, None]) -> bool:
        """Whatever ends too late to come before b comes after it."""
        engine, lo, known, unmade = self._engine, self._engine.lo, self._after[b], self._unmade
        rivals = self._rivals_of(b)
        others = rivals.items() if b in moved else [(a, rivals[a]) for a in moved if a in rivals]
        start, offset = self._intervals[b].start
        latest, absent = offset - lo[start ^ 1], self._absent
        late = [
            a
            for a, (start_a, _, end, length) in others
            if lo[end] + length > latest and lo[start_a] < absent and lo[known.get(a, unmade)] < 1
        ]
        for a in late:
            end, length = self._intervals[a].end
            clash = [(end, latest + 1 - length), (start ^ 1, offset - latest)]
            if not engine.raise_to(self._side_of(a, b), 1, clash):
                return False
        return True

    def _before_those(self, b: int, moved: dict[int, None]) -> bool:
        """What comes after b begins once it has ended, and b ends by then."""
        engine, lo, sides, known = self._engine, self._engine.lo, self._sides, self._after[b]
        end_b, length_b = self._intervals[b].end
        is_sure = (self._intervals[b].start[0] ^ 1, 1 - self._absent)
        pairs = known.items() if b in moved else [(a, known[a]) for a in moved if a in known]
        later = [(a, after) for a, after in pairs if lo[after] > 0]
        for a, after in later:
            start_a, late_a, _, _ = sides[a]
            if lo[start_a] >= self._absent:
                continue
            offset_a = self._intervals[a].start[1]
            earliest = lo[end_b] + length_b - offset_a
            if earliest > lo[start_a] and not engine.raise_to(
                start_a, earliest, [(after, 1), is_sure, (end_b, earliest + offset_a - length_b)]
            ):
                return False
            latest_a = -lo[late_a]
            least = length_b - latest_a - offset_a
            if (
                latest_a < self._absent
                and least > lo[end_b ^ 1]
                and not engine.raise_to(
                    end_b ^ 1, least, [(after, 1), is_sure, (late_a, -latest_a)]
                )
            ):
                return False
        return True

    def _rivals_of(self, b: int) -> dict[int, tuple[int, int, int, int]]:
        """The intervals that never overlap this one, with their sides."""
        known = self._rivals.get(b)
        if known is None:
            known = self._rivals[b] = {
                a: sides for a, sides in enumerate(self._sides) if self._apart(a, b)
            }
        return known

    def _apart(self, a: int, b: int) -> bool:
        """The two never overlap: both jobs, or too many hours."""
        first, second = self._intervals[a], self._intervals[b]
        both_jobs = first.is_job and second.is_job
        return a != b and (both_jobs or first.hours + second.hours > self._capacity)

    def _side_of(self, a: int, b: int) -> int:
        """The side that is 1 when interval a comes after b."""
        known = self._after[b].get(a)
        if known is None:
            known = self._engine.variable(-1, 1, domain=_EITHER)
            self._engine.wake(self._number, (known, known ^ 1))
            self._after[b][a], self._after[a][b] = known, known ^ 1
            self._of_side[known], self._of_side[known ^ 1] = a, b
        return known

    # the timetable

    def _timetable(self, sure: list[int]) -> bool:
        lo, absent = self._engine.lo, self._absent
        parts: list[tuple[int, int, int]] = []
        for n in sure:
            interval = self._intervals[n]
            (start, so), (end, eo) = interval.start, interval.end
            if interval.hours and -lo[start ^ 1] + so < lo[end] + eo:
                parts.append((-lo[start ^ 1] + so, lo[end] + eo, n))
        crowded = self._crowded(parts)
        for first, _, hours, running in crowded:
            if hours > self._capacity:
                return self._engine.fail(self._cover(running, first))
        if not crowded:
            return True
        begin, least = crowded[0][0], self._capacity - max(hours for _, _, hours, _ in crowded)
        return all(
            self._push(n, crowded)
            for n, (start, late, end, offset) in enumerate(self._sides)
            if lo[start] < absent
            and (lo[end] + offset > begin or -lo[late] < absent)
            and self._intervals[n].hours > least
        )

    def _crowded(self, parts: list[tuple[int, int, int]]) -> list[_Span]:
        """Spans in which two things or more are certain to run; pairs are put in order anyway."""
        months = sorted({m for s, e, _ in parts for m in (s, e)})
        found: list[_Span] = []
        for first, over in pairwise(months):
            running = [n for s, e, n in parts if s <= first < e]
            if len(running) > 1:
                hours = sum(self._intervals[n].hours for n in running)
                found.append((first, over, hours, running))
        return found

    def _cover(self, running: list[int], month: int) -> list[Atom]:
        """They all run in the month."""
        atoms: list[Atom] = []
        for n in running:
            (start, so), (end, eo) = self._intervals[n].start, self._intervals[n].end
            atoms += [(start ^ 1, so - month), (end, month + 1 - eo)]
        return atoms

    def _push(self, n: int, crowded: list[_Span]) -> bool:
        """Move one interval out of spans that others fill."""
        is_sure = -self._engine.lo[self._sides[n][1]] < self._absent
        return self._push_later(n, crowded) and (not is_sure or self._push_sooner(n, crowded))

    def _push_later(self, n: int, crowded: list[_Span]) -> bool:
        engine, lo = self._engine, self._engine.lo
        (start, so), (end, eo) = self._intervals[n].start, self._intervals[n].end
        spare = self._capacity - self._intervals[n].hours
        for first, over, hours, running in crowded:
            if first >= lo[end] + eo:
                break
            if hours <= spare or over <= lo[start] + so or n in running:
                continue
            month = min(lo[end] + eo, over) - 1
            reason = [(end, month + 1 - eo), *self._cover(running, month)]
            if not engine.raise_to(start, month + 1 - so, reason):
                return False
        return True

    def _push_sooner(self, n: int, crowded: list[_Span]) -> bool:
        """It ends before the first full span once it must have begun by then."""
        engine, lo = self._engine, self._engine.lo
        (start, so), (end, eo) = self._intervals[n].start, self._intervals[n].end
        spare = self._capacity - self._intervals[n].hours
        for first, over, hours, running in reversed(crowded):
            month = max(first, so - lo[start ^ 1])
            if month >= over:
                break
            if hours <= spare or month >= eo - lo[end ^ 1] or n in running:
                continue
            reason = [(start ^ 1, so - month), *self._cover(running, month)]
            if not engine.raise_to(end ^ 1, eo - month, reason):
                return False
        return True


class Energy:
    """What must lie within a span of months does not exceed the hours that the span holds.

    Energetic reasoning (J. Erschler and P. Lopez; see P. Baptiste, C. Le Pape and W. Nuijten,
    Constraint-Based Scheduling, 2001), repeated with hours rounded by a dual-feasible function: for
    a threshold e, more than capacity - e becomes the capacity, less than e becomes nothing. What
    fits side by side before the rounding does after it, and two long jobs never overlap (S. Fekete
    and J. Schepers, 2001). Experience that is due counts as work in whatever pieces; demands that
    share no job add up.
    """

    __slots__ = ("_absent", "_capacity", "_engine", "_experiences", "_steps")

    def __init__(
        self,
        engine: Engine,
        steps: Sequence[Interval],
        experiences: Sequence[Experience],
        capacity: int,
        absent: int,
    ) -> None:
        self._engine, self._capacity, self._absent = engine, capacity, absent
        self._steps, self._experiences = tuple(steps), tuple(experiences)
        sides = [s for i in steps for s in (i.start[0], i.start[0] ^ 1)]
        for experience in experiences:
            sides += experience.wakes
        engine.propagator(self, sides, priority=5)

    def propagate(self) -> bool:
        lo, absent = self._engine.lo, self._absent
        pieces = [
            _Piece(i.start[0], i.start[1], lo[i.start[0]], -lo[i.start[0] ^ 1], i.months, i.hours)
            for i in self._steps
            if -lo[i.start[0] ^ 1] < absent
        ]
        demands = self._disjoint_demands()
        if len(pieces) + len(demands) < 2:
            return True
        capacity = self._capacity
        hours = {p.hours for p in pieces}
        hours |= {h for d in demands for h in d.experience.hours}
        long = [h for h in hours if capacity < 2 * h]
        thresholds = [0, capacity - min(long) + 1] if long else [0]
        return all(self._fits(pieces, demands, e) for e in thresholds)

    def _disjoint_demands(self) -> list[Demand]:
        found = [d for e in self._experiences if (d := e.demand()) is not None]
        found.sort(key=lambda d: -d.units * 1000 // d.rate)
        kept: list[Demand] = []
        used: set[int] = set()
        for demand in found:
            if not used & demand.experience.sides:
                used |= demand.experience.sides
                kept.append(demand)
        return kept

    def _fits(self, pieces: list[_Piece], demands: list[Demand], e: int) -> bool:
        capacity = self._capacity

        def rounded(hours: int) -> int:
            if not e:
                return hours
            return capacity if hours > capacity - e else (0 if hours < e else hours)

        sized = [(p, h) for p in pieces if (h := rounded(p.hours))]
        lows = sorted({p.first for p, _ in sized} | {d.release for d in demands})
        highs = sorted({p.last + p.months for p, _ in sized} | {d.due for d in demands})
        worked = sum([d.experience.least_hours(d.units, rounded) for d in demands])
        for low in lows:
            left = [
                (h, min(p.months, p.first + p.months - low), p.last)
                for p, h in sized
                if p.first + p.months > low
            ]
            most = worked + sum([h * months for h, months, _ in left])
            for high in highs:
                if high <= low:
                    continue
                if most <= capacity * (high - low):
                    break  # All that there is would fit, and into any longer span.
                used = _inside(left, low, high) + _worked(demands, low, high, rounded)
                spare = used - capacity * (high - low) - 1
                if spare >= 0:
                    return self._engine.fail(self._why(sized, demands, low, high, spare, rounded))
        return True

    def _why(
        self,
        sized: list[tuple[_Piece, int]],
        demands: list[Demand],
        low: int,
        high: int,
        spare: int,
        rounded: Callable[[int], int],
    ) -> list[Atom]:
        """What fills the span; what is not needed to overfill it is left out."""
        parts: list[tuple[int, int, list[Atom]]] = []
        for piece, hours in sized:
            months = piece.inside(low, high)
            if months > 0:
                parts.append((hours * months, len(parts), piece.why(months, low, high)))
        for d in demands:
            units = d.inside(low, high)
            if units > 0:
                energy = d.experience.least_hours(units, rounded)
                release, due = min(d.release, low), max(d.due, high)
                parts.append((energy, len(parts), d.experience.why_demand(release, due)))
        atoms: list[Atom] = []
        for energy, _, why in sorted(parts):
            if energy <= spare:
                spare -= energy
            else:
                atoms += why
        return atoms


def _inside(left: list[tuple[int, int, int]], low: int, high: int) -> int:
    """Hours a week times months within [low, high) of pieces: (hours, months after low, last)."""
    used, span = 0, high - low
    for hours, months, last in left:
        inside = high - last
        if inside > 0:
            used += hours * min(inside, months, span)
    return used


def _worked(demands: list[Demand], low: int, high: int, rounded: Callable[[int], int]) -> int:
    """Hours a week times months that the demands need within [low, high)."""
    inside = [(d, units) for d in demands if (units := d.inside(low, high)) > 0]
    return sum(d.experience.least_hours(units, rounded) for d, units in inside)


class _Piece(Struct, frozen=True):
    """A step that is in the plan: its first and last start, and what it takes."""

    side: int
    offset: int
    first: int
    last: int
    months: int
    hours: int

    def inside(self, low: int, high: int) -> int:
        """Months that lie within [low, high) wherever it starts."""
        return max(
            0, min(self.months, high - low, self.first + self.months - low, high - self.last)
        )

    def why(self, months: int, low: int, high: int) -> list[Atom]:
        """Why at least so many months do."""
        return [
            (self.side, low + months - self.months - self.offset),
            (self.side ^ 1, self.offset + months - high),
        ]


class Total:
    """A weighted sum over what is in the plan stays within an upper bound.

    What every plan pays is counted from the first: with cuts that every plan has a member of, the
    sum is what the cuts pay, what is left of the weight of each member chosen, and what a cut pays
    once more for each further member.
    """

    __slots__ = (
        "_absent", "_bound", "_cuts", "_cuts_of", "_dearest", "_engine", "_items", "_least", "_up_to",
    )  # fmt: skip

    def __init__(
        self, engine: Engine, items: Sequence[tuple[int, int]], bound: int, absent: int
    ) -> None:
        """`items`: (weight, side that is below `absent` when it is in the plan)."""
        self._engine, self._bound, self._absent = engine, bound, absent
        self._items = tuple(sorted((i for i in items if i[0]), reverse=True))
        self._dearest = tuple((weight, weight, side) for weight, side in self._items)
        """(the most that it can add, what is left of its weight, side), the most first."""
        self._least, self._up_to = 0, UNLIMITED
        self._cuts: tuple[int, ...] = ()
        self._cuts_of: dict[int, tuple[int, ...]] = {}
        engine.propagator(self, [bound ^ 1, *(s ^ 1 for _, s in self._items)], priority=1)

    def share(
        self,
        least: int,
        rest: Sequence[tuple[int, int]],
        cuts: Sequence[tuple[int, Sequence[int]]],
        up_to: int,
    ) -> None:
        """From now on count like this, as long as the sum is to stay within `up_to`.

        `least`: what all cuts pay; `rest`: (what is left of the weight, side); `cuts`: (what it
        pays, sides of its members).
        """
        self._least, self._up_to = least, up_to
        self._cuts = tuple(paid for paid, _ in cuts)
        members: dict[int, list[int]] = {}
        for number, (_, sides) in enumerate(cuts):
            for side in sides:
                members.setdefault(side, []).append(number)
        self._cuts_of = {side: tuple(numbers) for side, numbers in members.items()}
        self._items = tuple(sorted(rest, reverse=True))
        every = set(range(len(cuts)))
        dearest = [(weight + self._again(side, every), weight, side) for weight, side in rest]
        self._dearest = tuple(sorted(dearest, reverse=True))

    def propagate(self) -> bool:
        engine, lo, absent = self._engine, self._engine.lo, self._absent
        most = -lo[self._bound ^ 1]
        if most > self._up_to:
            return True
        added: list[tuple[int, int]] = []
        paid: set[int] = set()
        total = self._least
        for weight, side in self._items:
            if -lo[side ^ 1] < absent:
                weight += self._again(side, paid)
                paid.update(self._cuts_of.get(side, ()))
                added.append((weight, side))
                total += weight
        if total > lo[self._bound] and not engine.raise_to(
            self._bound, total, self._enough(added, total)
        ):
            return False
        return self._leave_out(added, paid, total, most)

    def _leave_out(
        self, added: list[tuple[int, int]], paid: set[int], total: int, most: int
    ) -> bool:
        """What would be too much is not in the plan."""
        engine, lo, absent = self._engine, self._engine.lo, self._absent
        for at_most, weight, side in self._dearest:
            if total + at_most <= most:
                break
            if lo[side] < absent <= -lo[side ^ 1]:
                again = self._again(side, paid)
                if total + weight + again <= most:
                    continue
                # Some of the others may add nothing, and yet be why a cut pays again.
                reason = self._enough(added, UNLIMITED if again else most + 1 - weight)
                if not engine.raise_to(side, absent, [*reason, (self._bound ^ 1, -most)]):
                    return False
        return True

    def _again(self, side: int, paid: set[int]) -> int:
        """What the cuts of which another member is chosen pay once more for this one."""
        return sum([self._cuts[c] for c in self._cuts_of.get(side, ()) if c in paid])

    def _enough(self, added: list[tuple[int, int]], least: int) -> list[Atom]:
        """The first of the chosen that, with what is paid anyhow, come to at least so much."""
        limited = self._up_to < UNLIMITED
        atoms: list[Atom] = [(self._bound ^ 1, -self._up_to)] if limited else []
        least -= self._least
        for weight, side in added:
            if least <= 0:
                break
            atoms.append((side ^ 1, 1 - self._absent))
            least -= weight
        return atoms
