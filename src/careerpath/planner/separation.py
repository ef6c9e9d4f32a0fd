"""Cuts that what has been chosen so far does not meet.

Take actions in turn, and leave out each with which the target would hold: what is left out then is
needed, one of it at least (P. Haslum, J. Slaney and S. Thiébaux, Minimal landmarks for optimal
delete-free planning, 2012). Those at high prices are taken first, so that the cut has little of
them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from careerpath.planner.landmarks import Thresholds


class Separation:
    """Cuts in the graph of a task, for weights of its actions: what costs nothing is always taken."""

    def __init__(self, graph: Thresholds, weights: Sequence[int], values: Sequence[int]) -> None:
        """`values`: for each node how dear it is, to go by where there is a choice."""
        self._graph, self._values = graph, values
        self._free = {node for index, node in graph.actions.items() if weights[index] == 0}
        self._missing = graph.need[:]
        """Children that each node still lacks, where only what is free is taken."""
        given = [
            n for n, need in enumerate(graph.need) if need == 0 and self._may_hold(n, self._free)
        ]
        self._spread(given, self._missing, self._free)

    def cut(self, prices: Mapping[int, float]) -> tuple[int, ...]:
        """Actions of which every plan contains one, and no fewer: with any of them left out of it
        the others are not enough for that. As little as may be of what has a price."""
        graph, taken, missing = self._graph, set(self._free), self._missing[:]
        for index in sorted(prices, key=lambda i: (-prices[i], i)):
            node = graph.actions.get(index)
            if node is not None and node not in taken:
                self._take(node, missing, taken)
        refused: set[int] = set()
        while True:
            border = self._border(missing, taken)
            doubtful = sorted(border - refused, key=lambda n: (self._values[n], n))
            if not doubtful:
                return tuple(sorted(graph.action_of[n] for n in border))
            refused.update(n for n in doubtful if not self._take(n, missing, taken))

    def _may_hold(self, node: int, taken: set[int]) -> bool:
        """It is no action, or one that is taken."""
        return node not in self._graph.action_of or node in taken

    def _take(self, node: int, missing: list[int], taken: set[int]) -> bool:
        """Take an action, unless the target held then."""
        taken.add(node)
        if missing[node] > 0:
            return True
        touched = self._spread([node], missing, taken)
        if missing[self._graph.target] > 0:
            return True
        for parent in touched:
            missing[parent] += 1
        taken.discard(node)
        return False

    def _spread(self, held: list[int], missing: list[int], taken: set[int]) -> list[int]:
        """Whatever holds because these do, up to the target; the nodes that lack one child less."""
        graph, touched = self._graph, []
        for node in held:
            for parent in graph.parents[node]:
                touched.append(parent)
                missing[parent] -= 1
                if missing[parent] == 0 and self._may_hold(parent, taken):
                    if parent == graph.target:
                        return touched
                    held.append(parent)
        return touched

    def _border(self, missing: Sequence[int], taken: set[int]) -> set[int]:
        """Actions not taken that could be the next, of which every plan contains one.

        The zone is the target and what leads to it without holding: of a node that needs k of n
        children, n - k + 1 that don't hold; an action whose own children don't hold lets through,
        one that only has to be taken is the border. Take the first node of the zone that holds in a
        plan: of those children one held before, outside the zone, so it is an action of the border.
        """
        graph = self._graph
        known, border = {graph.target}, set()  # type: set[int], set[int]
        zone = [graph.target]
        for node in zone:
            for child in self._needed(node, missing, taken, known):
                if missing[child] <= 0:
                    border.add(child)
                elif child not in known:
                    zone.append(child)
                known.add(child)
        return border

    def _needed(
        self, node: int, missing: Sequence[int], taken: set[int], known: set[int]
    ) -> Iterable[int]:
        """Children that don't hold, one of which must before the node does: known ones, then dear."""
        children = self._graph.children[node]
        count = len(children) - self._graph.need[node] + 1
        open_ = [c for c in children if missing[c] > 0 or not self._may_hold(c, taken)]
        if count < len(open_):
            open_.sort(key=lambda c: (c not in known, -self._values[c], c))
        return open_[:count]
