"""The fields of every JSON document as an outline, from the schemas of `careerpath data schema`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from careerpath.render.document_schemas import DATE, DOCUMENTS, MONTH, document_schema

if TYPE_CHECKING:
    from collections.abc import Iterator

Json = dict[str, Any]

FEW = 3
"""Records of so few fields are listed wherever they stand."""

PLAIN = {
    "string": "text",
    "integer": "whole number",
    "number": "number",
    "boolean": "true or false",
}
PRINTED_BY = {
    "plan": "`plan TARGET`",
    "plans": "`plan` with several targets",
    "list": "`find`",
    "show": "`show`",
    "compare": "`compare`",
    "why": "`why`",
    "reach": "`reach`",
    "lock": "written by `plan --lock FILE`",
    "recheck": "`plan --recheck FILE`",
    "cohort": "`cohort FILE`",
    "import": "`profile import`",
    "sources": "`data sources`",
    "check": "`data check`",
    "diff": "`data diff`",
    "export": "`data export`",
    "schemas": "`data schema`",
    "error": "any command that has no answer",
}


def documents() -> str:
    """A section a document."""
    seen: dict[str, str] = {}
    return "\n".join(_section(name, seen) for name in DOCUMENTS)


def _section(name: str, seen: dict[str, str]) -> str:
    schema = document_schema(name)
    about = schema.get("description", "")
    lines = "\n".join(_fields(schema, (name,), seen))
    return f"### careerpath.{name}/1\n\n{PRINTED_BY[name]}: {about}.\n\n```text\n{lines}\n```\n"


def _fields(schema: Json, path: tuple[str, ...], seen: dict[str, str]) -> Iterator[str]:
    """A line a field, followed by the fields inside it unless they were listed before."""
    required = schema.get("required", ())
    for name, value in schema["properties"].items():
        inner, is_list, is_nullable = _unwrapped(value)
        here = (*path, f"{name}[]" if is_list else name)
        before = _before(inner, here, seen)
        notes = [_value(inner), "or null" if is_nullable else "", before or _about(inner)]
        notes += ["(not always there)"] if name not in required else []
        label = "  " * (len(path) - 1) + here[-1]
        yield f"{label:<27} {' '.join(n for n in notes if n)}".rstrip()
        if "properties" in inner and "title" not in inner and not before:
            yield from _fields(inner, here, seen)


def _before(schema: Json, here: tuple[str, ...], seen: dict[str, str]) -> str:
    """Where the fields of a record were listed already, if it has so many that this saves lines."""
    if len(schema.get("properties", ())) <= FEW or "title" in schema:
        return ""
    key = json.dumps(schema, sort_keys=True)
    if key in seen:
        return f"(as {seen[key]})"
    seen[key] = f"{'.'.join(here[1:])} of {here[0]}"
    return ""


def _about(schema: Json) -> str:
    if "title" in schema or "description" not in schema:
        return ""
    return f"({schema['description']})"


def _unwrapped(schema: Json) -> tuple[Json, bool, bool]:
    """What stands in a list or beside null, and whether it does."""
    is_nullable = "anyOf" in schema
    if is_nullable:
        schema = schema["anyOf"][0]
    is_list = schema.get("type") == "array"
    if is_list:
        schema = schema["items"]
    if "anyOf" in schema:
        schema, is_nullable = schema["anyOf"][0], True
    return schema, is_list, is_nullable


def _value(schema: Json) -> str:
    match schema:
        case {"const": value}:
            return f'"{value}"'
        case {"enum": values}:
            return " | ".join(f'"{v}"' for v in values)
        case {"title": title}:
            return f"a {title} document"
        case {"type": "array"}:
            return f"lists of {_value(schema['items'])}"
        case {"additionalProperties": values}:
            return f"names, each with {_value(values) or 'a value'}"
        case {"properties": _}:
            return "object"
        case _ if schema == MONTH:
            return "YYYY-MM"
        case _ if schema == DATE:
            return "YYYY, YYYY-MM or YYYY-MM-DD"
        case _:
            return PLAIN.get(schema.get("type", ""), "anything")
