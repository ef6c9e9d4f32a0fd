"""Exact scheduling of chosen actions: can the target hold by month T with nothing but them?

The question is asked with steps that are not chosen, but still may be, taken as done at no hours at
their optimistic times (`imagine`), and with jobs that still may be chosen open to be worked. If even that can't be scheduled, no larger choice can be either,
because whatever it adds comes no earlier and takes hours; if the schedule found relies on nothing
imagined, it is a plan; otherwise what it relies on is what the search decides next.

Depth-first through time. At each month, awards that are due are made; then every action that may
start is either started or put off, and the job is either kept or stopped; then time moves to the
next month in which anything can change.

Why nothing is missed, although so little is tried:

- *Put off only to make room.* In a feasible schedule with the least sum of starts nothing can be
  moved to an earlier month. So an action that was startable at month u and is started later must
  have clashed, at u or while it would have run, with something that did run (Baker's semi-active
  schedules). An action put off without a clash during its length is abandoned at once. This needs
  that ending earlier never hurts, which is so unless a pass can lapse: with `recent` or `last` in
  play, an action may be put off freely.
- *A job is stopped only to make room*, or when no condition still counts it: until then more
  experience never hurts.
- *Room is judged at the start.* What runs at a month only shrinks until something else starts, so
  an action that fits in its first month fits throughout.

A state that failed is not entered twice: its key holds all that the future depends on.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from careerpath.graph.conditions import (
    NEVER,
    Condition,
    ExperienceNode,
    HeldForNode,
    RecentNode,
    Timeline,
)
from careerpath.planner.capacity import CapacityBound, Standpoint
from careerpath.planner.relaxation import (
    Optimistic,
    Relaxation,
    experiences_in,
    nodes_of,
    slots_read,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from careerpath.graph.task import Task
    from careerpath.planner.dominance import Dominance

QUICK_STATES_AN_ACTION = 6
"""How long `quick_fit` looks: enough for a schedule that needs hardly any second thoughts."""


@dataclass(frozen=True, slots=True)
class Schedule:
    """Dates for chosen actions: action to (start, end); for work, the stretch."""

    months: int
    spans: tuple[tuple[int, int, int], ...]
    """(action, start, end), by action."""


@dataclass(slots=True)
class _State:
    t: int
    timeline: Timeline
    running: dict[int, int] = field(default_factory=dict)
    """Steps begun and not yet awarded: action to start."""
    waiting: tuple[int, ...] = ()
    """Actions not yet begun, by priority."""
    optional: tuple[int, ...] = ()
    """Work that may be begun besides."""
    put_off: dict[int, int] = field(default_factory=dict)
    """Actions put off and not yet clashed with: action to the month they could have begun."""
    spans: dict[int, tuple[int, int]] = field(default_factory=dict)
    """Steps awarded and stretches ended."""
    job: int = -1
    """The work action under way."""

    def copy(self) -> _State:
        timeline = self.timeline
        copied = Timeline(
            list(timeline.when), dict(timeline.gained), dict(timeline.jobs),
            delayable=timeline.delayable, delayable_gains=timeline.delayable_gains,
        )  # fmt: skip
        return _State(
            self.t, copied, dict(self.running), self.waiting, self.optional,
            dict(self.put_off), dict(self.spans), self.job,
        )  # fmt: skip


class Scheduler:
    """Schedules sets of actions of one task."""

    def __init__(
        self,
        task: Task,
        relaxation: Relaxation,
        capacity: CapacityBound,
        dominance: Dominance,
        should_stop: Callable[[], bool],
    ) -> None:
        self._task = task
        self._dominance = dominance
        self._capacity = capacity
        self._relaxation = relaxation
        self._should_stop = should_stop
        self._known: dict[tuple[int, ...], Schedule] = {}
        self._conditions = [
            task.target,
            *(c for _, c in task.derived),
            *(a.entry for a in task.actions),
            *(a.completion for a in task.actions),
        ]
        nodes = [n for c in self._conditions for n in nodes_of(c)]
        self._lapsing = self._lapsing_actions(nodes)
        self.nodes = 0

    def _lapsing_actions(self, nodes: list[Condition]) -> frozenset[int]:
        """Actions whose gain may come too early for a condition that asks for a recent one."""
        task = self._task
        lapsing: set[int] = set()
        slots: set[int] = set()
        for node in nodes:
            if isinstance(node, RecentNode):
                slots.update(node.slots)
            elif isinstance(node, ExperienceNode) and node.last is not None:
                lapsing.update(i for r in node.roles for i in task.by_role[r])
                lapsing.update(node.given)
            elif isinstance(node, ExperienceNode) and node.after is not None:
                # What a route credited counts only from the month of the licence.
                lapsing.update(node.given)
        derived = dict(task.derived)
        queue = sorted(slots)
        for slot in queue:
            lapsing.update(task.by_slot[slot])
            conditions = [derived[slot]] if slot in derived else []
            conditions += [task.actions[i].completion for i in task.by_slot[slot]]
            for condition in conditions:
                for node in nodes_of(condition):
                    if isinstance(node, ExperienceNode):
                        lapsing.update(i for r in node.roles for i in task.by_role[r])
                        lapsing.update(node.given)
                    new = [s for s in getattr(node, "slots", ()) if s not in slots]
                    slots.update(new)
                    queue.extend(new)
        return frozenset(lapsing)

    def fit(
        self,
        chosen: tuple[int, ...],
        latest: int,
        imagined: Timeline,
        optional: Mapping[int, int] | None = None,
        effort: int | None = None,
    ) -> Schedule | None:
        """A schedule with the target by `latest`, relying on `imagined` where it must, or None.

        `optional` are work actions that it may use besides what is chosen, each from an optimistic
        month, its entry taken as met; after `effort` states it gives up, which proves nothing.

        A schedule known to need nothing imagined is given again.
        """
        known = self._known.get(chosen)
        if known is not None and known.months <= latest:
            return known
        fitting = _Fitting(self, self._task, chosen, latest, imagined, optional or {}, effort)
        try:
            found = fitting.solve()
        except _TooMuchEffortError:
            return None
        if (
            found is not None
            and {i for i, _, _ in found.spans} <= set(chosen)
            and relied_on(self._task, found, imagined, chosen) is None
        ):
            self._known[chosen] = found
        return found

    def quick_fit(self, chosen: tuple[int, ...], latest: int) -> Schedule | None:
        """A schedule that relies on nothing else, if a short look finds one; None proves nothing."""
        known = self._known.get(chosen)
        if known is not None and known.months <= latest:
            return known
        nothing = Timeline([NEVER] * len(self._task.slot_ids))
        effort = QUICK_STATES_AN_ACTION * (len(chosen) + 2)
        try:
            found = _Fitting(self, self._task, chosen, latest, nothing, {}, effort).solve()
        except _TooMuchEffortError:
            return None
        if found is not None:
            self._known[chosen] = found
        return found

    def imagine(self, chosen: tuple[int, ...], outlook: Optimistic) -> Timeline:
        """A timeline on which every step that is not chosen is done at its optimistic time."""
        actions = [self._task.actions[i] for i in chosen]
        own_slots = {a.slot for a in actions if not a.is_work} | {s for s, _ in self._task.derived}
        when = [
            NEVER if slot in own_slots else month
            for slot, month in enumerate(outlook.timeline.when)
        ]
        gained = {
            i: month
            for i, month in outlook.timeline.gained.items()
            if self._task.actions[i].slot not in own_slots
        }
        free = frozenset(s for s, month in enumerate(when) if month < NEVER)
        return Timeline(when, gained, delayable=free, delayable_gains=frozenset(gained))

    # what a fitting asks of its scheduler

    @property
    def relaxation(self) -> Relaxation:
        return self._relaxation

    @property
    def capacity(self) -> CapacityBound:
        return self._capacity

    @property
    def dominance(self) -> Dominance:
        return self._dominance

    def may_wait_freely(self, action: int) -> bool:
        """Delaying the action may help although nothing is in its way."""
        return action in self._lapsing

    def check_time(self) -> None:
        """Raise StoppedError when the search should stop."""
        self.nodes += 1
        if self.nodes % 64 == 0 and self._should_stop():
            raise StoppedError


class _TooMuchEffortError(Exception):
    """A short look has seen its share of states; caught where it was asked for."""


class StoppedError(Exception):
    """The time limit was reached inside a search; caught by the planner's own driver."""


_Standing = tuple[tuple[int, ...], frozenset[int]]
"""Units that each condition counts, and the roles used up."""


class _Fitting:
    def __init__(
        self,
        scheduler: Scheduler,
        task: Task,
        chosen: tuple[int, ...],
        latest: int,
        imagined: Timeline,
        optional: Mapping[int, int],
        effort: int | None = None,
    ) -> None:
        self._scheduler = scheduler
        self._task = task
        self._latest = latest
        self._chosen = chosen
        self._imagined = imagined
        self._optional = optional
        self._effort = effort
        self._failed: dict[object, list[_Standing]] = {}
        nodes = list(self._nodes())
        self._timed = _Timed(nodes)
        self._adding_up = [
            n
            for n in dict.fromkeys(nodes)
            if isinstance(n, ExperienceNode) and n.last is None and n.after is None
        ]

    def solve(self) -> Schedule | None:
        imagined = self._imagined
        start = _State(
            0,
            Timeline(
                list(imagined.when),
                dict(imagined.gained),
                delayable=imagined.delayable,
                delayable_gains=imagined.delayable_gains,
            ),
            waiting=tuple(sorted(self._chosen, key=self._priority)),
            optional=tuple(sorted(self._optional)),
        )
        return self._visit(start)

    def _priority(self, index: int) -> tuple[int, int]:
        """Longer first: what takes long is what tends to decide the end."""
        action = self._task.actions[index]
        return (-(action.months + action.results), index)

    def _count(self) -> None:
        self._scheduler.check_time()
        if self._effort is not None:
            self._effort -= 1
            if self._effort < 0:
                raise _TooMuchEffortError

    # one month

    def _visit(self, state: _State) -> Schedule | None:
        """Search from a state in which nothing has been decided for its month yet."""
        passed: list[tuple[object, _Standing]] = []
        found = self._explore(state, passed)
        if found is None:
            # Each state on the way was left only after all else that could follow it had failed.
            for key, standing in passed:
                self._failed.setdefault(key, []).append(standing)
        return found

    def _explore(self, state: _State, passed: list[tuple[object, _Standing]]) -> Schedule | None:
        """Go on in place, branching on what may start, and note every state on the way."""
        while True:
            self._count()
            if not self._settle(state):
                return None
            self._stop_idle_job(state)
            if self._task.target.holds(state.timeline, state.t):
                # What is still unfinished is needless, and left out: that costs less.
                return self._schedule(state)
            outlook = self._outlook(state)
            if outlook is None:
                return None
            key, standing = self._key(state), self._standing(state)
            if self._is_hopeless(key, standing):
                return None
            passed.append((key, standing))
            startable, blocked = self._sort_out(state)
            found = self._branch(state, startable, blocked)
            if found is not None:
                return found
            if not self._go_on(state, outlook, startable, blocked):
                return None

    def _branch(self, state: _State, startable: list[int], blocked: list[int]) -> Schedule | None:
        """Start the first that may start; or end the job that leaves no room for what is ready."""
        if startable:
            return self._visit(self._started(state, startable[0]))
        if blocked and state.job >= 0:
            return self._stopping(state)
        return None

    def _go_on(
        self, state: _State, outlook: Optimistic, startable: list[int], blocked: list[int]
    ) -> bool:
        """Put off what may start, or let time pass; false if neither can lead anywhere."""
        if not startable:
            return self._advance(state, outlook, bool(blocked))
        if not self._may_put_off(state, startable[0]):
            return False
        state.put_off[startable[0]] = state.t
        return True

    def _stopping(self, state: _State) -> Schedule | None:
        """What comes of ending the stretch under way now."""
        stopped = state.copy()
        return self._visit(stopped) if self._stop_job(stopped) else None

    def _settle(self, state: _State) -> bool:
        """Make every award that is due, in whatever order they build on each other.

        False if one comes too late.
        """
        t, timeline = state.t, state.timeline
        changed = True
        while changed:
            changed = False
            for index in list(state.running):
                action = self._task.actions[index]
                begun = state.running[index]
                due = begun + action.months + action.results <= t
                if due and action.completion.holds(timeline, t):
                    if t > action.until:
                        return False
                    del state.running[index]
                    state.spans[index] = (begun, t)
                    timeline.gained[index] = t
                    timeline.when[action.slot] = min(timeline.when[action.slot], t)
                    changed = True
            for slot, condition in self._task.derived:
                if timeline.when[slot] >= NEVER and condition.holds(timeline, t):
                    timeline.when[slot] = t
                    changed = True
        return True

    def _stop_idle_job(self, state: _State) -> None:
        """End the stretch under way once no condition counts more of it, or its window closes."""
        if state.job < 0:
            return
        action = self._task.actions[state.job]
        if state.t >= action.until or not self._still_counted(state, action.role):
            self._stop_job(state)

    def _still_counted(self, state: _State, role: int) -> bool:
        for condition in self._open_conditions(state):
            for node in experiences_in(condition):
                if role in node.roles and (
                    node.last is not None or not node.holds(state.timeline, state.t)
                ):
                    return True
        return False

    def _open_conditions(self, state: _State) -> list[Condition]:
        actions = self._task.actions
        conditions = (
            [self._task.target] if not self._task.target.holds(state.timeline, state.t) else []
        )
        conditions += [actions[i].entry for i in state.waiting]
        conditions += [actions[i].completion for i in (*state.waiting, *state.running)]
        conditions += [c for s, c in self._task.derived if state.timeline.when[s] >= NEVER]
        return conditions

    def _stop_job(self, state: _State) -> bool:
        action = self._task.actions[state.job]
        begun = state.timeline.jobs[action.role][0]
        if begun >= state.t or state.t > action.until:
            return False
        state.timeline.jobs[action.role] = (begun, state.t, action.index)
        state.spans[action.index] = (begun, state.t)
        state.job = -1
        return True

    def _schedule(self, state: _State) -> Schedule:
        if state.job >= 0:
            self._stop_job(state)
        spans = tuple(sorted((i, s, e) for i, (s, e) in state.spans.items()))
        return Schedule(state.t, spans)

    # what may happen now

    def _sort_out(self, state: _State) -> tuple[list[int], list[int]]:
        """Actions that may start this month, and those that only lack room."""
        startable: list[int] = []
        blocked: list[int] = []
        used = self._used(state)
        busy = self._has_job(state)
        for index in (*state.waiting, *self._worthwhile(state)):
            action = self._task.actions[index]
            if index in state.put_off:
                continue
            if not self._is_open(state, index):
                continue
            if used + action.hours > self._task.capacity or (action.takes_job and busy):
                blocked.append(index)
            else:
                startable.append(index)
        return startable, blocked

    def _worthwhile(self, state: _State) -> Iterator[int]:
        """Optional work, less what another open job would do exactly as well.

        A job that counts for no more than the one under way, at no fewer hours, is never begun in
        its place; of equal ones the first is begun first, since they could change places.
        """
        dominance = self._scheduler.dominance
        for place, index in enumerate(state.optional):
            if state.job >= 0 and dominance.is_no_better(index, state.job):
                continue
            earlier = state.optional[:place]
            if not any(
                dominance.is_equal(index, other) and self._is_open(state, other)
                for other in earlier
            ):
                yield index

    def _is_open(self, state: _State, index: int) -> bool:
        action = self._task.actions[index]
        if self._task.next_start(action, state.t) != state.t:
            return False
        if index in self._optional:
            return state.t >= self._optional[index]
        return action.entry.holds(state.timeline, state.t)

    def _used(self, state: _State) -> int:
        actions = self._task.actions
        used = sum(
            actions[i].hours for i, s in state.running.items() if state.t < s + actions[i].months
        )
        return used + (actions[state.job].hours if state.job >= 0 else 0)

    def _has_job(self, state: _State) -> bool:
        actions = self._task.actions
        return state.job >= 0 or any(
            actions[i].takes_job and state.t < s + actions[i].months
            for i, s in state.running.items()
        )

    def _started(self, state: _State, index: int) -> _State:
        action = self._task.actions[index]
        after = state.copy()
        after.waiting = tuple(i for i in state.waiting if i != index)
        if action.is_work:
            after.optional = tuple(
                i for i in state.optional if self._task.actions[i].role != action.role
            )
            after.job = index
            after.timeline.jobs[action.role] = (state.t, NEVER, index)
        else:
            after.running[index] = state.t
        return after

    def _may_put_off(self, state: _State, index: int) -> bool:
        if self._scheduler.may_wait_freely(index):
            return True
        action = self._task.actions[index]
        if not action.is_work and action.months == 0:
            return False
        others = [self._task.actions[i] for i in state.waiting if i != index]
        optional = [self._task.actions[i].hours for i in state.optional if i != index]
        rivals = action.takes_job and (bool(optional) or any(a.takes_job for a in others))
        wanted = self._used(state) + action.hours + sum(a.hours for a in others)
        wanted += max(optional, default=0)
        return rivals or wanted > self._task.capacity

    # time

    def _outlook(self, state: _State) -> Optimistic | None:
        """Optimistic times from here; None if the target can't be reached in time."""
        outlook = self._scheduler.relaxation.run(
            state.waiting, self._with_optional(state), state.running, state.t
        )
        if outlook.target > self._latest:
            return None
        for index in (*state.waiting, *state.running):
            known = outlook.starts if self._task.actions[index].is_work else outlook.ends
            if known.get(index, NEVER) > self._latest:
                return None
        standpoint = Standpoint(
            state.t, self._latest, state.waiting, outlook, state.running,
            frozenset(state.spans), state.timeline.jobs,
        )  # fmt: skip
        return outlook if self._scheduler.capacity.fits(standpoint) else None

    def _with_optional(self, state: _State) -> Timeline:
        """The timeline, and the optional work as what may be begun."""
        timeline = state.timeline
        may_start: dict[int, tuple[int, int]] = {}
        for index in state.optional:
            action = self._task.actions[index]
            start = self._task.next_start(action, max(state.t, self._optional[index]))
            known = may_start.get(action.role)
            best = index
            if known is not None and self._task.actions[known[1]].hours > action.hours:
                best = known[1]
            if start < NEVER:
                may_start[action.role] = (min(start, known[0]) if known else start, best)
        return Timeline(
            timeline.when, timeline.gained, timeline.jobs, may_start,
            timeline.delayable, timeline.delayable_gains,
        )  # fmt: skip

    def _advance(self, state: _State, outlook: Optimistic, has_blocked: bool) -> bool:
        """Move to the next month in which anything can change; false if none is left in time."""
        nxt = self._next_month(state, outlook, has_blocked)
        if nxt > self._latest:
            return False
        used, busy = self._used(state), self._has_job(state)
        for index, since in list(state.put_off.items()):
            action = self._task.actions[index]
            if (
                self._scheduler.may_wait_freely(index)
                or used + action.hours > self._task.capacity
                or (action.takes_job and busy)
            ):
                del state.put_off[index]
            elif not action.is_work and nxt >= since + action.months:
                return False
        state.t = nxt
        return True

    def _next_month(self, state: _State, outlook: Optimistic, has_blocked: bool) -> int:
        t = state.t
        if has_blocked and state.job >= 0:
            return t + 1
        if any(self._scheduler.may_wait_freely(i) for i in state.put_off):
            return t + 1
        # An optimistic month that has come without the event: look again in every month.
        overdue = [outlook.target, *(outlook.ends.get(i, NEVER) for i in state.running)]
        overdue += self._job_events(state)
        events = [max(e, t + 1) for e in overdue]
        for index, begun in state.running.items():
            events.append(begun + self._task.actions[index].months)
        for index in (*state.waiting, *state.optional):
            start = self._optional.get(index, outlook.starts.get(index, NEVER))
            events.append(start)
            if start <= t:
                events.append(self._task.next_start(self._task.actions[index], t + 1))
        events += outlook.timeline.when
        return min((e for e in events if e > t), default=NEVER)

    def _job_events(self, state: _State) -> list[int]:
        """Months in which some condition has enough of the job under way, or its window closes."""
        if state.job < 0:
            return []
        role = self._task.actions[state.job].role
        return [self._task.actions[state.job].until] + [
            node.earliest(state.timeline, state.t)
            for condition in self._open_conditions(state)
            for node in experiences_in(condition)
            if role in node.roles and not node.holds(state.timeline, state.t)
        ]

    def _key(self, state: _State) -> object:
        """What the future depends on and can't be better or worse, only different."""
        t, timeline, timed = state.t, state.timeline, self._timed
        worked = tuple(
            (r, a, s, e if e < NEVER else t)
            for r, (s, e, a) in sorted(timeline.jobs.items())
            if r in timed.roles
        )
        return (
            t,
            tuple(sorted(state.running.items())),
            state.job,
            worked,
            state.waiting,
            tuple(sorted(state.put_off.items())),
            tuple(timeline.when[s] for s in timed.slots),
            tuple(timeline.gained.get(i, NEVER) for i in timed.givers),
            tuple(timeline.when[s] <= t for s, _ in self._task.derived),
        )

    def _standing(self, state: _State) -> _Standing:
        """What can be better: the experience that each condition counts, and the roles used up."""
        totals = tuple(min(n.needed, n.total(state.timeline, state.t)) for n in self._adding_up)
        return totals, frozenset(state.timeline.jobs)

    def _is_hopeless(self, key: object, standing: _Standing) -> bool:
        """A state as good or better has failed: more experience everywhere, no more roles used."""
        totals, used = standing
        return any(
            spent <= used and all(a >= b for a, b in zip(better, totals, strict=True))
            for better, spent in self._failed.get(key, ())
        )

    def _nodes(self) -> Iterator[Condition]:
        """Every node that this fitting can ask about, through derived credentials too."""
        actions = [self._task.actions[i] for i in self._chosen]
        queue = [self._task.target, *(c for a in actions for c in (a.entry, a.completion))]
        derived = dict(self._task.derived)
        for condition in queue:
            for node in nodes_of(condition):
                yield node
                for slot in slots_read(node):
                    if slot in derived:
                        queue.append(derived.pop(slot))


class _Timed:
    """The slots, roles and giving actions of which some condition asks when, not only whether."""

    def __init__(self, nodes: list[Condition]) -> None:
        slots: set[int] = set()
        roles: set[int] = set()
        givers: set[int] = set()
        for node in nodes:
            if isinstance(node, HeldForNode | RecentNode):
                slots.update(node.slots)
            elif isinstance(node, ExperienceNode) and (node.last is not None or node.after):
                slots.update(node.after.slots if node.after else ())
                roles.update(node.roles)
                givers.update(node.given)
        self.slots = tuple(sorted(slots))
        self.roles = frozenset(roles)
        self.givers = tuple(sorted(givers))


def without_needless(task: Task, schedule: Schedule) -> Schedule:
    """The schedule less what nothing in it needs; an optimal one has nothing of the kind.

    Later actions go first, so that what only they needed goes with them.
    """
    spans = {i: (s, e) for i, s, e in schedule.spans}
    for index in sorted(spans, key=lambda i: (-spans[i][0], i)):
        fewer = {i: span for i, span in spans.items() if i != index}
        if dates_hold(task, fewer, schedule.months):
            spans = fewer
    return Schedule(schedule.months, tuple(sorted((i, s, e) for i, (s, e) in spans.items())))


def trimmed(task: Task, schedule: Schedule) -> Schedule:
    """The same schedule with every stretch of work as short as its conditions allow."""
    spans = {i: (s, e) for i, s, e in schedule.spans}
    for index in sorted(spans):
        if task.actions[index].is_work:
            _trim(task, spans, index, schedule.months, 0, -1)
            _trim(task, spans, index, schedule.months, 1, 0)
    return Schedule(schedule.months, tuple(sorted((i, s, e) for i, (s, e) in spans.items())))


def _trim(
    task: Task, spans: dict[int, tuple[int, int]], index: int, months: int, later: int, sooner: int
) -> None:
    """Shorten one stretch month by month, from its start (`later`) or its end (`sooner`)."""
    while True:
        start, end = spans[index]
        if end - start < 2:
            return
        spans[index] = (start + later, end + sooner)
        if not dates_hold(task, spans, months):
            spans[index] = (start, end)
            return


def dates_hold(task: Task, spans: dict[int, tuple[int, int]], months: int) -> bool:
    """Whether every condition still holds at its date when the steps keep theirs.

    Replayed in order, so that within one month nothing proves itself: a step begins on what has
    been awarded before, and is awarded on what others have been.
    """
    timeline = Timeline([NEVER] * len(task.slot_ids))
    for index, (start, end) in spans.items():
        if task.actions[index].is_work:
            timeline.jobs[task.actions[index].role] = (start, end, index)
    to_begin = dict(spans)
    to_award = {i: end for i, (_, end) in spans.items() if not task.actions[i].is_work}
    for month in range(max((e for _, e in spans.values()), default=0) + 1):
        while _derive(task, timeline, month) | _replay(task, timeline, month, to_begin, to_award):
            pass
        if any(start <= month for start, _ in to_begin.values()):
            return False
        if any(end <= month for end in to_award.values()):
            return False
    return task.target.holds(timeline, months)


def _replay(
    task: Task,
    timeline: Timeline,
    month: int,
    to_begin: dict[int, tuple[int, int]],
    to_award: dict[int, int],
) -> bool:
    """Begin and award what this month is due and may be; true if anything was."""
    begun = [
        i
        for i, (start, _) in to_begin.items()
        if start == month and task.actions[i].entry.holds(timeline, month)
    ]
    for index in begun:
        del to_begin[index]
    awarded = [
        i
        for i, end in to_award.items()
        if end == month and i not in to_begin and task.actions[i].completion.holds(timeline, month)
    ]
    for index in awarded:
        del to_award[index]
        timeline.when[task.actions[index].slot] = month
        timeline.gained[index] = month
    return bool(begun or awarded)


def timeline_of(task: Task, spans: dict[int, tuple[int, int]]) -> Timeline:
    """The actual timeline of dated actions, derived credentials included."""
    timeline = Timeline([NEVER] * len(task.slot_ids))
    for index, (start, end) in spans.items():
        action = task.actions[index]
        if action.is_work:
            timeline.jobs[action.role] = (start, end, index)
        else:
            timeline.when[action.slot] = end
            timeline.gained[index] = end
    last = max((e for _, e in spans.values()), default=0)
    for month in range(last + 1):
        _derive(task, timeline, month)
    return timeline


def _derive(task: Task, timeline: Timeline, month: int) -> bool:
    """Hold every derived credential whose condition holds by now; true if any is new."""
    derived = False
    changed = True
    while changed:
        changed = False
        for slot, condition in task.derived:
            if timeline.when[slot] >= NEVER and condition.holds(timeline, month):
                timeline.when[slot] = month
                changed = derived = True
    return derived


def relied_on(
    task: Task, schedule: Schedule, imagined: Timeline, chosen: tuple[int, ...]
) -> int | None:
    """An action that the schedule takes as done without doing it; None if there is none.

    Work that was not chosen and whose entry is not met is such an action too.

    Among several the first to be relied on, then the first by index.
    """
    spans = {i: (s, e) for i, s, e in schedule.spans}
    timeline = timeline_of(task, spans)
    for index, (start, _) in sorted(spans.items()):
        if index not in chosen and not task.actions[index].entry.holds(timeline, start):
            return index
    if dates_hold(task, spans, schedule.months):
        return None
    moments = [(schedule.months, task.target, -1)]
    for index, (start, end) in spans.items():
        action = task.actions[index]
        moments.append((start, action.entry, action.slot))
        if not action.is_work:
            moments.append((end, action.completion, action.slot))
    for month, condition, own in sorted(moments, key=lambda m: m[0]):
        others = _without(timeline, own)
        if not condition.holds(others, month):
            found = _imagined_in(task, condition, others, imagined, month, set(spans))
            if found is not None:
                return found
    # Several steps prove each other in a circle: whatever is imagined first may have broken it.
    return min((month, i) for i, month in imagined.gained.items() if i not in spans)[1]


def _without(timeline: Timeline, slot: int) -> Timeline:
    """The timeline as it would be without this slot: nothing proves itself."""
    if slot < 0:
        return timeline
    when = [NEVER if s == slot else month for s, month in enumerate(timeline.when)]
    return Timeline(when, timeline.gained, timeline.jobs)


def _imagined_in(
    task: Task,
    condition: Condition,
    timeline: Timeline,
    imagined: Timeline,
    month: int,
    done: set[int],
) -> int | None:
    """The action that `condition` misses at `month`, among those that `imagined` takes as done."""
    derived = dict(task.derived)
    candidates: list[tuple[int, int]] = []
    queue, seen = [condition], set()  # type: list[Condition], set[int]
    while queue:
        node = queue.pop()
        if node.holds(timeline, month) and not isinstance(node, ExperienceNode):
            continue
        queue.extend(node.children())
        slots: tuple[int, ...] = getattr(node, "slots", ())
        if isinstance(node, ExperienceNode):
            slots = node.after.slots if node.after is not None else ()
            candidates += [(imagined.gained[i], i) for i in node.given if i in imagined.gained]
        for slot in slots:
            if slot in derived and slot not in seen:
                seen.add(slot)
                queue.append(derived[slot])
            elif imagined.when[slot] <= month:
                candidates += [
                    (imagined.gained[i], i)
                    for i in task.by_slot[slot]
                    if i in imagined.gained and i not in done
                ]
    candidates = [(m, i) for m, i in candidates if m <= month]
    return min(candidates)[1] if candidates else None
