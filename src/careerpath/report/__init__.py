"""The report: every figure and sentence that any format shows, computed once.

`build_report` reads the catalogue, the question and the planner's result, and nothing else of the
planner; renderers only place what it finds.
"""

from careerpath.report.build import build_report, subject, total_figures
from careerpath.report.model import (
    Infeasibility,
    Other,
    PlanFigures,
    PlanReport,
    SeveralReports,
    StepFigures,
    TotalFigures,
)

__all__ = [
    "Infeasibility",
    "Other",
    "PlanFigures",
    "PlanReport",
    "SeveralReports",
    "StepFigures",
    "TotalFigures",
    "build_report",
    "subject",
    "total_figures",
]
