"""The credentials of an export as a table for spreadsheets: one row each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from careerpath.render.spreadsheet import table

if TYPE_CHECKING:
    from collections.abc import Iterable

Json = dict[str, Any]

COLUMNS = (
    "id", "title", "kind", "places", "level", "awarding_body", "asks", "ways_in",
    "months_from", "fee_from", "currency", "estimated", "pay", "confidence", "checked", "sources",
)  # fmt: skip


def credentials_csv(document: Json) -> str:
    """The table, its first row the names of the columns."""
    return table(COLUMNS, (_row(item) for item in document["credentials"]))


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
