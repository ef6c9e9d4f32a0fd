"""Checks of places, currencies and rates: what entries rely on besides each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from careerpath.packs.messages import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from careerpath.catalogue import Catalogue
    from careerpath.errors import Problem
    from careerpath.packs.reading import Spot

    Spots = Mapping[tuple[str, str], Spot]


def check_places(
    catalogue: Catalogue, spots: Spots, broken: Collection[tuple[str, str]] = ()
) -> Iterator[Problem]:
    """Every problem with places and money, those of entries first; `broken` as `check` has it."""
    yield from _undescribed_places(catalogue, spots, _of("places", broken))
    yield from _fees_without_rate(catalogue, spots, _of("rates", broken))
    yield from _places_within(catalogue, spots, _of("places", broken))
    yield from _further_defaults(catalogue, spots)
    yield from _sources_of_rates(catalogue, spots, _of("sources", broken))


def _of(wanted: str, broken: Collection[tuple[str, str]]) -> set[str]:
    return {id_ for section, id_ in broken if section == wanted}


def _undescribed_places(catalogue: Catalogue, spots: Spots, broken: set[str]) -> Iterator[Problem]:
    if not catalogue.places:
        return
    for entry in catalogue:
        for place in entry.jurisdiction:
            if place not in catalogue.places and place not in broken:
                near = _instead(catalogue, place)
                message = f"`{entry.id}`: the place `{place}` is not described in places.yaml{near}"
                yield spots["credentials", entry.id].problem("jurisdiction", message, "warning")


def _instead(catalogue: Catalogue, name: str) -> str:
    """The place that has this for another name, or is spelt much the same."""
    for id_, place in sorted(catalogue.places.items()):
        if name in {alias.casefold().replace(" ", "-") for alias in (place.title, *place.aliases)}:
            return f"; did you mean `{id_}`?"
    return did_you_mean(name, catalogue.places)


def _fees_without_rate(catalogue: Catalogue, spots: Spots, broken: set[str]) -> Iterator[Problem]:
    priced = {*catalogue.rates, catalogue.common_currency, *broken}
    for entry in catalogue:
        for index, route in enumerate(entry.routes):
            currency = route.fee.currency
            if route.fee.minor and currency not in priced:
                message = f"`{entry.id}`: no exchange rate for {currency} in rates.yaml"
                path = f"routes[{index}].fee"
                yield spots["credentials", entry.id].problem(path, message, "warning", currency)


def _places_within(catalogue: Catalogue, spots: Spots, broken: set[str]) -> Iterator[Problem]:
    for id_, place in sorted(catalogue.places.items()):
        spot = spots["places", id_]
        if place.within is None or place.within in broken:
            continue
        if place.within not in catalogue.places:
            message = f"`{id_}`: the place `{place.within}` is not in the data"
            yield spot.problem("within", message)
        elif id_ in catalogue.place_and_around(place.within):
            yield spot.problem("within", f"`{id_}`: lies within itself, through a circle")


def _further_defaults(catalogue: Catalogue, spots: Spots) -> Iterator[Problem]:
    for id_, place in sorted(catalogue.places.items()):
        if place.default and id_ != catalogue.default_place:
            message = f"`{id_}`: `{catalogue.default_place}` is the default place already"
            yield spots["places", id_].problem("default", message, "warning")


def _sources_of_rates(catalogue: Catalogue, spots: Spots, broken: set[str]) -> Iterator[Problem]:
    known = {*catalogue.source_ids, *broken}
    for currency, rate in sorted(catalogue.rates.items()):
        if rate.source and rate.source not in known:
            message = f"`{currency}`: the source `{rate.source}` is not in the data"
            yield spots["rates", currency].problem("source", message)
