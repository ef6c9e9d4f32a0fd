"""What can't wait: of the parts of a plan, those with which a person has to begin.

A check that takes three months and is asked for in four years may begin the plan by its date, and is
still not what to do on Monday. A part can wait if it, with whatever builds on it, could come a few
months later and the plan would end in the same month. All else keeps its dates, so that this asks no
planner: exact slack, for which the rest is arranged afresh, is `careerpath.whatif.slack`'s.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from careerpath.planner.plan import Step
from careerpath.report.replay import STEP, WORK, Consumer, Life, Replay, World
from careerpath.whatif.parts import part_id, parts_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from careerpath.catalogue import Catalogue
    from careerpath.planner.plan import Plan
    from careerpath.profile import Question
    from careerpath.records import Route
    from careerpath.report.replay import Key
    from careerpath.whatif.parts import Part

_LATER = (12, 6, 3)
"""By how many months a part has to be able to wait, so that it need not be begun now: by any of these."""


def to_begin_with(replay: Replay) -> tuple[str, ...]:
    """The ids of the first parts that can't wait; if all can, of those that begin first."""
    parts = parts_of(replay.plan)
    for first in parts:
        if not can_wait(replay, first):
            together = [p for p in parts if p.start == first.start and not can_wait(replay, p)]
            return tuple(part_id(p) for p in together)
    return tuple(part_id(p) for p in parts if p.start == parts[0].start)


def first_part(catalogue: Catalogue, question: Question, plan: Plan) -> Part | None:
    """With which part of a plan a person has to begin; None: with nothing."""
    if not plan.steps and not plan.stretches:
        return None
    first = to_begin_with(Replay(catalogue, question, plan))[0]
    return next(p for p in parts_of(plan) if part_id(p) == first)


def can_wait(replay: Replay, part: Part) -> bool:
    """Whether the part may come later without anything else than what builds on it moving."""
    return any(_fits(replay, part_id(part), months) for months in _LATER)


def _fits(replay: Replay, id_: str, months: int) -> bool:
    """Do these, with all that then has to move too, still lead to the target in time?"""
    moved = {id_}
    while _may_move(replay, moved, months):
        world = World(replay, _later(replay.life, moved, months))
        consumers = (_put_off(c, moved, months) for c in replay.consumers)
        failing = {c.id for c in consumers if not world.holds(c.requirement, c.moment)}
        if not failing:
            return True
        if failing & (moved | {replay.question.target}):
            return False
        moved |= failing
    return False


def _put_off(consumer: Consumer, moved: set[str], months: int) -> Consumer:
    later = months if consumer.id in moved else 0
    return replace(consumer, moment=consumer.moment + later)


def _later(life: Life, moved: set[str], months: int) -> Life:
    def is_moved(key: Key) -> bool:
        return key[0] in (STEP, WORK) and key[1] in moved

    return replace(
        life,
        gains=tuple(
            replace(g, moment=g.moment + months, gained=g.gained + months) if is_moved(g.key) else g
            for g in life.gains
        ),
        blocks=tuple(
            replace(b, start=b.start + months, end=b.end + months) if is_moved(b.key) else b
            for b in life.blocks
        ),
    )


def _may_move(replay: Replay, moved: set[str], months: int) -> bool:
    """Calendar, windows, the finish, the hours of a week and one job at a time allow it."""
    plan, target = replay.plan, replay.question.target
    own = [p for p in parts_of(plan) if part_id(p) in moved]
    if target in moved or any(p.end + months > plan.totals.months for p in own):
        return False
    steps = (p for p in own if isinstance(p, Step))
    return all(_is_offered(replay, s, months) for s in steps) and _has_time(replay, moved, months)


def _is_offered(replay: Replay, step: Step, months: int) -> bool:
    entry = replay.catalogue[step.id]
    route = entry.route(step.route)
    window = entry.window.narrowed_by(route.window)
    start, end = (replay.question.start + m + months for m in (step.start, step.end))
    closes = window.last_start is not None and start > window.last_start
    ends = window.until is not None and end > window.until
    return not closes and not ends and _keeps_to_calendar(route, start, months)


def _keeps_to_calendar(route: Route, start: int, months: int) -> bool:
    sittings = {(m + months - 1) % 12 + 1 for m in route.sat}
    return (not route.starts or start % 12 + 1 in route.starts) and sittings == set(route.sat)


def _has_time(replay: Replay, moved: set[str], months: int) -> bool:
    taken: dict[int, int] = {}
    jobs: dict[int, int] = {}
    for id_, start, end, hours, is_job in _spans(replay):
        later = months if id_ in moved else 0
        for month in range(start + later, end + later):
            taken[month] = taken.get(month, 0) + hours
            jobs[month] = jobs.get(month, 0) + is_job
    limit = replay.question.profile.hours_per_week
    return max(taken.values(), default=0) <= limit and max(jobs.values(), default=0) <= 1


def _spans(replay: Replay) -> Iterator[tuple[str, int, int, int, bool]]:
    """Of every part: its id, when it takes hours, how many, and whether it is a job."""
    for step in replay.plan.steps:
        route = replay.catalogue[step.id].route(step.route)
        end = step.start + route.months
        yield step.id, step.start, end, route.hours_per_week, route.employed
    for stretch in replay.plan.stretches:
        yield stretch.role, stretch.start, stretch.end, stretch.hours, True
