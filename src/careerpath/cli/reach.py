"""`careerpath reach`: every role that can be reached."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from careerpath.cli import options as opt  # noqa: TC001 - typer reads annotations at run time
from careerpath.cli.exit_status import ExitStatus
from careerpath.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from careerpath.catalogue import Catalogue
    from careerpath.profile import Holding
    from careerpath.report.what_if import PlusReport, ReachReport
    from careerpath.statements import Asked, Statements
    from careerpath.whatif.reach import Reach

HELP = """Every role that can be reached from here, with what it takes and how to begin.

\b
  {examples}

Roles of where the person is, and of where they hold something; of every country with --abroad.
Exit status: 0 answered, 2 a question that can't be read, 3 nothing is in reach, 4 bad data.
"""


def reach(
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
    plus: opt.Plus = None,
    without: opt.Without = None,
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
    """Read what was typed, plan to every role, write what is in reach."""
    from careerpath.cli.plan import each, one, with_profile
    from careerpath.cli.session import Patience, Progress, load_catalogue
    from careerpath.statements import Statements
    from careerpath.whatif.reach import PATIENCE

    said = Statements(
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
        earning=earning,
        hopeful=hopeful,
        bare_minimum=bare_minimum,
        abroad=abroad,
    )
    patience = Patience(time_limit)
    rounds = PATIENCE if time_limit is None else (*PATIENCE, None)
    said = replace(with_profile(said, profile), targets=(), via=(), routes=())
    catalogue = load_catalogue(data)
    with Progress("careerpath: looking at every role …"):
        report = answer(catalogue, said, plus or [], patience.is_over, rounds)
    _deliver(report, as_json=as_json, verbose=verbose, no_color=no_color)
    return ExitStatus.ANSWERED if report.roles or report.undecided else ExitStatus.INFEASIBLE


def answer(
    catalogue: Catalogue,
    said: Statements,
    plus: list[str],
    should_stop: Callable[[], bool],
    patience: Sequence[int | None],
) -> ReachReport:
    """Everything in reach, and with `plus` what holding that too would change."""
    from datetime import date

    from careerpath.report.what_if import reach_report
    from careerpath.statements import ask_of_person
    from careerpath.whatif.reach import decide, holding_too, home_places, reach_of, targets_of

    asked = ask_of_person(catalogue, said, date.today())
    more = _holdings(catalogue, said, plus, asked)
    targets = targets_of(catalogue, asked.question)
    if not targets:
        raise UsageError(
            "no role of this data lies where you are",
            hint="--abroad looks at the roles of every place; --in says where you are.",
        )
    questions = [replace(asked.question, target=t) for t in targets]
    richer = questions if more else []
    for holding in more:
        richer = [holding_too(q, holding) for q in richer]
    plans = decide(catalogue, [*questions, *richer], should_stop, patience)
    found = reach_of(questions, plans)
    gained = _plus(catalogue, found, reach_of(richer, plans), more) if more else None
    is_abroad = asked.question.limits.abroad
    places = () if is_abroad else home_places(catalogue, asked.question)
    return reach_report(catalogue, asked, found, places, gained)


def _holdings(
    catalogue: Catalogue, said: Statements, plus: list[str], asked: Asked
) -> tuple[Holding, ...]:
    """What `--plus` adds, read as `--have` is."""
    from datetime import date

    from careerpath.cli.plan import each
    from careerpath.statements import ask_of_person

    held = {h.id for h in asked.question.profile.holds}
    alone = replace(said, have=each(plus, "--plus"), lack=())
    more = ask_of_person(catalogue, alone, date.today()).question.profile.holds
    for holding in more:
        if holding.id in held:
            raise UsageError(
                f"--plus {holding.id}: it is held already",
                hint="Name something that is not held, to see what it would change.",
            )
    return more


def _plus(
    catalogue: Catalogue, before: Reach, after: Reach, more: tuple[Holding, ...]
) -> PlusReport:
    from careerpath.report.what_if import plus_report
    from careerpath.whatif.reach import plus

    return plus_report(catalogue, [h.id for h in more], plus(before, after))


def _deliver(report: ReachReport, *, as_json: bool, verbose: bool, no_color: bool) -> None:
    from careerpath.cli.session import emit, emit_json, look

    if as_json:
        from careerpath.render.what_if_document import reach_document

        emit_json(reach_document(report))
    else:
        from careerpath.render.reaching import render_reach

        emit(render_reach(report, look(verbose=verbose, no_color=no_color)))
