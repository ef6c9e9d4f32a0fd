"""The whole catalogue as one document: every entry as `show` gives it, with what entries refer to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec.structs import asdict

from careerpath.report.browse import asked_by_each, entry_document, every_source

if TYPE_CHECKING:
    from careerpath.catalogue import Catalogue

Json = dict[str, Any]


def export_document(catalogue: Catalogue) -> Json:
    """Credentials, sources, places, rates and skills, each by id."""
    askers = asked_by_each(catalogue)
    return {
        "digest": catalogue.digest,
        "packs": list(catalogue.packs),
        "credentials": [
            entry_document(catalogue, i, askers=askers.get(i, [])) for i in catalogue.ids
        ],
        "sources": every_source(catalogue),
        "places": [_place(asdict(p)) for _, p in sorted(catalogue.places.items())],
        "rates": [_rate(asdict(r)) for _, r in sorted(catalogue.rates.items())],
        "skills": [catalogue.skills[i] for i in sorted(catalogue.skills)],
    }


def _place(place: Json) -> Json:
    return {**place, "aliases": list(place["aliases"])}


def _rate(rate: Json) -> Json:
    millionths = rate.pop("millionths")
    return {**rate, "rate": millionths / 1_000_000}
