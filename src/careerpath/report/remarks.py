"""Statements of role profiles and comparisons, as a report holds them: says, rests on, corrects."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import asdict

from careerpath.wording import joined

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from careerpath.catalogue import Catalogue

Json = dict[str, Any]


class Remark(Struct, frozen=True):
    """One sentence, without a full stop, and what it rests on."""

    says: str
    source: str | None = None
    also: tuple[str, ...] = ()
    judgement: bool = False
    """The author's own view: no source stands behind it."""
    note: str = ""
    places: tuple[str, ...] = ()
    """Where it holds; empty: wherever the role is."""
    where: str = ""
    """The titles of those places."""
    here: bool = True
    """It holds where the role is about which it is shown."""
    dated: str = ""
    confidence: str = ""
    conflicts: bool = False
    claims: tuple[str, ...] = ()
    """Ids of the claims it answers."""
    was: str = ""
    """The claim as made, where it does not hold."""
    verdict: str = ""
    """What is wrong with that claim."""

    @property
    def sources(self) -> tuple[str, ...]:
        """Every source it cites."""
        return ((self.source,) if self.source else ()) + self.also


def remarks(
    catalogue: Catalogue, statements: Iterable[Json], jurisdiction: Sequence[str]
) -> tuple[Remark, ...]:
    """The statements, each judged on whether it holds in one of these places."""
    return tuple(_remark(catalogue, s, jurisdiction) for s in statements)


def _remark(catalogue: Catalogue, statement: Json, jurisdiction: Sequence[str]) -> Remark:
    lists = ("also", "places", "claims")
    values: Json = {k: tuple(v) if k in lists else v for k, v in statement.items()}
    places = values.get("places", ())
    here = not places or not jurisdiction or _share_a_place(catalogue, places, jurisdiction)
    where = joined([catalogue.place_title(p) for p in places], "and") if places else ""
    return Remark(**values, here=here, where=where)


def _share_a_place(catalogue: Catalogue, some: Sequence[str], others: Sequence[str]) -> bool:
    return any(catalogue.same_place(a, b) for a in some for b in others)


def remark_document(remark: Remark) -> Json:
    """The remark as JSON: what it says and cites always, the rest where there is any."""
    data = asdict(remark)
    always = ("says", "source", "claims")
    shown = {k: list(v) if isinstance(v, tuple) else v for k, v in data.items()}
    return {
        k: v for k, v in shown.items() if k in always or (k == "here" and not v) or _is_stated(k, v)
    }


def _is_stated(key: str, value: object) -> bool:
    return key != "here" and value not in ("", [], False, None)
