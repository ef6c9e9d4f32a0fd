"""The ways into a role, one by one: each alternative with what its courses take at the least."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from careerpath.report.amounts import money_document
from careerpath.requirements import (
    ALWAYS,
    AllOf,
    AnyOf,
    Requirement,
    all_of,
    credentials_named,
    to_json,
)
from careerpath.wording import requirement_text, title

if TYPE_CHECKING:
    from collections.abc import Iterator

    from careerpath.catalogue import Catalogue
    from careerpath.records import Credential, Route

Json = dict[str, Any]

RULE, USUAL = "rule", "usual"


def ways_in(catalogue: Catalogue, entry: Credential) -> list[Json]:
    """Every alternative of the role's conditions; empty for what is not a role, or is open to all."""
    if not entry.is_role:
        return []
    conditions = ((RULE, entry.requires), (USUAL, entry.usually))
    return [
        _way(catalogue, strength, way)
        for strength, condition in conditions
        if condition != ALWAYS
        for way in _alternatives(condition)
    ]


def _alternatives(condition: Requirement) -> Iterator[Requirement]:
    """`A and (B or C)` as `A and B`, `A and C`; a second choice inside stays in words."""
    match condition:
        case AnyOf(parts=parts):
            yield from parts
        case AllOf(parts=parts):
            choice = next((p for p in parts if isinstance(p, AnyOf) and len(p.parts) > 1), None)
            if choice is None:
                yield condition
                return
            rest = [p for p in parts if p is not choice]
            yield from (all_of(*rest, way) for way in choice.parts)
        case _:
            yield condition


def _way(catalogue: Catalogue, strength: str, way: Requirement) -> Json:
    named = dict.fromkeys(held.id for held in credentials_named(way))
    return {
        "strength": strength,
        "says": requirement_text(catalogue, way),
        "requirement": to_json(way),
        "credentials": [_taken(catalogue, id_) for id_ in named],
    }


def _taken(catalogue: Catalogue, id_: str) -> Json:
    """What the shortest and the cheapest route to it take; nothing where it has none."""
    routes = _routes_to(catalogue, id_)
    cheapest = min(routes, key=lambda r: _common(catalogue, r), default=None)
    return {
        "id": id_,
        "title": title(catalogue, id_),
        "months": min((r.months for r in routes), default=None),
        "fee": None if cheapest is None else money_document(cheapest.fee),
    }


def _routes_to(catalogue: Catalogue, id_: str) -> list[Route]:
    """The routes of the credential, or where it has none of its own, of what counts as it there."""
    places = catalogue.entries[id_]["jurisdiction"]
    ids = [id_] if catalogue[id_].routes else catalogue.narrower(id_)
    return [
        route
        for narrower in ids
        if any(p in places for p in catalogue.entries[narrower]["jurisdiction"])
        for route in catalogue[narrower].routes
        if route.first_time and not route.discretion and route.window.last_start is None
    ]


def _common(catalogue: Catalogue, route: Route) -> int:
    """The fee in one currency, so that the cheapest is found among several."""
    converted = catalogue.convert(route.fee.minor, route.fee.currency, catalogue.common_currency)
    return route.fee.minor if converted is None else converted
