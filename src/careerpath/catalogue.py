"""The catalogue: every credential by id, with what counts as what and how grades carry over.

Built from validated JSON (see `careerpath.packs`); entries become records when first asked for.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

import msgspec

from careerpath.names import Names, names_of
from careerpath.normal_form import Section
from careerpath.records import (
    Credential,
    Place,
    Rate,
    Source,
    credential_from_json,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Json = dict[str, Any]


NO_CURRENCY = 3 * "X"
"""ISO 4217 gives this code, three letters X, to what has no currency: a fee of nothing."""

_ONE = 1_000_000
"""A rate of 1, in millionths."""


class Catalogue:
    """Everything the packs say. Lookup is by exact id; `careerpath.lookup` reads what people type."""

    def __init__(self, data: Json) -> None:
        """`data` is the normal form: `{credentials, sources, places, rates, skills, …, digest}`.

        With the `index` of such a catalogue, what is asked of all entries needs none of them read.
        """
        part = data["credentials"]
        self._entries = part if isinstance(part, Section) else Section(part)
        self._records: dict[str, Credential] = {}
        self._broader: dict[str, tuple[str, ...]] = {}
        self._within: dict[str, tuple[str, ...]] = {}
        self._grades: dict[tuple[str, str, str], int | None] = {}
        self._data = data
        self._index: Json = data.get("index") or {}

    @cached_property
    def digest(self) -> str:
        """Identifies the content of the packs this was built from, with what was changed since."""
        return str(self._data["digest"])

    @property
    def entries(self) -> Mapping[str, Json]:
        """The normal JSON of every entry: cheap to scan without building records."""
        return self._entries

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """Every id, sorted, so that nothing depends on the order of files."""
        return tuple(sorted(self._entries))

    def __contains__(self, id_: object) -> bool:
        return id_ in self._entries

    def __getitem__(self, id_: str) -> Credential:
        """The credential with this id; KeyError if there is none."""
        record = self._records.get(id_)
        if record is None:
            record = self._records[id_] = credential_from_json(self._entries[id_])
        return record

    def __iter__(self) -> Iterator[Credential]:
        return (self[i] for i in self.ids)

    def with_entries(self, changed: Mapping[str, Json]) -> Catalogue:
        """Another catalogue, in which these entries stand as given: changed, or added.

        `changed` is in the normal form, by id. Records already built are shared, so that a what-if
        costs no second reading; this catalogue stays as it is.
        """
        digest = hashlib.sha256(msgspec.json.encode([self.digest, dict(changed)])).hexdigest()
        other = Catalogue(
            {
                **self._data,
                "credentials": self._entries.with_entries(changed),
                "digest": digest,
                "index": {
                    "counts_as": {**self._wider, **_wider(changed)},
                    "credits": {**self._credits, **_credits(changed)},
                },
            }
        )
        other._records.update({i: r for i, r in self._records.items() if i not in changed})
        return other

    @property
    def index(self) -> Json:
        """What is asked of all entries at once, as `Catalogue(data)` takes it."""
        return {"counts_as": self._wider, "credits": self._credits, "names": self.names}

    @cached_property
    def names(self) -> Names:
        """Every name in normal form, with the entries that bear it and how."""
        known: Names | None = self._index.get("names")
        return names_of(self) if known is None else known

    @cached_property
    def _wider(self) -> dict[str, list[str]]:
        known: dict[str, list[str]] | None = self._index.get("counts_as")
        return _wider(self._entries) if known is None else known

    @cached_property
    def _credits(self) -> dict[str, list[str]]:
        known: dict[str, list[str]] | None = self._index.get("credits")
        return _credits(self._entries) if known is None else known

    @cached_property
    def _narrower(self) -> dict[str, tuple[str, ...]]:
        narrower: dict[str, list[str]] = {}
        for id_ in self.ids:
            for wider in self._wider.get(id_, ()):
                narrower.setdefault(wider, []).append(id_)
        return {i: tuple(n) for i, n in narrower.items()}

    def broader(self, id_: str) -> tuple[str, ...]:
        """`id_` and everything it counts as, nearest first."""
        found = self._broader.get(id_)
        if found is None:
            found = self._broader[id_] = _closure(id_, self._wider)
        return found

    def narrower(self, id_: str) -> tuple[str, ...]:
        """`id_` and everything that counts as it, nearest first."""
        found = self._within.get(id_)
        if found is None:
            found = self._within[id_] = _closure(id_, self._narrower)
        return found

    @cached_property
    def credited_roles(self) -> Mapping[str, frozenset[str]]:
        """Credentials whose routes credit experience, with the roles that they credit it in."""
        return {id_: frozenset(roles) for id_, roles in sorted(self._credits.items()) if roles}

    def lowest_grade(self, provider: str, wanted: str, grade: str | None) -> int | None:
        """The lowest rank on `provider`'s scale that satisfies `wanted` at `grade`.

        -1 if any grade, or none, will do; None if no grade of `provider` can.
        """
        if grade is None:
            return -1
        key = provider, wanted, grade
        if key not in self._grades:
            self._grades[key] = self._lowest_rank(provider, wanted, grade, frozenset())
        return self._grades[key]

    def _lowest_rank(
        self, provider: str, wanted: str, grade: str, passed: frozenset[str]
    ) -> int | None:
        scale = self[provider].scale
        if provider == wanted:
            return scale.rank(grade) if scale else None
        if scale is None:
            return None
        ranks = []
        for link in self[provider].counts_as:
            if link.id in passed:
                continue
            needed = self._lowest_rank(link.id, wanted, grade, passed | {provider})
            rank = None if needed is None else self._rank_before(provider, link.id, needed)
            if rank is not None:
                ranks.append(rank)
        return min(ranks, default=None)

    def _rank_before(self, narrower: str, wider: str, needed: int) -> int | None:
        """The lowest rank on the narrower scale that carries over as `needed` or better."""
        own, other = self[narrower].scale, self[wider].scale
        if own is None or other is None:
            return None
        link = next(c for c in self[narrower].counts_as if c.id == wider)
        if link.grades is None:
            return needed if own == other else None
        ranks = [
            rank
            for own_grade, wider_grade in link.grades.items()
            if (rank := own.rank(own_grade)) is not None
            and (reached := other.rank(wider_grade)) is not None
            and reached >= needed
        ]
        return min(ranks, default=None)

    def source(self, id_: str) -> Source | None:
        """The source with this id."""
        data = self._data["sources"].get(id_)
        return Source(**data) if data else None

    @property
    def source_ids(self) -> tuple[str, ...]:
        """Every source, sorted."""
        return tuple(sorted(self._data["sources"]))

    @cached_property
    def places(self) -> dict[str, Place]:
        """Every place that the packs describe."""
        return {
            i: Place(**{**p, "aliases": tuple(p.get("aliases", ()))})
            for i, p in self._data["places"].items()
        }

    @cached_property
    def default_place(self) -> str | None:
        """Where a person is taken to be who does not say."""
        return next((i for i in sorted(self.places) if self.places[i].default), None)

    def place_title(self, place: str) -> str:
        """How people call the place; one without a description by its id, in words."""
        return self.places[place].title if place in self.places else place.replace("-", " ").title()

    def place_and_around(self, place: str) -> tuple[str, ...]:
        """The place and all it lies within, nearest first."""
        around = [place]
        while around[-1] in self.places and (within := self.places[around[-1]].within):
            if within in around:
                break
            around.append(within)
        return tuple(around)

    def same_place(self, a: str, b: str) -> bool:
        """One lies within the other, or they are one."""
        return a == b or a in self.place_and_around(b) or b in self.place_and_around(a)

    def currency_of(self, place: str) -> str:
        """The currency in which plans to `place` are totalled."""
        for around in self.place_and_around(place):
            if around in self.places and (currency := self.places[around].currency):
                return currency
        default = self.default_place
        own = self.places[default].currency if default else None
        return own or self.common_currency

    @cached_property
    def common_currency(self) -> str:
        """The currency of which every rate says how much one unit buys: the one whose rate is 1.

        Without rates it is the one in which most fees are stated; without fees, none.
        """
        for currency in sorted(self.rates):
            if self.rates[currency].millionths == _ONE:
                return currency
        return self._commonest_currency()

    def _commonest_currency(self) -> str:
        times: dict[str, int] = {NO_CURRENCY: 0}
        for entry in self._entries.values():
            for route in entry.get("routes", ()):
                fee = route["fee"]
                if fee["minor"]:
                    times[fee["currency"]] = times.get(fee["currency"], 0) + 1
        return min(times, key=lambda c: (-times[c], c))

    @cached_property
    def rates(self) -> dict[str, Rate]:
        """Exchange rates by currency."""
        return {
            i: Rate(i, r["millionths"], r["dated"], r.get("source"))
            for i, r in self._data["rates"].items()
        }

    def convert(self, minor: int, currency: str, into: str) -> int | None:
        """An amount in minor units of `into`, rounded half up; None without a rate."""
        if minor == 0 or currency == into:
            return minor
        own, other = self.rates.get(currency), self.rates.get(into)
        if own is None or other is None:
            return None
        return (2 * minor * own.millionths + other.millionths) // (2 * other.millionths)

    def section(self, name: str) -> Mapping[str, Json]:
        """The normal form of one of the `sections`, by id."""
        section: Mapping[str, Json] = self._data.get(name, {})
        return section

    @property
    def sections(self) -> tuple[str, ...]:
        """The parts of the data that hold entries by id: `credentials`, `sources`, `places`, …"""
        parts = self._data.items()
        return tuple(n for n, part in parts if isinstance(part, Mapping) and n != "index")

    @property
    def skills(self) -> Mapping[str, Json]:
        """The skill vocabulary by id."""
        skills: Mapping[str, Json] = self._data["skills"]
        return skills

    @property
    def role_profiles(self) -> Mapping[str, Json]:
        """What roles are like, by the id of the profile."""
        profiles: Mapping[str, Json] = self._data.get("profiles", {})
        return profiles

    @cached_property
    def _profile_ids(self) -> dict[str, str]:
        """The profile of each role: its own, else the nearest."""
        owners: dict[str, str] = {}
        for how in ("roles", "near"):
            for id_ in sorted(self.role_profiles):
                for role in self.role_profiles[id_].get(how, ()):
                    owners.setdefault(role, id_)
        return owners

    def role_profile(self, role: str) -> Json | None:
        """The profile that describes this role, or is nearest to it."""
        id_ = self._profile_ids.get(role)
        return None if id_ is None else self.role_profiles[id_]

    @property
    def comparisons(self) -> tuple[Json, ...]:
        """Roles told apart in the data, by id."""
        found: Mapping[str, Json] = self._data.get("comparisons", {})
        return tuple(found[i] for i in sorted(found))

    @property
    def packs(self) -> tuple[str, ...]:
        """The names of the packs, in the order in which they were laid over each other."""
        return tuple(self._data.get("packs", ()))


def _wider(entries: Mapping[str, Json]) -> dict[str, list[str]]:
    """What each entry counts as, by itself."""
    return {i: [c["id"] for c in entry.get("counts_as", ())] for i, entry in entries.items()}


def _credits(entries: Mapping[str, Json]) -> dict[str, list[str]]:
    """The roles in which the routes of each entry credit experience."""
    return {
        i: sorted({g["role"] for r in entry.get("routes", ()) for g in r.get("gives", ())})
        for i, entry in entries.items()
    }


def _closure(start: str, links: Mapping[str, Iterable[str]]) -> tuple[str, ...]:
    found = {start: None}
    queue = [start]
    for id_ in queue:
        for nxt in links.get(id_, ()):
            if nxt not in found:
                found[nxt] = None
                queue.append(nxt)
    return tuple(found)
