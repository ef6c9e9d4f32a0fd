"""Exhaustive search over complete month-by-month states, for small catalogues.

A state is everything that has happened so far. From every state at every month every single thing
that could be begun or stopped is tried, in every combination, and so is doing nothing; what must
happen (awards, derived credentials) happens by itself. States with the same future are merged.

Why the answer is the optimum:

* *Complete.* Every right plan is a sequence of these moves, month by month, because a plan is its
  starts and stops. Three kinds of moves are left out, none of which an optimal plan needs: what
  starts or runs without being able to support the target any more (taking it out of a plan leaves
  the plan right and no dearer), work beyond the month in which all it is counted for is settled
  (cutting it likewise), and whatever follows a state in which the target is reached.
* *Merging.* `_Future.key` contains everything on which later months depend. Totals are sums, and
  lexicographic order of sums is kept when the same is added to both, so of two states with one
  future the lesser vector leads to the lesser end. With a budget the fees must not be higher.
* *End.* From the last date that any rule names (`_Future.last_date`) on, rules depend on the
  calendar month and on differences only. A state whose future was met before, in the same calendar
  month, earlier and at no more, is dropped; there are finitely many futures, so the search ends.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from careerpath.profile import HORIZON_MONTHS
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
from tests.proof.plan_records import (
    INFEASIBLE,
    Answer,
    CandidatePlan,
    PlannedStep,
    PlannedStretch,
    Vector,
    objective_vector,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from careerpath.catalogue import Catalogue
    from careerpath.profile import Holding, Question
    from careerpath.records import Credential, Route, Window

_NEVER = 10**9
_NOT_YET = -(10**9)


class TooLarge(Exception):  # noqa: N818 - it says what is wrong with the catalogue
    """The search met more states than allowed; nothing is known of the question."""


def best_by_enumeration(
    catalogue: Catalogue, question: Question, *, usual: bool, max_states: int = 200_000
) -> Vector | None:
    """The optimal vector, or None if no plan exists. TooLarge if the search was given up."""
    return answer_by_enumeration(catalogue, question, usual=usual, max_states=max_states).vector


def answer_by_enumeration(
    catalogue: Catalogue, question: Question, *, usual: bool, max_states: int = 200_000
) -> Answer:
    """The same with the plan."""
    return _Search(_World(catalogue, question, usual), max_states).answer()


# what is held, worked and running


@dataclass(frozen=True, slots=True)
class _Block:
    """Worked months of a role; an open stretch ends at `_NEVER`."""

    role: str
    pace: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Job:
    role: str
    pace: int
    start: int


@dataclass(frozen=True, slots=True)
class _State:
    """Everything that has happened in the plan: gain times by credential, blocks, what runs."""

    gained: tuple[int, ...]
    blocks: tuple[_Block, ...] = ()
    running: tuple[tuple[int, int], ...] = ()
    """Pairs of option and start."""
    job: _Job | None = None
    worked: frozenset[str] = frozenset()
    """Roles that have had their one stretch."""
    mask: int = 0
    """The bits of what has been gained, to ask quickly."""

    def all_blocks(self) -> tuple[_Block, ...]:
        if self.job is None:
            return self.blocks
        return (*self.blocks, _Block(self.job.role, self.job.pace, self.job.start, _NEVER))


@dataclass(slots=True)
class _Needs:
    """What could still support the target."""

    credentials: set[int] = field(default_factory=set)
    roles: set[str] = field(default_factory=set)
    queue: list[int] = field(default_factory=list)

    def add(self, credentials: Iterable[int]) -> None:
        for c in credentials:
            if c not in self.credentials:
                self.credentials.add(c)
                self.queue.append(c)


class _Condition(Protocol):
    """A requirement, compiled."""

    def holds(self, state: _State, now: int) -> bool:
        """It holds now."""

    def settled(self, state: _State, now: int) -> bool:
        """It holds now and ever after."""

    def want(self, state: _State, now: int, needs: _Needs) -> None:
        """Note whatever could make it hold."""


@dataclass(frozen=True, slots=True)
class _HeldC:
    since: int
    """From when the profile alone satisfies it."""
    providers: tuple[int, ...]
    mask: int
    """The bits of the providers."""

    def holds(self, state: _State, now: int) -> bool:
        return state.mask & self.mask != 0 or now >= self.since

    settled = holds

    def want(self, state: _State, now: int, needs: _Needs) -> None:
        needs.add(self.providers)


@dataclass(frozen=True, slots=True)
class _CountC:
    count: int
    parts: tuple[_Condition, ...]

    def holds(self, state: _State, now: int) -> bool:
        missing = self.count
        for part in self.parts:
            if missing and part.holds(state, now):
                missing -= 1
        return missing == 0

    def settled(self, state: _State, now: int) -> bool:
        missing = self.count
        for part in self.parts:
            if missing and part.settled(state, now):
                missing -= 1
        return missing == 0

    def want(self, state: _State, now: int, needs: _Needs) -> None:
        for part in self.parts:
            if not part.settled(state, now):
                part.want(state, now, needs)


@dataclass(frozen=True, slots=True)
class _HeldForC:
    months: int
    profile: tuple[int, ...]
    """Gain times of what the profile holds."""
    providers: tuple[int, ...]

    def holds(self, state: _State, now: int) -> bool:
        latest = now - self.months
        return any(gained <= latest for gained in self.profile) or any(
            _NOT_YET < state.gained[p] <= latest for p in self.providers
        )

    def settled(self, state: _State, now: int) -> bool:
        return self.holds(state, now)

    def want(self, state: _State, now: int, needs: _Needs) -> None:
        needs.add(self.providers)


@dataclass(frozen=True, slots=True)
class _RecentC:
    months: int
    profile: tuple[int, ...]
    providers: tuple[int, ...]

    def holds(self, state: _State, now: int) -> bool:
        times = (*self.profile, *(state.gained[p] for p in self.providers))
        return any(gained <= now <= gained + self.months for gained in times)

    def settled(self, state: _State, now: int) -> bool:
        return False

    def want(self, state: _State, now: int, needs: _Needs) -> None:
        needs.add(self.providers)


@dataclass(frozen=True, slots=True)
class _AgeC:
    first: int
    before: int

    def holds(self, state: _State, now: int) -> bool:
        return self.first <= now < self.before

    def settled(self, state: _State, now: int) -> bool:
        return self.before == _NEVER and self.holds(state, now)

    def want(self, state: _State, now: int, needs: _Needs) -> None:
        pass


@dataclass(frozen=True, slots=True)
class _ExperienceC:
    amount: int
    last: int | None
    roles: frozenset[str]
    """Every role that counts."""
    weight: Callable[[int], int]
    past: tuple[_Block, ...]
    givers: tuple[int, ...]
    """Credentials of which a route gives experience that counts."""
    after: tuple[int, ...] | None
    """Credentials after which alone months count, or None."""
    after_profile: tuple[int, ...]

    def from_month(self, state: _State, now: int) -> int:
        """The first month that may count; _NEVER if none does."""
        first = -_NEVER if self.last is None else now - self.last
        if self.after is None:
            return first
        gained = [g for g in self.after_profile if g <= now]
        gained += [state.gained[p] for p in self.after if state.gained[p] != _NOT_YET]
        return max(first, min(gained)) if gained else _NEVER

    def value(self, state: _State, now: int) -> int:
        first = self.from_month(state, now)
        total = 0
        for block in (*self.past, *state.all_blocks()):
            if block.role in self.roles:
                months = min(block.end, now) - max(block.start, first)
                total += max(0, months) * self.weight(block.pace)
        return total

    def trace(self, state: _State, now: int) -> tuple[int, ...]:
        """All that later values need to know of the months before `now`.

        Without `last` that is the sum so far, up to the amount asked; with it, what each month
        that may still count was worth.
        """
        if self.last is None:
            return (min(self.amount, self.value(state, now)),)
        first = self.from_month(state, now)
        worth = [0] * self.last
        for block in (*self.past, *state.all_blocks()):
            if block.role in self.roles:
                for month in range(max(block.start, first), min(block.end, now)):
                    worth[now - 1 - month] += self.weight(block.pace)
        return tuple(worth)

    def holds(self, state: _State, now: int) -> bool:
        return self.value(state, now) >= self.amount

    def settled(self, state: _State, now: int) -> bool:
        return self.last is None and self.holds(state, now)

    def want(self, state: _State, now: int, needs: _Needs) -> None:
        needs.roles.update(self.roles)
        needs.add(self.givers)
        if self.after and self.from_month(state, now) == _NEVER:
            needs.add(self.after)


@dataclass(frozen=True, slots=True)
class _WorkedC:
    """Some role of these has been worked; at least a month of it has passed."""

    roles: frozenset[str]

    def holds(self, state: _State, now: int) -> bool:
        return any(role in self.roles for role in state.worked) or (
            state.job is not None and state.job.role in self.roles and state.job.start < now
        )

    def settled(self, state: _State, now: int) -> bool:
        return self.holds(state, now)

    def want(self, state: _State, now: int, needs: _Needs) -> None:
        needs.roles.update(self.roles)


_TRUE = _CountC(0, ())


@dataclass(frozen=True, slots=True)
class _Span:
    """A window in months of the plan."""

    first: int = 0
    last_start: int = _NEVER
    until: int = _NEVER

    def allows_start(self, now: int) -> bool:
        return self.first <= now <= min(self.last_start, self.until)

    def dates(self) -> Iterator[int]:
        yield self.first
        yield from (d + 1 for d in (self.last_start, self.until) if d != _NEVER)


@dataclass(frozen=True, slots=True)
class _Option:
    """A route that the person may take."""

    credential: int
    id: str
    route: Route
    fee: int
    earliest: int
    span: _Span
    entry: _Condition
    completion: _Condition
    gives: tuple[tuple[str, int, int], ...]

    @property
    def shortest(self) -> int:
        return self.route.months + self.route.results


@dataclass(frozen=True, slots=True)
class _Role:
    id: str
    paces: tuple[int, ...]
    span: _Span
    entry: _Condition


@dataclass(slots=True)
class _World:
    """The question, compiled: what may be begun, under which conditions, and what is aimed at."""

    catalogue: Catalogue
    question: Question
    usual: bool
    options: list[_Option] = field(default_factory=list)
    options_of: dict[int, list[int]] = field(default_factory=dict)
    derived: dict[int, _Condition] = field(default_factory=dict)
    roles: dict[str, _Role] = field(default_factory=dict)
    experiences: list[_ExperienceC] = field(default_factory=list)
    number: dict[str, int] = field(default_factory=dict)
    timed: list[_Condition] = field(default_factory=list)
    """The conditions that settle with time, not only with what is gained."""
    lookback: list[int] = field(default_factory=list)
    """How long ago a gain must be for its age to make no difference any more."""
    dates: list[int] = field(default_factory=lambda: [0])
    goal: _Condition = _TRUE
    goal_span: _Span = field(default_factory=_Span)
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

    def _entry(self, *parts: Credential | Route) -> _Condition:
        asked = [p.requires for p in parts] + ([p.usually for p in parts] if self.usual else [])
        return self._compile(all_of(*asked))

    def _option(self, number: int, entry: Credential, route: Route) -> _Option:
        gives = []
        for g in route.gives:
            employed = route.hours_per_week if route.employed else 0
            pace = g.hours_per_week if g.hours_per_week is not None else employed
            if g.hours_per_week is None and employed == 0:
                pace = self._usual_pace(g.role)
            gives.append((g.role, g.months, pace))
        earliest = self._held_from(entry.id) or 0
        self.dates.append(earliest)
        return _Option(
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
        paces = self.catalogue[role].paces
        return paces[0] if paces else 0

    def _role(self, entry: Credential) -> _Role:
        experienced = any(w.role == entry.id for w in self.question.profile.worked)
        condition = _TRUE if experienced else self._entry(entry)
        return _Role(entry.id, entry.paces, self._span(entry.window), condition)

    def _span(self, window: Window) -> _Span:
        start = self.question.start
        span = _Span(
            first=max(0, window.first - start) if window.first is not None else 0,
            last_start=window.last_start - start if window.last_start is not None else _NEVER,
            until=window.until - start if window.until is not None else _NEVER,
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
        self.goal = _CountC(len(parts), tuple(parts))

    def _worked_any(self, roles: Iterable[str]) -> bool:
        wanted = set(roles)
        return any(w.role in wanted for w in self.question.profile.worked)

    def _via(self, id_: str) -> _Condition:
        if not self.catalogue[id_].is_role:
            return self._compile(Held(id_))
        roles = frozenset(self.catalogue.narrower(id_))
        return _TRUE if self._worked_any(roles) else self._timed(_WorkedC(roles))

    def _compile(self, requirement: Requirement) -> _Condition:
        match requirement:
            case Held():
                gains = self._profile_gains(requirement)
                since = max(0, min(gains)) if gains else _NEVER
                self.dates.extend(max(0, g) for g in gains)
                providers = self._providers(requirement)
                held = _HeldC(since, providers, sum(1 << p for p in providers))
                return self._timed(held) if 0 < since < _NEVER else held
            case AllOf(parts=parts):
                return _CountC(len(parts), tuple(self._compile(p) for p in parts))
            case AnyOf(parts=parts):
                return _CountC(1, tuple(self._compile(p) for p in parts))
            case AtLeast(count=count, parts=parts):
                return _CountC(count, tuple(self._compile(p) for p in parts))
            case Experience():
                return self._compile_experience(requirement)
            case HeldFor(months=months, ids=ids):
                times, providers = self._gains_and_providers(Held(i) for i in ids)
                self._date(times, providers, months)
                return self._timed(_HeldForC(months, times, providers))
            case Recent(months=months, of=of):
                times, providers = self._gains_and_providers(of)
                self._date(times, providers, months + 1)
                return _RecentC(months, times, providers)
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

    def _compile_experience(self, wanted: Experience) -> _Condition:
        roles = frozenset(r for role in wanted.roles for r in self.catalogue.narrower(role))
        after_gains, after = self._gains_and_providers(Held(a) for a in wanted.after)
        amount = wanted.amount * (wanted.full_time or 1)
        compiled = _ExperienceC(
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

    def _timed(self, condition: _Condition) -> _Condition:
        if condition not in self.timed:
            self.timed.append(condition)
        return condition

    def _past_blocks(self) -> Iterator[_Block]:
        for w in self.question.profile.worked:
            end = 0 if w.until is None else w.until - self.question.start
            pace = self._usual_pace(w.role) if w.hours_per_week is None else w.hours_per_week
            yield _Block(w.role, pace, end - w.months, end)

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

    def _compile_age(self, age: Age) -> _Condition:
        born = self.question.profile.born
        if born is None:
            return _TRUE
        birth = born - self.question.start
        first = -_NEVER if age.at_least is None else birth + 12 * age.at_least
        before = _NEVER if age.under is None else birth + 12 * age.under
        self.dates.extend(d for d in (first, before) if abs(d) != _NEVER)
        return self._timed(_AgeC(first, before))


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


# the search


@dataclass(frozen=True, slots=True)
class _Cost:
    fees: int = 0
    steps: int = 0
    study: int = 0
    estimates: int = 0


@dataclass(frozen=True, slots=True)
class _Log:
    """Which steps were begun, latest first."""

    option: int
    start: int
    before: _Log | None


@dataclass(frozen=True, slots=True)
class _Node:
    """A state, what it cost, and how it came about."""

    state: _State
    cost: _Cost
    log: _Log | None
    stretches: tuple[_Block, ...] = ()


_Key = tuple[object, ...]


class _Search:
    def __init__(self, world: _World, max_states: int) -> None:
        self._world = world
        self._max_states = max_states
        self._states = 0
        self._best: Vector | None = None
        self._best_plan: CandidatePlan | None = None
        self._needs: dict[_Key, tuple[frozenset[int], frozenset[str]]] = {}
        limits = world.question.limits
        self._budget = limits.budget
        self._latest = HORIZON_MONTHS if limits.within is None else limits.within
        self._latest = min(self._latest, HORIZON_MONTHS)
        self._last_date = max(world.dates) + 1
        self._period = 12 if any(o.route.starts or o.route.sat for o in world.options) else 1

    def answer(self) -> Answer:
        empty = _State((_NOT_YET,) * len(self._world.number))
        layer = [_Node(empty, _Cost(), None)]
        self._met: dict[_Key, list[tuple[Vector, int]]] = {}
        now = 0
        while layer and now <= self._latest:
            layer = self._month(layer, now)
            now += 1
        if self._best is None:
            return INFEASIBLE
        return Answer(self._best_plan, self._best[:-1])

    def _month(self, layer: list[_Node], now: int) -> list[_Node]:
        """Every state that the next month can begin with."""
        following = []
        for node in self._arrivals(layer, now):
            for decided in self._decisions(node, now):
                if self._may_continue(decided.state, now):
                    following.append(decided)
        return following

    def _arrivals(self, layer: list[_Node], now: int) -> list[_Node]:
        """The states after what happens by itself, merged, without those met before."""
        nodes = []
        for node in layer:
            state = self._settle(node.state, now)
            if state is not None:
                nodes.append(_Node(state, node.cost, node.log, node.stretches))
        nodes.sort(key=lambda n: (self._vector(n.cost, now), n.cost.fees))
        return [n for n in nodes if self._is_new(n, now)]

    def _is_new(self, node: _Node, now: int) -> bool:
        vector = self._vector(node.cost, now)
        if self._best is not None and vector >= self._best:
            return False
        met = self._met.setdefault(self._key(node.state, now), [])
        fees = node.cost.fees if self._budget is not None else 0
        if any(v <= vector and f <= fees for v, f in met):
            return False
        met.append((vector, fees))
        self._states += 1
        if self._states > self._max_states:
            raise TooLarge(f"more than {self._max_states} states")
        return True

    def _vector(self, cost: _Cost, now: int) -> Vector:
        """The objective's vector; the number of steps last, so that no plan has a needless one."""
        plan = CandidatePlan(now, cost.fees, cost.steps, cost.study, cost.estimates)
        return (*objective_vector(self._world.question.objective, plan), cost.steps)

    def _key(self, state: _State, now: int) -> _Key:
        """All on which the months from `now` on depend."""
        world = self._world
        late = now >= self._last_date
        moment = now % self._period - self._period if late else now
        return (
            moment,
            tuple(
                -1 if g == _NOT_YET else min(now - g, back)
                for g, back in zip(state.gained, world.lookback, strict=True)
            ),
            tuple((o, min(now - s, world.options[o].shortest)) for o, s in state.running),
            None if state.job is None else (state.job.role, state.job.pace),
            state.worked,
            tuple(e.trace(state, now) for e in world.experiences),
        )

    # what happens by itself

    def _settle(self, state: _State, now: int) -> _State | None:
        """Awards and derivations at `now`, until nothing changes; None if one comes too late."""
        while (after := self._one_event(state, now)) is not state:
            state = after
        for option, _ in state.running:
            if now >= self._world.options[option].span.until:
                return None
        return state

    def _one_event(self, state: _State, now: int) -> _State:
        for running in state.running:
            option = self._world.options[running[0]]
            ripe = now >= running[1] + option.shortest and now <= option.span.until
            if ripe and option.completion.holds(state, now):
                return self._awarded(state, running, now)
        for number, condition in self._world.derived.items():
            if not state.mask >> number & 1 and condition.holds(state, now):
                gained = _with(state.gained, number, now)
                mask = state.mask | 1 << number
                return _State(gained, state.blocks, state.running, state.job, state.worked, mask)
        return state

    def _awarded(self, state: _State, running: tuple[int, int], now: int) -> _State:
        option = self._world.options[running[0]]
        given = tuple(_Block(role, pace, now - n, now) for role, n, pace in option.gives)
        return _State(
            _with(state.gained, option.credential, now),
            state.blocks + given,
            tuple(r for r in state.running if r != running),
            state.job,
            state.worked,
            state.mask | 1 << option.credential,
        )

    # what is decided

    def _decisions(self, node: _Node, now: int) -> list[_Node]:
        """Everything that can be made of this month, doing nothing included."""
        found = [node]
        seen = {node.state}
        for current in found:
            if self._reached(current, now):
                continue
            for choice in self._choices(current, now):
                state = self._settle(choice.state, now)
                if state is not None and state not in seen:
                    seen.add(state)
                    found.append(_Node(state, choice.cost, choice.log, choice.stretches))
        return [n for n in found if not self._goal_holds(n.state, now)]

    def _goal_holds(self, state: _State, now: int) -> bool:
        world = self._world
        return world.goal.holds(state, now) and world.goal_span.allows_start(now)

    def _reached(self, node: _Node, now: int) -> bool:
        """The target is reached; note the plan if nothing is left running."""
        if not self._goal_holds(node.state, now):
            return False
        job = node.state.job
        if node.state.running or (job is not None and job.start == now):
            return True
        vector = self._vector(node.cost, now)
        if self._best is None or vector < self._best:
            self._best = vector
            self._best_plan = self._plan(node, now)
        return True

    def _choices(self, node: _Node, now: int) -> Iterator[_Node]:
        state = node.state
        credentials, roles = self._needed(state, now)
        if state.job is not None and state.job.start < now:
            yield self._stopped(node, now)
        spare = self._world.question.profile.hours_per_week - self._hours(state, now)
        free = self._is_free(state, now)
        for number in sorted(credentials):
            for index in self._world.options_of.get(number, ()):
                if self._can_start(index, state, now, spare, free) and self._can_pay(index, node):
                    yield self._started(node, index, now)
        if free:
            yield from self._jobs(node, now, roles, spare)

    def _stopped(self, node: _Node, now: int) -> _Node:
        job = node.state.job
        assert job is not None
        block = _Block(job.role, job.pace, job.start, now)
        s = node.state
        state = _State(s.gained, (*s.blocks, block), s.running, None, s.worked | {job.role}, s.mask)
        return _Node(state, node.cost, node.log, (*node.stretches, block))

    def _hours(self, state: _State, now: int) -> int:
        hours = state.job.pace if state.job else 0
        for option, start in state.running:
            route = self._world.options[option].route
            if now < start + route.months:
                hours += route.hours_per_week
        return hours

    def _is_free(self, state: _State, now: int) -> bool:
        """No job is held in this month."""
        if state.job is not None:
            return False
        routes = [(self._world.options[o].route, s) for o, s in state.running]
        return not any(r.employed and now < s + r.months for r, s in routes)

    def _can_start(self, index: int, state: _State, now: int, spare: int, free: bool) -> bool:
        option = self._world.options[index]
        route = option.route
        if state.mask >> option.credential & 1 or option.credential in self._begun(state):
            return False
        if route.months and (route.hours_per_week > spare or (route.employed and not free)):
            return False
        month = self._world.question.start + now
        return (
            now >= option.earliest
            and option.span.allows_start(now)
            and (not route.starts or month % 12 + 1 in route.starts)
            and (not route.sat or (month + route.months) % 12 + 1 in route.sat)
            and option.entry.holds(state, now)
        )

    def _begun(self, state: _State) -> list[int]:
        return [self._world.options[o].credential for o, _ in state.running]

    def _can_pay(self, index: int, node: _Node) -> bool:
        return self._budget is None or (
            node.cost.fees + self._world.options[index].fee <= self._budget
        )

    def _started(self, node: _Node, index: int, now: int) -> _Node:
        option, s, c = self._world.options[index], node.state, node.cost
        route = option.route
        running = tuple(sorted((*s.running, (index, now))))
        cost = _Cost(
            c.fees + option.fee,
            c.steps + 1,
            c.study + route.months * route.hours_per_week * 52,
            c.estimates + len(route.estimated),
        )
        state = _State(s.gained, s.blocks, running, s.job, s.worked, s.mask)
        return _Node(state, cost, _Log(index, now, node.log), node.stretches)

    def _jobs(self, node: _Node, now: int, roles: frozenset[str], spare: int) -> Iterator[_Node]:
        s, c = node.state, node.cost
        for role in sorted(roles):
            work = self._world.roles.get(role)
            if work is None or role in s.worked or not work.span.allows_start(now):
                continue
            if not work.entry.holds(s, now):
                continue
            for pace in work.paces:
                if pace <= spare:
                    job = _Job(role, pace, now)
                    state = _State(s.gained, s.blocks, s.running, job, s.worked, s.mask)
                    cost = _Cost(c.fees, c.steps + 1, c.study, c.estimates)
                    yield _Node(state, cost, node.log, node.stretches)

    def _may_continue(self, state: _State, now: int) -> bool:
        """Nothing runs that can't support the target any more, and no job past its window."""
        credentials, roles = self._needed(state, now)
        if state.job is not None:
            if state.job.role not in roles:
                return False
            if now + 1 > self._world.roles[state.job.role].span.until:
                return False
        return all(self._world.options[o].credential in credentials for o, _ in state.running)

    # what can still matter

    def _needed(self, state: _State, now: int) -> tuple[frozenset[int], frozenset[str]]:
        """Everything that can still support the target; remembered, as few facts decide it."""
        key = (
            state.mask,
            tuple([o for o, _ in state.running]),
            tuple([a.settled(state, now) for a in self._world.timed]),
            tuple([e.from_month(state, now) == _NEVER for e in self._world.experiences]),
        )
        found = self._needs.get(key)
        if found is None:
            found = self._needs[key] = self._find_needed(state, now)
        return found

    def _find_needed(self, state: _State, now: int) -> tuple[frozenset[int], frozenset[str]]:
        """The closure of what is not settled, from the goal backwards."""
        needs = _Needs()
        world = self._world
        if not world.goal.settled(state, now):
            world.goal.want(state, now, needs)
        wanted_roles: set[str] = set()
        while needs.queue or needs.roles - wanted_roles:
            for role in needs.roles - wanted_roles:
                wanted_roles.add(role)
                if role in world.roles and not world.roles[role].entry.settled(state, now):
                    world.roles[role].entry.want(state, now, needs)
            if needs.queue:
                self._want_credential(needs.queue.pop(), state, now, needs)
        return frozenset(needs.credentials), frozenset(needs.roles)

    def _want_credential(self, number: int, state: _State, now: int, needs: _Needs) -> None:
        world = self._world
        if state.mask >> number & 1:
            return
        conditions = [world.derived[number]] if number in world.derived else []
        begun = [o for o, _ in state.running if world.options[o].credential == number]
        for index in begun or world.options_of.get(number, []):
            conditions.append(world.options[index].completion)
            if not begun:
                conditions.append(world.options[index].entry)
        for condition in conditions:
            if not condition.settled(state, now):
                condition.want(state, now, needs)

    # the plan

    def _plan(self, node: _Node, now: int) -> CandidatePlan:
        steps = []
        log = node.log
        while log is not None:
            option = self._world.options[log.option]
            end = node.state.gained[option.credential]
            steps.append(PlannedStep(option.id, option.route.id, log.start, end))
            log = log.before
        job = node.state.job
        stretches = node.stretches
        if job is not None:
            stretches = (*stretches, _Block(job.role, job.pace, job.start, now))
        return CandidatePlan(
            months=now,
            fees=node.cost.fees,
            steps_count=node.cost.steps,
            study_twelfths=node.cost.study,
            estimates=node.cost.estimates,
            steps=tuple(reversed(steps)),
            stretches=tuple(PlannedStretch(b.role, b.pace, b.start, b.end) for b in stretches),
        )


def _with(gained: tuple[int, ...], number: int, now: int) -> tuple[int, ...]:
    return (*gained[:number], now, *gained[number + 1 :])
