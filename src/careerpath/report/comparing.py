"""Builds the comparison of roles from their entries, their profiles and the data's comparisons."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from msgspec.structs import replace

from careerpath.report.build import subject
from careerpath.report.comparison import (
    Cell,
    CompareReport,
    Named,
    Row,
    SkillRow,
    SkillsCompared,
)
from careerpath.report.remarks import Remark, remarks
from careerpath.report.roles import section
from careerpath.report.ways_in import USUAL, ways_in
from careerpath.wording import title

if TYPE_CHECKING:
    from careerpath.catalogue import Catalogue
    from careerpath.records import Credential, Source

Json = dict[str, Any]
Key = TypeVar("Key", bound=Hashable)
ReadCell = Callable[["Catalogue", "Credential"], Cell]

HIRE = "when-to-hire"
"""The id of the row that says which role to take on when."""
_RANKS = {"essential": 2, "useful": 1, None: 0}


def compare(catalogue: Catalogue, roles: Sequence[str], as_of: str) -> CompareReport:
    """Two to four roles side by side; plans and skills gaps are added by who has a person."""
    written = [c for c in catalogue.comparisons if _is_about(catalogue, c, roles)]
    about, *attributes = (_attribute(catalogue, roles, *spec) for spec in _ATTRIBUTES)
    rows = [about, *_written_rows(catalogue, roles, written), *attributes]
    differing = [own for own, _ in map(_split, rows) if own and own.id != HIRE]
    shared = [both for _, both in map(_split, rows) if both and both.id != HIRE]
    report = CompareReport(
        subjects=tuple(subject(catalogue, r) for r in roles),
        as_of=as_of,
        common=_common(catalogue, roles, written),
        differences=tuple(differing),
        hire=_hire(catalogue, roles, rows),
        skills=_skills(catalogue, roles),
        shared=tuple(shared),
        checked=_checked(catalogue, roles),
        without_profile=tuple(r for r in roles if catalogue.role_profile(r) is None),
        low_confidence=tuple(r for r in roles if _is_doubtful(catalogue, r)),
    )
    return _with_sources(catalogue, report)


# what the data says of these roles together


def _profile_id(catalogue: Catalogue, role: str) -> str:
    profile = catalogue.role_profile(role)
    return str(profile["id"]) if profile else ""


def _is_about(catalogue: Catalogue, comparison: Json, roles: Sequence[str]) -> bool:
    """All that it tells apart is asked about."""
    return set(comparison["between"]) <= {_profile_id(catalogue, r) for r in roles}


def _common(catalogue: Catalogue, roles: Sequence[str], written: list[Json]) -> tuple[Remark, ...]:
    places = _places(catalogue, roles)
    found = [r for c in written for r in remarks(catalogue, c["shared"], places)]
    return tuple(r for r in found if r.here)


def _places(catalogue: Catalogue, roles: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(p for r in roles for p in catalogue[r].jurisdiction))


def _written_rows(catalogue: Catalogue, roles: Sequence[str], written: list[Json]) -> Iterator[Row]:
    places = _places(catalogue, roles)
    for comparison in written:
        for row in comparison["rows"]:
            said = [row["of"].get(_profile_id(catalogue, r), ()) for r in roles]
            cells = [
                Cell(_of_here(remarks(catalogue, own, catalogue[r].jurisdiction)))
                for r, own in zip(roles, said, strict=True)
            ]
            together = _of_here(remarks(catalogue, row.get("all", ()), places))
            yield Row(row["id"], row["title"], tuple(cells), together)


def _of_here(found: tuple[Remark, ...]) -> tuple[Remark, ...]:
    return tuple(r for r in found if r.here)


# what every role has


def _attribute(
    catalogue: Catalogue, roles: Sequence[str], id_: str, name: str, read: ReadCell
) -> Row:
    return Row(id_, name, tuple(read(catalogue, catalogue[r]) for r in roles))


def _section(name: str) -> ReadCell:
    def read(catalogue: Catalogue, role: Credential) -> Cell:
        return Cell(_of_here(section(catalogue, role.id, name)))

    return read


def _about(catalogue: Catalogue, role: Credential) -> Cell:
    profile = catalogue.role_profile(role.id)
    return Cell((Remark(profile["summary"]),)) if profile else Cell()


def _regulation(catalogue: Catalogue, role: Credential) -> Cell:
    licence = "Nobody may work in it without a licence" if role.regulated else "No licence needed"
    source = role.sources[0] if role.sources else None
    said = _of_here(section(catalogue, role.id, "regulation"))
    return Cell((Remark(licence, source), *said))


def _ways_in(catalogue: Catalogue, role: Credential) -> Cell:
    ways = ways_in(catalogue, role)
    source = role.sources[0] if role.sources else None
    texts = [f"{'usually: ' if w['strength'] == USUAL else ''}{w['says']}" for w in ways]
    return Cell(tuple(Remark(t, source) for t in texts or ["Nothing is asked by rule or custom"]))


def _pay(_: Catalogue, role: Credential) -> Cell:
    return Cell(salary=role.salary)


def _hours(_: Catalogue, role: Credential) -> Cell:
    paces = " or ".join(map(str, role.paces))
    return Cell((Remark(f"{paces} a week"),)) if paces else Cell()


def _outlook(catalogue: Catalogue, role: Credential) -> Cell:
    """Where nothing is said of the role's own place, what is said of others, named as such."""
    found = section(catalogue, role.id, "outlook")
    return Cell(_of_here(found) or found)


def _next_roles(catalogue: Catalogue, role: Credential) -> Cell:
    steps = [s for s in role.progresses_to if s.id in catalogue]
    return Cell(names=tuple(Named(s.id, title(catalogue, s.id), s.kind) for s in steps))


def _tools(catalogue: Catalogue, role: Credential) -> Cell:
    profile = catalogue.role_profile(role.id) or {}
    vocabulary = catalogue.skills
    return Cell(
        names=tuple(
            Named(t["id"], vocabulary[t["id"]]["title"], vocabulary[t["id"]].get("says", ""))
            for t in profile.get("tools", ())
        )
    )


_ATTRIBUTES: tuple[tuple[str, str, ReadCell], ...] = (
    ("about", "in one sentence", _about),
    ("regulation", "regulation", _regulation),
    ("ways-in", "ways in", _ways_in),
    ("pay", "pay", _pay),
    ("hours", "hours", _hours),
    ("tasks", "tasks", _section("responsibilities")),
    ("limits", "may not", _section("limits")),
    ("supervision", "supervision and form of work", _section("supervision")),
    ("setting", "setting", _section("setting")),
    ("pressure", "pressure", _section("pressure")),
    ("balance", "balance", _section("balance")),
    ("outlook", "outlook", _outlook),
    ("challenges", "challenges", _section("challenges")),
    ("next-roles", "usual next roles", _next_roles),
    ("fields", "fields", _section("specialisms")),
    ("tools", "tools", _tools),
)
"""Every attribute that roles are compared by: id, title, and how its cell is read."""


# differences and what is shared


def _split(row: Row) -> tuple[Row | None, Row | None]:
    """The row without what all cells say, and what they all say; None where nothing is left."""
    salaries = {c.salary for c in row.cells}
    common_salary = row.cells[0].salary if len(salaries) == 1 else None
    says = _in_all([[(r.says, r.here) for r in c.remarks] for c in row.cells])
    ids = _in_all([[n.id for n in c.names] for c in row.cells])
    both = Cell(
        tuple(r for r in row.cells[0].remarks if (r.says, r.here) in says),
        tuple(n for n in row.cells[0].names if n.id in ids),
        common_salary,
    )
    own = tuple(
        Cell(
            tuple(r for r in c.remarks if (r.says, r.here) not in says),
            tuple(n for n in c.names if n.id not in ids),
            None if common_salary else c.salary,
        )
        for c in row.cells
    )
    differs = row.together or not all(c.is_empty for c in own)
    return (
        Row(row.id, row.title, own, row.together) if differs else None,
        None if both.is_empty else Row(row.id, row.title, (both,)),
    )


def _in_all(lists: list[list[Key]]) -> set[Key]:
    return set.intersection(*map(set, lists))


def _hire(catalogue: Catalogue, roles: Sequence[str], rows: list[Row]) -> Row | None:
    """As the data's comparisons have it, else as each profile has it."""
    written = [r for r in rows if r.id == HIRE]
    cells = []
    for n, role in enumerate(roles):
        said = tuple(r for row in written for r in row.cells[n].remarks)
        cells.append(Cell(said or _of_here(section(catalogue, role, "hire_when"))))
    together = tuple(dict.fromkeys(r for row in written for r in row.together))
    if len(set(cells)) == 1:
        return None  # Nothing, or the same, is said of all of them.
    return Row(HIRE, "when to hire which", tuple(cells), together)


# skills


def _skills(catalogue: Catalogue, roles: Sequence[str]) -> SkillsCompared:
    asked = [_importances(catalogue, r) for r in roles]
    rows = [_skill_row(catalogue, s, asked) for s in dict.fromkeys(s for own in asked for s in own)]
    shared = tuple(r for r in rows if all(r.importance))
    over = tuple(tuple(r for r in rows if _asks_most(r, n)) for n in range(len(roles)))
    differing = tuple(r for r in rows if len(set(r.importance)) > 1)
    return SkillsCompared(differing, shared, over)


def _importances(catalogue: Catalogue, role: str) -> dict[str, str]:
    profile = catalogue.role_profile(role) or {"skills": ()}
    return {s["id"]: s["importance"] for s in profile["skills"]}


def _skill_row(catalogue: Catalogue, skill: str, asked: list[dict[str, str]]) -> SkillRow:
    entry = catalogue.skills[skill]
    return SkillRow(skill, entry["title"], entry["kind"], tuple(own.get(skill) for own in asked))


def _asks_most(row: SkillRow, of: int) -> bool:
    ranks = [_RANKS[i] for i in row.importance]
    return ranks[of] > max(rank for n, rank in enumerate(ranks) if n != of)


# what it rests on


def _checked(catalogue: Catalogue, roles: Sequence[str]) -> tuple[str, str] | None:
    profiles = [catalogue.role_profile(r) or {} for r in roles]
    days = [catalogue[r].checked for r in roles] + [p.get("checked", "") for p in profiles]
    known = sorted(d for d in days if d)
    return (known[0], known[-1]) if known else None


def _is_doubtful(catalogue: Catalogue, role: str) -> bool:
    profile = catalogue.role_profile(role) or {}
    return "low" in (catalogue[role].confidence, profile.get("confidence"))


def _with_sources(catalogue: Catalogue, report: CompareReport) -> CompareReport:

    found = [catalogue.source(s) for s in dict.fromkeys(_cited(report))]
    sources: tuple[Source, ...] = tuple(s for s in found if s is not None)
    return replace(report, sources=sources)


def _cited(report: CompareReport) -> Iterator[str]:
    rows = [*report.differences, *report.shared, *([report.hire] if report.hire else [])]
    for remark in report.common:
        yield from remark.sources
    for row in rows:
        for cell in row.cells:
            yield from (s for r in cell.remarks for s in r.sources)
            if cell.salary and cell.salary.source:
                yield cell.salary.source
        yield from (s for r in row.together for s in r.sources)
