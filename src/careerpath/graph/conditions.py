"""Compiled requirements: the AND and OR nodes of the graph, over slots instead of names.

A *slot* is a credential that the plan can come to hold, by a step or as a derived credential;
`Timeline.when[slot]` is the month from which it is held. What the profile states is compiled into
the nodes as constants. Every node answers two questions:

- `holds(timeline, t)`: exactly, given the timeline up to month `t`;
- `earliest(timeline, t)`: the first month from `t` on in which it could hold if nothing competed
  for hours or for the one job, read from optimistic times. It never overestimates, because each
  time read is a lower bound and every node is monotone in them; that is Knuth's "superior
  function" (D. Knuth, A generalization of Dijkstra's algorithm, 1977), so cycles are harmless.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct, field

if TYPE_CHECKING:
    from collections.abc import Iterator

NEVER = 10**9
"""Later than any month of a plan."""


class Timeline(Struct):
    """When things are held and worked: actual times, or optimistic ones in a relaxation.

    `when[slot]`: month from which the slot is held. `gained[action]`: month in which the step of
    that action ends, for the experience it gives. `jobs[role]`: `(start, end, action)` of its
    stretch; in a relaxation none is known.
    """

    when: list[int]
    gained: dict[int, int] = field(default_factory=dict)
    jobs: dict[int, tuple[int, int, int]] = field(default_factory=dict)
    may_start: dict[int, tuple[int, int]] = field(default_factory=dict)
    """In a relaxation: role to the month it may start and the best action for it. Its months count
    as if worked, one such role at a time."""


class Condition(Struct, frozen=True):
    """One node."""

    def holds(self, timeline: Timeline, t: int) -> bool:
        """Whether it holds at month `t`."""
        raise AssertionError

    def earliest(self, timeline: Timeline, t: int) -> int:
        """The first month from `t` on in which it could hold; NEVER if in none."""
        raise AssertionError

    def children(self) -> tuple[Condition, ...]:
        """The nodes below it."""
        return ()


class All(Condition, frozen=True):
    """AND node."""

    parts: tuple[Condition, ...]

    def holds(self, timeline: Timeline, t: int) -> bool:
        return all(p.holds(timeline, t) for p in self.parts)

    def earliest(self, timeline: Timeline, t: int) -> int:
        # A part may stop holding (an age limit), so the latest is asked again until all agree.
        while True:
            latest = t
            for part in self.parts:
                latest = max(latest, part.earliest(timeline, latest))
                if latest >= NEVER:
                    return NEVER
            if latest == t:
                return t
            t = latest

    def children(self) -> tuple[Condition, ...]:
        return self.parts


def nodes_of(condition: Condition) -> Iterator[Condition]:
    """Every node of a condition, parents first."""
    yield condition
    for child in condition.children():
        yield from nodes_of(child)


def slots_read(condition: Condition) -> Iterator[int]:
    """The slots that its nodes name."""
    for node in nodes_of(condition):
        after = node.after if isinstance(node, ExperienceNode) else node
        if isinstance(after, HeldNode | HeldForNode | RecentNode):
            yield from after.slots


TRUE = All(())


class Some(Condition, frozen=True):
    """At least `count` of the parts: an OR node with `count` 1."""

    count: int
    parts: tuple[Condition, ...]

    def holds(self, timeline: Timeline, t: int) -> bool:
        needed = self.count
        for part in self.parts:
            if part.holds(timeline, t):
                needed -= 1
                if needed == 0:
                    return True
        return False

    def earliest(self, timeline: Timeline, t: int) -> int:
        times = sorted(p.earliest(timeline, t) for p in self.parts)
        return times[self.count - 1] if len(times) >= self.count else NEVER

    def children(self) -> tuple[Condition, ...]:
        return self.parts


class HeldNode(Condition, frozen=True):
    """A credential is held: from `stated` by the profile, or once one of `slots` is."""

    stated: int
    slots: tuple[int, ...]

    def holds(self, timeline: Timeline, t: int) -> bool:
        if self.stated <= t:
            return True
        when = timeline.when
        return any(when[s] <= t for s in self.slots)

    def earliest(self, timeline: Timeline, t: int) -> int:
        first = self.stated
        when = timeline.when
        for slot in self.slots:
            if when[slot] < first:
                first = when[slot]
        return first if first > t else t


class HeldForNode(Condition, frozen=True):
    """Held for `months`: true from `stated` by the profile alone."""

    months: int
    stated: int
    slots: tuple[int, ...]

    def holds(self, timeline: Timeline, t: int) -> bool:
        return self.earliest(timeline, t) <= t

    def earliest(self, timeline: Timeline, t: int) -> int:
        gained = min((timeline.when[s] for s in self.slots), default=NEVER)
        return (
            max(t, min(self.stated, gained + self.months))
            if gained < NEVER
            else max(t, self.stated)
        )


class RecentNode(Condition, frozen=True):
    """Gained at most `months` ago: within the `stated` spans, or by a slot gained lately."""

    months: int
    stated: tuple[tuple[int, int], ...]
    """(first, last) month in which a stated holding is recent enough."""
    slots: tuple[int, ...]

    def holds(self, timeline: Timeline, t: int) -> bool:
        if any(first <= t <= last for first, last in self.stated):
            return True
        return any(timeline.when[s] <= t <= timeline.when[s] + self.months for s in self.slots)

    def earliest(self, timeline: Timeline, t: int) -> int:
        # A slot's pass can be delayed, so only its earliest month bounds this from below.
        times = [max(t, first) for first, last in self.stated if max(t, first) <= last]
        times += [max(t, timeline.when[s]) for s in self.slots if timeline.when[s] < NEVER]
        return min(times, default=NEVER)


class AgeNode(Condition, frozen=True):
    """Within the months of an age span: from `first` to before `before`."""

    first: int
    before: int

    def holds(self, timeline: Timeline, t: int) -> bool:
        return self.first <= t < self.before

    def earliest(self, timeline: Timeline, t: int) -> int:
        month = max(t, self.first)
        return month if month < self.before else NEVER


class Block(Struct, frozen=True):
    """Worked months `[start, end)` at `units` a month."""

    start: int
    end: int
    units: int


class ExperienceNode(Condition, frozen=True, eq=False):
    """Worked months add up to `needed` units.

    `rates[action]` is what a month of that work action is worth, `given[action]` what the step of
    that action credited at its end: (months, units a month).
    """

    needed: int
    past: tuple[Block, ...]
    roles: tuple[int, ...]
    rates: dict[int, int]
    given: dict[int, tuple[tuple[int, int], ...]]
    last: int | None
    after: HeldNode | None
    after_gain: int
    """Month in which the profile gained one of `after`; NEVER if it did not."""

    def holds(self, timeline: Timeline, t: int) -> bool:
        return self.total(timeline, t) >= self.needed

    def total(self, timeline: Timeline, t: int) -> int:
        """Units that count at month `t`."""
        start = self._counting_from(timeline, t)
        if start >= NEVER:
            return 0
        total = sum(b.units * _overlap(b.start, b.end, start, t) for b in self.past)
        for role in self.roles:
            job = timeline.jobs.get(role)
            if job is not None:
                total += self.rates[job[2]] * _overlap(job[0], job[1], start, t)
        for action, credited in self.given.items():
            end = timeline.gained.get(action, NEVER)
            if end <= t:
                total += sum(u * _overlap(end - m, end, start, t) for m, u in credited)
        return total

    def _counting_from(self, timeline: Timeline, t: int) -> int:
        start = -NEVER if self.last is None else t - self.last
        return max(start, self._after(timeline)) if self.after is not None else start

    def _after(self, timeline: Timeline) -> int:
        if self.after is None:
            return -NEVER
        gained = min((timeline.when[s] for s in self.after.slots), default=NEVER)
        return min(self.after_gain, gained)

    def earliest(self, timeline: Timeline, t: int) -> int:
        after = self._after(timeline)
        if after >= NEVER:
            return NEVER
        since = after if self.last is None else max(after, t - self.last)
        total = sum(b.units * _overlap(b.start, b.end, since, t) for b in self.past)
        return self._accumulate(total, self._gains(timeline, after), t)

    def _gains(self, timeline: Timeline, after: int) -> list[tuple[int, int, int]]:
        """(month, lump, rate) by month: what may be credited, and at what rate from when."""
        may_start, gained, rates = timeline.may_start, timeline.gained, self.rates
        found = [may_start[role] for role in self.roles if role in may_start]
        events = [(max(start, after), 0, rates[action]) for start, action in found]
        events += [
            (gained[action], sum(m * u for m, u in credited), 0)
            for action, credited in self.given.items()
            if action in gained
        ]
        events.sort()
        return events

    def _accumulate(self, total: int, events: list[tuple[int, int, int]], floor: int) -> int:
        """The first month from `floor` on in which `total` and the events reach what is needed.

        Of the jobs that may start, the best paid in units counts from when it may start, since only
        one is worked at a time.
        """
        if self.last is not None:
            # Of any job no more than the last months count, so a slow one may never be enough.
            lumps = sum(lump for _month, lump, _speed in events)
            fastest = max((speed for _month, _lump, speed in events), default=0)
            if total + lumps + fastest * self.last < self.needed:
                return NEVER
        rate, now = 0, floor
        for month, lump, speed in events:
            if total >= self.needed or (rate and total + rate * (month - now) >= self.needed):
                break
            total += lump + rate * (month - now)
            rate, now = max(rate, speed), month
        if total >= self.needed:
            return max(floor, now) if rate or events else floor
        return max(floor, now + -(-(self.needed - total) // rate)) if rate else NEVER


def _overlap(start: int, end: int, low: int, high: int) -> int:
    return max(0, min(end, high) - max(start, low))
