"""JSON Schemas of the documents that `--json` prints, for whoever reads them with a program.

Within a version a document only gains fields: a reader ignores those it does not know, and finds
every field listed here. Months are `YYYY-MM`, money is in major units of the currency beside it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

Json = dict[str, Any]

DIALECT = "https://json-schema.org/draft/2020-12/schema"

TEXT: Json = {"type": "string"}
WHOLE: Json = {"type": "integer"}
NUMBER: Json = {"type": "number"}
TRUTH: Json = {"type": "boolean"}
MONTH: Json = {"type": "string", "pattern": r"^\d{4}-\d{2}$"}
DATE: Json = {"type": "string", "pattern": r"^\d{4}(-\d{2}(-\d{2})?)?$"}
ANYTHING: Json = {}


def one_of(*values: str) -> Json:
    """One of these words."""
    return {"enum": list(values)}


def maybe(schema: Json) -> Json:
    """This, or null where there is nothing to say."""
    return {"anyOf": [schema, {"type": "null"}]}


def many(schema: Json) -> Json:
    """A list of these."""
    return {"type": "array", "items": schema}


def mapping(values: Json) -> Json:
    """Any names, each with one of these."""
    return {"type": "object", "additionalProperties": values}


def record(about: str = "", /, **fields: Json) -> Json:
    """An object that always has all of these fields. A trailing underscore keeps a name from being a keyword."""
    named = {name.rstrip("_"): schema for name, schema in fields.items()}
    described = {"description": about} if about else {}
    return {"type": "object", **described, "properties": named, "required": list(named)}


def document_schema(name: str) -> Json:
    """The schema of `careerpath.NAME/1`; KeyError if there is no such document."""
    title = f"careerpath.{name}/1"
    body = DOCUMENTS[name]()
    fields = {"schema": {"const": title}, **body["properties"]}
    return {
        "$schema": DIALECT, "title": title, **body,
        "properties": fields, "required": ["schema", *body["required"]],
    }  # fmt: skip


# parts that several documents share

KIND = one_of("qualification", "work", "role")
NAMED = record(id=TEXT, title=TEXT)
MONEY = record(amount=NUMBER, currency=TEXT)
PRICE = record(amount=NUMBER, currency=TEXT, year=maybe(WHOLE))
RENEWAL = record("a running cost, not part of the totals", every_months=WHOLE, fee=MONEY)
TOTALS = record(
    "of one plan, in its currency",
    months=WHOLE, fees=NUMBER, estimated_fees=NUMBER, steps=WHOLE, study_hours=NUMBER,
)  # fmt: skip
FACT = record(
    says=TEXT, source=maybe(TEXT), conflicts=TRUTH, checked=maybe(DATE), dated=maybe(DATE)
)
SOURCE_FIELDS: Json = {
    "id": TEXT, "title": TEXT, "publisher": TEXT, "address": TEXT,
    "authority": one_of("regulator", "awarding-body", "official", "secondary"),
    "dated": maybe(DATE), "checked": maybe(DATE),
}  # fmt: skip
SUMMARY_FIELDS: Json = {
    "id": TEXT, "title": TEXT, "kind": TEXT, "jurisdiction": TEXT, "jurisdictions": many(TEXT),
    "place": TEXT, "level": maybe(record(framework=TEXT, value=TEXT)), "aliases": many(TEXT),
    "awarding_body": maybe(TEXT), "confidence": one_of("high", "medium", "low"),
    "checked": maybe(DATE),
}  # fmt: skip
SUBJECT = record(id=TEXT, title=TEXT, kind=TEXT, jurisdiction=TEXT)


# plans


def plan() -> Json:
    """The answer to one question."""
    return record(
        "the best plan to one target",
        status=one_of("already", "plan", "infeasible"),
        target=SUBJECT,
        objective=one_of("time", "cost", "steps", "study"),
        as_of=TEXT, start=MONTH, currency=TEXT,
        profile=_person(), limits=_limits(),
        assumes=many(record(says=TEXT, about=maybe(TEXT))),
        plans=many(_one_plan()), others=many(_other()), others_undecided=many(TEXT),
        others_promising=many(TEXT),
        alternatives=maybe(record(asked=WHOLE, complete=TRUTH)),
        trade_offs=maybe(_trade_offs()), ask=maybe(_ask()), infeasible=maybe(_infeasible()),
    )  # fmt: skip


def _person() -> Json:
    return record(
        holds=many(record(id=TEXT, grade=maybe(TEXT), since=maybe(MONTH))),
        worked=many(record(id=TEXT, months=WHOLE, until=maybe(MONTH))),
        lacks=many(TEXT), born=maybe(MONTH), place=maybe(TEXT), hours_per_week=WHOLE,
    )  # fmt: skip


def _limits() -> Json:
    return record(
        budget=maybe(NUMBER), within=maybe(WHOLE), without=many(TEXT), via=many(TEXT),
        routes=many(record(id=TEXT, route=TEXT)),
        earning=TRUTH, hopeful=TRUTH, bare_minimum=TRUTH, abroad=TRUTH,
    )  # fmt: skip


def _one_plan() -> Json:
    """An alternative says besides in what it differs from the first."""
    differs = record(months=WHOLE, fees=NUMBER, says=TEXT, **_DIFFERENCE)
    plan_ = _plan_alone()
    return {**plan_, "properties": {**plan_["properties"], "differs": differs}}


def _plan_alone() -> Json:
    return record(
        "`optimal`: proven; else `bound` is what no plan can fall below, in the objective's unit",
        optimal=TRUTH, bound=maybe(NUMBER), below_usual=many(TEXT), totals=TOTALS, finish=MONTH,
        conditions=many(TEXT), offers=many(TEXT), next=many(TEXT), steps=many(_step()),
        checked=maybe(record(oldest=DATE, newest=DATE)),
    )  # fmt: skip


def _step() -> Json:
    return record(
        "hours run for `months` from `start_month`; it counts from `end_month`",
        id=TEXT, kind=KIND, title=TEXT, route=maybe(TEXT), route_title=maybe(TEXT),
        grade=maybe(TEXT), strength=TEXT, estimated=many(TEXT), start=MONTH, end=MONTH,
        start_month=WHOLE, end_month=WHOLE, months=WHOLE, hours_per_week=WHOLE, fee=MONEY,
        offer=TRUTH, apply_by=maybe(TEXT), needed_for=many(TEXT), satisfies=many(TEXT),
        asked=many(record(by=TEXT, says=TEXT, strength=TEXT, sources=many(TEXT))),
        conflicts=many(TEXT),
        sources=many(TEXT), unmodelled=many(TEXT), confidence=TEXT, checked=maybe(DATE),
        renewal=maybe(RENEWAL), latest_start=maybe(MONTH), last_chance=maybe(MONTH),
    )  # fmt: skip


def _other() -> Json:
    return record(
        kind=TEXT, option=TEXT, first_step=maybe(TEXT), totals=TOTALS, finish=MONTH
    )  # fmt: skip


_THING = record(id=TEXT, title=TEXT, kind=TEXT, route_title=maybe(TEXT))
_DIFFERENCE: Json = {
    "routes": many(record(id=TEXT, instead_of=maybe(TEXT), by=maybe(TEXT))),
    "added": many(_THING), "dropped": many(_THING),
}  # fmt: skip


def _trade_offs() -> Json:
    point = record(
        totals=TOTALS, finish=MONTH, months_longer=WHOLE, fees_less=NUMBER, says=TEXT,
        **_DIFFERENCE, steps=many(_THING),
    )  # fmt: skip
    return record(
        "the whole front of months and fees, if `complete`", complete=TRUTH, points=many(point)
    )


def _ask() -> Json:
    answer = record(option=TEXT, says=TEXT, totals=maybe(TOTALS), finish=maybe(MONTH))
    question = record(
        kind=TEXT, about=maybe(TEXT), title=TEXT, says=TEXT, keeps_plan=maybe(TEXT), answers=many(answer)
    )  # fmt: skip
    return record("what would change the plan most", questions=many(question), undecided=many(TEXT))


def _infeasible() -> Json:
    cause = record(
        kind=TEXT, rests_on=TEXT, about=maybe(TEXT), option=maybe(TEXT), held=maybe(TEXT),
        wanted=maybe(TEXT), when=maybe(MONTH), asked_by=many(TEXT), sources=many(TEXT), says=TEXT,
    )  # fmt: skip
    repair = record(
        change=TEXT, changes=many(TEXT), kind=TEXT, says=TEXT, totals=TOTALS, finish=MONTH,
        least=TRUTH, optimal=TRUTH,
    )  # fmt: skip
    return record(
        causes=many(cause), minimal=TRUTH, repairs=many(repair), undecided=many(TEXT),
        derivation=many(record(depth=WHOLE, says=TEXT)),
    )  # fmt: skip


def plans() -> Json:
    """The answers about several targets."""
    price = record(
        id=TEXT, keeps_best=TRUTH, possible=TRUTH, months_longer=maybe(WHOLE), fees_more=maybe(NUMBER)
    )  # fmt: skip
    beginning = record(
        id=TEXT, title=TEXT, kind=KIND, route=maybe(TEXT), start=MONTH, targets=many(price)
    )
    return record(
        "one plan a target, the steps they share, the one to begin with",
        results=many(document_schema("plan")), shared=many(TEXT), first=maybe(TEXT),
        first_step=maybe(beginning), complete=TRUTH,
    )  # fmt: skip


def why() -> Json:
    """What `why` found out about one thing, or about every plan."""
    asked = record(
        by=TEXT, says=TEXT, strength=TEXT,
        sources=many(record(id=TEXT, title=TEXT, publisher=TEXT, address=TEXT, authority=TEXT)),
    )  # fmt: skip
    other = record(
        option=TEXT, totals=TOTALS, finish=MONTH, months_more=WHOLE, fees_more=NUMBER,
        steps_more=WHOLE, optimal=TRUTH, below_usual=ANYTHING, steps=many(TEXT),
    )  # fmt: skip
    passage = record(
        id=TEXT, title=TEXT, strength=TEXT, through=many(TEXT), asked_by=many(TEXT),
        narrowest=TRUTH, is_target=TRUTH,
    )  # fmt: skip
    return record(
        "about one thing, or with `about` null about every plan to the target",
        status=TEXT, verdict=maybe(TEXT), target=SUBJECT, about=maybe(SUBJECT), objective=TEXT,
        as_of=TEXT, start=MONTH, currency=TEXT, profile=_person(), limits=_limits(),
        best=maybe(TOTALS), optimal=TRUTH, steps=many(_step()), asked=many(asked),
        unlocks=many(TEXT), held_by=many(TEXT), every_plan=maybe(TEXT), other=maybe(other),
        passes=many(passage), undecided=many(TEXT), infeasible=maybe(_infeasible()),
    )  # fmt: skip


def reach() -> Json:
    """Every role within the limits, and what one more credential would do."""
    subject: Json = {"id": TEXT, "title": TEXT, "jurisdiction": TEXT}
    first = record(id=TEXT, title=TEXT, kind=TEXT, route_title=maybe(TEXT), start=maybe(MONTH))
    role = record(**subject, totals=TOTALS, finish=MONTH, below_usual=TRUTH, first=maybe(first))
    gained = record(
        **subject, totals=TOTALS, finish=MONTH, months_saved=WHOLE, fees_saved=NUMBER,
        steps_saved=WHOLE, says=TEXT,
    )  # fmt: skip
    plus = record(about=many(NAMED), opens=many(gained), saves=many(gained), undecided=many(TEXT))
    return record(
        "roles, nearest first",
        as_of=TEXT, start=MONTH, currency=TEXT, objective=TEXT, places=many(TEXT),
        profile=_person(), limits=_limits(), roles=many(role), beyond=many(TEXT),
        undecided=many(TEXT), plus=maybe(plus),
    )  # fmt: skip


def lock() -> Json:
    """A plan kept, with the facts it rests on."""
    basis = record(
        id=TEXT, title=TEXT, fingerprint=TEXT, facts=ANYTHING, asks=ANYTHING, used=ANYTHING
    )
    return record(
        "a plan and what it rests on", data=TEXT, plan=document_schema("plan"), rests_on=many(basis)
    )


def recheck() -> Json:
    """What became of a locked plan."""
    change = record(id=TEXT, title=TEXT, kind=TEXT, says=TEXT, breaks=TRUTH)
    change["properties"].update(fee=MONEY, fee_was=MONEY)
    best = record(
        is_better=TRUTH, optimal=TRUTH, totals=TOTALS, finish=MONTH, first_step=maybe(TEXT)
    )
    return record(
        "whether the plan still holds, and what failed or changed",
        status=one_of("holds", "broken"), target=NAMED, locked_on=TEXT, as_of=TEXT, currency=TEXT,
        finish=MONTH, fees=record(then=NUMBER, now=maybe(NUMBER)),
        failures=many(record(id=TEXT, title=TEXT, says=TEXT)), changes=many(change),
        due=many(TEXT), today=TEXT, best=maybe(best),
    )  # fmt: skip


def cohort() -> Json:
    """A plan for every row of a file."""
    row = record(
        line=WHOLE, name=maybe(TEXT), status=TEXT, target=maybe(NAMED), optimal=maybe(TRUTH),
        totals=maybe(TOTALS), currency=maybe(TEXT), finish=maybe(MONTH),
        first_step=maybe(record(id=TEXT, title=TEXT, start=maybe(MONTH))), why=maybe(TEXT),
        error=maybe(_failure()),
    )  # fmt: skip
    summary = record(
        rows=WHOLE, plans=WHOLE, already=WHOLE, infeasible=WHOLE, stopped=WHOLE, bad_rows=WHOLE,
        first_steps=many(record(id=TEXT, title=TEXT, rows=WHOLE)),
    )  # fmt: skip
    return record("row by row, and in sum", as_of=TEXT, rows=many(row), summary=summary)


def imported() -> Json:
    """The profile made of a record from elsewhere."""
    mapped = record(where=TEXT, says=TEXT, id=TEXT, title=TEXT, statement=TEXT, notes=many(TEXT))
    unmapped = record(where=TEXT, says=TEXT, reason=TEXT, nearest=many(TEXT), option=maybe(TEXT))
    return record(
        "`profile` is a profile file; every claim of the record is in one of the lists",
        standard=TEXT, profile=mapping(ANYTHING), mapped=many(mapped), unmapped=many(unmapped),
        notes=many(TEXT),
    )  # fmt: skip


# what there is


def listing() -> Json:
    """What `find` lists."""
    return record("credentials that fit", items=many(record(**SUMMARY_FIELDS)))


def sources() -> Json:
    """What `data sources` lists."""
    item = record(**SOURCE_FIELDS, kind=TEXT, used_by=many(TEXT), age_months=maybe(WHOLE))
    return record("where the facts come from", as_of=MONTH, items=many(item))


def show() -> Json:
    """One credential."""
    item = _entry()
    gap: Json = {"skills_gap": maybe(_gap())}
    item = {
        **item,
        "properties": {**item["properties"], **gap},
        "required": [*item["required"], *gap],
    }
    return record("all there is to say of one credential", item=item)


def _entry() -> Json:
    return record(
        **SUMMARY_FIELDS,
        grades=many(many(TEXT)), derived=TRUTH, regulated=TRUTH, hours_per_week=many(WHOLE),
        conditions=many(_condition()), ways_in=many(_way_in()), routes=many(_route()),
        available=_window(), availability=maybe(_availability()),
        counts_as=many(NAMED), counted_as_this=many(NAMED),
        assumes=many(record(id=TEXT, title=TEXT, grade=maybe(TEXT))), asked_by=many(NAMED),
        progresses_to=many(_progression()), feeders=many(_progression()), career_ends=many(TEXT),
        salary=maybe(_salary()),
        renewal=maybe(record(every_months=WHOLE, fee=PRICE)),
        codes=mapping(TEXT), profile=mapping(ANYTHING), compared=many(mapping(ANYTHING)),
        facts=many(FACT), unmodelled=many(FACT), notes=TEXT, pack=TEXT,
        sources=many(record(**SOURCE_FIELDS)), profile_sources=many(record(**SOURCE_FIELDS)),
    )  # fmt: skip


def _progression() -> Json:
    return record(id=TEXT, title=TEXT, progression=TEXT, says=TEXT)


def _way_in() -> Json:
    credential = record(id=TEXT, title=TEXT, months=maybe(WHOLE), fee=maybe(PRICE))
    return record(
        "one alternative of the conditions of a role",
        strength=TEXT, says=TEXT, requirement=ANYTHING, credentials=many(credential),
    )  # fmt: skip


def _availability() -> Json:
    return record(
        "whether anybody can still begin it",
        state=one_of("open", "not-yet", "closed"), as_of=MONTH, first=maybe(MONTH),
        last=maybe(MONTH), states=many(TEXT),
    )  # fmt: skip


def _gap() -> Json:
    need = record(
        id=TEXT, title=TEXT, kind=TEXT, importance=TEXT, evidence=many(NAMED),
        gained_by=many(NAMED), learnt=TEXT,
    )  # fmt: skip
    return record(missing=many(need), partly=many(need), shown=many(need))


def _remark() -> Json:
    """What it says, cites and answers always; the rest where there is any."""
    remark = record(says=TEXT, source=maybe(TEXT), claims=many(TEXT))
    remark["properties"].update(
        also=many(TEXT), judgement=TRUTH, note=TEXT, places=many(TEXT), where=TEXT, here=TRUTH,
        dated=TEXT, confidence=TEXT, conflicts=TRUTH, was=TEXT, verdict=TEXT,
    )  # fmt: skip
    return remark


def compare() -> Json:
    """Roles side by side."""
    named = record(id=TEXT, title=TEXT, says=TEXT)
    cell = record(remarks=many(_remark()), names=many(named), salary=maybe(_salary()))
    row = record(id=TEXT, title=TEXT, cells=many(cell), together=many(_remark()))
    skill = record(id=TEXT, title=TEXT, kind=TEXT, importance=many(maybe(TEXT)))
    plans_ = record(
        results=many(maybe(document_schema("plan"))), least=mapping(TEXT), shared=many(named),
        first=maybe(named),
    )  # fmt: skip
    return record(
        "cells stand in the order of `subjects`",
        as_of=TEXT, subjects=many(SUBJECT), differences=many(row), hire=maybe(row),
        skills=record(differing=many(skill), shared=many(skill), over=many(many(TEXT))),
        common=many(_remark()), shared=many(row), plans=maybe(plans_),
        skills_gaps=many(maybe(_gap())), without_profile=many(TEXT), low_confidence=many(TEXT),
        checked=maybe(many(DATE)), sources=many(record(**SOURCE_FIELDS)),
    )  # fmt: skip


def _condition() -> Json:
    return record(
        "`requirement` is the condition itself, in the notation of the data",
        when=one_of("requires", "usually", "completes_with"), says=TEXT, requirement=ANYTHING,
    )  # fmt: skip


def _route() -> Json:
    return record(
        id=TEXT, title=TEXT, months=WHOLE, hours_per_week=WHOLE, fee=PRICE, estimated=many(TEXT),
        basis=TEXT, conditions=many(_condition()), starts=many(WHOLE), sat=many(WHOLE),
        results=WHOLE, apply_by=maybe(TEXT), available=_window(),
        strength=one_of("rule", "discretion"), offer=TRUTH, employed=TRUTH, retake=TRUTH,
        first_time=TRUTH, gives=many(record(id=TEXT, title=TEXT, months=WHOLE)),
        not_if_held=many(NAMED), unmodelled=many(FACT), sources=many(TEXT),
    )  # fmt: skip


def _window() -> Json:
    """Only the bounds that there are."""
    bounds = {"from": MONTH, "until": MONTH, "last_start": MONTH}
    return maybe({"type": "object", "properties": bounds})


def _salary() -> Json:
    return record(
        low=maybe(WHOLE), typical=maybe(WHOLE), high=maybe(WHOLE), currency=TEXT,
        year=maybe(WHOLE), per=TEXT, source=maybe(TEXT), estimated=TRUTH, basis=TEXT,
    )  # fmt: skip


# the data


def check() -> Json:
    """What `data check` found."""
    place: Json = {"file": TEXT, "line": WHOLE, "path": TEXT, "message": TEXT}
    return record(
        "errors, warnings place by place and by kind of doubt, overrides",
        packs=many(TEXT), as_of=MONTH, entries=WHOLE,
        errors=many(record(**place)), warnings=many(record(**place, code=TEXT)),
        doubts=many(record(code=TEXT, says=TEXT, advice=TEXT, count=WHOLE,
                           found=many(record(id=TEXT, about=TEXT)))),
        overrides=many(record(id=TEXT, was=TEXT, now=TEXT)),
    )  # fmt: skip


def diff() -> Json:
    """What `data diff` found."""
    change = record(
        "`was` and `now` as people read them, null where there is nothing; what `now` rests on",
        path=TEXT, was=ANYTHING, now=ANYTHING, sources=many(TEXT),
    )  # fmt: skip
    fields: Json = {"section": TEXT, "id": TEXT, "title": TEXT}
    return record(
        "what the second side says otherwise than the first",
        before=TEXT, after=TEXT,
        added=many(record(**fields)), removed=many(record(**fields)),
        changed=many(record(**fields, changes=many(change))),
    )  # fmt: skip


def export() -> Json:
    """The whole catalogue."""
    place = record(id=TEXT, title=TEXT, within=maybe(TEXT), currency=maybe(TEXT),
                   default=TRUTH, aliases=many(TEXT))  # fmt: skip
    return record(
        "every entry as `show` gives it, with the sources, places, rates and skills",
        digest=TEXT, packs=many(TEXT),
        credentials=many(_entry()), sources=many(record(**SOURCE_FIELDS, kind=TEXT, used_by=many(TEXT))),
        places=many(place), skills=many(mapping(ANYTHING)),
        rates=many(record(currency=TEXT, rate=NUMBER, dated=DATE, source=maybe(TEXT))),
    )  # fmt: skip


def error() -> Json:
    """Why there is no answer."""
    return record("what went wrong and what to do about it", error=_failure())


def _failure() -> Json:
    return record(code=TEXT, message=TEXT, hint=TEXT, details=many(TEXT))


def schemas() -> Json:
    """Which schemas there are."""
    item = record(name=TEXT, describes=TEXT)
    return record("the names that `data schema` knows", items=many(item))


DOCUMENTS: dict[str, Callable[[], Json]] = {
    "plan": plan,
    "plans": plans,
    "list": listing,
    "show": show,
    "compare": compare,
    "why": why,
    "reach": reach,
    "lock": lock,
    "recheck": recheck,
    "cohort": cohort,
    "import": imported,
    "sources": sources,
    "check": check,
    "diff": diff,
    "export": export,
    "schemas": schemas,
    "error": error,
}
"""Every document by the middle of its name: `careerpath.plan/1` is `plan`."""
