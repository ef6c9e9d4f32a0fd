"""What depends on what: where circles are possible, and where first moments must be exact."""

from __future__ import annotations

from typing import TYPE_CHECKING

from careerpath.requirements import (
    AllOf,
    Experience,
    Held,
    HeldFor,
    Recent,
    Requirement,
    all_of,
    walk,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tests.proof.cpsat_reading import Reading

ALWAYS_TRUE = AllOf(())


def wanted_gains(requirement: Held | Recent | HeldFor) -> Iterator[tuple[Held, int, int | None]]:
    """What may be held, how long it must have been, and after how long it lapses."""
    match requirement:
        case Held():
            yield requirement, 0, None
        case Recent(months=months, of=of):
            yield from ((held, 0, months) for held in of)
        case HeldFor(months=months, ids=ids):
            yield from ((Held(i), months, None) for i in ids)


def _conditions(reading: Reading, id_: str) -> Iterator[Requirement]:
    entry = reading.catalogue[id_]
    yield from (reading.entry(entry), entry.completes_with)
    for route in reading.routes(entry):
        yield from (reading.entry(route), route.completes_with)


def _givers(reading: Reading, wanted: Experience) -> Iterator[str]:
    roles = reading.counted_roles(wanted)
    for id_ in sorted(reading.relevant):
        routes = reading.routes(reading.catalogue[id_])
        if any(g.role in roles for r in routes for g in r.gives):
            yield id_


def _supporters(reading: Reading, requirement: Requirement, *, at_once: bool) -> Iterator[str]:
    """Credentials whose gaining it may rest on; with `at_once`, only gains of the same moment."""
    for node in walk(requirement):
        match node:
            case Held() | Recent() | HeldFor():
                if not (at_once and isinstance(node, HeldFor)):
                    for held, _, _ in wanted_gains(node):
                        yield from reading.providers(held)
            case Experience():
                yield from _givers(reading, node)
                if not at_once:
                    for id_ in node.after:
                        yield from reading.providers(Held(id_))
            case _:
                pass


class Circles:
    """Credentials that depend on each other in a circle, by strongly connected components."""

    def __init__(self, reading: Reading) -> None:
        ids = [i for i in sorted(reading.relevant) if not reading.catalogue[i].is_role]
        self._next = {
            i: {
                s
                for condition in _conditions(reading, i)
                for s in _supporters(reading, condition, at_once=True)
            }
            for i in ids
        }
        reach = {i: self._reachable(i) for i in ids}
        self._circle = {
            i: frozenset(j for j in reach[i] if i in reach[j]) for i in ids if i in reach[i]
        }

    def _reachable(self, id_: str) -> set[str]:
        found: set[str] = set()
        queue = [id_]
        while queue:
            for following in self._next[queue.pop()] - found:
                found.add(following)
                queue.append(following)
        return found

    def size(self, id_: str) -> int:
        """How many it depends on in circles, itself included; 0 outside of any. Never 1."""
        return len(self._circle[id_]) + 1 if id_ in self._circle else 0

    def together(self, a: str, b: str) -> bool:
        return a in self._circle and b in self._circle[a]


def exact_credentials(reading: Reading) -> frozenset[str]:
    """Credentials for which a later end than the first possible one could be of use."""
    sensitive: set[str] = set()
    for requirement in _all_conditions(reading):
        for node in walk(requirement):
            if isinstance(node, Recent):
                sensitive.update(_supporters(reading, node, at_once=False))
            elif isinstance(node, Experience) and (node.last is not None or node.after):
                sensitive.update(_givers(reading, node))
    exact: set[str] = set()
    queue = sorted(sensitive)
    while queue:
        id_ = queue.pop()
        if id_ in exact or not _is_loose(reading, id_):
            continue
        exact.add(id_)
        for condition in _ending_conditions(reading, id_):
            queue.extend(_supporters(reading, condition, at_once=False))
    return frozenset(exact)


def _all_conditions(reading: Reading) -> Iterator[Requirement]:
    yield reading.entry(reading.catalogue[reading.question.target])
    for id_ in sorted(reading.relevant):
        yield from _conditions(reading, id_)


def _ending_conditions(reading: Reading, id_: str) -> Iterable[Requirement]:
    entry = reading.catalogue[id_]
    if entry.is_derived:
        return [reading.entry(entry)]
    return [all_of(entry.completes_with, r.completes_with) for r in reading.routes(entry)]


def _is_loose(reading: Reading, id_: str) -> bool:
    return any(condition != ALWAYS_TRUE for condition in _ending_conditions(reading, id_))
