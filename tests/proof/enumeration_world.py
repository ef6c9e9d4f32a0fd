"""A question compiled for enumeration: what may be begun, on which conditions, and what is aimed at."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from careerpath.requirements import (
    Age,
    AllOf,
    AnyOf,
    AtLeast,
    Experience,
    Held,
    HeldFor,
    Recent,
    Requirement,
    all_of,
)
from tests.proof.enumeration_states import (
    NEVER,
    TRUE,
    AgeCondition,
    Block,
    Condition,
    CountCondition,
    ExperienceCondition,
    HeldCondition,
    HeldForCondition,
    Option,
    RecentCondition,
    Role,
    Span,
    WorkedCondition,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from careerpath.catalogue import Catalogue
    from careerpath.profile import Holding, Question
    from careerpath.records import Credential, Route, Window


@dataclass(slots=True)
class World:
    """The question, compiled: what may be begun, under which conditions, and what is aimed at."""

    catalogue: Catalogue
    question: Question
    usual: bool
    options: list[Option] = field(default_factory=list)
    options_of: dict[int, list[int]] = field(default_factory=dict)
    derived: dict[int, Condition] = field(default_factory=dict)
    roles: dict[str, Role] = field(default_factory=dict)
    experiences: list[ExperienceCondition] = field(default_factory=list)
    number: dict[str, int] = field(default_factory=dict)
    timed: list[Condition] = field(default_factory=list)
    """The conditions that settle with time, not only with what is gained."""
    lookback: list[int] = field(default_factory=list)
    """How long ago a gain must be for its age to make no difference any more."""
    dates: list[int] = field(default_factory=lambda: [0])
    goal: Condition = TRUE
    goal_span: Span = field(default_factory=Span)
    _assumed: set[str] = field(default_factory=set)
    _frozen: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._assumed = set(self._find_assumed())
        self._frozen = dict(self._find_frozen())
        self._number_gainable()
        self._compile_all()

    # the profile

    def _since(self, holding: Holding) -> int:
        return 0 if holding.since is None else holding.since - self.question.start

    def _stated(self) -> set[str]:
        return {h.id for h in self.question.profile.holds}

    def _find_assumed(self) -> Iterator[str]:
        """The fixed point of `assumes`, from what is stated or has been worked."""
        lacks = set(self.question.profile.lacks)
        sources = self._stated() | {w.role for w in self.question.profile.worked}
        assumed: set[str] = set()
        while True:
            reach = {b for s in sources | assumed for b in self.catalogue.broader(s)}
            more = {a for r in reach for a, _ in self.catalogue[r].assumes} - lacks - assumed
            more = {a for a in more if not self._stated() & set(self.catalogue.narrower(a))}
            if not more:
                return iter(assumed)
            assumed |= more

    def _find_frozen(self) -> Iterator[tuple[str, int]]:
        for f in self.catalogue:
            if any(route.retake for route in f.routes):
                continue
            holdings = [h for h in self.question.profile.holds if f.id in self._broader(h.id)]
            if all(h.grade is not None for h in holdings):
                ranks = [self._carries(h, f) for h in holdings]
                if any(rank >= 0 for rank in ranks):
                    yield f.id, max(ranks)

    def _broader(self, id_: str) -> tuple[str, ...]:
        return self.catalogue.broader(id_)

    def _carries(self, holding: Holding, to: Credential) -> int:
        rank = self._rank(holding)
        return -1 if rank is None else self._implied(holding.id, rank, to)

    def _rank(self, holding: Holding) -> int | None:
        scale = self.catalogue[holding.id].scale
        return scale.rank(holding.grade) if scale and holding.grade is not None else None

    def _implied(self, id_: str, rank: int, to: Credential) -> int:
        """The best rank on the scale of `to` that `rank` of `id_` carries over to, or -1."""
        names = [] if to.scale is None else [p[0] for p in to.scale.positions]
        lowest = [self.catalogue.lowest_grade(id_, to.id, name) for name in names]
        return max(
            (j for j, low in enumerate(lowest) if low is not None and low <= rank), default=-1
        )

    def _profile_gains(self, held: Held) -> list[int]:
        """Gain times of the holdings, stated or assumed, that pass."""
        found = []
        for holding in self.question.profile.holds:
            if held.id not in self._broader(holding.id):
                continue
            lowest = self.catalogue.lowest_grade(holding.id, held.id, held.grade)
            if lowest is None:
                continue
            rank = self._rank(holding)
            if held.grade is None or holding.grade is None or (rank is not None and rank >= lowest):
                found.append(self._since(holding))
        for id_ in self._assumed:
            if held.id in self._broader(id_) and (
                self.catalogue.lowest_grade(id_, held.id, held.grade) is not None
            ):
                found.append(0)
        return found

    def _held_from(self, id_: str) -> int | None:
        gains = self._profile_gains(Held(id_))
        return max(0, min(gains)) if gains else None

    # what may be gained

    def _number_gainable(self) -> None:
        for entry in self.catalogue:
            usable = any(self._usable(entry, route) for route in entry.routes)
            if entry.is_derived or (usable and self._welcome(entry)):
                self.number[entry.id] = len(self.number)
        self.lookback = [0] * len(self.number)

    def _welcome(self, entry: Credential) -> bool:
        limits = self.question.limits
        if any(unwanted in self._broader(entry.id) for unwanted in limits.without):
            return False
        return limits.abroad or any(
            self.catalogue.same_place(a, b) for a in entry.jurisdiction for b in self._home()
        )

    def _home(self) -> set[str]:
        profile = self.question.profile
        ids = {self.question.target, *self._stated(), *(w.role for w in profile.worked)}
        places = {p for i in ids for p in self.catalogue[i].jurisdiction}
        return places | ({profile.place} if profile.place is not None else set())

    def _usable(self, entry: Credential, route: Route) -> bool:
        limits = self.question.limits
        again = self._held_from(entry.id) is not None
        return (
            (route.retake if again else route.first_time)
            and all(self._held_from(i) is None for i in route.not_if_held)
            and all(r == route.id for c, r in limits.routes if c == entry.id)
            and (limits.hopeful or not route.discretion)
            and not (limits.earning and route.hours_per_week >= 20 and not route.employed)
            and self._fee(route) is not None
        )

    def _fee(self, route: Route) -> int | None:
        return self.catalogue.convert(route.fee.minor, route.fee.currency, self.question.currency)

    # compiling

    def _compile_all(self) -> None:
        for id_, number in self.number.items():
            entry = self.catalogue[id_]
            if entry.is_derived:
                self.derived[number] = self._entry(entry)
            for route in entry.routes:
                if self._usable(entry, route):
                    self.options_of.setdefault(number, []).append(len(self.options))
                    self.options.append(self._option(number, entry, route))
        for entry in self.catalogue:
            if entry.is_role and self._welcome(entry):
                self.roles[entry.id] = self._role(entry)
        self._compile_goal()
        self._widen_lookback_by_gives()

    def _entry(self, *parts: Credential | Route) -> Condition:
        asked = [p.requires for p in parts] + ([p.usually for p in parts] if self.usual else [])
        return self._compile(all_of(*asked))

    def _option(self, number: int, entry: Credential, route: Route) -> Option:
        gives = []
        for g in route.gives:
            employed = route.hours_per_week if route.employed else 0
            pace = g.hours_per_week if g.hours_per_week is not None else employed
            if g.hours_per_week is None and employed == 0:
                pace = self._usual_pace(g.role)
            gives.append((g.role, g.months, pace))
        earliest = self._held_from(entry.id) or 0
        self.dates.append(earliest)
        return Option(
            credential=number,
            id=entry.id,
            route=route,
            fee=self._fee(route) or 0,
            earliest=earliest,
            span=self._span(entry.window.narrowed_by(route.window)),
            entry=self._entry(entry, route),
            completion=self._compile(all_of(entry.completes_with, route.completes_with)),
            gives=tuple(gives),
        )

    def _usual_pace(self, role: str) -> int:
        return self.catalogue[role].usual_pace

    def _role(self, entry: Credential) -> Role:
        experienced = any(w.role == entry.id for w in self.question.profile.worked)
        condition = TRUE if experienced else self._entry(entry)
        return Role(entry.id, entry.paces, self._span(entry.window), condition)

    def _span(self, window: Window) -> Span:
        start = self.question.start
        span = Span(
            first=max(0, window.first - start) if window.first is not None else 0,
            last_start=window.last_start - start if window.last_start is not None else NEVER,
            until=window.until - start if window.until is not None else NEVER,
        )
        self.dates.extend(span.dates())
        return span

    def _compile_goal(self) -> None:
        target = self.catalogue[self.question.target]
        parts = [self._via(v) for v in self.question.limits.via]
        if not target.is_role:
            parts.append(self._compile(Held(target.id)))
        elif not self._worked_any(self.catalogue.narrower(target.id)):
            parts.append(self._entry(target))
            self.goal_span = self._span(target.window)
        self.goal = CountCondition(len(parts), tuple(parts))

    def _worked_any(self, roles: Iterable[str]) -> bool:
        wanted = set(roles)
        return any(w.role in wanted for w in self.question.profile.worked)

    def _via(self, id_: str) -> Condition:
        if not self.catalogue[id_].is_role:
            return self._compile(Held(id_))
        roles = frozenset(self.catalogue.narrower(id_))
        return TRUE if self._worked_any(roles) else self._timed(WorkedCondition(roles))

    def _compile(self, requirement: Requirement) -> Condition:
        match requirement:
            case Held():
                gains = self._profile_gains(requirement)
                since = max(0, min(gains)) if gains else NEVER
                self.dates.extend(max(0, g) for g in gains)
                providers = self._providers(requirement)
                held = HeldCondition(since, providers, sum(1 << p for p in providers))
                return self._timed(held) if 0 < since < NEVER else held
            case AllOf(parts=parts):
                return CountCondition(len(parts), tuple(self._compile(p) for p in parts))
            case AnyOf(parts=parts):
                return CountCondition(1, tuple(self._compile(p) for p in parts))
            case AtLeast(count=count, parts=parts):
                return CountCondition(count, tuple(self._compile(p) for p in parts))
            case Experience():
                return self._compile_experience(requirement)
            case HeldFor(months=months, ids=ids):
                times, providers = self._gains_and_providers(Held(i) for i in ids)
                self._date(times, providers, months)
                return self._timed(HeldForCondition(months, times, providers))
            case Recent(months=months, of=of):
                times, providers = self._gains_and_providers(of)
                self._date(times, providers, months + 1)
                return RecentCondition(months, times, providers)
            case Age():
                return self._compile_age(requirement)

    def _gains_and_providers(
        self, wanted: Iterable[Held]
    ) -> tuple[tuple[int, ...], tuple[int, ...]]:
        gains: list[int] = []
        providers: dict[int, None] = {}
        for held in wanted:
            gains += self._profile_gains(held)
            providers |= dict.fromkeys(self._providers(held))
        return tuple(gains), tuple(providers)

    def _date(self, gains: Iterable[int], providers: Iterable[int], months: int) -> None:
        self.dates.extend(g + months for g in gains)
        self.dates.extend(gains)
        for p in providers:
            self.lookback[p] = max(self.lookback[p], months)

    def _providers(self, held: Held) -> tuple[int, ...]:
        """Credentials whose gaining in the plan satisfies it."""
        return tuple(
            self.number[id_]
            for id_ in self.catalogue.narrower(held.id)
            if id_ in self.number and self._step_passes(self.catalogue[id_], held)
        )

    def _step_passes(self, entry: Credential, held: Held) -> bool:
        if held.grade is None:
            return True
        rank = self.catalogue.lowest_grade(entry.id, held.id, held.grade)
        if rank is None or entry.is_derived:
            return False
        return all(
            self._implied(entry.id, rank, self.catalogue[f]) <= self._frozen[f]
            for f in self._broader(entry.id)
            if f in self._frozen
        )

    def _compile_experience(self, wanted: Experience) -> Condition:
        roles = frozenset(r for role in wanted.roles for r in self.catalogue.narrower(role))
        after_gains, after = self._gains_and_providers(Held(a) for a in wanted.after)
        amount = wanted.amount * (wanted.full_time or 1)
        compiled = ExperienceCondition(
            amount=12 * wanted.amount if wanted.unit == "hours" else amount,
            last=wanted.last,
            roles=roles,
            weight=_weight(wanted),
            past=tuple(self._past_blocks()),
            givers=self._givers(roles),
            after=after if wanted.after else None,
            after_profile=after_gains,
        )
        self.dates.extend(after_gains)
        self.dates.extend(b.end + (wanted.last or 0) for b in compiled.past)
        if compiled not in self.experiences:
            self.experiences.append(compiled)
        return self._timed(compiled)

    def _timed(self, condition: Condition) -> Condition:
        if condition not in self.timed:
            self.timed.append(condition)
        return condition

    def _past_blocks(self) -> Iterator[Block]:
        for w in self.question.profile.worked:
            end = 0 if w.until is None else w.until - self.question.start
            pace = self._usual_pace(w.role) if w.hours_per_week is None else w.hours_per_week
            yield Block(w.role, pace, end - w.months, end)

    def _givers(self, roles: frozenset[str]) -> tuple[int, ...]:
        return tuple(
            number
            for id_, number in self.number.items()
            if any(g.role in roles for r in self.catalogue[id_].routes for g in r.gives)
        )

    def _widen_lookback_by_gives(self) -> None:
        """What a route gives reaches back, so when an `after` was gained may matter later."""
        reach = max((months for o in self.options for _, months, _ in o.gives), default=0)
        for experience in self.experiences:
            for p in experience.after or ():
                self.lookback[p] = max(self.lookback[p], reach)

    def _compile_age(self, age: Age) -> Condition:
        born = self.question.profile.born
        if born is None:
            return TRUE
        birth = born - self.question.start
        first = -NEVER if age.at_least is None else birth + 12 * age.at_least
        before = NEVER if age.under is None else birth + 12 * age.under
        self.dates.extend(d for d in (first, before) if abs(d) != NEVER)
        return self._timed(AgeCondition(first, before))


def _weight(wanted: Experience) -> Callable[[int], int]:
    if wanted.unit == "hours":
        return _weeks
    return _Capped(wanted.full_time) if wanted.full_time is not None else _one


def _weeks(pace: int) -> int:
    return 52 * pace


def _one(pace: int) -> int:
    return 1


@dataclass(frozen=True, slots=True)
class _Capped:
    full_time: int

    def __call__(self, pace: int) -> int:
        return min(pace, self.full_time)
