"""Whether what must be done can fit into the hours and the one job before a month: a lower bound.

Everything that a branch is bound to do becomes a task with a window, from its optimistic start to
the last month by which it must be over. In every interval between window ends, the hours that can't
be moved out of it must not exceed what the weeks hold (energetic reasoning: Erschler and Lopez; see
P. Baptiste, C. Le Pape and W. Nuijten, Constraint-Based Scheduling, 2001). The test is repeated with
hours rounded by dual-feasible functions: for a threshold e up to half the capacity C, more than
C - e becomes C, less than e becomes 0. If tasks fit side by side before the rounding they do after
it, so the bound stays valid, and it sees that two long jobs of 30 hours never overlap in a week
of 50 (G. Lueker; S. Fekete and J. Schepers, 2001). With a capacity of one and jobs only, the same
test says that one person has one job.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from careerpath.graph.conditions import (
    NEVER,
    All,
    Condition,
    ExperienceNode,
    HeldNode,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from careerpath.graph.task import Action, Task
    from careerpath.planner.relaxation import Optimistic


@dataclass(frozen=True, slots=True)
class _Piece:
    """`months` of `hours` a week, without a break, within [`release`, `deadline`)."""

    release: int
    deadline: int
    months: int
    hours: int
    is_job: bool

    def inside(self, low: int, high: int) -> int:
        """Months that fall into [low, high) wherever it is placed."""
        early = min(high, self.release + self.months) - max(low, self.release)
        late = min(high, self.deadline) - max(low, self.deadline - self.months)
        return max(0, min(early, late, self.months))


@dataclass(frozen=True, slots=True)
class _Work:
    """Experience that must be earned within [`release`, `deadline`), in whatever pieces.

    `options` are the ways of earning it; `needed` in units.
    """

    release: int
    deadline: int
    needed: int
    options: tuple[_Option, ...]

    def inside(self, low: int, high: int) -> int:
        """Units that must be earned in [low, high), the best use made of the months outside."""
        window = self.deadline - self.release
        outside = window - max(0, min(high, self.deadline) - max(low, self.release))
        best = max(-(-o.units * outside // o.months) for o in self.options)
        return max(0, self.needed - best)


@dataclass(frozen=True, slots=True)
class _Option:
    """`units` of experience for `months` of `hours` a week: a role's month, or a whole route.

    Taking a part of a route for a part of its credit only makes the bound looser.
    """

    units: int
    months: int
    hours: int
    is_job: bool


@dataclass(frozen=True, slots=True)
class _Need:
    """Experience that a condition needs, unless one of the actions `instead` is done."""

    node: ExperienceNode
    instead: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Standpoint:
    """From where the bound looks ahead: the month, what is under way, and what is bound to come."""

    month: int
    latest: int
    waiting: tuple[int, ...]
    outlook: Optimistic
    running: dict[int, int] = field(default_factory=dict)
    """Steps under way: action to start."""
    done: frozenset[int] = frozenset()
    jobs: dict[int, tuple[int, int, int]] = field(default_factory=dict)
    """Role to (start, end, action) of its stretch; `end` is NEVER while it runs."""


MOST_WINDOWS = 8
"""How many of the tightest windows give the intervals that are looked at."""

LOOSE = 3
"""With this many times the months that all would take one after the other, nothing is tight."""


class CapacityBound:
    """The bound for one task."""

    def __init__(self, task: Task, tails: tuple[int, ...]) -> None:
        self._task = task
        self._tails = tails
        self._derived = dict(task.derived)
        self._necessary_in: dict[int, tuple[_Need, ...]] = {}

    def fits(self, standpoint: Standpoint) -> bool:
        """False if what is bound to be done can't fit by the last month, whatever else is done."""
        pieces = [*self._waiting(standpoint), *self._running(standpoint)]
        if any(p.release + p.months > p.deadline for p in pieces):
            return False
        works = sorted(dict.fromkeys(self._works(standpoint)), key=_tightness)[:MOST_WINDOWS]
        if self._is_loose(standpoint, pieces, works):
            return True
        capacity = self._task.capacity
        thresholds = self._thresholds(pieces, works)
        if any(not self._fits(pieces, works, capacity, e) for e in thresholds):
            return False
        return self._fits_one_job([p for p in pieces if p.is_job], works)

    def _is_loose(self, at: Standpoint, pieces: list[_Piece], works: list[_Work]) -> bool:
        """So much time is left that looking closer is not worth it."""
        months = sum(p.months for p in pieces)
        months += sum(max(w.needed * o.months // o.units for o in w.options) for w in works)
        return at.latest - at.month > LOOSE * months

    def _thresholds(self, pieces: list[_Piece], works: list[_Work]) -> list[int]:
        """The plain hours, and the rounding by which all that is over half a week fills it."""
        capacity = self._task.capacity
        hours = {p.hours for p in pieces} | {o.hours for w in works for o in w.options}
        long = [h for h in hours if capacity < 2 * h <= 2 * capacity]
        return [0, capacity - min(long) + 1] if long else [0]

    def _waiting(self, at: Standpoint) -> Iterator[_Piece]:
        for index in at.waiting:
            action = self._task.actions[index]
            if not action.is_work and action.months:
                start = at.outlook.starts.get(index, NEVER)
                deadline = self._deadline(action, at.latest) - action.results
                deadline = min(deadline, action.last_start + action.months)
                yield _Piece(start, deadline, action.months, action.hours, action.takes_job)

    def _running(self, at: Standpoint) -> Iterator[_Piece]:
        for index, begun in at.running.items():
            action = self._task.actions[index]
            left = begun + action.months - at.month
            if left > 0:
                yield _Piece(at.month, at.month + left, left, action.hours, action.takes_job)

    def _deadline(self, action: Action, latest: int) -> int:
        """The last month in which the action may end."""
        return min(latest - self._tails[action.index], action.until)

    # experience that is bound to be needed

    def _works(self, at: Standpoint) -> Iterator[_Work]:
        conditions = [(self._task.target, at.latest)]
        for index in at.waiting:
            action = self._task.actions[index]
            if action.is_work:
                conditions.append((action.entry, at.latest - 1))
                continue
            end = self._deadline(action, at.latest)
            start = min(end - action.months - action.results, action.last_start)
            conditions += [(action.entry, start), (action.completion, end)]
        for index in at.running:
            action = self._task.actions[index]
            conditions.append((action.completion, self._deadline(action, at.latest)))
        for condition, deadline in conditions:
            for need in self._all_necessary(condition):
                work = self._work(need, deadline, at)
                if work is not None:
                    yield work

    def _all_necessary(self, condition: Condition) -> tuple[_Need, ...]:
        known = self._necessary_in.get(id(condition))
        if known is None:
            known = tuple(dict.fromkeys(self._necessary(condition, frozenset(), ())))
            self._necessary_in[id(condition)] = known
        return known

    def _necessary(
        self, condition: Condition, passed: frozenset[int], instead: tuple[int, ...]
    ) -> Iterator[_Need]:
        """Experience that must be earned for the condition, unless an action of `instead` is done."""
        if isinstance(condition, ExperienceNode):
            yield _Need(condition, instead)
        elif isinstance(condition, All):
            for part in condition.parts:
                yield from self._necessary(part, passed, instead)
        elif isinstance(condition, HeldNode) and condition.stated >= NEVER:
            derived = [s for s in condition.slots if s in self._derived]
            if len(derived) == 1 and derived[0] not in passed:
                steps = tuple(i for s in condition.slots for i in self._task.by_slot[s])
                below = self._derived[derived[0]]
                yield from self._necessary(below, passed | {derived[0]}, (*instead, *steps))

    def _work(self, need: _Need, deadline: int, at: Standpoint) -> _Work | None:
        chosen = {*at.waiting, *at.running, *at.done}
        if any(i in chosen for i in need.instead):
            return None
        needed = need.node.needed - self._already(need.node, at)
        if needed <= 0:
            return None
        release, options = self._options(need.node, at)
        for index in need.instead:
            if at.outlook.ends.get(index, NEVER) <= deadline or index in at.outlook.timeline.gained:
                action = self._task.actions[index]
                options += (_Option(needed, action.months, action.hours, action.takes_job),)
                release = min(release, at.outlook.starts.get(index, at.month))
        if not options or any(o.months == 0 for o in options):
            return None
        return _Work(release, deadline, needed, options)

    def _already(self, node: ExperienceNode, at: Standpoint) -> int:
        """Units earned before the standpoint's month or under way by chosen routes: all count."""
        units = sum(b.units * (b.end - b.start) for b in node.past)
        for role in node.roles:
            if role in at.jobs:
                start, end, action = at.jobs[role]
                units += node.rates[action] * (min(end, at.month) - start)
        imagined = [
            at.outlook.timeline.may_start[r]
            for r in node.roles
            if r in at.outlook.timeline.may_start
        ]
        units += max((node.rates[a] * max(0, at.month - s) for s, a in imagined), default=0)
        chosen = {*at.waiting, *at.running, *at.done}
        return units + sum(
            m * u for i, credited in node.given.items() if i in chosen for m, u in credited
        )

    def _options(self, node: ExperienceNode, at: Standpoint) -> tuple[int, tuple[_Option, ...]]:
        """The earliest month in which any of the experience can begin, and the ways of earning it."""
        actions = self._task.actions
        found: dict[int, _Option] = {}
        release = NEVER
        for role in node.roles:
            start, able = self._able(role, at)
            release = min(release, start)
            for index in able:
                found[index] = _Option(node.rates[index], 1, actions[index].hours, True)
        chosen = {*at.waiting, *at.running, *at.done}
        for index, credited in node.given.items():
            units = sum(m * u for m, u in credited)
            if (
                units
                and index not in chosen
                and at.outlook.timeline.gained.get(index, NEVER) < NEVER
            ):
                action = actions[index]
                found[index] = _Option(units, action.months, action.hours, action.takes_job)
                release = min(release, at.outlook.starts.get(index, at.month))
        return release, tuple(dict.fromkeys(found.values()))

    def _able(self, role: int, at: Standpoint) -> tuple[int, list[int]]:
        """From when, and by which actions, the role may still be worked."""
        if role in at.jobs:
            _, end, action = at.jobs[role]
            return (at.month, [action]) if end >= NEVER else (NEVER, [])
        if role not in at.outlook.timeline.may_start:
            return NEVER, []
        start = at.outlook.timeline.may_start[role][0]
        known = [i for i in self._task.by_role[role] if at.outlook.starts.get(i, NEVER) < NEVER]
        return max(start, at.month), known or list(self._task.by_role[role])

    # the tests

    def _fits(self, pieces: list[_Piece], works: list[_Work], capacity: int, e: int) -> bool:
        sized = [(p, _rounded(p.hours, capacity, e)) for p in pieces]
        sized = [(p, h) for p, h in sized if h and p.months]
        for low, high in _intervals([p for p, _ in sized], works):
            room = capacity * (high - low)
            used = sum(h * p.inside(low, high) for p, h in sized)
            if used > room:
                return False
            for work in works:
                if used + self._least_hours(work, low, high, e) > room:
                    return False
        return True

    def _least_hours(self, work: _Work, low: int, high: int, e: int) -> int:
        """Rounded hours that the work needs inside [low, high), at the least."""
        left = work.inside(low, high)
        capacity = self._task.capacity
        return min(
            -(-left * o.months * _rounded(o.hours, capacity, e) // o.units) for o in work.options
        )

    def _fits_one_job(self, jobs: list[_Piece], works: list[_Work]) -> bool:
        works = [w for w in works if all(o.is_job for o in w.options)]
        for low, high in _intervals(jobs, works):
            used = sum(p.inside(low, high) for p in jobs)
            if used > high - low:
                return False
            for work in works:
                left = work.inside(low, high)
                months = min(-(-left * o.months // o.units) for o in work.options)
                if used + months > high - low:
                    return False
        return True


def _tightness(work: _Work) -> tuple[int, int, int]:
    return (work.deadline - work.release - work.needed, work.release, work.deadline)


def _rounded(hours: int, capacity: int, e: int) -> int:
    """The dual-feasible function of threshold `e`; 0 leaves the hours as they are."""
    if not e:
        return hours
    return capacity if hours > capacity - e else (0 if hours < e else hours)


def _intervals(pieces: list[_Piece], works: list[_Work]) -> list[tuple[int, int]]:
    """Intervals between the window ends of what has least room to move."""
    windows = [(p.deadline - p.release - p.months, p.release, p.deadline) for p in pieces]
    windows += [(w.deadline - w.release - w.needed, w.release, w.deadline) for w in works]
    tightest = sorted(set(windows))[:MOST_WINDOWS]
    lows = sorted({low for _, low, _ in tightest})
    highs = sorted({high for _, _, high in tightest})
    return [(low, high) for low in lows for high in highs if low < high]
