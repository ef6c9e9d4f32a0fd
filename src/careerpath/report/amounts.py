"""Money as the documents state it: in major units, whole where it is whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from careerpath.records import Money

Json = dict[str, Any]


def money_document(money: Money) -> Json:
    """`{"amount": 540, "currency": "XYZ", "year": 2026}`."""
    whole = money.minor % 100 == 0
    amount = money.minor // 100 if whole else round(money.minor / 100, 2)
    return {"amount": amount, "currency": money.currency, "year": money.year}
