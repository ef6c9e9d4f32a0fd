"""What is doubtful in valid packs: one idea a function, grouped so that a person can read it.

Errors are the business of `careerpath.packs.checks`. A doubt is no fault by itself: each says what
was found, where, and what an editor may do about it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from careerpath.catalogue import Catalogue
from careerpath.packs.doubts.ages import (
    old_checks,
    old_pay,
    old_prices,
    old_rates,
    old_source_checks,
    unchecked,
)
from careerpath.packs.doubts.citations import hearsay_rules, unused_sources
from careerpath.packs.doubts.figures import odd_fees, odd_months, odd_pay
from careerpath.packs.doubts.found import Doubt, Editor, Found
from careerpath.packs.doubts.ways import no_way_from_school
from careerpath.packs.doubts.windows import closed_before_open, never_usable

if TYPE_CHECKING:
    from careerpath.months import Month
    from careerpath.packs.reading import Reading

__all__ = ["DOUBTS", "Doubt", "Found", "doubts"]

DOUBTS = (
    never_usable,
    closed_before_open,
    no_way_from_school,
    odd_fees,
    odd_months,
    odd_pay,
    hearsay_rules,
    unchecked,
    old_checks,
    old_source_checks,
    old_prices,
    old_pay,
    old_rates,
    unused_sources,
)
"""Every doubt an editor has, the most pressing first."""


def doubts(reading: Reading, as_of: Month) -> list[Doubt]:
    """The doubts about packs that have no error, in a fixed order; those that found nothing left out."""
    catalogue = Catalogue({**reading.data, "digest": ""})
    editor = Editor(catalogue, reading.spots, as_of, reading.data, reading.raw)
    return [doubt for raised in DOUBTS if (doubt := raised(editor)).found]
