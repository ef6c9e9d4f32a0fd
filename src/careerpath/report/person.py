"""The person as the tool understands them: what is held, what is taken as true, what is open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct, field

from careerpath.graph.standing import Standing
from careerpath.months import month_name
from careerpath.report.model import Assumption
from careerpath.wording import title

if TYPE_CHECKING:
    from collections.abc import Iterator

    from careerpath.catalogue import Catalogue
    from careerpath.profile import Profile
    from careerpath.statements import Asked


class PersonReport(Struct, frozen=True):
    """Everything `profile show` says."""

    asked: Asked
    """The question of no target in particular."""
    place: str
    """The title of the place; where none was stated, of the one that is taken."""
    starts: bool
    """The start of the plan was stated."""
    titles: dict[str, str] = field(default_factory=dict)
    assumes: tuple[Assumption, ...] = ()
    expected: tuple[str, ...] = ()
    """Ids of what is held only from a month still to come."""

    @property
    def profile(self) -> Profile:
        """The person's profile."""
        return self.asked.question.profile


def person_report(catalogue: Catalogue, asked: Asked, *, starts: bool = False) -> PersonReport:
    """What is held and assumed; `starts`: whether the person stated when the plan begins."""
    profile = asked.question.profile
    ids = [h.id for h in profile.holds] + [w.role for w in profile.worked] + [*profile.lacks]
    assumed = Standing(catalogue, asked.question).assumed
    place = profile.place or catalogue.default_place
    return PersonReport(
        asked=asked,
        place=catalogue.place_title(place) if place else "",
        starts=starts,
        titles={i: title(catalogue, i) for i in sorted({*ids, *(a.id for a in assumed)})},
        assumes=tuple(_assumptions(catalogue, asked, [a.id for a in assumed])),
        expected=tuple(h.id for h in profile.holds if (h.since or 0) > asked.as_of_month),
    )


def _assumptions(catalogue: Catalogue, asked: Asked, assumed: list[str]) -> Iterator[Assumption]:
    profile = asked.question.profile
    if asked.age is not None and profile.born is not None:
        born = month_name(profile.born)
        yield Assumption(f"born in {born}, reckoned from the age; --born is exact", "age")
    for holding in profile.holds:
        name = title(catalogue, holding.id)
        if holding.grade is None and catalogue[holding.id].scale is not None:
            yield Assumption(
                f"{name}: no grade was given, so whichever a plan asks for is taken as met",
                holding.id,
            )
        if holding.since is None:
            yield Assumption(f"{name}: no date was given, so it counts as recent", holding.id)
    for work in profile.worked:
        if work.until is None:
            name = title(catalogue, work.role)
            yield Assumption(f"work as {name} lasts until the plan begins", work.role)
    for id_ in assumed:
        name = title(catalogue, id_)
        yield Assumption(
            f"{name} is held too, as what is held suggests (if not: --lack {id_})", id_
        )
