"""Answers take no more work than was recorded: counts, not seconds, so that it holds everywhere."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from benchmarks.families import Instance, build
from benchmarks.figures import par2
from benchmarks.page import page
from benchmarks.work import COMMANDS, MARGIN, RECORDED, SLACK, modules, searches

if TYPE_CHECKING:
    from pathlib import Path

AGAIN = "If that is meant: python -m benchmarks.work"


@pytest.fixture(scope="module")
def recorded() -> dict[str, Any]:
    """What `benchmarks/work.json` holds."""
    found: dict[str, Any] = json.loads(RECORDED.read_text(encoding="utf-8"))
    return found


def test_searches_take_no_more_than_was_recorded(recorded: dict[str, Any]) -> None:
    grown = []
    for kind, work in searches().items():
        before = recorded["searches"][kind]
        assert work["unproven"] <= before["unproven"], f"{kind}: {AGAIN}"
        grown += [
            f"{kind}: {work[what]} {what}, not {before[what]}"
            for what in ("decisions", "contradictions")
            if work[what] > MARGIN * before[what] + SLACK[what]
        ]
    assert grown == [], AGAIN


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_imports_no_more_than_was_recorded(
    tmp_path: Path, recorded: dict[str, Any], command: str
) -> None:
    found, before = modules(COMMANDS[command], tmp_path / "cache"), recorded["modules"][command]
    new = sorted(set(found) - set(before))
    assert len(found) <= len(before) + SLACK["modules"], f"new: {new}. {AGAIN}"


def test_a_plan_from_unchanged_packs_parses_nothing(tmp_path: Path) -> None:
    found = modules(COMMANDS["plan"], tmp_path / "cache")
    assert {"yaml", "pydantic", "pydantic_core", "careerpath.packs.reading"} & set(found) == set()


@pytest.mark.parametrize("family", ["sectors-few", "sectors-many", "cover", "crowd"])
def test_a_generated_question_is_the_same_each_time(family: str) -> None:
    instance = Instance(family, 12, 3, timed=False)
    (one, asked), (other, again) = build(instance), build(instance)
    assert (one.entries, asked) == (other.entries, again)


def test_what_was_stopped_counts_twice_the_limit() -> None:
    assert par2(3.0, 5.0, solved=True) == 3.0
    assert par2(5.1, 5.0, solved=False) == 10.0


def test_the_page_says_what_was_not_proven_and_where_answers_differ() -> None:
    def answer(value: list[int], seconds: float, *, solved: bool = True) -> dict[str, Any]:
        return {"value": value, "solved": solved, "build": 0.0, "solve": seconds}

    rows: list[dict[str, Any]] = [
        {
            "instance": {"family": "crowd", "size": 6, "seed": seed, "timed": True},
            "answers": {"planner": own, "oracle": answer([7, 0, 2], 4.0)},
        }
        for seed, own in enumerate([answer([7, 0, 2], 1.0), answer([8, 0, 2], 5.0, solved=False)])
    ]
    rows[0]["answers"]["oracle"] = answer([6, 0, 2], 4.0)
    setting = {"name": "quick", "repeats": 5, "limit": 5.0, "seeds": 2}
    text = page({"setting": setting, "python": "3", "packages": {}, "timed": rows})
    # A quarter of the time, and 10 s instead of 4 s: in the mean 0.79 times as long.
    assert "| crowd 6 | 0.791 | 2.5 | 5,500 ms | 1 | 0 | 1 |" in text
