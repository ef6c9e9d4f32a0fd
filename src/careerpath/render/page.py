"""The shell of a self-contained page: one file that fetches nothing and runs nothing but its own.

The content-security-policy names the hash of the one style sheet and the one script; whatever else
might slip into the page is refused by the browser.
"""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256
from importlib.resources import files
from string import Template
from typing import TYPE_CHECKING

from careerpath.render.markup import element

if TYPE_CHECKING:
    from careerpath.render.markup import Markup


def asset(name: str) -> str:
    """A file of the style, script or template that pages are made of."""
    return (files("careerpath.render") / "assets" / name).read_text(encoding="utf-8")


def page(title: str, body: Markup) -> str:
    """The whole document around its body."""
    style, script = asset("page.css"), asset("page.js")
    policy = (
        f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}; "
        "base-uri 'none'; form-action 'none'"
    )
    return Template(asset("page.html")).substitute(
        title=element("title", title),
        policy=policy,
        style=style,
        script=script,
        body=body,
    )


def section(title: str, *children: str | None, class_: str = "") -> Markup:
    """A part of a page: its title in the margin, its body beside it."""
    body = element("div", *children, class_="body")
    return element("section", element("h2", title), body, class_=class_ or None)


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"
