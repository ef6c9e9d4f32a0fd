"""Altered catalogues: the same data in which some things can't be done, or must be.

They say what the options of a question can't, in the language of the data itself, so that the planner
and the independent programs that check it understand them alike.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from careerpath.whatif.parts import part_id, part_route

if TYPE_CHECKING:
    from collections.abc import Iterable

    from careerpath.catalogue import Catalogue
    from careerpath.months import Month
    from careerpath.planner import Plan
    from careerpath.profile import Question
    from careerpath.whatif.parts import Part
    from careerpath.whatif.replanning import Choice

Json = dict[str, Any]

_CLOSED: Json = {"available": {"until": 0, "last_start": 0}}
"""A window that no month of any plan lies in."""

_CONDITIONS = ("requires", "usually", "completes_with")
_MARK, _MARKED_ROLE, _ALIAS = "~taken", "~taking", "~"
"""Ids that no data file can hold: an id begins with a letter or digit."""


def barred(catalogue: Catalogue, bars: Iterable[Choice]) -> Catalogue:
    """The data in which these credentials can't be gained by these routes.

    A barred route is closed, not taken out: without routes a credential would be derived, and
    without retakes its grade would be frozen.
    """
    by_id: dict[str, set[str]] = {}
    for id_, route in bars:
        by_id.setdefault(id_, set()).add(route)
    return catalogue.with_entries(
        {i: _with_closed(catalogue.entries[i], routes) for i, routes in by_id.items()}
    )


def _with_closed(entry: Json, routes: set[str]) -> Json:
    own = [{**r, **_CLOSED} if r["id"] in routes else r for r in entry.get("routes", ())]
    return {**entry, "routes": own}


def reduced_to(catalogue: Catalogue, question: Question, plan: Plan) -> Catalogue:
    """The data in which nothing can be done but what the plan does, at whatever dates.

    Also much smaller, so that planning in it is quick.
    """
    taken = {s.id: s.route for s in plan.steps}
    worked = {s.role for s in plan.stretches}
    held = {b for h in question.profile.holds for b in catalogue.broader(h.id)}
    changed: dict[str, Json] = {}
    for id_, entry in catalogue.entries.items():
        if id_ in taken:
            others = {r["id"] for r in entry["routes"]} - {taken[id_]}
            changed[id_] = _with_closed(entry, others)
        elif entry["kind"] == "role":
            if id_ not in worked and id_ != question.target:
                changed[id_] = {**_bare(entry), **_CLOSED}
        elif entry.get("routes"):
            changed[id_] = _ungainable(entry, is_held=id_ in held)
    return catalogue.with_entries(changed)


def _ungainable(entry: Json, *, is_held: bool) -> Json:
    """An entry that can only be held already. Routes tell whether a held grade is frozen."""
    bare = _bare(entry)
    if is_held:
        bare["routes"] = [{**_bare(r), **_CLOSED} for r in entry["routes"]]
    else:
        del bare["routes"]
    return bare


def _bare(part: Json) -> Json:
    return {k: v for k, v in part.items() if k not in _CONDITIONS}


def not_before(catalogue: Catalogue, part: Part, month: Month) -> Catalogue:
    """The data in which this step or stretch starts no earlier than `month`."""
    id_, entry = _entry_of(catalogue, part)
    return catalogue.with_entries({id_: _narrowed(entry, part, first=month)})


def _entry_of(catalogue: Catalogue, part: Part) -> tuple[str, Json]:
    id_ = part_id(part)
    return id_, catalogue.entries[id_]


def _narrowed(
    entry: Json, part: Part, first: Month | None = None, last: Month | None = None
) -> Json:
    """The entry with the window of the step's route, or of the role, narrowed."""
    route = part_route(part)
    if route is None:
        return {**entry, "available": _window(entry, first, last)}
    routes = [
        {**r, "available": _window(r, first, last)} if r["id"] == route else r
        for r in entry["routes"]
    ]
    return {**entry, "routes": routes}


def _window(part: Json, first: Month | None, last: Month | None) -> Json:
    window = dict(part.get("available") or {})
    if first is not None:
        window["from"] = max(first, window.get("from") or first)
    if last is not None:
        known = window.get("last_start")
        window["last_start"] = last if known is None else min(last, known)
    return window


def made_to_begin(
    catalogue: Catalogue, question: Question, part: Part, month: Month
) -> tuple[Catalogue, Question]:
    """A question that only plans answer which take this step or stretch, begun by `month`."""
    id_, entry = _entry_of(catalogue, part)
    if entry["kind"] == "role":
        return _made_to_work(catalogue, question, id_, month)
    return _made_to_take(catalogue, question, id_, _narrowed(entry, part, last=month), part)


def _made_to_work(
    catalogue: Catalogue, question: Question, role: str, month: Month
) -> tuple[Catalogue, Question]:
    """The role under another id, counting as itself: past work in it is not work in the plan."""
    entry = catalogue.entries[role]
    alias = f"{_ALIAS}{role}"
    own = {**entry, "id": alias, "aliases": [], "counts_as": [{"id": role}]}
    worked = {b for w in question.profile.worked for b in catalogue.broader(w.role)}
    if role in worked:
        own = _bare(own)
    own["available"] = _window(entry, None, month)
    changed = {alias: own, role: {**entry, **_CLOSED}}
    limits = replace(question.limits, via=(*question.limits.via, alias))
    return catalogue.with_entries(changed), replace(question, limits=limits)


def _made_to_take(
    catalogue: Catalogue, question: Question, id_: str, entry: Json, part: Part
) -> tuple[Catalogue, Question]:
    """The route gives a mark, and the question asks for it: `--via` would be met by what is held."""
    route = part_route(part)
    routes = [
        {**r, "gives": [*r.get("gives", ()), {"role": _MARKED_ROLE, "months": 1}]}
        if r["id"] == route
        else r
        for r in entry["routes"]
    ]
    common: Json = {"title": _MARK, "jurisdiction": entry["jurisdiction"], "counts_as": []}
    asks = {"experience": {"months": 1, "in": [_MARKED_ROLE]}}
    changed = {
        id_: {**entry, "routes": routes},
        _MARK: {**common, "id": _MARK, "kind": "record", "requires": asks},
        _MARKED_ROLE: {**common, **_CLOSED, "id": _MARKED_ROLE, "kind": "role", "paces": [1]},
    }
    limits = replace(question.limits, via=(*question.limits.via, _MARK))
    return catalogue.with_entries(changed), replace(question, limits=limits)
