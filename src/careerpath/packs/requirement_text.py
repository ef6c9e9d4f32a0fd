"""From the YAML notation of requirements to their normal JSON, with every fault named."""

from __future__ import annotations

import re
from typing import Any

_HELD = re.compile(r"([a-z0-9]+(?:-[a-z0-9]+)*)(?:\s*>=\s*(\S.*))?")
_KEYS = "all, any, at_least (with of), experience, held_for, recent, age"
_MAX_DEPTH = 20


def normal_requirement(value: Any) -> Any:  # noqa: ANN401 - YAML is any
    """The compact form that `careerpath.requirements.from_json` reads.

    Raises ValueError with a sentence that says what was expected.
    """
    return _requirement(value, 0)


def _requirement(value: object, depth: int) -> Any:  # noqa: ANN401 - JSON is any
    if depth > _MAX_DEPTH:
        raise ValueError(f"requirements nest at most {_MAX_DEPTH} deep")
    if isinstance(value, str):
        return _held(value)
    if isinstance(value, list):
        parts = [_requirement(item, depth + 1) for item in value]
        return parts[0] if len(parts) == 1 else {"all": parts}
    if not isinstance(value, dict):
        raise ValueError(f"a requirement is an id, a list or one of {_KEYS}; found `{value}`")
    return _mapping(value, depth)


def _mapping(value: dict[str, Any], depth: int) -> Any:  # noqa: ANN401 - JSON is any
    if set(value) == {"at_least", "of"}:
        return _at_least(value, depth)
    if len(value) != 1:
        names = ", ".join(f"`{k}`" for k in value) or "nothing"
        raise ValueError(f"a requirement has one of {_KEYS}; found {names} together")
    ((name, body),) = value.items()
    match name:
        case "all" | "any":
            return {name: [_requirement(item, depth + 1) for item in _nonempty(name, body)]}
        case "experience":
            return {"experience": _experience(_fields(name, body))}
        case "held_for":
            fields = _fields(name, body, needed={"months", "in"})
            return {name: {"months": _count(fields, "months"), "in": _ids(fields["in"])}}
        case "recent":
            fields = _fields(name, body, needed={"months", "of"})
            of = fields["of"] if isinstance(fields["of"], list) else [fields["of"]]
            return {name: {"months": _count(fields, "months"), "of": [_held(h) for h in of]}}
        case "age":
            return {"age": _age(body)}
        case _:
            raise ValueError(f"`{name}` is not a requirement; expected one of {_KEYS}")


def _held(text: object) -> str | list[str]:
    match = _HELD.fullmatch(text) if isinstance(text, str) else None
    if not match:
        such = (
            "several stand in brackets: [a, b]" if "," in str(text) else "such as some-degree>=2:2"
        )
        raise ValueError(f"`{text}` is not an id with an optional grade, {such}")
    return [match[1], match[2].strip()] if match[2] else match[1]


def _nonempty(name: str, body: object) -> list[object]:
    if not isinstance(body, list) or not body:
        raise ValueError(f"`{name}` needs a list of at least one requirement")
    return body


def _at_least(value: dict[str, Any], depth: int) -> dict[str, Any]:
    count = value["at_least"]
    if not isinstance(count, int) or isinstance(count, bool) or count < 1:
        raise ValueError("`at_least` is a whole number from 1")
    parts: list[Any] = []
    for item in _nonempty("of", value["of"]):
        part = _requirement(item, depth + 1)
        if part not in parts:
            parts.append(part)
    if count > len(parts):
        raise ValueError(f"at least {count} of {len(parts)} different parts can't be met")
    return {"at_least": count, "of": parts}


def _fields(name: str, body: object, needed: set[str] | None = None) -> dict[str, Any]:
    if not isinstance(body, dict):
        raise ValueError(f"`{name}` is written as a mapping, such as {{months: 24, in: [role]}}")
    if needed is not None and set(body) != needed:
        raise ValueError(f"`{name}` needs exactly {' and '.join(sorted(needed))}")
    return body


def _experience(body: dict[str, Any]) -> dict[str, Any]:
    unknown = set(body) - {"months", "hours", "in", "last", "after", "full_time"}
    if unknown:
        raise ValueError(f"`experience` has no field `{min(unknown)}`")
    if ("months" in body) == ("hours" in body) or "in" not in body:
        raise ValueError("`experience` needs months or hours, and in")
    unit = "months" if "months" in body else "hours"
    normal: dict[str, Any] = {unit: _count(body, unit), "in": _ids(body["in"])}
    if "last" in body:
        normal["last"] = _count(body, "last")
    if "after" in body:
        normal["after"] = _ids(body["after"])
    if "full_time" in body:
        normal["full_time"] = _count(body, "full_time")
        if unit == "hours":
            raise ValueError("`full_time` scales months; hours are counted as worked")
    return normal


def _count(fields: dict[str, Any], key: str) -> int:
    value = fields[key]
    if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= 100_000:
        raise ValueError(f"`{key}` is a whole number from 1")
    return value


def _ids(value: object) -> list[str]:
    items = value if isinstance(value, list) else [value]
    if not items or not all(isinstance(i, str) and _HELD.fullmatch(i) for i in items):
        raise ValueError("expected a list of ids")
    return list(dict.fromkeys(items))


def _age(body: object) -> dict[str, int]:
    bounds = {"at_least": body} if isinstance(body, int) else body
    if not isinstance(bounds, dict) or not bounds or set(bounds) - {"at_least", "under"}:
        raise ValueError("`age` is a number or {at_least: …, under: …}")
    for value in bounds.values():
        if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= 120:
            raise ValueError("an age is a whole number of years")
    if bounds.get("at_least", 0) >= bounds.get("under", 999):
        raise ValueError("nobody is both: `under` must be above `at_least`")
    return dict(bounds)
