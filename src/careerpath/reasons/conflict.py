"""A smallest set of items that leaves no plan: minimal conflict by deletion, groups first.

Items are taken away one after the other; what can be taken away without a plan appearing is no
cause. What is tried first goes first, so the limits a person set are named only where they matter
(`U. Junker, QuickXplain, 2004` tells of dividing and of preferred explanations).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from careerpath.reasons.asking import Asker, Undecided
from careerpath.reasons.items import LIMITS, Item, relaxed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from careerpath.catalogue import Catalogue
    from careerpath.planner.plan import Plan
    from careerpath.profile import Question


class Conflict:
    """Finds the set. `items`: those kept; `is_minimal`: every one was shown to be needed."""

    def __init__(
        self, catalogue: Catalogue, question: Question, items: Iterable[Item], asker: Asker
    ) -> None:
        self._catalogue = catalogue
        self._question = question
        self._all = tuple(items)
        self._asker = asker
        self.items: tuple[Item, ...] = self._all
        self.is_minimal = True
        self.witnesses: dict[Item, tuple[Catalogue, Question, Plan]] = {}
        """For each item, a plan that there would be had it been otherwise, and where."""

    def find(self) -> tuple[Item, ...]:
        """The smallest set found; all items if even they leave room for a plan."""
        limits = [i for i in self._all if i.kind in LIMITS]
        others = [i for i in self._all if i.kind not in LIMITS]
        if self._drop_all(limits):
            self._drop(others)
        elif self._drop_all(others):
            self._drop(limits)
        else:
            self._drop(others)
            self._drop(limits)
        return self.items

    def without(self, items: Iterable[Item]) -> tuple[Catalogue, Question]:
        """What is asked when of the items only these are kept."""
        kept = set(items)
        return relaxed(self._catalogue, self._question, [i for i in self._all if i not in kept])

    def kept_with(self, kind: str) -> tuple[Item, ...]:
        """The items of the set, and all of one kind besides."""
        return (*self.items, *(i for i in self._all if i.kind == kind and i not in self.items))

    def _drop(self, group: list[Item]) -> None:
        """Take away as much of the group as possible, halves first while that is cheap."""
        group = [i for i in group if i in self.items]
        if len(group) == 1:
            self._drop_one(group[0])
        elif group and not self._refutes(self._rest(group)):
            middle = len(group) // 2
            self._drop(group[:middle])
            self._drop(group[middle:])
        else:
            self.items = self._rest(group)

    def _rest(self, group: Iterable[Item]) -> tuple[Item, ...]:
        gone = set(group)
        return tuple(i for i in self.items if i not in gone)

    def _refutes(self, kept: tuple[Item, ...]) -> bool:
        return self._asker.reach(*self.without(kept)).is_refuted

    def _drop_one(self, item: Item) -> None:
        kept = self._rest([item])
        asked = self.without(kept)
        try:
            plan = self._asker.any_plan(*asked)
        except Undecided:
            self.is_minimal = False
            return
        if plan is None:
            self.items = kept
        else:
            self.witnesses[item] = (*asked, plan)

    def _drop_all(self, group: list[Item]) -> bool:
        """Take away the whole group, if no plan appears."""
        kept = self._rest(group)
        try:
            gone = self._asker.any_plan(*self.without(kept)) is None
        except Undecided:
            gone = False
        if gone:
            self.items = kept
        return gone
