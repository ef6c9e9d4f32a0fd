"""`careerpath compare`: roles, and the plans to them, side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer
from msgspec.structs import replace

from careerpath.cli import options as opt  # noqa: TC001 - typer reads annotations at run time
from careerpath.cli.completion import complete_role
from careerpath.cli.exit_status import ExitStatus
from careerpath.datafiles import examples
from careerpath.errors import SearchStoppedError, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from careerpath.catalogue import Catalogue
    from careerpath.cli.session import Patience
    from careerpath.planner import Planner
    from careerpath.report import PlanReport
    from careerpath.report.comparison import CompareReport
    from careerpath.statements import Asked, Statements

FEWEST, MOST = 2, 4

HELP = """Two to four roles side by side: differences first, when to hire which, what they share.

\b
  {examples}

With --plans, or with what somebody holds, the plans to the roles are compared too.
"""


def compare(
    roles: Annotated[
        list[str],
        typer.Argument(
            metavar="ROLE ROLE...",
            help="Two to four roles: an id, a title or an alias.",
            autocompletion=complete_role,
            show_default=False,
        ),
    ],
    with_plans: Annotated[bool, typer.Option("--plans", help="Compare the plans to them too.")] = (
        False
    ),
    have: opt.Have = None,
    worked: opt.WorkedIn = None,
    lack: opt.Lack = None,
    age: opt.Age = None,
    born: opt.Born = None,
    place: opt.In = None,
    profile: opt.ProfilePath = None,
    objective: opt.ObjectiveName = None,
    hours_per_week: opt.HoursPerWeek = None,
    earning: opt.Earning = False,
    abroad: opt.Abroad = False,
    start: opt.Start = None,
    as_of: opt.AsOf = None,
    time_limit: opt.TimeLimit = None,
    as_json: opt.AsJson = False,
    output: opt.CompareOutput = None,
    verbose: opt.Verbose = False,
    no_color: opt.NoColor = False,
    data: opt.Data = None,
) -> int:
    """Read what was typed, set the roles side by side, write the answer."""
    from datetime import date

    from careerpath.cli.person import person_statements
    from careerpath.cli.session import Patience, load_catalogue
    from careerpath.render import COMPARE_FORMATS, check_output
    from careerpath.report.comparing import compare as compare_roles
    from careerpath.statements import ask

    patience = Patience(time_limit)
    if output is not None:
        check_output(output, COMPARE_FORMATS)
    statements = person_statements(
        roles,
        profile=profile,
        repeated={"have": have, "worked": worked, "lack": lack},
        single={
            "age": age,
            "born": born,
            "in": place,
            "objective": objective,
            "hours-per-week": hours_per_week,
            "start": start,
            "as-of": as_of,
        },
        flags={"earning": earning, "abroad": abroad},
    )
    catalogue = load_catalogue(data)
    questions = ask(catalogue, statements, date.today())
    ids = _distinct_roles(catalogue, questions)
    report = compare_roles(catalogue, ids, questions[0].as_of)
    if with_plans or _describes_somebody(statements):
        report = _with_person(catalogue, report, questions, patience)
    _deliver(report, as_json=as_json, output=output, verbose=verbose, no_color=no_color)
    return ExitStatus.ANSWERED


def _distinct_roles(catalogue: Catalogue, questions: Sequence[Asked]) -> list[str]:
    ids = list(dict.fromkeys(q.question.target for q in questions))
    if len(ids) != len(questions):
        raise UsageError("the same role is named twice", hint="Name two to four different roles.")
    if not FEWEST <= len(ids) <= MOST:
        raise UsageError(
            f"{len(ids)} role{'s' if len(ids) != 1 else ''} to compare",
            hint=f"Name two to four roles, such as: {examples('compare')[0]}",
        )
    others = [i for i in ids if not catalogue[i].is_role]
    if others:
        raise UsageError(
            f"{others[0]} ({catalogue[others[0]].title}) is not a role",
            hint=f"`careerpath show {others[0]}` says what it is.",
        )
    return ids


def _describes_somebody(statements: Statements) -> bool:
    said = (statements.have, statements.worked, statements.lack, statements.age, statements.born)
    return any(said)


def _with_person(
    catalogue: Catalogue, report: CompareReport, questions: Sequence[Asked], patience: Patience
) -> CompareReport:
    """The plans to the roles, and for each the skills that the person's record doesn't show."""
    from careerpath.cli.session import Progress
    from careerpath.planner import Planner
    from careerpath.report.plans_compared import plans_compared
    from careerpath.report.skills import skills_gap

    with Progress("careerpath: looking for the best plans …"):
        count, planner = len(questions), Planner(catalogue)
        reports = [_plan(planner, q, patience.share(n + 1, count)) for n, q in enumerate(questions)]
    person = questions[0].question.profile
    gaps = [
        skills_gap(catalogue, q.question.target, person, q.as_of_month)
        if person.holds or person.worked
        else None
        for q in questions
    ]
    return replace(report, plans=plans_compared(catalogue, tuple(reports)), gaps=tuple(gaps))


def _plan(planner: Planner, asked: Asked, patience: Patience) -> PlanReport | None:
    """The report on one role; None if the time was up before any plan was found."""
    from careerpath.cli.session import find_plan
    from careerpath.report import build_report

    try:
        result = find_plan(planner, asked.question, patience.is_over)
    except SearchStoppedError:
        return None
    catalogue = planner.catalogue
    found = build_report(catalogue, asked, result)
    if result.plan is None:
        from careerpath.explain import explain

        return replace(found, infeasible=explain(catalogue, asked.question, patience.is_over))
    return found


def _deliver(
    report: CompareReport, *, as_json: bool, output: str | None, verbose: bool, no_color: bool
) -> None:
    from careerpath.cli.session import emit, emit_json, look, note

    if output is not None:
        from careerpath.render import write_comparison

        write_comparison(report, output)
        note(f"wrote {output}")
    if as_json:
        from careerpath.render.compare_json import compare_document

        emit_json(compare_document(report))
    elif output is None:
        from careerpath.render.comparing import render

        emit(render(report, look(verbose=verbose, no_color=no_color)))
