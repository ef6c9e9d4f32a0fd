"""The names that entries go by, in the form in which names are compared."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from careerpath.catalogue import Catalogue

Json = dict[str, Any]
Names = dict[str, list[tuple[str, int]]]
"""Every name in normal form, with the entries that bear it and how."""

BY_ID, BY_NAME, BY_ALIAS = range(3)
"""How a name belongs to an entry: its id; its title or its id without the place; an alias."""

_LEFT_OUT = re.compile("['’`\u0300-\u036f]")
_BETWEEN_WORDS = re.compile(r"[\s\-_–(),./]+")


def normal_name(text: str) -> str:
    """The form in which names are compared.

    >>> normal_name("Welder's  Mate") == normal_name("welders-mate")
    True
    """
    plain = text.casefold()
    if not plain.isascii():
        plain = unicodedata.normalize("NFKD", plain)
    plain = _LEFT_OUT.sub("", plain).replace("&", " and ")
    return _BETWEEN_WORDS.sub(" ", plain).strip()


def names_of(catalogue: Catalogue) -> Names:
    """All names of a catalogue."""
    marks = _Marks(catalogue)
    names: Names = {}
    for id_ in catalogue.ids:
        entry = catalogue.entries[id_]
        own = [(id_, BY_ID), (entry["title"], BY_NAME)]
        own += [(short, BY_NAME) for short in _without_place(id_, entry, marks)]
        own += [(alias, BY_ALIAS) for alias in entry.get("aliases", ())]
        for name, how in own:
            names.setdefault(normal_name(name), []).append((id_, how))
    return names


class _Marks:
    """How ids abbreviate a place: its id, its initials, its aliases, and those of what is around."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._known: dict[str, tuple[str, ...]] = {}

    def of(self, place: str) -> tuple[str, ...]:
        if place not in self._known:
            marks = [m for p in self._catalogue.place_and_around(place) for m in self._own(p)]
            self._known[place] = tuple(dict.fromkeys(m for m in marks if m))
        return self._known[place]

    def _own(self, place: str) -> Iterator[str]:
        yield place
        yield "".join(word[0] for word in place.split("-"))
        described = self._catalogue.places.get(place)
        for alias in described.aliases if described else ():
            yield normal_name(alias).replace(" ", "-").replace(".", "")


def _without_place(id_: str, entry: Json, marks: _Marks) -> Iterator[str]:
    """The id without the name of its place at either end."""
    for place in entry["jurisdiction"]:
        for mark in marks.of(place):
            if id_.endswith(f"-{mark}"):
                yield id_.removesuffix(f"-{mark}")
            if id_.startswith(f"{mark}-"):
                yield id_.removeprefix(f"{mark}-")
