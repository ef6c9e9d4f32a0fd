"""The fields of the data format as tables, from the annotations and descriptions of the models."""

from __future__ import annotations

import ast
import inspect
import re
from typing import TYPE_CHECKING, Any

from careerpath.packs import role_schema, schema
from careerpath.packs.reading import MODELS

if TYPE_CHECKING:
    from collections.abc import Iterator

WORDS = {
    "Id": "id",
    "Ids": "id, or list of ids",
    "Text": "text",
    "Texts": "text, or list of texts",
    "MonthValue": "month (YYYY-MM)",
    "DateText": "date (YYYY, YYYY-MM or YYYY-MM-DD)",
    "Count": "months, 0 to 1200",
    "WeeklyHours": "hours a week, 0 to 168",
    "MonthOfYear": "month of the year, 1 to 12",
    "MonthsOfYear": "month of the year, 1 to 12, or list of them",
    "Requires": "requirement",
    "Verdict": "`wrong`, `outdated`, `contradicted`, `partly`, `incomplete`, `qualified`, `doubtful`, `unverified`, `marketing` or `judgement`",
    "Estimated": "`months`, `hours_per_week`, `fee`: which of them; `true` for all",
    "ScaleValue": "list of grades, worst to best; or the id whose scale this is",
    "StrictBool": "true or false",
    "StrictInt": "whole number",
    "str": "text",
    "int": "whole number",
}
ALIASES = {
    "Routes": "RouteEntry",
    "WaysIn": "WayInEntry",
    "Statements": "StatementEntry",
    "NamedSkills": "NamedSkillEntry",
    "Retakes": "RouteEntry",
    "Fee": "FeeEntry",
    "GivesList": "GivesEntry",
    "CountsAsList": "CountsAsEntry",
    "Progressions": "ProgressionEntry",
}
BY_FIELD = {
    "jurisdiction": "id, or list of ids",
    "RoleEntry.hours_per_week": "hours a week, 1 to 168, or list of them",
    "currency": "currency (three capital letters)",
    "amount": 'money: a whole number, or text such as `"1234.50"`',
    "rate": 'a whole number, or text such as `"0.75"`',
    "apply_by": "month and day (MM-DD)",
    "counts_as": "id, or [counts as](#counts-as), or list of them",
    "progresses_to": "id, or [progression](#progression), or list of them",
    "retake": "id of a route, or [route](#route), or list of them",
    "fee": "[fee](#fee); `0` if there is none",
}
"""Fields whose annotation says less, or more, than an author wants to know."""


def fields_of_all_files() -> str:
    """A section a file, then one for each kind of value that they hold."""
    inner = dict.fromkeys(m for model in MODELS.values() for m in _inner_models(model))
    files = [f"### {file}\n\n{_table(model)}" for file, model in MODELS.items()]
    return "\n".join([*files, *(f"### {_title(m)}\n\n{_table(m)}" for m in inner)])


def _table(model: type[schema.Entry]) -> str:
    lines = [inspect.getdoc(model) or "", "", "| field | value | |", "|---|---|---|"]
    for name, field in model.model_fields.items():
        key = field.alias or name
        value = BY_FIELD.get(f"{model.__name__}.{key}") or BY_FIELD.get(key)
        value = value or _words(_annotation(model, name))
        notes = [] if not field.is_required() else ["required"]
        if field.description:
            notes.append(field.description)
        default = field.default
        if not field.is_required() and default not in (None, []) and not isinstance(default, bool):
            shown = default[0] if isinstance(default, list) else default
            notes.append(f"if left out: `{shown}`")
        lines.append(f"| `{key}` | {value} | {'; '.join(notes)} |")
    return "\n".join(lines) + "\n"


def _annotation(model: type[schema.Entry], name: str) -> ast.expr:
    """As it is written in the source, where names say more than the types behind them."""
    for owner in model.__mro__:
        own = inspect.get_annotations(owner)
        if name in own:
            return ast.parse(str(own[name]), mode="eval").body
    raise AssertionError(name)


def _words(node: ast.expr) -> str:
    match node:
        case ast.Name(id=name):
            return _named(name)
        case ast.BinOp(left=left, op=ast.BitOr(), right=right):
            return " or ".join(_words(n) for n in (left, right) if ast.unparse(n) != "None")
        case ast.Subscript(value=ast.Name(id="Annotated"), slice=ast.Tuple(elts=[first, *more])):
            return _words(first) + _bounds(more)
        case ast.Subscript(value=ast.Name(id="list"), slice=item):
            return f"list of {_words(item)}".replace("list of id", "list of ids")
        case ast.Subscript(value=ast.Name(id="Literal"), slice=item):
            values = item.elts if isinstance(item, ast.Tuple) else [item]
            return ", ".join(f"`{ast.literal_eval(v)}`" for v in values)
        case ast.Subscript(value=ast.Name(id="dict"), slice=ast.Tuple(elts=[key, item])):
            return f"mapping of {_words(key)} to {_words(item)}"
        case _:
            raise AssertionError(f"no words for {ast.unparse(node)}")


def _named(name: str) -> str:
    if name in ALIASES:
        return f"list of {_named(ALIASES[name])}"
    if name in WORDS:
        return WORDS[name]
    title = _title(_model(name))
    return f"[{title.lower()}](#{title.lower().replace(' ', '-')})"


def _model(name: str) -> Any:  # noqa: ANN401 - a model, or None
    return getattr(schema, name, None) or getattr(role_schema, name, None)


def _bounds(metadata: list[ast.expr]) -> str:
    """`Field(ge=1, le=168)` as `, 1 to 168`."""
    for item in metadata:
        if isinstance(item, ast.Call):
            given = {k.arg: ast.unparse(k.value) for k in item.keywords}
            if "ge" in given and "le" in given:
                return f", {given['ge']} to {given['le']}"
    return ""


def _title(model: type[schema.Entry]) -> str:
    """`WayInEntry` as `Way in`."""
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", model.__name__.removesuffix("Entry"))
    return words.capitalize()


def _inner_models(model: type[schema.Entry]) -> Iterator[type[schema.Entry]]:
    """Every model that a field of this one holds, and those that they hold."""
    for name in model.model_fields:
        for word in ast.walk(_annotation(model, name)):
            if isinstance(word, ast.Name):
                inner = _model(ALIASES.get(word.id, word.id))
                if isinstance(inner, type) and issubclass(inner, schema.Entry):
                    yield inner
                    yield from _inner_models(inner)
