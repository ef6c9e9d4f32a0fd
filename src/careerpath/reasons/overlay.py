"""A catalogue with a few entries changed: the same data had a rule not been there."""

from __future__ import annotations

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
    return _with_route(entry, route_id, _opened) if route_id else _opened(entry)


def _opened(part: Json) -> Json:
    window = part.get("available")
    if not window:
        return part
    return {**part, "available": {k: v for k, v in window.items() if k == "from"}}


def without_bar(entry: Json, route_id: str) -> Json:
    """The entry, its route open to people whatever they hold."""
    return _with_route(entry, route_id, lambda route: {**route, "not_if_held": []})


def _with_route(entry: Json, route_id: str, change: Callable[[Json], Json]) -> Json:
    """The entry with one route changed; what stays as it is is shared, never written to."""
    routes = [change(r) if r["id"] == route_id else r for r in entry.get("routes", ())]
    return {**entry, "routes": routes}


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

    def changed(part: Json) -> Json:
        own = {n: to_json(_mapped(from_json(part[n]), rewrite)) for n in CONDITIONS if n in part}
        return {**part, **own}

    new = changed(entry)
    if "routes" in new:
        new["routes"] = [changed(r) for r in new["routes"]]
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
