"""What people type, read as one credential, place or route of the data, and never a guess.

An id, a title or an alias will do, in any case, with spaces and hyphens alike; so will an id without
its place (`clerk` for `clerk-nx`). Works on the raw entries: building the records of a whole
catalogue to find one name would cost more than the answer.
"""

from __future__ import annotations

import difflib
from functools import cached_property, lru_cache, partial
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from careerpath.errors import UnknownIdError, UsageError
from careerpath.names import BY_ID, normal_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from careerpath.catalogue import Catalogue

Json = dict[str, Any]

NEAREST = 5
"""How many names an error suggests."""

NEAR_SPELLING = 0.8
"""From this share of common letters on, two spellings may be of one word."""

MOST_OF_THE_WORDS = 0.75
"""A name is suggested that holds words with this share of the letters typed."""

ROLE_FIRST = "role-first"
QUALIFICATION_FIRST = "qualification-first"
ROLES_ONLY = "roles-only"
ANYTHING = "anything"


class _Match(Struct, frozen=True):
    id: str
    how: int


class Lookup:
    """Finds the entries of one catalogue by name, for a person in one place."""

    def __init__(self, catalogue: Catalogue, place: str | None = None) -> None:
        """`place`: whose `clerk` is meant; by default that of the catalogue."""
        self._catalogue = catalogue
        self._place = place or catalogue.default_place

    # credentials

    def find(self, text: str, prefer: str = ANYTHING) -> str:
        """The id of the one credential that `text` names; UnknownIdError otherwise."""
        if text in self._catalogue:
            return self._of_right_kind(text, prefer)  # Without a look at any other name.
        matches = self._matches(text)
        exact = [m for m in matches if m.how == BY_ID]
        if exact:
            return self._of_right_kind(exact[0].id, prefer)
        ids = self._narrowed(matches, prefer)
        if len(ids) == 1:
            return self._of_right_kind(ids[0], prefer)
        if ids:
            raise UnknownIdError(
                f"{text!r} names more than one thing",
                details=tuple(self.gloss(i) for i in ids[:NEAREST]),
                hint="Write the id of the one you mean.",
            )
        raise self._unknown(text, prefer)

    def all_named(self, text: str) -> list[str]:
        """Every id that bears this name exactly, in whatever place; none if nothing does."""
        return [m.id for m in self._matches(text)]

    def _matches(self, text: str) -> list[_Match]:
        wanted = normal_name(text)
        best: dict[str, int] = {}
        for id_, how in self._catalogue.names.get(wanted, ()):
            best[id_] = min(how, best.get(id_, how))
        return [_Match(i, best[i]) for i in sorted(best)]

    def _narrowed(self, matches: list[_Match], prefer: str) -> list[str]:
        """Those of the preferred kind, of the person's place, named best: in this order."""
        kept = _or_all(matches, lambda m: self._is_preferred(m.id, prefer))
        for is_there in self._nearness():
            local = [m for m in kept if is_there(m.id)]
            if local:
                kept = local
                break
        best = min((m.how for m in kept), default=BY_ID)
        return [m.id for m in kept if m.how == best]

    def _is_preferred(self, id_: str, prefer: str) -> bool:
        is_role = self._catalogue.entries[id_]["kind"] == "role"
        return is_role if prefer in (ROLE_FIRST, ROLES_ONLY) else not is_role or prefer == ANYTHING

    def _nearness(self) -> Iterator[Callable[[str], bool]]:
        """Is it of the person's place; of what this lies within, step by step; within it."""
        if self._place is None:
            return
        entries, place = self._catalogue.entries, self._place
        for around in self._catalogue.place_and_around(place):
            yield partial(_is_of, entries, around)
        yield lambda id_: any(
            self._catalogue.same_place(place, own) for own in entries[id_]["jurisdiction"]
        )

    def _of_right_kind(self, id_: str, prefer: str) -> str:
        is_role = self._catalogue.entries[id_]["kind"] == "role"
        if prefer == QUALIFICATION_FIRST and is_role:
            raise UsageError(
                f"{self.gloss(id_)} is worked in, not held",
                hint=f"Say how long you worked in it: --worked {id_}=MONTHS",
            )
        if prefer == ROLES_ONLY and not is_role:
            raise UsageError(
                f"{self.gloss(id_)} is held, not worked in", hint=f"Write --have {id_}"
            )
        return id_

    def gloss(self, id_: str) -> str:
        """`welder-nx — Welder (role, Northland)`."""
        entry = self._catalogue.entries[id_]
        places = " and ".join(self._catalogue.place_title(p) for p in entry["jurisdiction"][:2])
        return f"{id_} — {entry['title']} ({entry['kind']}, {places})"

    def _unknown(self, text: str, prefer: str) -> UnknownIdError:
        what = "role" if prefer == ROLES_ONLY else "role or qualification"
        near = self.nearest(text, prefer)
        return UnknownIdError(
            f"no {what} is called {text!r}",
            details=tuple(self.gloss(i) for i in near),
            hint="Did you mean one of these?" if near else "`careerpath find` lists what there is.",
        )

    def nearest(self, text: str, prefer: str = ANYTHING) -> list[str]:
        """Up to five ids whose names are most like `text`, the likest first."""
        wanted = normal_name(text)
        scores: dict[str, float] = {}
        for name, owners in self._catalogue.names.items():
            score = _likeness(wanted, name)
            for id_, _ in owners if score else ():
                scores[id_] = max(score, scores.get(id_, 0.0))
        if prefer == ROLES_ONLY:
            scores = {i: s for i, s in scores.items() if self._is_preferred(i, prefer)}
        here = next(self._nearness(), _nowhere)
        ranked = sorted(scores, key=lambda i: (-scores[i], not here(i), i))
        return ranked[:NEAREST]

    # places and routes

    def find_place(self, text: str) -> str:
        """The id of the place that `text` names."""
        wanted = normal_name(text)
        places = self._place_names
        exact = [p for p in places if normal_name(p) == wanted]
        found = exact or [p for p, names in places.items() if wanted in names]
        if len(found) == 1:
            return found[0]
        near = found or [p for p, n in places.items() if any(_likeness(wanted, x) for x in n)]
        problem = f"{text!r} names more than one place" if found else f"no place called {text!r}"
        raise UnknownIdError(
            problem,
            details=tuple(f"{p} — {self._catalogue.place_title(p)}" for p in near[:NEAREST]),
            hint="Did you mean one of these?" if near else f"Places: {', '.join(places)}",
        )

    @cached_property
    def _place_names(self) -> dict[str, set[str]]:
        ids = set(self._catalogue.places)
        for entry in self._catalogue.entries.values():
            ids.update(entry["jurisdiction"])
        names = {}
        for id_ in sorted(ids):
            described = self._catalogue.places.get(id_)
            aliases = described.aliases if described else ()
            own = (id_, self._catalogue.place_title(id_), *aliases)
            names[id_] = {normal_name(n) for n in own}
        return names

    def find_route(self, credential: str, text: str) -> str:
        """The id of the route of `credential` that `text` names by id or title."""
        routes = self._catalogue[credential].routes
        wanted = normal_name(text)
        found = [r.id for r in routes if wanted in (normal_name(r.id), normal_name(r.title))]
        if found:
            return found[0]
        if not routes:
            raise UnknownIdError(f"{self.gloss(credential)} has no routes to choose from")
        raise UnknownIdError(
            f"{credential} has no route called {text!r}",
            details=tuple(f"{r.id} — {r.title}" for r in routes),
            hint="Write the id of one of these.",
        )


def _nowhere(id_: str) -> bool:
    return False


def _is_of(entries: Mapping[str, Json], place: str, id_: str) -> bool:
    return place in entries[id_]["jurisdiction"]


def _or_all(matches: list[_Match], keep: Callable[[_Match], bool]) -> list[_Match]:
    return [m for m in matches if keep(m)] or matches


def _likeness(wanted: str, name: str) -> float:
    """0 where the names are not alike at all; a name that contains the words typed is nearest.

    Then one that is spelt much the same, then one whose words are spelt as most of those typed.
    Letters shared here and there are no likeness.
    """
    if len(wanted) >= 3 and (f" {name}".find(f" {wanted}") >= 0):
        return 0.9 + 0.09 * len(wanted) / max(len(name), 1)
    if spelling := _spelling(wanted, name):
        return 0.9 * spelling
    if not name or len(wanted) > 3 * len(name):
        return 0.0
    words, own = wanted.split(), name.split()
    met = sum(len(word) * max(_as_this_word(word, o) for o in own) for word in words)
    share = met / sum(map(len, words)) if words else 0.0
    if share < MOST_OF_THE_WORDS:
        return 0.0
    return 0.6 * share + 0.09 * min(met / len(name), 1)


def _spelling(one: str, other: str) -> float:
    """The share of the letters that two spellings have in common, in order; 0 if too few."""
    matcher = difflib.SequenceMatcher(None, other, one, autojunk=False)
    if matcher.real_quick_ratio() < NEAR_SPELLING or matcher.quick_ratio() < NEAR_SPELLING:
        return 0.0
    ratio = matcher.ratio()
    return ratio if ratio >= NEAR_SPELLING else 0.0


@lru_cache(maxsize=1 << 16)
def _as_this_word(word: str, own: str) -> float:
    """1 if it is this word of a name or the beginning of it, less if it is a misspelling."""
    if own == word or (len(word) >= 3 and own.startswith(word)):
        return 1.0
    return _spelling(word, own) if len(word) >= 4 else 0.0
