"""Asks the model: is there a plan by this month, within these sums? And makes dates of the answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from careerpath.graph.conditions import ExperienceNode, RecentNode
from careerpath.planner.schedule import Broken, Schedule, replay

if TYPE_CHECKING:
    from collections.abc import Sequence

    from careerpath.graph.task import Task
    from careerpath.planner.engine import Atom
    from careerpath.planner.model import Choice, Model

SETTLING_CONFLICTS = 100
"""Contradictions after which what took part in them is decided first."""


class _CircleError(Exception):
    """Slots proved each other; caught where the question was asked."""

    def __init__(self, slots: frozenset[int]) -> None:
        super().__init__("slots prove each other")
        self.slots = slots


class Solver:
    """The model of one task with a way to choose and to check."""

    def __init__(self, model: Model) -> None:
        self._model = model
        self._task = model.task
        self._engine = model.engine
        self._choices = [model.choices[i] for i in sorted(model.choices)]
        self._monotone = _is_monotone(model.task)
        self._wanted = _months_wanted(model.task)
        self._order: list[Choice] = self._choices
        self.is_refuted = False
        """The last question was answered: there is no such plan."""
        self._found: Schedule | None = None
        self._circles: set[frozenset[int]] = set()

    def prefer(self, weights: Sequence[int]) -> None:
        """Leave out the dearest first, then what takes longest, then the later by id."""
        by_id = sorted(
            self._choices,
            key=lambda c: (not c.action.familiar, c.action.id, c.action.route),
            reverse=True,
        )
        self._order = sorted(
            by_id,
            key=lambda c: (
                -weights[c.action.index],
                -(self._engine.lo[c.start] + c.action.months),
            ),
        )

    def find(
        self, assumptions: Sequence[Atom], most_conflicts: int | None = None
    ) -> Schedule | None:
        """Some plan under the assumptions; None if there is none, or `most_conflicts` were met."""
        self._found = None
        while True:
            try:
                answer = self._engine.solve(
                    assumptions, self._choose, self._check, most_conflicts=most_conflicts
                )
            except _CircleError as circle:
                self._engine.back_to(0)
                self._model.support_from_outside(circle.slots)
            else:
                self.is_refuted = answer is False
                return self._found

    # choosing

    def _choose(self) -> Atom | None:
        """The next decision; None when everything is decided."""
        atom = self._choose_action()
        return self._choose_moment() if atom is None else atom

    def _choose_moment(self) -> Atom | None:
        lo, absent = self._engine.lo, self._model.absent
        for side in self._model.moments:
            if lo[side] < -lo[side ^ 1] and lo[side] < absent:
                return (side ^ 1, -lo[side])
        return None

    def _choose_action(self) -> Atom | None:
        lo, absent = self._engine.lo, self._model.absent
        if self._engine.conflicts > SETTLING_CONFLICTS:
            return self._most_active()
        for choice in self._order:
            start = choice.start
            if lo[start] < absent <= -lo[start ^ 1]:
                return (start, absent)
        return self._first_open()

    def _most_active(self) -> Atom | None:
        lo, absent, activity = self._engine.lo, self._model.absent, self._engine.activity
        best, best_activity = None, -1.0
        for choice in self._choices:
            start = choice.start
            if lo[start] == -lo[start ^ 1]:
                end = choice.end[0]
                if end == start or lo[end] == -lo[end ^ 1]:
                    continue
                score = activity[end >> 1]
            else:
                score = activity[start >> 1]
            if score > best_activity:
                best, best_activity = choice, score
        if best is None:
            return None
        if lo[best.start] < absent <= -lo[best.start ^ 1]:
            return (best.start, absent)
        return self._settle(best)

    def _first_open(self) -> Atom | None:
        lo, absent = self._engine.lo, self._model.absent
        best, first = None, (absent, 0)
        for choice in self._choices:
            start, end = choice.start, choice.end[0]
            if lo[start] >= absent:
                continue
            if lo[start] < -lo[start ^ 1]:
                key = (lo[start], -choice.action.months)
            elif choice.action.is_work and lo[end] < -lo[end ^ 1]:
                key = (lo[start], 0)
            else:
                continue
            if key < first:
                best, first = choice, key
        return None if best is None else self._settle(best)

    def _settle(self, choice: Choice) -> Atom:
        """As soon as possible; and once begun, work as long as it is wanted."""
        lo, start = self._engine.lo, choice.start
        if lo[start] < -lo[start ^ 1]:
            return (start ^ 1, -lo[start])
        end = choice.end[0]
        wanted = min(lo[start] + self._wanted.get(choice.action.index, 1), -lo[end ^ 1])
        return (end, wanted) if wanted > lo[end] else (end ^ 1, -lo[end])

    # checking

    def _check(self) -> list[Atom] | None:
        """Replay what was decided; atoms that rule it out if it does not hold."""
        lo, absent = self._engine.lo, self._model.absent
        spans = {
            c.action.index: (lo[c.start], lo[c.end[0]] + c.end[1])
            for c in self._choices
            if lo[c.start] < absent
        }
        outcome = replay(self._task, spans, -lo[self._model.goal ^ 1])
        if isinstance(outcome, Broken):
            self._look_for_circle(outcome)
            return self._rule_out(outcome)
        self._found = outcome
        return None

    def _look_for_circle(self, broken: Broken) -> None:
        """Slots that are held only through each other: a new constraint, once for each such set."""
        lo = self._engine.lo
        circle = frozenset(
            c.action.slot
            for c in self._choices
            if not c.action.is_work
            and lo[c.start] < self._model.absent
            and lo[c.award[0]] + c.award[1] <= broken.month
            and c.action.slot not in broken.held
        )
        if circle and circle not in self._circles:
            self._circles.add(circle)
            raise _CircleError(circle)

    def _rule_out(self, broken: Broken) -> list[Atom]:
        """Atoms that hold now and can't all hold in a plan.

        Where nothing lapses, less and later never mends it; otherwise only the very same months are
        ruled out.
        """
        lo, month = self._engine.lo, broken.month
        goal = self._model.goal
        atoms: list[Atom] = [(goal ^ 1, lo[goal ^ 1])] if broken.action < 0 else []
        for choice in self._choices:
            start, end = choice.start, choice.end[0]
            atoms.append((start, min(lo[start], month + 1)))
            exact = not self._monotone or choice.action.index == broken.action
            if lo[start] <= month and exact:
                atoms.append((start ^ 1, lo[start ^ 1]))
            if choice.action.is_work and lo[start] <= month:
                if -lo[end ^ 1] < month:
                    atoms.append((end ^ 1, lo[end ^ 1]))
                if not self._monotone:
                    atoms.append((end, min(lo[end], month + 1)))
        return atoms


def _months_wanted(task: Task) -> dict[int, int]:
    """For each job, the most months of it that any condition could count."""
    wanted: dict[int, int] = {}
    for node in task.nodes:
        if isinstance(node, ExperienceNode):
            past = sum(b.units * (b.end - b.start) for b in node.past)
            for index, rate in node.rates.items():
                months = -(-max(0, node.needed - past) // rate)
                wanted[index] = max(1, months, wanted.get(index, 1))
    return wanted


def _is_monotone(task: Task) -> bool:
    """Nothing is lost by being earlier."""
    for node in task.nodes:
        if isinstance(node, RecentNode):
            return False
        if isinstance(node, ExperienceNode) and (
            node.last is not None or (node.after is not None and node.given)
        ):
            return False
    return True
