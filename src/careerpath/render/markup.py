"""HTML and SVG built from elements: what is not `Markup` is text, and text is always escaped."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from careerpath.render.phrases import clean

if TYPE_CHECKING:
    from collections.abc import Iterable

Value = str | int | float | bool | None


class Markup(str):
    """A string that is markup already and is not escaped again."""

    __slots__ = ()


def element(name: str, *children: str | None, **attributes: Value) -> Markup:
    """One element; `class_` is `class`, `data_id` is `data-id`; None and False are left out.

    >>> element("p", "1 < 2", class_="note", data_id='"x"')
    '<p class="note" data-id="&quot;x&quot;">1 &lt; 2</p>'
    """
    inner = "".join(_escaped(c) for c in children if c is not None)
    given = "".join(_attribute(key, value) for key, value in attributes.items())
    return Markup(f"<{name}{given}>{inner}</{name}>")


def joined(parts: Iterable[str], separator: str = "") -> Markup:
    """The parts one after the other, each escaped unless it is markup."""
    return Markup(_escaped(separator).join(_escaped(p) for p in parts))


def _escaped(text: str) -> str:
    return text if isinstance(text, Markup) else escape(clean(text))


def _attribute(key: str, value: Value) -> str:
    if value is None or value is False:
        return ""
    name = key.rstrip("_").replace("_", "-")
    shown = name if value is True else _number(value) if isinstance(value, float) else str(value)
    return f' {name}="{escape(clean(shown))}"'


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


def percent(fraction: float) -> str:
    """`0.25` is `25%`, in the two decimals that a screen can show."""
    return f"{_number(fraction * 100)}%"
