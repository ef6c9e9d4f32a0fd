"""What a terminal without all characters is shown."""

from __future__ import annotations

import pytest

from careerpath.cli.encoding import encodable


@pytest.mark.parametrize("encoding", ["utf-8", "ascii", "latin-1", "cp1252"])
def test_plain_text_stays_as_it_is(encoding: str) -> None:
    assert encodable("Solicitor: 4 steps\n", encoding) == "Solicitor: 4 steps\n"


def test_nothing_is_replaced_that_can_be_written() -> None:
    assert encodable("£5 – café …", "utf-8") == "£5 – café …"
    assert encodable("£5 – café", "latin-1") == "£5 - café"


def test_amounts_keep_their_currency_and_dates_their_dash() -> None:
    assert encodable("2026-12–2027-02: £142, 3 €", "ascii") == "2026-12-2027-02: GBP 142, 3 EUR "


def test_columns_hold_where_there_are_blanks_to_spare() -> None:
    with_sign, without = "Course…      £5,234  3\n", "Course 1      5,234  3\n"
    assert len(encodable(with_sign, "ascii")) == len(without)


def test_what_nothing_stands_near_is_a_question_mark() -> None:
    assert encodable("法 law", "ascii") == "? law"
