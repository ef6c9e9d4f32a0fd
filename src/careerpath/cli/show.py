"""`careerpath show`: one credential."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from careerpath.cli import options as opt  # noqa: TC001 - typer reads annotations at run time
from careerpath.cli.completion import complete_target
from careerpath.cli.exit_status import ExitStatus

if TYPE_CHECKING:
    from careerpath.catalogue import Catalogue
    from careerpath.statements import Asked

HELP = """One credential: what it is, the ways in, where it leads, facts and sources.

\b
  {examples}

Of a role, with what somebody holds and has worked: the skills it asks that these don't show.
"""


def show(
    name: Annotated[
        str,
        typer.Argument(
            metavar="ID",
            help="An id, a title or an alias.",
            autocompletion=complete_target,
            show_default=False,
        ),
    ],
    have: opt.Have = None,
    worked: opt.WorkedIn = None,
    place: opt.In = None,
    profile: opt.ProfilePath = None,
    as_of: opt.AsOf = None,
    as_json: opt.AsJson = False,
    verbose: opt.Verbose = False,
    no_color: opt.NoColor = False,
    data: opt.Data = None,
) -> int:
    """Look the credential up and write what there is to say of it."""
    from datetime import date

    from careerpath.cli.person import person_statements
    from careerpath.cli.session import emit, emit_json, load_catalogue, look
    from careerpath.report.browse import entry_document
    from careerpath.statements import ask

    said = person_statements(
        [name],
        profile=profile,
        repeated={"have": have, "worked": worked},
        single={"in": place, "as-of": as_of},
    )
    catalogue = load_catalogue(data)
    (asked,) = ask(catalogue, said, date.today())
    item = entry_document(catalogue, asked.question.target, asked.as_of_month)
    item["skills_gap"] = _gap(catalogue, asked)
    if as_json:
        from careerpath.render.json_document import show_document

        emit_json(show_document(item))
    else:
        from careerpath.render.browsing import render_entry

        emit(render_entry(item, look(verbose=verbose, no_color=no_color)))
    return ExitStatus.ANSWERED


def _gap(catalogue: Catalogue, asked: Asked) -> dict[str, Any] | None:
    """The skills that the role asks beside what the person shows; None if nobody is described."""
    from careerpath.report.skills import gap_document, skills_gap

    person = asked.question.profile
    if not (person.holds or person.worked):
        return None
    gap = skills_gap(catalogue, asked.question.target, person, asked.as_of_month)
    return None if gap is None else gap_document(gap)
