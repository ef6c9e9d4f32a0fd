"""Catalogues in the normal form, written in as few words as the tests need."""

from __future__ import annotations

from typing import Any

from careerpath.catalogue import Catalogue

Json = dict[str, Any]

START = 2027 * 12
"""January 2027: moment `t` falls into the calendar month `t % 12 + 1`."""

GRADES = [["fail"], ["pass"], ["merit"], ["distinction"]]
DEGREE = [["3"], ["2:2"], ["2:1"], ["1"]]


def route(months: int = 1, hours: int = 10, fee: int | Json = 0, **more: Any) -> Json:  # noqa: ANN401
    """A route; `fee` is in pounds' minor units unless it is a mapping."""
    money = fee if isinstance(fee, dict) else {"minor": fee, "currency": "GBP"}
    return {
        "id": more.pop("id", "route-1"),
        "title": "a route",
        "months": months,
        "hours_per_week": hours,
        "fee": money,
        "retake": more.pop("retake", False),
        "first_time": more.pop("first_time", True),
        **more,
    }


def credential(id_: str, *routes: Json, **more: Any) -> Json:  # noqa: ANN401 - JSON is any
    """A qualification, circumstance or umbrella. Several routes are told apart by their place."""
    named = [
        {**r, "id": f"route-{n}"} if r["id"] == "route-1" else r
        for n, r in enumerate(routes, start=1)
    ]
    return {
        "id": id_,
        "title": id_.replace("-", " ").title(),
        "kind": more.pop("kind", "certificate"),
        "jurisdiction": more.pop("jurisdiction", ["england-wales"]),
        "counts_as": _links(more.pop("counts_as", [])),
        **({"routes": named} if named else {}),
        **more,
    }


def role(id_: str, *paces: int, **more: Any) -> Json:  # noqa: ANN401 - JSON is any
    """A role, worked at the paces given or at 37 hours."""
    return credential(id_, kind="role", paces=list(paces or (37,)), **more)


def _links(counts_as: list[Any]) -> list[Json]:
    return [{"id": c} if isinstance(c, str) else c for c in counts_as]


def any_of(*parts: Any) -> Json:  # noqa: ANN401 - JSON is any
    return {"any": list(parts)}


def both(*parts: Any) -> Json:  # noqa: ANN401 - JSON is any
    return {"all": list(parts)}


def at_least(count: int, *parts: Any) -> Json:  # noqa: ANN401 - JSON is any
    return {"at_least": count, "of": list(parts)}


def months_in(amount: int, *roles: str, **more: Any) -> Json:  # noqa: ANN401 - JSON is any
    """Experience in months."""
    return {"experience": {"months": amount, "in": list(roles), **more}}


def hours_in(amount: int, *roles: str, **more: Any) -> Json:  # noqa: ANN401 - JSON is any
    """Experience in hours."""
    return {"experience": {"hours": amount, "in": list(roles), **more}}


def held_for(months: int, *ids: str) -> Json:
    return {"held_for": {"months": months, "in": list(ids)}}


def recent(months: int, *of: Any) -> Json:  # noqa: ANN401 - JSON is any
    return {"recent": {"months": months, "of": list(of)}}


def age(at_least: int | None = None, under: int | None = None) -> Json:
    bounds = {"at_least": at_least, "under": under}
    return {"age": {k: v for k, v in bounds.items() if v is not None}}


PLACES: Json = {
    "united-kingdom": {"id": "united-kingdom", "title": "United Kingdom"},
    "england-wales": {
        "id": "england-wales",
        "title": "England & Wales",
        "within": "united-kingdom",
        "currency": "GBP",
        "default": True,
    },
    "scotland": {"id": "scotland", "title": "Scotland", "within": "united-kingdom"},
    "united-states": {"id": "united-states", "title": "United States", "currency": "USD"},
    "new-york": {"id": "new-york", "title": "New York", "within": "united-states"},
}
RATES: Json = {
    "GBP": {"millionths": 1_000_000, "dated": "2026-11-01"},
    "USD": {"millionths": 800_000, "dated": "2026-11-01"},
}


def catalogue(*entries: Json) -> Catalogue:
    """A catalogue of these entries, with two countries and two currencies."""
    return Catalogue(
        {
            "credentials": {e["id"]: e for e in entries},
            "sources": {},
            "places": PLACES,
            "rates": RATES,
            "skills": {},
            "packs": ["proof"],
            "digest": "proof",
        }
    )
