"""What each condition of a task depends on, found once for each: many actions share theirs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from careerpath.graph.conditions import Condition, ExperienceNode, nodes_of

if TYPE_CHECKING:
    from careerpath.graph.task import Task


class Read(Struct, frozen=True):
    """What one condition names itself."""

    slots: tuple[int, ...]
    """Whose times it depends on."""
    roles: tuple[int, ...]
    """Work in which it counts."""
    workers: tuple[int, ...]
    """Actions that are work it counts."""
    givers: tuple[int, ...]
    """Actions whose end credits experience that it counts."""


class Reading:
    """Answers what a condition of the task reads."""

    def __init__(self, task: Task) -> None:
        self._task = task
        self._derived = dict(task.derived)
        self._direct: dict[int, Read] = {}
        self._actions: dict[int, tuple[int, ...]] = {}

    def of(self, condition: Condition) -> Read:
        """What it names itself."""
        known = self._direct.get(id(condition))
        if known is None:
            known = self._direct[id(condition)] = _read_by(condition)
        return known

    def actions(self, condition: Condition) -> tuple[int, ...]:
        """The actions that bear on it, through derived credentials too."""
        known = self._actions.get(id(condition))
        if known is None:
            known = self._actions[id(condition)] = tuple(sorted(self._bearing_on(condition)))
        return known

    def _bearing_on(self, condition: Condition) -> set[int]:
        found: set[int] = set()
        queue, seen = [condition], set()  # type: list[Condition], set[int]
        for reader in queue:
            read = self.of(reader)
            found.update(read.workers, read.givers)
            for slot in read.slots:
                if slot not in self._derived:
                    found.update(self._task.by_slot[slot])
                elif slot not in seen:
                    seen.add(slot)
                    queue.append(self._derived[slot])
        return found


def _read_by(condition: Condition) -> Read:
    slots: dict[int, None] = {}
    roles: dict[int, None] = {}
    workers: dict[int, None] = {}
    givers: dict[int, None] = {}
    for node in nodes_of(condition):
        if isinstance(node, ExperienceNode):
            slots.update(dict.fromkeys(node.after.slots if node.after is not None else ()))
            roles.update(dict.fromkeys(node.roles))
            workers.update(dict.fromkeys(node.rates))
            givers.update(dict.fromkeys(node.given))
        else:
            slots.update(dict.fromkeys(getattr(node, "slots", ())))
    return Read(tuple(slots), tuple(roles), tuple(workers), tuple(givers))
