"""What pydantic found wrong with a value, in words for whoever wrote it."""

from __future__ import annotations

import difflib
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_EXPECTED = {
    "int_type": "a whole number",
    "int_parsing": "a whole number",
    "bool_type": "true or false",
    "bool_parsing": "true or false",
    "string_type": "text",
    "list_type": "a list",
    "dict_type": "a mapping, such as {key: value}",
    "model_type": "a mapping, such as {key: value}",
    "model_attributes_type": "a mapping, such as {key: value}",
    "greater_than_equal": "at least {ge}",
    "less_than_equal": "at most {le}",
    "string_too_short": "a value that is not empty",
    "too_short": "a value that is not empty",
    "string_too_long": "at most {max_length} characters",
    "literal_error": "{expected}",
}
_PATTERNS = {"^[A-Z]{3}$": "a currency: its code of three capital letters"}
_LONGEST = 80
"""How much of a wrong value a message repeats."""


def plain_message(detail: Any, fields: Mapping[str, str]) -> str:  # noqa: ANN401 - ErrorDetails
    """One sentence for one of pydantic's errors; `fields` says what has a field of which name."""
    name = detail["loc"][-1] if detail["loc"] else ""
    match detail["type"]:
        case "missing":
            return f"`{name}` is missing"
        case "extra_forbidden":
            return f"`{name}` is not a field this entry has{_instead(str(name), fields)}"
        case "value_error":
            return str(detail["ctx"]["error"])
        case _:
            return f"{_expected(detail)}; found {_found(detail.get('input'))}{_advice(detail)}"


_MONTHS_OF_THE_YEAR = ("starts", "sat")


def _advice(detail: Any) -> str:  # noqa: ANN401 - ErrorDetails
    """How the value is written, where what was found shows what was meant."""
    value = detail.get("input")
    if not isinstance(value, str) or value.isdigit():
        return ""
    if detail["type"] == "int_type" and set(detail["loc"]) & set(_MONTHS_OF_THE_YEAR):
        return ": write the number of the month, 1 to 12"
    if detail["type"] == "int_type" and (figure := re.match(r"\d+(?= )", value)):
        return f": write {figure[0]} alone"
    if detail["loc"] and detail["loc"][-1] == "fee":
        return ": write {amount: 100, currency: its code, year: of the price}"
    return ""


def _instead(name: str, fields: Mapping[str, str]) -> str:
    """What was meant: a field of another part of an entry, or one that is spelt much the same."""
    if name in fields:
        return f"; a {fields[name]} has one"
    return did_you_mean(name, fields)


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """`; did you mean `this`?` where something known is spelt much the same."""
    near = difflib.get_close_matches(name, sorted(known), n=1, cutoff=0.75)
    return f"; did you mean `{near[0]}`?" if near else ""


def _expected(detail: Any) -> str:  # noqa: ANN401 - ErrorDetails
    context = detail.get("ctx", {})
    known = _EXPECTED.get(detail["type"]) or _PATTERNS.get(context.get("pattern", ""))
    if known is None:
        return f"{detail['msg'][0].lower()}{detail['msg'][1:]}"
    return f"expected {_filled(known, context)}"


def _filled(words: str, context: dict[str, Any]) -> str:
    """The words with the bounds that pydantic names; braces of an example stay."""
    for key, value in context.items():
        words = words.replace(f"{{{key}}}", str(value))
    return words


def _found(value: object) -> str:
    """The wrong value as it was written, or what kind of value it is."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        shown = f"'{value[:_LONGEST]}'"
        return f"the text {shown}: leave out the quotes" if value.isdigit() else shown
    kinds = {dict: "a mapping", list: "a list", type(None): "nothing"}
    return kinds.get(type(value), str(value)[:_LONGEST])
