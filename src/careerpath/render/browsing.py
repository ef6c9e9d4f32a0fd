"""`show`, `find` and `data` for people: the same facts as their JSON, placed as lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from careerpath.months import duration_text, name_of_month_of_year
from careerpath.render.lines import Line
from careerpath.render.phrases import clean, counted, money_text
from careerpath.render.role_lines import gap_lines, profile_lines
from careerpath.render.terminal import Look, laid_out

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Json = dict[str, Any]

_LISTED = 6
"""Without -v: how many names a line lists before it counts the rest."""


def render_list(items: list[Json], near: list[str], look: Look) -> str:
    """What `find` found: one entry a line."""
    if not items:
        lines = [Line("Nothing in this data fits.")]
        lines += [Line(clean(n), "perhaps") for n in near]
        return laid_out(lines, look)
    rows = [(clean(i["id"]), clean(i["title"]), clean(_kind(i))) for i in items]
    if look.width is None:
        return laid_out([Line(f"{id_} — {title} ({kind})") for id_, title, kind in rows], look)
    lines = [*_listed(rows, look.width), Line(""), Line(_entries(len(items)), style="dim")]
    return laid_out(lines, look)


def _listed(rows: list[tuple[str, str, str]], width: int) -> Iterator[Line]:
    """In columns, the id to type first; where these don't fit, the title above the rest."""
    room = max(len(id_) for id_, _, _ in rows)
    if all(room + len(title) + len(kind) + 5 <= width for _, title, kind in rows):
        yield from (Line(f"{id_:<{room}}  {title} ({kind})") for id_, title, kind in rows)
        return
    for id_, title, kind in rows:
        yield Line(title, style="bold")
        yield Line(f"    {id_}  ({kind})")


def _entries(number: int) -> str:
    return "1 entry" if number == 1 else f"{number:,} entries"


def _kind(item: Json) -> str:
    level = f", {item['level']['framework']} {item['level']['value']}" if item["level"] else ""
    return f"{item['kind']}, {item['place']}{level}"


def render_entry(item: Json, look: Look) -> str:
    """One credential."""
    head = Line(clean(f"{item['title']} — {item['id']}"), style="bold")
    lines = [head, *_entry_lines(item, look)]
    return laid_out(lines if look.width is None else labelled_once(lines), look)


def labelled_once(lines: Iterable[Line]) -> Iterator[Line]:
    """Where lines of one kind follow each other at a terminal, the first alone is labelled."""
    before = ""
    for line in lines:
        yield replace(line, label=" ") if line.label and line.label == before else line
        before = line.label


def _entry_lines(item: Json, look: Look) -> Iterator[Line]:
    yield from _what_it_is(item, look)
    yield from gap_lines(item, look)
    yield from _way_in_lines(item, look)
    yield from _route_lines(item, look)
    yield from _links(item, look)
    yield from profile_lines(item, look)
    for fact in item["facts"]:
        yield Line(clean(_fact(fact)), "fact")
    for fact in item["unmodelled"]:
        yield Line(clean(_fact(fact)), "mind")
    yield from _sources(item, look)


def _what_it_is(item: Json, look: Look) -> Iterator[Line]:
    level = f", {item['level']['framework']} {item['level']['value']}" if item["level"] else ""
    by = f", by {item['awarding_body']}" if item["awarding_body"] else ""
    licence = ", licensed or regulated" if item["regulated"] else ""
    yield Line(clean(f"{item['kind']}, {item['place']}{level}{by}{licence}"), "what")
    yield from _availability(item["availability"])
    profile = item["profile"]
    if profile:
        nearest = f" (by the nearest profile, {profile['title']})" if profile["nearest"] else ""
        yield Line(clean(f"{profile['summary']}{nearest}"), "about")
    if item["aliases"]:
        yield Line(clean(", ".join(item["aliases"])), "also")
    if item["grades"]:
        yield Line(clean(_few([g[0] for g in item["grades"]], look)), "grades")
    if item["salary"]:
        yield Line(clean(_salary(item["salary"])), "pay")
    if item["kind"] == "role" and item["hours_per_week"]:
        yield Line(f"{' or '.join(map(str, item['hours_per_week']))} a week", "hours")


def _availability(state: Json | None) -> Iterator[Line]:
    if state is None:
        return
    if state["state"] == "closed":
        yield Line(f"nobody can begin it any more: the last start was {state['last']}", "closed")
    elif state["state"] == "not-yet":
        yield Line(f"not yet: from {state['first']}", "opens")
    elif state["last"]:
        yield Line(f"the last start is {state['last']}", "closing")


def _way_in_lines(item: Json, look: Look) -> Iterator[Line]:
    """The alternatives of a role, one a line; conditions of anything else as one sentence each."""
    if item["kind"] != "role":
        yield from _conditions(item["conditions"], "")
        return
    for strength, words in (("rule", "by rule"), ("usual", "usually")):
        ways = [w for w in item["ways_in"] if w["strength"] == strength]
        most = _LISTED if look.is_brief else len(ways)
        if len(ways) > 1:
            yield Line(f"{words}, one of these {len(ways)} ways", "way in")
        for way in ways[:most]:
            prefix = "- " if len(ways) > 1 else f"{words}: "
            yield Line(clean(f"{prefix}{way['says']}{_taken(way)}"), "way in")
        if len(ways) > most:
            yield Line(f"- and {len(ways) - most} more (-v shows all)", "way in", style="dim")
    if not item["ways_in"]:
        yield Line("nothing is asked by any rule or custom in this data", "way in")


def _taken(way: Json) -> str:
    """` (from 9 months, from £540)`: what the course that is named takes at the least."""
    known = [c for c in way["credentials"] if c["months"] is not None]
    if len(known) != 1:
        return ""
    months, fee = known[0]["months"], known[0]["fee"]
    amount = round(fee["amount"] * 100)
    price = f"from {money_text(amount, fee['currency'])}" if amount else "without a fee"
    parts = [f"from {duration_text(months)}"] if months else []
    parts += [price] if amount or months else []
    return f" ({', '.join(parts)})" if parts else ""


def _conditions(conditions: list[Json], prefix: str) -> Iterator[Line]:
    words = {"requires": "asks", "usually": "usually", "completes_with": "award asks"}
    for condition in conditions:
        yield Line(clean(f"{prefix}{condition['says']}"), words[condition["when"]])


def _route_lines(item: Json, look: Look) -> Iterator[Line]:
    if item["derived"]:
        yield Line("held from the moment its condition holds; no step of its own", "way in")
    for route in item["routes"]:
        yield Line(clean(_route(route)), "way in")
        yield from _conditions(route["conditions"], f"{route['id']}: ")
        if look.verbose:
            yield from (
                Line(clean(f"{route['id']}: {_fact(f)}"), "mind") for f in route["unmodelled"]
            )


def _route(route: Json) -> str:
    fee = route["fee"]
    amount = round(fee["amount"] * 100)
    parts = [
        f"{route['title']} ({route['id']})",
        duration_text(route["months"]),
        f"{route['hours_per_week']} hours a week" if route["hours_per_week"] else "no set hours",
        money_text(amount, fee["currency"]) if amount else "no fee",
    ]
    months = [name_of_month_of_year(m) for m in route["starts"] or route["sat"]]
    if months:
        parts.append(f"{'starts' if route['starts'] else 'sat'} in {', '.join(months)}")
    marks = {
        "a place to win": route["offer"],
        "a job in itself": route["employed"],
        "at somebody's discretion": route["strength"] == "discretion",
        "raises a held grade": route["retake"],
    }
    parts += [words for words, holds in marks.items() if holds]
    if route["estimated"]:
        parts.append(f"estimated: {', '.join(route['estimated']).replace('_', ' ')}")
    window = route["available"]
    if window:
        parts.append(", ".join(f"{k.replace('_', ' ')} {v}" for k, v in window.items()))
    return "; ".join(parts)


def _links(item: Json, look: Look) -> Iterator[Line]:
    for key, label in (
        ("counts_as", "counts as"),
        ("counted_as_this", "met by"),
        ("assumes", "suggests"),
        ("asked_by", "asked by" if item["kind"] == "role" else "leads to"),
    ):
        names = [f"{n['title']} ({n['id']})" for n in item[key]]
        if names:
            yield Line(clean(_few(names, look, "; ")), label)
    yield from _career_lines(item, look)


def _career_lines(item: Json, look: Look) -> Iterator[Line]:
    """Feeders and next roles: advice, in other words than what is needed to get in."""
    for key, label in (("feeders", "often from"), ("progresses_to", "next role")):
        steps = item[key]
        if look.is_brief:
            yield from _careers_by_kind(steps, label)
            continue
        for step in steps:
            says = f": {step['says']}" if step["says"] else ""
            text = f"{step['title']} ({step['id']}), {step['progression']}{says}"
            yield Line(clean(text), label)
    if item["feeders"] or item["progresses_to"]:
        yield Line("advice: these are usual, nobody must have done them", "careers", style="dim")


def _careers_by_kind(steps: list[Json], label: str) -> Iterator[Line]:
    for kind in ("advancement", "lateral", "transition"):
        titles = [s["title"] for s in steps if s["progression"] == kind]
        if titles:
            yield Line(clean(f"{kind}: {'; '.join(titles)}"), label)


def _few(names: list[str], look: Look, separator: str = ", ") -> str:
    if look.verbose or look.width is None or len(names) <= _LISTED:
        return separator.join(names)
    return f"{separator.join(names[:_LISTED])}{separator}and {len(names) - _LISTED} more (-v)"


def _salary(salary: Json) -> str:
    sums = [
        f"{word} {money_text(salary[key] * 100, salary['currency'])}"
        for key, word in (("low", "from"), ("typical", "typically"), ("high", "up to"))
        if salary[key] is not None
    ]
    marks = [str(salary["year"] or "year unknown")]
    if salary["estimated"]:
        marks.append(f"estimated: {salary['basis']}" if salary["basis"] else "estimated")
    if salary["source"]:
        marks.append(salary["source"])
    per = f"{'an' if salary['per'] == 'hour' else 'a'} {salary['per']}"
    return f"{', '.join(sums)} {per} ({'; '.join(marks)})"


def _fact(fact: Json) -> str:
    marks = [m for m in (fact["source"], fact["dated"]) if m]
    if fact["conflicts"]:
        marks.append("sources disagree")
    return f"{fact['says']} [{', '.join(marks)}]" if marks else str(fact["says"])


def _sources(item: Json, look: Look) -> Iterator[Line]:
    if look.is_brief:
        names = list(dict.fromkeys(_publisher(s) for s in item["sources"]))
        if names:
            yield Line(clean(f"{_few(names, look)}; -v shows addresses"), "sources")
    else:
        for source in (*item["sources"], *item["profile_sources"]):
            yield Line(clean(_source(source)), "source")
    if item["checked"]:
        yield Line(clean(f"{item['checked']}, confidence {item['confidence']}"), "checked")


def _publisher(source: Json) -> str:
    if "publisher" not in source:
        return str(source["id"])
    mark = "" if source["authority"] == "secondary" else f" ({source['authority']})"
    return f"{source['publisher']}{mark}"


def _source(source: Json) -> str:
    if "title" not in source:
        return str(source["id"])
    return f"{source['id']} — {source['title']} ({_about(source)}) {_address(source)}"


def _about(source: Json) -> str:
    dated = f", {source['dated']}" if source["dated"] else ""
    return f"{source['publisher']}, {source['authority']}{dated}"


def _address(source: Json) -> str:
    return source["address"] or "no web address is known"


def render_sources(items: list[Json], look: Look) -> str:
    """Where the facts come from, by who speaks in it: one source a line."""
    if not items:
        return laid_out([Line("No source fits.")], look)
    if look.width is None:
        return laid_out([Line(clean(f"{_source(i)}; {_use(i)}")) for i in items], look)
    lines = [line for item in items for line in _source_lines(item)]
    return laid_out([*lines, Line(counted(len(items), "source"), style="dim")], look)


def _source_lines(item: Json) -> Iterator[Line]:
    """At a terminal: what it is, then where it stands on a line of its own."""
    yield Line(clean(f"{item['id']} — {item['title']} ({_about(item)}); {_use(item)}"))
    yield Line(clean(_address(item)), style="dim", whole=True)
    yield Line("")


def _use(item: Json) -> str:
    return f"{_read(item)}; used by {_entries(len(item['used_by']))}"


def _read(item: Json) -> str:
    age = item["age_months"]
    if age is None:
        return "nobody says when it was read"
    ago = f"{duration_text(age)} ago" if age else "this month"
    return f"read {item['checked']}, {ago}"


def render_check(document: Json, look: Look) -> str:
    """Every error and override, every kind of doubt, and a closing sentence."""
    return laid_out(_check_lines(document, look), look)


def _check_lines(document: Json, look: Look) -> Iterable[Line]:
    for problem in document["errors"]:
        yield Line(clean(_problem(problem)), "error")
    for problem in document["warnings"]:
        if problem["code"] == _CONSISTENCY:
            yield Line(clean(_problem(problem)), "warning")
    for doubt in document["doubts"]:
        yield from _doubt_lines(document, doubt, look)
    for override in document["overrides"]:
        yield Line(clean(f"{override['id']}: {override['now']} over {override['was']}"), "override")
    yield Line(_check_summary(document))
    if document["doubts"] and not look.verbose:
        yield Line("-v lists every place with its file and line")


_CONSISTENCY = "consistency"
"""The code of a warning that stands by itself; the others are shown by kind of doubt."""
_NAMED = 3
"""How many of the places that share a doubt are named without -v."""


def _doubt_lines(document: Json, doubt: Json, look: Look) -> Iterator[Line]:
    found = doubt["found"]
    named = [f"{f['id']} ({f['about']})" if f["about"] else f["id"] for f in found[:_NAMED]]
    more = f" and {len(found) - _NAMED:,} more" if len(found) > _NAMED else ""
    such = "" if look.verbose else f": {', '.join(named)}{more}"
    yield Line(clean(f"{doubt['says']} ({doubt['count']:,}){such}. {doubt['advice']}"), "warning")
    if look.verbose:
        for problem in document["warnings"]:
            if problem["code"] == doubt["code"]:
                yield Line(clean(_problem(problem)), "at")


def _check_summary(document: Json) -> str:
    alone = sum(w["code"] == _CONSISTENCY for w in document["warnings"])
    found = [
        counted(document["entries"], "credential"),
        counted(len(document["errors"]), "error"),
        counted(alone + len(document["doubts"]), "warning"),
        counted(len(document["overrides"]), "override"),
    ]
    return f"{', '.join(found)} in {' and '.join(document['packs'])}"


def render_diff(document: Json, look: Look) -> str:
    """What is new, what is gone and what reads otherwise, and a closing sentence."""
    return laid_out(_diff_lines(document), look)


def _diff_lines(document: Json) -> Iterable[Line]:
    for label in ("added", "removed"):
        for item in document[label]:
            yield Line(clean(f"{_section(item)}{item['id']} — {item['title']}"), label)
    for item in document["changed"]:
        for change in item["changes"]:
            cited = f" [{', '.join(change['sources'])}]" if change["sources"] else ""
            said = f"{_value(change['was'])} → {_value(change['now'])}"
            where = f"{_section(item)}{item['id']}: {change['path']}"
            yield Line(clean(f"{where}: {said}{cited}"), "changed")
    counts = [f"{len(document[label]):,} {label}" for label in ("added", "removed", "changed")]
    yield Line(clean(f"{', '.join(counts)} from {document['before']} to {document['after']}"))


def _section(item: Json) -> str:
    """What it is, unless it is a credential: `source `, `place `, `rate `, `skill `."""
    return "" if item["section"] == "credentials" else f"{item['section'].removesuffix('s')} "


def _value(value: object) -> str:
    """One side of a change; a list or mapping as the data writes it."""
    if value is None:
        return "nothing"
    if isinstance(value, list):
        return ", ".join(map(_value, value)) or "nothing"
    if isinstance(value, dict):
        return "; ".join(f"{k} {_value(v)}" for k, v in value.items())
    return str(value)


def render_schemas(items: list[Json], look: Look) -> str:
    """The names that `data schema` knows."""
    return laid_out([Line(f"{i['name']} — {i['describes']}") for i in items], look)


def _problem(problem: Json) -> str:
    where = f"{problem['file']}:{problem['line']}" if problem["line"] else problem["file"]
    path = f" {problem['path']}:" if problem["path"] else ""
    return f"{where}:{path} {problem['message']}"
