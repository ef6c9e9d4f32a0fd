"""Bounds that move, the reasons why they moved, and clauses learned from contradictions.

A small lazy-clause-generation solver (O. Ohrimenko, P. Stuckey and M. Codish, Propagation via lazy
clause generation, 2009; for scheduling A. Schutt, T. Feydy, P. Stuckey and M. Wallace, Explaining
the cumulative propagator, 2011). Variables are integers with bounds. A variable has two *sides*: the
even one is the variable, the odd one its negative, so that every statement is an *atom* `(side, k)`:
"side is at least k". Whatever raises a side gives the atoms it follows from. From a contradiction
the reasons are followed back to the first atom of the last decision that alone explains it (the
first unique implication point), and what was learned is kept as a clause.

Why an answer is right: constraints raise a side only if every solution does; a learned clause
follows from them; so when the decisions run out of room under given assumptions there is none.
"""

from __future__ import annotations

from bisect import bisect_right
from enum import Enum
from heapq import heappop, heappush
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Atom = tuple[int, int]
"""(side, k): the side is at least k."""


class Reason(Protocol):
    """Explains why a side was raised."""

    def why(self, side: int, k: int) -> Sequence[Atom]:
        """Atoms, true before, from which `side >= k` follows."""
        ...


class Propagator(Protocol):
    """A constraint that raises sides."""

    def propagate(self) -> bool:
        """Raise what follows; False on a contradiction (noted by the engine)."""
        ...


class Domain(Protocol):
    """The values that a variable may take, between gaps."""

    def up(self, value: int) -> int:
        """The least allowed value from `value` on."""
        ...

    def down(self, value: int) -> int:
        """The greatest allowed value up to `value`."""
        ...


class Clause:
    """At least one of the atoms holds; the first two are watched."""

    __slots__ = ("activity", "atoms", "learned")

    def __init__(self, atoms: list[Atom], *, learned: bool = False) -> None:
        self.atoms = atoms
        self.learned = learned
        self.activity = 0

    def why(self, _side: int, _k: int) -> list[Atom]:
        """All the others are false."""
        return [(side ^ 1, 1 - k) for side, k in self.atoms[1:]]


class _Gap:
    """Values inside a gap of the domain are not allowed."""

    __slots__ = ("_domain",)

    def __init__(self, domain: Domain) -> None:
        self._domain = domain

    def why(self, side: int, k: int) -> list[Atom]:
        if side & 1:
            return [(side, 1 - self._domain.up(1 - k))]
        return [(side, self._domain.down(k - 1) + 1)]


_AnyReason = Reason | list[Atom] | Atom | None
"""None: a decision. A pair: an arc from that side with that length. A list: as it stands."""

UNLIMITED = 1 << 400

FIRST_RESTART = 60
"""Conflicts before the first restart; later ones follow Luby's sequence."""

MOST_LEARNED = 3_000


class Engine:
    """Variables, constraints and the search for a solution."""

    def __init__(self, should_stop: Callable[[], None]) -> None:
        """`should_stop` is called now and then and raises when the search is to end."""
        self.lo: list[int] = []
        """The lower bound of each side."""
        self.conflicts = 0
        self.decisions = 0
        self.activity: list[float] = []
        """How often each variable took part in contradictions, the latest most."""
        self.impossible = False
        """There is no solution, whatever is assumed."""
        self._should_stop = should_stop
        self._ceiling: list[int] = []
        self._gaps: list[_Gap | None] = []
        self._domains: list[Domain | None] = []
        self._newest: list[int] = []
        self._arcs: list[list[tuple[int, int]]] = []
        self._thresholds: list[list[int]] = []
        """For each side, sorted: at which bounds a watched atom becomes false, and of which clause."""
        self._watching: list[list[Clause]] = []
        self._wakes: list[list[int]] = []
        self._propagators: list[Propagator] = []
        self._priority: list[int] = []
        self._queued: list[bool] = []
        self._queue: list[tuple[int, int]] = []
        self._learned: list[Clause] = []
        self._bump = 1.0
        # The trail, one column each.
        self._side: list[int] = []
        self._before: list[int] = []
        self._prior: list[int] = []
        self._reason: list[_AnyReason] = []
        self._level_starts: list[int] = []
        self._head = 0
        self._asked: dict[int, int] = {}
        """How long the trail was when a propagator last asked what is new."""
        self._conflict: list[Atom] = []

    # building

    def variable(
        self, low: int, high: int, *, domain: Domain | None = None, ceiling: int = UNLIMITED
    ) -> int:
        """A new variable; its even side. Raising it above `ceiling` raises it to that only."""
        side = len(self.lo)
        self.lo += [low, -high]
        self._ceiling += [ceiling, UNLIMITED]
        self._domains.append(domain)
        self._gaps.append(_Gap(domain) if domain is not None else None)
        self._newest += [-1, -1]
        self._arcs += [[], []]
        self._thresholds += [[], []]
        self._watching += [[], []]
        self._wakes += [[], []]
        self.activity.append(0.0)
        return side

    def arc(self, source: int, target: int, length: int) -> None:
        """target >= source + length, whenever the source has a finite upper end or a higher low one."""
        self._arcs[source].append((target, length))
        self._arcs[target ^ 1].append((source ^ 1, length))
        self._post(target, self.lo[source] + length)
        if -self.lo[target ^ 1] < self._ceiling[target & ~1]:
            self._post(source ^ 1, self.lo[target ^ 1] + length)

    def _post(self, side: int, k: int) -> None:
        """Raise a side for good."""
        if not self.raise_to(side, k, []):
            self.impossible = True

    def always(self, atom: Atom) -> None:
        """Hold an atom for good."""
        self.back_to(0)
        self._post(*atom)

    def clause(self, atoms: list[Atom]) -> None:
        """At least one of the atoms holds."""
        atoms = list(dict.fromkeys(atoms))
        lo = self.lo
        if any(lo[s] >= k for s, k in atoms):
            return
        atoms = [(s, k) for s, k in atoms if lo[s ^ 1] < 1 - k]
        if len(atoms) < 2:
            if not atoms or not self.raise_to(*atoms[0], []):
                self.impossible = True
            return
        self._watch(Clause(atoms))

    def _watch(self, clause: Clause) -> None:
        for side, k in clause.atoms[:2]:
            self._watch_atom(clause, side, k)

    def propagator(self, propagator: Propagator, sides: Sequence[int], priority: int = 1) -> int:
        """Run it whenever one of the sides is raised; low priorities first. Gives its number."""
        number = len(self._propagators)
        self._propagators.append(propagator)
        self._priority.append(priority)
        self._queued.append(True)
        heappush(self._queue, (priority, number))
        self.wake(number, sides)
        return number

    def wake(self, number: int, sides: Sequence[int]) -> None:
        """Run the propagator with this number whenever one of the sides is raised."""
        for side in dict.fromkeys(sides):
            self._wakes[side].append(number)

    # reading

    def holds(self, atom: Atom) -> bool:
        """The atom is true."""
        return self.lo[atom[0]] >= atom[1]

    @property
    def level(self) -> int:
        """How many decisions and assumptions stand."""
        return len(self._level_starts)

    def _finite(self, side: int) -> int:
        """For the negative of a variable: it is below its ceiling. Only then does an arc bind it."""
        return 1 - self._ceiling[side ^ 1] if side & 1 else -UNLIMITED

    def ceiling(self, side: int) -> int:
        """The value beyond which the variable is not raised."""
        return self._ceiling[side & ~1]

    def raised_since_last(self, number: int) -> list[int]:
        """Sides raised since the propagator with this number last asked.

        What was undone meanwhile is left out. Nothing is missed by that: before each decision all
        is followed up, so what was asked about is undone together with all that came of it.
        """
        first = self._asked.get(number, 0)
        self._asked[number] = len(self._side)
        return self._side[first:]

    # raising

    def raise_to(self, side: int, k: int, reason: _AnyReason) -> bool:
        """Raise a side for a reason; False if that contradicts its other side."""
        lo = self.lo
        before = lo[side]
        if k > self._ceiling[side]:
            k = self._ceiling[side]
        if k <= before:
            return True
        if k > -lo[side ^ 1]:
            least = 1 - lo[side ^ 1]
            self._conflict = [*self._why(reason, side, least), (side ^ 1, 1 - least)]
            return False
        self._prior.append(self._newest[side])
        self._newest[side] = len(self._side)
        self._side.append(side)
        self._before.append(before)
        self._reason.append(reason)
        lo[side] = k
        gap = self._gaps[side >> 1]
        if gap is None:
            return True
        domain = self._domains[side >> 1]
        assert domain is not None
        allowed = -domain.down(-k) if side & 1 else domain.up(k)
        return allowed <= k or self.raise_to(side, allowed, gap)

    def fail(self, atoms: list[Atom]) -> bool:
        """Note a contradiction between atoms that all hold; always False."""
        self._conflict = atoms
        return False

    def _why(self, reason: _AnyReason, side: int, k: int) -> Sequence[Atom]:
        if isinstance(reason, list):
            return reason
        if isinstance(reason, tuple):
            return [(reason[0], max(k - reason[1], self._finite(reason[0])))]
        assert reason is not None
        return reason.why(side, k)

    def _propagate(self) -> bool:
        """Follow everything up; False on a contradiction."""
        while True:
            while self._head < len(self._side):
                side = self._side[self._head]
                self._head += 1
                if not self._follow(side):
                    return False
            if not self._queue:
                return True
            _, number = heappop(self._queue)
            self._queued[number] = False
            if not self._propagators[number].propagate():
                return False

    def _follow(self, side: int) -> bool:
        lo, value = self.lo, self.lo[side]
        for target, length in self._arcs[side]:
            if value + length > lo[target] and not self.raise_to(
                target, value + length, (side, length)
            ):
                return False
        for number in self._wakes[side]:
            if not self._queued[number]:
                self._queued[number] = True
                heappush(self._queue, (self._priority[number], number))
        thresholds = self._thresholds[side]
        return not thresholds or thresholds[0] > value or self._visit_clauses(side, value)

    def _visit_clauses(self, side: int, value: int) -> bool:
        """Find something else to watch in each clause whose watched atom became false."""
        thresholds, watching = self._thresholds[side], self._watching[side]
        count = bisect_right(thresholds, value)
        lo = self.lo
        false = side ^ 1
        kept: list[int] = []
        fine = True
        for place in range(count):
            clause = watching[place]
            atoms = clause.atoms
            lost = (false, 1 - thresholds[place])
            if atoms[0] == lost:
                atoms[0], atoms[1] = atoms[1], lost
            first, k = atoms[0]
            if lo[first] < k:
                for other in range(2, len(atoms)):
                    instead, most = atoms[other]
                    if lo[instead ^ 1] <= -most:
                        atoms[1], atoms[other] = atoms[other], lost
                        self._watch_atom(clause, instead, most)
                        break
                else:
                    kept.append(place)
                    if not self.raise_to(first, k, clause):
                        fine = False
                        kept += range(place + 1, count)
                        break
                continue
            kept.append(place)
        if len(kept) < count:
            thresholds[:count] = [thresholds[place] for place in kept]
            watching[:count] = [watching[place] for place in kept]
        return fine

    def _watch_atom(self, clause: Clause, side: int, k: int) -> None:
        """Look at the clause again when the atom becomes false; the earliest to do so first."""
        thresholds = self._thresholds[side ^ 1]
        place = bisect_right(thresholds, 1 - k)
        thresholds.insert(place, 1 - k)
        self._watching[side ^ 1].insert(place, clause)

    # levels

    def _decide(self, atom: Atom | None) -> bool:
        """Open a level with a decision, or an empty one; False on a contradiction."""
        self._level_starts.append(len(self._side))
        if atom is None:
            return True
        self.decisions += 1
        return self.raise_to(*atom, None)

    def back_to(self, level: int) -> None:
        """Undo everything decided after this level."""
        if level >= len(self._level_starts):
            return
        start = self._level_starts[level]
        lo, newest, sides, before, prior = (
            self.lo, self._newest, self._side, self._before, self._prior,
        )  # fmt: skip
        for position in range(len(sides) - 1, start - 1, -1):
            side = sides[position]
            lo[side] = before[position]
            newest[side] = prior[position]
        del self._side[start:], self._before[start:], self._prior[start:], self._reason[start:]
        del self._level_starts[level:]
        self._head = min(self._head, start)
        for number, asked in self._asked.items():
            self._asked[number] = min(asked, start)
        for _, number in self._queue:
            self._queued[number] = False
        self._queue.clear()

    # learning

    def _position(self, side: int, k: int, before: int) -> int:
        """Where on the trail, before a position, the atom became true; -1 if it always was."""
        prior, was = self._prior, self._before
        position = self._newest[side]
        while position >= before:
            position = prior[position]
        while position >= 0 and was[position] >= k:
            position = prior[position]
        return position

    def _level_of(self, position: int) -> int:
        """How many decisions and assumptions stood by then."""
        return bisect_right(self._level_starts, position)

    def _first_decided(self) -> int:
        """Where on the trail what holds for good ends."""
        return self._level_starts[0] if self._level_starts else len(self._side)

    def _analyse(self) -> tuple[list[Atom], int]:
        """The clause learned from the contradiction, its own atom first; and where to go back to."""
        needed: dict[int, tuple[int, int]] = {}
        heap: list[int] = []
        self._require(self._conflict, len(self._side), needed, heap)
        if not heap:
            return [], -1
        start = self._level_starts[self._level_of(-heap[0]) - 1]
        while True:
            position = -heappop(heap)
            side = self._side[position]
            if needed.get(side, (0, -1))[1] != position:
                continue
            # The same position may have been noted twice.
            while heap and -heap[0] == position:
                heappop(heap)
            following = self._next_needed(heap, needed)
            if following < start:
                break
            k, _ = needed.pop(side)
            self._require(self._why(self._reason[position], side, k), position, needed, heap)
        k, _ = needed.pop(side)
        rest = self._shortened(needed, side, k)
        rest.sort(key=lambda item: -item[2])
        back = self._level_of(rest[0][2]) if rest else 0
        return [(side ^ 1, 1 - k), *((s ^ 1, 1 - n) for s, n, _ in rest)], back

    def _next_needed(self, heap: list[int], needed: dict[int, tuple[int, int]]) -> int:
        """The latest position still needed; stale ones are thrown away."""
        while heap:
            position = -heap[0]
            if needed.get(self._side[position], (0, -1))[1] == position:
                return position
            heappop(heap)
        return -1

    def _require(
        self,
        atoms: Sequence[Atom],
        before: int,
        needed: dict[int, tuple[int, int]],
        heap: list[int],
    ) -> None:
        """Add atoms to what the contradiction needs; of one side the strongest is enough."""
        decided = self._first_decided()
        for side, k in atoms:
            known = needed.get(side)
            if known is not None and known[0] >= k:
                continue
            position = self._position(side, k, before)
            if position < decided:
                continue
            needed[side] = (k, position)
            if known is None or known[1] != position:
                heappush(heap, -position)
            self.activity[side >> 1] += self._bump

    def _shortened(
        self, needed: dict[int, tuple[int, int]], own: int, own_k: int
    ) -> list[tuple[int, int, int]]:
        """What is needed, less what follows from the rest of it."""
        rest = []
        for side, (k, position) in needed.items():
            reason = self._reason[position]
            if reason is not None and all(
                self._is_implied(atom, position, needed, own, own_k)
                for atom in self._why(reason, side, k)
            ):
                continue
            rest.append((side, k, position))
        return rest

    def _is_implied(
        self, atom: Atom, before: int, needed: dict[int, tuple[int, int]], own: int, own_k: int
    ) -> bool:
        side, k = atom
        known = needed.get(side)
        if known is not None and known[0] >= k and known[1] < before:
            return True
        if side == own and own_k >= k:
            return False
        position = self._position(side, k, before)
        return position < self._first_decided()

    def _learn(self) -> bool:
        """Learn from the contradiction and go back; False if nothing is left to try."""
        self.conflicts += 1
        self._bump *= 1.05
        if self._bump > 1e100:
            self.activity = [a * 1e-100 for a in self.activity]
            self._bump *= 1e-100
        atoms, back = self._analyse()
        if not atoms:
            self.impossible = True
            return False
        self.back_to(back)
        if not self._learn_clause(atoms):
            return self._learn()
        return not self.impossible

    def _learn_clause(self, atoms: list[Atom]) -> bool:
        """Keep the clause and follow it; False if that is a contradiction again."""
        if len(atoms) == 1:
            self._post(*atoms[0])
            return True
        clause = Clause(atoms, learned=True)
        self._learned.append(clause)
        self._watch(clause)
        return self.raise_to(*atoms[0], clause)

    def _forget(self) -> None:
        """Drop the longer half of what was learned; called with nothing decided."""
        if len(self._learned) < MOST_LEARNED:
            return
        self._learned.sort(key=lambda c: len(c.atoms))
        keep = MOST_LEARNED // 2
        dropped = {id(c) for c in self._learned[keep:]}
        del self._learned[keep:]
        for thresholds, watching in zip(self._thresholds, self._watching, strict=True):
            left = [i for i, clause in enumerate(watching) if id(clause) not in dropped]
            thresholds[:] = [thresholds[i] for i in left]
            watching[:] = [watching[i] for i in left]

    # solving

    def solve(
        self,
        assumptions: Sequence[Atom],
        choose: Callable[[], Atom | None],
        check: Callable[[], list[Atom] | None],
        *,
        most_conflicts: int | None = None,
    ) -> bool | None:
        """Look for a solution; True leaves it standing, False: none under the assumptions.

        `choose` gives the next decision, None when all is decided; `check` then gives atoms that
        contradict each other although no constraint saw it, or None. Returns None after
        `most_conflicts`.
        """
        self.back_to(0)
        restarts = _Luby()
        left = FIRST_RESTART * next(restarts)
        tries = self.conflicts
        while not self.impossible:
            move = self._move(assumptions, choose, check)
            if move is _Move.SOLVED:
                return True
            if move is _Move.REFUTED or (move is _Move.CONTRADICTION and not self._learn()):
                return False
            if move is _Move.CONTRADICTION:
                self._should_stop()
                if most_conflicts is not None and self.conflicts - tries > most_conflicts:
                    return None
                left -= 1
            if left <= 0:
                self.back_to(0)
                self._forget()
                left = FIRST_RESTART * next(restarts)
        return False

    def _move(
        self,
        assumptions: Sequence[Atom],
        choose: Callable[[], Atom | None],
        check: Callable[[], list[Atom] | None],
    ) -> _Move:
        """Follow everything up, then assume or decide one thing more."""
        if not self._propagate():
            return _Move.CONTRADICTION
        if self.level < len(assumptions):
            return self._assume(assumptions[self.level])
        atom = choose()
        if atom is not None:
            if not self.decisions % 64:
                self._should_stop()
            return _Move.DECIDED if self._decide(atom) else _Move.CONTRADICTION
        found = check()
        if found is None:
            return _Move.SOLVED
        self.fail(found)
        return _Move.CONTRADICTION

    def _assume(self, atom: Atom) -> _Move:
        if self.lo[atom[0] ^ 1] >= 1 - atom[1]:
            return _Move.REFUTED
        fine = self._decide(None if self.holds(atom) else atom)
        return _Move.DECIDED if fine else _Move.CONTRADICTION


class _Move(Enum):
    """What came of one step of the search."""

    SOLVED = 1
    REFUTED = 2
    DECIDED = 3
    CONTRADICTION = 4


class _Luby:
    """1, 1, 2, 1, 1, 2, 4, 1, … (M. Luby, A. Sinclair and D. Zuckerman, 1993)."""

    def __init__(self) -> None:
        self._u, self._v = 1, 1

    def __next__(self) -> int:
        value = self._v
        if self._u & -self._u == self._v:
            self._u, self._v = self._u + 1, 1
        else:
            self._v *= 2
        return value
