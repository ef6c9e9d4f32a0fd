"""The credentials of an export as a table for spreadsheets: one row each."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

from careerpath.render.phrases import clean

if TYPE_CHECKING:
    from collections.abc import Iterable

Json = dict[str, Any]

COLUMNS = (
    "id", "title", "kind", "places", "level", "awarding_body", "asks", "ways_in",
    "months_from", "fee_from", "currency", "estimated", "pay", "confidence", "checked", "sources",
)  # fmt: skip

_FIRES = "=+-@|%＝＋－＠"
"""What a spreadsheet may read as the beginning of a formula, in its wide forms too."""


def credentials_csv(document: Json) -> str:
    """The table, its first row the names of the columns; no cell is ever a formula."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for item in document["credentials"]:
        writer.writerow([_cell(value) for value in _row(item)])
    return out.getvalue()


def _row(item: Json) -> Iterable[object]:
    level, pay = item["level"], item["salary"] or {}
    cheapest = min(item["routes"], key=lambda r: r["fee"]["amount"], default=None)
    return (
        item["id"], item["title"], item["kind"], item["place"],
        f"{level['framework']} {level['value']}" if level else "",
        item["awarding_body"] or "",
        "; ".join(c["says"] for c in item["conditions"] if c["when"] == "requires"),
        len(item["routes"]),
        min((r["months"] for r in item["routes"]), default=""),
        cheapest["fee"]["amount"] if cheapest else "",
        _currency(cheapest["fee"]) if cheapest else pay.get("currency", ""),
        "yes" if any(r["estimated"] for r in item["routes"]) else "",
        pay.get("typical") or "",
        item["confidence"], item["checked"] or "",
        " ".join(s["id"] for s in item["sources"]),
    )  # fmt: skip


def _currency(fee: Json) -> str:
    return str(fee["currency"]) if fee["amount"] else ""


def _cell(value: object) -> str:
    """As text that a spreadsheet takes for text: an apostrophe before what would be a formula."""
    text = clean(str(value)).strip()
    return f"'{text}" if text.startswith(tuple(_FIRES)) else text
