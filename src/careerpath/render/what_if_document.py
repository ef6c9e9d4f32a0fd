"""The parts of JSON documents that what-ifs add, and the document of `reach`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from careerpath.months import format_month
from careerpath.render.json_document import (
    REACH,
    limits_document,
    money,
    one_plan_document,
    profile_document,
    totals_document,
)
from careerpath.render.what_if import (
    alternative_text,
    answer_text,
    compared_text,
    gained_text,
    question_text,
)

if TYPE_CHECKING:
    from careerpath.report import PlanReport
    from careerpath.report.model import Subject
    from careerpath.report.what_if import (
        Alternative,
        Answer,
        Beginning,
        Difference,
        Gained,
        OpenQuestion,
        OpenQuestions,
        PlusReport,
        Price,
        ReachReport,
        Thing,
        TradeOff,
        TradeOffs,
        WithinReach,
    )

Json = dict[str, Any]


def what_if_document(report: PlanReport) -> Json:
    """What was asked for beside the plan; null where it was not asked for."""
    found = report.alternatives
    return {
        "alternatives": found and {"asked": found.asked, "complete": found.complete},
        "trade_offs": report.trade_offs and _trade_offs(report.trade_offs, report.currency),
        "ask": report.open_questions and _ask(report.open_questions, report.currency),
    }


def alternative_document(alternative: Alternative, currency: str) -> Json:
    """An alternative among `plans`: a plan like the best, and in what it differs."""
    return {
        **one_plan_document(alternative.plan),
        "differs": {
            "months": alternative.months,
            "fees": money(alternative.fees),
            **_difference(alternative.difference),
            "says": alternative_text(alternative, currency),
        },
    }


def _difference(difference: Difference) -> Json:
    return {
        "routes": [{"id": r.id, "instead_of": r.left, "by": r.taken} for r in difference.routes],
        "added": [_thing(t) for t in difference.added],
        "dropped": [_thing(t) for t in difference.dropped],
    }


def _thing(thing: Thing) -> Json:
    kind = "work" if thing.is_work else "step"
    route = thing.route_title or None
    return {"id": thing.id, "title": thing.title, "kind": kind, "route_title": route}


def _trade_offs(front: TradeOffs, currency: str) -> Json:
    return {
        "complete": front.complete,
        "points": [_trade_off(p, currency) for p in front.points],
    }


def _trade_off(point: TradeOff, currency: str) -> Json:
    says = compared_text(point.months, point.fees, currency) if point.months else "the quickest"
    return {
        "totals": totals_document(point.totals),
        "finish": format_month(point.finish),
        "months_longer": point.months,
        "fees_less": money(point.fees),
        "says": says,
        **_difference(point.difference),
        "steps": [_thing(t) for t in point.steps],
    }


def _ask(found: OpenQuestions, currency: str) -> Json:
    return {
        "questions": [_question(q, currency) for q in found.questions],
        "undecided": [t.id for t in found.undecided],
    }


def _question(question: OpenQuestion, currency: str) -> Json:
    return {
        "kind": question.kind,
        "about": question.about,
        "title": question.title,
        "says": question_text(question, currency),
        "keeps_plan": question.keeps or None,
        "answers": [_answer(question, a, currency) for a in question.answers],
    }


def _answer(question: OpenQuestion, answer: Answer, currency: str) -> Json:
    return {
        "option": answer.option,
        "says": answer_text(question, answer, currency),
        "totals": None if answer.totals is None else totals_document(answer.totals),
        "finish": None if answer.finish is None else format_month(answer.finish),
    }


def beginning_document(beginning: Beginning) -> Json:
    """The step to begin with, and what it does to every target."""
    return {
        "id": beginning.id,
        "title": beginning.title,
        "kind": "work" if beginning.route is None else "qualification",
        "route": beginning.route,
        "start": format_month(beginning.start),
        "targets": [_price(p) for p in beginning.prices],
    }


def _price(price: Price) -> Json:
    possible = price.keeps or price.months is not None
    return {
        "id": price.target.id,
        "keeps_best": price.keeps,
        "possible": possible,
        "months_longer": 0 if price.keeps else price.months,
        "fees_more": 0 if price.keeps else None if price.fees is None else money(price.fees),
    }


# reach


def reach_document(report: ReachReport) -> Json:
    """Every role in reach, and what one more credential would do."""
    return {
        "schema": REACH,
        "as_of": report.as_of,
        "start": format_month(report.start),
        "currency": report.currency,
        "objective": report.objective,
        "places": list(report.places),
        "profile": profile_document(report.profile),
        "limits": limits_document(report.limits),
        "roles": [_role(r) for r in report.roles],
        "beyond": [t.id for t in report.beyond],
        "undecided": [t.id for t in report.undecided],
        "plus": _plus(report.plus, report.currency) if report.plus else None,
    }


def _subject(target: Subject) -> Json:
    return {"id": target.id, "title": target.title, "jurisdiction": target.jurisdiction[0]}


def _role(role: WithinReach) -> Json:
    first = role.first
    return {
        **_subject(role.target),
        "totals": totals_document(role.totals),
        "finish": format_month(role.finish),
        "below_usual": role.below_usual,
        "first": first
        and {
            **_thing(first),
            "route_title": role.first_route or None,
            "start": None if role.first_start is None else format_month(role.first_start),
        },
    }


def _plus(plus: PlusReport, currency: str) -> Json:
    return {
        "about": [{"id": t.id, "title": t.title} for t in plus.about],
        "opens": [_gained(g, currency) for g in plus.opens],
        "saves": [_gained(g, currency) for g in plus.saves],
        "undecided": [t.id for t in plus.undecided],
    }


def _gained(gained: Gained, currency: str) -> Json:
    return {
        **_subject(gained.target),
        "totals": totals_document(gained.totals),
        "finish": format_month(gained.finish),
        "months_saved": gained.months,
        "fees_saved": money(gained.fees),
        "steps_saved": gained.steps,
        "says": gained_text(gained, currency),
    }
