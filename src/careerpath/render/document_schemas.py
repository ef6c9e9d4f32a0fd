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
FACT = record(says=TEXT, source=maybe(TEXT), conflicts=TRUTH)
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


# plans


def plan() -> Json:
    """The answer to one question."""
    return record(
        "the best plan to one target",
        status=one_of("already", "plan", "infeasible"),
        target=record(id=TEXT, title=TEXT, kind=TEXT, jurisdiction=TEXT),
        objective=one_of("time", "cost", "steps", "study"),
        as_of=TEXT, start=MONTH, currency=TEXT,
        profile=_person(), limits=_limits(),
        assumes=many(record(says=TEXT, about=maybe(TEXT))),
        plans=many(_one_plan()), others=many(_other()), infeasible=maybe(_infeasible()),
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
        sources=many(TEXT), unmodelled=many(TEXT), confidence=TEXT, checked=maybe(DATE),
        renewal=maybe(RENEWAL),
    )  # fmt: skip


def _other() -> Json:
    return record(kind=TEXT, option=TEXT, first_step=maybe(TEXT), totals=TOTALS)


def _infeasible() -> Json:
    return record(
        causes=many(record(kind=TEXT, says=TEXT, about=maybe(TEXT))),
        repairs=many(record(change=TEXT, says=TEXT, totals=TOTALS)),
    )


def plans() -> Json:
    """The answers about several targets."""
    return record(
        "one plan a target, the steps they share, the one to begin with",
        results=many(document_schema("plan")), shared=many(TEXT), first=maybe(TEXT),
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
    return record("all there is to say of one credential", item=_entry())


def _entry() -> Json:
    return record(
        **SUMMARY_FIELDS,
        grades=many(many(TEXT)), derived=TRUTH, regulated=TRUTH, hours_per_week=many(WHOLE),
        conditions=many(_condition()), routes=many(_route()), available=_window(),
        counts_as=many(NAMED), counted_as_this=many(NAMED),
        assumes=many(record(id=TEXT, title=TEXT, grade=maybe(TEXT))), asked_by=many(NAMED),
        progresses_to=many(record(id=TEXT, title=TEXT, progression=TEXT, says=TEXT)),
        salary=maybe(_salary()),
        renewal=maybe(record(every_months=WHOLE, fee=PRICE)),
        codes=mapping(TEXT), profile=mapping(ANYTHING), facts=many(FACT), unmodelled=many(FACT),
        notes=TEXT, pack=TEXT, sources=many(record(**SOURCE_FIELDS)),
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
        year=maybe(WHOLE), per=TEXT, source=maybe(TEXT),
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
    body = record(code=TEXT, message=TEXT, hint=TEXT, details=many(TEXT))
    return record("what went wrong and what to do about it", error=body)


def schemas() -> Json:
    """Which schemas there are."""
    item = record(name=TEXT, describes=TEXT)
    return record("the names that `data schema` knows", items=many(item))


DOCUMENTS: dict[str, Callable[[], Json]] = {
    "plan": plan,
    "plans": plans,
    "list": listing,
    "show": show,
    "sources": sources,
    "check": check,
    "diff": diff,
    "export": export,
    "schemas": schemas,
    "error": error,
}
"""Every document by the middle of its name: `careerpath.plan/1` is `plan`."""
