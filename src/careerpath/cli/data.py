"""`careerpath data`: the facts themselves, checked and traced to their sources."""

from __future__ import annotations

from typing import Annotated, Any, Optional

import typer

from careerpath.cli import options as opt  # noqa: TC001 - typer reads annotations at run time
from careerpath.cli.exit_status import ExitStatus

HELP = """The data: check it, and trace it to its sources.

\b
  careerpath data check
  careerpath data check --data my-college
  careerpath data sources
  careerpath data sources solicitor-admission-ew
"""

CHECK_HELP = """Every problem and every override of the packs.

\b
  careerpath data check
  careerpath data check --data my-college
  careerpath data check --data my-college --json

Exit status 4 if there is an error; warnings alone leave it at 0.
"""

SOURCES_HELP = """Where the facts come from.

\b
  careerpath data sources
  careerpath data sources sra
  careerpath data sources solicitor-admission-ew
  careerpath data sources --json
"""

app = typer.Typer(
    help=HELP, short_help="check the data, list its sources", rich_markup_mode=None,
    no_args_is_help=False, invoke_without_command=True,
)  # fmt: skip


@app.callback()
def _overview(context: typer.Context) -> None:
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())


@app.command("check", help=CHECK_HELP, short_help="every problem and override of the packs")
def check(
    as_json: opt.AsJson = False,
    no_color: opt.NoColor = False,
    data: opt.Data = None,
) -> int:
    """Read the packs and report every problem and override."""
    from careerpath.cli.session import data_folders, emit, emit_json, look
    from careerpath.packs.reading import read_packs

    reading = read_packs(data_folders(data))
    errors = [p for p in reading.problems if p.severity == "error"]
    warnings = [p for p in reading.problems if p.severity != "error"]
    overrides = [
        {"id": id_, "was": f"{was.file}:{was.line()}", "now": f"{now.file}:{now.line()}"}
        for id_, was, now in reading.overrides
    ]
    document: dict[str, Any] = {
        "packs": list(reading.data["packs"]),
        "entries": len(reading.data["credentials"]),
        "errors": [_problem(p) for p in errors],
        "warnings": [_problem(p) for p in warnings],
        "overrides": overrides,
    }
    if as_json:
        from careerpath.render.json_document import CHECK

        emit_json({"schema": CHECK, **document})
    else:
        from careerpath.render.browsing import render_check

        emit(render_check(document, look(verbose=False, no_color=no_color)))
    return ExitStatus.INVALID_DATA if errors else ExitStatus.ANSWERED


def _problem(problem: Any) -> dict[str, Any]:  # noqa: ANN401 - errors.Problem
    return {
        "file": problem.file,
        "line": problem.line,
        "path": problem.path,
        "message": problem.message,
    }


@app.command("sources", help=SOURCES_HELP, short_help="where the facts come from")
def sources(
    text: Annotated[
        Optional[str],  # noqa: UP045 - typer reads this at run time
        typer.Argument(metavar="[TEXT]", help="Words of a source, or the id of a credential."),
    ] = None,
    as_json: opt.AsJson = False,
    no_color: opt.NoColor = False,
    data: opt.Data = None,
) -> int:
    """List the sources that fit."""
    from careerpath.cli.session import emit, emit_json, load_catalogue, look
    from careerpath.report.browse import sources_list

    items = sources_list(load_catalogue(data), text or "")
    if as_json:
        from careerpath.render.json_document import list_document

        emit_json(list_document(items))
    else:
        from careerpath.render.browsing import render_sources

        emit(render_sources(items, look(verbose=False, no_color=no_color)))
    return ExitStatus.ANSWERED
