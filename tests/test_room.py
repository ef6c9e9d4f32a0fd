"""Pairs of jobs and courses that can't overlap: what has not changed is passed over, and nothing missed."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING
from unittest.mock import patch

import pytest

from benchmarks.families import Instance, build
from careerpath.graph import build_task
from careerpath.planner import solve_task
from careerpath.planner.constraints import Room
from tests.proof.random_catalogues import random_question

if TYPE_CHECKING:
    from careerpath.catalogue import Catalogue
    from careerpath.profile import Question

MOST_LOOKS = 100
"""How often a search may ask whether to stop."""

propagate = Room.propagate


def _out_of_order(room: Room) -> list[tuple[int, int]]:
    """Pairs (a, b) of which b is in the plan and a ends too late to come before it, not yet in order."""
    lo, absent = room._engine.lo, room._absent
    found = []
    for b, of_b in enumerate(room._intervals):
        latest = of_b.start[1] - lo[of_b.start[0] ^ 1]
        if latest - of_b.start[1] >= absent:
            continue
        for a, of_a in enumerate(room._intervals):
            end = lo[of_a.end[0]] + of_a.end[1]
            is_late = lo[of_a.start[0]] < absent and end > latest
            after = room._after[b].get(a, room._unmade)
            if is_late and room._apart(a, b) and lo[after] < 1:
                found.append((a, b))
    return found


def _watched(catalogue: Catalogue, question: Question) -> int:
    """Solve it, and look at all pairs whenever nothing more was said of them; how often that was."""
    looks = 0

    def watched(self: Room) -> bool:
        nonlocal looks
        before = len(self._engine._side)
        fine = propagate(self)
        if fine and len(self._engine._side) == before:
            looks += 1
            assert _out_of_order(self) == []
        return fine

    task = build_task(catalogue, question, usual=True)
    left = iter(range(MOST_LOOKS))
    with patch.object(Room, "propagate", watched), suppress(TimeoutError):
        solve_task(task, question.objective, should_stop=lambda: next(left, None) is None)
    return looks


@pytest.mark.parametrize("seed", range(12))
def test_no_pair_is_missed_in_random_questions(seed: int) -> None:
    _watched(*random_question(seed, "larger"))


@pytest.mark.parametrize(
    ("family", "size", "seed"), [("sectors-few", 250, 4), ("sectors-many", 250, 5), ("crowd", 6, 0)]
)
def test_no_pair_is_missed_among_jobs_and_courses(family: str, size: int, seed: int) -> None:
    assert _watched(*build(Instance(family, size, seed, True))) > 30
