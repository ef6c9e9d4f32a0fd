"""Doubts about figures far from those of their peers: a digit too many, months typed as hours.

A figure is far from its peers if it is ten times the median, or a tenth of it, and also far
outside their own spread (three robust standard deviations of the logarithms): where peers differ
widely, tenfold is nothing. A figure whose author says under `basis` what it rests on is left alone.
"""

from __future__ import annotations

import math
from statistics import median
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from careerpath.packs.doubts.found import Doubt, Found

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from careerpath.packs.doubts.found import Editor
    from careerpath.records import Credential, Route

Json = dict[str, Any]

FACTOR = 10
DEVIATIONS = 3
FEWEST_PEERS = 8
"""With fewer peers a median says too little."""
LEAST_SPREAD = 0.2
"""Peers that all but agree would make any difference look far."""


class _Figure(Struct, frozen=True):
    """One figure of one route or role, and what it is compared with."""

    id: str
    what: str
    path: str
    kind: str
    months: int
    value: float
    shown: str
    is_explained: bool


def odd_fees(editor: Editor) -> Doubt:
    """Fees far from those of the same kind of credential and about the same length."""
    figures = list(_fees(editor))
    return Doubt(
        "odd-fee",
        "Fees far from those of their peers",
        "Look for a digit too many or too few; if it is right, say why under the fee's `basis`.",
        tuple(_odd(editor, figures, _same_kind_and_length)),
    )


def odd_months(editor: Editor) -> Doubt:
    """Lengths far from those of the same kind of credential."""
    figures = [f for f in _lengths(editor) if f.value]
    return Doubt(
        "odd-months",
        "Lengths far from those of their peers",
        "Look for weeks or hours typed as months; an estimate says why under `basis`.",
        tuple(_odd(editor, figures, _same_kind)),
    )


def odd_pay(editor: Editor) -> Doubt:
    """Yearly pay far from that of other roles."""
    figures = list(_pay(editor))
    return Doubt(
        "odd-pay",
        "Pay far from that of other roles",
        "Look for a digit too many or too few, or pay by the hour that does not say so.",
        tuple(_odd(editor, figures, _same_kind)),
    )


def _fees(editor: Editor) -> Iterator[_Figure]:
    for entry, index, route in _routes(editor):
        value = editor.in_common_currency(route.fee.minor, route.fee.currency)
        if value:
            shown = f"{route.fee.minor / 100:,.0f} {route.fee.currency}"
            yield _figure(editor, entry, index, "fee", value, shown)


def _lengths(editor: Editor) -> Iterator[_Figure]:
    for entry, index, route in _routes(editor):
        shown = f"{route.months} months"
        yield _figure(editor, entry, index, "months", route.months, shown)


def _routes(editor: Editor) -> Iterator[tuple[Credential, int, Route]]:
    for entry in editor.catalogue:
        for index, route in enumerate(entry.routes):
            yield entry, index, route


_WORDS = {"fee": "fee", "months": "length"}


def _figure(
    editor: Editor, entry: Credential, index: int, name: str, value: float, shown: str
) -> _Figure:
    """The figure of this name of one route."""
    route = entry.routes[index]
    what = f"the {_WORDS[name]} of route `{route.id}`"
    path = f"routes[{index}].{name}"
    explained = name in route.estimated or _has_basis(editor.raw["credentials", entry.id], route)
    return _Figure(entry.id, what, path, entry.kind, route.months, value, shown, explained)


def _has_basis(written: Json, route: Route) -> bool:
    """The fee of the route says what it rests on, estimated or not."""
    routes = written.get("routes", ())
    fees = [r.get("fee") for r in routes if isinstance(r, dict) and r.get("id") == route.id]
    return any(isinstance(fee, dict) and "basis" in fee for fee in fees)


_PAY = {"low": "the lowest pay", "typical": "the typical pay", "high": "the highest pay"}


def _pay(editor: Editor) -> Iterator[_Figure]:
    for entry in editor.catalogue:
        pay = entry.salary
        if pay is None or pay.per != "year":
            continue
        for name in _PAY:
            amount = getattr(pay, name)
            value = editor.in_common_currency(100 * amount, pay.currency) if amount else None
            if value:
                shown = f"{amount:,} {pay.currency}"
                yield _Figure(entry.id, _PAY[name], f"salary.{name}", name, 0, value, shown, False)


def _same_kind(a: _Figure, b: _Figure) -> bool:
    return a.kind == b.kind


def _same_kind_and_length(a: _Figure, b: _Figure) -> bool:
    longer, shorter = max(a.months, b.months), min(a.months, b.months)
    return a.kind == b.kind and longer + 1 <= 2 * (shorter + 1)


def _odd(
    editor: Editor,
    figures: list[_Figure],
    are_peers: Callable[[_Figure, _Figure], bool],
) -> Iterator[Found]:
    for figure in figures:
        if figure.is_explained:
            continue
        peers = [f.value for f in figures if f is not figure and are_peers(figure, f)]
        times = _times_the_median(figure.value, peers)
        if times is not None:
            message = (
                f"{figure.what}, {figure.shown}, is {_factor(times)} "
                f"the median of {len(peers)} peers"
            )
            yield editor.found(figure.id, figure.shown, figure.path, message)


def _times_the_median(value: float, peers: list[float]) -> float | None:
    """How many times the median of the peers it is; None unless that is far outside their spread."""
    if len(peers) < FEWEST_PEERS:
        return None
    middle = median(peers)
    times = value / middle
    if 1 / FACTOR < times < FACTOR:
        return None
    spread = 1.4826 * median(abs(math.log(p / middle)) for p in peers)
    far = abs(math.log(times)) > DEVIATIONS * max(spread, LEAST_SPREAD)
    return times if far else None


def _factor(times: float) -> str:
    return f"{times:.0f} times" if times > 1 else f"1/{1 / times:.0f} of"
