"""`careerpath find`: what there is."""

from __future__ import annotations

from typing import Annotated, Optional

import typer

from careerpath.cli import options as opt  # noqa: TC001 - typer reads annotations at run time
from careerpath.cli.exit_status import ExitStatus

HELP = """What there is: roles and qualifications by text, kind, place and level.

\b
  {examples}
"""


def find(
    text: Annotated[
        Optional[list[str]],  # noqa: UP045 - typer reads this at run time
        typer.Argument(metavar="[TEXT]", help="Words of the id, title or an alias."),
    ] = None,
    kind: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--kind", metavar="KIND", help="role, degree, diploma, exam, licence, …"),
    ] = None,
    place: opt.In = None,
    level: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--level", metavar="LEVEL", help="Such as 6; or a framework and 6."),
    ] = None,
    as_json: opt.AsJson = False,
    verbose: opt.Verbose = False,
    no_color: opt.NoColor = False,
    data: opt.Data = None,
) -> int:
    """List what fits every filter."""
    from careerpath.cli.session import emit, emit_json, load_catalogue, look
    from careerpath.lookup import Lookup
    from careerpath.report.browse import matching

    catalogue = load_catalogue(data)
    own_place = Lookup(catalogue).find_place(place) if place else None
    words = " ".join(text or ())
    items = matching(catalogue, text=words, kind=kind, place=own_place, level=level)
    if as_json:
        from careerpath.render.json_document import list_document

        emit_json(list_document(items))
    else:
        from careerpath.render.browsing import render_list

        near = (
            [] if items else [Lookup(catalogue).gloss(i) for i in Lookup(catalogue).nearest(words)]
        )
        emit(render_list(items, near, look(verbose=verbose, no_color=no_color)))
    return ExitStatus.ANSWERED
