"""What every plan passes through: exactly, by asking for a plan that does without.

Whatever all plans share is in any one of them, so only what the best plan goes through is asked
about; and every plan found without something clears whatever else it does not go through.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from careerpath.reasons.asking import Undecided
from careerpath.report.model import RULE, USUAL

if TYPE_CHECKING:
    from careerpath.catalogue import Catalogue
    from careerpath.planner.plan import Plan
    from careerpath.profile import Question
    from careerpath.reasons.asking import Asker


class Passing(Struct, frozen=True):
    """By id, how strictly every plan passes it; and what could not be told."""

    strengths: dict[str, str]
    undecided: tuple[str, ...]


def passing(catalogue: Catalogue, question: Question, best: Plan, asker: Asker) -> Passing:
    """The intersection over all plans, of credentials and roles with what they count as."""
    strengths: dict[str, str] = {}
    undecided = []
    candidates = passed_by(catalogue, best)
    cleared: set[str] = set()
    for id_ in candidates:
        if id_ in cleared:
            continue
        try:
            other = asker.any_plan(catalogue, without(question, id_))
        except Undecided:
            undecided.append(id_)
            continue
        if other is None:
            strengths[id_] = RULE
        elif best.usual and not other.usual:
            strengths[id_] = USUAL
        else:
            cleared |= set(candidates) - set(passed_by(catalogue, other))
    return Passing(strengths, tuple(i for i in undecided if i not in cleared))


def passed_by(catalogue: Catalogue, plan: Plan) -> tuple[str, ...]:
    """Everything that a plan goes through: its steps and work, and what they count as."""
    own = (*(s.id for s in plan.steps), *(s.role for s in plan.stretches))
    return tuple(dict.fromkeys(b for i in own for b in catalogue.broader(i)))


def members(catalogue: Catalogue, plan: Plan, id_: str) -> tuple[str, ...]:
    """The steps and work of a plan that are, or count as, a credential or role."""
    own = (*(s.id for s in plan.steps), *(s.role for s in plan.stretches))
    return tuple(dict.fromkeys(i for i in own if id_ in catalogue.broader(i)))


def without(question: Question, id_: str) -> Question:
    """The question with one more thing left out."""
    limits = replace(question.limits, without=(*question.limits.without, id_))
    return replace(question, limits=limits)


def by_way_of(question: Question, id_: str) -> Question:
    """The question with one more thing to go through."""
    limits = replace(question.limits, via=(*question.limits.via, id_))
    return replace(question, limits=limits)
