"""Complete states of a plan under enumeration, and the conditions asked of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from careerpath.records import Route

NEVER = 10**9
NOT_YET = -(10**9)


@dataclass(frozen=True, slots=True)
class Block:
    """Worked months of a role; an open stretch ends at `NEVER`."""

    role: str
    pace: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Job:
    role: str
    pace: int
    start: int


@dataclass(frozen=True, slots=True)
class State:
    """Everything that has happened in the plan: gain times by credential, blocks, what runs."""

    gained: tuple[int, ...]
    blocks: tuple[Block, ...] = ()
    running: tuple[tuple[int, int], ...] = ()
    """Pairs of option and start."""
    job: Job | None = None
    worked: frozenset[str] = frozenset()
    """Roles that have had their one stretch."""
    mask: int = 0
    """The bits of what has been gained, to ask quickly."""

    def all_blocks(self) -> tuple[Block, ...]:
        if self.job is None:
            return self.blocks
        return (*self.blocks, Block(self.job.role, self.job.pace, self.job.start, NEVER))


@dataclass(slots=True)
class Needs:
    """What could still support the target."""

    credentials: set[int] = field(default_factory=set)
    roles: set[str] = field(default_factory=set)
    queue: list[int] = field(default_factory=list)

    def add(self, credentials: Iterable[int]) -> None:
        for c in credentials:
            if c not in self.credentials:
                self.credentials.add(c)
                self.queue.append(c)


class Condition(Protocol):
    """A requirement, compiled."""

    def holds(self, state: State, now: int) -> bool:
        """It holds now."""

    def settled(self, state: State, now: int) -> bool:
        """It holds now and ever after."""

    def want(self, state: State, now: int, needs: Needs) -> None:
        """Note whatever could make it hold."""


@dataclass(frozen=True, slots=True)
class HeldCondition:
    since: int
    """From when the profile alone satisfies it."""
    providers: tuple[int, ...]
    mask: int
    """The bits of the providers."""

    def holds(self, state: State, now: int) -> bool:
        return state.mask & self.mask != 0 or now >= self.since

    settled = holds

    def want(self, state: State, now: int, needs: Needs) -> None:
        needs.add(self.providers)


@dataclass(frozen=True, slots=True)
class CountCondition:
    count: int
    parts: tuple[Condition, ...]

    def holds(self, state: State, now: int) -> bool:
        missing = self.count
        for part in self.parts:
            if missing and part.holds(state, now):
                missing -= 1
        return missing == 0

    def settled(self, state: State, now: int) -> bool:
        missing = self.count
        for part in self.parts:
            if missing and part.settled(state, now):
                missing -= 1
        return missing == 0

    def want(self, state: State, now: int, needs: Needs) -> None:
        for part in self.parts:
            if not part.settled(state, now):
                part.want(state, now, needs)


@dataclass(frozen=True, slots=True)
class HeldForCondition:
    months: int
    profile: tuple[int, ...]
    """Gain times of what the profile holds."""
    providers: tuple[int, ...]

    def holds(self, state: State, now: int) -> bool:
        latest = now - self.months
        return any(gained <= latest for gained in self.profile) or any(
            NOT_YET < state.gained[p] <= latest for p in self.providers
        )

    def settled(self, state: State, now: int) -> bool:
        return self.holds(state, now)

    def want(self, state: State, now: int, needs: Needs) -> None:
        needs.add(self.providers)


@dataclass(frozen=True, slots=True)
class RecentCondition:
    months: int
    profile: tuple[int, ...]
    providers: tuple[int, ...]

    def holds(self, state: State, now: int) -> bool:
        times = (*self.profile, *(state.gained[p] for p in self.providers))
        return any(gained <= now <= gained + self.months for gained in times)

    def settled(self, state: State, now: int) -> bool:
        return False

    def want(self, state: State, now: int, needs: Needs) -> None:
        needs.add(self.providers)


@dataclass(frozen=True, slots=True)
class AgeCondition:
    first: int
    before: int

    def holds(self, state: State, now: int) -> bool:
        return self.first <= now < self.before

    def settled(self, state: State, now: int) -> bool:
        return self.before == NEVER and self.holds(state, now)

    def want(self, state: State, now: int, needs: Needs) -> None:
        pass


@dataclass(frozen=True, slots=True)
class ExperienceCondition:
    amount: int
    last: int | None
    roles: frozenset[str]
    """Every role that counts."""
    weight: Callable[[int], int]
    past: tuple[Block, ...]
    givers: tuple[int, ...]
    """Credentials of which a route gives experience that counts."""
    after: tuple[int, ...] | None
    """Credentials after which alone months count, or None."""
    after_profile: tuple[int, ...]

    def from_month(self, state: State, now: int) -> int:
        """The first month that may count; NEVER if none does."""
        first = -NEVER if self.last is None else now - self.last
        if self.after is None:
            return first
        gained = [g for g in self.after_profile if g <= now]
        gained += [state.gained[p] for p in self.after if state.gained[p] != NOT_YET]
        return max(first, min(gained)) if gained else NEVER

    def value(self, state: State, now: int) -> int:
        first = self.from_month(state, now)
        total = 0
        for block in (*self.past, *state.all_blocks()):
            if block.role in self.roles:
                months = min(block.end, now) - max(block.start, first)
                total += max(0, months) * self.weight(block.pace)
        return total

    def trace(self, state: State, now: int) -> tuple[int, ...]:
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

    def holds(self, state: State, now: int) -> bool:
        return self.value(state, now) >= self.amount

    def settled(self, state: State, now: int) -> bool:
        return self.last is None and self.holds(state, now)

    def want(self, state: State, now: int, needs: Needs) -> None:
        needs.roles.update(self.roles)
        needs.add(self.givers)
        if self.after and self.from_month(state, now) == NEVER:
            needs.add(self.after)


@dataclass(frozen=True, slots=True)
class WorkedCondition:
    """Some role of these has been worked; at least a month of it has passed."""

    roles: frozenset[str]

    def holds(self, state: State, now: int) -> bool:
        return any(role in self.roles for role in state.worked) or (
            state.job is not None and state.job.role in self.roles and state.job.start < now
        )

    def settled(self, state: State, now: int) -> bool:
        return self.holds(state, now)

    def want(self, state: State, now: int, needs: Needs) -> None:
        needs.roles.update(self.roles)


TRUE = CountCondition(0, ())


@dataclass(frozen=True, slots=True)
class Span:
    """A window in months of the plan."""

    first: int = 0
    last_start: int = NEVER
    until: int = NEVER

    def allows_start(self, now: int) -> bool:
        return self.first <= now <= min(self.last_start, self.until)

    def dates(self) -> Iterator[int]:
        yield self.first
        yield from (d + 1 for d in (self.last_start, self.until) if d != NEVER)


@dataclass(frozen=True, slots=True)
class Option:
    """A route that the person may take."""

    credential: int
    id: str
    route: Route
    fee: int
    earliest: int
    span: Span
    entry: Condition
    completion: Condition
    gives: tuple[tuple[str, int, int], ...]

    @property
    def shortest(self) -> int:
        return self.route.months + self.route.results


@dataclass(frozen=True, slots=True)
class Role:
    id: str
    paces: tuple[int, ...]
    span: Span
    entry: Condition
