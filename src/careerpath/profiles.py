"""Profile files: the person as YAML or JSON, or as the JSON document of an earlier plan."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from careerpath.errors import InvalidDataError, Problem
from careerpath.statements import Said, Statements

Json = dict[str, Any]

MAX_BYTES = 1_000_000
PLAN = "careerpath.plan/1"
PLANS = "careerpath.plans/1"
_HOLDS_ANOTHER = {"careerpath.import/1": "profile", "careerpath.lock/1": "plan"}
"""Documents around a profile or a plan, and where in them it stands."""


def load_profile(path: str, *, limits: bool = False) -> Statements:
    """The statements of a profile file; `-` reads standard input.

    With `limits`, those of a plan's document are taken over too: the question is asked as it was.
    """
    name = "standard input" if path == "-" else path
    data = _parsed(_text(path, name), name)
    if not isinstance(data, dict):
        raise InvalidDataError(
            f"{name}: a profile is a mapping, such as `have: [some-course=5]`",
        )
    inner = _HOLDS_ANOTHER.get(str(data.get("schema")))
    if inner is not None and isinstance(data.get(inner), dict):
        data = data[inner]
    match data.get("schema"):
        case "careerpath.plan/1":
            return _from_plan(data, name, limits)
        case "careerpath.plans/1":
            return _from_plan(_first_result(data, name), name, limits)
        case _:
            return _from_profile(data, name)


def _text(path: str, name: str) -> str:
    try:
        raw = sys.stdin.buffer.read(MAX_BYTES + 1) if path == "-" else _bytes(Path(path))
        text = raw.decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
        raise InvalidDataError(f"{name}: the profile can't be read: {reason}") from None
    if len(raw) > MAX_BYTES:
        raise InvalidDataError(f"{name}: larger than a profile can be ({MAX_BYTES:,} bytes)")
    return text


def _bytes(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(MAX_BYTES + 1)


def _parsed(text: str, name: str) -> object:
    """JSON where it looks like JSON, else YAML, read as strictly as the packs are."""
    if text.lstrip().startswith("{"):
        try:
            return json.loads(text)
        except (ValueError, RecursionError):
            pass  # A YAML flow mapping begins with a brace too.
    from careerpath.packs.strict_yaml import read_yaml

    document = read_yaml(text)
    problems = tuple(Problem(name, f.line, f.path, f.message) for f in document.faults)
    if problems:
        raise InvalidDataError(f"{name} is not a readable profile", problems)
    return {} if document.data is None else document.data


def _from_profile(data: Json, name: str) -> Statements:
    from careerpath.packs.profile_schema import read_profile

    profile = read_profile(data, name)
    if isinstance(profile, list):
        raise InvalidDataError(f"{name} is not a valid profile", tuple(profile))

    def said(text: str | None, where: str) -> Said | None:
        return Said(text, where, name) if text is not None else None

    def listed(items: list[Any], where: str) -> tuple[Said, ...]:
        texts = [item if isinstance(item, str) else item.statement() for item in items]
        return tuple(Said(t, f"{where}[{n}]", name) for n, t in enumerate(texts))

    return Statements(
        have=listed(profile.have, "have"),
        worked=listed(profile.worked, "worked"),
        lack=listed(list(profile.lack), "lack"),
        age=said(profile.age, "age"),
        born=said(profile.born, "born"),
        place=said(profile.place, "place"),
        hours_per_week=said(profile.hours_per_week, "hours_per_week"),
        budget=said(profile.budget, "budget"),
        start=said(profile.start, "start"),
    )


def _first_result(data: Json, name: str) -> Json:
    results = data.get("results")
    if isinstance(results, list) and results and isinstance(results[0], dict):
        return results[0]
    raise InvalidDataError(f"{name}: results: holds no plan")


def _from_plan(data: Json, name: str, limits: bool) -> Statements:
    """The person and the clock of an earlier plan, so that a question about it needs no retyping."""
    try:
        statements = _plan_statements(data, name)
        return _with_limits(statements, data["limits"], name) if limits else statements
    except (KeyError, TypeError, AttributeError) as error:
        raise InvalidDataError(
            f"{name} is not a complete plan: {error}",
            hint="Write it with `careerpath plan … --json`.",
        ) from None


def _plan_statements(data: Json, name: str) -> Statements:
    person = data["profile"]

    def said(value: object, where: str) -> Said | None:
        return Said(str(value), where, name) if value is not None else None

    have = tuple(
        Said(_graded(h), f"profile.holds[{n}]", name) for n, h in enumerate(person["holds"])
    )
    worked = tuple(
        Said(f"{w['id']}={w['months']}{_at(w.get('until'))}", f"profile.worked[{n}]", name)
        for n, w in enumerate(person["worked"])
    )
    lacks = person.get("lacks", ())
    target = said(data["target"]["id"], "target.id")
    return Statements(
        have=have,
        worked=worked,
        lack=tuple(Said(str(i), f"profile.lacks[{n}]", name) for n, i in enumerate(lacks)),
        born=said(person.get("born"), "profile.born"),
        place=said(person.get("place"), "profile.place"),
        hours_per_week=said(person.get("hours_per_week"), "profile.hours_per_week"),
        objective=said(data.get("objective"), "objective"),
        as_of=said(data.get("as_of"), "as_of"),
        start=said(data.get("start"), "start"),
        targets=(target,) if target else (),
    )


def _with_limits(statements: Statements, limits: Json, name: str) -> Statements:
    def each(texts: list[str], where: str) -> tuple[Said, ...]:
        return tuple(Said(t, f"limits.{where}[{n}]", name) for n, t in enumerate(texts))

    budget, within = limits["budget"], limits["within"]
    return replace(
        statements,
        budget=None if budget is None else Said(f"{budget:.2f}", "limits.budget", name),
        within=None if within is None else Said(f"{within}m", "limits.within", name),
        without=each(limits["without"], "without"),
        via=each(limits["via"], "via"),
        routes=each([f"{r['id']}={r['route']}" for r in limits["routes"]], "routes"),
        earning=bool(limits["earning"]),
        hopeful=bool(limits["hopeful"]),
        bare_minimum=bool(limits["bare_minimum"]),
        abroad=bool(limits["abroad"]),
    )


def _graded(holding: Json) -> str:
    grade = holding.get("grade")
    return f"{holding['id']}{f'={grade}' if grade is not None else ''}{_at(holding.get('since'))}"


def _at(month: object) -> str:
    return f"@{month}" if month is not None else ""
