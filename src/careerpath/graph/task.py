"""The planning task: one question compiled into actions over slots."""

from __future__ import annotations

from functools import cached_property

from msgspec import Struct
from msgspec.structs import replace

from careerpath.graph.conditions import NEVER, Condition, nodes_of, slots_read


class Action(Struct, frozen=True):
    """Something a plan may do: gain a credential by a route, or work in a role at a pace.

    Months are relative to the question's start; `fee` is in minor units of its currency, `study`
    in twelfths of an hour. Times outside `first_start … last_start`, or an end after `until`, are
    not allowed. `calendar[m]` tells whether it may start in calendar month m (0 for January).
    """

    index: int
    id: str
    route: str
    slot: int
    """The slot it fills; -1 for work."""
    role: int
    """The role it works in; -1 for a step."""
    months: int
    hours: int
    results: int
    fee: int
    study: int
    estimates: int
    entry: Condition
    completion: Condition
    calendar: tuple[bool, ...]
    first_start: int
    last_start: int
    until: int
    takes_job: bool
    """It is a job: work, or an employed route."""
    familiar: bool = False
    """Work in a role in which the person has worked: of equal jobs it is taken first."""

    @property
    def is_work(self) -> bool:
        return self.role >= 0


class Task(Struct, frozen=True, dict=True):
    """What the planner solves."""

    actions: tuple[Action, ...]
    slot_ids: tuple[str, ...]
    derived: tuple[tuple[int, Condition], ...]
    """Slots that hold themselves, from the first month in which their condition does."""
    role_ids: tuple[str, ...]
    target: Condition
    by_slot: tuple[tuple[int, ...], ...]
    """Slot to the actions that fill it."""
    by_role: tuple[tuple[int, ...], ...]
    """Role to the actions that work in it."""
    givers: frozenset[int]
    """Actions whose end credits experience to some condition."""
    start_month_of_year: int
    """0 for January."""
    capacity: int
    horizon: int
    """The latest target month allowed: the deadline, or the longest plan there can be."""
    budget: int | None

    def limited(self, horizon: int, budget: int | None) -> Task:
        """The same task within other limits."""
        return replace(self, horizon=horizon, budget=budget)

    @cached_property
    def nodes(self) -> tuple[Condition, ...]:
        """Every node of every condition, once."""
        conditions = [self.target, *(c for _, c in self.derived)]
        conditions += [c for a in self.actions for c in (a.entry, a.completion)]
        once = {id(c): c for c in conditions}
        return tuple({id(n): n for c in once.values() for n in nodes_of(c)}.values())

    def derived_behind(self, condition: Condition) -> frozenset[int]:
        """The derived slots that it rests on, directly or through each other."""
        known = self._behind.get(id(condition))
        if known is None:
            conditions = dict(self.derived)
            queue = [condition]
            found: dict[int, None] = {}
            for reader in queue:
                new = {s for s in slots_read(reader) if s in conditions and s not in found}
                found.update(dict.fromkeys(new))
                queue += [conditions[s] for s in new]
            known = self._behind[id(condition)] = frozenset(found)
        return known

    @cached_property
    def _behind(self) -> dict[int, frozenset[int]]:
        return {}

    def next_start(self, action: Action, t: int) -> int:
        """The first month from `t` on in which the action may start; NEVER if none is left."""
        month = t if t > action.first_start else action.first_start
        for wait in range(12):
            if action.calendar[(self.start_month_of_year + month + wait) % 12]:
                month += wait
                return month if month <= action.last_start else NEVER
        return NEVER
