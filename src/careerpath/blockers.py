"""What stands between a person and a target when every limit of time and money is forgotten.

A delete-free look at the question: what could ever be gained, in any order and at any pace. Where the
target is not among it, the conditions that fail are followed down to facts: a date that passed, a
grade that can't be raised, something nobody can gain, something this data does not hold.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from careerpath.graph.standing import Standing
from careerpath.months import month_name
from careerpath.report.model import Cause
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
    all_of,
)
from careerpath.wording import grade_text, joined, requirement_text, title

if TYPE_CHECKING:
    from collections.abc import Iterator

    from careerpath.catalogue import Catalogue
    from careerpath.profile import Question
    from careerpath.records import Credential, Route, Window

MISSING, NOT_TOGETHER, TOO_LATE = "missing", "not-together", "too-late"
OVER_BUDGET, NOT_IN_DATA = "over-budget", "not-in-this-data"

_TELLING = (MISSING, TOO_LATE, NOT_TOGETHER, NOT_IN_DATA, OVER_BUDGET)
"""What is about the person comes first, what is about this data last."""


class Blockers:
    """What can be gained at all, and why the rest can't. Usual practice is left out: it may go."""

    def __init__(self, catalogue: Catalogue, question: Question) -> None:
        self._catalogue = catalogue
        self._question = question
        self._standing = Standing(catalogue, question)
        self._gainable: frozenset[tuple[str, str]] = frozenset()
        """Pairs of credential and open route; a role or derived credential has the route ``."""
        self._grow()

    def causes(self) -> list[Cause]:
        """Why the target can't be reached; empty if, limits aside, it can."""
        found: dict[Cause, None] = {}
        for requirement in self._goals():
            if not self._can(requirement):
                found.update(dict.fromkeys(self._why(requirement, frozenset())))
        return sorted(found, key=lambda c: _TELLING.index(c.kind))

    def _goals(self) -> Iterator[Requirement]:
        for id_ in (self._question.target, *self._question.limits.via):
            entry = self._catalogue[id_]
            if not entry.is_role:
                yield Held(id_)
            elif not self._standing.has_worked(id_):
                yield entry.requires

    # what can be gained

    def _grow(self) -> None:
        """Add whatever is open until nothing new is."""
        candidates = [(entry, route) for entry in self._catalogue for route in self._ways(entry)]
        grown = True
        while grown:
            new = {
                (entry.id, route.id if route else "")
                for entry, route in candidates
                if (entry.id, route.id if route else "") not in self._gainable
                and next(self._obstacles(entry, route), None) is None
                and all(self._can(r) for r in _conditions(entry, route))
            }
            self._gainable |= new
            grown = bool(new)

    def _ways(self, entry: Credential) -> list[Route | None]:
        if entry.is_role or entry.is_derived:
            return [None]
        held = self._standing.holds(entry.id)
        return [r for r in entry.routes if (r.retake if held else r.first_time)]

    def _is_gainable(self, id_: str) -> bool:
        return any(
            (id_, r.id if r else "") in self._gainable for r in self._ways(self._catalogue[id_])
        )

    def _can(self, requirement: Requirement) -> bool:
        match requirement:
            case Held():
                return self._can_hold(requirement)
            case AllOf(parts=parts):
                return all(self._can(p) for p in parts)
            case AnyOf(parts=parts):
                return any(self._can(p) for p in parts)
            case AtLeast(count=count, parts=parts):
                return sum(self._can(p) for p in parts) >= count
            case Experience():
                return self._can_gather(requirement)
            case HeldFor(ids=ids):
                return any(self._can_hold(Held(i)) for i in ids)
            case Recent():
                return self._can_be_recent(requirement)
            case Age():
                return self._can_be_of_age(requirement)

    def _can_hold(self, held: Held) -> bool:
        if self._standing.passing(held):
            return True
        return any(self._can_gain(i, held) for i in self._catalogue.narrower(held.id))

    def _can_gain(self, id_: str, held: Held) -> bool:
        return self._is_gainable(id_) and self._reaches(id_, held)

    def _reaches(self, id_: str, held: Held) -> bool:
        """A step of `id_` can be good enough."""
        rank = self._catalogue.lowest_grade(id_, held.id, held.grade)
        if rank is None:
            return False
        return rank < 0 or not self._standing.is_frozen_below(id_, rank)

    def _can_gather(self, wanted: Experience) -> bool:
        roles = {n for r in wanted.roles for n in self._catalogue.narrower(r)}
        if any(self._is_gainable(r) or self._standing.has_worked(r) for r in roles):
            return True
        return any(
            given.role in roles
            for id_, route_id in self._gainable
            if route_id
            for given in self._catalogue[id_].route(route_id).gives
        )

    def _can_be_recent(self, wanted: Recent) -> bool:
        held = (p for h in wanted.of for p in self._standing.passing(h))
        if any(p.gained + wanted.months >= 0 for p in held):
            return True
        return any(self._can_gain(i, h) for h in wanted.of for i in self._catalogue.narrower(h.id))

    def _can_be_of_age(self, age: Age) -> bool:
        born = self._question.profile.born
        if born is None or age.under is None:
            return True
        return (self._question.start - born) // 12 < age.under

    # what is in the way

    def _obstacles(self, entry: Credential, route: Route | None) -> Iterator[Cause]:
        """What closes a way in, whatever one holds."""
        limits, start = self._question.limits, self._question.start
        window = entry.window.narrowed_by(route.window) if route else entry.window
        closed = _closed_since(window, start)
        if closed is not None:
            yield Cause(TOO_LATE, f"{_way(entry, route)} closed in {month_name(closed)}", entry.id)
        if not entry.is_derived and not self._standing.is_allowed(entry):
            yield self._not_allowed(entry)
        if route is None:
            return
        if route.discretion and not limits.hopeful:
            says = f"{_way(entry, route)} needs somebody's consent, and --hopeful is not given"
            yield Cause(NOT_TOGETHER, says, entry.id)
        chosen = dict(limits.routes).get(entry.id, route.id)
        if chosen != route.id:
            yield Cause(NOT_TOGETHER, f"--route {entry.id}={chosen} leaves no other way", entry.id)
        barring = [i for i in route.not_if_held if self._standing.holds(i)]
        if barring:
            says = (
                f"{_way(entry, route)} is not for people with {title(self._catalogue, barring[0])}"
            )
            yield Cause(NOT_TOGETHER, says, entry.id)

    def _not_allowed(self, entry: Credential) -> Cause:
        without = self._question.limits.without
        excluded = [b for b in self._catalogue.broader(entry.id) if b in without]
        if excluded:
            return Cause(NOT_TOGETHER, f"--without {excluded[0]} rules out {entry.title}", entry.id)
        place = joined([self._catalogue.place_title(p) for p in entry.jurisdiction], "and")
        return Cause(NOT_TOGETHER, f"{entry.title} is gained in {place}: only --abroad", entry.id)

    def _why(self, requirement: Requirement, seen: frozenset[str]) -> Iterator[Cause]:
        """The facts that keep a requirement from ever holding."""
        match requirement:
            case AllOf(parts=parts) | AnyOf(parts=parts) | AtLeast(parts=parts):
                for part in parts:
                    yield from () if self._can(part) else self._why(part, seen)
            case Held():
                yield from self._why_not_held(requirement, seen)
            case HeldFor(ids=ids):
                for id_ in ids:
                    yield from self._why_not_held(Held(id_), seen)
            case Experience(roles=roles):
                for role in roles:
                    yield from self._why_not_gained(role, seen)
            case Recent():
                yield from self._why_not_recent(requirement, seen)
            case Age():
                wanted = requirement_text(self._catalogue, requirement)
                yield Cause(TOO_LATE, f"{wanted} is asked, and you are older", "age")

    def _why_not_recent(self, recent: Recent, seen: frozenset[str]) -> Iterator[Cause]:
        if any(self._standing.passing(h) for h in recent.of):
            yield self._too_late(recent, recent.of[0].id)
            return
        for held in recent.of:
            yield from self._why_not_held(held, seen)

    def _too_late(self, requirement: Requirement, about: str) -> Cause:
        wanted = requirement_text(self._catalogue, requirement)
        return Cause(TOO_LATE, f"{wanted} is asked, and yours is older", about)

    def _why_not_held(self, held: Held, seen: frozenset[str]) -> Iterator[Cause]:
        providers = [i for i in self._catalogue.narrower(held.id) if self._provides(i)]
        if not providers:
            yield self._nobody_gains(held.id)
            return
        reaching = [i for i in providers if self._reaches(i, held)]
        if not reaching and held.grade is not None:
            shown = grade_text(self._catalogue, held.id, held.grade)
            says = (
                f"{title(self._catalogue, held.id)} at {shown} is asked, and yours can't be raised"
            )
            yield Cause(MISSING, says, held.id)
        for id_ in reaching:
            yield from self._why_not_gained(id_, seen)

    def _provides(self, id_: str) -> bool:
        entry = self._catalogue[id_]
        return bool(entry.routes) or entry.is_derived

    def _nobody_gains(self, id_: str) -> Cause:
        entry = self._catalogue[id_]
        if entry.kind == "umbrella":
            return Cause(NOT_IN_DATA, f"this data knows no way to gain {entry.title}", id_)
        if entry.kind == "circumstance":
            return Cause(MISSING, f"{entry.title}: true of a person or not, never gained", id_)
        return Cause(NOT_IN_DATA, f"this data knows no route to {entry.title}", id_)

    def _why_not_gained(self, id_: str, seen: frozenset[str]) -> Iterator[Cause]:
        if id_ in seen or self._is_gainable(id_):
            return
        entry = self._catalogue[id_]
        ways = self._ways(entry)
        if not ways:
            says = f"{entry.title} is held already, and no route raises its grade"
            yield Cause(MISSING, says, id_)
        for route in ways:
            obstacle = next(self._obstacles(entry, route), None)
            if obstacle is not None:
                yield obstacle
                continue
            for condition in _conditions(entry, route):
                if not self._can(condition):
                    yield from self._why(condition, seen | {id_})


def _conditions(entry: Credential, route: Route | None) -> tuple[Requirement, ...]:
    if route is None:
        return (entry.requires,)
    return (
        all_of(entry.requires, route.requires),
        all_of(entry.completes_with, route.completes_with),
    )


def _closed_since(window: Window, start: int) -> int | None:
    """The month in which the window closed, if that is past."""
    lasts = [m for m in (window.last_start, window.until) if m is not None and m < start]
    return min(lasts, default=None)


def _way(entry: Credential, route: Route | None) -> str:
    return f"{entry.title} ({route.title})" if route else entry.title
