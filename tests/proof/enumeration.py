"""Exhaustive search over complete month-by-month states, for small catalogues.

A state is everything that has happened so far. From every state at every month every single thing
that could be begun or stopped is tried, in every combination, and so is doing nothing; what must
happen (awards, derived credentials) happens by itself. States with the same future are merged.

Why the answer is the optimum:

* *Complete.* Every right plan is a sequence of these moves, month by month, because a plan is its
  starts and stops. Three kinds of moves are left out, none of which an optimal plan needs: what
  starts or runs without being able to support the target any more (taking it out of a plan leaves
  the plan right and no dearer), work beyond the month in which all it is counted for is settled
  (cutting it likewise), and whatever follows a state in which the target is reached.
* *Merging.* `_Search._key` contains everything on which later months depend. Totals are sums, and
  lexicographic order of sums is kept when the same is added to both, so of two states with one
  future the lesser vector leads to the lesser end. With a budget the fees must not be higher.
* *End.* From the last date that any rule names (`_last_date`) on, rules depend on the
  calendar month and on differences only. A state whose future was met before, in the same calendar
  month, earlier and at no more, is dropped; there are finitely many futures, so the search ends.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from careerpath.profile import HORIZON_MONTHS
from tests.proof.enumeration_states import (
    NEVER,
    NOT_YET,
    Block,
    Job,
    Needs,
    State,
)
from tests.proof.enumeration_world import World
from tests.proof.plan_records import (
    INFEASIBLE,
    Answer,
    CandidatePlan,
    PlannedStep,
    PlannedStretch,
    Vector,
    objective_vector,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from careerpath.catalogue import Catalogue
    from careerpath.profile import Question


class TooLarge(Exception):  # noqa: N818 - it says what is wrong with the catalogue
    """The search met more states than allowed; nothing is known of the question."""


def answer_by_enumeration(
    catalogue: Catalogue, question: Question, *, usual: bool, max_states: int = 200_000
) -> Answer:
    """The optimal vector with its plan, or neither if there is none. TooLarge if the search was given up."""
    return _Search(World(catalogue, question, usual), max_states).answer()


@dataclass(frozen=True, slots=True)
class _Cost:
    fees: int = 0
    steps: int = 0
    study: int = 0
    estimates: int = 0


@dataclass(frozen=True, slots=True)
class _Log:
    """Which steps were begun, latest first."""

    option: int
    start: int
    before: _Log | None


@dataclass(frozen=True, slots=True)
class _Node:
    """A state, what it cost, and how it came about."""

    state: State
    cost: _Cost
    log: _Log | None
    stretches: tuple[Block, ...] = ()


_Key = tuple[object, ...]


class _Search:
    def __init__(self, world: World, max_states: int) -> None:
        self._world = world
        self._max_states = max_states
        self._states = 0
        self._best: Vector | None = None
        self._best_plan: CandidatePlan | None = None
        self._needs: dict[_Key, tuple[frozenset[int], frozenset[str]]] = {}
        limits = world.question.limits
        self._budget = limits.budget
        self._latest = HORIZON_MONTHS if limits.within is None else limits.within
        self._latest = min(self._latest, HORIZON_MONTHS)
        self._last_date = max(world.dates) + 1
        self._period = 12 if any(o.route.starts or o.route.sat for o in world.options) else 1

    def answer(self) -> Answer:
        empty = State((NOT_YET,) * len(self._world.number))
        layer = [_Node(empty, _Cost(), None)]
        self._met: dict[_Key, list[tuple[Vector, int]]] = {}
        now = 0
        while layer and now <= self._latest:
            layer = self._month(layer, now)
            now += 1
        if self._best is None:
            return INFEASIBLE
        return Answer(self._best_plan, self._best[:-1])

    def _month(self, layer: list[_Node], now: int) -> list[_Node]:
        """Every state that the next month can begin with."""
        following = []
        for node in self._arrivals(layer, now):
            for decided in self._decisions(node, now):
                if self._may_continue(decided.state, now):
                    following.append(decided)
        return following

    def _arrivals(self, layer: list[_Node], now: int) -> list[_Node]:
        """The states after what happens by itself, merged, without those met before."""
        nodes = []
        for node in layer:
            state = self._settle(node.state, now)
            if state is not None:
                nodes.append(_Node(state, node.cost, node.log, node.stretches))
        nodes.sort(key=lambda n: (self._vector(n.cost, now), n.cost.fees))
        return [n for n in nodes if self._is_new(n, now)]

    def _is_new(self, node: _Node, now: int) -> bool:
        vector = self._vector(node.cost, now)
        if self._best is not None and vector >= self._best:
            return False
        met = self._met.setdefault(self._key(node.state, now), [])
        fees = node.cost.fees if self._budget is not None else 0
        if any(v <= vector and f <= fees for v, f in met):
            return False
        met.append((vector, fees))
        self._states += 1
        if self._states > self._max_states:
            raise TooLarge(f"more than {self._max_states} states")
        return True

    def _vector(self, cost: _Cost, now: int) -> Vector:
        """The objective's vector; the number of steps last, so that no plan has a needless one."""
        plan = CandidatePlan(now, cost.fees, cost.steps, cost.study, cost.estimates)
        return (*objective_vector(self._world.question.objective, plan), cost.steps)

    def _key(self, state: State, now: int) -> _Key:
        """All on which the months from `now` on depend."""
        world = self._world
        late = now >= self._last_date
        moment = now % self._period - self._period if late else now
        return (
            moment,
            tuple(
                -1 if g == NOT_YET else min(now - g, back)
                for g, back in zip(state.gained, world.lookback, strict=True)
            ),
            tuple((o, min(now - s, world.options[o].shortest)) for o, s in state.running),
            None if state.job is None else (state.job.role, state.job.pace),
            state.worked,
            tuple(e.trace(state, now) for e in world.experiences),
        )

    # what happens by itself

    def _settle(self, state: State, now: int) -> State | None:
        """Awards and derivations at `now`, until nothing changes; None if one comes too late."""
        while (after := self._one_event(state, now)) is not state:
            state = after
        for option, _ in state.running:
            if now >= self._world.options[option].span.until:
                return None
        return state

    def _one_event(self, state: State, now: int) -> State:
        for running in state.running:
            option = self._world.options[running[0]]
            ripe = now >= running[1] + option.shortest and now <= option.span.until
            if ripe and option.completion.holds(state, now):
                return self._awarded(state, running, now)
        for number, condition in self._world.derived.items():
            if not state.mask >> number & 1 and condition.holds(state, now):
                gained = _with(state.gained, number, now)
                mask = state.mask | 1 << number
                return State(gained, state.blocks, state.running, state.job, state.worked, mask)
        return state

    def _awarded(self, state: State, running: tuple[int, int], now: int) -> State:
        option = self._world.options[running[0]]
        given = tuple(Block(role, pace, now - n, now) for role, n, pace in option.gives)
        return State(
            _with(state.gained, option.credential, now),
            state.blocks + given,
            tuple(r for r in state.running if r != running),
            state.job,
            state.worked,
            state.mask | 1 << option.credential,
        )

    # what is decided

    def _decisions(self, node: _Node, now: int) -> list[_Node]:
        """Everything that can be made of this month, doing nothing included."""
        found = [node]
        seen = {node.state}
        for current in found:
            if self._reached(current, now):
                continue
            for choice in self._choices(current, now):
                state = self._settle(choice.state, now)
                if state is not None and state not in seen:
                    seen.add(state)
                    found.append(_Node(state, choice.cost, choice.log, choice.stretches))
        return [n for n in found if not self._goal_holds(n.state, now)]

    def _goal_holds(self, state: State, now: int) -> bool:
        world = self._world
        return world.goal.holds(state, now) and world.goal_span.allows_start(now)

    def _reached(self, node: _Node, now: int) -> bool:
        """The target is reached; note the plan if nothing is left running."""
        if not self._goal_holds(node.state, now):
            return False
        job = node.state.job
        if node.state.running or (job is not None and job.start == now):
            return True
        vector = self._vector(node.cost, now)
        if self._best is None or vector < self._best:
            self._best = vector
            self._best_plan = self._plan(node, now)
        return True

    def _choices(self, node: _Node, now: int) -> Iterator[_Node]:
        state = node.state
        credentials, roles = self._needed(state, now)
        if state.job is not None and state.job.start < now:
            yield self._stopped(node, now)
        spare = self._world.question.profile.hours_per_week - self._hours(state, now)
        free = self._is_free(state, now)
        for number in sorted(credentials):
            for index in self._world.options_of.get(number, ()):
                if self._can_start(index, state, now, spare, free) and self._can_pay(index, node):
                    yield self._started(node, index, now)
        if free:
            yield from self._jobs(node, now, roles, spare)

    def _stopped(self, node: _Node, now: int) -> _Node:
        job = node.state.job
        assert job is not None
        block = Block(job.role, job.pace, job.start, now)
        s = node.state
        state = State(s.gained, (*s.blocks, block), s.running, None, s.worked | {job.role}, s.mask)
        return _Node(state, node.cost, node.log, (*node.stretches, block))

    def _hours(self, state: State, now: int) -> int:
        hours = state.job.pace if state.job else 0
        for option, start in state.running:
            route = self._world.options[option].route
            if now < start + route.months:
                hours += route.hours_per_week
        return hours

    def _is_free(self, state: State, now: int) -> bool:
        """No job is held in this month."""
        if state.job is not None:
            return False
        routes = [(self._world.options[o].route, s) for o, s in state.running]
        return not any(r.employed and now < s + r.months for r, s in routes)

    def _can_start(self, index: int, state: State, now: int, spare: int, free: bool) -> bool:
        option = self._world.options[index]
        route = option.route
        if state.mask >> option.credential & 1 or option.credential in self._begun(state):
            return False
        if route.months and (route.hours_per_week > spare or (route.employed and not free)):
            return False
        month = self._world.question.start + now
        return (
            now >= option.earliest
            and option.span.allows_start(now)
            and (not route.starts or month % 12 + 1 in route.starts)
            and (not route.sat or (month + route.months) % 12 + 1 in route.sat)
            and option.entry.holds(state, now)
        )

    def _begun(self, state: State) -> list[int]:
        return [self._world.options[o].credential for o, _ in state.running]

    def _can_pay(self, index: int, node: _Node) -> bool:
        return self._budget is None or (
            node.cost.fees + self._world.options[index].fee <= self._budget
        )

    def _started(self, node: _Node, index: int, now: int) -> _Node:
        option, s, c = self._world.options[index], node.state, node.cost
        route = option.route
        running = tuple(sorted((*s.running, (index, now))))
        cost = _Cost(
            c.fees + option.fee,
            c.steps + 1,
            c.study + route.months * route.hours_per_week * 52,
            c.estimates + len(route.estimated),
        )
        state = State(s.gained, s.blocks, running, s.job, s.worked, s.mask)
        return _Node(state, cost, _Log(index, now, node.log), node.stretches)

    def _jobs(self, node: _Node, now: int, roles: frozenset[str], spare: int) -> Iterator[_Node]:
        s, c = node.state, node.cost
        for role in sorted(roles):
            work = self._world.roles.get(role)
            if work is None or role in s.worked or not work.span.allows_start(now):
                continue
            if not work.entry.holds(s, now):
                continue
            for pace in work.paces:
                if pace <= spare:
                    job = Job(role, pace, now)
                    state = State(s.gained, s.blocks, s.running, job, s.worked, s.mask)
                    cost = _Cost(c.fees, c.steps + 1, c.study, c.estimates)
                    yield _Node(state, cost, node.log, node.stretches)

    def _may_continue(self, state: State, now: int) -> bool:
        """Nothing runs that can't support the target any more, and no job past its window."""
        credentials, roles = self._needed(state, now)
        if state.job is not None:
            if state.job.role not in roles:
                return False
            if now + 1 > self._world.roles[state.job.role].span.until:
                return False
        return all(self._world.options[o].credential in credentials for o, _ in state.running)

    # what can still matter

    def _needed(self, state: State, now: int) -> tuple[frozenset[int], frozenset[str]]:
        """Everything that can still support the target; remembered, as few facts decide it."""
        key = (
            state.mask,
            tuple([o for o, _ in state.running]),
            tuple([a.settled(state, now) for a in self._world.timed]),
            tuple([e.from_month(state, now) == NEVER for e in self._world.experiences]),
        )
        found = self._needs.get(key)
        if found is None:
            found = self._needs[key] = self._find_needed(state, now)
        return found

    def _find_needed(self, state: State, now: int) -> tuple[frozenset[int], frozenset[str]]:
        """The closure of what is not settled, from the goal backwards."""
        needs = Needs()
        world = self._world
        if not world.goal.settled(state, now):
            world.goal.want(state, now, needs)
        wanted_roles: set[str] = set()
        while needs.queue or needs.roles - wanted_roles:
            for role in needs.roles - wanted_roles:
                wanted_roles.add(role)
                if role in world.roles and not world.roles[role].entry.settled(state, now):
                    world.roles[role].entry.want(state, now, needs)
            if needs.queue:
                self._want_credential(needs.queue.pop(), state, now, needs)
        return frozenset(needs.credentials), frozenset(needs.roles)

    def _want_credential(self, number: int, state: State, now: int, needs: Needs) -> None:
        world = self._world
        if state.mask >> number & 1:
            return
        conditions = [world.derived[number]] if number in world.derived else []
        begun = [o for o, _ in state.running if world.options[o].credential == number]
        for index in begun or world.options_of.get(number, []):
            conditions.append(world.options[index].completion)
            if not begun:
                conditions.append(world.options[index].entry)
        for condition in conditions:
            if not condition.settled(state, now):
                condition.want(state, now, needs)

    # the plan

    def _plan(self, node: _Node, now: int) -> CandidatePlan:
        steps = []
        log = node.log
        while log is not None:
            option = self._world.options[log.option]
            end = node.state.gained[option.credential]
            steps.append(PlannedStep(option.id, option.route.id, log.start, end))
            log = log.before
        job = node.state.job
        stretches = node.stretches
        if job is not None:
            stretches = (*stretches, Block(job.role, job.pace, job.start, now))
        return CandidatePlan(
            months=now,
            fees=node.cost.fees,
            steps_count=node.cost.steps,
            study_twelfths=node.cost.study,
            estimates=node.cost.estimates,
            steps=tuple(reversed(steps)),
            stretches=tuple(PlannedStretch(b.role, b.pace, b.start, b.end) for b in stretches),
        )


def _with(gained: tuple[int, ...], number: int, now: int) -> tuple[int, ...]:
    return (*gained[:number], now, *gained[number + 1 :])
