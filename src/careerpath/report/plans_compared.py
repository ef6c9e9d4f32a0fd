"""The plans to several roles, side by side: which takes least of what, and what they share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from careerpath.report.comparison import Named, PlansCompared
from careerpath.report.model import ROLE
from careerpath.report.several import several_reports

if TYPE_CHECKING:
    from collections.abc import Iterator

    from careerpath.catalogue import Catalogue
    from careerpath.report.model import PlanReport, TotalFigures

FIGURES = ("months", "fees", "steps", "study_hours")


def plans_compared(catalogue: Catalogue, reports: tuple[PlanReport | None, ...]) -> PlansCompared:
    """`reports`: one a role, None where no plan was found in time."""
    found = tuple(r for r in reports if r is not None and r.plans)
    several = several_reports(found)
    titles = {i: t for r in found for i, t in r.titles.items()}
    enough = len(found) > 1
    return PlansCompared(
        reports=reports,
        least=tuple(_least(catalogue, found)) if enough else (),
        shared=tuple(Named(i, titles[i]) for i in several.shared) if enough else (),
        first=_first(found, several.first, titles),
    )


def _first(
    found: tuple[PlanReport, ...], first: str | None, titles: dict[str, str]
) -> Named | None:
    """Only what at least two of the plans contain keeps anything open."""
    steps = ([s.id for s in r.plans[0].steps if s.kind != ROLE] for r in found)
    users = [own for own in steps if first in own]
    return Named(first, titles[first]) if first is not None and len(users) > 1 else None


def _least(catalogue: Catalogue, found: tuple[PlanReport, ...]) -> Iterator[tuple[str, str]]:
    """Only where one plan alone has least: a tie tells nobody anything."""
    for figure in FIGURES:
        amounts = {r.target.id: _amount(catalogue, r, figure) for r in found}
        if None in amounts.values():
            continue
        ranked = sorted((amount, id_) for id_, amount in amounts.items() if amount is not None)
        if len(ranked) > 1 and ranked[0][0] < ranked[1][0]:
            yield figure, ranked[0][1]


def _amount(catalogue: Catalogue, report: PlanReport, figure: str) -> int | None:
    """The figure; fees in one currency, None where no rate is known."""
    totals: TotalFigures = report.plans[0].totals
    amount: int = getattr(totals, figure)
    if figure != "fees":
        return amount
    base = catalogue.currency_of(catalogue.default_place or "")
    return catalogue.convert(amount, report.currency, base)
