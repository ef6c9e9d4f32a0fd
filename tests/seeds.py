"""What faults are seeded with: an entry without fault, and the ground that faults stand on.

A fault is a folder of its own inside a copy of a pack, so that its file and line are known whatever
else the pack holds.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True)
class Seed:
    """A fault: the folder and the file it is written to, and what is to be said of which line."""

    name: str
    text: str
    said: tuple[str, ...]
    file: str = "qualifications"

    def write(self, pack: Path) -> None:
        folder = pack / "seeded" / self.name
        folder.mkdir(parents=True)
        (folder / f"{self.file}.yaml").write_text(self.text, encoding="utf-8")

    def expected(self, pack: str) -> list[str]:
        return [f"{pack}/seeded/{self.name}/{self.file}.yaml:{said}" for said in self.said]


def entry(name: str, *lines: str, **changed: str) -> str:
    """A qualification without fault, but for the lines; four lines stand before them."""
    head = {"id": name, "title": name, "kind": "seeded", "jurisdiction": "england-wales", **changed}
    stated = [f"{k}: {v}" for k, v in head.items() if v]
    return "- " + "\n  ".join([*stated, *lines]) + "\n"


def route(more: str = "", **changed: object) -> str:
    """A route without fault in one line."""
    fields = {"id": "r", "months": 1, "hours_per_week": 2, "fee": 0, **changed}
    words = [f"{k}: {v}" for k, v in fields.items()] + ([more] if more else [])
    return f"{{{', '.join(words)}, sources: [seed-source]}}"


def seed(name: str, *lines: str, said: str, **changed: str) -> Seed:
    """A fault in one qualification, whose id is the name of the fault."""
    return Seed(name, entry(name, *lines, **changed), (said.replace("@", f"`{name}`"),))


def role(name: str, *lines: str, said: str) -> Seed:
    """A fault in one role."""
    head = [f"id: {name}", f"title: {name}", "jurisdiction: england-wales", "requires: seed-course"]
    text = "- " + "\n  ".join([*head, *lines]) + "\n"
    return Seed(name, text, (said.replace("@", f"`{name}`"),), "roles")


CITED = "sources: [seed-source]"
CHECKED = "checked: 2026-11-01"

SUPPORT = Seed(
    "support",
    entry("seed-course", CHECKED, "scale: [Pass, Merit]", f"routes: [{route()}]")
    + entry("seed-plain", CHECKED, f"routes: [{route()}]")
    + entry("seed-closed", CHECKED, f"routes: [{route('available: {until: 2019-06}')}]")
    + "".join(
        entry(f"seed-peer-{n}", CHECKED,
              f"routes: [{route(months=3, fee=f'{{amount: {100 + n}, currency: GBP, year: 2026}}')}]",
              kind="seeded-peer")
        for n in range(10)
    ),
    (),
)  # fmt: skip
SUPPORT_ROLES = Seed(
    "support-roles",
    "- {id: seed-work, title: Work, jurisdiction: england-wales, career_ends: [before, after], checked: 2026-11-01, sources: [seed-source]}\n"
    + "".join(
        f"- {{id: seed-pay-{n}, title: Pay, jurisdiction: england-wales, career_ends: [before, after], checked: 2026-11-01, sources: [seed-source],"
        f" salary: {{typical: {30_000 + n}, currency: GBP, year: 2026}}}}\n"
        for n in range(10)
    ),
    (),
    "roles",
)
ADDRESS = "address: 'https://example.org/seeded'"
SUPPORT_SOURCES = Seed(
    "support-sources",
    "- {id: seed-source, title: Seed, publisher: Nobody, authority: regulator, checked: 2026-11-01, "
    + f"{ADDRESS}}}\n"
    + "- {id: seed-hearsay, title: Seed, publisher: Nobody, authority: secondary, checked: 2026-11-01, "
    + f"{ADDRESS}}}\n",
    (),
    "sources",
)
USES_HEARSAY = Seed("uses-hearsay", entry("uses-hearsay", CHECKED, "sources: [seed-hearsay]"), ())
SUPPORT_SKILLS = Seed(
    "support-skills",
    "- {id: seed-skill, title: Skill, kind: soft}\n- {id: seed-tool, title: Tool, kind: tool}\n",
    (),
    "skills",
)
SUPPORT_PROFILES = Seed(
    "support-profiles",
    "- {id: seed-profile, title: P, roles: [], summary: S, skills: {}}\n"
    "- {id: seed-profile-2, title: P, roles: [], summary: S, skills: {}}\n",
    (),
    "profiles",
)
GROUND = (
    SUPPORT,
    SUPPORT_ROLES,
    SUPPORT_SOURCES,
    SUPPORT_SKILLS,
    SUPPORT_PROFILES,
    USES_HEARSAY,
)
