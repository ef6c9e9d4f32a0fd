"""One task as variables and constraints, and what a solution of them means.

Every action has the month in which it starts; a month of `absent` or later means that it is not in
the plan. Steps end as soon as they may (a constant after their start where nothing else must hold),
work has a variable end. Every condition has the first month in which it can hold; an action waits
for its condition by starting no earlier. Where a condition may stop holding (an age limit, a pass
that lapses), that is not enough: there the condition is asked at the very month, by switches for its
parts.

The constraints are a relaxation in two points: what builds on itself within one month, and months
at which a lapsing pass was gained. So every solution is replayed exactly, and one that does not hold
is ruled out by name.
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from msgspec import Struct

from careerpath.graph.conditions import (
    NEVER,
    AgeNode,
    All,
    Condition,
    ExperienceNode,
    HeldForNode,
    HeldNode,
    RecentNode,
    Some,
    nodes_of,
)
from careerpath.planner.constraints import (
    EarliestOf,
    Energy,
    Experience,
    Guarded,
    Interval,
    Job,
    LastMonths,
    Room,
    Term,
    Total,
)
from careerpath.planner.engine import Engine

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from careerpath.graph.task import Action, Task
    from careerpath.planner.engine import Atom
    from careerpath.planner.relaxation import Optimistic
    from careerpath.planner.weighing import Affordable

MOST_SUBSETS = 200
"""At-least-n over lapsing conditions is written out up to here; the replay does the rest."""


class _Months(Struct, frozen=True):
    """The months in which an action may start, and any from `absent` on for not at all."""

    first: int
    last: int
    absent: int
    calendar: tuple[bool, ...]
    offset: int

    def up(self, month: int) -> int:
        if month >= self.absent:
            return month
        month = max(month, self.first)
        while month <= self.last:
            if self.calendar[(self.offset + month) % 12]:
                return month
            month += 1
        return self.absent

    def down(self, month: int) -> int:
        if month >= self.absent:
            return month
        month = min(month, self.last)
        while month >= self.first:
            if self.calendar[(self.offset + month) % 12]:
                return month
            month -= 1
        return self.first - 1


class Choice(Struct, frozen=True):
    """The variables of one action: start, end of the hours (work: a variable), and the award."""

    action: Action
    start: int
    end: Term
    award: Term


class Sum(Struct, frozen=True):
    """A weighted sum over what is in the plan."""

    weights: Sequence[int]
    bound: int
    """The variable that is at least the sum."""
    constraint: Total
    too_dear: dict[int, int]
    """Action to the most within which no plan is known to contain it."""


class Model:
    """The variables and constraints of one task, over the actions that may be of use."""

    def __init__(
        self,
        task: Task,
        useful: frozenset[int],
        optimistic: Optimistic,
        tails: tuple[int, ...],
        latest: int,
        should_stop: Callable[[], None],
    ) -> None:
        """`optimistic`: lower bounds of all times; `latest`: no later plan is of interest.

        `tails`: for each action, months that must pass between its end and the target.
        """
        self.task, self.engine = task, Engine(should_stop)
        self.latest, self.absent = latest, latest + 1
        self._optimistic, self._tails = optimistic, tails
        self._zero = self.engine.variable(0, 0)
        self.goal = self.engine.variable(optimistic.target, self.latest, ceiling=self.absent)
        self.choices: dict[int, Choice] = {}
        self.moments: list[int] = []
        """Variables of months at which something that may lapse is asked; to be decided as well."""
        self._exact = any(isinstance(n, RecentNode) for n in task.nodes)
        self._experiences: list[Experience] = []
        self._slots: dict[int, Term] = {}
        self._memo: dict[Condition, Term] = {}
        self._lapsing: dict[int, bool] = {}
        self._derived = dict(task.derived)
        for index in sorted(useful):
            self._add_choice(task.actions[index])
        self._one_way_each()
        self._conditions()
        self._room()

    # variables

    def _time(self, low: int) -> int:
        return self.engine.variable(min(low, self.absent), self.absent, ceiling=self.absent)

    def _add_choice(self, action: Action) -> None:
        optimistic = self._optimistic
        first = optimistic.starts.get(action.index, NEVER)
        tail = self._tails[action.index]
        length = 1 if action.is_work else action.months + action.results
        last = min(action.last_start, self.latest - tail - length, action.until - length)
        if action.is_work:
            # A month of work may be the one that its tail is counted from.
            last = min(action.last_start, self.latest - tail - 1, action.until - 1)
        if first > last:
            return
        months = _Months(
            first, last, self.absent, action.calendar, self.task.start_month_of_year
        )  # fmt: skip
        low = months.up(first)
        if low >= self.absent:
            return
        start = self.engine.variable(low, self.absent, domain=months, ceiling=self.absent)
        self.choices[action.index] = (
            self._work(action, start) if action.is_work else self._step(action, start, length)
        )

    def _work(self, action: Action, start: int) -> Choice:
        until = min(action.until, self.latest)
        domain = _Months(1, until, self.absent, (True,) * 12, 0)
        end = self.engine.variable(1, self.absent, domain=domain, ceiling=self.absent)
        self.engine.arc(start, end, 1)
        self.engine.clause([(end ^ 1, 1 - self.absent), (start, self.absent)])
        self.engine.clause([(end ^ 1, -until), (start, self.absent)])
        return Choice(action, start, (end, 0), (end, 0))

    def _step(self, action: Action, start: int, length: int) -> Choice:
        over = (start, action.months)
        if action.completion == All(()):
            return Choice(action, start, over, (start, length))
        award = self._time(self._optimistic.ends.get(action.index, NEVER))
        self.engine.arc(start, award, length)
        latest = min(action.until, self.latest - self._tails[action.index])
        self.engine.clause([(award ^ 1, -latest), (start, self.absent)])
        return Choice(action, start, over, (award, 0))

    def _one_way_each(self) -> None:
        """One route a credential, one pace a role."""
        for group in (*self.task.by_slot, *self.task.by_role):
            starts = [self.choices[i].start for i in group if i in self.choices]
            for a, b in combinations(starts, 2):
                self.engine.clause([(a, self.absent), (b, self.absent)])

    # conditions

    def _conditions(self) -> None:
        for slot, condition in self._derived.items():
            if self._may_lapse(condition):
                self._wait(condition, self._slot(slot), ())
        self._wait(self.task.target, (self.goal, 0), ())
        for choice in self.choices.values():
            action = choice.action
            self._wait(action.entry, (choice.start, 0), ())
            if not action.is_work:
                self._wait(action.completion, choice.award, ())
                self._end_at_once(choice)
            self._before_goal(choice)

    def _end_at_once(self, choice: Choice) -> None:
        """Where passes may lapse, the award is made no later than it can be."""
        action, award = choice.action, choice.award[0]
        if not self._exact or award == choice.start or self._may_lapse(action.completion):
            return
        ready = (choice.start, action.months + action.results)
        terms = [ready, self._when(action.completion)]
        EarliestOf(self.engine, award, 2, terms, exact=True)

    def _before_goal(self, choice: Choice) -> None:
        """What follows an action must fit before the target, too."""
        tail = self._tails[choice.action.index]
        side, offset = choice.award
        length = offset + tail
        if choice.action.is_work:
            side, length = choice.start, 1 + tail
        Guarded(self.engine, [(choice.start ^ 1, 1 - self.absent)], side, self.goal, length)

    def _slot(self, slot: int) -> Term:
        """The month from which the slot is held."""
        known = self._slots.get(slot)
        if known is None:
            known = self._slots[slot] = self._new_slot(slot)
        return known

    def _new_slot(self, slot: int) -> Term:
        if slot in self._derived:
            return self._derived_when(slot)
        awards = [self.choices[i].award for i in self.task.by_slot[slot] if i in self.choices]
        return self._earliest(1, awards)

    def _derived_when(self, slot: int) -> Term:
        """A derived credential is held from when its condition holds; a circle gets a variable."""
        condition = self._derived[slot]
        self._slots[slot] = circle = (self._time(self._optimistic.timeline.when[slot]), 0)
        if self._may_lapse(condition):
            return circle
        when = self._when(condition)
        self.engine.arc(when[0], circle[0], when[1])
        return when

    def _earliest(self, count: int, terms: Sequence[Term]) -> Term:
        """The month of the `count`-th earliest term."""
        engine, absent = self.engine, self.absent
        terms = [t for t in terms if engine.lo[t[0]] + t[1] < absent]
        always = [t for t in terms if t[0] == self._zero and t[1] <= 0]
        if len(always) >= count:
            return (self._zero, 0)
        count -= len(always)
        terms = [t for t in dict.fromkeys(terms) if t not in always] if count == 1 else [
            t for t in terms if t not in always
        ]  # fmt: skip
        if len(terms) < count:
            return (self._zero, absent)
        if count == 1 and len(terms) == 1:
            return terms[0]
        low = sorted(engine.lo[s] + o for s, o in terms)[count - 1]
        when = self._time(low)
        if count < len(terms) or self._exact:
            EarliestOf(engine, when, count, terms, exact=self._exact)
        else:
            for side, offset in dict.fromkeys(terms):
                engine.arc(side, when, offset)
        return (when, 0)

    def _when(self, condition: Condition) -> Term:
        """The first month in which a condition that never lapses can hold."""
        known = self._memo.get(condition)
        if known is None:
            known = self._memo[condition] = self._new_when(condition)
        return known

    def _new_when(self, condition: Condition) -> Term:
        match condition:
            case All(parts=parts):
                return self._earliest(len(parts), [self._when(p) for p in parts])
            case Some(count=count, parts=parts):
                return self._earliest(count, [self._when(p) for p in parts])
            case HeldNode(stated=stated, slots=slots):
                return self._earliest(1, [self._constant(stated), *map(self._slot, slots)])
            case HeldForNode(months=months, stated=stated, slots=slots):
                held = [(s, o + months) for s, o in map(self._slot, slots)]
                return self._earliest(1, [self._constant(stated), *held])
            case AgeNode(first=first):
                return self._constant(first)
            case ExperienceNode():
                return self._experience(condition)
            case _:
                raise AssertionError(condition)

    def _constant(self, month: int) -> Term:
        return (self._zero, max(0, min(month, self.absent)))

    def _experience(self, node: ExperienceNode) -> Term:
        needed = node.needed
        after: Term | None = None
        if node.after is None:
            needed -= sum(b.units * (b.end - b.start) for b in node.past)
        elif node.after_gain >= NEVER:
            after = self._earliest(1, [self._slot(s) for s in node.after.slots])
        else:
            needed -= sum(
                b.units * max(0, b.end - max(b.start, node.after_gain)) for b in node.past
            )
            if node.after_gain > 0:
                after = self._constant(node.after_gain)
        if needed <= 0:
            return after or self._constant(0)
        when, jobs, lumps = self._time(0), self._jobs(node), self._lumps(node)
        self._experiences.append(
            Experience(self.engine, when, needed, jobs, lumps, after, exact=self._exact)
        )
        return (when, 0)

    def _jobs(self, node: ExperienceNode) -> list[Job]:
        return [
            Job(rate, c.start, c.end[0], c.action.hours)
            for i, rate in sorted(node.rates.items())
            if (c := self.choices.get(i)) is not None
        ]

    def _lumps(self, node: ExperienceNode) -> list[tuple[int, Term]]:
        return [
            (sum(m * u for m, u in credited), self.choices[i].award)
            for i, credited in sorted(node.given.items())
            if i in self.choices
        ]

    # circles

    def support_from_outside(self, slots: frozenset[int]) -> None:
        """None of these slots is held before one of them can be without the others.

        The loop formula of F. Lin and Y. Zhao (2004), with months: the first of a set that prove
        each other needs a support from outside it.
        """
        choices = [
            self.choices[i]
            for s in sorted(slots)
            for i in self.task.by_slot[s]
            if i in self.choices
        ]
        ways = []
        for choice in choices:
            action = choice.action
            entry, offset = self._without(action.entry, slots)
            entry_over = (entry, offset + action.months + action.results)
            completion = self._without(action.completion, slots)
            ways.append(self._earliest(3, [choice.award, entry_over, completion]))
        first = self._earliest(1, ways)
        for choice in choices:
            self.engine.arc(first[0], choice.award[0], first[1] - choice.award[1])

    def _without(self, condition: Condition, slots: frozenset[int]) -> Term:
        """The first month in which the condition can hold with none of the slots, or earlier."""
        match condition:
            case All(parts=parts):
                return self._earliest(len(parts), [self._without(p, slots) for p in parts])
            case Some(count=count, parts=parts):
                return self._earliest(count, [self._without(p, slots) for p in parts])
            case HeldNode() | HeldForNode() | RecentNode():
                return self._held_without(condition, slots)
            case AgeNode(first=first):
                return self._constant(first)
            case _:
                return self._constant(0) if self._may_lapse(condition) else self._when(condition)

    def _held_without(
        self, node: HeldNode | HeldForNode | RecentNode, slots: frozenset[int]
    ) -> Term:
        months = node.months if isinstance(node, HeldForNode) else 0
        if isinstance(node, RecentNode):
            terms = [self._constant(first) for first, _ in node.stated]
        else:
            terms = [self._constant(node.stated)]
        for slot in node.slots:
            if slot in slots:
                continue
            if slot in self._derived:
                side, offset = self._without(self._derived[slot], slots | {slot})
            else:
                side, offset = self._slot(slot)
            terms.append((side, offset + months))
        return self._earliest(1, terms)

    # asking a condition at a month

    def _wait(self, condition: Condition, at: Term, guards: Sequence[Atom]) -> None:
        """The condition holds at `at` when the guards do; what is absent is never asked."""
        if isinstance(condition, All):
            for part in condition.parts:
                self._wait(part, at, guards)
            return
        if not self._may_lapse(condition):
            self._not_before(at, self._when(condition), guards)
            return
        if at[0] not in self.moments:
            self.moments.append(at[0])
        if isinstance(condition, Some):
            self._some(condition, at, guards)
        elif isinstance(condition, AgeNode):
            self._span(condition.first, condition.before - 1, at, guards)
        elif isinstance(condition, RecentNode):
            self._recent(condition, at, guards)
        elif isinstance(condition, ExperienceNode):
            self._last_months(condition, at, guards)

    def _may_lapse(self, condition: Condition) -> bool:
        known = self._lapsing.get(id(condition))
        if known is None:
            known = any(
                isinstance(n, RecentNode)
                or (isinstance(n, AgeNode) and n.before <= self.latest)
                or (isinstance(n, ExperienceNode) and n.last is not None)
                for n in nodes_of(condition)
            )
            self._lapsing[id(condition)] = known
        return known

    def _not_before(self, at: Term, when: Term, guards: Sequence[Atom]) -> None:
        length = when[1] - at[1]
        if guards:
            Guarded(self.engine, guards, when[0], at[0], length)
        else:
            self.engine.arc(when[0], at[0], length)

    def _some(self, condition: Some, at: Term, guards: Sequence[Atom]) -> None:
        switches = []
        for part in condition.parts:
            switch = self.engine.variable(0, 1)
            switches.append((switch, 1))
            self._wait(part, at, [(switch, 1)])
        self._at_least(condition.count, switches, at, guards)

    def _at_least(self, count: int, switches: list[Atom], at: Term, guards: Sequence[Atom]) -> None:
        unless = [(at[0], self.absent - at[1]), *((s ^ 1, 1 - k) for s, k in guards)]
        size = len(switches) - count + 1
        if size < 1:
            self.engine.clause(unless)
            return
        for number, subset in enumerate(combinations(switches, size)):
            if number >= MOST_SUBSETS:
                break
            self.engine.clause([*unless, *subset])

    def _span(self, first: int, last: int, at: Term, guards: Sequence[Atom]) -> None:
        """`at` lies within these months."""
        unless = [(at[0], self.absent - at[1]), *((s ^ 1, 1 - k) for s, k in guards)]
        if first > 0:
            self.engine.clause([*unless, (at[0], first - at[1])])
        if last < self.latest:
            self.engine.clause([*unless, (at[0] ^ 1, at[1] - last)])

    def _recent(self, node: RecentNode, at: Term, guards: Sequence[Atom]) -> None:
        switches: list[Atom] = []
        for first, last in node.stated:
            switches.append((self.engine.variable(0, 1), 1))
            self._span(first, last, at, [switches[-1]])
        for slot in node.slots:
            held = self._slot(slot)
            switches.append((self.engine.variable(0, 1), 1))
            self._not_before(at, held, [switches[-1]])
            self._not_before(held, (at[0], at[1] - node.months), [switches[-1]])
        self._at_least(1, switches, at, guards)

    def _last_months(self, node: ExperienceNode, at: Term, guards: Sequence[Atom]) -> None:
        """Enough of it at all, and enough of it lately."""
        assert node.last is not None
        self._not_before(at, self._experience(_whenever(node)), guards)
        present = (at[0] ^ 1, 1 - self.absent)
        past = [(b.start, b.end, b.units) for b in node.past]
        LastMonths(
            self.engine, at, [present, *guards], node.needed, node.last, past, self._jobs(node),
            self._lumps(node),
        )  # fmt: skip

    # jobs and hours

    def _room(self) -> None:
        self.intervals = [
            Interval((c.start, 0), c.end, c.action.hours, c.action.takes_job, c.action.months, i)
            for i, c in sorted(self.choices.items())
            if c.action.is_work or (c.action.months and (c.action.hours or c.action.takes_job))
        ]
        self.room = Room(self.engine, self.intervals, self.task.capacity, self.absent)
        steps = [i for i in self.intervals if i.months]
        Energy(self.engine, steps, self._experiences, self.task.capacity, self.absent)

    def total(self, weights: Sequence[int]) -> Sum:
        """A new variable that is at least the sum of these weights of what is in the plan."""
        self.engine.back_to(0)
        items = [(weights[i], c.start) for i, c in sorted(self.choices.items())]
        bound = self.engine.variable(0, sum(w for w, _ in items))
        return Sum(weights, bound, Total(self.engine, items, bound, self.absent), {})

    def possible(self) -> frozenset[int]:
        """The actions not left out of every plan."""
        self.engine.back_to(0)
        lo, absent = self.engine.lo, self.absent
        return frozenset(i for i, c in self.choices.items() if lo[c.start] < absent)

    def keep_within(self, total: Sum, affordable: Affordable | None, most: int) -> None:
        """Say what plans within `most` can contain; None: there is no such plan.

        What is known to be too dear within more is not said again.
        """
        self.engine.back_to(0)
        if affordable is None:
            self.engine.clause([(total.bound, most + 1)])
            return
        start_of: dict[int, int] = {}
        for index, choice in self.choices.items():
            if index in affordable.actions:
                start_of[index] = choice.start
            elif total.too_dear.get(index, -1) < most:
                total.too_dear[index] = most
                self.engine.clause([(total.bound, most + 1), (choice.start, self.absent)])
        costs, weights = affordable.costs, total.weights
        assert costs.least is not None
        rest = [(costs.rest.get(i, weights[i]), start) for i, start in start_of.items()]
        cuts = [
            (cut.paid, [start_of[i] for i in cut.actions if i in start_of]) for cut in costs.cuts
        ]
        total.constraint.share(costs.least, rest, cuts, most)


def _whenever(node: ExperienceNode) -> ExperienceNode:
    """The same experience without a limit to the last months: it is needed at least."""
    return ExperienceNode(
        node.needed, node.past, node.roles, node.rates, node.given, None, node.after,
        node.after_gain,
    )  # fmt: skip
