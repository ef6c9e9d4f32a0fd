"""Natural ways of saying what is held or was worked: a name, perhaps a grade, perhaps a date.

Names, grades and places come from the data; only the words for time, and the small words between,
are known here. What fits exactly one entry is taken; what fits several is offered, never chosen.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cached_property
from itertools import permutations
from typing import TYPE_CHECKING

from msgspec import Struct

from careerpath.errors import UsageError
from careerpath.lookup import QUALIFICATION_FIRST, ROLES_ONLY, Lookup
from careerpath.names import normal_name
from careerpath.requirements import (
    AllOf,
    AnyOf,
    AtLeast,
    Experience,
    Requirement,
    credentials_named,
    from_json,
    roles_named,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from careerpath.catalogue import Catalogue
    from careerpath.months import Month

MOST_OFFERED = 6
_ENOUGH = 0.6
"""The share of the words typed that a name must have to be offered."""
_NEARLY = 0.9
_MOST_PARTS = 4
"""Grades said one by one that may make up a grade of the whole."""

_SEASONS = {"spring": 4, "summer": 8, "autumn": 11, "fall": 11, "winter": 1}
"""The month by which what is taken in that season counts."""
_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
_SMALL = {
    "i", "i've", "ive", "have", "got", "had", "a", "an", "the", "my", "in", "at", "of", "with",
    "am", "i'm", "im", "now", "currently", "be", "on", "grade", "grades", "passed", "did", "was", "from", "as", "for", "by", "about", "yes", "or", "above",
    "better", "including", "all", "them", "both",
}  # fmt: skip
_EXPECTED = {
    "predicted", "predict", "expected", "expecting", "expect", "hoping", "hope", "taking",
    "studying", "doing", "sitting", "will", "get", "finish", "finishing",
}  # fmt: skip
_NUMBERS = {
    "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7",
    "eight": "8", "nine": "9", "ten": "10",
}  # fmt: skip
_SPAN = re.compile(
    r"\b(\d{1,3}|a|an|half a)\s*(years?|yrs?|y|months?|mths?|mos?|m)\b(?:\s*(?:and\s*)?(\d{1,2})\s*(?:months?|m)\b)?",
    re.IGNORECASE,
)


class Found(Struct, frozen=True):
    """One entry that may be meant, at a grade."""

    id: str
    grade: str | None = None


class Reading(Struct, frozen=True):
    """What a text may mean."""

    found: tuple[Found, ...]
    exact: bool
    """The text names the one entry found; it need not be asked about."""
    when: Month | None = None
    year: int | None = None
    """A year without a month."""
    expected: bool = False
    months: int | None = None
    """How long, of work."""
    text: str = ""
    """As it was said."""


class Dated(Struct, frozen=True):
    """A text without its date."""

    words: tuple[str, ...]
    when: Month | None = None
    year: int | None = None
    expected: bool = False


def parse_dated(text: str, now: Month) -> Dated:
    """Take the date out of a text: `BBB next summer`, `in June 2024`, `2024-06`, `last year`."""
    plain = f" {' '.join(text.split())} "
    for pattern, reckon in _DATES:
        match = pattern.search(plain)
        if match:
            when, year = reckon(match, now)
            rest = f"{plain[: match.start()]} {plain[match.end() :]}"
            expected = _is_expected(rest) or bool(when is not None and when > now)
            return Dated(_words(rest), when, year, expected)
    return Dated(_words(plain), expected=_is_expected(plain))


def _is_expected(text: str) -> bool:
    return any(w.casefold() in _EXPECTED for w in text.split())


def _words(text: str) -> tuple[str, ...]:
    words = [w.strip(".,;:!?\"'()") or w for w in text.split()]
    # A lone capital A is a grade; a small one is an article.
    return tuple(w for w in words if w and (w == "A" or w.casefold() not in _SMALL | _EXPECTED))


def _iso(match: re.Match[str], _: Month) -> tuple[Month | None, int | None]:
    return int(match[1]) * 12 + int(match[2]) - 1, None


def _named_month(match: re.Match[str], now: Month) -> tuple[Month | None, int | None]:
    number = next(n for n, name in enumerate(_MONTHS) if name.startswith(match[2].casefold()[:3]))
    if match[3]:
        return int(match[3]) * 12 + number, None
    return _beside(number, match[1], now), None


def _season(match: re.Match[str], now: Month) -> tuple[Month | None, int | None]:
    number = _SEASONS[match[2].casefold()] - 1
    if match[3]:
        return int(match[3]) * 12 + number, None
    return _beside(number, match[1], now), None


def _beside(number: int, word: str | None, now: Month) -> Month:
    """The next such month after now, the last before it, or that of this year."""
    this_year = now // 12 * 12 + number
    match (word or "").strip().casefold():
        case "next":
            return this_year if this_year > now else this_year + 12
        case "last":
            return this_year if this_year < now else this_year - 12
        case _:
            return this_year


def _year_beside(match: re.Match[str], now: Month) -> tuple[Month | None, int | None]:
    year = now // 12
    return None, year + {"next": 1, "last": -1, "this": 0}[match[1].casefold()]


def _years_ago(match: re.Match[str], now: Month) -> tuple[Month | None, int | None]:
    return now - 12 * int(match[1]), None


def _year(match: re.Match[str], _: Month) -> tuple[Month | None, int | None]:
    return None, int(match[1])


_MONTH_NAMES = "|".join(f"{name[:3]}(?:{name[3:]})?" if name != "may" else name for name in _MONTHS)
_MONTH_NAMES += "|sept"
_DATES = (
    (re.compile(r"\b(\d{4})-(0[1-9]|1[0-2])(?:-\d\d)?\b"), _iso),
    (
        re.compile(
            rf"\b(?:in |by )?(next |last |this )?({_MONTH_NAMES})\b,? ?((?:19|20)\d\d)?\b", re.I
        ),
        _named_month,
    ),
    (
        re.compile(
            r"\b(?:in |by )?(?:the )?(next |last |this )?(spring|summer|autumn|fall|winter)\b"
            r" ?(?:of )?((?:19|20)\d\d)?\b",
            re.I,
        ),
        _season,
    ),
    (re.compile(r"\b(next|last|this) year\b", re.I), _year_beside),
    (re.compile(r"\b(\d{1,2}) years? ago\b", re.I), _years_ago),
    (re.compile(r"\b(?:in |by )?((?:19|20)\d\d)\b", re.I), _year),
)


class Reader:
    """Reads what people type, for a person in one place."""

    def __init__(self, catalogue: Catalogue, place: str | None, now: Month) -> None:
        self.catalogue = catalogue
        self.place = place or catalogue.default_place or ""
        self.now = now
        self.lookup = Lookup(catalogue, place)

    # what is held

    def readings(self, text: str) -> list[Reading]:
        """One reading a thing named: the whole text is one, or what stands between commas."""
        whole = self.held(text)
        if whole.exact:
            return [whole]
        parts = [p for p in re.split(r"[,;]", text) if p.strip()]
        if len(parts) > 1:
            return [r for part in parts for r in self.readings(part)]
        # "English and maths" may be two things, or the end of the name of one.
        listed = [self.held(p) for p in re.split(r"\band\b", text) if p.strip()]
        together = whole.found and not all(r.exact for r in listed)
        return [whole] if together or len(listed) < 2 else listed

    def held(self, text: str) -> Reading:
        """A credential, with its grade and date if they are said."""
        dated = parse_dated(text, self.now)
        exact = self._exact(dated.words)
        found = (exact,) if exact else self._offered(dated.words)
        return Reading(
            found, exact is not None, dated.when, dated.year, dated.expected, text=text.strip()
        )

    def _exact(self, words: tuple[str, ...]) -> Found | None:
        for name, grade in _splits(words):
            if not name:
                continue
            try:
                id_ = self.lookup.find(" ".join(name), QUALIFICATION_FIRST)
            except UsageError:
                continue
            known = self.grade(id_, grade) if grade is not None else None
            if grade is None or known is not None:
                return Found(id_, known)
        return self._one_by_one(words)

    def _one_by_one(self, words: tuple[str, ...]) -> Found | None:
        """A name, and the grades of its parts among other words: `maths A, history B, art B`."""
        for length in (3, 2, 1):
            for name, rest in (
                (words[:length], words[length:]),
                (words[-length:], words[:-length]),
            ):
                grades = [w for w in rest if len(w) <= 2 and w != w.lower()]
                if 1 < len(grades) <= _MOST_PARTS:
                    try:
                        id_ = self.lookup.find(" ".join(name), QUALIFICATION_FIRST)
                    except UsageError:
                        continue
                    for order in permutations(grades):
                        if (known := self.grade(id_, "".join(order))) is not None:
                            return Found(id_, known)
        return None

    def grade(self, id_: str, text: str) -> str | None:
        """The grade as the scale spells it; None if it is none."""
        scale = self.catalogue[id_].scale
        rank = scale.rank(text) if scale else None
        return scale.name(rank) if scale and rank is not None else None

    def _offered(self, words: tuple[str, ...]) -> tuple[Found, ...]:
        """The likeliest entries; those whose grade takes up most of the words stand first."""
        found: dict[str, Found] = {}
        lengths: dict[str, int] = {}
        for name, grade in _splits(words):
            for id_ in self.alike(" ".join(name)) if name else self._with_grade(grade or ""):
                known = self.grade(id_, grade) if grade is not None else None
                length = len(words) - len(name) if known is not None else 0
                if (grade is None or known is not None) and length > lengths.get(id_, -1):
                    found[id_] = Found(id_, known)
                    lengths[id_] = length
        ranked = sorted(found, key=lambda i: -lengths[i])
        return tuple(found[i] for i in ranked[:MOST_OFFERED]) or tuple(self._by_one_word(words))

    def _by_one_word(self, words: tuple[str, ...]) -> Iterator[Found]:
        """What one of the words names exactly: the kind, where the rest tells more than the data."""
        for word in words:
            try:
                id_ = self.lookup.find(word, QUALIFICATION_FIRST)
            except UsageError:
                continue
            yield Found(
                id_, next((g for w in words if (g := self.grade(id_, w)) is not None), None)
            )

    def _with_grade(self, grade: str) -> list[str]:
        ids = [i for i in self._held_here if self.grade(i, grade) is not None]
        return sorted(ids, key=lambda i: (-self.asked_for[i], i))

    def alike(self, text: str, *, roles: bool = False) -> list[str]:
        """Entries of the person's place that the words may mean, the likeliest first."""
        wanted = normal_name(text).split()
        scores = {i: self._likeness(wanted, i) for i in (self._roles if roles else self._held_here)}
        best = max(scores.values(), default=0.0)
        if best <= 0:
            return self._nearest(text, roles=roles) if wanted else []
        # Where some entry has every word, those that lack one are not meant.
        found = [i for i, score in scores.items() if score >= _NEARLY or (score > 0 and best < 1)]
        return sorted(found, key=lambda i: (-scores[i], -self.asked_for[i], i))[:MOST_OFFERED]

    def _nearest(self, text: str, *, roles: bool) -> list[str]:
        near = self.lookup.nearest(text, ROLES_ONLY if roles else QUALIFICATION_FIRST)
        return [i for i in near if (self.catalogue.entries[i]["kind"] == "role") == roles]

    def _likeness(self, wanted: list[str], id_: str) -> float:
        """The share of the words typed that begin a word of one name; all of them: 1 and how near
        the name is in length."""
        entry = self.catalogue.entries[id_]
        best = 0.0
        for name in (entry["title"], *entry.get("aliases", ()), id_):
            words = normal_name(name).split()
            share = sum(_hit(t, words) for t in wanted) / max(len(wanted), 1)
            if share == 1:
                share += len("".join(wanted)) / max(len("".join(words)), 1)
            best = max(best, share)
        return round(best, 1) if best >= _ENOUGH else 0.0

    @cached_property
    def _held_here(self) -> list[str]:
        return [i for i in self.here if self.catalogue.entries[i]["kind"] != "role"]

    @cached_property
    def _roles(self) -> list[str]:
        return [i for i in self.here if self.catalogue.entries[i]["kind"] == "role"]

    @cached_property
    def here(self) -> list[str]:
        """Every id of the person's place and of what lies around or within it."""
        entries = self.catalogue.entries
        return [
            i
            for i in self.catalogue.ids
            if any(self.catalogue.same_place(self.place, p) for p in entries[i]["jurisdiction"])
        ]

    @cached_property
    def asked_for(self) -> Counter[str]:
        """How many rules of the place name an entry: what is asked for often is meant often."""
        counts: Counter[str] = Counter()
        for id_ in self.here:
            for rule in _rules(self.catalogue.entries[id_]):
                counts.update({h.id for h in credentials_named(rule)})
                counts.update(set(roles_named(rule)))
        return counts

    # work

    def is_for_beginners(self, role: str) -> bool:
        """One can begin in it without having worked before."""
        entry = self.catalogue[role]
        return not (_asks_for_work(entry.requires) or _asks_for_work(entry.usually))

    def worked(self, text: str) -> Reading:
        """A role, with the months worked in it if they are said."""
        months, rest = _duration(text)
        dated = parse_dated(rest, self.now)
        since = bool(re.search(r"\bsince\b", rest, re.I))
        words = tuple(
            w for w in dated.words if w.casefold() not in ("since", "until", "till", "to")
        )
        if since and dated.when is not None and months is None:
            months, dated = max(self.now + 1 - dated.when, 0) or None, Dated(words)
        name = " ".join(words)
        try:
            found: tuple[Found, ...] = (Found(self.lookup.find(name, ROLES_ONLY)),)
            exact = True
        except UsageError:
            found = tuple(Found(i) for i in self.alike(name, roles=True))
            exact = False
        when = dated.when if dated.when is not None and dated.when <= self.now else None
        return Reading(found, exact, when, months=months)


def _asks_for_work(requirement: Requirement) -> bool:
    """Whether it can only be met by having worked."""
    match requirement:
        case Experience():
            return True
        case AllOf(parts=parts):
            return any(_asks_for_work(p) for p in parts)
        case AnyOf(parts=parts):
            return bool(parts) and all(_asks_for_work(p) for p in parts)
        case AtLeast(count=count, parts=parts):
            return sum(not _asks_for_work(p) for p in parts) < count
        case _:
            return False


def _hit(typed: str, words: list[str]) -> float:
    """Does it begin one of the words? Nearly so, where only the plural is in the way."""
    if any(w.startswith(typed) for w in words):
        return 1.0
    one = typed[:-1] if len(typed) > 3 and typed.endswith("s") else typed
    return _NEARLY if any(w.startswith(one) for w in words) else 0.0


def _rules(entry: dict[str, object]) -> Iterator[Requirement]:
    routes = entry.get("routes", ())
    for part in (entry, *(routes if isinstance(routes, list | tuple) else ())):
        for key in ("requires", "usually", "completes_with"):
            if isinstance(part, dict) and key in part:
                yield from_json(part[key])


def _splits(words: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str | None]]:
    """The words as a name alone, then with each run of up to three of them as a grade."""
    spelt = tuple(_NUMBERS.get(w.casefold(), w) for w in words)
    yield words, None
    if spelt != words:
        yield spelt, None
    for length in (1, 2, 3):
        for start in range(len(words) - length + 1):
            name = words[:start] + words[start + length :]
            grade = spelt[start : start + length]
            yield name, " ".join(grade)
            if length > 1:
                yield name, "".join(grade)


def _duration(text: str) -> tuple[int | None, str]:
    """`18 months`, `a year`, `2 years and 3 months`: in months, and the text without it."""
    match = _SPAN.search(text)
    if not match:
        return None, text
    number = match[1].casefold()
    unit = 12 if match[2][0].casefold() == "y" else 1
    months = unit // 2 if number == "half a" else unit * (int(number) if number.isdigit() else 1)
    months += int(match[3] or 0)
    rest = text[match.end() :]
    if rest.casefold().startswith(" and a half"):
        months, rest = months + unit // 2, rest[len(" and a half") :]
    return months or None, f"{text[: match.start()]} {rest}"


def parse_duration(text: str) -> int | None:
    """Months in `18`, `18 months` or `a year and a half`; None if it is no length of time."""
    if re.fullmatch(r"\s*\d{1,3}\s*", text):
        return int(text) or None
    return _duration(text)[0]
