"""Where the person stands at the start: what is held, since when, at which grade, and what is closed."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from careerpath.catalogue import Catalogue
    from careerpath.profile import Holding, Question
    from careerpath.records import Credential
    from careerpath.requirements import Held


class Standpoint(Struct, frozen=True):
    """One thing held: month from which it is, and month in which it was gained (maybe negative)."""

    id: str
    moment: int
    gained: int
    rank: int | None
    """The stated grade's rank on the credential's own scale; None if unstated or assumed."""
    assumed: bool = False


class Standing:
    """Answers what the profile alone decides."""

    def __init__(self, catalogue: Catalogue, question: Question) -> None:
        self._catalogue = catalogue
        self._question = question
        self._profile = question.profile
        self._allowed: dict[str, bool] = {}
        self._stated = tuple(self._standpoint(h) for h in self._profile.holds)
        self._worked = frozenset(b for w in self._profile.worked for b in catalogue.broader(w.role))
        self._assumed = tuple(self._assumptions())

    def _standpoint(self, holding: Holding) -> Standpoint:
        gained = 0 if holding.since is None else holding.since - self._question.start
        scale = self._catalogue[holding.id].scale
        rank = scale.rank(holding.grade) if scale and holding.grade is not None else None
        return Standpoint(holding.id, max(0, gained), gained, rank)

    def _assumptions(self) -> list[Standpoint]:
        """What the stated holdings and worked roles let the tool take as held, transitively."""
        stated = {b for h in self._stated for b in self._catalogue.broader(h.id)}
        queue = sorted(stated | self._worked)
        assumed: dict[str, Standpoint] = {}
        for id_ in queue:
            for assumption, _grade in self._catalogue[id_].assumes:
                if assumption in stated or assumption in assumed:
                    continue
                if assumption in self._profile.lacks:
                    continue
                assumed[assumption] = Standpoint(assumption, 0, 0, None, assumed=True)
                queue.extend(self._catalogue.broader(assumption))
        return [assumed[i] for i in sorted(assumed)]

    @property
    def assumed(self) -> tuple[Standpoint, ...]:
        """What is taken as held without being stated."""
        return self._assumed

    @cached_property
    def _by_broader(self) -> dict[str, tuple[Standpoint, ...]]:
        found: dict[str, list[Standpoint]] = {}
        for point in (*self._stated, *self._assumed):
            for broader in self._catalogue.broader(point.id):
                found.setdefault(broader, []).append(point)
        return {i: tuple(p) for i, p in found.items()}

    def standpoints(self, id_: str) -> tuple[Standpoint, ...]:
        """Everything held that is, or counts as, `id_`, whatever its grade."""
        return self._by_broader.get(id_, ())

    def passing(self, held: Held) -> list[Standpoint]:
        """Everything held that satisfies the atom; an unstated grade is taken as good enough."""
        return [p for p in self.standpoints(held.id) if self._passes(p, held)]

    def _passes(self, point: Standpoint, held: Held) -> bool:
        rank = self._catalogue.lowest_grade(point.id, held.id, held.grade)
        return rank is not None and (point.rank is None or point.rank >= rank)

    def holds(self, id_: str) -> bool:
        """Held now or expected, directly or by what counts as it; or worked, for a role."""
        return bool(self.standpoints(id_)) or id_ in self._worked

    def held_from(self, id_: str) -> int | None:
        """The month from which it is held, or None."""
        return min((p.moment for p in self.standpoints(id_)), default=None)

    def has_worked(self, role: str) -> bool:
        """The person has worked in the role, or in one that counts as it."""
        return role in self._worked

    # what is closed

    def is_frozen_below(self, id_: str, rank: int) -> bool:
        """Reaching `rank` with a step of `id_` would raise a grade that can't be raised."""
        return any(
            (carried := self._best_carried(id_, rank, wider)) is not None and carried > frozen_rank
            for wider, frozen_rank in self._frozen.items()
            if wider in self._catalogue.broader(id_)
        )

    def is_frozen(self, id_: str) -> bool:
        """It is held at a stated grade that nothing can raise."""
        return id_ in self._frozen

    @cached_property
    def _frozen(self) -> dict[str, int]:
        """Credentials held at a stated grade that nothing can raise, with the best such rank."""
        frozen = {}
        for id_ in sorted({b for h in self._stated for b in self._catalogue.broader(h.id)}):
            credential = self._catalogue[id_]
            points = [p for p in self.standpoints(id_) if not p.assumed]
            if credential.scale is None or any(r.retake for r in credential.routes):
                continue
            if any(p.rank is None for p in points):
                continue
            ranks = [
                carried
                for p in points
                if p.rank is not None
                and (carried := self._best_carried(p.id, p.rank, id_)) is not None
            ]
            if ranks:
                frozen[id_] = max(ranks)
        return frozen

    def _best_carried(self, narrower: str, rank: int, wider: str) -> int | None:
        """The best rank on `wider`'s scale that `rank` on `narrower`'s carries over to."""
        scale = self._catalogue[wider].scale
        if scale is None:
            return None
        reached = None
        for number in range(len(scale.positions)):
            needed = self._catalogue.lowest_grade(narrower, wider, scale.name(number))
            if needed is not None and needed <= rank:
                reached = number
        return reached

    # where things may be gained

    def is_allowed(self, credential: Credential) -> bool:
        """Not excluded by `--without`, and in a place of the person, the target or what is held."""
        known = self._allowed.get(credential.id)
        if known is None:
            known = self._allowed[credential.id] = self._decide_allowed(credential)
        return known

    def _decide_allowed(self, credential: Credential) -> bool:
        excluded = self._question.limits.without
        if any(b in excluded for b in self._catalogue.broader(credential.id)):
            return False
        if self._question.limits.abroad:
            return True
        return any(
            self._catalogue.same_place(own, place)
            for own in credential.jurisdiction
            for place in self._places
        )

    @cached_property
    def _places(self) -> tuple[str, ...]:
        ids = [self._question.target]
        ids += [h.id for h in self._profile.holds]
        ids += [w.role for w in self._profile.worked]
        places = {p for i in ids for p in self._catalogue[i].jurisdiction}
        if self._profile.place:
            places.add(self._profile.place)
        return tuple(sorted(places))
