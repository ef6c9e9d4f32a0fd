"""Why there is no plan, and which single changes would make one.

Causes rest on the catalogue and on re-planning, never on the inside of the search.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from careerpath.reasons.asking import Asker, Undecided
from careerpath.reasons.causes import causes_of
from careerpath.reasons.conflict import Conflict
from careerpath.reasons.derivation import derivation_of
from careerpath.reasons.items import Item, relaxed, stages_of
from careerpath.reasons.limits import with_figures
from careerpath.reasons.repairs import repairs_of
from careerpath.report.model import Infeasibility

if TYPE_CHECKING:
    from collections.abc import Callable

    from careerpath.catalogue import Catalogue
    from careerpath.profile import Question


def explain(
    catalogue: Catalogue, question: Question, should_stop: Callable[[], bool]
) -> Infeasibility:
    """The causes, most telling first, and the repairs."""
    asker = Asker(should_stop)
    conflict = smallest_conflict(catalogue, question, asker)
    repairs, undecided = repairs_of(catalogue, question, asker)
    causes = causes_of(catalogue, question, conflict, asker)
    return Infeasibility(
        causes=tuple(with_figures(catalogue, question, c, repairs, asker) for c in causes),
        repairs=repairs,
        undecided=undecided,
        minimal=conflict.is_minimal,
        derivation=derivation_of(catalogue, conflict, asker),
    )


def smallest_conflict(
    catalogue: Catalogue, question: Question, asker: Asker, *, keeping: tuple[str, ...] = ()
) -> Conflict:
    """A smallest set of things that leaves no plan; `keeping` are the `via` that stay."""
    items: tuple[Item, ...] = ()
    for items in stages_of(catalogue, question, asker, keeping=keeping):
        if items and _leaves_a_plan(catalogue, question, items, asker):
            break
    conflict = Conflict(catalogue, question, items, asker)
    conflict.find()
    return conflict


def _leaves_a_plan(
    catalogue: Catalogue, question: Question, items: tuple[Item, ...], asker: Asker
) -> bool:
    """Without these there is a plan, as far as can be told."""
    try:
        return asker.any_plan(*relaxed(catalogue, question, items)) is not None
    except Undecided:
        return True
