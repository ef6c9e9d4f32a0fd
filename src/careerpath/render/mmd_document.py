"""The requirement map for Mermaid, as a flowchart; text from data stands in it as numbers of characters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from careerpath.render import captions, layout, phrases
from careerpath.report.model import PlanReport

if TYPE_CHECKING:
    from collections.abc import Iterator

    from careerpath.render.layout import RequirementMap
    from careerpath.report import SeveralReports

_PLAIN = frozenset(" ,:'/")
"""Besides letters and digits, what stands as it is; anything else could be Mermaid's or HTML's."""

_CLASSES = (
    "  classDef given stroke-dasharray:4 3",
    "  classDef study fill:#e6f0ee,stroke:#0b655a,color:#1c1f24",
    "  classDef work fill:#ece8e0,stroke:#6c6659,color:#1c1f24",
    "  classDef target fill:#0b655a,stroke:#0b655a,color:#ffffff",
)


def render(report: PlanReport | SeveralReports) -> str:
    """One flowchart; each plan is a subgraph of its own."""
    reports = (report,) if isinstance(report, PlanReport) else report.results
    lines = ["flowchart TD", *_CLASSES]
    for number, own in enumerate(reports, 1):
        lines += [f'  subgraph s{number}["{encoded(phrases.headline(own))}"]']
        lines += [*_subgraph(own, f"p{number}"), "  end"]
    return "\n".join(lines) + "\n"


def _subgraph(report: PlanReport, prefix: str) -> Iterator[str]:
    if not report.plans or report.status != "plan":
        yield f'    {prefix}x["{encoded(report.target.title)}"]:::target'
        return
    for number, plan in enumerate(report.plans, 1):
        yield from _graph(layout.requirement_map(plan), f"{prefix}x{number}x")


def _graph(drawn: RequirementMap, prefix: str) -> Iterator[str]:
    for index, row in enumerate(drawn.rows):
        name, note = captions.item_name(row.item), captions.item_note(row.item)
        label = f"{encoded(name)}<br/>{encoded(note)}"
        yield f'    {prefix}{index}["{label}"]:::{row.kind}'
    for link in drawn.links:
        yield f"    {prefix}{link.source} --> {prefix}{link.target}"


def encoded(text: str) -> str:
    """The text with every character that might mean something to a reader as its number.

    >>> encoded('A "b" <c>')
    'A #34;b#34; #60;c#62;'
    """
    return "".join(c if c.isalnum() or c in _PLAIN else f"#{ord(c)};" for c in phrases.clean(text))
