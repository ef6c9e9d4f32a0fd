"""Where the least sum is looked for: it is found whatever is too hard meanwhile, and never passed by."""

from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from careerpath.planner.bracket import Bracket
from careerpath.planner.objective import Sums

UNIT = 8

searches = given(
    low=st.integers(0, 300),
    above=st.integers(0, 3_000),
    further=st.integers(0, 3_000),
    seed=st.integers(0, 99),
)
"""A bound, how far above it the least is, how far above that what is known, and what is too hard."""


def _searched(bracket: Bracket, least: int | None, seed: int) -> tuple[int | None, int]:
    """The least that was found, and how often was asked; at first half of all questions is too hard.

    What is found within a sum is any sum from the least up to it.
    """
    rng, best, asked = random.Random(seed), None, 0
    while bracket.is_open:
        most, asked = bracket.most, asked + 1
        assert bracket.low <= most <= bracket.last
        if asked < 30 and rng.random() < 0.5:
            bracket.too_hard(most)
        elif least is None or most < least:
            bracket.refuted(most)
        else:
            best = rng.randrange(least, most + 1, UNIT)
            bracket.found(best)
    return best, asked


@settings(max_examples=500, deadline=None)
@searches
def test_the_least_is_found_between_a_bound_and_the_sum_of_all(
    low: int, above: int, further: int, seed: int
) -> None:
    sums = Sums([UNIT], UNIT)
    least = (low + above) * UNIT
    bracket = Bracket(sums, low * UNIT, least + further * UNIT, has_plan=False)
    best, asked = _searched(bracket, least, seed)
    assert best == least
    assert asked < 200


@settings(max_examples=500, deadline=None)
@searches
def test_something_better_than_what_is_known_is_found_if_there_is_any(
    low: int, above: int, further: int, seed: int
) -> None:
    sums = Sums([UNIT], UNIT)
    least, known = (low + above) * UNIT, (low + above + further) * UNIT
    bracket = Bracket(sums, low * UNIT, known - UNIT, has_plan=True)
    best, asked = _searched(bracket, least if further else None, seed)
    assert best == (least if further else None)
    assert asked < 200


@settings(max_examples=100, deadline=None)
@given(low=st.integers(0, 300), width=st.integers(0, 3_000), seed=st.integers(0, 99))
def test_that_there_is_no_plan_is_found_out(low: int, width: int, seed: int) -> None:
    bracket = Bracket(Sums([UNIT], UNIT), low * UNIT, (low + width) * UNIT, has_plan=False)
    assert _searched(bracket, None, seed)[0] is None


def test_it_is_asked_about_near_the_least_where_no_plan_is_known() -> None:
    bracket = Bracket(Sums([1], 1), 1_600, 1_000_000, has_plan=False)
    assert bracket.most == 1_600
    bracket.refuted(bracket.most)
    assert bracket.most == 1_601 + 1_601 // 16


def test_any_plan_is_asked_for_where_none_is_known_and_the_least_is_too_hard() -> None:
    bracket = Bracket(Sums([1], 1), 1_600, 1_000_000, has_plan=False)
    bracket.too_hard(bracket.most)
    before = (bracket.any_will_do, bracket.most)
    bracket.found(90_000)
    assert before == (True, 1_000_000)
    assert (bracket.any_will_do, bracket.most) == (False, 1_700)


def test_where_a_plan_is_known_a_better_one_is_asked_for() -> None:
    bracket = Bracket(Sums([1], 1), 1_000, 2_000, has_plan=True)
    asked = [bracket.most]
    bracket.too_hard(2_000)
    asked.append(bracket.most)
    bracket.found(1_801)
    asked.append(bracket.most)
    bracket.refuted(1_800)
    assert asked == [2_000, 2_000, 1_800]
    assert not bracket.is_open
