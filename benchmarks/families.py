"""Catalogues made up for measuring: the same family, size and seed give the same question.

*Sectors* of 60 credentials on a shared base: one to four routes each, requirements of earlier ones,
at-least-n, circles by links back, few or many links to other sectors. *Covers*: every element is
taught by several courses, and the cheapest courses that cover all are wanted. *Crowds*: courses side
by side that compete for the hours of the week.

Timed ones have months, hours and experience; the others take no time, which leaves what other
solvers can be asked too: the least fees, then the fewest steps, of a well-founded plan.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from careerpath.profile import Question
from tests.proof.building import (
    START,
    any_of,
    at_least,
    both,
    catalogue,
    credential,
    months_in,
    role,
    route,
)
from tests.proof.random_catalogues import random_question

if TYPE_CHECKING:
    from careerpath.catalogue import Catalogue

Json = dict[str, Any]

SECTOR = 60
CROSS_LINKS = {"few": 4, "many": 25}
"""In per cent of what is required."""


@dataclass(frozen=True, slots=True)
class Instance:
    """What names a generated question."""

    family: str
    size: int
    seed: int
    timed: bool

    @property
    def name(self) -> str:
        """Such as `sectors-few:60:0`."""
        return f"{self.family}:{self.size}:{self.seed}{':timed' if self.timed else ''}"


def build(instance: Instance) -> tuple[Catalogue, Question]:
    """The catalogue and the question that an instance names."""
    if instance.family == "random":
        return random_question(instance.seed, "small")
    rng = random.Random(instance.name)
    makers = {
        "sectors-few": lambda: _Sectors(rng, instance, "few").entries(),
        "sectors-many": lambda: _Sectors(rng, instance, "many").entries(),
        "cover": lambda: _cover(rng, instance.size),
        "crowd": lambda: _crowd(rng, instance.size),
    }
    objective = "time" if instance.timed else "cost"
    question = Question("target", START, "GBP", objective=objective)
    return catalogue(*makers[instance.family]()), question


class _Sectors:
    def __init__(self, rng: random.Random, instance: Instance, links: str) -> None:
        self._rng, self._size, self._timed = rng, instance.size, instance.timed
        self._cross = CROSS_LINKS[links]

    def entries(self) -> list[Json]:
        """`size` credentials, a job, and the target: the last of some sectors."""
        entries = [self._entry(number) for number in range(self._size)]
        tops = [min(first + SECTOR, self._size) - 1 for first in range(0, self._size, SECTOR)]
        wanted = self._rng.sample(tops, min(len(tops), 2))
        entries += [
            role("job", requires=_name(0)),
            role("target", requires=both(*map(_name, wanted))),
        ]
        return entries

    def _entry(self, number: int) -> Json:
        routes = [self._route(number) for _ in range(self._rng.randint(1, 4))]
        return credential(_name(number), *routes)

    def _route(self, number: int) -> Json:
        own: Json = {}
        if number >= 6:
            own["requires"] = self._required(number)
        months, hours = self._length() if self._timed else (0, 0)
        return route(months, hours, 100 * self._rng.randint(0, 90), **own)

    def _length(self) -> tuple[int, int]:
        return self._rng.choice((3, 6, 9, 12, 18)), self._rng.choice((6, 10, 15, 20, 30, 40))

    def _required(self, number: int) -> Json | str:
        draw = self._rng.random()
        if draw < 0.15:
            # Each once, as in data that was read: a repeat would count twice.
            parts = dict.fromkeys(self._one(number) for _ in range(4))
            return at_least(min(2, len(parts)), *parts)
        if draw < 0.25:
            # A link back: what it names may itself need this one.
            return any_of(self._one(number), _name(self._later(number)))
        if draw < 0.3 and self._timed:
            return both(self._one(number), months_in(self._rng.choice((6, 12, 24)), "job"))
        return both(*(self._one(number) for _ in range(self._rng.randint(1, 2))))

    def _later(self, number: int) -> int:
        last = min((number // SECTOR + 1) * SECTOR, self._size) - 1
        return self._rng.randint(number, last)

    def _one(self, number: int) -> str:
        """An earlier credential: near by, of the base or of another sector."""
        draw = self._rng.randrange(100)
        if draw < self._cross:
            return _name(self._rng.randrange(number))
        first = number // SECTOR * SECTOR
        if draw > 90 or number == first:
            return _name(self._rng.randrange(min(12, number)))
        return _name(self._rng.randint(max(first, number - 20), number - 1))


def _cover(rng: random.Random, size: int) -> list[Json]:
    taught: list[list[str]] = [[] for _ in range(size)]
    courses = []
    for number in range(size):
        id_ = f"course-{number}"
        courses.append(credential(id_, route(0, 0, 100 * rng.randint(1, 9))))
        for element in rng.sample(range(size), max(2, size // 8)):
            taught[element].append(id_)
    for element, by in enumerate(taught):
        by.append(f"course-{element}")
    wanted = [any_of(*sorted(set(by))) for by in taught]
    return [*courses, role("target", requires=both(*wanted))]


def _crowd(rng: random.Random, size: int) -> list[Json]:
    """Most of `size` courses, each by a heavy or a light route, some after others."""
    courses: list[Json] = []
    for number in range(size):
        months, hours = rng.randint(4, 18), rng.choice((16, 20, 24, 30))
        own: Json = {}
        if number and rng.random() < 0.4:
            own["requires"] = _name(rng.randrange(number))
        heavy = route(months, hours, 100 * rng.randint(0, 20), **own)
        light = route(2 * months, hours // 2, 100 * rng.randint(0, 20), **own)
        courses.append(credential(_name(number), heavy, light))
    wanted = at_least(size * 3 // 4, *map(_name, range(size)))
    return [*courses, role("target", requires=wanted)]


def _name(number: int) -> str:
    return f"c-{number}"
