"""What an entry may say: the pydantic models behind the data format, and their normal form.

Each model validates one YAML value strictly (no unknown fields, no nulls, no numbers as text) and
`normal()` returns the compact JSON that `careerpath.records` reads. Checks that need more than one
entry live in `checks.py`.
"""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StrictBool,
    StrictInt,
    WithJsonSchema,
    model_validator,
)

from careerpath.catalogue import NO_CURRENCY
from careerpath.errors import UsageError
from careerpath.months import parse_month
from careerpath.packs.requirement_text import normal_requirement
from careerpath.records import FULL_TIME_HOURS

Json = dict[str, Any]

_ID_PATTERN = r"[a-z0-9]+(-[a-z0-9]+)*"
_ID = re.compile(_ID_PATTERN)
_GRADED_ID = re.compile(r"([a-z0-9-]+)(?:>=(.+))?")


def _id(value: str) -> str:
    if not _ID.fullmatch(value):
        raise ValueError(f"`{value}` is not an id: lower-case letters, digits and single hyphens")
    return value


def _text(value: object) -> object:
    """A number where a name belongs (grade 4, level 7, year 2026) is read as its text."""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _listed(value: object) -> object:
    """One value where a list belongs is a list of one."""
    return value if isinstance(value, list) else [value]


def _month(value: object) -> int:
    if not isinstance(value, str | int) or isinstance(value, bool):
        raise ValueError("expected a month, YYYY-MM")
    text = f"{value}-01" if re.fullmatch(r"\d{4}", str(value)) else str(value)
    try:
        month: int = parse_month(text)
    except UsageError as error:
        hint = f"{error.hint[:1].lower()}{error.hint[1:]}".rstrip(".")
        raise ValueError(f"{error.message}: {hint}") from error
    return month


def _date_text(value: object) -> object:
    text = str(value) if isinstance(value, int) and not isinstance(value, bool) else value
    if isinstance(text, str) and not re.fullmatch(r"\d{4}(-\d{2}(-\d{2})?)?", text):
        raise ValueError(f"`{text}` is not a date: YYYY, YYYY-MM or YYYY-MM-DD")
    return text


# What stands after `json_schema_input_type` is what an author may write, for editors that know the
# JSON Schema of a file: one value for a list of one, an id for a mapping that holds an id alone.
Id = Annotated[
    str,
    AfterValidator(_id),
    WithJsonSchema({"type": "string", "pattern": f"^{_ID_PATTERN}$"}),
]
Ids = Annotated[list[Id], BeforeValidator(_listed, json_schema_input_type=Id | list[Id])]
Text = Annotated[
    str,
    BeforeValidator(_text, json_schema_input_type=str | int),
    Field(min_length=1, max_length=4000),
]
Texts = Annotated[list[Text], BeforeValidator(_listed, json_schema_input_type=Text | list[Text])]
_DATE = {"type": ["string", "integer"], "pattern": r"^\d{4}(-\d{2}(-\d{2})?)?$"}
MonthValue = Annotated[int, BeforeValidator(_month), WithJsonSchema(_DATE)]
DateText = Annotated[str, BeforeValidator(_date_text), WithJsonSchema(_DATE)]
Count = Annotated[StrictInt, Field(ge=0, le=1200)]
WeeklyHours = Annotated[StrictInt, Field(ge=0, le=168)]
MonthOfYear = Annotated[StrictInt, Field(ge=1, le=12)]
MonthsOfYear = Annotated[
    list[MonthOfYear],
    BeforeValidator(_listed, json_schema_input_type=MonthOfYear | list[MonthOfYear]),
]
REQUIREMENT = {"title": "Requirement"}
"""Stands for the schema of a requirement, which is recursive and written once a file."""
Requires = Annotated[Any, AfterValidator(normal_requirement), WithJsonSchema(REQUIREMENT)]


class Entry(BaseModel):
    """Base of everything read from YAML: frozen, and refusing what it does not know."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, defer_build=True)


class FactEntry(Entry):
    """One sentence and its source."""

    says: Text
    source: Id | None = Field(default=None, description="id of the source; leave out if none")
    conflicts: StrictBool = Field(default=False, description="other sources say otherwise")

    def normal(self) -> Json:
        return {
            "says": self.says,
            **({"source": self.source} if self.source else {}),
            **({"conflicts": True} if self.conflicts else {}),
        }


class FeeEntry(Entry):
    """An amount at the prices of a year."""

    amount: StrictInt | str
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
    year: Annotated[StrictInt, Field(ge=1950, le=2100)] | None = None
    estimated: StrictBool = False
    basis: Text | None = Field(default=None, description="what an estimate rests on")

    @model_validator(mode="after")
    def _amount_is_money(self) -> FeeEntry:
        minor_units(self.amount)
        if self.estimated and not self.basis:
            raise ValueError("an estimated fee states its `basis`")
        return self

    def normal(self) -> Json:
        year = {"year": self.year} if self.year else {}
        return {"minor": minor_units(self.amount), "currency": self.currency, **year}


def minor_units(amount: int | str) -> int:
    """`1234` or `"1234.50"` in pennies; ValueError for anything else."""
    try:
        exact = Decimal(amount) * 100
    except InvalidOperation as error:
        raise ValueError(f"`{amount}` is not an amount") from error
    if not 0 <= exact < 10**12 or exact != exact.to_integral_value():
        raise ValueError(f"`{amount}` is not an amount of money from 0, to the penny")
    return int(exact)


def _fee(value: object) -> object:
    """`fee: 0` is short for nothing to pay; without an amount there is no currency."""
    return {"amount": 0, "currency": NO_CURRENCY} if value == 0 and value is not False else value


class WindowEntry(Entry):
    """When something can be taken. `from` and `last_start` bound starts, `until` bounds awards."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, strict=True, populate_by_name=True, defer_build=True
    )

    from_: MonthValue | None = Field(default=None, alias="from", description="no start before it")
    until: MonthValue | None = Field(default=None, description="no award after it")
    last_start: MonthValue | None = Field(default=None, description="no start after it")

    @model_validator(mode="after")
    def _in_order(self) -> WindowEntry:
        ends = [m for m in (self.until, self.last_start) if m is not None]
        if self.from_ is not None and ends and min(ends) < self.from_:
            raise ValueError("the window ends before it begins")
        return self

    def normal(self) -> Json:
        bounds = {"from": self.from_, "until": self.until, "last_start": self.last_start}
        return {k: v for k, v in bounds.items() if v is not None}


class GivesEntry(Entry):
    """Experience credited when the route ends."""

    role: Id
    months: Annotated[StrictInt, Field(ge=1, le=600)]
    hours_per_week: Annotated[StrictInt, Field(ge=1, le=168)] | None = Field(
        default=None, description="if left out: those of the route, or of the role"
    )

    def normal(self) -> Json:
        return self.model_dump(exclude_none=True)


def _gives(value: object) -> object:
    """Also read the long form `{experience: {months: 24, in: [role]}}`, one role each."""
    return [_one_gives(item) for item in (value if isinstance(value, list) else [value])]


def _one_gives(item: object) -> object:
    if isinstance(item, dict) and set(item) == {"experience"}:
        item = item["experience"]
    if isinstance(item, dict) and "in" in item:
        rest = {k: v for k, v in item.items() if k != "in"}
        roles = item["in"] if isinstance(item["in"], list) else [item["in"]]
        if len(roles) != 1:
            raise ValueError("`gives` names one role an item")
        return {"role": roles[0], **rest}
    return item


def _apply_by(value: object) -> object:
    """`01-29`, `1-29` or `{month: 1, day: 29}`: the closing date that comes round each year."""
    if isinstance(value, dict) and set(value) <= {"month", "day"} and "month" in value:
        value = f"{value['month']}-{value.get('day', 1)}"
    match = re.fullmatch(r"(?:--)?(\d{1,2})-(\d{1,2})", str(value))
    if not match or not (1 <= int(match[1]) <= 12 and 1 <= int(match[2]) <= 31):
        raise ValueError("`apply_by` is a month and a day of the year, such as 01-29")
    return [int(match[1]), int(match[2])]


def _estimated(value: object) -> object:
    return (
        ["months", "hours_per_week", "fee"] if value is True else ([] if value is False else value)
    )


Figure = Literal["months", "hours_per_week", "fee"]
Estimated = Annotated[
    list[Figure], BeforeValidator(_estimated, json_schema_input_type=list[Figure] | bool)
]
# A route without a fee writes 0.
Fee = Annotated[FeeEntry, BeforeValidator(_fee, json_schema_input_type=FeeEntry | Literal[0])]
_DAY = {
    "anyOf": [
        {"type": "string", "pattern": r"^(--)?\d{1,2}-\d{1,2}$"},
        {"type": "object", "required": ["month"], "additionalProperties": False,
         "properties": {"month": {"type": "integer"}, "day": {"type": "integer"}}},
    ]
}  # fmt: skip
DayOfYear = Annotated[list[int], BeforeValidator(_apply_by), WithJsonSchema(_DAY)]
GivesList = Annotated[
    list[GivesEntry],
    BeforeValidator(_gives, json_schema_input_type=GivesEntry | list[GivesEntry | dict[str, Any]]),
]


class RouteEntry(Entry):
    """One way to gain a credential: its own entry requirement, months, hours a week and fee."""

    id: Id
    title: Text | None = None
    requires: Requires | None = Field(
        default=None, description="must hold before it starts: a rule"
    )
    usually: Requires | None = Field(
        default=None,
        description="is commonly asked before it starts; dropped with a notice if no plan is left",
    )
    completes_with: Requires | None = Field(
        default=None, description="must hold before the award, and may be gained meanwhile"
    )
    months: Count = Field(description="how long it takes hours")
    hours_per_week: WeeklyHours
    fee: Fee
    starts: MonthsOfYear = Field(default=[], description="months of the year in which it begins")
    sat: MonthsOfYear = Field(default=[], description="months of the year in which it ends")
    results: Annotated[StrictInt, Field(ge=0, le=60)] = Field(
        default=0, description="months from the end until it counts"
    )
    apply_by: DayOfYear | None = Field(
        default=None, description="the yearly closing date for applications: shown, not planned on"
    )
    available: WindowEntry | None = Field(default=None, description="narrows that of the entry")
    strength: Literal["rule", "discretion"] = Field(
        default="rule",
        description="`discretion`: needs somebody's consent, used with `--hopeful` alone",
    )
    offer: StrictBool = Field(default=False, description="a place that must be won")
    employed: StrictBool = Field(default=False, description="it is itself a job")
    gives: GivesList = Field(default=[], description="experience credited at the end")
    not_if_held: Ids = Field(
        default=[], description="closed to who holds one of these at the start"
    )
    estimated: Estimated = Field(default=[], description="figures that no source states")
    basis: Text | None = Field(default=None, description="what the estimates rest on")
    sources: Ids = []
    unmodelled: list[FactEntry] = Field(
        default=[], description="rules this language can't say, shown wherever the route is used"
    )

    @model_validator(mode="after")
    def _consistent(self) -> RouteEntry:
        if self.starts and self.sat:
            raise ValueError("give `starts` or `sat`, not both")
        if self.estimated and not self.basis:
            raise ValueError("estimated figures state their `basis`")
        return self

    def normal(self) -> Json:
        estimated = set(self.estimated) | ({"fee"} if self.fee.estimated else set())
        basis = "; ".join(t for t in (self.basis, self.fee.basis) if t)
        data: Json = {
            "id": self.id,
            "title": self.title or self.id.replace("-", " "),
            "months": self.months,
            "hours_per_week": self.hours_per_week,
            "fee": self.fee.normal(),
            "starts": sorted(set(self.starts)),
            "sat": sorted(set(self.sat)),
            "results": self.results,
            "strength": self.strength,
            "offer": self.offer,
            "employed": self.employed,
            "gives": [g.normal() for g in self.gives],
            "not_if_held": self.not_if_held,
            "estimated": sorted(estimated),
            "basis": basis,
            "sources": self.sources,
            "unmodelled": [f.normal() for f in self.unmodelled],
        }
        if self.apply_by:
            data["apply_by"] = self.apply_by
        return _without_empty({**data, **_conditions(self)})


def _conditions(entry: RouteEntry | CredentialEntry) -> Json:
    data = {
        key: value
        for key in ("requires", "usually", "completes_with")
        if (value := getattr(entry, key)) is not None
    }
    if entry.available:
        data["available"] = entry.available.normal()
    return data


def _without_empty(data: Json) -> Json:
    """Drop what a reader takes as the default anyway; zero months and hours stay."""
    keep = ("months", "hours_per_week", "requires", "usually", "completes_with")
    return {k: v for k, v in data.items() if k in keep or v not in ([], {}, "", False, None, 0)}


def _route_ids(value: object) -> object:
    """A route without an id takes `route-1`, `route-2`, … by its place in the list."""
    if not isinstance(value, list):
        return value
    return [
        {"id": f"route-{n}", **item} if isinstance(item, dict) and "id" not in item else item
        for n, item in enumerate(value, start=1)
    ]


Routes = Annotated[list[RouteEntry], BeforeValidator(_route_ids)]


def _counts_as(value: object) -> object:
    items = value if isinstance(value, list) else [value]
    return [{"id": item} if isinstance(item, str) else item for item in items]


class CountsAsEntry(Entry):
    """This satisfies `id` too, its grades read through `grades` where the scales differ."""

    id: Id
    grades: dict[str, Text] | None = None

    def normal(self) -> Json:
        return self.model_dump(exclude_none=True)


def _scale(value: object) -> object:
    """A list of grades worst to best, each with its equivalents; or the id whose scale this is."""
    if isinstance(value, dict) and "grades" in value:
        equivalents = value.get("equivalents", {})
        if not isinstance(equivalents, dict) or set(value) - {"grades", "equivalents"}:
            raise ValueError("a scale is {grades: [worst, …, best], equivalents: {C: 4}}")
        return _with_equivalents(value["grades"], equivalents)
    if not isinstance(value, list):
        return value
    return [[str(g) for g in p] if isinstance(p, list) else [str(p)] for p in value]


def _with_equivalents(grades: object, equivalents: Json) -> list[list[str]]:
    if not isinstance(grades, list):
        raise ValueError("`grades` is a list, worst to best")
    positions = [[str(g)] for g in grades]
    for spelling, grade in equivalents.items():
        places = [p for p in positions if p[0] == str(grade)]
        if not places:
            raise ValueError(f"`{spelling}` equals `{grade}`, which is not a grade of the scale")
        places[0].append(str(spelling))
    return positions


def _check_scale(value: str | list[list[str]]) -> str | list[list[str]]:
    if isinstance(value, str):
        return _id(value)
    spellings = [s.casefold() for position in value for s in position]
    if not spellings or len(spellings) != len(set(spellings)):
        raise ValueError("a scale lists each grade once, and has at least one")
    return value


Grade = str | int
ScaleValue = Annotated[
    str | list[list[str]],
    BeforeValidator(
        _scale,
        json_schema_input_type=str | list[Grade | list[Grade]] | dict[str, Any],
    ),
    AfterValidator(_check_scale),
]


CountsAsList = Annotated[
    list[CountsAsEntry],
    BeforeValidator(
        _counts_as, json_schema_input_type=Id | CountsAsEntry | list[Id | CountsAsEntry]
    ),
]


class LevelEntry(Entry):
    """A level in a qualifications framework."""

    framework: Text
    value: Text


class RenewalEntry(Entry):
    """A running cost: every so many months, at a price."""

    every: Annotated[StrictInt, Field(ge=1, le=600)]
    fee: Fee


class CredentialEntry(Entry):
    """What qualifications and roles have in common."""

    id: Id
    title: Text
    aliases: Texts = Field(default=[], description="what people call it")
    jurisdiction: Ids = Field(description="the places it belongs to")
    counts_as: CountsAsList = Field(
        default=[], description="the broader credentials that it satisfies too"
    )
    assumes: Texts = Field(default=[], description="ids, with a grade as in `some-course>=4`")
    requires: Requires | None = Field(
        default=None, description="must hold before any route starts, or before the work: a rule"
    )
    usually: Requires | None = Field(
        default=None,
        description="is commonly asked besides; dropped with a notice if no plan is left",
    )
    completes_with: Requires | None = Field(
        default=None, description="must hold before the award, and may be gained meanwhile"
    )
    available: WindowEntry | None = Field(default=None, description="when it can be taken")
    facts: list[FactEntry] = Field(
        default=[], description="what users should know, each with its source"
    )
    unmodelled: list[FactEntry] = Field(
        default=[], description="rules this language can't say, shown wherever the entry is used"
    )
    confidence: Literal["high", "medium", "low"] = "medium"
    checked: DateText | None = Field(default=None, description="the day somebody read the sources")
    sources: Ids = []
    notes: Text | None = Field(default=None, description="for authors")

    def _common(self) -> Json:
        return {
            "id": self.id,
            "title": self.title,
            "aliases": self.aliases,
            "jurisdiction": self.jurisdiction,
            "counts_as": [c.normal() for c in self.counts_as],
            "assumes": [_graded(a) for a in self.assumes],
            "facts": [f.normal() for f in self.facts],
            "unmodelled": [f.normal() for f in self.unmodelled],
            "confidence": self.confidence,
            "checked": self.checked or "",
            "sources": self.sources,
            "notes": self.notes or "",
            **_conditions(self),
        }


def _graded(text: str) -> list[str | None]:
    match = _GRADED_ID.fullmatch(text)
    if not match:
        raise ValueError(f"`{text}` is not an id with an optional grade")
    return [match[1], match[2]]


def _retakes(value: object) -> object:
    return _route_ids(_listed(value))


Retakes = Annotated[
    list[Id | RouteEntry],
    BeforeValidator(_retakes, json_schema_input_type=Id | RouteEntry | list[Id | RouteEntry]),
]


class QualificationEntry(CredentialEntry):
    """Anything passed, awarded, licensed, registered; a circumstance; an umbrella."""

    kind: Id = Field(description="school, certificate, diploma, degree, exam, apprenticeship, …")
    awarding_body: Text | None = None
    level: LevelEntry | None = None
    scale: ScaleValue | None = None
    routes: Routes = Field(
        default=[],
        description="the ways to gain it for the first time; none: derived, or held when stated",
    )
    retake: Retakes = Field(
        default=[], description="routes that raise a held lower grade: ids of routes, or routes"
    )
    renewal: RenewalEntry | None = Field(
        default=None, description="a running cost: shown, not optimised"
    )

    @model_validator(mode="after")
    def _consistent(self) -> QualificationEntry:
        if self.kind == "role":
            raise ValueError("a role belongs into roles.yaml")
        ids = [r.id for r in self.all_routes()]
        if len(ids) != len(set(ids)):
            raise ValueError("two routes have the same id")
        unknown = [r for r in self.retake if isinstance(r, str) and r not in ids]
        if unknown:
            raise ValueError(f"`retake` names `{unknown[0]}`, which is no route of this entry")
        if not self.routes and (self.completes_with is not None or self.available):
            raise ValueError("`completes_with` and `available` need a route")
        for assumed in self.assumes:
            _graded(assumed)
        return self

    def all_routes(self) -> list[RouteEntry]:
        """First-time routes, then those that exist only to raise a grade."""
        return [*self.routes, *(r for r in self.retake if isinstance(r, RouteEntry))]

    def normal(self) -> Json:
        raising = {r if isinstance(r, str) else r.id for r in self.retake}
        first_time = {r.id for r in self.routes}
        routes = []
        for route in self.all_routes():
            data = route.normal()
            data["retake"] = route.id in raising
            data["first_time"] = route.id in first_time
            routes.append(data)
        renewal = self.renewal
        return _without_empty(
            {
                **self._common(),
                "kind": self.kind,
                "awarding_body": self.awarding_body or "",
                "level": self.level.model_dump() if self.level else None,
                "scale": self.scale,
                "routes": routes,
                "renewal": {"every": renewal.every, "fee": renewal.fee.normal()}
                if renewal
                else None,
            }
        )


class SalaryEntry(Entry):
    """Pay, with its year and source."""

    low: StrictInt | None = None
    typical: StrictInt | None = None
    high: StrictInt | None = None
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
    year: Annotated[StrictInt, Field(ge=1950, le=2100)] | None = None
    per: Literal["year", "hour", "day", "week", "month"] = "year"
    source: Id | None = None
    estimated: StrictBool = False
    basis: Text | None = None

    @model_validator(mode="after")
    def _in_order(self) -> SalaryEntry:
        stated = [pay for pay in (self.low, self.typical, self.high) if pay is not None]
        if stated != sorted(stated):
            raise ValueError("pay runs from `low` by `typical` to `high`")
        return self


class ProgressionEntry(Entry):
    """A usual next role."""

    id: Id
    kind: Literal["advancement", "lateral", "transition"] = "advancement"
    says: Text | None = None


def _progressions(value: object) -> object:
    items = value if isinstance(value, list) else [value]
    return [{"id": item} if isinstance(item, str) else item for item in items]


Progressions = Annotated[
    list[ProgressionEntry],
    BeforeValidator(
        _progressions,
        json_schema_input_type=Id | ProgressionEntry | list[Id | ProgressionEntry],
    ),
]
Pace = Annotated[StrictInt, Field(ge=1, le=168)]
Paces = Annotated[list[Pace], BeforeValidator(_listed, json_schema_input_type=Pace | list[Pace])]


End = Literal["before", "after"]
Ends = Annotated[list[End], BeforeValidator(_listed, json_schema_input_type=End | list[End])]


class WayInEntry(Entry):
    """One way into a role: an entry condition of its own. A role is entered, never studied."""

    id: Id
    title: Text | None = None
    requires: Requires | None = None
    usually: Requires | None = None
    months: Literal[0] = 0
    hours_per_week: Literal[0] = 0
    fee: Fee | None = None
    offer: StrictBool = True
    sources: Ids = []

    @model_validator(mode="after")
    def _costs_nothing(self) -> WayInEntry:
        if self.fee and self.fee.normal()["minor"]:
            raise ValueError("a way into a role has no fee: put it on the licence or course")
        return self

    def demands(self, *, usual: bool) -> Any:  # noqa: ANN401 - JSON is any
        """The whole condition of this way in, with or without what is usual."""
        asked = [self.requires, self.usually if usual else None]
        return {"all": [r for r in asked if r is not None]}


WaysIn = Annotated[list[WayInEntry], BeforeValidator(_route_ids)]


class RoleEntry(CredentialEntry):
    """An occupation one works in."""

    kind: Literal["role"] = "role"
    routes: WaysIn = Field(default=[], description="alternative ways in: any one will do")
    regulated: StrictBool = Field(
        default=False, description="nobody may work in it without a licence"
    )
    hours_per_week: Paces = Field(
        default=[FULL_TIME_HOURS],
        description="one or more paces, the usual first; [] for a heading that no one works in",
    )
    salary: SalaryEntry | None = None
    progresses_to: Progressions = Field(
        default=[], description="the usual next roles: advice, never proof of eligibility"
    )
    career_ends: Ends = Field(
        default=[], description="no usual role comes `before` it, or `after` it: not an oversight"
    )
    codes: dict[Literal["soc2020", "onet", "isco08", "esco"], Text] = {}

    @model_validator(mode="after")
    def _consistent(self) -> RoleEntry:
        if self.completes_with is not None:
            raise ValueError("a role has no `completes_with`: it is worked in, not awarded")
        return self

    def _entry_conditions(self) -> Json:
        """The role's own conditions, with its ways in folded in as alternatives."""
        conditions: Json = {}
        for key, own in (("requires", self.requires), ("usually", self.usually)):
            parts = [own] if own is not None else []
            if any(getattr(way, key) is not None for way in self.routes):
                demands = [way.demands(usual=key == "usually") for way in self.routes]
                parts.append({"any": demands})
            if parts:
                conditions[key] = parts[0] if len(parts) == 1 else {"all": parts}
        return conditions

    def normal(self) -> Json:
        return _without_empty(
            {
                **self._common(),
                **self._entry_conditions(),
                "sources": list(
                    dict.fromkeys([*self.sources, *(s for way in self.routes for s in way.sources)])
                ),
                "kind": "role",
                "regulated": self.regulated,
                "paces": list(dict.fromkeys(self.hours_per_week)),
                "salary": self.salary.model_dump(exclude_none=True, exclude_defaults=True)
                if self.salary
                else None,
                "progresses_to": [p.model_dump(exclude_none=True) for p in self.progresses_to],
                "career_ends": list(self.career_ends),
                "codes": dict(self.codes),
            }
        )


class SourceEntry(Entry):
    """Where facts were read."""

    id: Id
    title: Text
    publisher: Text
    address: Text | None = Field(
        default=None, description="its web address; left out only where none is known"
    )
    authority: Literal["regulator", "awarding-body", "official", "secondary"]
    dated: DateText | None = None
    checked: DateText | None = None

    @model_validator(mode="after")
    def _web_address(self) -> SourceEntry:
        if self.address and not re.fullmatch(r"https?://[^\s<>\"']+", self.address):
            raise ValueError("`address` is a web address beginning with http:// or https://")
        return self

    def normal(self) -> Json:
        return {"address": "", **self.model_dump(exclude_none=True)}


class PlaceEntry(Entry):
    """A jurisdiction: its name, what it lies within, the currency its fees are shown in."""

    id: Id
    title: Text
    within: Id | None = Field(default=None, description="the place it lies within")
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")] | None = None
    default: StrictBool = Field(
        default=False, description="where a person is taken to be who does not say"
    )
    aliases: Texts = []

    def normal(self) -> Json:
        return self.model_dump(exclude_none=True)


class RateEntry(Entry):
    """How many units of the common currency one unit of this one buys, on a date."""

    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
    rate: StrictInt | str = Field(description="units of the common currency for one of this")
    dated: DateText
    source: Id | None = None
    estimated: StrictBool = False
    basis: Text | None = None

    @model_validator(mode="after")
    def _rate_is_a_number(self) -> RateEntry:
        self.millionths()
        return self

    def millionths(self) -> int:
        """The rate as an integer, so that comparisons stay exact."""
        try:
            exact = Decimal(self.rate) * 1_000_000
        except InvalidOperation as error:
            raise ValueError(f"`{self.rate}` is not a rate") from error
        if not 0 < exact < 10**12:
            raise ValueError(f"`{self.rate}` is not a rate above 0")
        return int(exact)

    def normal(self) -> Json:
        data: Json = {"id": self.currency, "millionths": self.millionths(), "dated": self.dated}
        return {**data, **({"source": self.source} if self.source else {})}
