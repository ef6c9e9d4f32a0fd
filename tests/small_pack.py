"""A pack small enough to hold in one's head: two ways to be a solicitor, and one that closed."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from careerpath.catalogue import Catalogue
from careerpath.packs.reading import load_packs
from careerpath.planner import plan
from careerpath.report import PlanReport, build_report
from careerpath.statements import Asked, Said, Statements, ask

if TYPE_CHECKING:
    from pathlib import Path

PLACES = """
- {id: united-kingdom, title: United Kingdom, currency: GBP, aliases: [UK]}
- {id: england-wales, title: England & Wales, within: united-kingdom, default: true, aliases: [EW]}
- {id: united-states, title: United States, currency: USD, aliases: [US]}
"""

RATES = """
- {currency: GBP, rate: 1, dated: 2026-11}
- {currency: USD, rate: '0.75', dated: 2026-11}
"""

SOURCES = """
- id: regulator
  title: Becoming a solicitor
  publisher: The regulator
  address: https://example.org/solicitor
  authority: regulator
  checked: 2026-11-01
"""

QUALIFICATIONS = """
- id: gcse-english
  title: GCSE English
  aliases: [English GCSE]
  kind: school
  jurisdiction: england-wales
  level: {framework: RQF, value: 2}
  scale: ['1', '2', '3', ['4', C], '5', '6', '7', '8', '9']
  routes:
    - {id: evening, title: Evening class, months: 9, hours_per_week: 4, fee: {amount: 0, currency: GBP}, sources: [regulator]}
  retake: [evening]
  sources: [regulator]

- id: law-degree
  title: Law degree
  aliases: [LLB, degree]
  kind: degree
  jurisdiction: england-wales
  level: {framework: RQF, value: 6}
  scale: [Third, '2:2', '2:1', First]
  assumes: [gcse-english>=4]
  routes:
    - id: full-time
      title: Full-time at university
      requires: gcse-english>=4
      months: 33
      hours_per_week: 30
      fee: {amount: 27000, currency: GBP, year: 2026}
      starts: [9]
      apply_by: 01-13
      sources: [regulator]
    - id: part-time
      title: Part-time at a distance
      requires: gcse-english>=4
      months: 66
      hours_per_week: 12
      fee: {amount: 21000, currency: GBP, year: 2026}
      starts: [10]
      estimated: [hours_per_week]
      basis: credits at ten hours each
      sources: [regulator]
  checked: 2026-11-02
  sources: [regulator]

- id: sqe
  title: Qualifying examination
  kind: exam
  jurisdiction: england-wales
  requires: law-degree>=2:2
  routes:
    - id: preparation-course
      title: With a course
      months: 6
      hours_per_week: 15
      fee: {amount: 5000, currency: GBP, estimated: true, basis: the price of one course}
      sources: [regulator]
  unmodelled:
    - {says: Three attempts at most., source: regulator}
  checked: 2026-11-03
  sources: [regulator]

- id: qwe
  title: Qualifying work experience
  kind: record
  jurisdiction: england-wales
  requires: {experience: {months: 24, in: [paralegal-ew]}}
  sources: [regulator]

- id: solicitor-admission-ew
  title: Admission as a solicitor
  kind: licence
  jurisdiction: england-wales
  requires: [sqe, qwe]
  routes:
    - {id: admission, title: Admission, months: 1, hours_per_week: 0, fee: {amount: 100, currency: GBP}, sources: [regulator]}
  sources: [regulator]

- id: old-course
  title: Old course
  kind: diploma
  jurisdiction: england-wales
  routes:
    - {id: full-time, title: Full-time, months: 9, hours_per_week: 30, fee: {amount: 9000, currency: GBP}, available: {last_start: 2021-09}, sources: [regulator]}
  sources: [regulator]

- id: firefighter-badge
  title: Firefighter badge
  kind: certificate
  jurisdiction: england-wales
  routes:
    - {id: by-favour, title: By favour, months: 1, hours_per_week: 5, fee: {amount: 10, currency: GBP}, strength: discretion, sources: [regulator]}
  sources: [regulator]

- id: youth-award
  title: Youth award
  kind: certificate
  jurisdiction: england-wales
  requires: {age: {at_least: 16, under: 22}}
  routes:
    - {id: club, title: At a club, months: 2, hours_per_week: 5, fee: {amount: 0, currency: GBP}, sources: [regulator]}
  sources: [regulator]
"""

ROLES = """
- id: paralegal-ew
  title: Paralegal
  aliases: [legal assistant]
  jurisdiction: england-wales
  requires: gcse-english>=4
  hours_per_week: 35
  salary: {low: 20000, high: 30000, currency: GBP, year: 2026}
  career_ends: before
  progresses_to: [solicitor-ew]
  checked: 2026-11-04
  sources: [regulator]
- id: solicitor-ew
  title: Solicitor
  jurisdiction: england-wales
  requires: solicitor-admission-ew
  hours_per_week: 37
  career_ends: after
  sources: [regulator]
- id: paralegal-us
  title: Paralegal
  jurisdiction: united-states
  career_ends: [before, after]
  sources: [regulator]
"""


def write_pack(folder: Path, **files: str) -> Path:
    """The pack as files; `qualifications` and the like replace or add a file by its name."""
    texts = {
        "places": PLACES,
        "rates": RATES,
        "sources": SOURCES,
        "qualifications": QUALIFICATIONS,
        "roles": ROLES,
        **files,
    }
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return folder


def small_catalogue(folder: Path, **files: str) -> Catalogue:
    """The pack, read."""
    return Catalogue(load_packs([write_pack(folder / "small", **files)]))


def asked_of(catalogue: Catalogue, target: str, **said: object) -> Asked:
    """A question in the words of the command line: `have=["law-degree=2:1"]`, `age="17"`."""
    lists = {
        name: tuple(Said(text, name) for text in value)
        for name, value in said.items()
        if isinstance(value, list)
    }
    texts = {name: Said(value, name) for name, value in said.items() if isinstance(value, str)}
    flags = {name: value for name, value in said.items() if isinstance(value, bool)}
    given: dict[str, Any] = {**lists, **texts, **flags, "targets": (Said(target, ""),)}
    (asked,) = ask(catalogue, Statements(**given), date(2026, 11, 22))
    return asked


def report_on(catalogue: Catalogue, target: str, **said: object) -> PlanReport:
    """The report on such a question."""
    asked = asked_of(catalogue, target, **said)
    return build_report(catalogue, asked, plan(catalogue, asked.question))
