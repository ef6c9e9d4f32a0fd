"""The least that any plan costs, costs shared among cuts as well as can be.

Each cut of `planner.landmarks` takes what it can get, and only some cuts are looked at. Here a linear
program says what they pay at most together (`planner.packing`), its prices which cut they miss
(`planner.separation`), and so on in turn. Payments of any cuts whatever are a lower bound of every
plan, as long as no action pays more than it costs: a plan has a member of each cut, and pays its
members at least what these cuts are paid.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from careerpath.planner.landmarks import Cut
from careerpath.planner.packing import Packing
from careerpath.planner.separation import Separation

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from careerpath.planner.landmarks import Costs, Thresholds

MOST_CUTS = 400
"""Cuts added to share costs by; with fewer than it takes the bound still holds."""

MISSED = 1 - 1e-6
"""A cut with less than this much of an action is worth adding."""


def share(
    graph: Thresholds,
    weights: Sequence[int],
    unit: int,
    known: Iterable[Sequence[int]],
    enough: int,
    should_stop: Callable[[], None],
) -> Costs:
    """What every plan costs at least by these weights, beginning with cuts that are known.

    What makes up whole units is shared; the rest is paid cut after cut, as ever. It ends once that
    is more than `enough`; `should_stop` is called now and then, and may raise.
    """
    packing = Packing([weight // unit for weight in weights])
    for cut in known:
        packing.add(tuple(a for a in cut if a in graph.actions))
    rest = graph.own(weights)
    separation = Separation(graph, weights, graph.values(rest))
    for _ in range(MOST_CUTS):
        should_stop()
        missed = separation.cut(packing.prices)
        if packing.price(missed) > MISSED or packing.value > enough // unit + 1:
            break
        packing.add(missed)
    cuts = [_paying(graph, rest, cut, int(amount * unit)) for cut, amount in packing.payments()]
    return graph.paid_off(rest, [cut for cut in cuts if cut.paid])


def _paying(graph: Thresholds, rest: list[int], actions: tuple[int, ...], amount: int) -> Cut:
    """The cut pays so much, and no more than is left of what each member costs."""
    nodes = [graph.actions[a] for a in actions]
    paid = min(amount, *(rest[n] for n in nodes))
    for node in nodes:
        rest[node] -= paid
    return Cut(actions, paid)
