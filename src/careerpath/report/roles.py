"""What a role is like: its profile with titles in place of ids, for `show` and `compare`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from careerpath.report.remarks import Remark, remark_document, remarks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from careerpath.catalogue import Catalogue

Json = dict[str, Any]

SECTIONS = (
    "getting_in", "responsibilities", "limits", "regulation", "supervision", "setting",
    "pressure", "balance", "outlook", "challenges", "trends", "growth", "specialisms",
    "portfolio", "hire_when", "abroad",
)  # fmt: skip
"""The parts of a profile that are lists of statements, in the order in which people read them."""


def profile_document(catalogue: Catalogue, role: str) -> Json:
    """All that the profile says of this role; empty if no profile is near it."""
    profile = catalogue.role_profile(role)
    if profile is None:
        return {}
    sections = {
        name: [remark_document(r) for r in section(catalogue, role, name)] for name in SECTIONS
    }
    return {
        "id": profile["id"],
        "title": profile["title"],
        "nearest": role not in profile["roles"],
        "summary": profile["summary"],
        **sections,
        "skills": [_named_skill(catalogue, s) for s in profile["skills"]],
        "tools": [_named_skill(catalogue, t) for t in profile.get("tools", ())],
        "equivalents": [_equivalent(catalogue, e) for e in profile.get("equivalents", ())],
        "codes": [dict(c) for c in profile.get("codes", ())],
        "confidence": profile["confidence"],
        "checked": profile.get("checked"),
    }


def section(catalogue: Catalogue, role: str, name: str) -> tuple[Remark, ...]:
    """One part of the role's profile."""
    profile = catalogue.role_profile(role) or {}
    found = remarks(catalogue, profile.get(name, ()), catalogue[role].jurisdiction)
    return tuple(_aged(catalogue, r) for r in found) if name == "outlook" else found


def _aged(catalogue: Catalogue, remark: Remark) -> Remark:
    """An outlook is worth what its date is: its own, else its source's, else said to be unknown."""
    source = catalogue.source(remark.source) if remark.source else None
    if remark.dated or source is None:
        return remark
    return replace(remark, dated=source.dated or "undated")


def _named_skill(catalogue: Catalogue, named: Json) -> Json:
    entry = catalogue.skills[named["id"]]
    return {
        "id": named["id"],
        "title": entry["title"],
        "kind": entry["kind"],
        "importance": named.get("importance"),
        "level": named.get("level"),
        "says": entry.get("says", ""),
        "source": entry.get("source"),
        "claims": list(named.get("claims", ())),
    }


def _equivalent(catalogue: Catalogue, equivalent: Json) -> Json:
    place = catalogue.place_title(equivalent["place"])
    return {"role": None, "says": "", "source": None, **equivalent, "place_title": place}


def comparisons_with(catalogue: Catalogue, role: str) -> list[Json]:
    """Where the data tells this role apart from others, in full."""
    profile = catalogue.role_profile(role)
    if profile is None:
        return []
    found = [c for c in catalogue.comparisons if profile["id"] in c["between"]]
    return [_comparison(catalogue, role, c) for c in found]


def _comparison(catalogue: Catalogue, role: str, comparison: Json) -> Json:
    places = catalogue[role].jurisdiction

    def documents(statements: list[Json]) -> list[Json]:
        return [remark_document(r) for r in remarks(catalogue, statements, places)]

    profiles = catalogue.role_profiles
    return {
        "id": comparison["id"],
        "between": [{"id": p, "title": profiles[p]["title"]} for p in comparison["between"]],
        "shared": documents(comparison["shared"]),
        "rows": [
            {
                "id": row["id"],
                "title": row["title"],
                "of": {p: documents(said) for p, said in row["of"].items()},
                "all": documents(row.get("all", [])),
            }
            for row in comparison["rows"]
        ],
    }


def cited(document: object) -> Iterator[str]:
    """Every source that any statement of the document cites, in order."""
    if isinstance(document, dict):
        if isinstance(source := document.get("source"), str):
            yield source
        yield from document.get("also", ())
        for key, value in document.items():
            if key not in ("source", "also"):
                yield from cited(value)
    elif isinstance(document, list):
        for value in document:
            yield from cited(value)
