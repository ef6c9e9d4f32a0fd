"""Checks of role profiles, the skill vocabulary, comparisons and careers against the catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from careerpath.catalogue import Catalogue
    from careerpath.errors import Problem
    from careerpath.packs.reading import Spot
    from careerpath.records import Credential

Json = dict[str, Any]
Reference = tuple[str, str]
"""The path of a value in its entry, and the id that it names."""


def check_roles(
    catalogue: Catalogue,
    spots: Mapping[tuple[str, str], Spot],
    broken: Collection[tuple[str, str]] = (),
) -> Iterator[Problem]:
    """Every reference that leads nowhere, role described twice, and role without a career.

    `broken`: section and id of entries that have a problem of their own; what names one has none.
    """
    checker = _RoleChecker(catalogue, spots, broken)
    yield from checker.profiles()
    yield from checker.skills()
    yield from checker.comparisons()
    yield from checker.careers()


class _RoleChecker:
    def __init__(
        self,
        catalogue: Catalogue,
        spots: Mapping[tuple[str, str], Spot],
        broken: Collection[tuple[str, str]],
    ) -> None:
        self._catalogue = catalogue
        self._spots = spots
        self._broken = set(broken)
        self._sources = set(catalogue.source_ids)

    def _is_broken(self, id_: str, *sections: str) -> bool:
        return any((section, id_) in self._broken for section in sections)

    def _problem(
        self, section: str, id_: str, path: str, says: str, severity: str = "error"
    ) -> Problem:
        return self._spots[section, id_].problem(path, f"`{id_}`: {says}", severity)

    # profiles

    def profiles(self) -> Iterator[Problem]:
        for id_, profile in sorted(self._catalogue.role_profiles.items()):
            if id_ in self._catalogue:
                yield self._problem("profiles", id_, "id", "a credential has the same id")
            for path, role in (*_indexed(profile, "roles"), *_indexed(profile, "near")):
                yield from self._of_role(id_, path, role)
            for index, equal in enumerate(profile.get("equivalents", ())):
                if "role" in equal:
                    yield from self._of_role(id_, f"equivalents[{index}].role", equal["role"])
            yield from self._of_vocabulary(id_, profile)
            yield from self._of_sources("profiles", id_, _cited(profile))
            yield from self._of_places("profiles", id_, profile)
        yield from self._described_twice()

    def _of_role(self, id_: str, path: str, role: str) -> Iterator[Problem]:
        if self._is_broken(role, "credentials"):
            return
        if role not in self._catalogue:
            yield self._problem("profiles", id_, path, f"the role `{role}` is not in the data")
        elif not self._catalogue[role].is_role:
            yield self._problem("profiles", id_, path, f"`{role}` is not a role")

    def _of_vocabulary(self, id_: str, profile: Json) -> Iterator[Problem]:
        vocabulary = self._catalogue.skills
        for part, is_tool in (("skills", False), ("tools", True)):
            for index, named in enumerate(profile.get(part, ())):
                entry = vocabulary.get(named["id"])
                path = part if part == "skills" else f"{part}[{index}]"
                if self._is_broken(named["id"], "skills"):
                    continue
                if entry is None:
                    says = f"`{named['id']}` is not in the vocabulary of skills.yaml"
                    yield self._problem("profiles", id_, path, says)
                elif (entry["kind"] == "tool") != is_tool:
                    says = f"`{named['id']}` is a {entry['kind']}, which does not belong here"
                    yield self._problem("profiles", id_, path, says)

    def _described_twice(self) -> Iterator[Problem]:
        owners: dict[str, str] = {}
        for id_, profile in sorted(self._catalogue.role_profiles.items()):
            for path, role in _indexed(profile, "roles"):
                other = owners.setdefault(role, id_)
                if other != id_:
                    says = f"`{role}` is described by `{other}` already"
                    yield self._problem("profiles", id_, path, says)

    # what is cited

    def _of_sources(self, section: str, id_: str, cited: Iterator[Reference]) -> Iterator[Problem]:
        for path, source in cited:
            if source not in self._sources and not self._is_broken(source, "sources"):
                says = f"the source `{source}` is not in the data"
                yield self._problem(section, id_, path, says)

    def _of_places(self, section: str, id_: str, entry: Json) -> Iterator[Problem]:
        known = self._catalogue.places
        for path, place in _placed(entry):
            if known and place not in known and not self._is_broken(place, "places"):
                says = f"the place `{place}` is not described in places.yaml"
                yield self._problem(section, id_, path, says)

    # the vocabulary

    def skills(self) -> Iterator[Problem]:
        profiles = self._catalogue.role_profiles
        for id_, skill in sorted(self._catalogue.skills.items()):
            for path, shown_by in _indexed(skill, "shown_by"):
                if self._is_broken(shown_by, "credentials", "profiles"):
                    continue
                if shown_by not in self._catalogue and shown_by not in profiles:
                    says = f"`{shown_by}` is neither a credential nor a role profile of the data"
                    yield self._problem("skills", id_, path, says)
            yield from self._of_sources("skills", id_, _cited(skill))

    # comparisons

    def comparisons(self) -> Iterator[Problem]:
        for comparison in self._catalogue.comparisons:
            id_ = comparison["id"]
            for path, profile in _indexed(comparison, "between"):
                if self._is_broken(profile, "profiles"):
                    continue
                if profile not in self._catalogue.role_profiles:
                    says = f"the role profile `{profile}` is not in the data"
                    yield self._problem("comparisons", id_, path, says)
            yield from self._of_sources("comparisons", id_, _cited(comparison))
            yield from self._of_places("comparisons", id_, comparison)

    # careers

    def careers(self) -> Iterator[Problem]:
        """A role people work in has usual roles before and after it, or says that it has none."""
        if any(section == "credentials" for section, _ in self._broken):
            return  # It may be what leads to one of them.
        fed = {nxt.id for entry in self._catalogue for nxt in entry.progresses_to}
        for entry in self._catalogue:
            if entry.is_role and entry.paces:
                yield from self._of_career(entry, has_feeder=entry.id in fed)

    def _of_career(self, entry: Credential, *, has_feeder: bool) -> Iterator[Problem]:
        lacking = {
            "after": ("no usual next role", bool(entry.progresses_to)),
            "before": ("no role that leads to it", has_feeder),
        }
        found = {
            end: says
            for end, (says, has_one) in lacking.items()
            if not has_one and end not in entry.career_ends
        }
        if found:
            says = f"{' and '.join(found.values())}: name it, or state `career_ends`"
            yield self._problem("credentials", entry.id, "progresses_to", says, "warning")


def _indexed(entry: Json, name: str) -> list[Reference]:
    return [(f"{name}[{n}]", id_) for n, id_ in enumerate(entry.get(name, ()))]


def _cited(entry: Json) -> Iterator[Reference]:
    """Every `source` and `also` anywhere in the entry, with its path."""
    return _found(entry, "source", "also")


def _placed(entry: Json) -> Iterator[Reference]:
    """Every `place` and `places` anywhere in the entry, with its path."""
    return _found(entry, "place", "places")


def _found(entry: Json, single: str, several: str) -> Iterator[Reference]:
    for prefix, mapping in _mappings(entry, ""):
        if isinstance(named := mapping.get(single), str):
            yield f"{prefix}{single}", named
        if several in mapping:
            yield from ((f"{prefix}{path}", id_) for path, id_ in _indexed(mapping, several))


def _mappings(value: Json, prefix: str) -> Iterator[tuple[str, Json]]:
    """The mapping and every one inside it, with what stands before the paths of its fields."""
    yield prefix, value
    for key, inner in value.items():
        if isinstance(inner, dict):
            yield from _mappings(inner, f"{prefix}{key}.")
        elif isinstance(inner, list):
            for index, item in enumerate(inner):
                if isinstance(item, dict):
                    yield from _mappings(item, f"{prefix}{key}[{index}].")
