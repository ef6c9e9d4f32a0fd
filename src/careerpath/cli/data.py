"""`careerpath data`: the facts themselves, checked and traced to their sources."""

from __future__ import annotations

from typing import Annotated, Optional

import typer

from careerpath.cli import options as opt  # noqa: TC001 - typer reads annotations at run time
from careerpath.cli.exit_status import ExitStatus
from careerpath.errors import UsageError

HELP = """The data: check it, trace it to its sources, compare it, take it away.

\b
  {examples}
"""

CHECK_HELP = """Every problem and every override of the packs.

\b
  {examples}

Exit status 4 if there is an error; warnings alone leave it at 0.
"""

SOURCES_HELP = """Where the facts come from: regulators first, then what was read longest ago.

\b
  {examples}
"""

app = typer.Typer(
    help=HELP, short_help="check, compare and export the data", rich_markup_mode=None,
    no_args_is_help=False, invoke_without_command=True,
)  # fmt: skip


@app.callback()
def _overview(context: typer.Context) -> None:
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())


@app.command("check", help=CHECK_HELP, short_help="every problem and override of the packs")
def check(
    as_of: opt.AsOf = None,
    as_json: opt.AsJson = False,
    verbose: opt.Verbose = False,
    no_color: opt.NoColor = False,
    data: opt.Data = None,
) -> int:
    """Read the packs and report every problem, doubt and override."""
    from careerpath.cli.session import data_folders, emit, emit_json, look
    from careerpath.packs.reading import read_packs
    from careerpath.report.checking import check_document

    document = check_document(read_packs(data_folders(data)), month_asked(as_of))
    if as_json:
        from careerpath.render.json_document import CHECK

        emit_json({"schema": CHECK, **document})
    else:
        from careerpath.render.browsing import render_check

        emit(render_check(document, look(verbose=verbose, no_color=no_color)))
    return ExitStatus.INVALID_DATA if document["errors"] else ExitStatus.ANSWERED


def month_asked(as_of: str | None) -> int:
    """The month of `--as-of`, or this one."""
    from datetime import date

    from careerpath.statements import parse_as_of

    return parse_as_of(as_of or date.today().isoformat())[1]


@app.command("sources", help=SOURCES_HELP, short_help="where the facts come from")
def sources(
    text: Annotated[
        Optional[str],  # noqa: UP045 - typer reads this at run time
        typer.Argument(metavar="[TEXT]", help="Words of a source, or the id of a credential."),
    ] = None,
    authority: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option(
            "--authority",
            metavar="NAME",
            help="Only of this weight: regulator, awarding-body, official or secondary.",
        ),
    ] = None,
    as_of: opt.AsOf = None,
    as_json: opt.AsJson = False,
    no_color: opt.NoColor = False,
    data: opt.Data = None,
) -> int:
    """List the sources that fit."""
    from careerpath.cli.session import emit, emit_json, load_catalogue, look
    from careerpath.report.browse import AUTHORITIES, sources_list

    if authority not in (None, *AUTHORITIES):
        raise UsageError(
            f"--authority {authority}: no source has that",
            hint=f"Use one of: {', '.join(AUTHORITIES)}.",
        )
    month = month_asked(as_of)
    items = sources_list(load_catalogue(data), text or "", authority=authority, as_of=month)
    if as_json:
        from careerpath.render.json_document import sources_document

        emit_json(sources_document(items, month))
    else:
        from careerpath.render.browsing import render_sources

        emit(render_sources(items, look(verbose=False, no_color=no_color)))
    return ExitStatus.ANSWERED
