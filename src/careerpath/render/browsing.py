"""`show`, `find` and `data` for people: the same facts as their JSON, placed as lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from careerpath.months import duration_text, name_of_month_of_year
from careerpath.render.phrases import clean, counted, money_text
from careerpath.render.terminal import Line, Look, laid_out

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Json = dict[str, Any]

_LISTED = 8
"""Without -v: how many names a line lists before it counts the rest."""


def render_list(items: list[Json], near: list[str], look: Look) -> str:
    """What `find` found: one entry a line."""
    if not items:
        lines = [Line("Nothing in this data fits.")]
        lines += [Line(clean(n), "perhaps") for n in near]
        return laid_out(lines, look)
    lines = [Line(clean(f"{i['id']} — {i['title']} ({_kind(i)})")) for i in items]
    if look.width is not None:
        lines.append(Line(_entries(len(items))))
    return laid_out(lines, look)


def _entries(number: int) -> str:
    return "1 entry" if number == 1 else f"{number:,} entries"


def _kind(item: Json) -> str:
    level = f", {item['level']['framework']} {item['level']['value']}" if item["level"] else ""
    return f"{item['kind']}, {item['place']}{level}"


def render_entry(item: Json, look: Look) -> str:
    """One credential."""
    head = Line(clean(f"{item['title']} — {item['id']}"), style="bold")
    return laid_out([head, *_entry_lines(item, look)], look)


def _entry_lines(item: Json, look: Look) -> Iterator[Line]:
    level = f", {item['level']['framework']} {item['level']['value']}" if item["level"] else ""
    by = f", by {item['awarding_body']}" if item["awarding_body"] else ""
    yield Line(clean(f"{item['kind']}, {item['place']}{level}{by}"), "what")
    summary = item["profile"].get("summary")
    if summary:
        yield Line(clean(summary), "about")
    if item["aliases"]:
        yield Line(clean(", ".join(item["aliases"])), "also")
    if item["grades"]:
        yield Line(clean(_few([g[0] for g in item["grades"]], look)), "grades")
    if item["salary"]:
        yield Line(clean(_salary(item["salary"])), "pay")
    yield from _conditions(item["conditions"], "")
    yield from _route_lines(item, look)
    yield from _links(item, look)
    for fact in item["facts"]:
        yield Line(clean(_fact(fact)), "fact")
    for fact in item["unmodelled"]:
        yield Line(clean(_fact(fact)), "mind")
    yield from _sources(item)


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
        ("asked_by", "leads to"),
    ):
        names = [f"{n['title']} ({n['id']})" for n in item[key]]
        if names:
            yield Line(clean(_few(names, look, "; ")), label)
    for step in item["progresses_to"]:
        says = f": {step['says']}" if step["says"] else ""
        yield Line(
            clean(f"{step['title']} ({step['id']}), {step['progression']}{says}"), "next role"
        )


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
    year = f" ({salary['year']})" if salary["year"] else ""
    return f"{', '.join(sums)} a {salary['per']}{year}"


def _fact(fact: Json) -> str:
    marks = [fact["source"]] if fact["source"] else []
    if fact["conflicts"]:
        marks.append("sources disagree")
    return f"{fact['says']} [{', '.join(marks)}]" if marks else str(fact["says"])


def _sources(item: Json) -> Iterator[Line]:
    for source in item["sources"]:
        yield Line(clean(_source(source)), "source")
    if item["checked"]:
        yield Line(clean(f"{item['checked']}, confidence {item['confidence']}"), "checked")


def _source(source: Json) -> str:
    if "title" not in source:
        return str(source["id"])
    dated = f", {source['dated']}" if source["dated"] else ""
    about = f"{source['publisher']}, {source['authority']}{dated}"
    return f"{source['id']} — {source['title']} ({about}) {source['address']}"


def render_sources(items: list[Json], look: Look) -> str:
    """Where the facts come from, by who speaks in it: one source a line."""
    if not items:
        return laid_out([Line("No source fits.")], look)
    lines = [Line(clean(_listed_source(i))) for i in items]
    if look.width is not None:
        lines.append(Line(counted(len(items), "source")))
    return laid_out(lines, look)


def _listed_source(item: Json) -> str:
    used = f"used by {_entries(len(item['used_by']))}"
    return f"{_source(item)}; {_read(item)}; {used}"


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
