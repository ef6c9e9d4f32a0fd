"""`careerpath plan`: the best plan to a role or qualification."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from careerpath.cli import options as opt  # noqa: TC001 - typer reads annotations at run time
from careerpath.cli.exit_status import ExitStatus
from careerpath.datafiles import examples
from careerpath.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

    from careerpath.catalogue import Catalogue
    from careerpath.cli.what_if import Wishes
    from careerpath.planner import Planner, Result
    from careerpath.report import PlanReport, SeveralReports
    from careerpath.statements import Asked, Said, Statements

HELP = """The best plan to a role or qualification, and why to believe it.

\b
  {examples}

At a terminal, `careerpath plan` alone asks what it needs to know, one thing at a time.

A plan is the shortest, cheapest, least stepped or least studious one in the data, proven so.
Exit status: 0 answered, 2 a question that can't be read, 3 no plan, 4 bad data,
5 a locked plan that no longer holds.
"""


def plan(
    targets: opt.Targets = None,
    have: opt.Have = None,
    worked: opt.WorkedIn = None,
    lack: opt.Lack = None,
    age: opt.Age = None,
    born: opt.Born = None,
    place: opt.In = None,
    profile: opt.ProfilePath = None,
    objective: opt.ObjectiveName = None,
    hours_per_week: opt.HoursPerWeek = None,
    budget: opt.Budget = None,
    by: opt.By = None,
    within: opt.Within = None,
    without: opt.Without = None,
    via: opt.Via = None,
    route: opt.RouteChoice = None,
    earning: opt.Earning = False,
    hopeful: opt.Hopeful = False,
    bare_minimum: opt.BareMinimum = False,
    abroad: opt.Abroad = False,
    start: opt.Start = None,
    as_of: opt.AsOf = None,
    alternatives: opt.HowMany = None,
    trade_offs: opt.TradeOffs = False,
    ask_back: opt.AskBack = False,
    time_limit: opt.TimeLimit = None,
    lock: opt.LockPath = None,
    recheck: opt.RecheckPath = None,
    as_json: opt.AsJson = False,
    output: opt.Output = None,
    verbose: opt.Verbose = False,
    no_color: opt.NoColor = False,
    data: opt.Data = None,
) -> int:
    """Read what was typed, ask the planner, write the answer."""
    from careerpath.cli.session import Patience, load_catalogue
    from careerpath.cli.what_if import Wishes, read_count
    from careerpath.render import check_output
    from careerpath.statements import Said, Statements

    statements = Statements(
        targets=tuple(Said(t, "") for t in targets or ()),
        have=each(have, "--have"),
        worked=each(worked, "--worked"),
        lack=each(lack, "--lack"),
        age=one(age, "--age"),
        born=one(born, "--born"),
        place=one(place, "--in"),
        hours_per_week=one(hours_per_week, "--hours-per-week"),
        objective=one(objective, "--objective"),
        budget=one(budget, "--budget"),
        by=one(by, "--by"),
        within=one(within, "--within"),
        start=one(start, "--start"),
        as_of=one(as_of, "--as-of"),
        without=each(without, "--without"),
        via=each(via, "--via"),
        routes=each(route, "--route"),
        earning=earning,
        hopeful=hopeful,
        bare_minimum=bare_minimum,
        abroad=abroad,
    )
    wishes = Wishes(
        others=True,
        slack=as_json or verbose or output is not None,
        alternatives=read_count(alternatives),
        trade_offs=trade_offs,
        ask=ask_back,
        thorough=time_limit is not None,
    )
    patience = Patience(time_limit)
    if output is not None:
        check_output(output)
    if recheck is not None:
        from careerpath.cli.locking import recheck_plan

        if output is not None or lock is not None:
            raise UsageError("--recheck writes no file", hint="--json prints all that it finds.")
        return recheck_plan(
            recheck, statements, patience, as_json=as_json, no_color=no_color, data=data
        )
    statements = with_profile(statements, profile)
    asks = not statements.targets
    if asks:
        _refuse_without_a_terminal(as_json)
    if lock is not None:
        from careerpath.cli.locking import check_lock

        check_lock(statements, lock)
    catalogue = load_catalogue(data)
    if asks:
        statements = _interviewed(catalogue, statements, no_color=no_color)
        patience = Patience(time_limit)
    report = answer(catalogue, statements, patience.is_over, wishes)
    if lock is not None:
        from careerpath.cli.locking import lock_plan

        lock_plan(catalogue, report, lock)
    _deliver(report, as_json=as_json, output=output, verbose=verbose, no_color=no_color)
    if asks:
        from careerpath.cli.interview import farewell

        files = [w for d in data or () for w in ("--data", d)]
        farewell(catalogue, statements, [*files, *(["--profile", profile] if profile else [])])
    return exit_status(report)


def _refuse_without_a_terminal(as_json: bool) -> None:
    """Where nobody can answer, nothing is asked."""
    if not as_json:
        from careerpath.cli.interview import can_interview

        if can_interview():
            return
    raise UsageError(
        "no target: say which role or qualification the plan should lead to",
        hint=f"For example: {examples('plan')[0]}. `careerpath find` lists what there is.",
    )


def _interviewed(catalogue: Catalogue, statements: Statements, *, no_color: bool) -> Statements:
    from careerpath.cli.interview import interview, look_at
    from careerpath.cli.session import look

    color = look(verbose=False, no_color=no_color).color
    return interview(catalogue, statements, lambda s: look_at(catalogue, s), color=color)


def with_profile(statements: Statements, path: str | None) -> Statements:
    """The statements laid over those of the profile file, if one is named."""
    if path is None:
        return statements
    from careerpath.profiles import load_profile

    return statements.over(load_profile(path))


def answer(
    catalogue: Catalogue,
    statements: Statements,
    should_stop: Callable[[], bool],
    wishes: Wishes,
) -> PlanReport | SeveralReports:
    """The report on one target, or on several, with what was wished for beside the plan."""
    from datetime import date

    from careerpath.cli.session import Progress
    from careerpath.planner import Planner
    from careerpath.statements import ask

    questions = ask(catalogue, statements, date.today())
    planner = Planner(catalogue)
    with Progress("careerpath: looking for the best plan …"):
        answers = [_answer(planner, asked, should_stop) for asked in questions]
        if len(answers) > 1:
            return _several(planner, answers, statements, should_stop, wishes)
        return _wished(planner, *answers[0], statements, should_stop, wishes)


_Answered = tuple["Asked", "Result", "PlanReport"]


def _answer(planner: Planner, asked: Asked, should_stop: Callable[[], bool]) -> _Answered:
    from careerpath.cli.session import find_plan
    from careerpath.report import build_report

    catalogue = planner.catalogue
    result = find_plan(planner, asked.question, should_stop)
    report = build_report(catalogue, asked, result)
    if result.plan is None:
        from careerpath.explain import explain

        report = replace(report, infeasible=explain(catalogue, asked.question, should_stop))
    return asked, result, report


def _wished(
    planner: Planner,
    asked: Asked,
    result: Result,
    report: PlanReport,
    statements: Statements,
    should_stop: Callable[[], bool],
    wishes: Wishes,
) -> PlanReport:
    """The report, and what was wished for besides."""
    if result.plan is None:
        return report
    from careerpath.cli.what_if import enriched

    return enriched(report, planner, asked, result.plan, statements, wishes, should_stop)


def _several(
    planner: Planner,
    answers: list[_Answered],
    statements: Statements,
    should_stop: Callable[[], bool],
    wishes: Wishes,
) -> SeveralReports:
    """What the plans have in common comes first: it is what the question was about."""
    from careerpath.cli.what_if import beginning_of
    from careerpath.report.several import several_reports

    planned = [(asked.question, result.plan) for asked, result, _ in answers if result.plan]
    beginning, complete = beginning_of(planner, planned, should_stop)
    reports = [_wished(planner, *a, statements, should_stop, wishes) for a in answers]
    return several_reports(tuple(reports), beginning, complete=complete)


def _deliver(
    report: PlanReport | SeveralReports,
    *,
    as_json: bool,
    output: str | None,
    verbose: bool,
    no_color: bool,
) -> None:
    from careerpath.cli.session import emit, emit_json, look, note

    if output is not None:
        from careerpath.render import write_report

        write_report(report, output)
        note(f"wrote {output}")
    if as_json:
        from careerpath.render.json_document import document_of

        emit_json(document_of(report))
    elif output is None:
        from careerpath.render.terminal import render

        emit(render(report, look(verbose=verbose, no_color=no_color)))


def exit_status(report: PlanReport | SeveralReports) -> ExitStatus:
    """Infeasible only if no target has a plan."""
    from careerpath.report import PlanReport

    reports = (report,) if isinstance(report, PlanReport) else report.results
    infeasible = all(r.status == "infeasible" for r in reports)
    return ExitStatus.INFEASIBLE if infeasible else ExitStatus.ANSWERED


def each(texts: list[str] | None, option: str) -> tuple[Said, ...]:
    """What a repeatable option was given."""
    from careerpath.statements import Said

    return tuple(Said(text, f"{option} {text}") for text in texts or ())


def one(text: str | None, option: str) -> Said | None:
    """What an option was given, if it was."""
    from careerpath.statements import Said

    return None if text is None else Said(text, option)
