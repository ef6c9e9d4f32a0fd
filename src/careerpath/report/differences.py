"""What one set of packs says otherwise than another: entries added, removed, changed figure by figure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from careerpath.months import format_month
from careerpath.requirements import from_json
from careerpath.wording import requirement_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from careerpath.catalogue import Catalogue

Json = dict[str, Any]

_CONDITIONS = ("requires", "usually", "completes_with")
_AUTHORS_NAMES = {"paces": "hours_per_week", "millionths": "rate"}
"""Where the normal form calls a field otherwise than the author does."""
_UNSAID = ("pack", "id")
"""Where an entry was written is no part of what it says."""


def diff_document(before: Catalogue, after: Catalogue, names: tuple[str, str]) -> Json:
    """Every difference between two catalogues, section by section, by id; `names` are their names."""
    document: Json = {
        "before": names[0],
        "after": names[1],
        "added": [],
        "removed": [],
        "changed": [],
    }
    for section in after.sections:
        was, now = before.section(section), after.section(section)
        document["added"] += [_named(section, now[i], i) for i in sorted(set(now) - set(was))]
        document["removed"] += [_named(section, was[i], i) for i in sorted(set(was) - set(now))]
        for id_ in sorted(set(was) & set(now)):
            found = _changes(_readable(was[id_], before), _readable(now[id_], after), "")
            changes = [{**change, "sources": _cited(now[id_], change["path"])} for change in found]
            if changes:
                document["changed"].append({**_named(section, now[id_], id_), "changes": changes})
    return document


def _named(section: str, entry: Json, id_: str) -> Json:
    return {"section": section, "id": id_, "title": entry.get("title", id_)}


def _cited(entry: Json, path: str) -> list[str]:
    """What the changed part rests on now: the sources of its route, else those of the entry."""
    field, _, rest = path.partition(".")
    if field == "routes":
        route_id = rest.partition(".")[0]
        route: Json = next((r for r in entry.get("routes", ()) if r["id"] == route_id), {})
        if route.get("sources"):
            return list(route["sources"])
    if field == "salary" and entry.get("salary", {}).get("source"):
        return [entry["salary"]["source"]]
    return [entry["source"]] if entry.get("source") else list(entry.get("sources", ()))


def _changes(was: Any, now: Any, path: str) -> Iterator[Json]:  # noqa: ANN401 - JSON is any
    """The smallest parts that differ: fields of mappings, items of lists that have ids."""
    if was == now:
        return
    if isinstance(was, dict) and isinstance(now, dict):
        for key in dict.fromkeys((*was, *now)):
            if key not in _UNSAID:
                yield from _changes(was.get(key), now.get(key), f"{path}.{key}".lstrip("."))
    else:
        yield {"path": path, "was": was, "now": now}


def _readable(entry: Json, catalogue: Catalogue) -> Json:
    """The normal form as people read it: months as dates, conditions as sentences, routes by id."""
    return {
        _AUTHORS_NAMES.get(key, key): _readable_field(key, value, catalogue)
        for key, value in entry.items()
    }


def _readable_field(key: str, value: Any, catalogue: Catalogue) -> Any:  # noqa: ANN401 - JSON
    if key in _CONDITIONS:
        return requirement_text(catalogue, from_json(value))
    match key:
        case "available":
            return {bound: format_month(month) for bound, month in value.items()}
        case "fee":
            return f"{value['minor'] / 100:.2f} {value['currency']}".replace(".00 ", " ")
        case "millionths":
            return value / 1_000_000
        case "routes":
            return {route["id"]: _readable(route, catalogue) for route in value}
        case "facts" | "unmodelled":
            return [fact["says"] for fact in value]
        case _:
            return value
