"""How long a plan that is worth looking for can be.

After the last fixed date (a window, an age, something expected) nothing but the plan itself decides
when things happen. If for a whole year nothing runs, no result is awaited and no wait that a
condition asks for is under way, the year can be cut out: everything later moves twelve months
earlier, in the same calendar months, and every condition still holds. So if there is a plan there is
one no longer than the last fixed date, all lengths, all work and waits that conditions ask for, and
one gap of less than a year beside each of them. Without calendars gaps need not last a month.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from careerpath.graph.conditions import (
    NEVER,
    AgeNode,
    Condition,
    ExperienceNode,
    HeldForNode,
    HeldNode,
    RecentNode,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from careerpath.graph.task import Action, Task


def horizon_of(task: Task, useful: frozenset[int]) -> int:
    """A month by which there is a plan if there is one at all."""
    actions = [task.actions[i] for i in sorted(useful)]
    nodes = task.nodes
    fixed = max((m for m in _fixed_dates(actions, nodes) if abs(m) < NEVER - 1), default=0)
    waits = [n.months for n in nodes if isinstance(n, HeldForNode)]
    lengths = [*_lengths(task, actions), *waits, *(_work(n) for n in nodes)]
    lengths = [n for n in lengths if n]
    gap = 1 if all(all(a.calendar) for a in actions) else 12
    return min(task.horizon, max(0, fixed) + sum(lengths) + gap * (len(lengths) + len(actions) + 1))


def _lengths(task: Task, actions: list[Action]) -> Iterator[int]:
    """The longest way of gaining each credential: there is one step at most for it."""
    longest: dict[int, int] = {}
    for action in actions:
        if not action.is_work:
            length = action.months + action.results
            longest[action.slot] = max(length, longest.get(action.slot, 0))
    yield from longest.values()


def _work(node: Condition) -> int:
    """The most months of work that a condition can take."""
    if not isinstance(node, ExperienceNode):
        return 0
    rates = [rate for rate in node.rates.values() if rate > 0]
    return -(-node.needed // min(rates)) if rates else 0


def _fixed_dates(actions: list[Action], nodes: tuple[Condition, ...]) -> Iterator[int]:
    for action in actions:
        yield from (action.first_start, action.last_start, action.until)
    for node in nodes:
        match node:
            case AgeNode(first=first, before=before):
                yield from (first, before)
            case HeldNode(stated=stated) | HeldForNode(stated=stated):
                yield stated
            case RecentNode(stated=spans):
                yield from (month for span in spans for month in span)
            case ExperienceNode(past=past, last=last, after_gain=gain):
                yield gain
                yield from (block.end + (last or 0) for block in past)
            case _:
                pass
