"""Why there is no plan, and which single changes would make one.

Causes rest on the catalogue and on re-planning, never on the inside of the search.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from careerpath.reasons.asking import Asker
from careerpath.reasons.causes import causes_of, with_figures
from careerpath.reasons.conflict import Conflict
from careerpath.reasons.derivation import derivation_of
from careerpath.reasons.items import items_of, items_with_gaps
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
    repairs = repairs_of(catalogue, question, asker)
    causes = causes_of(catalogue, question, conflict, asker)
    return Infeasibility(
        causes=tuple(with_figures(c, question, repairs) for c in causes),
        repairs=repairs,
        minimal=conflict.is_minimal,
        derivation=derivation_of(catalogue, conflict),
    )


def smallest_conflict(
    catalogue: Catalogue, question: Question, asker: Asker, *, keeping: tuple[str, ...] = ()
) -> Conflict:
    """A smallest set of things that leaves no plan; `keeping` are the `via` that stay."""
    items = items_of(catalogue, question, keeping=keeping)
    conflict = Conflict(catalogue, question, items, asker)
    if not conflict.find():
        # Nothing among them explains it; what nobody can gain may.
        more = items_with_gaps(catalogue, question, items)
        conflict = Conflict(catalogue, question, more, asker)
        conflict.find()
    return conflict
