"""The JSON documents that scripts read. They only grow within a version.

careerpath.plan/1, plans/1, why/1, reach/1, list/1, show/1, check/1, sources/1, diff/1, export/1,
schemas/1 and error/1: since 0.1.0. Made elsewhere: profile/1 in `render.person`, import/1 in
`render.imports`, cohort/1 in `render.cohort`, lock/1 and recheck/1 in `render.recheck`,
compare/1 in `render.compare_json`.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from careerpath.months import format_month

if TYPE_CHECKING:
    from careerpath.errors import CareerPathError
    from careerpath.profile import Holding, Limits, Profile, Worked
    from careerpath.report import (
        Infeasibility,
        Other,
        PlanFigures,
        PlanReport,
        SeveralReports,
        StepFigures,
        TotalFigures,
    )
    from careerpath.report.model import Cause, Subject
    from careerpath.report.what_if import Beginning
    from careerpath.report.why import Asking, OtherPlan, Passage, WhyReport

Json = dict[str, Any]

PLAN = "careerpath.plan/1"
PLANS = "careerpath.plans/1"
LIST = "careerpath.list/1"
SHOW = "careerpath.show/1"
CHECK = "careerpath.check/1"
SOURCES = "careerpath.sources/1"
DIFF = "careerpath.diff/1"
EXPORT = "careerpath.export/1"
SCHEMAS = "careerpath.schemas/1"
REACH = "careerpath.reach/1"
ERROR = "careerpath.error/1"
WHY = "careerpath.why/1"


def text_of(document: Json) -> str:
    """The document as text, ending in a newline."""
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def plan_document(report: PlanReport) -> Json:
    """The answer to one question."""
    target = report.target
    return {
        "schema": PLAN,
        "status": report.status,
        "target": {
            "id": target.id,
            "title": target.title,
            "kind": target.kind,
            "jurisdiction": target.jurisdiction[0],
        },
        "objective": report.objective,
        "as_of": report.as_of,
        "start": format_month(report.start),
        "currency": report.currency,
        "profile": profile_document(report.profile),
        "limits": limits_document(report.limits),
        "assumes": [{"says": a.says, "about": a.about} for a in report.assumes],
        "plans": [one_plan_document(p) for p in report.plans] + _alternatives(report),
        "others": [_other(o) for o in report.others],
        "others_undecided": list(report.others_undecided),
        "others_promising": list(report.others_promising),
        **_what_if(report),
        "infeasible": _infeasible(report.infeasible) if report.infeasible else None,
    }


def plans_document(several: SeveralReports) -> Json:
    """The answers about several targets."""
    return {
        "schema": PLANS,
        "results": [plan_document(r) for r in several.results],
        "shared": list(several.shared),
        "first": several.first,
        "first_step": _beginning(several.beginning) if several.beginning else None,
        "complete": several.complete,
    }


def list_document(items: list[Json]) -> Json:
    """What `find` lists."""
    return {"schema": LIST, "items": items}


def sources_document(items: list[Json], as_of: int) -> Json:
    """What `data sources` lists; `as_of` is the month from which ages are counted."""
    return {"schema": SOURCES, "as_of": format_month(as_of), "items": items}


def show_document(item: Json) -> Json:
    """One credential."""
    return {"schema": SHOW, "item": item}


def error_document(error: CareerPathError) -> Json:
    """Why there is no answer."""
    return {
        "schema": ERROR,
        "error": {
            "code": error.code,
            "message": error.message,
            "hint": error.hint,
            "details": list(error.details),
        },
    }


def money(minor: int) -> int | float:
    """Minor units as the major unit: whole where it is whole."""
    return minor // 100 if minor % 100 == 0 else round(minor / 100, 2)


def profile_document(profile: Profile) -> Json:
    """The person."""
    return {
        "holds": [_holding(h) for h in profile.holds],
        "worked": [_worked(w) for w in profile.worked],
        "lacks": list(profile.lacks),
        "born": _month(profile.born),
        "place": profile.place,
        "hours_per_week": profile.hours_per_week,
    }


def _holding(holding: Holding) -> Json:
    return {"id": holding.id, "grade": holding.grade, "since": _month(holding.since)}


def _worked(worked: Worked) -> Json:
    return {"id": worked.role, "months": worked.months, "until": _month(worked.until)}


def _month(month: int | None) -> str | None:
    return None if month is None else format_month(month)


def limits_document(limits: Limits) -> Json:
    """What the person allows; money in major units."""
    return {
        "budget": None if limits.budget is None else round(limits.budget / 100, 2),
        "within": limits.within,
        "without": list(limits.without),
        "via": list(limits.via),
        "routes": [{"id": c, "route": r} for c, r in limits.routes],
        "earning": limits.earning,
        "hopeful": limits.hopeful,
        "bare_minimum": limits.bare_minimum,
        "abroad": limits.abroad,
    }


def one_plan_document(plan: PlanFigures) -> Json:
    """One plan in full."""
    return {
        "optimal": plan.optimal,
        "bound": plan.bound,
        "below_usual": list(plan.below_usual),
        "totals": totals_document(plan.totals),
        "finish": format_month(plan.finish),
        "conditions": list(plan.conditions),
        "offers": list(plan.offers),
        "next": list(plan.next_steps),
        "steps": [_step(s) for s in plan.steps],
        "checked": {"oldest": plan.checked[0], "newest": plan.checked[1]} if plan.checked else None,
    }


def totals_document(totals: TotalFigures) -> Json:
    """Totals in major units."""
    return {
        "months": totals.months,
        "fees": round(totals.fees / 100, 2),
        "estimated_fees": round(totals.estimated_fees / 100, 2),
        "steps": totals.steps,
        "study_hours": totals.study_hours,
    }


def _step(step: StepFigures) -> Json:
    return {
        "id": step.id,
        "kind": step.kind,
        "title": step.title,
        "route": step.route,
        "route_title": step.route_title or None,
        "grade": step.grade,
        "strength": step.strength,
        "estimated": list(step.estimated),
        "start": format_month(step.start),
        "end": format_month(step.end),
        "start_month": step.start_month,
        "end_month": step.end_month,
        "months": step.months,
        "hours_per_week": step.hours_per_week,
        "fee": {"amount": money(step.fee), "currency": step.currency},
        "offer": step.offer,
        "apply_by": step.apply_by,
        "needed_for": list(step.needed_for),
        "satisfies": list(step.satisfies),
        "asked": [
            {"by": a.by, "says": a.says, "strength": a.strength, "sources": list(a.sources)}
            for a in step.asked
        ],
        "conflicts": list(step.conflicts),
        "sources": list(step.sources),
        "unmodelled": list(step.unmodelled),
        "confidence": step.confidence,
        "checked": step.checked or None,
        "renewal": _renewal(step),
        "latest_start": _month(step.latest_start),
        "last_chance": _month(step.last_chance),
    }


def _renewal(step: StepFigures) -> Json | None:
    if step.renewal is None:
        return None
    every, minor, currency = step.renewal
    return {"every_months": every, "fee": {"amount": money(minor), "currency": currency}}


def _alternatives(report: PlanReport) -> list[Json]:
    if report.alternatives is None:
        return []
    from careerpath.render.what_if_document import alternative_document

    return [alternative_document(a, report.currency) for a in report.alternatives.plans]


def _what_if(report: PlanReport) -> Json:
    """What was asked for beside the plan; null where it was not asked for."""
    if not (report.alternatives or report.trade_offs or report.open_questions):
        return {"alternatives": None, "trade_offs": None, "ask": None}
    from careerpath.render.what_if_document import what_if_document

    return what_if_document(report)


def _beginning(beginning: Beginning) -> Json:
    from careerpath.render.what_if_document import beginning_document

    return beginning_document(beginning)


def _other(other: Other) -> Json:
    return {
        "kind": other.kind,
        "option": other.option,
        "first_step": other.first_step,
        "totals": totals_document(other.totals),
        "finish": format_month(other.finish),
    }


def _infeasible(infeasible: Infeasibility) -> Json:
    return {
        "causes": [_cause(c) for c in infeasible.causes],
        "minimal": infeasible.minimal,
        "repairs": [
            {
                "change": r.change,
                "changes": list(r.changes),
                "kind": r.kind,
                "says": r.says,
                "totals": totals_document(r.totals),
                "finish": format_month(r.finish),
                "least": r.least,
                "optimal": r.optimal,
            }
            for r in infeasible.repairs
        ],
        "undecided": list(infeasible.undecided),
        "derivation": [{"depth": d, "says": s} for d, s in infeasible.derivation],
    }


def _cause(cause: Cause) -> Json:
    return {
        "kind": cause.kind,
        "rests_on": cause.rests_on,
        "about": cause.about,
        "option": cause.option or None,
        "held": cause.held,
        "wanted": cause.wanted,
        "when": _month(cause.when),
        "asked_by": list(cause.asked_by),
        "sources": list(cause.sources),
        "says": cause.says,
    }


# why


def why_document(report: WhyReport) -> Json:
    """The answer to `why`."""
    return {
        "schema": WHY,
        "status": report.status,
        "verdict": report.verdict or None,
        "target": _subject(report.target),
        "about": _subject(report.about) if report.about else None,
        "objective": report.objective,
        "as_of": report.as_of,
        "start": format_month(report.start),
        "currency": report.currency,
        "profile": profile_document(report.profile),
        "limits": limits_document(report.limits),
        "best": totals_document(report.best) if report.best else None,
        "optimal": report.optimal,
        "steps": [_step(s) for s in report.steps],
        "asked": [_asking(a) for a in report.asked],
        "unlocks": list(report.unlocks),
        "held_by": list(report.held_by),
        "every_plan": report.every_plan,
        "other": _other_plan(report.other) if report.other else None,
        "passes": [_passage(p) for p in report.passages],
        "undecided": list(report.undecided),
        "infeasible": _infeasible(report.infeasible) if report.infeasible else None,
    }


def _subject(subject: Subject) -> Json:
    return {
        "id": subject.id,
        "title": subject.title,
        "kind": subject.kind,
        "jurisdiction": subject.jurisdiction[0],
    }


def _asking(asking: Asking) -> Json:
    return {
        "by": asking.by,
        "says": asking.says,
        "strength": asking.strength,
        "sources": [
            {
                "id": s.id,
                "title": s.title,
                "publisher": s.publisher,
                "address": s.address,
                "authority": s.authority,
            }
            for s in asking.sources
        ],
    }


def _other_plan(other: OtherPlan) -> Json:
    return {
        "option": other.option,
        "totals": totals_document(other.totals),
        "finish": format_month(other.finish),
        "months_more": other.months_more,
        "fees_more": money(other.fees_more),
        "steps_more": other.steps_more,
        "optimal": other.optimal,
        "below_usual": other.below_usual,
        "steps": list(other.steps),
    }


def _passage(passage: Passage) -> Json:
    return {
        "id": passage.id,
        "title": passage.title,
        "strength": passage.strength,
        "through": list(passage.through),
        "asked_by": list(passage.asked_by),
        "narrowest": passage.narrowest,
        "is_target": passage.is_target,
    }


def render(report: PlanReport | SeveralReports) -> str:
    """The renderer behind `--json` and `--output FILE.json`."""
    return text_of(document_of(report))


def document_of(report: PlanReport | SeveralReports) -> Json:
    """The document of one answer or of several."""
    from careerpath.report.model import SeveralReports as Several

    return plans_document(report) if isinstance(report, Several) else plan_document(report)
