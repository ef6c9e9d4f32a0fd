"""The catalogue's records: plain, frozen, built from validated JSON and never checked again.

Validation lives in `careerpath.packs`; whatever reaches these classes has passed it. Money is in
minor units (pennies, cents), durations in whole months, effort in hours a week.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import Struct, field

from careerpath.requirements import ALWAYS, Requirement, from_json

if TYPE_CHECKING:
    from collections.abc import Mapping

    from careerpath.months import Month

Json = dict[str, Any]

FULL_TIME_HOURS = 37
"""The weekly hours of a job whose hours nobody states."""


class Scale(Struct, frozen=True):
    """Grades from worst to best; each position lists its equivalent spellings, the first shown."""

    positions: tuple[tuple[str, ...], ...]

    @property
    def is_count(self) -> bool:
        """Its grades are plain numbers: how many there are of something, not how good it is."""
        return all(len(p) == 1 and p[0].isdigit() for p in self.positions)

    def rank(self, grade: str) -> int | None:
        """The position of `grade` in any of its spellings and any case; None if it is not one."""
        for rank, spellings in enumerate(self.positions):
            if grade in spellings:
                return rank
        wanted = grade.casefold()
        for rank, spellings in enumerate(self.positions):
            if any(wanted == s.casefold() for s in spellings):
                return rank
        return None

    def name(self, rank: int) -> str:
        """The grade at `rank`, in its first spelling."""
        return self.positions[rank][0]


class CountsAs(Struct, frozen=True):
    """This credential satisfies `id` too; `grades` maps its grades to that one's."""

    id: str
    grades: Mapping[str, str] | None = None


class Window(Struct, frozen=True):
    """When something can be taken: bounds on starts (`first`, `last_start`) and awards (`until`)."""

    first: Month | None = None
    until: Month | None = None
    last_start: Month | None = None

    def narrowed_by(self, other: Window) -> Window:
        """Both windows at once."""
        return Window(
            _latest(self.first, other.first),
            _earliest(self.until, other.until),
            _earliest(self.last_start, other.last_start),
        )


OPEN = Window()


def _latest(a: Month | None, b: Month | None) -> Month | None:
    return max((m for m in (a, b) if m is not None), default=None)


def _earliest(a: Month | None, b: Month | None) -> Month | None:
    return min((m for m in (a, b) if m is not None), default=None)


class Money(Struct, frozen=True):
    """An amount in minor units of `currency`, at the prices of `year`."""

    minor: int
    currency: str
    year: int | None = None


class Fact(Struct, frozen=True):
    """One sentence and the source it rests on; `conflicts` marks a figure other sources dispute."""

    says: str
    source: str | None = None
    conflicts: bool = False


class Gives(Struct, frozen=True):
    """Experience credited when a route ends."""

    role: str
    months: int
    hours_per_week: int | None = None


class Route(Struct, frozen=True):
    """One way to gain a credential."""

    id: str
    title: str
    months: int
    hours_per_week: int
    fee: Money
    requires: Requirement = ALWAYS
    usually: Requirement = ALWAYS
    completes_with: Requirement = ALWAYS
    starts: tuple[int, ...] = ()
    sat: tuple[int, ...] = ()
    results: int = 0
    apply_by: tuple[int, int] | None = None
    """Month and day of the yearly closing date for applications; shown, not planned on."""
    window: Window = OPEN
    discretion: bool = False
    offer: bool = False
    employed: bool = False
    gives: tuple[Gives, ...] = ()
    not_if_held: tuple[str, ...] = ()
    retake: bool = False
    """Can raise a held lower grade."""
    first_time: bool = True
    """Can gain the credential for the first time."""
    estimated: tuple[str, ...] = ()
    """Which of `months`, `hours_per_week`, `fee` are the author's estimates."""
    basis: str = ""
    sources: tuple[str, ...] = ()
    unmodelled: tuple[Fact, ...] = ()


class Salary(Struct, frozen=True):
    """Yearly (or hourly) pay in whole units of `currency`."""

    low: int | None
    typical: int | None
    high: int | None
    currency: str
    year: int | None
    per: str
    source: str | None
    estimated: bool = False
    basis: str = ""


class Progression(Struct, frozen=True):
    """A usual next role: advice, never proof of eligibility."""

    id: str
    kind: str
    says: str = ""


class Credential(Struct, frozen=True):
    """Anything a person can hold; `kind` is `role` for roles."""

    id: str
    title: str
    kind: str
    jurisdiction: tuple[str, ...]
    aliases: tuple[str, ...] = ()
    awarding_body: str = ""
    level_framework: str = ""
    level_value: str = ""
    scale: Scale | None = None
    counts_as: tuple[CountsAs, ...] = ()
    assumes: tuple[tuple[str, str | None], ...] = ()
    requires: Requirement = ALWAYS
    usually: Requirement = ALWAYS
    completes_with: Requirement = ALWAYS
    routes: tuple[Route, ...] = ()
    has_rule: bool = False
    """The entry states `requires` or `usually`, even where the condition is empty."""
    window: Window = OPEN
    renewal: tuple[int, Money] | None = None
    """Every how many months, and at what price: a running cost, shown and not planned on."""
    facts: tuple[Fact, ...] = ()
    unmodelled: tuple[Fact, ...] = ()
    confidence: str = "medium"
    checked: str = ""
    sources: tuple[str, ...] = ()
    notes: str = ""
    pack: str = ""
    # of roles only
    regulated: bool = False
    paces: tuple[int, ...] = ()
    salary: Salary | None = None
    progresses_to: tuple[Progression, ...] = ()
    career_ends: tuple[str, ...] = ()
    """`before`, `after`: no usual role comes before it, or after it."""
    codes: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_role(self) -> bool:
        return self.kind == "role"

    @property
    def is_derived(self) -> bool:
        """Held from the moment its requirement holds; never a step."""
        return not self.is_role and not self.routes and self.has_rule

    @property
    def is_stated_only(self) -> bool:
        """Held only when the person says so, or through what counts as it."""
        return not self.is_role and not self.routes and not self.has_rule

    @property
    def usual_pace(self) -> int:
        """The hours a week at which past work in this role is counted unless stated."""
        return self.paces[0] if self.paces else FULL_TIME_HOURS

    def route(self, route_id: str) -> Route:
        """The route with this id; KeyError if there is none."""
        for route in self.routes:
            if route.id == route_id:
                return route
        raise KeyError(route_id)


class Source(Struct, frozen=True):
    """Where a fact was read."""

    id: str
    title: str
    publisher: str
    address: str
    authority: str
    """`regulator`, `awarding-body`, `official` or `secondary`."""
    dated: str = ""
    checked: str = ""


class Place(Struct, frozen=True):
    """A jurisdiction, and what it lies within."""

    id: str
    title: str
    within: str | None = None
    currency: str | None = None
    default: bool = False
    aliases: tuple[str, ...] = ()


class Rate(Struct, frozen=True):
    """One unit of `currency` in the common unit of the rates file, in millionths."""

    currency: str
    millionths: int
    dated: str
    source: str | None = None


def credential_from_json(data: Json) -> Credential:
    """Build a record from the validated JSON of one entry."""
    routes = tuple(_route(r) for r in data.get("routes", ()))
    level = data.get("level") or {}
    salary = data.get("salary")
    renewal = data.get("renewal")
    return Credential(
        id=data["id"],
        title=data["title"],
        kind=data["kind"],
        jurisdiction=tuple(data["jurisdiction"]),
        aliases=tuple(data.get("aliases", ())),
        awarding_body=data.get("awarding_body", ""),
        level_framework=level.get("framework", ""),
        level_value=level.get("value", ""),
        scale=Scale(tuple(tuple(p) for p in data["scale"])) if data.get("scale") else None,
        counts_as=tuple(CountsAs(c["id"], c.get("grades")) for c in data.get("counts_as", ())),
        assumes=tuple((a[0], a[1]) for a in data.get("assumes", ())),
        requires=_requirement(data, "requires"),
        usually=_requirement(data, "usually"),
        completes_with=_requirement(data, "completes_with"),
        routes=routes,
        has_rule="requires" in data or "usually" in data,
        window=_window(data),
        renewal=(renewal["every"], _money(renewal["fee"])) if renewal else None,
        facts=_facts(data, "facts"),
        unmodelled=_facts(data, "unmodelled"),
        confidence=data.get("confidence", "medium"),
        checked=data.get("checked", ""),
        sources=tuple(data.get("sources", ())),
        notes=data.get("notes", ""),
        pack=data.get("pack", ""),
        regulated=data.get("regulated", False),
        paces=tuple(data.get("paces", ())),
        salary=_salary(salary) if salary else None,
        progresses_to=tuple(
            Progression(p["id"], p["kind"], p.get("says", ""))
            for p in data.get("progresses_to", ())
        ),
        career_ends=tuple(data.get("career_ends", ())),
        codes=data.get("codes", {}),
    )


def _route(data: Json) -> Route:
    apply_by = data.get("apply_by")
    return Route(
        id=data["id"],
        title=data["title"],
        months=data["months"],
        hours_per_week=data["hours_per_week"],
        fee=_money(data["fee"]),
        requires=_requirement(data, "requires"),
        usually=_requirement(data, "usually"),
        completes_with=_requirement(data, "completes_with"),
        starts=tuple(data.get("starts", ())),
        sat=tuple(data.get("sat", ())),
        results=data.get("results", 0),
        apply_by=(apply_by[0], apply_by[1]) if apply_by else None,
        window=_window(data),
        discretion=data.get("strength") == "discretion",
        offer=data.get("offer", False),
        employed=data.get("employed", False),
        gives=tuple(
            Gives(g["role"], g["months"], g.get("hours_per_week")) for g in data.get("gives", ())
        ),
        not_if_held=tuple(data.get("not_if_held", ())),
        retake=data.get("retake", False),
        first_time=data.get("first_time", True),
        estimated=tuple(data.get("estimated", ())),
        basis=data.get("basis", ""),
        sources=tuple(data.get("sources", ())),
        unmodelled=_facts(data, "unmodelled"),
    )


def _requirement(data: Json, key: str) -> Requirement:
    return from_json(data[key]) if key in data else ALWAYS


def _window(data: Json) -> Window:
    available = data.get("available")
    if not available:
        return OPEN
    return Window(available.get("from"), available.get("until"), available.get("last_start"))


def _money(data: Json) -> Money:
    return Money(data["minor"], data["currency"], data.get("year"))


def _salary(data: Json) -> Salary:
    return Salary(
        data.get("low"), data.get("typical"), data.get("high"), data["currency"],
        data.get("year"), data.get("per", "year"), data.get("source"),
        data.get("estimated", False), data.get("basis", ""),
    )  # fmt: skip


def _facts(data: Json, key: str) -> tuple[Fact, ...]:
    return tuple(
        Fact(f["says"], f.get("source"), f.get("conflicts", False)) for f in data.get(key, ())
    )
