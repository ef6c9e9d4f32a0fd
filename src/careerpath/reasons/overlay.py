"""A catalogue with a few entries changed: the same data had a rule not been there."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

from careerpath.records import FULL_TIME_HOURS
from careerpath.requirements import (
    AllOf,
    AnyOf,
    AtLeast,
    Requirement,
    from_json,
    to_json,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from careerpath.catalogue import Catalogue

Json = dict[str, Any]

CONDITIONS = ("requires", "usually", "completes_with")
GIVEN = "given"
"""The id of the route by which a credential is had for nothing."""


def overlaid(catalogue: Catalogue, changed: Mapping[str, Json]) -> Catalogue:
    """The catalogue with these entries in place of its own; what counts as what must not change."""
    if not changed:
        return catalogue
    return catalogue.with_entries(changed)


def without_closing(entry: Json, route_id: str) -> Json:
    """The entry, or with a route id that route alone, open for ever once it has opened."""
    new = copy.deepcopy(entry)
    for part in [new] if not route_id else _routes(new, route_id):
        window = part.get("available")
        if window:
            part["available"] = {k: v for k, v in window.items() if k == "from"}
    return new


def without_bar(entry: Json, route_id: str) -> Json:
    """The entry, its route open to people whatever they hold."""
    new = copy.deepcopy(entry)
    for route in _routes(new, route_id):
        route["not_if_held"] = []
    return new


def _routes(entry: Json, route_id: str) -> list[Json]:
    return [r for r in entry.get("routes", ()) if r["id"] == route_id]


def given(entry: Json, currency: str) -> Json:
    """The entry with one more route: for nothing, in no time, to anybody."""
    new = {k: v for k, v in entry.items() if k not in (*CONDITIONS, "available")}
    new["routes"] = [
        *new.get("routes", ()),
        {
            "id": GIVEN,
            "title": GIVEN,
            "months": 0,
            "hours_per_week": 0,
            "fee": {"minor": 0, "currency": currency},
            "retake": True,
            "first_time": True,
        },
    ]
    return new


def workable(entry: Json) -> Json:
    """A role at which nobody knows how many hours are worked, as a job of the usual hours."""
    return {**entry, "paces": [FULL_TIME_HOURS]}


def rewritten(entry: Json, rewrite: Callable[[Requirement], Requirement]) -> Json:
    """The entry with every requirement rewritten, node by node."""
    new = copy.deepcopy(entry)
    for part in (new, *new.get("routes", ())):
        for name in CONDITIONS:
            if name in part:
                part[name] = to_json(_mapped(from_json(part[name]), rewrite))
    return new


def _mapped(requirement: Requirement, rewrite: Callable[[Requirement], Requirement]) -> Requirement:
    match requirement:
        case AllOf(parts=parts):
            return AllOf(_each(parts, rewrite))
        case AnyOf(parts=parts):
            return AnyOf(_each(parts, rewrite))
        case AtLeast(count=count, parts=parts):
            return AtLeast(count, _each(parts, rewrite))
        case _:
            return rewrite(requirement)


def _each(
    parts: Iterable[Requirement], rewrite: Callable[[Requirement], Requirement]
) -> tuple[Requirement, ...]:
    return tuple(_mapped(p, rewrite) for p in parts)
