"""From each country's school-leaving credential there is a plan to each of its roles.

A role without one must say why not, with a source, under `unmodelled`. A plan is enough here: that
it is the best is for other tests, so the planner is stopped soon and asked longer only if it has
found nothing. From every step of every plan found, a source must be within reach.
"""

from __future__ import annotations

import time
from datetime import date
from typing import TYPE_CHECKING

import pytest

from careerpath.catalogue import Catalogue
from careerpath.datafiles import shipped_pack
from careerpath.packs.reading import load_packs
from careerpath.planner import plan
from careerpath.report import build_report
from careerpath.statements import Said, Statements, ask
from tests.small_pack import ROLES, small_catalogue

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from careerpath.planner import Result
    from careerpath.records import Credential
    from careerpath.report import PlanReport
    from careerpath.statements import Asked

AS_OF = date(2026, 11, 26)

SCHOOLS = {
    "england-wales": "a-levels-three",
    "scotland": "scottish-highers",
    "northern-ireland": "a-levels-ni",
    "ireland": "leaving-certificate",
    "united-states": "us-high-school",
    "canada-ontario": "ontario-secondary-diploma",
    "canada-bc": "bc-dogwood-diploma",
    "canada-alberta": "alberta-high-school-diploma",
    "australia": "au-year-12",
    "new-zealand": "ncea-level-3=with University Entrance",
}
"""What a school leaver holds, by place."""

TAUGHT_IN = {"united-kingdom": "england-wales"}
"""Where somebody who wants a role of a wider place has been at school."""

PATIENCE_SECONDS = (1, 10, 60)

SOON = 400
"""Checks of the planner, each after some contradictions: a count, the same on every machine."""


@pytest.fixture(scope="module")
def shipped() -> Catalogue:
    """The data as it ships."""
    return Catalogue(load_packs([shipped_pack()]))


def test_every_role_belongs_to_a_place_with_a_school(shipped: Catalogue) -> None:
    placed = {role.id for place in SCHOOLS for role in _roles(shipped, place)}
    assert [role.id for role in shipped if role.is_role and role.id not in placed] == []


@pytest.mark.parametrize("place", SCHOOLS)
def test_school_leads_to_every_role_or_the_data_says_why_not(
    shipped: Catalogue, place: str
) -> None:
    reports = list(_reports(shipped, SCHOOLS[place], _roles(shipped, place)))
    assert reports, "no role"
    assert _unexplained(shipped, reports) == []
    assert _unsourced(shipped, reports) == []


@pytest.mark.parametrize(
    ("said", "unexplained"),
    [
        ("", ["judge-ew"]),
        (", unmodelled: [{says: Nobody knows.}]", ["judge-ew"]),
        (", unmodelled: [{says: Appointed by letter., source: regulator}]", []),
    ],
)
def test_a_role_out_of_reach_must_say_why_with_a_source(
    tmp_path: Path, said: str, unexplained: list[str]
) -> None:
    judge = (
        "- {id: judge-ew, title: Judge, jurisdiction: england-wales, requires: old-course, "
        "sources: [regulator]"
    )
    catalogue = small_catalogue(tmp_path, roles=f"{ROLES}{judge}{said}}}\n")
    reports = list(_reports(catalogue, "gcse-english", [catalogue["judge-ew"]]))
    assert _unexplained(catalogue, reports) == unexplained


def _roles(catalogue: Catalogue, place: str) -> list[Credential]:
    """The roles of this place, those of the states within it included."""
    return [role for role in catalogue if role.is_role and place in _homes(catalogue, role)]


def _homes(catalogue: Catalogue, role: Credential) -> Iterator[str]:
    for jurisdiction in role.jurisdiction:
        around = (jurisdiction, *catalogue.place_and_around(jurisdiction))
        yield next((p for p in around if p in SCHOOLS), TAUGHT_IN.get(jurisdiction, ""))


def _reports(
    catalogue: Catalogue, school: str, roles: Iterable[Credential]
) -> Iterator[tuple[str, PlanReport | None]]:
    """The role and the report on the way to it from school; None where there is no way."""
    for role in roles:
        asked = _asked(catalogue, role.id, school)
        result = _first_plan(catalogue, asked)
        yield role.id, build_report(catalogue, asked, result) if result.plan else None


def _asked(catalogue: Catalogue, role: str, school: str) -> Asked:
    said = Statements(targets=(Said(role, "target"),), have=(Said(school, "have"),))
    (asked,) = ask(catalogue, said, AS_OF)
    return asked


def _first_plan(catalogue: Catalogue, asked: Asked) -> Result:
    """The planner's answer when it is stopped as soon as it has one, or is sure that there is none."""
    for seconds in PATIENCE_SECONDS:
        until = time.monotonic() + seconds
        try:
            return plan(catalogue, asked.question, should_stop=lambda: time.monotonic() > until)  # noqa: B023
        except TimeoutError:
            continue
    raise AssertionError(f"no plan to {asked.question.target} within {PATIENCE_SECONDS[-1]} s")


def _unexplained(
    catalogue: Catalogue, reports: Iterable[tuple[str, PlanReport | None]]
) -> list[str]:
    """Roles without a plan that don't say, with a source, why not."""
    return [
        role
        for role, report in reports
        if report is None and not any(fact.source for fact in catalogue[role].unmodelled)
    ]


def _unsourced(
    catalogue: Catalogue, reports: Iterable[tuple[str, PlanReport | None]]
) -> list[tuple[str, str]]:
    """Role and step, for every step from which no source can be reached."""
    return [
        (role, step.id)
        for role, report in reports
        if report is not None
        for found in report.plans
        for step in found.steps
        if not any(catalogue.source(id_) for id_ in step.sources)
    ]


def test_a_plan_is_soon_found_where_the_quickest_is_hard_to_find(shipped: Catalogue) -> None:
    """At 37 hours a job leaves no time to study, and any month near the optimistic one is a puzzle."""
    said = Statements(
        targets=(Said("cilex-advanced-paralegal-ew", ""),),
        have=(Said("gcse-english", "--have"),),
        hours_per_week=Said("37", "--hours-per-week"),
    )
    (asked,) = ask(shipped, said, AS_OF)
    checks = iter(range(SOON))
    found = plan(shipped, asked.question, should_stop=lambda: next(checks, None) is None)
    assert found.plan is not None
