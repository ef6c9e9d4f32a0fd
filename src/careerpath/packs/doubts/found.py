"""What a doubt is: something in valid packs that a careful editor would look at again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Mapping

    from careerpath.catalogue import Catalogue
    from careerpath.errors import Problem
    from careerpath.months import Month
    from careerpath.packs.reading import Spot

Json = dict[str, Any]


class Found(Struct, frozen=True):
    """One place that a doubt is about: `about` says in a word or two what is odd with it there."""

    id: str
    about: str
    problem: Problem


class Doubt(Struct, frozen=True):
    """One kind of doubt and every place that shares it, the most pressing first."""

    code: str
    says: str
    """What the places have in common, as the heading of their list."""
    advice: str
    found: tuple[Found, ...]


class Editor(Struct, frozen=True):
    """What the editor has before them: the whole catalogue, where each entry stands, the day."""

    catalogue: Catalogue
    spots: Mapping[tuple[str, str], Spot]
    as_of: Month
    data: Json
    """The normal form that the catalogue was built from."""
    raw: Mapping[tuple[str, str], Json]
    """Each entry as its author wrote it."""

    def everything(self) -> Json:
        """All that may cite a source."""
        return {section: part for section, part in self.data.items() if section != "sources"}

    def in_common_currency(self, minor: int, currency: str) -> int | None:
        """An amount in minor units, so that amounts of different places compare; None without a rate."""
        return self.catalogue.convert(minor, currency, self.catalogue.common_currency)

    def found(self, id_: str, about: str, path: str, message: str) -> Found:
        """A place in the entry of a credential."""
        return self.found_in("credentials", id_, about, path, message)

    def found_in(self, section: str, id_: str, about: str, path: str, message: str) -> Found:
        """A place in any file: `section` is that of the normal form."""
        spot = self.spots[section, id_]
        return Found(id_, about, spot.problem(path, f"`{id_}`: {message}", "warning"))
