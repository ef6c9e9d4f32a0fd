"""Does a locked plan still hold? What changed under it, what of it fails, and what is best today.

The plan is replayed step by step against today's rules (docs/semantics.md, "When a plan is right"),
from the catalogue and the plan alone. Months that have passed are taken as spent on the plan.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from careerpath.recheck.changes import changes_of, gone_from
from careerpath.recheck.check import Check, fees_of
from careerpath.recheck.model import Best, Change, Failure, Recheck
from careerpath.recheck.today import best_today, due_by

if TYPE_CHECKING:
    from collections.abc import Callable

    from careerpath.catalogue import Catalogue
    from careerpath.locks import Locked

__all__ = ["Best", "Change", "Failure", "Recheck", "recheck"]


def recheck(
    catalogue: Catalogue,
    locked: Locked,
    as_of: str,
    as_of_month: int,
    should_stop: Callable[[], bool],
) -> Recheck:
    """Judge a locked plan by today's data."""
    changes = tuple(changes_of(catalogue, locked))
    gone = tuple(gone_from(catalogue, locked))
    replayable = not gone
    failures = gone or tuple(Check(catalogue, locked).failures())
    now = max(locked.question.start, as_of_month + 1)
    today, best = best_today(catalogue, locked, now, should_stop, comparable=replayable)
    return Recheck(
        target=locked.question.target,
        target_title=locked.target_title,
        locked_on=locked.as_of,
        as_of=as_of,
        currency=locked.question.currency,
        finish=locked.question.start + locked.plan.totals.months,
        fees_then=locked.fees,
        fees_now=fees_of(catalogue, locked.question, locked.plan.steps) if replayable else None,
        failures=failures,
        changes=changes,
        due=tuple(due_by(locked, now)),
        today=today,
        best=best,
    )
