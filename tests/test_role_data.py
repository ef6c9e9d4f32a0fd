"""The shipped profiles: complete, and every claim of the founding documents findable by its id."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from careerpath.datafiles import shipped_pack
from careerpath.packs.store import load
from careerpath.render.browsing import render_entry
from careerpath.render.terminal import Look
from careerpath.report.browse import entry_document

if TYPE_CHECKING:
    from collections.abc import Iterator

    from careerpath.catalogue import Catalogue

CLAIMS = {
    *(f"a{n:03}" for n in range(1, 32)),
    *(f"b{n:03}" for n in range(1, 170)),
    *(f"c{n:03}" for n in range(1, 32)),
}
CORRECTED = {
    "wrong": "a017 b058 b091 b100 b105 b109",
    "outdated": "a013 a030 b002 b008 b093 b097 b133",
    "contradicted": "a028",
    "partly": "b007 b015 b108",
    "incomplete": "a002",
    "qualified": "b143 b144 c013 c018 c020",
    "doubtful": "a015 a016",
    "unverified": "b014 b111 b114 b115 c011",
    "marketing": "c001 c023 c027 c028",
    "judgement": "b016 b103 b107 c002",
}
"""What the research found wrong with claims, by verdict."""
PARTS = (
    "responsibilities", "skills", "tools", "setting", "supervision", "regulation", "limits",
    "outlook", "specialisms", "portfolio", "hire_when", "equivalents", "codes",
)  # fmt: skip
PROFILES = (
    "advanced-paralegal", "barrister", "compliance-officer", "court-reporter",
    "e-discovery-specialist", "in-house-counsel", "judge", "law-clerk", "legal-assistant",
    "legal-executive", "legal-operations", "legal-secretary", "licensed-conveyancer", "mediator",
    "paralegal", "probate-practitioner", "solicitor", "trainee-legal-executive",
    "trainee-solicitor", "virtual-legal-assistant",
)  # fmt: skip


@pytest.fixture(scope="module")
def shipped() -> Catalogue:
    return load([shipped_pack()])


def _statements(value: object) -> Iterator[dict[str, object]]:
    """Everything with claims, anywhere in a document."""
    if isinstance(value, dict):
        if value.get("claims"):
            yield value
        for inner in value.values():
            yield from _statements(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _statements(inner)


def _described(catalogue: Catalogue) -> list[str]:
    return [r for p in catalogue.role_profiles.values() for r in p["roles"]]


def test_all_twenty_profiles_are_there(shipped: Catalogue) -> None:
    assert sorted(shipped.role_profiles) == sorted(PROFILES)


@pytest.mark.parametrize("profile", PROFILES)
def test_a_profile_has_every_part(shipped: Catalogue, profile: str) -> None:
    data = shipped.role_profiles[profile]
    assert [p for p in PARTS if not data.get(p)] == []
    assert len(data["responsibilities"]) >= 8
    assert data["checked"]


def test_every_claim_is_found_by_its_id_in_what_show_says_of_a_role(shipped: Catalogue) -> None:
    documents = [entry_document(shipped, r) for r in _described(shipped)]
    found = {c for d in documents for s in _statements(d) for c in s["claims"]}  # type: ignore[attr-defined]
    assert found == CLAIMS


def test_every_claim_is_found_by_its_id_in_what_show_v_prints(shipped: Catalogue) -> None:
    look = Look(verbose=True)
    texts = [render_entry(entry_document(shipped, r), look) for r in _described(shipped)]
    found = {c for t in texts for m in re.findall(r"claim ([abc\d ]+)", t) for c in m.split()}
    assert found == CLAIMS


@pytest.mark.parametrize("verdict", CORRECTED)
def test_a_claim_that_does_not_hold_stands_beside_what_is_right(
    shipped: Catalogue, verdict: str
) -> None:
    documents = [entry_document(shipped, r) for r in _described(shipped)]
    verdicts: dict[str, set[object]] = {}
    for statement in (s for d in documents for s in _statements(d)):
        for claim in statement["claims"]:  # type: ignore[attr-defined]
            if statement.get("verdict"):
                verdicts.setdefault(claim, set()).add(statement["verdict"])
    ids = CORRECTED[verdict].split()
    assert [i for i in ids if verdict not in verdicts.get(i, set())] == []


def test_every_statement_rests_on_a_source_that_is_in_the_data(shipped: Catalogue) -> None:
    known = set(shipped.source_ids)
    text = json.dumps([list(shipped.role_profiles.values()), list(shipped.comparisons)])
    assert set(re.findall(r'"source": "([^"]+)"', text)) <= known


def test_pay_and_outlook_carry_their_date_and_source(shipped: Catalogue) -> None:
    """An outlook: the date of what it rests on, or `undated`; or that it is a judgement."""
    for role in _described(shipped):
        salary = shipped[role].salary
        if salary is not None:
            assert salary.source or salary.estimated, role
        outlook = entry_document(shipped, role)["profile"]["outlook"]
        assert all(o["dated"] if o["source"] else o["judgement"] for o in outlook), role


def test_every_role_has_usual_roles_before_and_after_it_or_says_that_there_are_none(
    shipped: Catalogue,
) -> None:
    fed = {step.id for entry in shipped for step in entry.progresses_to}
    worked = [e for e in shipped if e.is_role and e.paces]
    assert len(worked) > 90
    assert [e.id for e in worked if not e.progresses_to and "after" not in e.career_ends] == []
    assert [e.id for e in worked if e.id not in fed and "before" not in e.career_ends] == []
    assert [e.id for e in worked if e.id in fed and "before" in e.career_ends] == []


def test_a_comparison_of_the_founding_documents_has_every_row(shipped: Catalogue) -> None:
    rows = {c["id"]: [r["id"] for r in c["rows"]] for c in shipped.comparisons}
    assert rows == {
        "legal-executive-and-solicitor": [
            "supervision", "reserved-work", "cost", "progression", "american-paralegal",
            "when-to-hire",
        ],
        "paralegal-and-legal-secretary": [
            "what-the-work-is", "what-is-asked", "skills-stressed", "where-it-leads",
            "when-to-hire",
        ],
        "paralegal-and-virtual-legal-assistant": [
            "what-it-is", "what-the-work-is", "scope", "training", "supervision", "location",
            "employment", "cost", "contribution", "when-to-hire", "who-asks",
        ],
    }  # fmt: skip
