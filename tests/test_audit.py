"""The draw of facts for an audit is fair, repeatable, and of nothing but sourced facts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.audit import draw, facts, main
from tests.small_pack import QUALIFICATIONS, small_catalogue

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_rules_fees_durations_and_dates_are_drawn_but_no_estimates(tmp_path: Path) -> None:
    says = {f.where: f.says for f in facts(small_catalogue(tmp_path))}
    assert says["sqe.requires"] == "Law degree at 2:2 or better"
    assert says["law-degree.routes.full-time.fee"] == "27000.00 GBP (2026)"
    assert says["law-degree.routes.full-time.months"] == "33 months"
    assert says["law-degree.routes.full-time.starts"] == "months 9"
    assert says["law-degree.routes.full-time.apply_by"] == "month 1, day 13"
    assert says["old-course.routes.full-time.available.last_start"] == "2021-09"
    assert says["gcse-english.routes.evening.fee"] == "free"
    assert "sqe.routes.preparation-course.fee" not in says, "an estimate"


def test_the_same_seed_draws_the_same_facts(tmp_path: Path) -> None:
    catalogue = small_catalogue(tmp_path)
    assert draw(catalogue, 7, 5) == draw(catalogue, 7, 5)
    assert draw(catalogue, 7, 5) != draw(catalogue, 8, 5)
    assert draw(catalogue, 7, 5) == draw(catalogue, 7, 9)[:5]


def test_correcting_a_fact_changes_no_draw(tmp_path: Path) -> None:
    mended = QUALIFICATIONS.replace("amount: 27000", "amount: 28605")
    before = draw(small_catalogue(tmp_path / "before"), 7, 9)
    after = draw(small_catalogue(tmp_path / "after", qualifications=mended), 7, 9)
    assert [f.where for f in after] == [f.where for f in before]


def test_the_command_prints_the_draw_with_its_sources(capsys: pytest.CaptureFixture[str]) -> None:
    main(["--seed", "2026", "--draw", "2"])
    printed = capsys.readouterr().out
    assert printed.startswith("1. ")
    assert "\n2. " in printed
    assert "://" in printed
