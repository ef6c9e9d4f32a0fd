"""What the shell offers: ids of the data with their titles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

Offers = list[tuple[str, str]]


def complete_target(incomplete: str) -> Offers:
    """Roles, then qualifications."""
    return _offers(incomplete, lambda entry: True)


def complete_role(incomplete: str) -> Offers:
    """Roles, up to the `=` that the months follow."""
    return _offers(incomplete, lambda entry: entry["kind"] == "role")


def complete_qualification(incomplete: str) -> Offers:
    """Whatever is held rather than worked in."""
    return _offers(incomplete, lambda entry: entry["kind"] != "role")


def complete_anything(incomplete: str) -> Offers:
    """Every id."""
    return _offers(incomplete, lambda entry: True)


def complete_objective(incomplete: str) -> Offers:
    """The four objectives."""
    offers = [
        ("time", "shortest"),
        ("cost", "cheapest"),
        ("steps", "fewest steps"),
        ("study", "least study"),
    ]
    return [o for o in offers if o[0].startswith(incomplete)]


def complete_place(incomplete: str) -> Offers:
    """Places of the data."""
    from careerpath.cli.session import load_catalogue

    places = load_catalogue(None).places
    return [(i, places[i].title) for i in sorted(places) if i.startswith(incomplete)]


def _offers(incomplete: str, wanted: Callable[[Mapping[str, Any]], bool]) -> Offers:
    from careerpath.cli.session import load_catalogue

    entries = load_catalogue(None).entries
    return list(_matching(entries, incomplete.casefold(), wanted))


def _matching(
    entries: Mapping[str, Mapping[str, Any]],
    incomplete: str,
    wanted: Callable[[Mapping[str, Any]], bool],
) -> Iterator[tuple[str, str]]:
    for id_ in sorted(entries, key=lambda i: (entries[i]["kind"] != "role", i)):
        if id_.startswith(incomplete) and wanted(entries[id_]):
            yield id_, entries[id_]["title"]
