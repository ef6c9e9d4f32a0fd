"""The rules as scenarios: one file a rule, its expectation worked out by hand from the rule.

A scenario is `tests/cases/PLACE/NAME.yaml`: `why` (the rule and where it was read), `by_hand` (the
calculation), `ask` (the question, in the words of the command line) and `expect` (what the rule
implies and nothing else). Every plan is replayed by the independent checker as well.
"""

from __future__ import annotations

import itertools
import time
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from careerpath.catalogue import Catalogue
from careerpath.datafiles import shipped_pack
from careerpath.explain import explain
from careerpath.months import format_month
from careerpath.packs.reading import load_packs
from careerpath.packs.strict_yaml import read_yaml
from careerpath.planner import plan
from careerpath.report import build_report
from careerpath.statements import Said, Statements, ask
from tests.proof.checker import violations
from tests.proof.planner_bridge import as_candidate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from careerpath.planner import Result
    from careerpath.report import PlanFigures, PlanReport
    from careerpath.statements import Asked

CASES = Path(__file__).parent / "cases"
FILES = sorted(CASES.glob("*/*.yaml"))

PATIENCE_SECONDS = 60
UNPROVEN_SECONDS = 10
TODAY = date(1900, 1, 1)
"""Never used: every scenario states `as_of`."""

MANY = ("have", "worked", "lack", "without", "via", "route")
FLAGS = ("earning", "hopeful", "bare_minimum", "abroad")
ONE = (
    *("age", "born", "in", "hours_per_week", "objective"),
    *("budget", "by", "within", "start", "as_of"),
)
FIELD_OF = {"in": "place", "route": "routes"}
"""Where the command line's word is not the name of the field of `Statements`."""


@dataclass(frozen=True)
class Answered:
    """A question, its answer, and what a report makes of it."""

    catalogue: Catalogue
    asked: Asked
    result: Result
    report: PlanReport

    @property
    def plan(self) -> PlanFigures:
        assert self.report.plans, "there is no plan"
        return self.report.plans[0]

    def ids(self, kind: str) -> list[str]:
        return [s.id for s in self.plan.steps if s.kind == kind]

    @property
    def qualifications(self) -> list[str]:
        return self.ids("qualification")

    @property
    def work(self) -> dict[str, int]:
        return {s.id: s.months for s in self.plan.steps if s.kind == "work"}


@pytest.fixture(scope="module")
def shipped() -> Catalogue:
    """The data as it ships."""
    return Catalogue(load_packs([shipped_pack()]))


@pytest.mark.parametrize("file", FILES, ids=lambda f: f"{f.parent.name}/{f.stem}")
def test_the_plan_is_what_the_rule_says(shipped: Catalogue, file: Path) -> None:
    case = _read(file)
    asked = _asked(shipped, case["ask"])
    # A case whose rule shows in any right plan may say that it is too hard to prove best in time.
    proven = case["expect"].get("proven", True)
    started = time.monotonic()
    result = plan(shipped, asked.question, should_stop=_patience(started, proven=proven))
    answered = Answered(shipped, asked, result, build_report(shipped, asked, result))
    if result.plan is not None:
        if case["expect"].pop("proven", True):
            assert result.plan.optimal, f"not proven within {PATIENCE_SECONDS} s"
        wrong = violations(
            shipped, asked.question, as_candidate(result.plan), usual=result.plan.usual
        )
        assert wrong == []
    found, expected = _compared(answered, case["expect"])
    wrong = [f"{n}: {found[n]}, not {expected[n]}" for n in expected if found[n] != expected[n]]
    assert wrong == [], _summary(answered)


def _read(file: Path) -> dict[str, Any]:
    document = read_yaml(file.read_text(encoding="utf-8"))
    assert document.faults == []
    case = document.data
    assert sorted(case) == ["ask", "by_hand", "expect", "why"]
    assert "http" in case["why"], "say where the rule was read"
    assert case["by_hand"].strip()
    assert case["expect"], "expect something"
    assert isinstance(case, dict)
    return case


def _patience(started: float, *, proven: bool = True) -> Callable[[], bool]:
    seconds = PATIENCE_SECONDS if proven else UNPROVEN_SECONDS
    return lambda: time.monotonic() - started > seconds


def _asked(catalogue: Catalogue, words: Mapping[str, Any]) -> Asked:
    """The question, read as the command line reads it."""
    unknown = set(words) - {"target", *MANY, *FLAGS, *ONE}
    assert unknown == set(), "not words of the command line"
    assert "as_of" in words, "a scenario has its own clock"
    said: dict[str, Any] = {"targets": (Said(str(words["target"]), "target"),)}
    for name in MANY:
        said[FIELD_OF.get(name, name)] = tuple(Said(str(t), name) for t in words.get(name, ()))
    for name in FLAGS:
        said[name] = words.get(name, False)
    for name in ONE:
        if name in words:
            said[FIELD_OF.get(name, name)] = Said(str(words[name]), name)
    (asked,) = ask(catalogue, Statements(**said), TODAY)
    return asked


def _compared(
    answered: Answered, expect: Mapping[str, Any]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """What was found and what was expected, each expectation under its own name."""
    found: dict[str, Any] = {"status": answered.result.status}
    expected: dict[str, Any] = {"status": expect["status"]}
    for name, value in expect.items():
        if name != "status" and (name == "causes" or answered.report.plans):
            found[name], expected[name] = EXPECTATIONS[name](answered, value)
        elif name != "status":
            found[name], expected[name] = "no plan", value
    return found, expected


def _figure(read: Callable[[PlanFigures], Any]) -> Callable[[Answered, Any], tuple[Any, Any]]:
    return lambda answered, value: (read(answered.plan), value)


def _fees(answered: Answered, value: object) -> tuple[object, object]:
    return Decimal(answered.plan.totals.fees) / 100, Decimal(str(value))


def _months_at_least(answered: Answered, value: int) -> tuple[object, object]:
    return max(answered.plan.totals.months, value), answered.plan.totals.months


def _steps(answered: Answered, value: list[str]) -> tuple[object, object]:
    return sorted(answered.qualifications), sorted(value)


def _has_steps(answered: Answered, value: list[str]) -> tuple[object, object]:
    return [i for i in value if i not in answered.qualifications], []


def _not_steps(answered: Answered, value: list[str]) -> tuple[object, object]:
    named = {*answered.qualifications, *answered.work}
    return [i for i in value if i in named], []


def _in_order(answered: Answered, value: list[str]) -> tuple[object, object]:
    """Each begins no earlier than the one before it ends."""
    steps = {s.id: s for s in answered.plan.steps if s.kind != "role"}
    missing = [i for i in value if i not in steps]
    if missing:
        return f"missing: {missing}", value
    pairs = itertools.pairwise(value)
    return [(a, b) for a, b in pairs if steps[a].end > steps[b].start], []


def _of_each(
    name: str, read: Callable[[Any], Any]
) -> Callable[[Answered, Any], tuple[object, object]]:
    def compare(answered: Answered, value: dict[str, Any]) -> tuple[object, object]:
        steps = {s.id: s for s in answered.plan.steps}
        return {i: read(steps[i]) if i in steps else f"no {name}" for i in value}, value

    return compare


def _substrings(
    read: Callable[[Answered], Iterable[str]],
) -> Callable[[Answered, Any], tuple[object, object]]:
    """Every text expected stands in one of the sentences found."""

    def compare(answered: Answered, value: list[str]) -> tuple[object, object]:
        sentences = list(read(answered))
        lacking = [v for v in value if not any(v in s for s in sentences)]
        return (sentences, f"one that says: {lacking}") if lacking else (value, value)

    return compare


def _conditions(answered: Answered) -> Iterable[str]:
    return (*answered.plan.conditions, *(a.says for a in answered.report.assumes))


def _causes(answered: Answered) -> Iterable[str]:
    question = answered.asked.question
    found = explain(answered.catalogue, question, _patience(time.monotonic()))
    return (c.says for c in found.causes)


EXPECTATIONS: dict[str, Callable[[Answered, Any], tuple[Any, Any]]] = {
    # figures
    "months": _figure(lambda p: p.totals.months),
    "months_at_least": _months_at_least,
    "fees": _fees,
    "count": _figure(lambda p: p.totals.steps),  # qualifications and stretches of work together
    "study_hours": _figure(lambda p: p.totals.study_hours),
    "finish": _figure(lambda p: format_month(p.finish)),
    # steps: qualifications only, in any order; `work` are the stretches of work
    "steps": _steps,
    "has_steps": _has_steps,
    "not_steps": _not_steps,
    "in_order": _in_order,
    "routes": _of_each("route", lambda s: s.route),
    "grades": _of_each("grade", lambda s: s.grade),
    "starts": _of_each("start", lambda s: format_month(s.start)),
    "ends": _of_each("end", lambda s: format_month(s.end)),
    "work": lambda answered, value: (answered.work, value or {}),
    "work_months": lambda answered, value: (sum(answered.work.values()), value),
    # words
    "offers": lambda answered, value: (sorted(answered.plan.offers), sorted(value)),
    "conditions": _substrings(_conditions),
    "below_usual": _substrings(lambda answered: answered.plan.below_usual),
    "causes": _substrings(_causes),
}


def _summary(answered: Answered) -> str:
    if not answered.report.plans:
        return "no plan"
    totals = answered.plan.totals
    lines = [f"{totals.months} months, fees {totals.fees / 100}, {totals.steps} steps"]
    lines += [
        f"{s.start_month:4d} to {s.end_month:3d}  {s.id} ({s.route or s.kind}), "
        f"{s.months} months at {s.hours_per_week} h"
        for s in answered.plan.steps
    ]
    return "\n".join([*lines, *_conditions(answered), *answered.plan.below_usual])
