"""Checks that need the whole catalogue: references, grades, cycles, what no one can gain."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from careerpath.catalogue import Catalogue
from careerpath.packs.messages import did_you_mean
from careerpath.packs.place_checks import check_places
from careerpath.packs.role_checks import check_roles
from careerpath.requirements import (
    ALWAYS,
    AllOf,
    AnyOf,
    AtLeast,
    Experience,
    Held,
    HeldFor,
    Recent,
    Requirement,
    all_of,
    credentials_named,
    roles_named,
)

if TYPE_CHECKING:
    from careerpath.errors import Problem
    from careerpath.packs.reading import Spot
    from careerpath.records import Credential, Route

Json = dict[str, Any]
Spots = Mapping[tuple[str, str], "Spot"]


def check(data: Json, spots: Spots, broken: Collection[tuple[str, str]] = ()) -> list[Problem]:
    """Every problem between entries, in the order of ids.

    `broken`: section and id of entries that have a problem of their own; what names one has none.
    """
    catalogue = Catalogue({**data, "digest": ""})
    checker = _Checker(catalogue, spots, broken)
    return [*checker.problems(), *check_roles(catalogue, spots, broken)]


class _Checker:
    def __init__(
        self, catalogue: Catalogue, spots: Spots, broken: Collection[tuple[str, str]]
    ) -> None:
        self._catalogue = catalogue
        self._spots = spots
        self._all_broken = broken
        self._broken = {id_ for section, id_ in broken if section == "credentials"}
        self._sources = {
            *catalogue.source_ids,
            *(id_ for section, id_ in broken if section == "sources"),
        }

    def problems(self) -> Iterator[Problem]:
        dangling = bool(self._broken)
        for credential in self._catalogue:
            for problem in self._of_entry(credential):
                dangling = dangling or "is not in the data" in problem.message
                yield problem
        yield from self._counts_as_cycles()
        yield from self._names()
        yield from check_places(self._catalogue, self._spots, self._all_broken)
        if not dangling:
            yield from self._ungainable()

    def _problem(
        self, id_: str, path: str, message: str, severity: str = "error", about: str = ""
    ) -> Problem:
        spot = self._spots["credentials", id_]
        return spot.problem(path, f"`{id_}`: {message}", severity, about)

    def _of_entry(self, entry: Credential) -> Iterator[Problem]:
        for path, requirement in _requirements(entry):
            yield from self._of_requirement(entry, path, requirement)
        yield from self._counts_as_targets(entry)
        yield from self._references(entry)
        yield from self._cited_sources(entry)
        yield from self._uncited_rules(entry)

    # references inside requirements

    def _of_requirement(
        self, entry: Credential, path: str, requirement: Requirement
    ) -> Iterator[Problem]:
        for held in credentials_named(requirement):
            yield from self._of_held(entry, path, held)
        for role in roles_named(requirement):
            if role in self._broken:
                continue
            if role not in self._catalogue:
                message = f"the role `{role}` is not in the data{self._instead(role)}"
                yield self._problem(entry.id, path, message, about=role)
            elif not self._catalogue[role].is_role:
                message = f"`{role}` is not a role: experience is work"
                yield self._problem(entry.id, path, message, about=role)

    def _of_held(self, entry: Credential, path: str, held: Held) -> Iterator[Problem]:
        if held.id in self._broken:
            return
        if held.id not in self._catalogue:
            message = f"`{held.id}` is not in the data{self._instead(held.id)}"
            yield self._problem(entry.id, path, message, about=held.id)
            return
        named = self._catalogue[held.id]
        if named.is_role:
            message = f"`{held.id}` is a role; a requirement names roles only inside `experience`"
            yield self._problem(entry.id, path, message, about=held.id)
        if held.id == entry.id:
            message = "the requirement mentions its own credential, which can't satisfy itself"
            yield self._problem(entry.id, path, message, "warning", held.id)
        if held.grade is None:
            return
        if named.scale is None:
            message = f"`{held.id}` has no scale of grades"
            yield self._problem(entry.id, path, message, about=held.id)
        elif named.scale.rank(held.grade) is None:
            grades = ", ".join(p[0] for p in named.scale.positions)
            message = f"`{held.grade}` is not a grade of `{held.id}` ({grades})"
            yield self._problem(entry.id, path, message, about=held.id)

    # references outside requirements

    def _counts_as_targets(self, entry: Credential) -> Iterator[Problem]:
        for index, link in enumerate(entry.counts_as):
            path = f"counts_as[{index}]"
            if self._broken & {link.id, entry.id}:
                continue
            if link.id not in self._catalogue:
                message = f"`{link.id}` is not in the data{self._instead(link.id)}"
                yield self._problem(entry.id, path, message)
                continue
            wider = self._catalogue[link.id]
            if wider.is_role != entry.is_role:
                yield self._problem(entry.id, path, f"`{link.id}`: a role counts as a role only")
            for own, other in (link.grades or {}).items():
                if entry.scale is None or entry.scale.rank(own) is None:
                    yield self._problem(entry.id, path, f"`{own}` is not a grade of this entry")
                if wider.scale is None or wider.scale.rank(other) is None:
                    yield self._problem(entry.id, path, f"`{other}` is not a grade of `{link.id}`")

    def _references(self, entry: Credential) -> Iterator[Problem]:
        for index, (id_, grade) in enumerate(entry.assumes):
            yield from self._of_held(entry, f"assumes[{index}]", Held(id_, grade))
        for index, nxt in enumerate(entry.progresses_to):
            if self._is_missing(nxt.id):
                path = f"progresses_to[{index}]"
                message = f"`{nxt.id}` is not in the data{self._instead(nxt.id)}"
                yield self._problem(entry.id, path, message)
        for index, route in enumerate(entry.routes):
            for id_ in route.not_if_held:
                if self._is_missing(id_):
                    path = f"routes[{index}].not_if_held"
                    message = f"`{id_}` is not in the data{self._instead(id_)}"
                    yield self._problem(entry.id, path, message)
            for given in route.gives:
                yield from self._of_gives(entry, f"routes[{index}].gives", given.role)

    def _of_gives(self, entry: Credential, path: str, role: str) -> Iterator[Problem]:
        if self._is_missing(role):
            message = f"the role `{role}` is not in the data{self._instead(role)}"
            yield self._problem(entry.id, path, message)
        elif role in self._catalogue and not self._catalogue[role].is_role:
            yield self._problem(entry.id, path, f"`{role}` is not a role")

    def _instead(self, id_: str) -> str:
        return did_you_mean(id_, self._catalogue.ids)

    def _is_missing(self, id_: str) -> bool:
        return id_ not in self._catalogue and id_ not in self._broken

    def _cited_sources(self, entry: Credential) -> Iterator[Problem]:
        for path, source in _citations(entry):
            if source not in self._sources:
                near = did_you_mean(source, self._sources)
                message = f"the source `{source}` is not in the data{near}"
                yield self._problem(entry.id, path, message, about=source)

    def _uncited_rules(self, entry: Credential) -> Iterator[Problem]:
        if entry.sources:
            return
        if entry.has_rule or entry.completes_with != ALWAYS:
            yield self._problem(entry.id, "", "a rule without a source: cite `sources`")
            return
        for index, route in enumerate(entry.routes):
            ruled = any(r != ALWAYS for _, r in _route_requirements(route, ""))
            if route.sources:
                continue
            if ruled:
                message = f"route `{route.id}` has a rule without a source: cite `sources`"
                yield self._problem(entry.id, f"routes[{index}]", message)
            elif set(route.estimated) != {"months", "hours_per_week", "fee"}:
                message = f"route `{route.id}` has figures without a source, not marked estimated"
                yield self._problem(entry.id, f"routes[{index}]", message, "warning")

    # the whole

    def _counts_as_cycles(self) -> Iterator[Problem]:
        for id_ in self._catalogue.ids:
            links = [c.id for c in self._catalogue[id_].counts_as if c.id in self._catalogue]
            if any(id_ in self._catalogue.broader(link) for link in links):
                yield self._problem(id_, "counts_as", "counts as itself, through a cycle")

    def _names(self) -> Iterator[Problem]:
        owner: dict[str, str] = {}
        for entry in self._catalogue:
            for alias in entry.aliases:
                other = owner.setdefault(alias.casefold(), entry.id)
                taken = alias.casefold() in self._catalogue and alias.casefold() != entry.id
                same_place = set(entry.jurisdiction) & set(self._catalogue[other].jurisdiction)
                # An everyday word may mean several jobs: who types it is asked which.
                everyday = entry.is_role and self._catalogue[other].is_role
                if taken or (other != entry.id and same_place and not everyday):
                    message = f"the alias `{alias}` also names `{other}`"
                    yield self._problem(entry.id, "aliases", message, "warning")

    def _ungainable(self) -> Iterator[Problem]:
        gainable = _gainable(self._catalogue)
        for id_ in self._catalogue.ids:
            if id_ not in gainable:
                message = "no one can gain this: every way in needs something that needs it"
                yield self._problem(id_, "", message)


def _requirements(entry: Credential) -> Iterator[tuple[str, Requirement]]:
    for name in ("requires", "usually", "completes_with"):
        yield name, getattr(entry, name)
    for index, route in enumerate(entry.routes):
        yield from _route_requirements(route, f"routes[{index}].")


def _route_requirements(route: Route, prefix: str) -> Iterator[tuple[str, Requirement]]:
    for name in ("requires", "usually", "completes_with"):
        yield f"{prefix}{name}", getattr(route, name)


def _citations(entry: Credential) -> Iterator[tuple[str, str]]:
    for source in entry.sources:
        yield "sources", source
    for field_name in ("facts", "unmodelled"):
        for index, fact in enumerate(getattr(entry, field_name)):
            if fact.source:
                yield f"{field_name}[{index}].source", fact.source
    if entry.salary and entry.salary.source:
        yield "salary.source", entry.salary.source
    for number, route in enumerate(entry.routes):
        for source in route.sources:
            yield f"routes[{number}].sources", source
        for fact in route.unmodelled:
            if fact.source:
                yield f"routes[{number}].unmodelled", fact.source


def _gainable(catalogue: Catalogue) -> set[str]:
    """What somebody could come to hold, whatever the dates: a least fixed point.

    What is held only when stated counts as given; everything else must be reached from there.
    """
    gained: set[str] = {c.id for c in catalogue if c.is_stated_only}
    waiting = [c for c in catalogue if c.id not in gained]
    while True:
        held = {b for g in gained for b in catalogue.broader(g)}
        newly = [c for c in waiting if _can_gain(c, held, gained, catalogue)]
        if not newly:
            return gained
        gained.update(c.id for c in newly)
        waiting = [c for c in waiting if c.id not in gained]


def _can_gain(entry: Credential, held: set[str], gained: set[str], catalogue: Catalogue) -> bool:
    def holds(requirement: Requirement) -> bool:
        return _could_hold(requirement, held, gained, catalogue)

    if not (holds(entry.requires) and holds(entry.completes_with)):
        return False
    if not entry.routes:
        return True
    return any(holds(all_of(r.requires, r.completes_with)) for r in entry.routes)


def _could_hold(
    requirement: Requirement, held: set[str], gained: set[str], catalogue: Catalogue
) -> bool:
    def recurse(part: Requirement) -> bool:
        return _could_hold(part, held, gained, catalogue)

    handlers: dict[type, Callable[[Any], bool]] = {
        Held: lambda r: r.id in held,
        AllOf: lambda r: all(map(recurse, r.parts)),
        AnyOf: lambda r: any(map(recurse, r.parts)),
        AtLeast: lambda r: sum(map(recurse, r.parts)) >= r.count,
        Experience: lambda r: any(role in held for role in r.roles),
        HeldFor: lambda r: any(i in held for i in r.ids),
        Recent: lambda r: any(h.id in held for h in r.of),
    }
    handler = handlers.get(type(requirement))
    return handler(requirement) if handler else True
