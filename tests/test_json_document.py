"""The JSON documents keep the shape that scripts rely on."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from msgspec.structs import replace

from careerpath.errors import UnknownIdError
from careerpath.explain import explain
from careerpath.render.json_document import (
    document_of,
    error_document,
    plan_document,
    render,
    text_of,
)
from careerpath.report.several import several_reports
from tests.small_pack import asked_of, report_on

if TYPE_CHECKING:
    from careerpath.catalogue import Catalogue


def test_a_plan_document_has_every_field_of_its_schema(small: Catalogue) -> None:
    document = plan_document(
        report_on(small, "solicitor", have=["gcse-english=5"], worked=["paralegal=18@2026-05"])
    )
    assert document["schema"] == "careerpath.plan/1"
    assert document["status"] == "plan"
    assert document["target"] == {
        "id": "solicitor-ew",
        "title": "Solicitor",
        "kind": "role",
        "jurisdiction": "england-wales",
    }
    assert (document["objective"], document["as_of"]) == ("time", "2026-11-22")
    assert (document["start"], document["currency"]) == ("2026-12", "GBP")
    assert document["profile"]["holds"] == [{"id": "gcse-english", "grade": "5", "since": None}]
    assert document["profile"]["worked"] == [
        {"id": "paralegal-ew", "months": 18, "until": "2026-05"}
    ]
    assert document["profile"]["hours_per_week"] == 50
    assert document["infeasible"] is None
    (plan,) = document["plans"]
    assert (plan["optimal"], plan["bound"], plan["below_usual"]) == (True, None, [])
    assert set(plan["totals"]) == {"months", "fees", "estimated_fees", "steps", "study_hours"}
    assert isinstance(plan["totals"]["fees"], float)


def test_a_step_has_dates_as_boundaries_and_money_in_major_units(small: Catalogue) -> None:
    (plan,) = plan_document(report_on(small, "solicitor"))["plans"]
    degree = plan["steps"][1]
    assert degree["id"] == "law-degree"
    assert (degree["start"], degree["end"]) == ("2027-09", "2030-06")
    assert (degree["start_month"], degree["end_month"], degree["months"]) == (9, 42, 33)
    assert degree["fee"] == {"amount": 27000, "currency": "GBP"}
    assert (degree["route"], degree["grade"], degree["strength"]) == ("full-time", "2:2", "rule")
    assert (degree["needed_for"], degree["sources"]) == (["sqe"], ["regulator"])
    work = plan["steps"][3]
    assert (work["kind"], work["months"], work["hours_per_week"]) == ("work", 24, 35)
    role = plan["steps"][-1]
    assert (role["kind"], role["months"], role["start"]) == ("role", 0, role["end"])


def test_a_document_is_the_same_byte_for_byte(small: Catalogue) -> None:
    assert render(report_on(small, "solicitor")) == render(report_on(small, "solicitor"))


def test_infeasible_has_causes_and_repairs_and_no_plans(small: Catalogue) -> None:
    asked = asked_of(small, "firefighter-badge")
    report = replace(
        report_on(small, "firefighter-badge"),
        infeasible=explain(small, asked.question, lambda: False),
    )
    document = document_of(report)
    assert (document["status"], document["plans"]) == ("infeasible", [])
    assert document["infeasible"]["causes"][0]["about"] == "firefighter-badge"
    (repair,) = document["infeasible"]["repairs"]
    assert repair["change"] == "--hopeful"
    assert repair["totals"] == {
        "months": 1,
        "fees": 10.0,
        "estimated_fees": 0.0,
        "steps": 1,
        "study_hours": 22,
    }


def test_several_targets_give_one_document_each(small: Catalogue) -> None:
    reports = (report_on(small, "solicitor"), report_on(small, "paralegal"))
    document = document_of(several_reports(reports))
    assert document["schema"] == "careerpath.plans/1"
    assert [r["target"]["id"] for r in document["results"]] == ["solicitor-ew", "paralegal-ew"]
    assert (document["shared"], document["first"]) == (["gcse-english"], None)


def test_an_error_document_has_code_message_hint_and_details() -> None:
    error = UnknownIdError("no such thing", hint="Look again.", details=("a", "b"))
    assert json.loads(text_of(error_document(error))) == {
        "schema": "careerpath.error/1",
        "error": {
            "code": "unknown-id",
            "message": "no such thing",
            "hint": "Look again.",
            "details": ["a", "b"],
        },
    }
