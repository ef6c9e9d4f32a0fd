"""`docs/coverage.md`: what stands behind each role, by country, and how well it is known."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from careerpath.datafiles import shipped_pack
from careerpath.packs.store import load
from careerpath.requirements import all_of, credentials_named, roles_named

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from careerpath.catalogue import Catalogue
    from careerpath.records import Credential, Route

AUTHORITIES = ("regulator", "awarding-body", "official", "secondary")

HEAD = """# Coverage

Written by `python -m tests.docs.generate` from the data itself.

Behind a role stand the role, what its entry asks for, what that asks for in turn, and whatever counts as any of it, as far as it belongs to the same country. For those entries the tables say:
how many ways there are to gain them (routes; of how many at least one figure is estimated), how many different sources they cite and of what authority, the oldest day on which one of them was checked, and how many are known with low confidence.
"""

COLUMNS = (
    "role", "entries", "routes", "estimated", "regulator", "awarding body", "official",
    "secondary", "oldest check", "low confidence",
)  # fmt: skip


def coverage_page() -> str:
    """The whole page."""
    catalogue = load([shipped_pack()])
    countries = _countries(catalogue)
    whole = [_row("every country", _Part(catalogue, catalogue.ids))]
    summary = [
        _row(f"[{title}](#{_anchor(title)})", _Part(catalogue, _of_country(catalogue, country)))
        for country, title in countries.items()
    ]
    parts = [HEAD, _table(("country", *COLUMNS[1:]), [*summary, *whole])]
    for country, title in countries.items():
        parts += [f"## {title}\n", _table(COLUMNS, _role_rows(catalogue, country))]
        parts += _low(catalogue, country)
    return "\n".join(parts)


@dataclass(frozen=True)
class _Part:
    """Some entries of the catalogue, and what is known of them together."""

    catalogue: Catalogue
    ids: tuple[str, ...]

    @cached_property
    def entries(self) -> list[Credential]:
        return [self.catalogue[i] for i in self.ids]

    @cached_property
    def authorities(self) -> Counter[str]:
        """How many different sources of each authority the entries cite."""
        cited = {s for entry in self.entries for s in _cited(entry)}
        known = [source for s in cited if (source := self.catalogue.source(s))]
        return Counter(source.authority for source in known)

    @cached_property
    def estimated(self) -> int:
        return sum(bool(r.estimated) for entry in self.entries for r in entry.routes)

    @cached_property
    def oldest(self) -> str:
        return min((e.checked for e in self.entries if e.checked), default="")


def _cited(entry: Credential) -> Iterator[str]:
    yield from entry.sources
    for route in entry.routes:
        yield from route.sources
    for fact in (*entry.facts, *entry.unmodelled):
        if fact.source:
            yield fact.source


def _row(name: str, part: _Part) -> tuple[str, ...]:
    return (
        name,
        str(len(part.entries)),
        str(sum(len(e.routes) for e in part.entries)),
        str(part.estimated),
        *(str(part.authorities[a]) for a in AUTHORITIES),
        part.oldest or "–",
        str(sum(e.confidence == "low" for e in part.entries)),
    )


def _table(columns: Iterable[str], rows: Iterable[tuple[str, ...]]) -> str:
    head = [f"| {' | '.join(columns)} |", f"|{'---|' * len(COLUMNS)}"]
    return "\n".join([*head, *(f"| {' | '.join(row)} |" for row in rows)]) + "\n"


# countries


def _country_of(catalogue: Catalogue, place: str) -> str:
    """The nearest place around it that has a folder of its own in the data or is the default; else
    the outermost below the root of all places."""
    around = [p for p in catalogue.place_and_around(place) if catalogue.places[p].within]
    folders = {f.name for f in shipped_pack().iterdir() if f.is_dir()}
    heads = [p for p in around if p in folders or p == catalogue.default_place]
    return (*heads, *reversed(around), place)[0]


def _countries(catalogue: Catalogue) -> dict[str, str]:
    """Every country in which there are roles, the default first, then by title."""
    found = {_country_of(catalogue, p) for c in catalogue if c.is_role for p in c.jurisdiction}
    ordered = sorted(found, key=lambda p: (p != catalogue.default_place, catalogue.place_title(p)))
    return {place: catalogue.place_title(place) for place in ordered}


def _of_country(catalogue: Catalogue, country: str) -> tuple[str, ...]:
    return tuple(
        c.id
        for c in catalogue
        if any(_country_of(catalogue, place) == country for place in c.jurisdiction)
    )


def _anchor(title: str) -> str:
    return title.lower().replace(" ", "-")


# roles


def _role_rows(catalogue: Catalogue, country: str) -> list[tuple[str, ...]]:
    own = set(_of_country(catalogue, country))
    roles = [catalogue[i] for i in sorted(own) if catalogue[i].is_role and catalogue[i].paces]
    return [
        _row(f"{role.title} (`{role.id}`)", _Part(catalogue, _behind(catalogue, role.id, country)))
        for role in roles
    ]


def _behind(catalogue: Catalogue, role: str, country: str) -> tuple[str, ...]:
    """The role and what leads to it, within places that share something with the country."""
    found = {role: None}
    queue = [role]
    for id_ in queue:
        for named in _asks_for(catalogue[id_]):
            for provider in catalogue.narrower(named):
                near = any(
                    catalogue.same_place(country, p) for p in catalogue[provider].jurisdiction
                )
                if provider not in found and near:
                    found[provider] = None
                    queue.append(provider)
    return tuple(sorted(found))


def _asks_for(entry: Credential) -> Iterator[str]:
    parts: tuple[Credential | Route, ...] = (entry, *entry.routes)
    for part in parts:
        requirement = all_of(part.requires, part.usually, part.completes_with)
        yield from (held.id for held in credentials_named(requirement))
        yield from roles_named(requirement)


def _low(catalogue: Catalogue, country: str) -> list[str]:
    """The entries to look up first."""
    low = [i for i in _of_country(catalogue, country) if catalogue[i].confidence == "low"]
    return [f"Low confidence: {', '.join(f'`{i}`' for i in low)}.\n"] if low else []
