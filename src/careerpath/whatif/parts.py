"""The parts of a plan, steps and stretches alike, and the conditions that they have to meet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from careerpath.planner import Step, Stretch
from careerpath.requirements import credentials_named

if TYPE_CHECKING:
    from careerpath.catalogue import Catalogue
    from careerpath.planner import Plan
    from careerpath.records import Credential, Route
    from careerpath.requirements import Requirement

Part = Step | Stretch


def part_id(part: Part) -> str:
    """The credential gained or the role worked in."""
    return part.id if isinstance(part, Step) else part.role


def part_route(part: Part) -> str | None:
    """The route of a step; None for work."""
    return part.route if isinstance(part, Step) else None


def parts_of(plan: Plan) -> list[Part]:
    """Steps and stretches by their dates, then ids."""
    parts: list[Part] = [*plan.steps, *plan.stretches]
    return sorted(parts, key=lambda p: (p.start, p.end, part_id(p)))


def entries_of(catalogue: Catalogue, plan: Plan, target: str) -> list[Credential | Route]:
    """The entries and routes that a plan goes through, the target's among them."""
    ids = {part_id(p) for p in parts_of(plan)} | {target}
    found: list[Credential | Route] = [catalogue[i] for i in sorted(ids)]
    found += [catalogue[s.id].route(s.route) for s in plan.steps]
    return found


def conditions_of(catalogue: Catalogue, plan: Plan, target: str) -> list[Requirement]:
    """All that a plan is asked for, the rules of the derived credentials that it can lean on too."""
    parts = entries_of(catalogue, plan, target)
    found = [r for p in parts for r in (p.requires, p.usually, p.completes_with)]
    seen: set[str] = set()
    for requirement in found:
        for held in credentials_named(requirement):
            for id_ in catalogue.narrower(held.id):
                if id_ not in seen and catalogue[id_].is_derived:
                    seen.add(id_)
                    found += [catalogue[id_].requires, catalogue[id_].usually]
    return found
