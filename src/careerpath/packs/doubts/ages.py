"""Doubts about what may have changed since somebody looked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from careerpath.months import month_of_date
from careerpath.packs.doubts.found import Doubt, Found

if TYPE_CHECKING:
    from collections.abc import Iterator

    from careerpath.packs.doubts.found import Editor
    from careerpath.records import Credential

YEAR = 12
"""Months after which what was read counts as old: fees and rules mostly change once a year."""


def old_checks(editor: Editor) -> Doubt:
    """Entries whose sources were last read more than a year before."""
    aged = sorted((e.checked, e.id) for e in editor.catalogue if _is_old(editor, e.checked))
    return Doubt(
        "old-check",
        "Entries last checked more than a year ago",
        "Read their sources again and set `checked`.",
        tuple(
            editor.found(id_, checked, "checked", f"last checked {checked}, more than a year ago")
            for checked, id_ in aged
        ),
    )


def unchecked(editor: Editor) -> Doubt:
    """Entries that state rules or figures and not when somebody checked them."""
    return Doubt(
        "unchecked",
        "Entries that do not say when they were checked",
        "Read their sources and set `checked`.",
        tuple(
            editor.found(entry.id, "", "", "no `checked` day: nobody can tell how old it is")
            for entry in editor.catalogue
            if not entry.checked and _says_something(entry)
        ),
    )


def _says_something(entry: Credential) -> bool:
    return bool(entry.sources or entry.routes or entry.has_rule or entry.facts)


def old_source_checks(editor: Editor) -> Doubt:
    """Sources read more than a year before."""
    sources = [s for i in editor.catalogue.source_ids if (s := editor.catalogue.source(i))]
    aged = sorted((s.checked, s.id) for s in sources if _is_old(editor, s.checked))
    return Doubt(
        "old-source",
        "Sources last read more than a year ago",
        "Read them again; a page that has gone needs another source.",
        tuple(
            editor.found_in("sources", i, day, "checked", f"last read {day}, more than a year ago")
            for day, i in aged
        ),
    )


def old_prices(editor: Editor) -> Doubt:
    """Fees at the prices of a year before the last."""
    found = [f for entry in editor.catalogue for f in _old_fees(editor, entry)]
    return Doubt(
        "old-fee",
        f"Fees at prices of {_last_year(editor) - 1} or earlier",
        "Look for this year's price; a plan's total is shown as if it were today's.",
        tuple(sorted(found, key=lambda f: (f.about, f.id))),
    )


def _old_fees(editor: Editor, entry: Credential) -> Iterator[Found]:
    for index, route in enumerate(entry.routes):
        year = route.fee.year
        if route.fee.minor and year and year < _last_year(editor):
            message = f"the fee of route `{route.id}` is at prices of {year}"
            yield editor.found(entry.id, str(year), f"routes[{index}].fee", message)


def old_pay(editor: Editor) -> Doubt:
    """Pay of a year before the last."""
    aged = sorted(
        (entry.salary.year, entry.id)
        for entry in editor.catalogue
        if entry.salary and entry.salary.year and entry.salary.year < _last_year(editor)
    )
    return Doubt(
        "old-pay",
        f"Pay of {_last_year(editor) - 1} or earlier",
        "Look for a newer survey; pay is shown with its year.",
        tuple(
            editor.found(id_, str(year), "salary", f"the pay is that of {year}")
            for year, id_ in aged
        ),
    )


def old_rates(editor: Editor) -> Doubt:
    """Exchange rates more than a year old: they decide which plan is the cheapest."""
    rates = sorted((r.dated, r.currency) for r in editor.catalogue.rates.values())
    return Doubt(
        "old-rate",
        "Exchange rates more than a year old",
        "Fees in several currencies are compared at them; look for newer ones.",
        tuple(
            editor.found_in("rates", currency, day, "dated", f"the rate is that of {day}")
            for day, currency in rates
            if _is_old(editor, day)
        ),
    )


def _is_old(editor: Editor, day: str) -> bool:
    return bool(day) and editor.as_of - month_of_date(day) > YEAR


def _last_year(editor: Editor) -> int:
    return editor.as_of // 12 - 1
