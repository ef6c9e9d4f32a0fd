"""The exact search: which actions to choose, cheapest first, so that they fit before a month.

`Search.cheapest(latest, …)` minimises an additive cost over all choices of actions that can be
scheduled with the target by month `latest`. Depth-first branch and bound:

1. Drop actions that can't be done in time: optimistic start plus length plus what must follow.
2. If what is chosen can't reach the target at all, take a landmark (a set of actions of which every
   completion does at least one) and branch on its first member: do the first; not the first but the
   second; and so on. The branches are disjoint and together complete.
3. If it can, schedule it exactly, with what may still be chosen taken as done for nothing at its
   optimistic time. No schedule: no larger choice has one either. A schedule that relies on nothing
   it does not do is a plan, and the cheapest that does all that is chosen, since doing more never
   costs less. Otherwise branch on an action that it relies on: do it, or never do it.
4. A branch whose cost so far, plus the cheapest member of each of several disjoint landmarks, is not
   below the best plan known, is left.

Every action is chosen or dropped for good on the way down, so the search ends; nothing is left out
but what steps 1 and 4 prove useless, so what it returns is optimal.

Time is minimised from below ("destructive" bounds: Klein and Scholl, 1999): ask for the smallest
month for which any choice fits, starting at the optimistic bound, in growing steps, then bisect.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from careerpath.graph.conditions import NEVER, ExperienceNode
from careerpath.graph.task import Action, Task
from careerpath.planner.capacity import CapacityBound, Standpoint
from careerpath.planner.dominance import Dominance
from careerpath.planner.landmarks import Landmark, LandmarkFinder
from careerpath.planner.necessity import Necessity, readers_of, useful_actions
from careerpath.planner.relaxation import Optimistic, Relaxation, nodes_of, slots_read
from careerpath.planner.schedule import Schedule, Scheduler, relied_on

Weight = Callable[[Action], int]

HURRIED_NODES = 200
HURRIED_STATES = 100


@dataclass(frozen=True, slots=True)
class Cap:
    """An upper limit on the sum of a weight over the chosen actions."""

    weight: Weight
    most: int


@dataclass(frozen=True, slots=True)
class Found:
    """A choice of actions, its cost, and dates for it."""

    cost: int
    chosen: tuple[int, ...]
    schedule: Schedule


@dataclass(slots=True)
class _Run:
    """One minimisation."""

    weights: list[int]
    caps: list[tuple[list[int], int]]
    latest: int
    any_will_do: bool
    hurry: bool = False
    """Look only at what is quickly found, and at so many nodes; finding nothing proves nothing."""
    nodes: int = 0
    best: Found | None = None


class Search:
    """The search over one task; schedules and bounds are shared between its minimisations."""

    def __init__(self, task: Task, should_stop: Callable[[], bool] = lambda: False) -> None:
        self._task = task
        self._relaxation = Relaxation(task)
        necessity = Necessity(task)
        self._dominance = Dominance(task, necessity)
        self._tails = _tails(task)
        self._capacity = CapacityBound(task, self._tails)
        self._scheduler = Scheduler(
            task, self._relaxation, self._capacity, self._dominance, should_stop
        )
        self._everything = useful_actions(task, necessity)
        self.nodes = 0

    @property
    def schedule_nodes(self) -> int:
        """States that scheduling has looked at."""
        return self._scheduler.nodes

    def earliest(self) -> int:
        """The optimistic target month: no plan is earlier. NEVER: the target is out of reach."""
        return self._relaxation.run(sorted(self._everything)).target

    def cheapest(
        self, weight: Weight, latest: int, caps: Iterable[Cap] = (), *, any_will_do: bool = False
    ) -> Found | None:
        """The choice of least weight that fits by `latest` under the caps; None if there is none.

        With `any_will_do`, the first that fits.
        """
        run = _Run(
            weights=[weight(a) for a in self._task.actions],
            caps=[([c.weight(a) for a in self._task.actions], c.most) for c in caps],
            latest=latest,
            any_will_do=any_will_do,
        )
        self._visit(run, (), self._everything)
        return run.best

    def quickly(self, weight: Weight, latest: int, caps: Iterable[Cap]) -> Found | None:
        """Some choice that fits by `latest`, if a short look finds one; None proves nothing."""
        run = _Run(
            weights=[weight(a) for a in self._task.actions],
            caps=[([c.weight(a) for a in self._task.actions], c.most) for c in caps],
            latest=latest,
            any_will_do=True,
            hurry=True,
        )
        self._visit(run, (), self._everything)
        return run.best

    def fastest(self, caps: list[Cap], known: Found, note: Callable[[int, Found], None]) -> Found:
        """A choice under the caps that fits by the smallest month; `known` is one that fits.

        `note` hears every better bound and choice on the way, so that a stopped search has them.
        """
        best, low = self._hastily_faster(caps, known), self.earliest()
        note(low, best)
        step = 1
        while low < best.schedule.months:
            middle = min(best.schedule.months - 1, low + step - 1)
            found = self.cheapest(_nothing, middle, caps, any_will_do=True)
            if found is not None:
                best = found
                step = max(1, (best.schedule.months - low) // 2)
            else:
                low = middle + 1
                step *= 2
            note(low, best)
        return best

    def _hastily_faster(self, caps: list[Cap], known: Found) -> Found:
        """Ever faster choices, as long as short looks find them."""
        best = known
        while True:
            found = self.quickly(_nothing, best.schedule.months - 1, caps)
            if found is None:
                return best
            best = found

    # the recursion

    def _visit(self, run: _Run, chosen: tuple[int, ...], allowed: frozenset[int]) -> None:
        while True:
            self.nodes += 1
            run.nodes += 1
            if run.hurry and run.nodes > HURRIED_NODES:
                return
            self._scheduler.check_time()
            if not self._is_promising(run, chosen, 0, [0] * len(run.caps)):
                return
            node = self._in_time(run, chosen, allowed)
            if node is None:
                return
            allowed, outlook = node
            missing = self._missing(run, chosen, allowed)
            if missing is None:
                return
            if len(missing) > 1:
                self._branch(run, chosen, allowed, self._order(run, missing, outlook))
                return
            if missing:
                # Only one thing can help: do it, and look again.
                (only,) = missing
                chosen, allowed = self._choose(chosen, allowed, only)
                continue
            relied = self._schedule(run, chosen, allowed, outlook)
            if relied is None or (run.any_will_do and run.best is not None):
                return
            self._visit(run, *self._choose(chosen, allowed, relied))
            if run.any_will_do and run.best is not None:
                return
            allowed = allowed - {relied}

    def _schedule(
        self, run: _Run, chosen: tuple[int, ...], allowed: frozenset[int], outlook: Optimistic
    ) -> int | None:
        """What a schedule of this choice relies on beyond it; None if the node is finished."""
        plain = self._scheduler.quick_fit(chosen, run.latest)
        if plain is not None:
            self._keep(run, plain)
            return None
        effort = HURRIED_STATES if run.hurry else None
        imagined = self._scheduler.imagine(chosen, outlook)
        optional = self._optional(chosen, allowed, outlook)
        schedule = self._scheduler.fit(chosen, run.latest, imagined, optional, effort)
        if schedule is None:
            return None
        relied = relied_on(self._task, schedule, imagined, chosen)
        if relied is not None:
            return relied
        self._keep(run, schedule)
        # It is a plan; without one of the jobs that it uses besides there may be a cheaper one.
        return min((i for i, _, _ in schedule.spans if i not in chosen), default=None)

    def _optional(
        self, chosen: tuple[int, ...], allowed: frozenset[int], outlook: Optimistic
    ) -> dict[int, int]:
        """Work that what is chosen could count, and the month from which it may be open."""
        actions = [self._task.actions[i] for i in chosen]
        queue = [self._task.target, *(c for a in actions for c in (a.entry, a.completion))]
        derived = dict(self._task.derived)
        counted: set[int] = set()
        for condition in queue:
            for node in nodes_of(condition):
                if isinstance(node, ExperienceNode):
                    counted.update(node.rates)
                queue += [derived.pop(s) for s in slots_read(node) if s in derived]
        found = counted & allowed
        return {i: outlook.starts[i] for i in found if outlook.starts.get(i, NEVER) < NEVER}

    def _branch(
        self, run: _Run, chosen: tuple[int, ...], allowed: frozenset[int], options: list[int]
    ) -> None:
        for option in options:
            if option not in allowed or not self._dominance.may_choose(option, chosen):
                continue
            self._visit(run, *self._choose(chosen, allowed, option))
            if run.any_will_do and run.best is not None:
                return
            allowed = allowed - {option}

    def _choose(
        self, chosen: tuple[int, ...], allowed: frozenset[int], option: int
    ) -> tuple[tuple[int, ...], frozenset[int]]:
        """Choosing an action rules out the other ways of gaining or working the same thing."""
        action = self._task.actions[option]
        same = (
            self._task.by_role[action.role] if action.is_work else self._task.by_slot[action.slot]
        )
        return tuple(sorted((*chosen, option))), allowed - frozenset(same)

    def _in_time(
        self, run: _Run, chosen: tuple[int, ...], allowed: frozenset[int]
    ) -> tuple[frozenset[int], Optimistic] | None:
        """What can still be done in time, and when; None if the target or something chosen can't."""
        while True:
            outlook = self._relaxation.run((*chosen, *sorted(allowed)))
            if outlook.target > run.latest:
                return None
            if any(self._is_late(run, outlook, i) for i in chosen):
                return None
            if not self._capacity.fits(Standpoint(0, run.latest, chosen, outlook)):
                return None
            kept = frozenset(i for i in allowed if not self._is_late(run, outlook, i))
            if len(kept) == len(allowed):
                return kept, outlook
            allowed = kept

    def _is_late(self, run: _Run, outlook: Optimistic, index: int) -> bool:
        action = self._task.actions[index]
        if action.is_work:
            month = outlook.starts.get(index, NEVER) + 1
        else:
            month = outlook.ends.get(index, NEVER)
        return month + self._tails[index] > run.latest

    def _missing(
        self, run: _Run, chosen: tuple[int, ...], allowed: frozenset[int]
    ) -> Landmark | None:
        """Of what the choice still lacks, the smallest landmark; empty if it lacks nothing.

        None if nothing can help, or none of what could is cheap enough.
        """
        reached = self._relaxation.run(chosen)
        finder = LandmarkFinder(self._task, frozenset(chosen), allowed, reached)
        landmarks = finder.landmarks()
        if any(not landmark for landmark in landmarks):
            return None
        if not self._is_promising(run, chosen, *self._least(run, landmarks)):
            return None
        smallest = min(landmarks, key=lambda m: (len(m), sorted(m)), default=frozenset())
        # "Something else" says too little to branch on: a schedule says what it relies on.
        return frozenset() if smallest == allowed and len(allowed) > 1 else smallest

    def _keep(self, run: _Run, schedule: Schedule) -> None:
        """Note a plan; it may do less than was chosen, where the target held before all was done."""
        chosen = tuple(i for i, _, _ in schedule.spans)
        if any(sum(weights[i] for i in chosen) > most for weights, most in run.caps):
            return
        cost = sum(run.weights[i] for i in chosen)
        if run.best is None or cost < run.best.cost:
            run.best = Found(cost, chosen, schedule)

    # bounds

    def _is_promising(
        self, run: _Run, chosen: tuple[int, ...], more: int, more_capped: list[int]
    ) -> bool:
        """The cost so far and `more` leave room below the best plan and the caps."""
        if run.best is not None and sum(run.weights[i] for i in chosen) + more >= run.best.cost:
            return False
        return all(
            sum(weights[i] for i in chosen) + extra <= most
            for (weights, most), extra in zip(run.caps, more_capped, strict=True)
        )

    def _least(self, run: _Run, landmarks: list[Landmark]) -> tuple[int, list[int]]:
        """What disjoint landmarks cost at least: each needs an action of its own."""
        used: set[int] = set()
        more, more_capped = 0, [0] * len(run.caps)
        for landmark in sorted(landmarks, key=lambda m: (len(m), sorted(m))):
            if not landmark or used & landmark:
                continue
            used |= landmark
            more += min(run.weights[i] for i in landmark)
            for number, (weights, _) in enumerate(run.caps):
                more_capped[number] += min(weights[i] for i in landmark)
        return more, more_capped

    def _order(self, run: _Run, options: Landmark, outlook: Optimistic) -> list[int]:
        """Cheap first, or in haste what leads to the target soonest; ids decide what is left."""
        actions = self._task.actions

        def rank(index: int) -> tuple[int, int, int, str, str]:
            action = actions[index]
            end = outlook.starts if action.is_work else outlook.ends
            month = end.get(index, NEVER) + self._tails[index]
            price = 0 if run.any_will_do else run.weights[index]
            return (price, month, action.months, action.id, action.route)

        return sorted(options, key=rank)


def _nothing(_: Action) -> int:
    return 0


def _tails(task: Task) -> tuple[int, ...]:
    """For each action, months that must pass between its end and the target: a lower bound.

    The shortest way over whatever could read it: a reader that needs it to start adds its own
    months, one that needs it to end adds none. The target adds none. Work counts month by month, so
    its tail is counted from its first month.
    """
    readers = readers_of(task)
    tails = [NEVER] * len(task.actions)
    changed = True
    while changed:
        changed = False
        for action in task.actions:
            own = min(
                (0 if reader is None else length + tails[reader])
                for reader, length in readers[action.index]
            ) if readers[action.index] else NEVER  # fmt: skip
            if own < tails[action.index]:
                tails[action.index] = own
                changed = True
    return tuple(tails)
