"""What the catalogue says of one credential, and which credentials there are: for `show` and `find`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from careerpath.months import format_month, month_of_date
from careerpath.names import normal_name
from careerpath.report.amounts import money_document
from careerpath.report.availability import availability_document
from careerpath.report.roles import cited, comparisons_with, profile_document
from careerpath.report.ways_in import ways_in
from careerpath.requirements import ALWAYS, Requirement, credentials_named, roles_named, to_json
from careerpath.wording import requirement_text, title

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from careerpath.catalogue import Catalogue
    from careerpath.months import Month
    from careerpath.records import Credential, Fact, Route, Window

Json = dict[str, Any]

_CONDITIONS = ("requires", "usually", "completes_with")


def entry_summary(catalogue: Catalogue, id_: str) -> Json:
    """One line of a list; read from the raw entry, for lists are long."""
    entry = catalogue.entries[id_]
    level = entry.get("level")
    return {
        "id": id_,
        "title": entry["title"],
        "kind": entry["kind"],
        "jurisdiction": entry["jurisdiction"][0],
        "jurisdictions": list(entry["jurisdiction"]),
        "place": " and ".join(catalogue.place_title(p) for p in entry["jurisdiction"]),
        "level": {"framework": level["framework"], "value": level["value"]} if level else None,
        "aliases": list(entry.get("aliases", ())),
        "awarding_body": entry.get("awarding_body") or None,
        "confidence": entry.get("confidence", "medium"),
        "checked": entry.get("checked") or None,
    }


def matching(
    catalogue: Catalogue,
    *,
    text: str = "",
    kind: str | None = None,
    place: str | None = None,
    level: str | None = None,
) -> list[Json]:
    """Entries whose id, title or aliases hold every word of `text`: roles first, then by id."""
    words = normal_name(text).split()
    found = [
        id_
        for id_ in catalogue.ids
        if _has_words(catalogue.entries[id_], words)
        and _has_kind(catalogue.entries[id_], kind)
        and _is_in(catalogue, id_, place)
        and _has_level(catalogue.entries[id_], level)
    ]
    found.sort(key=lambda i: (catalogue.entries[i]["kind"] != "role", i))
    return [entry_summary(catalogue, i) for i in found]


def _has_words(entry: Mapping[str, Any], words: list[str]) -> bool:
    names = " | ".join((entry["id"], entry["title"], *entry.get("aliases", ())))
    haystack = normal_name(names)
    return all(word in haystack for word in words)


def _has_kind(entry: Mapping[str, Any], kind: str | None) -> bool:
    return kind is None or normal_name(entry["kind"]) == normal_name(kind)


def _is_in(catalogue: Catalogue, id_: str, place: str | None) -> bool:
    own = catalogue.entries[id_]["jurisdiction"]
    return place is None or any(place in catalogue.place_and_around(p) for p in own)


def _has_level(entry: Mapping[str, Any], level: str | None) -> bool:
    if level is None:
        return True
    own = entry.get("level")
    if not own:
        return False
    wanted = normal_name(level)
    return wanted in (normal_name(own["value"]), normal_name(f"{own['framework']} {own['value']}"))


def entry_document(
    catalogue: Catalogue,
    id_: str,
    as_of: Month | None = None,
    askers: list[str] | None = None,
) -> Json:
    """All there is to say of one credential.

    `as_of` decides what is open to new starters; `askers` as `asked_by` finds them, if known.
    """
    entry = catalogue[id_]
    profile, compared = profile_document(catalogue, id_), comparisons_with(catalogue, id_)
    own = _all_sources(entry)
    rest = [s for s in dict.fromkeys(cited([profile, compared])) if s not in own]
    asking = asked_by(catalogue, id_) if askers is None else askers
    return {
        **entry_summary(catalogue, id_),
        "grades": [list(p) for p in entry.scale.positions] if entry.scale else [],
        "derived": entry.is_derived,
        "regulated": entry.regulated,
        "hours_per_week": list(entry.paces),
        "conditions": [_condition(catalogue, n, getattr(entry, n)) for n in _stated(entry)],
        "ways_in": ways_in(catalogue, entry),
        "routes": [_route(catalogue, r) for r in entry.routes],
        "available": _window(entry.window),
        "availability": availability_document(entry, as_of),
        "counts_as": [_named(catalogue, c.id) for c in entry.counts_as],
        "counted_as_this": [_named(catalogue, i) for i in catalogue.narrower(id_)[1:]],
        "assumes": [{**_named(catalogue, i), "grade": g} for i, g in entry.assumes],
        "asked_by": [_named(catalogue, i) for i in asking],
        "progresses_to": [
            {**_named(catalogue, p.id), "progression": p.kind, "says": p.says}
            for p in entry.progresses_to
            if p.id in catalogue
        ],
        "feeders": _feeders(catalogue, id_),
        "career_ends": list(entry.career_ends),
        "salary": _salary(entry),
        "renewal": _renewal(entry),
        "codes": dict(entry.codes),
        "profile": profile,
        "compared": compared,
        "facts": [_fact(catalogue, f) for f in entry.facts],
        "unmodelled": [_fact(catalogue, f) for f in entry.unmodelled],
        "notes": entry.notes,
        "pack": entry.pack,
        "sources": [_source(catalogue, s) for s in own],
        "profile_sources": [_source(catalogue, s) for s in rest],
    }


def _feeders(catalogue: Catalogue, id_: str) -> list[Json]:
    """The roles whose usual next role this is: advice, like the progression it mirrors."""
    return [
        {**_named(catalogue, other.id), "progression": step.kind, "says": step.says}
        for other in catalogue
        for step in other.progresses_to
        if step.id == id_
    ]


def asked_by(catalogue: Catalogue, id_: str) -> list[str]:
    """Entries whose conditions name it, or something broader that it counts as."""
    wanted = frozenset(catalogue.broader(id_))
    return [
        other.id
        for other in catalogue
        if other.id not in wanted and not wanted.isdisjoint(_names(other))
    ]


def asked_by_each(catalogue: Catalogue) -> dict[str, list[str]]:
    """What `asked_by` finds, for every credential at once."""
    askers: dict[str, list[str]] = {}
    for entry in catalogue:
        named = {n for name in set(_names(entry)) for n in catalogue.narrower(name)}
        for id_ in sorted(named):
            if entry.id not in catalogue.broader(id_):
                askers.setdefault(id_, []).append(entry.id)
    return askers


def _names(entry: Credential) -> Iterator[str]:
    for part in (entry, *entry.routes):
        for name in _CONDITIONS:
            requirement = getattr(part, name)
            yield from (held.id for held in credentials_named(requirement))
            yield from roles_named(requirement)


def _stated(part: Credential | Route) -> list[str]:
    return [name for name in _CONDITIONS if getattr(part, name) != ALWAYS]


def _condition(catalogue: Catalogue, name: str, requirement: Requirement) -> Json:
    return {
        "when": name,
        "says": requirement_text(catalogue, requirement),
        "requirement": to_json(requirement),
    }


def _route(catalogue: Catalogue, route: Route) -> Json:
    return {
        "id": route.id,
        "title": route.title,
        "months": route.months,
        "hours_per_week": route.hours_per_week,
        "fee": money_document(route.fee),
        "estimated": list(route.estimated),
        "basis": route.basis,
        "conditions": [_condition(catalogue, n, getattr(route, n)) for n in _stated(route)],
        "starts": list(route.starts),
        "sat": list(route.sat),
        "results": route.results,
        "apply_by": f"{route.apply_by[0]:02d}-{route.apply_by[1]:02d}" if route.apply_by else None,
        "available": _window(route.window),
        "strength": "discretion" if route.discretion else "rule",
        "offer": route.offer,
        "employed": route.employed,
        "retake": route.retake,
        "first_time": route.first_time,
        "gives": [{**_named(catalogue, g.role), "months": g.months} for g in route.gives],
        "not_if_held": [_named(catalogue, i) for i in route.not_if_held],
        "unmodelled": [_fact(catalogue, f) for f in route.unmodelled],
        "sources": list(route.sources),
    }


def _window(window: Window) -> Json | None:
    months = {"from": window.first, "until": window.until, "last_start": window.last_start}
    shown = {k: format_month(m) for k, m in months.items() if m is not None}
    return shown or None


def _named(catalogue: Catalogue, id_: str) -> Json:
    return {"id": id_, "title": title(catalogue, id_)}


def _salary(entry: Credential) -> Json | None:
    salary = entry.salary
    if salary is None:
        return None
    return {
        "low": salary.low,
        "typical": salary.typical,
        "high": salary.high,
        "currency": salary.currency,
        "year": salary.year,
        "per": salary.per,
        "source": salary.source,
        "estimated": salary.estimated,
        "basis": salary.basis,
    }


def _renewal(entry: Credential) -> Json | None:
    if entry.renewal is None:
        return None
    return {"every_months": entry.renewal[0], "fee": money_document(entry.renewal[1])}


def _fact(catalogue: Catalogue, fact: Fact) -> Json:
    """The fact with the age of its source: its own date, and the day on which it was read."""
    source = catalogue.source(fact.source) if fact.source else None
    return {
        "says": fact.says,
        "source": fact.source,
        "conflicts": fact.conflicts,
        "dated": source.dated or None if source else None,
        "checked": source.checked or None if source else None,
    }


def _all_sources(entry: Credential) -> list[str]:
    facts = (*entry.facts, *entry.unmodelled, *(f for r in entry.routes for f in r.unmodelled))
    ids = [*entry.sources, *(s for r in entry.routes for s in r.sources)]
    ids += [f.source for f in facts if f.source]
    if entry.salary and entry.salary.source:
        ids.append(entry.salary.source)
    return list(dict.fromkeys(ids))


def _source(catalogue: Catalogue, id_: str) -> Json:
    source = catalogue.source(id_)
    if source is None:
        return {"id": id_}
    return {
        "id": id_,
        "title": source.title,
        "publisher": source.publisher,
        "address": source.address,
        "authority": source.authority,
        "dated": source.dated or None,
        "checked": source.checked or None,
    }


AUTHORITIES = ("regulator", "awarding-body", "official", "secondary")
"""Who speaks in a source, the weightiest first."""


def sources_list(
    catalogue: Catalogue, text: str = "", *, authority: str | None = None, as_of: Month
) -> list[Json]:
    """Every source that holds the text, or that the entry of this id rests on.

    The weightiest first, and among equals the one that was read longest ago; with its age in
    months and the entries that rest on it.
    """
    items = [_aged(item, as_of) for item in every_source(catalogue)]
    wanted = [i for i in items if _source_fits(i, text) and authority in (None, i["authority"])]
    return sorted(wanted, key=lambda i: (AUTHORITIES.index(i["authority"]), i["checked"] or ""))


def every_source(catalogue: Catalogue) -> list[Json]:
    """Every source by id, with the entries that rest on it."""
    users = _users(catalogue)
    return [
        {**_source(catalogue, id_), "kind": "source", "used_by": users.get(id_, [])}
        for id_ in catalogue.source_ids
    ]


def _aged(item: Json, as_of: Month) -> Json:
    """With the months since somebody read the source; None if nobody says when."""
    checked = item["checked"]
    age = max(0, as_of - month_of_date(checked)) if checked else None
    return {**item, "age_months": age}


def _source_fits(item: Json, text: str) -> bool:
    names = normal_name(f"{item['id']} {item['title']} {item['publisher']} {item['address']}")
    return text in item["used_by"] or all(w in names for w in normal_name(text).split())


def _users(catalogue: Catalogue) -> dict[str, list[str]]:
    users: dict[str, list[str]] = {}
    for entry in catalogue:
        for source in _all_sources(entry):
            users.setdefault(source, []).append(entry.id)
    for currency, rate in catalogue.rates.items():
        if rate.source:
            users.setdefault(rate.source, []).append(currency)
    compared = ((c["id"], c) for c in catalogue.comparisons)
    described = (*catalogue.role_profiles.items(), *catalogue.skills.items(), *compared)
    for id_, statements in sorted(described):
        for source in dict.fromkeys(cited(statements)):
            users.setdefault(source, []).append(id_)
    return users
