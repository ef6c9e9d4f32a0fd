"""A question that takes no time, as plain numbers: what every solver is given.

The planner's own pruning makes it smaller first; the others are spared that work, and their times
begin with what is left.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from careerpath.graph import build_task
from careerpath.graph.conditions import All, Condition, HeldNode, Some
from careerpath.planner.reading import Reading
from careerpath.planner.relaxation import optimistic_times
from careerpath.planner.relevance import useful_actions

if TYPE_CHECKING:
    from careerpath.catalogue import Catalogue
    from careerpath.profile import Question


@dataclass(frozen=True, slots=True)
class Node:
    """At least `count` of the nodes `parts` and the slots `slots` hold."""

    count: int
    parts: tuple[int, ...]
    slots: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Way:
    """Fills `slot` for `fee` once the node `entry` holds."""

    slot: int
    fee: int
    entry: int


@dataclass(frozen=True, slots=True)
class Pruned:
    """Ways, the nodes of their entries, and the node that is wanted."""

    ways: tuple[Way, ...]
    nodes: tuple[Node, ...]
    target: int
    slots: int
    circles: tuple[int, ...]
    """Slot to the number of its strongly connected component."""


def prune(catalogue: Catalogue, question: Question) -> Pruned:
    """The instance, less what can be of no use."""
    task = build_task(catalogue, question, usual=True)
    reading = Reading(task)
    useful = useful_actions(task, reading, optimistic_times(task, reading))
    nodes: dict[Condition, int] = {}
    flat: list[Node] = []
    ways = tuple(
        Way(a.slot, a.fee, _flatten(a.entry, nodes, flat))
        for a in task.actions
        if a.index in useful and not a.is_work
    )
    target = _flatten(task.target, nodes, flat)
    count = len(task.slot_ids)
    return Pruned(ways, tuple(flat), target, count, _components(count, ways, flat))


def _flatten(condition: Condition, known: dict[Condition, int], flat: list[Node]) -> int:
    if condition in known:
        return known[condition]
    match condition:
        case All(parts=parts):
            inner = tuple(_flatten(p, known, flat) for p in parts)
            node = Node(len(inner), inner, ())
        case Some(count=count, parts=parts):
            node = Node(count, tuple(_flatten(p, known, flat) for p in parts), ())
        case HeldNode(slots=slots):
            node = Node(1, (), slots)
        case _:
            raise ValueError(f"not an additive question: {condition}")
    known[condition] = len(flat)
    flat.append(node)
    return known[condition]


def slots_below(nodes: tuple[Node, ...] | list[Node], node: int) -> set[int]:
    """Every slot that a node reads."""
    found = set(nodes[node].slots)
    for part in nodes[node].parts:
        found |= slots_below(nodes, part)
    return found


def _components(count: int, ways: tuple[Way, ...], nodes: list[Node]) -> tuple[int, ...]:
    """Slot to its strongly connected component (S. Kosaraju's two searches)."""
    reads: list[set[int]] = [set() for _ in range(count)]
    read_by: list[set[int]] = [set() for _ in range(count)]
    for way in ways:
        reads[way.slot] |= slots_below(nodes, way.entry)
    for slot, found in enumerate(reads):
        for other in found:
            read_by[other].add(slot)
    of = [-1] * count
    seen: set[int] = set()
    order = [s for root in range(count) for s in _post_order(root, reads, seen)]
    seen = set()
    for root in reversed(order):
        for slot in _post_order(root, read_by, seen):
            of[slot] = root
    return tuple(of)


def _post_order(root: int, links: list[set[int]], seen: set[int]) -> list[int]:
    """Everything not seen before that can be reached, what is furthest first."""
    if root in seen:
        return []
    seen.add(root)
    found, path = [], [(root, iter(sorted(links[root])))]
    while path:
        slot, rest = path[-1]
        nxt = next((s for s in rest if s not in seen), None)
        if nxt is None:
            found.append(slot)
            path.pop()
        else:
            seen.add(nxt)
            path.append((nxt, iter(sorted(links[nxt]))))
    return found
