"""Doubts about what facts rest on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from careerpath.packs.doubts.found import Doubt, Found
from careerpath.requirements import ALWAYS, credentials_named

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from careerpath.packs.doubts.found import Editor
    from careerpath.records import Credential, Route

SECONDARY = "secondary"


def hearsay_rules(editor: Editor) -> Doubt:
    """Rules behind which no regulator, awarding body or official page stands."""
    leaned_on = _times_asked_for(editor)
    found = [f for entry in editor.catalogue for f in _hearsay_of(editor, entry)]
    found.sort(key=lambda f: (-leaned_on.get(f.id, 0), f.id))
    return Doubt(
        "secondary-rule",
        "Rules that rest on secondary sources alone",
        "Look for the page of whoever makes the rule; those most asked for come first.",
        tuple(found),
    )


def _hearsay_of(editor: Editor, entry: Credential) -> Iterator[Found]:
    own = entry.sources or tuple(s for r in entry.routes for s in r.sources)
    if _is_ruled(entry) and _is_hearsay(editor, own):
        yield editor.found(entry.id, "", "sources", f"its rule rests on {_named(own)}")
        return
    for index, route in enumerate(entry.routes):
        cited = route.sources or entry.sources
        if _is_ruled(route) and _is_hearsay(editor, cited):
            message = f"the rule of route `{route.id}` rests on {_named(cited)}"
            yield editor.found(entry.id, route.id, f"routes[{index}].sources", message)


def _is_ruled(part: Credential | Route) -> bool:
    return part.requires != ALWAYS or part.completes_with != ALWAYS


def _is_hearsay(editor: Editor, sources: Iterable[str]) -> bool:
    known = [s for i in sources if (s := editor.catalogue.source(i))]
    return bool(known) and all(s.authority == SECONDARY for s in known)


def _named(sources: Iterable[str]) -> str:
    names = ", ".join(f"`{s}`" for s in dict.fromkeys(sources))
    return f"{names}: no regulator, awarding body or official page"


def _times_asked_for(editor: Editor) -> dict[str, int]:
    """How many entries name each credential in a condition."""
    times: dict[str, int] = {}
    for entry in editor.catalogue:
        parts: tuple[Credential | Route, ...] = (entry, *entry.routes)
        for id_ in {id_ for part in parts for id_ in _asked_by(part)}:
            times[id_] = times.get(id_, 0) + 1
    return times


def _asked_by(part: Credential | Route) -> Iterator[str]:
    for requirement in (part.requires, part.completes_with):
        yield from (held.id for held in credentials_named(requirement))


def unused_sources(editor: Editor) -> Doubt:
    """Sources that no entry cites."""
    used = set(_cited(editor.everything()))
    found = [
        editor.found_in("sources", id_, "", "", "no entry cites this source")
        for id_ in editor.catalogue.source_ids
        if id_ not in used
    ]
    return Doubt(
        "unused-source",
        "Sources that nothing cites",
        "Cite them where they were used, or take them out.",
        tuple(found),
    )


def _cited(value: object) -> Iterator[str]:
    """Every `source`, `sources` and `also` anywhere in the normal form."""
    if isinstance(value, list):
        for item in value:
            yield from _cited(item)
    elif isinstance(value, Mapping):
        for key, item in value.items():
            if key == "source":
                yield str(item)
            elif key in ("sources", "also") and isinstance(item, list):
                yield from map(str, item)
            else:
                yield from _cited(item)
