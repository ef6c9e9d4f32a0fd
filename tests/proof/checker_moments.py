"""The checker's reading of a profile, and of what holds at a moment."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from careerpath.requirements import (
    Age,
    AllOf,
    AnyOf,
    AtLeast,
    Experience,
    Held,
    HeldFor,
    Recent,
    Requirement,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from careerpath.catalogue import Catalogue
    from careerpath.profile import Holding, Question, Worked
    from careerpath.records import Credential


@dataclass(frozen=True, slots=True)
class Gain:
    """Something held from moment `held_from`, whose gain time is `gained`."""

    id: str
    gained: int
    held_from: int
    source: str
    """`stated`, `assumed`, `step` or `derived`."""
    grade: str | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """Worked months `start … end-1` of a role, counting from moment `counts_from`."""

    role: str
    pace: int
    start: int
    end: int
    counts_from: int


@dataclass(slots=True)
class Person:
    """What the profile alone says: holdings, assumptions, past work, frozen grades."""

    catalogue: Catalogue
    question: Question
    assumed: set[str] = field(default_factory=set)
    frozen: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.assumed = self._find_assumed()
        self.frozen = {
            c.id: rank for c in self.catalogue if (rank := self._frozen_rank(c)) is not None
        }

    @property
    def holds(self) -> tuple[Holding, ...]:
        return self.question.profile.holds

    def gain_time(self, holding: Holding) -> int:
        return 0 if holding.since is None else holding.since - self.question.start

    def gains(self) -> list[Gain]:
        stated = [
            Gain(h.id, self.gain_time(h), max(0, self.gain_time(h)), "stated", h.grade)
            for h in self.holds
        ]
        return stated + [Gain(a, 0, 0, "assumed") for a in sorted(self.assumed)]

    def _find_assumed(self) -> set[str]:
        stated = {h.id for h in self.holds}
        queue = [*stated, *(w.role for w in self.question.profile.worked)]
        found: set[str] = set()
        while queue:
            for source in self.catalogue.broader(queue.pop()):
                for id_, _ in self.catalogue[source].assumes:
                    if id_ in found or id_ in self.question.profile.lacks:
                        continue
                    if stated.isdisjoint(self.catalogue.narrower(id_)):
                        found.add(id_)
                        queue.append(id_)
        return found

    def _frozen_rank(self, entry: Credential) -> int | None:
        if entry.scale is None or any(r.retake for r in entry.routes):
            return None
        about = [h for h in self.holds if entry.id in self.catalogue.broader(h.id)]
        if any(h.grade is None for h in about):
            return None
        carried = [self._carried_rank(h, entry) for h in about]
        return max((rank for rank in carried if rank is not None), default=None)

    def _carried_rank(self, holding: Holding, entry: Credential) -> int | None:
        scale = self.catalogue[holding.id].scale
        held = scale.rank(holding.grade) if scale and holding.grade is not None else None
        if held is None or entry.scale is None:
            return None
        reached = None
        for rank in range(len(entry.scale.positions)):
            lowest = self.catalogue.lowest_grade(holding.id, entry.id, entry.scale.name(rank))
            if lowest is not None and lowest <= held:
                reached = rank
        return reached

    def held_from(self, id_: str) -> int | None:
        """The first moment at which the profile alone holds it; None if it never does."""
        narrower = self.catalogue.narrower(id_)
        return min((g.held_from for g in self.gains() if g.id in narrower), default=None)

    def past_work(self) -> list[Block]:
        return [self._past_block(w) for w in self.question.profile.worked]

    def _past_block(self, worked: Worked) -> Block:
        until = 0 if worked.until is None else worked.until - self.question.start
        pace = worked.hours_per_week
        if pace is None:
            pace = first_pace(self.catalogue, worked.role)
        return Block(worked.role, pace, until - worked.months, until, until - worked.months)

    def places(self) -> set[str]:
        """Where plans may lead without going abroad."""
        home = set(self.catalogue[self.question.target].jurisdiction)
        if self.question.profile.place is not None:
            home.add(self.question.profile.place)
        for id_ in [h.id for h in self.holds] + [w.role for w in self.question.profile.worked]:
            home.update(self.catalogue[id_].jurisdiction)
        return home


def first_pace(catalogue: Catalogue, role: str) -> int:
    return catalogue[role].usual_pace


@dataclass(slots=True)
class Moment:
    """What is known at one moment, and whether a requirement holds there."""

    catalogue: Catalogue
    question: Question
    person: Person
    gains: list[Gain]
    blocks: list[Block]
    now: int

    def holds(self, requirement: Requirement) -> bool:
        match requirement:
            case Held():
                return any(self._passing(requirement))
            case AllOf(parts=parts):
                return all(self.holds(p) for p in parts)
            case AnyOf(parts=parts):
                return any(self.holds(p) for p in parts)
            case AtLeast(count=count, parts=parts):
                return sum(self.holds(p) for p in parts) >= count
            case _:
                return self._holds_in_time(requirement)

    def _holds_in_time(self, requirement: Requirement) -> bool:
        match requirement:
            case Experience():
                return self._experience(requirement)
            case HeldFor(months=months, ids=ids):
                return any(
                    (gained := self._earliest_gain((i,))) is not None
                    and gained <= self.now - months
                    for i in ids
                )
            case Recent(months=months, of=of):
                return any(
                    gain.gained <= self.now <= gain.gained + months
                    for held in of
                    for gain in self._passing(held)
                )
            case Age(at_least=at_least, under=under):
                return self._age(at_least, under)
            case _:
                raise TypeError(requirement)

    def _held_now(self, id_: str) -> Iterator[Gain]:
        narrower = self.catalogue.narrower(id_)
        return (g for g in self.gains if g.held_from <= self.now and g.id in narrower)

    def _earliest_gain(self, ids: Iterable[str]) -> int | None:
        return min((g.gained for i in ids for g in self._held_now(i)), default=None)

    def _passing(self, held: Held) -> Iterator[Gain]:
        return (g for g in self._held_now(held.id) if self._passes(g, held))

    def _passes(self, gain: Gain, held: Held) -> bool:
        if held.grade is None:
            return True
        lowest = self.catalogue.lowest_grade(gain.id, held.id, held.grade)
        if lowest is None or gain.source == "derived":
            return False
        if gain.source == "step":
            return self._may_reach(gain.id, lowest)
        if gain.grade is None:
            return True
        scale = self.catalogue[gain.id].scale
        rank = scale.rank(gain.grade) if scale else None
        return rank is not None and rank >= lowest

    def _may_reach(self, id_: str, rank: int) -> bool:
        """No frozen credential is raised by a step of `id_` at this rank."""
        for broader in self.catalogue.broader(id_):
            frozen = self.person.frozen.get(broader)
            if frozen is not None and self._implied_rank(id_, rank, broader) > frozen:
                return False
        return True

    def _implied_rank(self, id_: str, rank: int, broader: str) -> int:
        """The rank of `broader` that `id_` at `rank` carries over to; -1 if it carries none."""
        scale = self.catalogue[broader].scale
        implied = -1
        for index, position in enumerate(scale.positions if scale else ()):
            lowest = self.catalogue.lowest_grade(id_, broader, position[0])
            if lowest is not None and lowest <= rank:
                implied = index
        return implied

    def _age(self, at_least: int | None, under: int | None) -> bool:
        born = self.question.profile.born
        if born is None:
            return True
        years = (self.question.start + self.now - born) // 12
        return (at_least is None or years >= at_least) and (under is None or years < under)

    def _experience(self, wanted: Experience) -> bool:
        earliest = None
        if wanted.after:
            earliest = self._earliest_gain(wanted.after)
            if earliest is None:
                return False
        total = 0
        for block in self.blocks:
            if set(wanted.roles).isdisjoint(self.catalogue.broader(block.role)):
                continue
            months = self._months_counted(block, wanted.last, earliest)
            total += months * _weight(wanted, block.pace)
        return total >= _amount(wanted)

    def _months_counted(self, block: Block, last: int | None, earliest: int | None) -> int:
        if block.counts_from > self.now:
            return 0
        return sum(
            month < self.now
            and (last is None or month >= self.now - last)
            and (earliest is None or month >= earliest)
            for month in range(block.start, block.end)
        )


def _weight(wanted: Experience, pace: int) -> int:
    if wanted.unit == "hours":
        return 52 * pace
    return min(pace, wanted.full_time) if wanted.full_time is not None else 1


def _amount(wanted: Experience) -> int:
    if wanted.unit == "hours":
        return 12 * wanted.amount
    return wanted.amount * (wanted.full_time if wanted.full_time is not None else 1)
