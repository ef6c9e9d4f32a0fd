"""A lock as a file, and what became of one: for people and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from careerpath.months import duration_text, format_month, month_name
from careerpath.render.json_document import money, plan_document, totals_document
from careerpath.render.lines import Line
from careerpath.render.phrases import clean, counted, fees_text, money_text
from careerpath.render.terminal import laid_out

if TYPE_CHECKING:
    from collections.abc import Iterator

    from careerpath.locks import Basis
    from careerpath.recheck import Best, Change, Recheck
    from careerpath.render.terminal import Look
    from careerpath.report import PlanReport

Json = dict[str, Any]

LOCK = "careerpath.lock/1"
RECHECK = "careerpath.recheck/1"


def lock_document(report: PlanReport, rests_on: tuple[Basis, ...], digest: str) -> Json:
    """The plan, and the facts it rests on with their fingerprints."""
    return {
        "schema": LOCK,
        "data": digest,
        "plan": plan_document(report),
        "rests_on": [
            {
                "id": b.id,
                "title": b.title,
                "fingerprint": b.fingerprint,
                "facts": b.facts,
                "asks": b.asks,
                "used": b.used,
            }
            for b in rests_on
        ],
    }


def recheck_document(found: Recheck) -> Json:
    """What became of a locked plan."""
    return {
        "schema": RECHECK,
        "status": "holds" if found.holds else "broken",
        "target": {"id": found.target, "title": found.target_title},
        "locked_on": found.locked_on,
        "as_of": found.as_of,
        "currency": found.currency,
        "finish": format_month(found.finish),
        "fees": {
            "then": round(found.fees_then / 100, 2),
            "now": None if found.fees_now is None else round(found.fees_now / 100, 2),
        },
        "failures": [{"id": f.id, "title": f.title, "says": f.says} for f in found.failures],
        "changes": [_change(c) for c in found.changes],
        "due": list(found.due),
        "today": found.today,
        "best": _best(found.best) if found.best else None,
    }


def _change(change: Change) -> Json:
    document: Json = {
        "id": change.id,
        "title": change.title,
        "kind": change.kind,
        "says": change.says,
        "breaks": change.breaks,
    }
    if change.fees is not None:
        for name, (minor, currency) in zip(("fee", "fee_was"), change.fees, strict=True):
            document[name] = {"amount": money(minor), "currency": currency}
    return document


def _best(best: Best) -> Json:
    return {
        "is_better": best.is_better,
        "optimal": best.optimal,
        "totals": totals_document(best.totals),
        "finish": format_month(best.finish),
        "first_step": best.first_step or None,
    }


def render_recheck(found: Recheck, look: Look) -> str:
    """The verdict, then what failed and what changed, then what is best today."""
    verdict = "still holds" if found.holds else "no longer holds"
    head = f"{clean(found.target_title)} by {month_name(found.finish)}: the plan of {clean(found.locked_on)} {verdict}."
    return laid_out([Line(head, style="bold"), *_lines(found)], look)


def _lines(found: Recheck) -> Iterator[Line]:
    for failure in found.failures:
        yield Line(clean(f"{failure.title} {failure.says}"), "fails")
    for change in found.changes:
        note = "" if change.breaks or found.failures else " (the plan still meets it)"
        yield Line(clean(f"{change.title}: {_said(change)}{note}"), "changed")
    if found.fees_now is not None and found.fees_now != found.fees_then:
        now, then = (money_text(f, found.currency) for f in (found.fees_now, found.fees_then))
        yield Line(f"{now} in all, not {then}", "fees")
    yield from (Line(clean(d), "by now") for d in found.due)
    yield from _today(found)


def _said(change: Change) -> str:
    if change.fees is None:
        return change.says
    now, was = (money_text(minor, currency) for minor, currency in change.fees)
    return f"the fee is {now}; it was {was}"


def _today(found: Recheck) -> Iterator[Line]:
    best = found.best
    if best is None:
        none = "there is no plan any more from where you would be now"
        late = "the time ran out before a plan of today was found"
        yield Line(none if found.today == "infeasible" else late, "today")
        return
    if found.holds and not best.is_better:
        yield Line("no better plan was found in today's data", "today")
        return
    takes = f"{duration_text(best.totals.months)}, {fees_text(best.totals, found.currency)}"
    takes += f", {counted(best.totals.steps, 'step')}"
    first = f", beginning with {best.first_step}" if best.first_step else ""
    word = "a better plan exists" if best.is_better else "the best plan now"
    proven = "" if best.optimal else "; not proven best"
    yield Line(clean(f"{word}: by {month_name(best.finish)}, {takes}{first}{proven}"), "today")
