"""`careerpath why`: why a step is in the plan, why something is not, what every plan passes through."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Optional

import typer

from careerpath.cli import options as opt  # noqa: TC001 - typer reads annotations at run time
from careerpath.cli.completion import complete_anything, complete_target
from careerpath.cli.exit_status import ExitStatus
from careerpath.datafiles import examples
from careerpath.errors import SearchStoppedError, UsageError

if TYPE_CHECKING:
    from careerpath.catalogue import Catalogue
    from careerpath.cli.session import Patience
    from careerpath.report.why import WhyReport
    from careerpath.statements import Said, Statements

HELP = """Why something is in the plan, why it is not, and what every plan passes through.

\b
  {examples}

Each answer is re-planned: without it, or by way of it. Without an ID and without a plan: what
leaves none, and what would make one. Takes the options of `careerpath plan`.
Exit status: 0 answered, 2 a question that can't be read, 3 no plan, 4 bad data.
"""


def why(
    name: Annotated[
        Optional[str],  # noqa: UP045 - typer does not read `str | None` in every version
        typer.Argument(
            metavar="[ID]",
            help="A qualification or role: an id, a title or an alias.",
            autocompletion=complete_anything,
            show_default=False,
        ),
    ] = None,
    to: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option(
            "--to",
            metavar="TARGET",
            help="The role or qualification that the plan leads to.",
            autocompletion=complete_target,
            show_default=False,
        ),
    ] = None,
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
    time_limit: opt.TimeLimit = None,
    as_json: opt.AsJson = False,
    verbose: opt.Verbose = False,
    no_color: opt.NoColor = False,
    data: opt.Data = None,
) -> int:
    """Read what was typed, ask, write the answer."""
    from careerpath.cli.session import Patience, load_catalogue
    from careerpath.statements import Said, Statements

    statements = Statements(
        targets=() if to is None else (Said(to, "--to"),),
        have=_each(have, "--have"),
        worked=_each(worked, "--worked"),
        lack=_each(lack, "--lack"),
        age=_one(age, "--age"),
        born=_one(born, "--born"),
        place=_one(place, "--in"),
        hours_per_week=_one(hours_per_week, "--hours-per-week"),
        objective=_one(objective, "--objective"),
        budget=_one(budget, "--budget"),
        by=_one(by, "--by"),
        within=_one(within, "--within"),
        start=_one(start, "--start"),
        as_of=_one(as_of, "--as-of"),
        without=_each(without, "--without"),
        via=_each(via, "--via"),
        routes=_each(route, "--route"),
        earning=earning,
        hopeful=hopeful,
        bare_minimum=bare_minimum,
        abroad=abroad,
    )
    patience = Patience(time_limit)
    report = _answer(load_catalogue(data), _with_profile(statements, profile), name, patience)
    _deliver(report, as_json=as_json, verbose=verbose, no_color=no_color)
    return ExitStatus.INFEASIBLE if report.status == "infeasible" else ExitStatus.ANSWERED


def _with_profile(statements: Statements, path: str | None) -> Statements:
    """The statements laid over those of a profile, or over a whole earlier question."""
    if path is not None:
        from careerpath.profiles import load_profile

        statements = statements.over(load_profile(path, limits=True))
    if not statements.targets:
        raise UsageError(
            "no target: say with --to which role or qualification the plan leads to",
            hint=f"For example: {examples('why')[0]}",
        )
    return statements


def _answer(
    catalogue: Catalogue, statements: Statements, name: str | None, patience: Patience
) -> WhyReport:
    from datetime import date

    from careerpath.cli.session import Progress
    from careerpath.lookup import ANYTHING, Lookup
    from careerpath.reasons.why import why as find_why
    from careerpath.statements import ask

    (asked, *_) = ask(catalogue, statements, date.today())
    place = asked.question.profile.place
    id_ = None if name is None else Lookup(catalogue, place).find(name, ANYTHING)
    try:
        with Progress("careerpath: asking why …"):
            return find_why(catalogue, asked, id_, patience.is_over)
    except TimeoutError:
        raise SearchStoppedError(
            f"--time-limit ended the search for {asked.question.target} before any plan was found",
            hint="Allow more time, or narrow the question with --via, --without or --by.",
        ) from None


def _deliver(report: WhyReport, *, as_json: bool, verbose: bool, no_color: bool) -> None:
    from careerpath.cli.session import emit, emit_json, look

    if as_json:
        from careerpath.render.json_document import why_document

        emit_json(why_document(report))
    else:
        from careerpath.render.why import render_why

        emit(render_why(report, look(verbose=verbose, no_color=no_color)))


def _each(texts: list[str] | None, option: str) -> tuple[Said, ...]:
    from careerpath.statements import Said

    return tuple(Said(text, f"{option} {text}") for text in texts or ())


def _one(text: str | None, option: str) -> Said | None:
    from careerpath.statements import Said

    return None if text is None else Said(text, option)
