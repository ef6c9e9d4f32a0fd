"""`careerpath cohort`: plans for a whole file of people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Optional

import typer

from careerpath.cli import options as opt  # noqa: TC001 - typer reads annotations at run time
from careerpath.cli.exit_status import ExitStatus
from careerpath.errors import CareerPathError, SearchStoppedError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from careerpath.catalogue import Catalogue
    from careerpath.cohort import Row
    from careerpath.planner import Result
    from careerpath.profile import Question
    from careerpath.report.cohort import CohortReport, RowFigures
    from careerpath.statements import Asked, Statements

HELP = """Plans for a whole CSV or JSON Lines file: one row a person.

\b
  {examples}

A cell that lists several things separates them by a semicolon. A row that can't be read is reported
with its line, the rest goes on, and the exit status is 4; 3 if no row has a plan.
"""

DEFAULT_TIME_LIMIT = "10s"
_FORMATS = (".csv", ".json")


def cohort(
    file: Annotated[
        Optional[str],  # noqa: UP045 - typer reads this at run time
        typer.Argument(
            metavar="[FILE]", help="CSV or JSON Lines; - reads it in.", show_default=False
        ),
    ] = None,
    template: Annotated[
        bool, typer.Option("--template", help="Print the columns as the header of a CSV file.")
    ] = False,
    to: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--to", metavar="TARGET", help="For rows that name no target."),
    ] = None,
    place: opt.In = None,
    objective: opt.ObjectiveName = None,
    start: opt.Start = None,
    as_of: opt.AsOf = None,
    time_limit: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--time-limit", metavar="SECONDS", help="For each row (10 unless given)."),
    ] = None,
    as_json: opt.AsJson = False,
    output: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--output", metavar="FILE", help="Write the answers: .csv or .json."),
    ] = None,
    no_color: opt.NoColor = False,
    data: opt.Data = None,
) -> int:
    """Read the rows, plan for each, write the answers."""
    from careerpath.cli.plan import one
    from careerpath.cli.session import load_catalogue, parse_seconds
    from careerpath.cohort import read_cohort
    from careerpath.statements import Said, Statements

    if template:
        return _print_template(as_json)
    if file is None:
        raise UsageError("no file: name a CSV or JSON Lines file, or - for standard input")
    defaults = Statements(
        targets=(Said(to, "--to"),) if to else (),
        place=one(place, "--in"),
        objective=one(objective, "--objective"),
        start=one(start, "--start"),
        as_of=one(as_of, "--as-of"),
    )
    parse_seconds(time_limit or DEFAULT_TIME_LIMIT)
    if output is not None:
        _check_output(output)
    rows = read_cohort(file)
    planning = _Planning(load_catalogue(data), defaults, time_limit or DEFAULT_TIME_LIMIT)
    report = planning.report(rows)
    _deliver(report, as_json=as_json, output=output, no_color=no_color)
    return _status(report)


def _print_template(as_json: bool) -> ExitStatus:
    from careerpath.cli.session import emit, emit_json
    from careerpath.cohort import COLUMNS, template
    from careerpath.render.json_document import list_document

    if as_json:
        emit_json(list_document([{"column": c, "says": s} for c, s in COLUMNS.items()]))
    else:
        emit(template())
    return ExitStatus.ANSWERED


class _Planning:
    """Plans for every row, asking each question once however many rows ask it."""

    def __init__(self, catalogue: Catalogue, defaults: Statements, time_limit: str) -> None:
        from datetime import date

        from careerpath.planner import Planner
        from careerpath.statements import parse_as_of

        self._catalogue = catalogue
        self._planner = Planner(catalogue)
        self._defaults = defaults
        self._time_limit = time_limit
        self._today = date.today()
        said = defaults.as_of
        self._as_of = parse_as_of(said.text)[0] if said else self._today.isoformat()
        self._answers: dict[Question, Result] = {}

    def report(self, rows: list[Row]) -> CohortReport:
        from careerpath.cli.session import Counter
        from careerpath.report.cohort import CohortReport

        figures: list[RowFigures] = []
        with Counter(len(rows), "rows planned") as counter:
            for row in rows:
                figures += self._figures(row)
                counter.advance()
        return CohortReport(tuple(figures), self._as_of)

    def _figures(self, row: Row) -> Iterator[RowFigures]:
        from careerpath.report.cohort import BAD, RowFigures

        try:
            questions = self._questions(row)
        except CareerPathError as error:
            yield RowFigures(row.line, row.name, BAD, error=error)
            return
        for asked in questions:
            yield self._answer(row, asked.question)

    def _questions(self, row: Row) -> list[Asked]:
        from careerpath.statements import ask

        if row.error is not None:
            raise row.error
        statements = row.statements.over(self._defaults)
        if not statements.targets:
            raise UsageError("no target", hint="Fill the target column, or give --to.")
        return ask(self._catalogue, statements, self._today)

    def _answer(self, row: Row, question: Question) -> RowFigures:
        from careerpath.report.cohort import STOPPED, RowFigures, row_figures
        from careerpath.wording import title

        try:
            result = self._result(question)
        except SearchStoppedError:
            name = title(self._catalogue, question.target)
            return RowFigures(row.line, row.name, STOPPED, question.target, name)
        why = self._why(question) if result.plan is None else ""
        return row_figures(self._catalogue, row.line, row.name, question, result, why)

    def _result(self, question: Question) -> Result:
        from careerpath.cli.session import Patience, find_plan

        if question not in self._answers:
            over = Patience(self._time_limit).is_over
            self._answers[question] = find_plan(self._planner, question, over)
        return self._answers[question]

    def _why(self, question: Question) -> str:
        """The first cause, and the first repair if one was found."""
        from careerpath.cli.session import Patience
        from careerpath.explain import explain

        found = explain(self._catalogue, question, Patience(self._time_limit).is_over)
        says = [c.says for c in found.causes[:1]]
        says += [f"what would help: {r.change}" for r in found.repairs[:1]]
        return "; ".join(says)


def _check_output(output: str) -> None:
    from pathlib import Path

    path = Path(output)
    if path.suffix.casefold() not in _FORMATS:
        raise UsageError(
            f"--output {output}: no format of a cohort", hint=f"Use one of: {' '.join(_FORMATS)}"
        )
    if not path.parent.is_dir():
        raise UsageError(f"--output {output}: there is no folder {str(path.parent)!r}")


def _deliver(report: CohortReport, *, as_json: bool, output: str | None, no_color: bool) -> None:
    from pathlib import Path

    from careerpath.cli.session import emit, emit_json, look, note
    from careerpath.render import write_text
    from careerpath.render.cohort import cohort_csv, cohort_document, render_cohort
    from careerpath.render.json_document import text_of

    document = cohort_document(report)
    if output is not None:
        is_csv = output.casefold().endswith(".csv")
        write_text(cohort_csv(report) if is_csv else text_of(document), Path(output))
        note(f"wrote {output}")
    if as_json:
        emit_json(document)
    elif output is None:
        emit(render_cohort(report, look(verbose=False, no_color=no_color)))
    else:
        _note_bad_rows(report)


def _note_bad_rows(report: CohortReport) -> None:
    from careerpath.cli.session import note
    from careerpath.render.phrases import clean

    for row in report.rows:
        if row.error is not None:
            note(clean(f"line {row.line}: {row.error.message}"))


def _status(report: CohortReport) -> ExitStatus:
    """4 if a row can't be read; 3 if no row that can has a plan."""
    from careerpath.report.cohort import BAD, INFEASIBLE

    if report.counted(BAD):
        return ExitStatus.INVALID_DATA
    if report.rows and report.counted(INFEASIBLE) == len(report.rows):
        return ExitStatus.INFEASIBLE
    return ExitStatus.ANSWERED
