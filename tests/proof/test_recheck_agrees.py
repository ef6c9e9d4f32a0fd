"""`--recheck` and the independent checker judge the same plans alike after the rules have changed."""

from __future__ import annotations

import copy
import random
from typing import TYPE_CHECKING, Any

import pytest

from careerpath.catalogue import Catalogue
from careerpath.locks import Locked
from careerpath.planner import plan
from careerpath.recheck.check import Check
from tests.proof.checker import rule_violations
from tests.proof.planner_bridge import as_candidate
from tests.proof.random_catalogues import random_question

if TYPE_CHECKING:
    from careerpath.planner import Plan
    from careerpath.profile import Question

Json = dict[str, Any]

CHECKS = 3_000
"""How often a search may ask whether to stop."""
CHANGES_A_PLAN = 6


def changed(number: random.Random, catalogue: Catalogue, question: Question, found: Plan) -> Json:
    """The entries with one fact of one thing that the plan uses changed for the worse."""
    data: Json = copy.deepcopy(catalogue._data)
    entries = data["credentials"]
    routes = {s.id: s.route for s in found.steps}
    used = [*routes, *(s.role for s in found.stretches), question.target]
    entry = entries[number.choice(used)]
    route = next((r for r in entry.get("routes", ()) if r["id"] == routes.get(entry["id"])), None)
    other = number.choice([i for i in sorted(entries) if entries[i]["kind"] != "role"])
    if route is None or number.random() < 0.3:
        _change_entry(number, entry, other, question.start, found.totals.months)
    else:
        _change_route(number, route, other)
    return data


def _change_entry(number: random.Random, entry: Json, other: str, start: int, months: int) -> None:
    if number.random() < 0.5:
        bound = number.choice(["from", "until", "last_start"])
        entry["available"] = {bound: start + number.randrange(months + 1)}
    else:
        _add_rule(entry, "requires", other)


def _change_route(number: random.Random, route: Json, other: str) -> None:
    match number.randrange(9):
        case 0:
            route["months"] += number.randrange(1, 4)
        case 1:
            route["results"] = route.get("results", 0) + number.randrange(1, 4)
        case 2:
            route["hours_per_week"] = route["hours_per_week"] * 2 + 10
        case 3:
            route["not_if_held"] = [other]
        case 4:
            route["strength"] = "discretion"
        case 5:
            route["first_time"] = False
        case 6:
            route["employed"] = not route.get("employed", False)
        case 7:
            _add_rule(route, number.choice(["requires", "completes_with"]), other)
        case _:
            begins, ends = number.sample(["starts", "sat"], 2)
            route[begins] = sorted(number.sample(range(1, 13), 6))
            route.pop(ends, None)


def _add_rule(part: Json, key: str, other: str) -> None:
    part[key] = {"all": [part[key], other]} if key in part else other


def faults_of(seed: int) -> list[str]:
    """Where the two disagree about the plan of one random question, as it is and changed."""
    catalogue, question = random_question(seed, "small")
    left = [CHECKS]

    def stop() -> bool:
        left[0] -= 1
        return left[0] < 0

    try:
        found = plan(catalogue, question, should_stop=stop).plan
    except TimeoutError:
        return []
    if found is None or not found.steps:
        return []
    locked = Locked(question, found, "", {}, {}, 0, 0, "2026-11-22", ())
    faults = [f"{seed}, unchanged: {f}" for f in Check(catalogue, locked).failures()]
    number = random.Random(seed)
    for turn in range(CHANGES_A_PLAN):
        today = Catalogue(changed(number, catalogue, question, found))
        wrong = [
            v
            for v in rule_violations(today, question, as_candidate(found), usual=found.usual)
            if not v.startswith("Totals")
        ]
        failing = list(Check(today, locked).failures())
        if bool(wrong) != bool(failing):
            faults.append(f"{seed}, change {turn}: checker {wrong}, recheck {failing}")
    return faults


def test_a_recheck_finds_what_the_checker_finds() -> None:
    assert [f for seed in range(20) for f in faults_of(seed)] == []


@pytest.mark.proof
@pytest.mark.parametrize("first", range(20, 420, 50))
def test_a_recheck_finds_what_the_checker_finds_in_many_catalogues(first: int) -> None:
    assert [f for seed in range(first, first + 50) for f in faults_of(seed)] == []
