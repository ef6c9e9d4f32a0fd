"""Everything that can be reached: the best plan to each of many targets, and what one more credential does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from careerpath.planner import Planner
from careerpath.whatif.replanning import NotProvenError, Replanner, figures

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from careerpath.catalogue import Catalogue
    from careerpath.planner import Plan
    from careerpath.profile import Holding, Question

PATIENCE = (400,)
"""How often a search may ask whether to stop, round by round, before its role counts as too hard.
Counts, so that without a time limit of their own everyone has the same answer."""


class Reached(Struct, frozen=True):
    """A target and the best plan to it."""

    question: Question
    plan: Plan


class Reach(Struct, frozen=True):
    """Which targets have a plan within the limits."""

    reached: tuple[Reached, ...]
    """Those that keep to usual practice first; by the objective's figures, then by id."""
    beyond: tuple[str, ...]
    """Proven to have none."""
    open: tuple[str, ...]
    """Not decided in the time allowed."""


class Gain(Struct, frozen=True):
    """What one more credential does for a target."""

    question: Question
    plan: Plan
    """With it."""
    before: Plan | None
    """Without it; None where it is what opens the target."""


class Plus(Struct, frozen=True):
    """What one more credential opens and saves, the most telling first."""

    opens: tuple[Gain, ...]
    saves: tuple[Gain, ...]
    open: tuple[str, ...]
    """Targets of which it is not known what it does."""


def home_places(catalogue: Catalogue, question: Question) -> tuple[str, ...]:
    """Where a target counts as near: the person's place and those of what is held or was worked."""
    profile = question.profile
    own = profile.place or catalogue.default_place
    ids = [h.id for h in profile.holds] + [w.role for w in profile.worked]
    places = {p for i in ids for p in catalogue[i].jurisdiction} | ({own} if own else set())
    return tuple(sorted(places))


def targets_of(catalogue: Catalogue, question: Question) -> tuple[str, ...]:
    """Every role at home, or everywhere with `abroad`, but those that the limits exclude.

    Nor a heading under which several roles count and which asks for nothing itself.
    """
    limits = question.limits
    homes = home_places(catalogue, question)
    return tuple(
        id_
        for id_ in catalogue.ids
        if catalogue.entries[id_]["kind"] == "role"
        and not _is_heading(catalogue, id_)
        and not set(limits.without) & set(catalogue.broader(id_))
        and (limits.abroad or _is_near(catalogue, id_, homes))
    )


def _is_heading(catalogue: Catalogue, id_: str) -> bool:
    entry = catalogue.entries[id_]
    asks = "requires" in entry or "usually" in entry
    return not asks and len(catalogue.narrower(id_)) > 1


def _is_near(catalogue: Catalogue, id_: str, homes: Iterable[str]) -> bool:
    own = catalogue.entries[id_]["jurisdiction"]
    return any(catalogue.same_place(a, b) for a in own for b in homes)


Decided = dict["Question", "Plan | None"]


def decide(
    catalogue: Catalogue,
    questions: Sequence[Question],
    should_stop: Callable[[], bool] = lambda: False,
    patience: Sequence[int | None] = PATIENCE,
) -> Decided:
    """The proven answer to each question for which there is time, the easy ones first.

    `patience`: the checks allowed to every search, round by round; None: no limit but the time.
    """
    plans: Decided = {}
    planner = Planner(catalogue)
    for checks in patience:
        replanner = Replanner(planner, should_stop, checks)
        for question in questions:
            if question not in plans:
                _decide(replanner, question, plans)
    return plans


def _decide(replanner: Replanner, question: Question, plans: Decided) -> None:
    try:
        plans[question] = replanner.answer(question)
    except NotProvenError:
        return


def reach_of(questions: Sequence[Question], plans: Decided) -> Reach:
    """What of these questions has a plan."""
    decided = [(q, plans[q]) for q in questions if q in plans]
    reached = [Reached(q, plan) for q, plan in decided if plan is not None]
    return Reach(
        reached=tuple(sorted(reached, key=_rank)),
        beyond=tuple(q.target for q, plan in decided if plan is None),
        open=tuple(q.target for q in questions if q not in plans),
    )


def _rank(reached: Reached) -> tuple[bool, tuple[int, ...], str]:
    question = reached.question
    return not reached.plan.usual, figures(question.objective, reached.plan.totals), question.target


def plus(before: Reach, after: Reach) -> Plus:
    """What changed between two reaches over the same targets, the second with more held."""
    known = {r.question.target: r.plan for r in before.reached}
    unclear = {*before.open, *after.open}
    gains = [
        Gain(r.question, r.plan, known.get(r.question.target))
        for r in after.reached
        if r.question.target not in unclear
    ]
    saves = [g for g in gains if g.before is not None and saved(g) > _nothing(g)]
    return Plus(
        opens=tuple(g for g in gains if g.before is None),
        saves=tuple(sorted(saves, key=lambda g: (_negative(saved(g)), g.question.target))),
        open=tuple(sorted(unclear)),
    )


def saved(gain: Gain) -> tuple[int, ...]:
    """By how much each figure of the objective is less with it."""
    assert gain.before is not None
    objective = gain.question.objective
    with_it = figures(objective, gain.plan.totals)
    without = figures(objective, gain.before.totals)
    return tuple(b - a for a, b in zip(with_it, without, strict=True))


def _nothing(gain: Gain) -> tuple[int, ...]:
    return (0,) * len(saved(gain))


def _negative(amounts: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(-a for a in amounts)


def holding_too(question: Question, holding: Holding) -> Question:
    """The same question from a person who holds this as well."""
    profile = question.profile
    rest = tuple(h for h in profile.holds if h.id != holding.id)
    lacks = tuple(i for i in profile.lacks if i != holding.id)
    return replace(question, profile=replace(profile, holds=(*rest, holding), lacks=lacks))
