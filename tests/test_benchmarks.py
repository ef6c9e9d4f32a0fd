"""Answers take no more work than was recorded: counts, not seconds, so that it holds everywhere."""

from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest

from benchmarks import __main__ as command
from benchmarks.ablation import SWITCHES, WHOLE, Asked, Run, compare, questions, run, without
from benchmarks.families import Instance, build
from benchmarks.figures import par2
from benchmarks.page import page
from benchmarks.targets import targets
from benchmarks.work import COMMANDS, MARGIN, RECORDED, SLACK, modules, searches
from careerpath.graph import build_task
from tests.proof.random_catalogues import random_question

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


SMALL: list[Asked] = [
    *(
        Asked("small", one.name, partial(build, one))
        for one in (
            Instance("crowd", 5, 1, True),
            Instance("sectors-few", 30, 1, False),
            Instance("cover", 15, 1, False),
        )
    ),
    *(Asked("small", f"random:{n}", partial(random_question, n)) for n in range(12)),
]
"""Hours, jobs, experience, circles and sums all matter in one or another."""


@pytest.mark.parametrize("asked", SMALL, ids=lambda asked: asked.name)
def test_no_accelerator_that_is_off_changes_a_proven_answer(asked: Asked) -> None:
    found = compare(asked, tuple(SWITCHES), repeats=1)["off"]
    assert found[WHOLE]["proven"]
    assert sum(off["proven"] for off in found.values()) > len(found) / 2


def test_a_switch_is_on_again_afterwards() -> None:
    patches = [(owner, name) for off in SWITCHES.values() for owner, name, _ in off]
    before = [getattr(owner, name) for owner, name in patches]
    for switch in SWITCHES:
        with pytest.raises(KeyError), without(switch):
            raise KeyError
    assert [getattr(owner, name) for owner, name in patches] == before


def test_without_cuts_a_cover_takes_more_contradictions() -> None:
    catalogue, question = build(Instance("cover", 20, 0, timed=False))
    task = build_task(catalogue, question, usual=True)
    whole, off = (run(task, question.objective, s) for s in (WHOLE, "landmark cuts"))
    assert whole.proven
    assert off.contradictions > whole.contradictions


def test_a_search_is_stopped_after_so_many_contradictions() -> None:
    catalogue, question = build(Instance("crowd", 9, 1, timed=True))
    task = build_task(catalogue, question, usual=True)
    stopped = run(task, question.objective, WHOLE, cap=20)
    assert not stopped.proven
    assert stopped.contradictions <= 20 + 1


def test_proven_answers_that_differ_are_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    def lying(_task: object, _objective: str, switch: str, _cap: int) -> Run:
        return Run((7 if switch == WHOLE else 8, 0, 2, 0), True, 1, 1, 0.01)

    monkeypatch.setattr("benchmarks.ablation.run", lying)
    with pytest.raises(AssertionError, match="proven answers differ"):
        compare(SMALL[0], ["energy"], repeats=1)


def test_every_question_of_the_ablation_has_a_name_of_its_own() -> None:
    names = [(asked.kind, asked.name) for asked in questions()]
    assert len(set(names)) == len(names)


def test_a_target_stands_beside_what_was_reached() -> None:
    def answers(planner: float, oracle: float, *, solved: bool) -> dict[str, Any]:
        return {
            "planner": {"build": 0.0, "solve": planner, "solved": solved, "value": [1]},
            "oracle": {"build": 0.0, "solve": oracle, "solved": True, "value": [1]},
        }

    instance = {"family": "random", "size": 0}
    rows = [
        {"instance": instance, "answers": answers(0.01, 0.1, solved=True)},
        {"instance": instance, "answers": answers(5.0, 0.1, solved=False)},
    ]
    found = list(targets({"setting": {"limit": 5.0}, "timed": rows}))
    # A tenth, and twice the limit against a tenth of a second: in the mean the root of ten.
    assert found == [
        ("small random, proven within 1 s", "99 %", "1 of 2"),
        ("small random, proven within 10 s", "all", "1 of 2"),
        ("small random, against CP-SAT", "0.12 ×", "3.162 ×"),
    ]


def test_sectors_not_proven_at_first_count_with_what_longer_brought() -> None:
    def row(seconds: float, longer: float | None) -> dict[str, Any]:
        def answer(took: float, *, solved: bool) -> dict[str, Any]:
            return {"build": 0.0, "solve": took, "solved": solved, "value": [1]}

        found: dict[str, Any] = {
            "instance": {"family": "sectors-few", "size": 60},
            "answers": {"planner": answer(seconds, solved=longer is None)},
        }
        return found if longer is None else {**found, "longer": answer(longer, solved=longer < 20)}

    rows = [row(0.2, None), row(5.0, 14.0), row(5.0, 20.0)]
    found = list(targets({"setting": {"limit": 5.0}, "timed": rows}))
    assert [reached for _, _, reached in found] == [
        "2 of 3, 1 within 5 s; the slowest in 14,000 ms"
    ]


def test_what_ends_in_the_optimistic_month_is_named_by_size() -> None:
    def row(month: int, optimistic: int, seconds: float) -> dict[str, Any]:
        answer = {"build": 0.0, "solve": seconds, "solved": True, "value": [month, 0, 1]}
        instance = {"family": "sectors-few", "size": 60}
        return {"instance": instance, "answers": {"planner": answer}, "optimistic": optimistic}

    rows = [row(40, 40, 0.02), row(50, 50, 0.05), row(50, 49, 2.0)]
    found = list(targets({"setting": {"limit": 5.0}, "timed": rows}))
    assert found[1:] == [
        ("the same, Knuth's bound met, 60 credentials", "30 ms", "20 ms to 50 ms (2 questions)")
    ]


def test_the_page_says_what_an_accelerator_buys_and_which_buys_nothing() -> None:
    def one(contradictions: int, seconds: float, *, proven: bool = True) -> dict[str, Any]:
        return {
            "contradictions": contradictions,
            "decisions": 2 * contradictions,
            "proven": proven,
            "seconds": seconds,
        }

    rows = [
        {
            "kind": kind,
            "question": "q",
            "off": {WHOLE: one(10, 0.1), "energy": energy, "restarts": one(10, 0.105)},
        }
        for kind, energy in (("crowd", one(400, 0.4, proven=False)), ("random", one(8, 0.05)))
    ]
    setting = {"name": "page", "repeats": 5}
    ablation = {"cap": 400, "repeats": 5, "questions": rows}
    text = page({"setting": setting, "python": "3", "packages": {}, "ablation": ablation})
    # Eight times as long in one, half in the other: in the mean twice.
    assert "| energy | 408 | 816 | 1 | 2 | 8 |" in text
    assert "| energy | 8 (400) | 0.5 (8) |" in text
    assert "nothing here: restarts (× 1.05)." in text


def test_one_part_is_measured_in_the_setting_of_the_others(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    results = tmp_path / "results.json"
    results.write_text('{"setting": {"name": "page"}}', encoding="utf-8")
    monkeypatch.setattr(command, "RESULTS", results)
    monkeypatch.setattr("sys.argv", ["benchmarks", "--only", "ablation", "--setting", "quick"])
    with pytest.raises(SystemExit):
        command.main()
    assert "measured with --setting page" in capsys.readouterr().err
