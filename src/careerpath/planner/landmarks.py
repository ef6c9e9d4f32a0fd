"""The least that any plan costs: landmark cuts.

The task without its months is a graph of thresholds: a node holds once `need` of its children do. A
condition, a credential and an action are such nodes alike; only actions cost something. A *cut* is a
set of actions of which every plan contains one (a landmark). Each cut found pays for what its
cheapest member costs, and what is paid for is taken off the cost of all its members, so that no
plan pays twice. What all cuts pay is a lower bound of every plan, and what is left of the costs
says what each action would add to it: LM-cut (M. Helmert and C. Domshlak, 2009), here for thresholds.

Each of these cuts takes what it can get; `planner.sharing` shares costs better, where that pays.

Dropping months, hours and dates only removes constraints, so the bound holds for the whole problem.
"""

from __future__ import annotations

from heapq import heapify, heappop, heappush
from typing import TYPE_CHECKING

from msgspec import Struct

from careerpath.graph.conditions import (
    NEVER,
    All,
    Condition,
    ExperienceNode,
    HeldForNode,
    HeldNode,
    RecentNode,
    Some,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from careerpath.graph.task import Task

_UNREACHABLE = 1 << 400
"""Dearer than any plan."""


class Cut(Struct, frozen=True):
    """Every plan contains one of these actions; for one of them this much is paid already."""

    actions: tuple[int, ...]
    paid: int


class Costs(Struct, frozen=True):
    """What every plan costs, and how that comes about."""

    least: int | None
    """No plan costs less; None: there is no plan."""
    cuts: tuple[Cut, ...]
    rest: dict[int, int]
    """What is left of the cost of each action."""
    added: dict[int, int]
    """A plan with the action costs at least so much more: what is left to pay for the cheapest way
    to it. Actions that don't bear on the target by cost alone are not named."""

    def among(self, actions: frozenset[int]) -> Costs:
        """The same for plans that choose from these actions only."""
        cuts = (Cut(tuple(a for a in c.actions if a in actions), c.paid) for c in self.cuts)
        return Costs(self.least, tuple(cuts), self.rest, self.added)

    def affordable(self, actions: frozenset[int], most: int) -> frozenset[int] | None:
        """Those of the actions that a plan within `most` can contain; None: there is no such plan."""
        if self.least is None or self.least > most:
            return None
        spare = most - self.least
        return frozenset(i for i in actions if self.added.get(i, 0) <= spare)


class Thresholds:
    """The graph of a task over some of its actions."""

    def __init__(self, task: Task, actions: Iterable[int]) -> None:
        self._task = task
        self._allowed = frozenset(actions)
        self._derived = dict(task.derived)
        self.need: list[int] = []
        """How many of its children a node needs."""
        self.children: list[list[int]] = []
        self._true = self._node(0, [])
        self._slots: dict[int, int] = {}
        self._conditions: dict[int, int] = {}
        self.actions: dict[int, int] = {}
        """Action to its node."""
        self._pending: list[int] = []
        # A node of its own: what the target asks for may be an action, which costs something.
        self.target = self._node(1, [self._condition(task.target)])
        while self._pending:
            self._fill(self._pending.pop())
        self.parents: list[list[int]] = [[] for _ in self.need]
        for node, children in enumerate(self.children):
            for child in children:
                self.parents[child].append(node)
        self.action_of = {node: index for index, node in self.actions.items()}

    # building

    def _node(self, need: int, children: list[int]) -> int:
        self.need.append(need)
        self.children.append(children)
        return len(self.need) - 1

    def _condition(self, condition: Condition) -> int:
        known = self._conditions.get(id(condition))
        if known is None:
            known = self._conditions[id(condition)] = self._new_condition(condition)
        return known

    def _new_condition(self, condition: Condition) -> int:
        match condition:
            case All(parts=parts):
                return self._of(len(parts), [self._condition(p) for p in parts])
            case Some(count=count, parts=parts):
                return self._of(count, [self._condition(p) for p in parts])
            case HeldNode(stated=stated, slots=slots) | HeldForNode(stated=stated, slots=slots):
                return self._true if stated < NEVER else self._held(slots)
            case RecentNode(stated=spans, slots=slots):
                return self._true if spans else self._held(slots)
            case ExperienceNode():
                return self._experience(condition)
            case _:
                return self._true

    def _of(self, need: int, children: list[int]) -> int:
        need -= children.count(self._true)
        children = [c for c in children if c != self._true]
        if need <= 0:
            return self._true
        return children[0] if len(children) == need == 1 else self._node(need, children)

    def _held(self, slots: Iterable[int]) -> int:
        return self._of(1, [self._slot(s) for s in slots])

    def _experience(self, node: ExperienceNode) -> int:
        """Some of the work that counts, or something that credits it; how much is not asked."""
        after = self._true
        if node.after is not None and node.after_gain >= NEVER:
            after = self._held(node.after.slots)
        if sum(b.units * (b.end - b.start) for b in node.past) >= node.needed:
            return after
        ways = [self._action(i) for i in (*node.rates, *node.given) if i in self._allowed]
        return self._of(2, [after, self._of(1, ways)])

    def _slot(self, slot: int) -> int:
        known = self._slots.get(slot)
        if known is None:
            known = self._slots[slot] = self._node(1, [])
            self._pending.append(-1 - slot)
        return known

    def _action(self, index: int) -> int:
        known = self.actions.get(index)
        if known is None:
            known = self.actions[index] = self._node(1, [])
            self._pending.append(index)
        return known

    def _fill(self, item: int) -> None:
        """The children of a slot (as -1 - slot) or of an action, which may lead back to it."""
        if item >= 0:
            action = self._task.actions[item]
            parts = {self._condition(action.entry), self._condition(action.completion)}
            children = sorted(parts - {self._true})
            self.need[self.actions[item]] = len(children)
            self.children[self.actions[item]] = children
            return
        slot = -1 - item
        if slot in self._derived:
            children = [self._condition(self._derived[slot])]
        else:
            children = [self._action(i) for i in self._task.by_slot[slot] if i in self._allowed]
        self.children[self._slots[slot]] = children

    # bounds

    def costs(self, weights: Sequence[int]) -> Costs:
        """What every plan costs at least, by these weights of actions."""
        return self.paid_off(self.own(weights), [])

    def own(self, weights: Sequence[int]) -> list[int]:
        """What each node costs by itself."""
        cost = [0] * len(self.need)
        for index, node in self.actions.items():
            cost[node] = weights[index]
        return cost

    def paid_off(self, rest: list[int], cuts: list[Cut]) -> Costs:
        """Cut after cut, each paying what its cheapest member has left to pay."""
        values = self.values(rest)
        if values[self.target] >= _UNREACHABLE:
            return Costs(None, (), {}, {})
        while values[self.target] > 0:
            nodes = self._cut(values, rest)
            paid = min(rest[n] for n in nodes)
            for node in nodes:
                rest[node] -= paid
            cuts.append(Cut(tuple(sorted(self.action_of[n] for n in nodes)), paid))
            self._lower(values, rest, nodes)
        added = {i: values[n] for i, n in self.actions.items()}
        left = {i: rest[n] for i, n in self.actions.items()}
        return Costs(sum(c.paid for c in cuts), tuple(cuts), left, added)

    def values(self, cost: list[int]) -> list[int]:
        """For each node the dearest single thing that it can't do without, added up along the way.

        Its own cost and the value of its `need`-th cheapest child (D. Knuth, 1977).
        """
        values = [_UNREACHABLE] * len(cost)
        missing = self.need[:]
        queue = [(cost[n], n) for n, need in enumerate(missing) if need == 0]
        heapify(queue)
        while queue:
            value, node = heappop(queue)
            values[node] = value
            for parent in self.parents[node]:
                missing[parent] -= 1
                if missing[parent] == 0:
                    heappush(queue, (value + cost[parent], parent))
        return values

    def _lower(self, values: list[int], cost: list[int], cheaper: Iterable[int]) -> None:
        """Bring the values up to date where these nodes have become cheaper.

        Values only fall, each to that of a proof that there is. Whatever is not what its cost and
        its children make it is in the queue, and along a cheapest proof the first value still too
        high would be such a one: so none is left.
        """
        queue = [(self._value(values, cost, n), n) for n in cheaper]
        heapify(queue)
        while queue:
            value, node = heappop(queue)
            if value >= values[node]:
                continue
            values[node] = value
            for parent in self.parents[node]:
                any_will_do = self.need[parent] == 1
                new = value + cost[parent] if any_will_do else self._value(values, cost, parent)
                if new < values[parent]:
                    heappush(queue, (new, parent))

    def _value(self, values: list[int], cost: list[int], node: int) -> int:
        children, need = self.children[node], self.need[node]
        if need == 0:
            return cost[node]
        if need == 1:
            return cost[node] + min([values[c] for c in children])
        if need == len(children):
            return cost[node] + max([values[c] for c in children])
        return cost[node] + sorted([values[c] for c in children])[need - 1]

    def _cut(self, values: list[int], cost: list[int]) -> list[int]:
        """Actions with a cost of which every plan contains one.

        The zone is the target and what leads to it at no cost by the dearest children: of a node
        that needs k of n children, n - k + 1, one of which must hold. Take the first node of the
        zone that holds in a plan: one of those children held before, outside the zone, so it costs
        something, and all that it relies on held outside the zone too. Those are the cut.
        """
        zone, border = {self.target}, set()  # type: set[int], set[int]
        queue = [self.target]
        for node in queue:
            children = self.children[node]
            count = max(0, len(children) - self.need[node] + 1)
            if count < len(children):
                children = sorted(children, key=lambda c: (-values[c], c))[:count]
            for child in children:
                if cost[child] > 0:
                    border.add(child)
                elif child not in zone:
                    zone.add(child)
                    queue.append(child)
        doubtful = {n for n in border if not self._does_without(n, zone, values)}
        return sorted((border - doubtful) | self._reached(doubtful, zone))

    def _does_without(self, node: int, zone: set[int], values: list[int]) -> bool:
        """A cheapest proof of the node has nothing of the zone in it.

        What is cheaper than the target is not looked into: nothing in the zone is, and a proof holds
        nothing dearer than what it proves.
        """
        least = values[self.target]
        queue, seen = [node], {node}
        for proven in queue:
            children, need = self.children[proven], self.need[proven]
            if need < len(children):
                children = sorted(children, key=values.__getitem__)[:need]
            for child in children:
                if child in zone:
                    return False
                if values[child] >= least and child not in seen:
                    seen.add(child)
                    queue.append(child)
        return True

    def _reached(self, border: set[int], zone: set[int]) -> set[int]:
        """Those of the border that can hold with nothing of the zone."""
        if not border:
            return border
        missing = self.need[:]
        queue = [n for n, need in enumerate(missing) if need == 0 and n not in zone]
        for node in queue:
            for parent in self.parents[node]:
                missing[parent] -= 1
                if missing[parent] == 0 and parent not in zone:
                    queue.append(parent)
        return {n for n in border if missing[n] <= 0}
