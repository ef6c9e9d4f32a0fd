"""The requirement map for Graphviz: what each step needs, from what is held to the target."""

from __future__ import annotations

from typing import TYPE_CHECKING

from careerpath.render import captions, layout, phrases
from careerpath.report.model import PlanReport

if TYPE_CHECKING:
    from collections.abc import Iterator

    from careerpath.render.layout import RequirementMap
    from careerpath.report import SeveralReports

_SHAPES = {
    "given": 'style="rounded,dashed"',
    "study": 'style="rounded"',
    "work": 'style="rounded,filled", fillcolor="#ece8e0"',
    "target": 'style="rounded,filled,bold", fillcolor="#d5e8e4"',
}


def render(report: PlanReport | SeveralReports) -> str:
    """One graph; each plan is a cluster of its own."""
    reports = (report,) if isinstance(report, PlanReport) else report.results
    lines = [
        "digraph plan {",
        "  rankdir=LR;",
        '  node [shape=box, fontname="Helvetica", fontsize=11, margin="0.15,0.08"];',
        '  edge [color="#575e69", arrowsize=0.7];',
    ]
    for number, own in enumerate(reports, 1):
        lines += [f"  subgraph cluster_{number} {{", *_cluster(own, f"p{number}"), "  }"]
    return "\n".join([*lines, "}"]) + "\n"


def _cluster(report: PlanReport, prefix: str) -> Iterator[str]:
    yield f"    label={quoted(phrases.headline(report))};"
    yield '    labeljust=l; color=transparent; fontname="Helvetica";'
    if not report.plans or report.status != "plan":
        yield f"    {prefix}_0 [label={quoted(report.target.title)}, {_SHAPES['target']}];"
        return
    for number, plan in enumerate(report.plans, 1):
        yield from _graph(layout.requirement_map(plan), f"{prefix}_{number}")


def _graph(drawn: RequirementMap, prefix: str) -> Iterator[str]:
    for index, row in enumerate(drawn.rows):
        label = quoted(captions.item_name(row.item), captions.item_note(row.item))
        yield f"    {prefix}_{index} [label={label}, {_SHAPES[row.kind]}];"
    for link in drawn.links:
        yield f"    {prefix}_{link.source} -> {prefix}_{link.target};"


def quoted(*lines: str) -> str:
    r"""A label of these lines; a backslash or an ampersand in them stays one.

    >>> print(quoted(r'say "a\N"', "b & c"))
    "say \"a\\N\"\nb &amp; c"
    """
    escaped = (
        phrases.clean(line).replace("\\", "\\\\").replace('"', '\\"').replace("&", "&amp;")
        for line in lines
    )
    return '"' + "\\n".join(escaped) + '"'
