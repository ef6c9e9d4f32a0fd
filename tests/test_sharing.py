"""Costs shared among cuts: what they pay in all, which cut they miss, what every plan costs."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ortools.linear_solver import pywraplp

from benchmarks.families import Instance, build
from careerpath.graph import build_task
from careerpath.planner.landmarks import Thresholds
from careerpath.planner.objective import Sums
from careerpath.planner.packing import Packing
from careerpath.planner.separation import Separation
from careerpath.planner.sharing import share
from careerpath.planner.weighing import Weighing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from careerpath.graph import Task
    from careerpath.planner.landmarks import Costs

Cuts = list[tuple[int, ...]]

ACTIONS = 9

ANY = 1 << 200
"""Every plan is within such a sum."""

cuts_of_few = st.lists(
    st.sets(st.integers(0, ACTIONS - 1), min_size=1, max_size=5).map(lambda s: tuple(sorted(s))),
    min_size=1,
    max_size=14,
    unique=True,
)
weights_of_few = st.lists(st.integers(0, 50), min_size=ACTIONS, max_size=ACTIONS)


def _never() -> None:
    """Nobody asks to stop."""


def _not_again() -> None:
    raise AssertionError("costs are shared anew")


def _packed(weights: Sequence[int], cuts: Cuts) -> Packing:
    packing = Packing(weights)
    for cut in cuts:
        packing.add(cut)
    return packing


def _glop(weights: Sequence[int], cuts: Cuts) -> float:
    """The same program solved by GLOP."""
    solver = pywraplp.Solver.CreateSolver("GLOP")
    pays = [solver.NumVar(0, solver.infinity(), "") for _ in cuts]
    for action, weight in enumerate(weights):
        solver.Add(sum(p for p, c in zip(pays, cuts, strict=True) if action in c) <= weight)
    solver.Maximize(sum(pays))
    assert solver.Solve() == pywraplp.Solver.OPTIMAL
    value: float = solver.Objective().Value()
    return value


# packing


@settings(max_examples=300, deadline=None)
@given(weights_of_few, cuts_of_few)
def test_cuts_pay_as_much_as_another_solver_says(weights: list[int], cuts: Cuts) -> None:
    packing = _packed(weights, cuts)
    assert packing.value == pytest.approx(_glop(weights, cuts), abs=1e-6)
    assert sum(p for _, p in packing.payments()) == pytest.approx(packing.value, abs=1e-6)


@settings(max_examples=300, deadline=None)
@given(weights_of_few, cuts_of_few)
def test_no_action_pays_more_than_it_costs(weights: list[int], cuts: Cuts) -> None:
    paid = [0.0] * ACTIONS
    for cut, amount in _packed(weights, cuts).payments():
        for action in cut:
            paid[action] += amount
    assert all(p <= w + 1e-6 for p, w in zip(paid, weights, strict=True))


@settings(max_examples=300, deadline=None)
@given(weights_of_few, cuts_of_few)
def test_prices_leave_a_whole_action_to_each_cut(weights: list[int], cuts: Cuts) -> None:
    packing = _packed(weights, cuts)
    assert all(packing.price(cut) >= 1 - 1e-6 for cut in cuts)
    worth = sum(weights[a] * p for a, p in packing.prices.items())
    assert worth == pytest.approx(packing.value, abs=1e-6)


def test_three_cuts_of_two_share_what_none_can_pay_alone() -> None:
    """Of three actions at 10 each pair is a cut: one takes 10 whole, three take 5 each."""
    packing = _packed([10, 10, 10], [(0, 1), (1, 2), (0, 2)])
    assert packing.value == pytest.approx(15)
    assert [round(p) for _, p in packing.payments()] == [5, 5, 5]


# separation


def _task(family: str, size: int, seed: int) -> Task:
    catalogue, question = build(Instance(family, size, seed, timed=False))
    return build_task(catalogue, question, usual=True)


def _graph(task: Task) -> Thresholds:
    return Thresholds(task, range(len(task.actions)))


def _is_reached(task: Task, actions: Iterable[int]) -> bool:
    """The target holds with these actions, months aside."""
    return Thresholds(task, actions).costs([0] * len(task.actions)).least is not None


FAMILIES = [
    ("sectors-few", 60), ("sectors-many", 60), ("sectors-many", 90), ("cover", 20), ("cover", 40),
]  # fmt: skip


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize(("family", "size"), FAMILIES)
def test_a_cut_is_needed_and_no_member_of_it_can_be_spared(
    family: str, size: int, seed: int
) -> None:
    task = _task(family, size, seed)
    weights = [a.fee for a in task.actions]
    graph = _graph(task)
    separation = Separation(graph, weights, graph.values(graph.own(weights)))
    packing = Packing(weights)
    for _ in range(8):
        cut = separation.cut(packing.prices)
        others = set(range(len(task.actions))) - set(cut)
        assert not _is_reached(task, others)
        assert all(_is_reached(task, others | {member}) for member in cut)
        packing.add(cut)


def test_what_is_at_a_price_is_kept_out_of_the_cut() -> None:
    """Where another cut would do: of the courses that teach an element those at a price are taken."""
    task = _task("cover", 20, 0)
    weights = [a.fee for a in task.actions]
    graph = _graph(task)
    separation = Separation(graph, weights, graph.values(graph.own(weights)))
    first = separation.cut({})
    assert set(separation.cut(dict.fromkeys(first, 0.1))) != set(first)


# what every plan costs


def _known(family: str, size: int, seed: int) -> tuple[Task, Weighing, frozenset[int]]:
    task = _task(family, size, seed)
    return (
        task,
        Weighing(task, [a.fee for a in task.actions], 1),
        frozenset(range(len(task.actions))),
    )


def _alone(weighing: Weighing, actions: frozenset[int]) -> Costs:
    """What cuts say before the search has tried."""
    return _affordable(weighing, actions, 0, _not_again)


def _together(weighing: Weighing, actions: frozenset[int]) -> Costs:
    """What they say once it has tried for long."""
    return _affordable(weighing, actions, 10**9, _never)


def _affordable(
    weighing: Weighing, actions: frozenset[int], tried: int, should_stop: Callable[[], None]
) -> Costs:
    affordable = weighing.affordable(actions, ANY, tried, should_stop)
    assert affordable is not None
    assert affordable.actions == actions
    return affordable.costs


def _least(weighing: Weighing, costs: Costs) -> float:
    assert costs.least is not None
    return costs.least / weighing.unit


@pytest.mark.parametrize(
    ("size", "seed", "alone", "shared", "best"),
    [(20, 9, 2600, 3133, 3300), (40, 9, 2700, 3250, 3400)],
)
def test_shared_costs_say_more_than_cuts_that_take_what_they_can_get(
    size: int, seed: int, alone: int, shared: int, best: int
) -> None:
    """`best` is the optimum, `shared` the linear program over all cuts (HiGHS: 3133.3, 3250)."""
    _, weighing, actions = _known("cover", size, seed)
    assert _least(weighing, _alone(weighing, actions)) == alone
    found = _least(weighing, _together(weighing, actions))
    assert alone < found <= best
    assert found == pytest.approx(shared, rel=0.03)


@pytest.mark.parametrize(("family", "size"), FAMILIES)
def test_payments_and_what_is_left_make_up_what_each_action_costs(family: str, size: int) -> None:
    _, weighing, actions = _known(family, size, 1)
    costs = _together(weighing, actions)
    assert costs.least == sum(cut.paid for cut in costs.cuts)
    for action, left in costs.rest.items():
        paid = sum(cut.paid for cut in costs.cuts if action in cut.actions)
        assert left >= 0
        assert paid + left == weighing.weights[action]


def test_sharing_ends_once_no_plan_is_within_what_was_asked() -> None:
    task, weighing, actions = _known("cover", 40, 9)
    graph = Thresholds(task, actions)
    asked = 2800 * weighing.unit
    looks: list[int] = []

    def shared(enough: int) -> Costs:
        looks.append(0)

        def look() -> None:
            looks[-1] += 1

        return share(graph, weighing.weights, weighing.unit, [], enough, look)

    costs, whole = shared(asked), shared(10**9)
    assert costs.least is not None
    assert whole.least is not None
    assert asked < costs.least <= whole.least
    assert looks[0] < looks[1]


def test_what_was_shared_for_a_wider_choice_holds_for_a_narrower_one() -> None:
    task, weighing, actions = _known("cover", 20, 9)
    wide = _together(weighing, actions)
    dearest = max(actions, key=lambda a: task.actions[a].fee)
    narrow = _affordable(weighing, actions - {dearest}, 10**9, _not_again)
    assert narrow.least is not None
    assert wide.least is not None
    assert narrow.least >= wide.least
    assert not any(dearest in cut.actions for cut in narrow.cuts)


@pytest.mark.parametrize(("family", "size"), FAMILIES)
@pytest.mark.parametrize("seed", range(3))
def test_what_cuts_say_of_a_wider_choice_holds_for_a_narrower_one(
    family: str, size: int, seed: int
) -> None:
    """Cuts for fewer actions may say less, since each takes what it can get."""
    task, weighing, actions = _known(family, size, seed)
    wide = _alone(weighing, actions)
    assert wide.least is not None
    within = wide.least + wide.least // 4
    narrow = weighing.affordable(actions, within, 0, _never)
    assert narrow is not None
    assert narrow.costs.least is not None
    anew = Thresholds(task, narrow.actions).costs(weighing.weights)
    assert anew.least is not None
    assert narrow.costs.least >= max(wide.least, anew.least)
    for costs in (wide, anew):
        assert costs.affordable(narrow.actions, within) == narrow.actions


def test_costs_are_not_shared_before_the_search_has_tried() -> None:
    task, weighing, actions = _known("cover", 40, 9)
    assert _alone(weighing, actions) == Thresholds(task, actions).costs(weighing.weights)


def test_sharing_asks_whether_it_is_to_stop() -> None:
    _, weighing, actions = _known("cover", 40, 9)

    def stop() -> None:
        raise TimeoutError

    with pytest.raises(TimeoutError):
        weighing.affordable(actions, ANY, 10**9, stop)


# sums


@settings(max_examples=200, deadline=None)
@given(st.lists(st.integers(0, 6), min_size=1, max_size=4), st.integers(1, 4), st.integers(0, 200))
def test_every_sum_stands_between_what_is_below_and_above(
    figures: list[int], times: int, asked: int
) -> None:
    """All sums of a few weights, each a multiple of `times` in hundreds and one besides."""
    unit = 100
    weights = [figure * times * unit + 1 for figure in figures]
    every = {sum(chosen) for n in range(len(weights) + 1) for chosen in combinations(weights, n)}
    sums = Sums(weights, unit)
    above, below = [s for s in every if s >= asked], [s for s in every if s <= asked]
    assert sums.up(asked) >= asked
    assert sums.down(asked) <= asked
    assert not above or sums.up(asked) <= min(above)
    assert sums.down(asked) >= max(below)
