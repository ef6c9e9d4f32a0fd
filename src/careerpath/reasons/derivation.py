"""How a smallest set of causes closes every way to the target: rule by rule, for those who ask."""

from __future__ import annotations

from typing import TYPE_CHECKING

from careerpath.months import duration_text
from careerpath.profile import HORIZON_MONTHS
from careerpath.reasons.causes import closing_text, way_text
from careerpath.reasons.items import ABROAD
from careerpath.reasons.reach import NEVER, STUDY_HOURS_LIMIT
from careerpath.requirements import AllOf, AnyOf, AtLeast, Experience, Held, HeldFor, Recent
from careerpath.wording import money_text, requirement_text, title

if TYPE_CHECKING:
    from collections.abc import Iterator

    from careerpath.catalogue import Catalogue
    from careerpath.reasons.asking import Asker
    from careerpath.reasons.conflict import Conflict
    from careerpath.reasons.reach import Reach
    from careerpath.records import Credential, Route
    from careerpath.requirements import Requirement

_DEEPEST = 5
_LONGEST = 40


def derivation_of(
    catalogue: Catalogue, conflict: Conflict, asker: Asker
) -> tuple[tuple[int, str], ...]:
    """Depth and sentence of each inference, with nothing but the causes in force."""
    asked = conflict.without(conflict.kept_with(ABROAD))
    lines = list(_Derivation(catalogue, asker.reach(*asked)).lines())
    rest = len(lines) - _LONGEST
    return (*lines[:_LONGEST], *([(0, f"and {rest} lines like these")] if rest > 0 else []))


class _Derivation:
    def __init__(self, catalogue: Catalogue, reach: Reach) -> None:
        self._catalogue = catalogue
        self._reach = reach
        self._said: set[str] = set()

    def lines(self) -> Iterator[tuple[int, str]]:
        question, reach = self._reach.question, self._reach
        name = title(self._catalogue, question.target)
        within, budget = question.limits.within, question.limits.budget
        if reach.months >= NEVER:
            yield from self._target()
        elif within is not None and reach.months > within:
            soonest = duration_text(reach.months)
            yield 0, f"{name} takes {soonest} at the very least, whatever goes on side by side"
        elif reach.months > HORIZON_MONTHS:
            yield 0, f"{name} takes more than {HORIZON_MONTHS // 12} years"
        elif budget is not None and reach.fees > budget:
            yield 0, f"{name} costs {money_text(reach.fees, question.currency)} at the very least"
        else:
            yield 0, f"every choice of steps to {name} was tried: none keeps to all of this"

    def _target(self) -> Iterator[tuple[int, str]]:
        for id_ in (self._reach.question.target, *self._reach.question.limits.via):
            entry = self._catalogue[id_]
            if entry.is_role and not self._reach.standing.has_worked(id_):
                yield from self._failing(self._reach.demands(entry), entry.title, 0)
            elif not entry.is_role:
                yield from self._credential(id_, 0)

    def _failing(
        self, requirement: Requirement, asker: str, depth: int
    ) -> Iterator[tuple[int, str]]:
        """The parts of a requirement that can never hold, each followed down."""
        if self._reach.earliest(requirement, 0) < NEVER or depth > _DEEPEST:
            return
        if isinstance(requirement, AllOf):
            broken = [p for p in requirement.parts if self._reach.earliest(p, 0) >= NEVER]
            for part in broken:
                yield from self._failing(part, asker, depth)
            return
        yield depth, f"{asker} asks for {requirement_text(self._catalogue, requirement)}"
        named = [self._catalogue[i] for i in dict.fromkeys(self._named(requirement))]
        near = [e for e in named if e.is_role or self._reach.standing.is_allowed(e)]
        for entry in near:
            yield from self._credential(entry.id, depth + 1)
        if far := len(named) - len(near):
            others = "1 other" if far == 1 else f"{far} others"
            yield depth + 1, f"{others}: ruled out, or gained in another country only"

    def _named(self, requirement: Requirement) -> Iterator[str]:
        """What would have to be gained; an alternative has several."""
        match requirement:
            case AllOf(parts=parts) | AnyOf(parts=parts) | AtLeast(parts=parts):
                for part in parts:
                    yield from self._named(part)
            case Held(id=id_):
                yield from self._of(id_, requirement)
            case HeldFor(ids=ids) | Experience(roles=ids):
                for id_ in ids:
                    yield from self._of(id_, None)
            case Recent(of=of):
                for held in of:
                    yield from self._of(held.id, held)
            case _:
                pass

    def _of(self, id_: str, held: Held | None) -> Iterator[str]:
        for narrower in self._catalogue.narrower(id_):
            entry = self._catalogue[narrower]
            if entry.is_stated_only or self._reach.month(narrower) < NEVER:
                continue
            if held is None or self._reach.reaches(narrower, held):
                yield narrower

    def _credential(self, id_: str, depth: int) -> Iterator[tuple[int, str]]:
        if self._reach.month(id_) < NEVER or id_ in self._said or depth > _DEEPEST:
            return
        self._said.add(id_)
        entry = self._catalogue[id_]
        if entry.is_role or entry.is_derived:
            yield from self._failing(self._reach.demands(entry), entry.title, depth)
            return
        if not self._reach.standing.is_allowed(entry):
            yield depth, f"{entry.title}: ruled out, or gained in another country only"
            return
        yield from self._routes(entry, depth)

    def _routes(self, entry: Credential, depth: int) -> Iterator[tuple[int, str]]:
        """What closes each route; what several ask for in vain is said once."""
        asked: dict[Requirement, list[Route]] = {}
        for route in entry.routes:
            obstacle = obstacle_of(self._reach, entry, route)
            if obstacle is not None:
                yield depth, f"{way_text(entry, route)}: {obstacle}"
                continue
            broken = self._broken(entry, route)
            if not broken:
                yield depth, f"{way_text(entry, route)} closes before it can be reached"
            for part in broken:
                asked.setdefault(part, []).append(route)
        for part, routes in asked.items():
            alone = len(routes) == 1 and len(entry.routes) > 1
            yield from self._failing(part, way_text(entry, routes[0] if alone else None), depth)

    def _broken(self, entry: Credential, route: Route) -> list[Requirement]:
        """The parts of a route's conditions that can never hold."""
        conditions = self._reach.conditions(entry, route)
        parts = [p for c in conditions for p in (c.parts if isinstance(c, AllOf) else (c,))]
        return [p for p in dict.fromkeys(parts) if self._reach.earliest(p, 0) >= NEVER]


def obstacle_of(reach: Reach, entry: Credential, route: Route) -> str | None:
    """What closes a route whatever else is done; None if nothing does."""
    limits, hours = reach.question.limits, route.hours_per_week
    held = reach.standing.holds(entry.id)
    if not (route.retake if held else route.first_time):
        return "held already, and this does not raise it" if held else "only for those who hold it"
    chosen = dict(limits.routes).get(entry.id, route.id)
    if chosen != route.id:
        return f"--route {entry.id}={chosen} leaves it out"
    if route.discretion and not limits.hopeful:
        return "needs somebody's consent"
    barring = [i for i in route.not_if_held if reach.standing.holds(i)]
    if barring:
        return f"not for people with {title(reach.catalogue, barring[0])}"
    return _closed_or_too_much(reach, entry, route, hours)


def _closed_or_too_much(reach: Reach, entry: Credential, route: Route, hours: int) -> str | None:
    if hours > reach.question.profile.hours_per_week and route.months:
        return f"takes {hours} hours a week"
    if reach.question.limits.earning and not route.employed and hours >= STUDY_HOURS_LIMIT:
        return "is full-time study"
    window = entry.window.narrowed_by(route.window)
    lasts = [m for m in (window.last_start, window.until) if m is not None]
    if min(lasts, default=reach.question.start) < reach.question.start:
        return closing_text(window.last_start, window.until, reach.question.start)
    return None
