"""Several targets at once: the steps that their plans share, and how to begin without regret."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from careerpath.whatif.parts import part_id, part_route, parts_of
from careerpath.whatif.replanning import NotProvenError, figures
from careerpath.whatif.variation import made_to_begin

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from careerpath.planner import Plan
    from careerpath.profile import Question
    from careerpath.whatif.parts import Part
    from careerpath.whatif.replanning import Replanner


class Effect(Struct, frozen=True):
    """What beginning with a step does to one target."""

    target: str
    keeps: bool
    """Some best plan to this target begins so."""
    plan: Plan | None = None
    """Where it does not keep: the best plan that begins so, if there is one."""
    best: Plan | None = None


class FirstStep(Struct, frozen=True):
    """A step or stretch with which some plan begins, and what it does to every target."""

    part: Part
    effects: tuple[Effect, ...]

    @property
    def id(self) -> str:
        """The credential gained or the role worked in."""
        return part_id(self.part)

    @property
    def kept(self) -> int:
        """How many targets it keeps best."""
        return sum(e.keeps for e in self.effects)


class Common(Struct, frozen=True):
    """What the plans to several targets have in common."""

    shared: tuple[str, ...]
    """Credentials and roles in every plan, in the order of the first plan's dates."""
    first: FirstStep | None
    complete: bool = True
    """False: not every possible first step was proven in the time allowed."""


Planned = tuple["Question", "Plan"]


def in_common(replanner: Replanner, planned: Sequence[Planned]) -> Common:
    """The shared steps of proven best plans, and the first step that keeps most of them best.

    A first step is one with which some of the plans begin: a step by its route or a stretch of work
    that starts in a plan's first month. It keeps a target if some plan to it takes this step, begun
    by that month, and is no worse on any figure of the objective than the best. The one that keeps
    most is chosen; among these the one that starts soonest, then by id.
    """
    plans = [plan for _, plan in planned if parts_of(plan)]
    shared = _shared(plans)
    if len(planned) < 2 or not plans or not all(plan.optimal for _, plan in planned):
        return Common(shared, None, complete=len(planned) < 2 or not plans)
    try:
        return Common(shared, _first(replanner, planned))
    except NotProvenError:
        return Common(shared, None, complete=False)


def _shared(plans: Sequence[Plan]) -> tuple[str, ...]:
    if not plans:
        return ()
    in_all = set.intersection(*({part_id(p) for p in parts_of(plan)} for plan in plans))
    return tuple(i for i in map(part_id, parts_of(plans[0])) if i in in_all)


def _first(replanner: Replanner, planned: Sequence[Planned]) -> FirstStep | None:
    candidates = [
        FirstStep(part, tuple(_effect(replanner, part, *pair) for pair in planned))
        for part in _beginnings(planned)
    ]
    chosen = min(candidates, key=lambda c: (-c.kept, c.part.start, c.id), default=None)
    if chosen is None:
        return None
    priced = tuple(
        e if e.keeps else _priced(replanner, chosen.part, e, question)
        for e, (question, _) in zip(chosen.effects, planned, strict=True)
    )
    return replace(chosen, effects=priced)


def _beginnings(planned: Sequence[Planned]) -> Iterator[Part]:
    """What the plans begin with; of the same thing the earliest, by the same route."""
    found: dict[tuple[str, str | None], Part] = {}
    for _, plan in planned:
        parts = parts_of(plan)
        for part in parts:
            key = part_id(part), part_route(part)
            if part.start == parts[0].start and part.start < found.get(key, _later(part)).start:
                found[key] = part
    yield from (found[k] for k in sorted(found, key=str))


def _later(part: Part) -> Part:
    return replace(part, start=part.start + 1)


def _effect(replanner: Replanner, part: Part, question: Question, best: Plan) -> Effect:
    own = {_what(p) for p in parts_of(best) if p.start <= part.start}
    if _what(part) in own:
        return Effect(question.target, keeps=True, best=best)
    if not parts_of(best):
        # Nothing is left to do: no first step can lengthen that.
        return Effect(question.target, keeps=True, best=best)
    objective = question.objective
    found = _beginning_with(replanner, part, _no_worse(question, best), best)
    keeps = found is not None and figures(objective, found.totals) == figures(
        objective, best.totals
    )
    return Effect(question.target, keeps=keeps, best=best)


def _what(part: Part) -> tuple[str, str | None]:
    return part_id(part), part_route(part)


def _no_worse(question: Question, best: Plan) -> Question:
    """Limits that every plan as good as the best keeps: they make the proof quick."""
    limits = question.limits
    match question.objective:
        case "time":
            return replace(question, limits=replace(limits, within=best.totals.months))
        case "cost":
            return replace(question, limits=replace(limits, budget=best.totals.fees))
        case _:
            return question


def _beginning_with(
    replanner: Replanner, part: Part, question: Question, best: Plan
) -> Plan | None:
    month = question.start + part.start
    if part_route(part) is None and question.target == part_id(part):
        return None  # The role itself is reached, not worked in.
    altered, asked = made_to_begin(replanner.catalogue, question, part, month)
    return replanner.keeping(asked, usual=best.usual, altered=altered)


def _priced(replanner: Replanner, part: Part, effect: Effect, question: Question) -> Effect:
    assert effect.best is not None
    return replace(effect, plan=_beginning_with(replanner, part, question, effect.best))
