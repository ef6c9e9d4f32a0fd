"""From the claims of a record to ids of the data: by id, title or alias, and never by likeness.

Whatever is not exactly one entry stays unmapped, with the reason and the nearest names.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct, field

from careerpath.errors import UsageError
from careerpath.lookup import ANYTHING, QUALIFICATION_FIRST, ROLES_ONLY, Lookup
from careerpath.months import format_month, month_name, parse_month
from careerpath.standards.claims import WORKED, Claim
from careerpath.statements import Said, Statements

if TYPE_CHECKING:
    from careerpath.catalogue import Catalogue
    from careerpath.standards.claims import Record

_NEAREST = 3


class Mapped(Struct, frozen=True):
    """A claim that is an entry of the data, and the statement that says so."""

    claim: Claim
    id: str
    title: str
    statement: str
    notes: tuple[str, ...] = ()


class Unmapped(Struct, frozen=True):
    """A claim that nothing was made of, why, and what it may be."""

    claim: Claim
    reason: str
    nearest: tuple[str, ...] = ()
    """Glosses of what it may be."""
    option: str = ""
    """What to type if it is the one entry that was found."""


class Mapping(Struct):
    """What became of a record."""

    record: Record
    mapped: list[Mapped] = field(default_factory=list)
    unmapped: list[Unmapped] = field(default_factory=list)
    statements: Statements = field(default_factory=Statements)
    notes: tuple[str, ...] = ()


def mapped_onto(catalogue: Catalogue, record: Record, own: Statements, day: str) -> Mapping:
    """`own`: what the person says besides (the place); `day`: on which validity is judged."""
    return _Mapper(catalogue, record, own, day).mapping()


class _Mapper:
    def __init__(self, catalogue: Catalogue, record: Record, own: Statements, day: str) -> None:
        self._catalogue = catalogue
        self._record = record
        self._day = day
        self._month = parse_month(day)
        self._own = own
        self._stated = Lookup(catalogue).find_place(own.place.text) if own.place else None
        self._place = self._stated or self._place_of_record()
        self._lookup = Lookup(catalogue, self._place)
        self._result = Mapping(record, notes=record.notes)

    def _place_of_record(self) -> str | None:
        """The narrowest place stated that the data knows, within the widest one."""
        lookup = Lookup(self._catalogue)
        found = []
        for text in self._record.places:
            try:
                found.append(lookup.find_place(text))
            except UsageError:
                continue
        fitting = [p for p in found if self._catalogue.same_place(p, found[-1])]
        return fitting[0] if fitting else None

    def mapping(self) -> Mapping:
        for claim in self._record.claims:
            self._map(claim)
        result = self._result
        held = tuple(self._said(m) for m in result.mapped if m.claim.kind != WORKED)
        worked = tuple(self._said(m) for m in result.mapped if m.claim.kind == WORKED)
        result.statements = Statements(have=held, worked=worked, place=self._place_said())
        return result

    def _place_said(self) -> Said | None:
        """A country around the usual place says less than saying nothing would."""
        if self._own.place or self._place is None:
            return self._own.place
        default = self._catalogue.default_place
        if default is not None and self._place in self._catalogue.place_and_around(default):
            return None
        return Said(self._place, "the record's place")

    def _said(self, mapped: Mapped) -> Said:
        return Said(mapped.statement, mapped.claim.where)

    def _map(self, claim: Claim) -> None:
        ids = self._find(claim)
        if len(ids) != 1:
            self._result.unmapped.append(self._unknown(claim, ids))
            return
        (id_,) = ids
        reason = self._objection(claim, id_)
        if reason:
            gloss = (self._lookup.gloss(id_),)
            self._result.unmapped.append(Unmapped(claim, reason, gloss, self._option(claim, id_)))
            return
        self._result.mapped.append(self._mapped(claim, id_))

    def _find(self, claim: Claim) -> list[str]:
        """What the first name that is known at all names in the person's place: one, or several."""
        for name in claim.names:
            named = [i for i in self._lookup.all_named(name) if self._is_right_kind(claim, i)]
            here = [i for i in named if self._is_here(i)]
            if len(here) > 1:
                here = self._the_one_meant(claim, name) or here
            if here:
                return here
        return []

    def _the_one_meant(self, claim: Claim, name: str) -> list[str]:
        """Of several, the one of the person's own place; none if that lies around them all."""
        prefer = ROLES_ONLY if claim.kind == WORKED else QUALIFICATION_FIRST
        try:
            found = self._lookup.find(name, prefer)
        except UsageError:
            return []
        around = self._catalogue.place_and_around(self._here)
        own = self._catalogue.entries[found]["jurisdiction"]
        return [found] if any(p in around for p in own) else []

    @property
    def _here(self) -> str:
        return self._place or self._catalogue.default_place or ""

    def _is_here(self, id_: str) -> bool:
        own = self._catalogue.entries[id_]["jurisdiction"]
        return any(self._catalogue.same_place(self._here, place) for place in own)

    def _unknown(self, claim: Claim, ids: list[str]) -> Unmapped:
        if not ids:
            reason = claim.refused or "nothing in the data bears this name"
            return Unmapped(claim, reason, self._nearest(claim))
        glosses = tuple(self._lookup.gloss(i) for i in ids[:_NEAREST])
        return Unmapped(claim, "the name is borne by more than one (--in says which)", glosses)

    def _nearest(self, claim: Claim) -> tuple[str, ...]:
        prefer = ROLES_ONLY if claim.kind == WORKED else ANYTHING
        ids = [i for name in claim.names for i in self._lookup.nearest(name, prefer)]
        fitting = [
            i for i in dict.fromkeys(ids) if self._is_right_kind(claim, i) and self._is_here(i)
        ]
        return tuple(self._lookup.gloss(i) for i in fitting[:_NEAREST])

    def _is_right_kind(self, claim: Claim, id_: str) -> bool:
        is_role = bool(self._catalogue.entries[id_]["kind"] == "role")
        return is_role == (claim.kind == WORKED)

    def _objection(self, claim: Claim, id_: str) -> str:
        """Why a claim whose name is known is still not taken."""
        if claim.refused:
            return claim.refused
        if claim.expires and claim.expires < self._day:
            return f"it was valid until {claim.expires} only: held once, expired now"
        if claim.until is not None and claim.until.month > self._month:
            return "it ends in the future; only what has been worked counts"
        earlier = [m for m in self._result.mapped if m.id == id_ and claim.kind != WORKED]
        return f"{earlier[0].claim.where} says so already" if earlier else ""

    def _option(self, claim: Claim, id_: str) -> str:
        return f"--worked {id_}=MONTHS" if claim.kind == WORKED else f"--have {id_}"

    def _mapped(self, claim: Claim, id_: str) -> Mapped:
        notes = list(claim.notes)
        statement = id_
        if claim.kind == WORKED:
            statement += f"={claim.months}"
            when = claim.until
        else:
            grade = self._grade(claim, id_, notes)
            statement += f"={grade}" if grade is not None else ""
            when = claim.since
        if when is not None:
            statement += f"@{format_month(when.month)}"
            if when.year_only:
                notes.append(f"only the year is stated: taken as {month_name(when.month)}")
        title = str(self._catalogue.entries[id_]["title"])
        return Mapped(claim, id_, title, statement, tuple(notes))

    def _grade(self, claim: Claim, id_: str, notes: list[str]) -> str | None:
        """The one grade of the record that is a grade of the entry; free text is not interpreted."""
        scale = self._catalogue[id_].scale
        if scale is None or not claim.grades:
            return None
        ranks = {rank for g in claim.grades if (rank := scale.rank(g)) is not None}
        if len(ranks) == 1:
            return scale.name(ranks.pop())
        said = " and ".join(claim.grades[:3])
        notes.append(f"{said!r} is not one of its grades, so the grade is left open")
        return None
