"""The skills gap: what a role asks that somebody's work and qualifications do not show."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import Struct

from careerpath.report.availability import is_closed
from careerpath.wording import title

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from careerpath.catalogue import Catalogue
    from careerpath.months import Month
    from careerpath.profile import Profile

Json = dict[str, Any]

SHOWN, PARTLY, MISSING = "shown", "partly", "missing"


class Evidence(Struct, frozen=True):
    """What shows a skill, or would show it: a credential by id and title."""

    id: str
    title: str


class SkillNeed(Struct, frozen=True):
    """One skill that a role asks, and whether the person's record shows it."""

    id: str
    title: str
    kind: str
    importance: str
    """`essential` or `useful`."""
    status: str
    """`shown`; `partly`, if a role that was worked finds it useful; `missing`."""
    evidence: tuple[Evidence, ...]
    gained_by: tuple[Evidence, ...]
    """What would show it: credentials and work in the role's own place first."""
    learnt: str


class SkillsGap(Struct, frozen=True):
    """Everything a role asks, in the order of its profile."""

    role: str
    needs: tuple[SkillNeed, ...]

    def having(self, status: str, importance: str) -> tuple[SkillNeed, ...]:
        """Those of one status and importance."""
        return tuple(n for n in self.needs if (n.status, n.importance) == (status, importance))


def skills_gap(catalogue: Catalogue, role: str, person: Profile, as_of: Month) -> SkillsGap | None:
    """The gap between the person's record and the role; None if nothing is said of its skills.

    `as_of`: what can't be begun any more by then is not named as a way to gain a skill.
    """
    profile = catalogue.role_profile(role)
    if profile is None:
        return None
    record = _Record(catalogue, person)
    needs = [_need(catalogue, role, asked, record, as_of) for asked in profile["skills"]]
    return SkillsGap(role, tuple(needs))


class _Record:
    """What the person holds and has worked in, and the skills which that shows."""

    def __init__(self, catalogue: Catalogue, person: Profile) -> None:
        self._catalogue = catalogue
        self._own = (*(h.id for h in person.holds), *(w.role for w in person.worked))
        self._broader = {own: set(catalogue.broader(own)) for own in self._own}

    def showing(self, skill: str) -> Iterator[str]:
        """What of the record shows the skill outright."""
        shown_by = set(self._catalogue.skills[skill].get("shown_by", ()))
        for own in self._own:
            names = self._broader[own] | set(self._profile_id(own))
            if shown_by & names or skill in self._asked(own, "essential"):
                yield own

    def hinting(self, skill: str) -> Iterator[str]:
        """Work in which the skill is useful: one may have picked it up."""
        return (own for own in self._own if skill in self._asked(own, "useful"))

    def _profile_id(self, own: str) -> list[str]:
        profile = self._catalogue.role_profile(own)
        return [profile["id"]] if profile else []

    def _asked(self, own: str, importance: str) -> set[str]:
        profile = self._catalogue.role_profile(own) or {"skills": ()}
        return {s["id"] for s in profile["skills"] if s["importance"] == importance}


def _need(catalogue: Catalogue, role: str, asked: Json, record: _Record, as_of: Month) -> SkillNeed:
    skill = asked["id"]
    entry = catalogue.skills[skill]
    shown = tuple(record.showing(skill))
    hinted = () if shown else tuple(record.hinting(skill))
    return SkillNeed(
        id=skill,
        title=entry["title"],
        kind=entry["kind"],
        importance=asked["importance"],
        status=SHOWN if shown else PARTLY if hinted else MISSING,
        evidence=_titled(catalogue, shown or hinted),
        gained_by=_titled(catalogue, _ways(catalogue, role, skill, as_of)),
        learnt=entry.get("learnt", ""),
    )


def _ways(catalogue: Catalogue, role: str, skill: str, as_of: Month) -> Iterator[str]:
    """What would show the skill in the places of the role, the role and what closed aside."""
    for id_ in catalogue.skills[skill].get("shown_by", ()):
        profile = catalogue.role_profiles.get(id_)
        for named in profile["roles"] if profile else [id_]:
            is_usable = named != role and not is_closed(catalogue[named], as_of)
            if is_usable and _is_of_its_place(catalogue, named, role):
                yield named


def _is_of_its_place(catalogue: Catalogue, some: str, other: str) -> bool:
    places = catalogue.entries[other]["jurisdiction"]
    return any(
        catalogue.same_place(a, b) for a in catalogue.entries[some]["jurisdiction"] for b in places
    )


def _titled(catalogue: Catalogue, ids: Iterable[str]) -> tuple[Evidence, ...]:
    return tuple(Evidence(i, title(catalogue, i)) for i in dict.fromkeys(ids))


def gap_document(gap: SkillsGap) -> Json:
    """The gap as JSON: three lists by status, essentials first."""
    return {
        status: [_need_document(n) for n in gap.needs if n.status == status]
        for status in (MISSING, PARTLY, SHOWN)
    }


def _need_document(need: SkillNeed) -> Json:
    return {
        "id": need.id,
        "title": need.title,
        "kind": need.kind,
        "importance": need.importance,
        "evidence": [{"id": e.id, "title": e.title} for e in need.evidence],
        "gained_by": [{"id": e.id, "title": e.title} for e in need.gained_by],
        "learnt": need.learnt,
    }
