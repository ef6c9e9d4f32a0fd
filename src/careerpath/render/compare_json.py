"""The JSON document of a comparison, `careerpath.compare/1`; it only grows within a version."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from careerpath.render.json_document import document_of, text_of
from careerpath.report.remarks import remark_document
from careerpath.report.skills import gap_document

if TYPE_CHECKING:
    from careerpath.records import Salary, Source
    from careerpath.report.comparison import (
        Cell,
        CompareReport,
        Named,
        PlansCompared,
        Row,
        SkillRow,
    )

Json = dict[str, Any]

COMPARE = "careerpath.compare/1"


def render(report: CompareReport) -> str:
    """The document as text."""
    return text_of(compare_document(report))


def compare_document(report: CompareReport) -> Json:
    """Everything the comparison holds; cells stand in the order of `subjects`."""
    skills = report.skills
    return {
        "schema": COMPARE,
        "as_of": report.as_of,
        "subjects": [
            {"id": s.id, "title": s.title, "kind": s.kind, "jurisdiction": s.jurisdiction[0]}
            for s in report.subjects
        ],
        "differences": [_row(r) for r in report.differences],
        "hire": _row(report.hire) if report.hire else None,
        "skills": {
            "differing": [_skill(r) for r in skills.differing],
            "shared": [_skill(r) for r in skills.shared],
            "over": [[r.id for r in own] for own in skills.over],
        },
        "common": [remark_document(r) for r in report.common],
        "shared": [_row(r) for r in report.shared],
        "plans": _plans(report.plans) if report.plans else None,
        "skills_gaps": [gap_document(g) if g else None for g in report.gaps],
        "without_profile": list(report.without_profile),
        "low_confidence": list(report.low_confidence),
        "checked": list(report.checked) if report.checked else None,
        "sources": [_source(s) for s in report.sources],
    }


def _row(row: Row) -> Json:
    return {
        "id": row.id,
        "title": row.title,
        "cells": [_cell(c) for c in row.cells],
        "together": [remark_document(r) for r in row.together],
    }


def _cell(cell: Cell) -> Json:
    return {
        "remarks": [remark_document(r) for r in cell.remarks],
        "names": [_named(n) for n in cell.names],
        "salary": _salary(cell.salary) if cell.salary else None,
    }


def _named(named: Named) -> Json:
    return {"id": named.id, "title": named.title, "says": named.says}


def _salary(salary: Salary) -> Json:
    names = ("low", "typical", "high", "currency", "year", "per", "source", "estimated", "basis")
    return {name: getattr(salary, name) for name in names}


def _skill(row: SkillRow) -> Json:
    return {
        "id": row.id,
        "title": row.title,
        "kind": row.kind,
        "importance": list(row.importance),
    }


def _plans(plans: PlansCompared) -> Json:
    return {
        "results": [document_of(r) if r else None for r in plans.reports],
        "least": dict(plans.least),
        "shared": [_named(n) for n in plans.shared],
        "first": _named(plans.first) if plans.first else None,
    }


def _source(source: Source) -> Json:
    names = ("id", "title", "publisher", "address", "authority")
    dates = {"dated": source.dated or None, "checked": source.checked or None}
    return {**{name: getattr(source, name) for name in names}, **dates}
