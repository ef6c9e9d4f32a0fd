"""Doubts about roles that nobody who leaves school in their country can come to."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from careerpath.packs.doubts.found import Doubt, Found
from careerpath.requirements import (
    AllOf,
    AnyOf,
    AtLeast,
    Experience,
    Held,
    HeldFor,
    Recent,
    all_of,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from careerpath.catalogue import Catalogue
    from careerpath.months import Month
    from careerpath.packs.doubts.found import Editor
    from careerpath.records import Credential, Window
    from careerpath.requirements import Requirement


def no_way_from_school(editor: Editor) -> Doubt:
    """Roles that can't be reached from nothing held, by what is still open in their own places.

    School itself is in the data: its credentials have routes that ask for nothing.
    """
    return Doubt(
        "no-way-from-school",
        "Roles without a way from school in their own country",
        "Add the way in that is missing, or say under `facts`, with a source, why there is none.",
        tuple(_unreached(editor)),
    )


def _unreached(editor: Editor) -> Iterator[Found]:
    reached: dict[tuple[str, ...], set[str]] = {}
    for entry in editor.catalogue:
        places = entry.jurisdiction
        if not entry.is_role or not entry.paces or _is_explained(entry):
            continue
        if places not in reached:
            reached[places] = reachable(editor.catalogue, editor.as_of, places)
        if entry.id not in reached[places]:
            message = _why_not(editor, reached[places], entry.requires)
            yield editor.found(entry.id, "", "requires", message)


def _is_explained(entry: Credential) -> bool:
    """Its window says when it closed: that is the reason."""
    return entry.window.until is not None or entry.window.last_start is not None


def _why_not(editor: Editor, reached: set[str], requirement: Requirement) -> str:
    missing = list(dict.fromkeys(_missing(editor.catalogue, reached, requirement)))
    named = ", ".join(f"`{i}`" for i in missing[:3])
    return f"no way in from school: nobody can come to hold {named or 'what it requires'}"


def _missing(catalogue: Catalogue, reached: set[str], requirement: Requirement) -> Iterator[str]:
    """What the unmet parts of the requirement name."""
    if _could_hold(reached, requirement):
        return
    match requirement:
        case Held(id=id_):
            yield id_
        case AllOf(parts=parts) | AnyOf(parts=parts) | AtLeast(parts=parts):
            for part in parts:
                yield from _missing(catalogue, reached, part)
        case Experience(roles=ids) | HeldFor(ids=ids):
            yield from ids
        case Recent(of=of):
            yield from (held.id for held in of)
        case _:
            pass


def reachable(catalogue: Catalogue, now: Month, places: Sequence[str]) -> set[str]:
    """What somebody who holds nothing can still come to hold there: a least fixed point."""
    near = [e for e in catalogue if _is_near(catalogue, places, e)]
    held: set[str] = set()
    gained: set[str] = set()
    while True:
        newly = [e.id for e in near if e.id not in gained and _can_gain(held, e, now)]
        if not newly:
            return held
        gained.update(newly)
        held.update(b for id_ in newly for b in catalogue.broader(id_))


def _is_near(catalogue: Catalogue, places: Sequence[str], entry: Credential) -> bool:
    return any(catalogue.same_place(a, b) for a in places for b in entry.jurisdiction)


def _can_gain(held: set[str], entry: Credential, now: Month) -> bool:
    holds: Callable[[Requirement], bool] = partial(_could_hold, held)
    if not holds(all_of(entry.requires, entry.completes_with)):
        return False
    if not entry.routes:
        return not entry.is_stated_only and _is_open(entry.window, now)
    return any(
        holds(all_of(r.requires, r.completes_with))
        and _is_open(entry.window.narrowed_by(r.window), now)
        for r in entry.routes
    )


def _is_open(window: Window, now: Month) -> bool:
    ends = [m for m in (window.until, window.last_start) if m is not None]
    return min(ends, default=now) >= now


def _could_hold(held: set[str], requirement: Requirement) -> bool:
    holds: Callable[[Requirement], bool] = partial(_could_hold, held)
    match requirement:
        case Held(id=id_):
            return id_ in held
        case AllOf(parts=parts):
            return all(map(holds, parts))
        case AnyOf(parts=parts):
            return any(map(holds, parts))
        case AtLeast(count=count, parts=parts):
            return sum(map(holds, parts)) >= count
        case Experience(roles=ids) | HeldFor(ids=ids):
            return any(i in held for i in ids)
        case Recent(of=of):
            return any(h.id in held for h in of)
        case _:
            return True
