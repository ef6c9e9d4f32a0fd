"""CTDL: what there is to be held. It never says who holds it, so nothing of it becomes a holding.

Documents come expanded, prefixed or bare, in a `@graph`, a list or alone; the official context is
an address, and is not fetched: the names are known by heart.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from careerpath.standards.claims import DESCRIBED, Claim, Faults, Json, Record, as_list

if TYPE_CHECKING:
    from collections.abc import Iterator

_TERM = re.compile(r"(?:ceterms:|https?://purl\.org/ctdl/terms/)(\w+)")
_CREDENTIAL = re.compile(
    r"\w*(?:Degree|Diploma|Certificate|Certification|License|CredentialComponent|Badge|Doctorate)"
    r"|GeneralEducationDevelopment"
)
_CONTEXT = "credreg.net/ctdl"


def is_one(data: object) -> bool:
    """It names CTDL's context, or types its resources in CTDL's terms."""
    if isinstance(data, dict) and _CONTEXT in str(data.get("@context", ""))[:2000]:
        return True
    nodes = list(_nodes(data))[:50]
    return any(_TERM.fullmatch(t) for n in nodes for t in _raw_types(n))


def _nodes(data: object) -> Iterator[Json]:
    items = data if isinstance(data, list) else [data]
    for item in items:
        if isinstance(item, dict):
            graph = item.get("@graph")
            yield from (
                (n for n in graph if isinstance(n, dict)) if isinstance(graph, list) else (item,)
            )


def _raw_types(node: Json) -> list[str]:
    types = as_list(node.get("@type", node.get("type")))
    return [t for t in types if isinstance(t, str)]


def read(data: object, _faults: Faults) -> Record:
    """The credentials that the document describes."""
    claims: list[Claim] = []
    for number, node in enumerate(_nodes(data)):
        kind = _credential_type(node)
        name = _name(node)
        if kind and name:
            claims.append(
                Claim(
                    where=f"@graph[{number}]",
                    kind=DESCRIBED,
                    says=f"{name} ({kind})",
                    names=(name,),
                    refused="CTDL says what a credential is, not that somebody holds it",
                )
            )
    return Record("CTDL", tuple(claims), (), ("CTDL describes credentials, not a person",))


def _credential_type(node: Json) -> str:
    for type_ in _raw_types(node):
        match = _TERM.fullmatch(type_)
        local = match[1] if match else type_
        if _CREDENTIAL.fullmatch(local):
            return local
    return ""


def _name(node: Json) -> str:
    for key, value in node.items():
        match = _TERM.fullmatch(key)
        if (match[1] if match else key) == "name":
            return " ".join(_in_english(value).split())[:300]
    return ""


def _in_english(value: Any) -> str:  # noqa: ANN401 - a text, a language map, or a list of either
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return next((t for v in value if (t := _in_english(v))), "")
    if not isinstance(value, dict):
        return ""
    if "@value" in value:
        return _in_english(value["@value"])
    languages = sorted(value, key=lambda k: (not str(k).startswith("en"), str(k)))
    return next((t for k in languages if (t := _in_english(value[k]))), "")
