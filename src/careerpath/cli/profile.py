"""`careerpath profile`: the person as a file, written, shown, or read from another standard."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Optional

import typer

from careerpath.cli import options as opt  # noqa: TC001 - typer reads annotations at run time
from careerpath.cli.exit_status import ExitStatus
from careerpath.errors import UsageError

if TYPE_CHECKING:
    from careerpath.catalogue import Catalogue
    from careerpath.report.person import PersonReport
    from careerpath.statements import Statements

HELP = """The person as a file: write one, look at it, or read a record made elsewhere.

\b
  {examples}
"""

NEW_HELP = """Write a profile file from the same options as `plan`.

\b
  {examples}

A file that is there is left alone without --force. `plan --profile FILE` reads it.
"""

SHOW_HELP = """A profile as the tool understands it, with what it takes as true.

\b
  {examples}

The JSON is itself a profile file.
"""

IMPORT_HELP = """Read what is held from a record made elsewhere, and never guess.

\b
  {examples}

Reads JSON Resume, Open Badges 3 and CLR 2; of CTDL, which says what there is and not who holds it,
it shows what it knows. Nothing is fetched. Whatever can't be mapped is listed with the reason.
"""

app = typer.Typer(
    help=HELP, short_help="the person as a file: new, show, import", rich_markup_mode=None,
    no_args_is_help=False, invoke_without_command=True,
)  # fmt: skip

_EXTENSIONS = (".yaml", ".yml", ".json")


@app.callback()
def _overview(context: typer.Context) -> None:
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())


@app.command("new", help=NEW_HELP, short_help="write a profile file")
def new(
    file: Annotated[str, typer.Argument(metavar="FILE", help="Where to: .yaml or .json.")],
    have: opt.Have = None,
    worked: opt.WorkedIn = None,
    lack: opt.Lack = None,
    age: opt.Age = None,
    born: opt.Born = None,
    place: opt.In = None,
    hours_per_week: opt.HoursPerWeek = None,
    budget: opt.Budget = None,
    start: opt.Start = None,
    profile: Annotated[
        Optional[str],  # noqa: UP045 - typer reads this at run time
        # Not by the environment: a new profile holds what is said, and no more.
        typer.Option("--profile", metavar="FILE", help="Begin with this profile."),
    ] = None,
    as_of: opt.AsOf = None,
    force: opt.Force = False,
    as_json: opt.AsJson = False,
    no_color: opt.NoColor = False,
    data: opt.Data = None,
) -> int:
    """Check what was said against the data, and write it."""
    from careerpath.cli.plan import each, one, with_profile
    from careerpath.cli.session import load_catalogue
    from careerpath.statements import Statements

    statements = Statements(
        have=each(have, "--have"),
        worked=each(worked, "--worked"),
        lack=each(lack, "--lack"),
        age=one(age, "--age"),
        born=one(born, "--born"),
        place=one(place, "--in"),
        hours_per_week=one(hours_per_week, "--hours-per-week"),
        budget=one(budget, "--budget"),
        start=one(start, "--start"),
        as_of=one(as_of, "--as-of"),
    )
    check_profile_name(file)
    report = described(load_catalogue(data), with_profile(statements, profile))
    write_profile(report, file, force=force)
    _deliver(report, as_json=as_json, no_color=no_color)
    return ExitStatus.ANSWERED


@app.command("show", help=SHOW_HELP, short_help="a profile as it is understood")
def show(
    file: Annotated[
        Optional[str],  # noqa: UP045 - typer reads this at run time
        typer.Argument(
            metavar="[FILE]",
            envvar="CAREERPATH_PROFILE",
            help="A profile, or a plan's JSON; - reads standard input.",
            show_default=False,
        ),
    ] = None,
    place: opt.In = None,
    as_of: opt.AsOf = None,
    as_json: opt.AsJson = False,
    no_color: opt.NoColor = False,
    data: opt.Data = None,
) -> int:
    """Read the profile and say what it says."""
    from careerpath.cli.plan import one, with_profile
    from careerpath.cli.session import load_catalogue
    from careerpath.statements import Statements

    if file is None:
        raise UsageError(
            "no profile: name its file", hint="For example: careerpath profile show me.yaml"
        )
    own = Statements(place=one(place, "--in"), as_of=one(as_of, "--as-of"))
    report = described(load_catalogue(data), with_profile(own, file))
    _deliver(report, as_json=as_json, no_color=no_color)
    return ExitStatus.ANSWERED


@app.command("import", help=IMPORT_HELP, short_help="read a record made elsewhere")
def import_(
    file: Annotated[
        str, typer.Argument(metavar="FILE", help="The record; - reads standard input.")
    ],
    place: opt.In = None,
    as_of: opt.AsOf = None,
    output: Annotated[
        Optional[str],  # noqa: UP045 - typer reads this at run time
        typer.Option("--output", metavar="FILE", help="Write the profile: .yaml or .json."),
    ] = None,
    force: opt.Force = False,
    as_json: opt.AsJson = False,
    no_color: opt.NoColor = False,
    data: opt.Data = None,
) -> int:
    """Map what the record says onto the data, and say what became of each part."""
    from datetime import date

    from careerpath.cli.plan import one
    from careerpath.cli.session import emit, emit_json, load_catalogue, look, note
    from careerpath.render.imports import import_document, render_import
    from careerpath.standards import read_record
    from careerpath.standards.mapping import mapped_onto
    from careerpath.statements import Statements, parse_as_of

    if output is not None:
        check_profile_name(output, "--output")
    day = parse_as_of(as_of)[0] if as_of else date.today().isoformat()
    record = read_record(file)
    catalogue = load_catalogue(data)
    own = Statements(place=one(place, "--in"), as_of=one(as_of, "--as-of"))
    mapping = mapped_onto(catalogue, record, own, day)
    report = described(catalogue, mapping.statements.over(own))
    if output is not None:
        write_profile(report, output, option="--output", force=force)
        note(f"wrote {output}")
    if as_json:
        emit_json(import_document(mapping, report))
    else:
        emit(render_import(mapping, report, look(verbose=False, no_color=no_color)))
    return ExitStatus.ANSWERED


def described(catalogue: Catalogue, statements: Statements) -> PersonReport:
    """The person of these statements."""
    from datetime import date

    from careerpath.report.person import person_report
    from careerpath.statements import ask_of_person

    asked = ask_of_person(catalogue, statements, date.today())
    return person_report(catalogue, asked, starts=statements.start is not None)


def check_profile_name(file: str, option: str = "") -> None:
    """Refuse a name that is no profile's, before any work is done."""
    from pathlib import Path

    path = Path(file)
    where = f"{option} {file}".strip()
    if path.suffix.casefold() not in _EXTENSIONS:
        raise UsageError(f"{where}: a profile's name ends in {' or '.join(_EXTENSIONS)}")
    if not path.parent.is_dir():
        raise UsageError(f"{where}: there is no folder {str(path.parent)!r}")


def write_profile(report: PersonReport, file: str, *, option: str = "", force: bool) -> None:
    """Write the profile in the format that its name asks for; the whole file or none."""
    from pathlib import Path

    from careerpath.render import write_text
    from careerpath.render.json_document import text_of
    from careerpath.render.person import profile_document, profile_yaml

    is_json = Path(file).suffix.casefold() == ".json"
    text = text_of(profile_document(report)) if is_json else profile_yaml(report)
    write_text(text, Path(file), option=option, replace=force)


def _deliver(report: PersonReport, *, as_json: bool, no_color: bool) -> None:
    from careerpath.cli.session import emit, emit_json, look
    from careerpath.render.person import profile_document, render_profile

    if as_json:
        emit_json(profile_document(report))
    else:
        emit(render_profile(report, look(verbose=False, no_color=no_color)))
