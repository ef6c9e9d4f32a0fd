"""Whether a person may have gained something before it closed, as far as their dates tell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from careerpath.requirements import AllOf, AnyOf, AtLeast, Held, Requirement, all_of

if TYPE_CHECKING:
    from careerpath.graph.standing import Standing
    from careerpath.profile import Question
    from careerpath.records import Credential


GROWN = 16
"""Nobody is taken to have gained before that age what has closed by now."""


def may_have_been_gained(standing: Standing, entry: Credential, question: Question) -> bool:
    """False if it closed before the start, and what it asks for was only held afterwards.

    Or if everything the person states was: nobody forgets to say what came first. Or if the person
    was a child.
    """
    start = question.start
    lasts = [m for m in (entry.window.last_start, entry.window.until) if m is not None]
    if not lasts or min(lasts) >= start:
        return True
    since = [h.since for h in question.profile.holds]
    if since and all(month is not None and month > min(lasts) for month in since):
        return False
    born = question.profile.born
    if born is not None and min(lasts) < born + 12 * GROWN:
        return False
    closed = min(lasts) - start
    asked = [all_of(entry.requires, r.requires) for r in entry.routes]
    return not asked or any(_may_have_held(standing, r, closed) for r in asked)


def _may_have_held(standing: Standing, requirement: Requirement, closed: int) -> bool:
    """What nothing is known of may have held."""
    match requirement:
        case Held():
            points = standing.standpoints(requirement.id)
            return not points or any(p.gained <= closed for p in points)
        case AllOf(parts=parts):
            return all(_may_have_held(standing, p, closed) for p in parts)
        case AnyOf(parts=parts):
            return any(_may_have_held(standing, p, closed) for p in parts)
        case AtLeast(count=count, parts=parts):
            return sum(_may_have_held(standing, p, closed) for p in parts) >= count
        case _:
            return True
