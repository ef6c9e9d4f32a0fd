"""The figures of the front of months and fees."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from careerpath.months import Month
    from careerpath.report.model import TotalFigures


@dataclass(frozen=True, slots=True)
class Thing:
    """A credential or role, by id and title; work in it is not holding it."""

    id: str
    title: str
    is_work: bool = False


@dataclass(frozen=True, slots=True)
class OtherRoute:
    """The same credential, gained another way: titles of the route left and the route taken."""

    id: str
    title: str
    left: str
    taken: str


@dataclass(frozen=True, slots=True)
class Difference:
    """What a plan does that another doesn't, and the other way round."""

    routes: tuple[OtherRoute, ...] = ()
    added: tuple[Thing, ...] = ()
    dropped: tuple[Thing, ...] = ()


@dataclass(frozen=True, slots=True)
class TradeOff:
    """One point of the front, against the quickest."""

    totals: TotalFigures
    finish: Month
    months: int
    """How much longer it is than the quickest."""
    fees: int
    """How much less it costs than the quickest, in minor units."""
    difference: Difference
    steps: tuple[Thing, ...]


@dataclass(frozen=True, slots=True)
class TradeOffs:
    """The front of months and fees, the quickest first."""

    points: tuple[TradeOff, ...]
    complete: bool
