"""The question as the CP-SAT model sees it: which gains exist, which of them satisfy what.

Read from the catalogue anew, sharing nothing with the enumeration, so that a misreading in one of
them shows as a disagreement.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from careerpath.profile import HORIZON_MONTHS
from careerpath.requirements import (
    Experience,
    Held,
    HeldFor,
    Recent,
    Requirement,
    all_of,
    walk,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from careerpath.catalogue import Catalogue
    from careerpath.profile import Question
    from careerpath.records import Credential, Route, Window


@dataclass(frozen=True, slots=True)
class PastBlock:
    """Months worked before, or as far as the profile states."""

    role: str
    pace: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything about a question that does not depend on the plan."""

    catalogue: Catalogue
    question: Question
    usual: bool
    assumed: frozenset[str]
    frozen: dict[str, int]
    relevant: frozenset[str]
    """Credentials and roles that could support the target; nothing else need be modelled."""

    @property
    def start(self) -> int:
        return self.question.start

    @property
    def latest(self) -> int:
        within = self.question.limits.within
        return HORIZON_MONTHS if within is None else min(within, HORIZON_MONTHS)

    # what the profile holds

    def profile_gains(self, held: Held) -> list[int]:
        """The gain time of every holding and assumption that passes."""
        gains = [
            self.start if h.since is None else h.since
            for h in self.question.profile.holds
            if self._holding_passes(h.id, h.grade, held)
        ]
        gains += [self.start for a in self.assumed if self._holding_passes(a, None, held)]
        return [g - self.start for g in gains]

    def _holding_passes(self, id_: str, grade: str | None, held: Held) -> bool:
        if id_ not in self.catalogue.narrower(held.id):
            return False
        if held.grade is None:
            return True
        lowest = self.catalogue.lowest_grade(id_, held.id, held.grade)
        if lowest is None or grade is None:
            return lowest is not None
        scale = self.catalogue[id_].scale
        rank = None if scale is None else scale.rank(grade)
        return rank is not None and rank >= lowest

    def first_held(self, id_: str) -> int | None:
        """When the profile holds it, itself or through something narrower."""
        gains = self.profile_gains(Held(id_))
        return max(0, min(gains)) if gains else None

    @property
    def past(self) -> list[PastBlock]:
        blocks = []
        for w in self.question.profile.worked:
            end = (self.start if w.until is None else w.until) - self.start
            pace = w.hours_per_week if w.hours_per_week is not None else self.pace_of(w.role)
            blocks.append(PastBlock(w.role, pace, end - w.months, end))
        return blocks

    def pace_of(self, role: str) -> int:
        return self.catalogue[role].usual_pace

    def worked_any(self, role: str) -> bool:
        """The profile has worked in the role or in what counts as it."""
        return any(role in self.catalogue.broader(w.role) for w in self.question.profile.worked)

    # what a plan may add

    def providers(self, held: Held) -> list[str]:
        """Relevant credentials whose gaining in the plan passes."""
        return [
            id_
            for id_ in self.catalogue.narrower(held.id)
            if id_ in self.relevant and self._gain_passes(id_, held)
        ]

    def _gain_passes(self, id_: str, held: Held) -> bool:
        entry = self.catalogue[id_]
        if held.grade is None:
            return True
        lowest = self.catalogue.lowest_grade(id_, held.id, held.grade)
        if lowest is None or entry.is_derived:
            return False
        return not any(
            self._implies_more(id_, lowest, f, self.frozen[f])
            for f in self.catalogue.broader(id_)
            if f in self.frozen
        )

    def _implies_more(self, id_: str, rank: int, frozen: str, frozen_rank: int) -> bool:
        """Reaching `rank` of `id_` would carry over to more than the frozen rank."""
        scale = self.catalogue[frozen].scale
        if scale is None:
            return False
        lowest = [
            self.catalogue.lowest_grade(id_, frozen, scale.name(j))
            for j in range(frozen_rank + 1, len(scale.positions))
        ]
        return any(low is not None and low <= rank for low in lowest)

    def routes(self, entry: Credential) -> list[Route]:
        """The routes that the person may take."""
        return [r for r in entry.routes if self._may_take(entry, r)]

    def _may_take(self, entry: Credential, route: Route) -> bool:
        limits = self.question.limits
        held = self.first_held(entry.id) is not None
        if not (route.retake if held else route.first_time):
            return False
        if any(self.first_held(i) is not None for i in route.not_if_held):
            return False
        if any(id_ == entry.id and r != route.id for id_, r in limits.routes):
            return False
        if limits.earning and route.hours_per_week >= 20 and not route.employed:
            return False
        return (limits.hopeful or not route.discretion) and self.fee(route) is not None

    def fee(self, route: Route) -> int | None:
        return self.catalogue.convert(route.fee.minor, route.fee.currency, self.question.currency)

    def permitted(self, entry: Credential) -> bool:
        """Neither excluded nor abroad."""
        if set(self.question.limits.without) & set(self.catalogue.broader(entry.id)):
            return False
        return self.question.limits.abroad or any(
            self.catalogue.same_place(here, there)
            for here in self.home
            for there in entry.jurisdiction
        )

    @property
    def home(self) -> set[str]:
        profile = self.question.profile
        known = [self.question.target, *(h.id for h in profile.holds)]
        known += [w.role for w in profile.worked]
        home = {place for id_ in known for place in self.catalogue[id_].jurisdiction}
        if profile.place is not None:
            home.add(profile.place)
        return home

    # conditions

    def entry(self, record: Credential | Route) -> Requirement:
        return all_of(record.requires, record.usually) if self.usual else record.requires

    def window(self, window: Window) -> tuple[int, int, int]:
        """First start, last start and last end, in months of the plan."""
        first = 0 if window.first is None else max(0, window.first - self.start)
        until = self.latest if window.until is None else window.until - self.start
        last = until if window.last_start is None else min(until, window.last_start - self.start)
        return first, last, until

    def counted_roles(self, wanted: Experience) -> frozenset[str]:
        return frozenset(r for role in wanted.roles for r in self.catalogue.narrower(role))


def read(catalogue: Catalogue, question: Question, *, usual: bool) -> Reading:
    """Work out what the profile assumes, what is frozen and what is relevant."""
    assumed = _assumed(catalogue, question)
    bare = Reading(catalogue, question, usual, assumed, {}, frozenset())
    frozen = _frozen(bare)
    everything = frozenset(c.id for c in catalogue)
    whole = Reading(catalogue, question, usual, assumed, frozen, everything)
    relevant = _Relevance(whole).find()
    return Reading(catalogue, question, usual, assumed, frozen, relevant)


def _assumed(catalogue: Catalogue, question: Question) -> frozenset[str]:
    profile = question.profile
    stated = {h.id for h in profile.holds}
    assumed: dict[str, None] = {}

    def follow(id_: str) -> None:
        for broader in catalogue.broader(id_):
            for named, _ in catalogue[broader].assumes:
                known = any(s in catalogue.narrower(named) for s in stated)
                if not known and named not in profile.lacks and named not in assumed:
                    assumed[named] = None
                    follow(named)

    for id_ in (*stated, *(w.role for w in profile.worked)):
        follow(id_)
    return frozenset(assumed)


def _frozen(reading: Reading) -> dict[str, int]:
    frozen = {}
    for entry in reading.catalogue:
        scale = entry.scale
        holdings = [
            h
            for h in reading.question.profile.holds
            if h.id in reading.catalogue.narrower(entry.id)
        ]
        ungraded = any(h.grade is None for h in holdings)
        if scale is None or ungraded or any(r.retake for r in entry.routes):
            continue
        ranks = [
            rank
            for rank in range(len(scale.positions))
            if reading.profile_gains(Held(entry.id, scale.name(rank)))
            and any(_carries(reading, h.id, h.grade, entry.id, scale.name(rank)) for h in holdings)
        ]
        if ranks:
            frozen[entry.id] = max(ranks)
    return frozen


def _carries(reading: Reading, id_: str, grade: str | None, to: str, wanted: str) -> bool:
    lowest = reading.catalogue.lowest_grade(id_, to, wanted)
    scale = reading.catalogue[id_].scale
    rank = scale.rank(grade) if scale is not None and grade is not None else None
    return lowest is not None and rank is not None and rank >= lowest


class _Relevance:
    """Backwards from the target: what a requirement names, what counts as it, what that asks."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._found: set[str] = set()
        self._queue: list[str] = []

    def find(self) -> frozenset[str]:
        question = self._reading.question
        target = self._reading.catalogue[question.target]
        self._add([target.id] if not target.is_role else [])
        self._add(question.limits.via)
        if target.is_role:
            self._add_requirement(self._reading.entry(target))
        while self._queue:
            for requirement in self._requirements(self._queue.pop()):
                self._add_requirement(requirement)
        return frozenset(self._found)

    def _requirements(self, id_: str) -> Iterator[Requirement]:
        entry = self._reading.catalogue[id_]
        yield from (self._reading.entry(entry), entry.completes_with)
        for route in self._reading.routes(entry):
            yield from (self._reading.entry(route), route.completes_with)

    def _add_requirement(self, requirement: Requirement) -> None:
        for node in walk(requirement):
            match node:
                case Held(id=id_):
                    self._add([id_])
                case HeldFor(ids=ids):
                    self._add(ids)
                case Recent(of=of):
                    self._add(h.id for h in of)
                case Experience():
                    self._add((*node.roles, *node.after))
                    self._add(self._givers(self._reading.counted_roles(node)))
                case _:
                    pass

    def _givers(self, roles: frozenset[str]) -> list[str]:
        return [
            c.id
            for c in self._reading.catalogue
            if any(g.role in roles for r in c.routes for g in r.gives)
        ]

    def _add(self, ids: Iterable[str]) -> None:
        for named in ids:
            for id_ in self._reading.catalogue.narrower(named):
                if id_ not in self._found and self._can_be_gained(id_):
                    self._found.add(id_)
                    self._queue.append(id_)

    def _can_be_gained(self, id_: str) -> bool:
        entry = self._reading.catalogue[id_]
        if entry.is_derived:
            return True
        gainable = entry.is_role or bool(self._reading.routes(entry))
        return gainable and self._reading.permitted(entry)
