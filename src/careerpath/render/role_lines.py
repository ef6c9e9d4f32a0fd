"""What a role is like, and the skills somebody lacks for it, as labelled lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from careerpath.render.lines import Line
from careerpath.render.phrases import clean, counted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from careerpath.render.terminal import Look

Json = dict[str, Any]

SECTION_LABELS = {
    "getting_in": "getting in",
    "responsibilities": "tasks",
    "limits": "may not",
    "regulation": "regulation",
    "supervision": "employment",
    "setting": "setting",
    "pressure": "pressure",
    "balance": "balance",
    "outlook": "outlook",
    "challenges": "challenges",
    "trends": "trends",
    "growth": "growth",
    "specialisms": "fields",
    "portfolio": "portfolio",
    "hire_when": "hire when",
    "abroad": "abroad",
}
_BRIEF = {"getting_in": 2, "responsibilities": 5, "limits": 3, "setting": 1, "outlook": 2}
"""At a terminal without -v: these parts, and how much of each."""
_GAP_BRIEF = 6
_SKILLS_BRIEF = 10


def remark_text(remark: Json, *, full: bool) -> str:
    """The sentence; in full with its source, its claims and what it corrects."""
    where = f"{remark['where']}: " if not remark.get("here", True) else ""
    text = f"{where}{remark['says']}"
    dated = f" ({remark['dated']})" if remark.get("dated") else ""
    if not full:
        return clean(f"{text}{dated}{_correction(remark)}")
    note = f". {remark['note']}" if remark.get("note") else ""
    return clean(f"{text}{dated}{note}{_correction(remark)} [{', '.join(_marks(remark))}]")


def _in_brief(remark: Json, *, cited: bool) -> str:
    source = f" [{remark['source']}]" if cited and remark["source"] else ""
    return clean(f"{remark_text(remark, full=False)}{source}")


def _correction(remark: Json) -> str:
    if not remark.get("was"):
        return ""
    return f" (corrects “{remark['was']}”: {remark['verdict']})"


def _marks(remark: Json) -> list[str]:
    marks = [s for s in (remark.get("source"), *remark.get("also", ())) if s]
    marks = marks or ["the author's judgement"]
    if remark.get("confidence") == "low":
        marks.append("low confidence")
    if remark.get("conflicts"):
        marks.append("sources disagree")
    if remark["claims"]:
        marks.append(f"claim {' '.join(remark['claims'])}")
    return marks


def profile_lines(item: Json, look: Look) -> Iterator[Line]:
    """The profile of a role: a first look at a terminal, everything with -v and in a pipe."""
    profile = item["profile"]
    if not profile:
        return
    full = not look.is_brief
    for name, label in SECTION_LABELS.items():
        if full or name in _BRIEF:
            yield from _section(profile[name], label, look, _BRIEF.get(name, 0))
    yield from _skill_lines(profile, full=full)
    if full:
        yield from _abroad_lines(profile)
        yield from _comparison_lines(item["compared"])
    if profile["confidence"] == "low":
        yield Line("this profile is from general knowledge: low confidence", "mind")


def _section(remarks: list[Json], label: str, look: Look, most: int) -> Iterator[Line]:
    here = [r for r in remarks if r.get("here", True)]
    if not look.is_brief:
        elsewhere = [r for r in remarks if not r.get("here", True)] if look.verbose else []
        if label == SECTION_LABELS["specialisms"] and here:
            yield Line(
                clean(", ".join(_skill({**r, "title": r["says"]}, full=True) for r in here)), label
            )
            return
        yield from (Line(remark_text(r, full=True), label) for r in (*here, *elsewhere))
        return
    cited = label == "outlook"
    if cited and not here:
        here = remarks  # Better a figure from elsewhere, named as such, than none.
    yield from (Line(_in_brief(r, cited=cited), label) for r in here[:most])
    if len(here) > most:
        yield Line(f"and {len(here) - most} more (-v shows all)", label, style="dim")


def _skill_lines(profile: Json, *, full: bool) -> Iterator[Line]:
    for importance in ("essential", "useful") if full else ("essential",):
        named = [s for s in profile["skills"] if s["importance"] == importance]
        if named:
            label = "skills" if importance == "essential" else "useful too"
            most = len(named) if full else _SKILLS_BRIEF
            rest = f", and {len(named) - most} more (-v)" if len(named) > most else ""
            shown = ", ".join(_skill(s, full=full) for s in named[:most])
            yield Line(clean(f"{shown}{rest}"), label)
    if full and profile["tools"]:
        yield Line(clean(", ".join(_tool(t) for t in profile["tools"])), "tools")


def _skill(skill: Json, *, full: bool) -> str:
    claims = f" [claim {' '.join(skill['claims'])}]" if full and skill["claims"] else ""
    return f"{skill['title']}{claims}"


def _tool(tool: Json) -> str:
    says = f" ({tool['says']})" if tool["says"] else ""
    return f"{tool['title']}{says}{_skill({**tool, 'title': ''}, full=True)}"


def _abroad_lines(profile: Json) -> Iterator[Line]:
    for equal in profile["equivalents"]:
        role = f" ({equal['role']})" if equal["role"] else ""
        says = f": {equal['says']}" if equal["says"] else ""
        source = equal["source"] or "the author's judgement"
        text = f"{equal['place_title']}: {equal['title']}{role}{says} [{source}]"
        yield Line(clean(text), "called")
    for code in profile["codes"]:
        parts = [f"{code['scheme'].upper()} {code['code']}", code.get("title", "")]
        parts += ["the nearest match" if code.get("nearest") else "", code.get("note", "")]
        yield Line(clean(", ".join(p for p in parts if p)), "code")


def _comparison_lines(compared: list[Json]) -> Iterator[Line]:
    for comparison in compared:
        names = {b["id"]: b["title"] for b in comparison["between"]}
        yield Line(clean(" and ".join(names.values())), "compared")
        for remark in comparison["shared"]:
            yield Line(f"both: {remark_text(remark, full=True)}", "compared")
        for row in comparison["rows"]:
            for profile, remarks in (*row["of"].items(), ("", row["all"])):
                who = names.get(profile, "together")
                for remark in remarks:
                    text = f"{row['title']}, {who}: {remark_text(remark, full=True)}"
                    yield Line(clean(text), "compared")


# the skills gap


def gap_lines(item: Json, look: Look) -> Iterator[Line]:
    """What the role asks that the person's record does not show, essentials first."""
    gap = item.get("skills_gap")
    if gap is None:
        return
    counts = {status: len(gap[status]) for status in ("shown", "partly", "missing")}
    total = sum(counts.values())
    yield Line(
        f"of {counted(total, 'skill')} your record shows {counts['shown']}, "
        f"hints at {counts['partly']} and does not show {counts['missing']}",
        "skills gap",
    )
    for importance in ("essential", "useful"):
        yield from _gap_part(gap["missing"], importance, look)
    yield from _hinted(gap["partly"], look)
    if not look.is_brief:
        for skill in gap["shown"]:
            names = ", ".join(e["title"] for e in skill["evidence"])
            yield Line(clean(f"{skill['title']}: {names}"), "shown")


def _gap_part(missing: list[Json], importance: str, look: Look) -> Iterator[Line]:
    skills = [s for s in missing if s["importance"] == importance]
    label = "missing" if importance == "essential" else "useful"
    most = _GAP_BRIEF if look.is_brief else len(skills)
    for skill in skills[:most]:
        yield Line(clean(_lacking(skill, look)), label)
    if len(skills) > most:
        yield Line(f"and {len(skills) - most} more (-v shows all)", label, "dim")


def _lacking(skill: Json, look: Look) -> str:
    """The skill, and what would show it."""
    ways = [e["title"] for e in skill["gained_by"][: 2 if look.is_brief else None]]
    ways += [skill["learnt"]] if skill["learnt"] else []
    return f"{skill['title']}: {'; or '.join(ways)}" if ways else skill["title"]


def _hinted(partly: list[Json], look: Look) -> Iterator[Line]:
    names = [s["title"] for s in partly]
    most = 8 if look.is_brief else len(names)
    if names:
        rest = f", and {len(names) - most} more" if len(names) > most else ""
        yield Line(clean(f"{', '.join(names[:most])}{rest}: useful in work you did"), "perhaps")
