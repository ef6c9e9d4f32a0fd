"""The phrases in which every format for people says what a comparison holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from careerpath.months import duration_text, month_name
from careerpath.render import phrases
from careerpath.render.phrases import Fact, clean, counted, money_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from careerpath.records import Salary, Source
    from careerpath.report.comparison import Cell, CompareReport, SkillRow
    from careerpath.report.model import PlanReport
    from careerpath.report.remarks import Remark
    from careerpath.report.skills import SkillsGap

_LEAST = {
    "months": "quickest",
    "fees": "cheapest",
    "steps": "fewest steps",
    "study_hours": "least study",
}


def names(report: CompareReport) -> list[str]:
    """The titles of the roles, with their places where these are not one."""
    places = {s.place for s in report.subjects}
    titles = [s.title for s in report.subjects]
    if len(places) == 1 and len(set(titles)) == len(titles):
        return [clean(t) for t in titles]
    return [clean(f"{s.title} ({s.place})") for s in report.subjects]


def heading(title: str) -> str:
    """The title with a capital, and nothing else changed: `Seen from the US`."""
    plain = clean(title)
    return plain[:1].upper() + plain[1:]


def remark_text(remark: Remark, *, brief: bool = False) -> str:
    """The sentence, what it corrects, and in full what it rests on."""
    where = "" if remark.here else f"{remark.where}: "
    dated = f" ({remark.dated})" if remark.dated else ""
    if brief:
        return clean(f"{where}{remark.says}{dated}")
    corrects = f" (corrects “{remark.was}”: {remark.verdict})" if remark.was else ""
    note = f". {remark.note}" if remark.note else ""
    return clean(f"{where}{remark.says}{dated}{note}{corrects}{_marks(remark)}")


def _marks(remark: Remark) -> str:
    marks = [*remark.sources, *doubts(remark), *claims(remark)]
    return f" [{', '.join(marks)}]" if marks else ""


def doubts(remark: Remark) -> list[str]:
    """Why to take the sentence with care."""
    found = ["the author's judgement"] if remark.judgement else []
    found += ["low confidence"] if remark.confidence == "low" else []
    return found + (["sources disagree"] if remark.conflicts else [])


def claims(remark: Remark) -> list[str]:
    """What a founding document says that the sentence answers, by id."""
    return [f"claim {' '.join(remark.claims)}"] if remark.claims else []


def cell_texts(cell: Cell, *, brief: bool = False) -> Iterator[str]:
    """Every fact of a cell as one text."""
    for remark in cell.remarks:
        yield remark_text(remark, brief=brief)
    if cell.salary:
        yield salary_text(cell.salary)
    for named in cell.names:
        says = f" ({named.says})" if named.says else ""
        yield clean(f"{named.title}{says}")


def salary_text(salary: Salary) -> str:
    """`£20,000 to £40,000 a year, typically £26,000 (2026; source)`."""
    money = {
        name: money_text(amount * 100, salary.currency)
        for name in ("low", "typical", "high")
        if (amount := getattr(salary, name)) is not None
    }
    span = " to ".join(money[n] for n in ("low", "high") if n in money)
    typical = f"typically {money['typical']}" if "typical" in money else ""
    marks = [str(salary.year or "year unknown")]
    marks += ["estimated"] if salary.estimated else []
    marks += [salary.source] if salary.source else []
    per = f"{'an' if salary.per == 'hour' else 'a'} {salary.per}"
    text = ", ".join(t for t in (f"{span} {per}" if span else "", typical) if t)
    return clean(f"{text} ({'; '.join(marks)})")


def skill_text(row: SkillRow, of: int) -> str:
    """The skill, marked where the role at that index only finds it useful."""
    mark = "" if row.importance[of] == "essential" else f" ({row.importance[of]})"
    return clean(f"{row.title}{mark}")


# plans


def plan_rows(report: CompareReport, *, brief: bool) -> Iterator[tuple[str, list[list[str]]]]:
    """Each figure of the plans as a row of cells."""
    if report.plans is None:
        return
    reports = report.plans.reports
    least = dict(report.plans.least)
    for title, figure, read in _PLAN_ROWS:
        cells = []
        for subject, own in zip(report.subjects, reports, strict=True):
            texts = [clean(t) for t in read(own)] if own is not None and own.plans else ["-"]
            if figure and least.get(figure) == subject.id:
                texts = [f"{texts[0]} ({_LEAST[figure]})"]
            cells.append(_listed(texts, brief=brief))
        if any(c not in (["-"], []) for c in cells):
            yield title, cells


def _listed(texts: list[str], *, brief: bool) -> list[str]:
    most = 3 if brief else len(texts)
    rest = [f"and {len(texts) - most} more (-v)"] if len(texts) > most else []
    shown = [*texts[:most], *rest]
    return [f"- {t}" for t in shown] if len(shown) > 1 else shown


def _time(report: PlanReport) -> list[str]:
    plan = report.plans[0]
    if report.status == "already":
        return ["none: what this data asks is met already"]
    return [f"{duration_text(plan.totals.months)}, by {month_name(plan.finish)}"]


def _fees(report: PlanReport) -> list[str]:
    return [phrases.fees_text(report.plans[0].totals, report.currency)]


def _steps(report: PlanReport) -> list[str]:
    return [counted(report.plans[0].totals.steps, "step")]


def _study(report: PlanReport) -> list[str]:
    return [counted(report.plans[0].totals.study_hours, "hour")]


def _first_step(report: PlanReport) -> list[str]:
    return list(report.plans[0].next_steps[:1]) or ["nothing is left to do"]


def _to_win(report: PlanReport) -> list[str]:
    return [report.titles.get(i, i) for i in report.plans[0].offers] or ["none"]


def _conditions(report: PlanReport) -> list[str]:
    own = [*report.plans[0].conditions, *(a.says for a in report.assumes)]
    return own or ["none"]


def _proof(report: PlanReport) -> list[str]:
    return ["proven" if report.plans[0].optimal else "the best found in the time allowed"]


_PLAN_ROWS = (
    ("time", "months", _time),
    ("fees", "fees", _fees),
    ("steps", "steps", _steps),
    ("study", "study_hours", _study),
    ("first step", "", _first_step),
    ("places to win", "", _to_win),
    ("conditions", "", _conditions),
    ("the best in this data", "", _proof),
)


def plan_remarks(report: CompareReport) -> Iterator[Fact]:
    """What the plans share, and where there is none."""
    plans = report.plans
    if plans is None:
        return
    for subject, own in zip(report.subjects, plans.reports, strict=True):
        if own is None:
            yield "no plan yet", clean(f"{subject.title}: none was found in the time allowed")
        elif not own.plans:
            causes = own.infeasible.causes if own.infeasible else ()
            why = "; ".join(c.says for c in causes[:2])
            yield "no plan", clean(f"{subject.title}: {why}" if why else subject.title)
    if plans.shared:
        yield "in every plan", clean("; ".join(n.title for n in plans.shared))
    if plans.first is not None:
        yield "begin with", clean(f"{plans.first.title}, which keeps most of them open")


def plan_facts(report: CompareReport) -> Iterator[Fact]:
    """The plans for a pipe: one figure of one role a line."""
    for title, cells in plan_rows(report, brief=False):
        for name, texts in zip(names(report), cells, strict=True):
            yield from ((f"plan {title}", f"{name}: {t.removeprefix('- ')}") for t in texts)
    yield from plan_remarks(report)


# skills gaps


def missing_skills(gap: SkillsGap | None) -> list[str]:
    """The essential skills that the person's record does not show."""
    if gap is None:
        return []
    return [clean(n.title) for n in gap.having("missing", "essential")] or ["none"]


def gap_facts(report: CompareReport) -> Iterator[Fact]:
    """The gaps for a pipe."""
    for name, gap in zip(names(report), report.gaps, strict=False):
        yield from (("skill missing", f"{name}: {s}") for s in missing_skills(gap))


# the end


def closing_facts(report: CompareReport) -> Iterator[Fact]:
    """How old the facts are, what the data can't say, and what to ask next."""
    if report.checked:
        oldest, newest = report.checked
        days = oldest if oldest == newest else f"{oldest} to {newest}"
        yield "checked", f"facts checked {days}"
    titles = {s.id: f"{s.title} ({s.id})" for s in report.subjects}
    for id_ in report.without_profile:
        yield "mind", clean(f"nothing is said in this data of what {titles[id_]} is like")
    for id_ in report.low_confidence:
        yield "mind", clean(f"low confidence: facts about {titles[id_]} could not be confirmed")
    if report.plans is None:
        ids = " ".join(s.id for s in report.subjects)
        yield "try", f"careerpath compare {ids} --plans"


def source_text(source: Source) -> str:
    """One source in full."""
    dated = f", {source.dated}" if source.dated else ""
    address = source.address or "no web address is known"
    about = f"{source.publisher}, {source.authority}{dated}"
    return clean(f"{source.id} — {source.title} ({about}) {address}")


def sources_in_brief(report: CompareReport, most: int) -> str:
    """The publishers, the weightiest first."""
    ranked = sorted(report.sources, key=lambda s: s.authority == "secondary")
    publishers = list(dict.fromkeys(s.publisher for s in ranked))
    rest = f" and {len(publishers) - most} more" if len(publishers) > most else ""
    return clean(f"{'; '.join(publishers[:most])}{rest}; -v names what says what")
