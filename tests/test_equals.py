"""Which of equal plans is shown: work done before, then what begins earlier, then ids."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from careerpath import planner
from careerpath.graph import build_task
from careerpath.planner.equals import first_of_equals
from careerpath.planner.schedule import Schedule
from careerpath.profile import Profile, Question, Worked
from tests.proof.building import START, catalogue, credential, months_in, role, route

if TYPE_CHECKING:
    import pytest

    from careerpath.catalogue import Catalogue
    from careerpath.graph import Task

Json = dict[str, Any]
Done = tuple[str, str, int, int]


def _question(*worked: Worked) -> Question:
    return Question(
        target="target",
        profile=Profile(worked=worked, hours_per_week=60),
        start=START,
        currency="GBP",
    )


def _settled(world: Catalogue, question: Question, *done: Done) -> list[Done]:
    """What is shown where the search has ended with these: (id, route or hours, start, end)."""
    task = build_task(world, question, usual=True)
    by_name = {(a.id, a.route): a.index for a in task.actions}
    spans = tuple(sorted((by_name[i, r], start, end) for i, r, start, end in done))
    months = max(end for _, _, _, end in done)
    settled = first_of_equals(task, Schedule(months, spans))
    named = [(task.actions[i], start, end) for i, start, end in settled.spans]
    return sorted((a.id, a.route, start, end) for a, start, end in named)


def _target(*parts: Json | str) -> Json:
    return role("target", requires={"all": list(parts)})


def test_of_equal_jobs_the_one_with_the_first_id_is_worked() -> None:
    either = _target(months_in(6, "clerk-a", "clerk-b"))
    world = catalogue(role("clerk-b"), role("clerk-a"), either)
    assert _settled(world, _question(), ("clerk-b", "37", 0, 6)) == [("clerk-a", "37", 0, 6)]


def test_of_equal_jobs_the_one_that_can_begin_earlier_is_worked() -> None:
    world = catalogue(
        role("clerk-a", requires="course"),
        role("clerk-b"),
        credential("course", route(months=9)),
        credential("exam", route(months=3), requires="course"),
        _target("exam", months_in(3, "clerk-a", "clerk-b")),
    )
    steps = ("course", "route-1", 0, 9), ("exam", "route-1", 9, 12)
    settled = _settled(world, _question(), *steps, ("clerk-a", "37", 9, 12))
    assert settled == [("clerk-b", "37", 0, 3), *steps]


def test_of_equal_jobs_the_one_done_before_is_worked_whatever_its_id() -> None:
    either = _target(months_in(6, "clerk-a", "clerk-b", last=6))
    world = catalogue(role("clerk-a"), role("clerk-b"), either)
    asked = _question(Worked("clerk-b", 12, START - 24))
    assert _settled(world, asked, ("clerk-a", "37", 0, 6)) == [("clerk-b", "37", 0, 6)]


def test_a_job_that_counts_for_less_is_not_exchanged_for() -> None:
    longer = _target(months_in(6, "clerk-b"), months_in(3, "clerk-a", "clerk-b"))
    world = catalogue(role("clerk-a"), role("clerk-b"), longer)
    assert _settled(world, _question(), ("clerk-b", "37", 0, 6)) == [("clerk-b", "37", 0, 6)]


def test_of_equal_routes_the_first_is_taken() -> None:
    world = catalogue(credential("course", route(months=6), route(months=6)), _target("course"))
    settled = _settled(world, _question(), ("course", "route-2", 0, 6))
    assert settled == [("course", "route-1", 0, 6)]


def test_a_dearer_route_is_never_exchanged_for() -> None:
    ways = route(months=6, fee=100), route(months=6)
    world = catalogue(credential("course", *ways), _target("course"))
    settled = _settled(world, _question(), ("course", "route-2", 0, 6))
    assert settled == [("course", "route-2", 0, 6)]


def test_a_plan_is_settled_whatever_the_search_ends_with(monkeypatch: pytest.MonkeyPatch) -> None:
    either = _target(months_in(6, "clerk-a", "clerk-b"))
    world = catalogue(role("clerk-a"), role("clerk-b"), either)

    def other_job(task: Task, found: Schedule) -> Schedule:
        (taken,) = [a.index for a in task.actions if a.id == "clerk-b"]
        return Schedule(found.months, ((taken, 0, 6),))

    monkeypatch.setattr(planner, "tidied", other_job)
    found = planner.plan(world, _question()).plan
    assert found is not None
    assert [s.role for s in found.stretches] == ["clerk-a"]


def test_a_job_outside_its_window_is_not_exchanged_for() -> None:
    closing = role("clerk-a", available={"last_start": START + 2})
    either = _target("course", months_in(6, "clerk-a", "clerk-b"))
    world = catalogue(
        closing, role("clerk-b"), credential("course", route(months=9, hours=30)), either
    )
    done = ("clerk-b", "37", 9, 15), ("course", "route-1", 0, 9)
    assert _settled(world, _question(), *done) == [*done]
