"""Every option that commands share, spelt and described once.

Values are taken as text and read by `careerpath.statements`, so that a bad one is refused in the
same words wherever it came from.
"""

from __future__ import annotations

from typing import Annotated, Optional

import typer

from careerpath.cli.completion import (
    complete_anything,
    complete_objective,
    complete_place,
    complete_qualification,
    complete_role,
    complete_target,
)

# Typer reads these annotations at run time and does not accept `list[str] | None` in every version.
_Texts = Optional[list[str]]  # noqa: UP045
_Text = Optional[str]  # noqa: UP045

Targets = Annotated[
    _Texts,
    typer.Argument(
        metavar="[TARGET]...",
        help="Roles or qualifications: an id, a title or an alias.",
        autocompletion=complete_target,
        show_default=False,
    ),
]

_PERSON = "The person"
_LIMITS = "The limits"

Have = Annotated[
    _Texts,
    typer.Option(
        "--have",
        metavar="ID[=GRADE][@YYYY-MM]",
        help="Something held; a future month means it is expected. Repeatable.",
        autocompletion=complete_qualification,
        show_default=False,
    ),
]
WorkedIn = Annotated[
    _Texts,
    typer.Option(
        "--worked",
        metavar="ROLE=MONTHS[@UNTIL]",
        help="Months worked in a role, until a month or until now. Repeatable.",
        autocompletion=complete_role,
        show_default=False,
    ),
]
Lack = Annotated[
    _Texts,
    typer.Option(
        "--lack",
        metavar="ID",
        help="Not held, whatever else would suggest it. Repeatable.",
        autocompletion=complete_qualification,
        show_default=False,
    ),
]
Age = Annotated[_Text, typer.Option("--age", metavar="N", help="Age in years.")]
Born = Annotated[_Text, typer.Option("--born", metavar="YYYY-MM", help="Month of birth.")]
In = Annotated[
    _Text,
    typer.Option(
        "--in",
        metavar="PLACE",
        help="Where the person is: the id, name or abbreviation of a place.",
        autocompletion=complete_place,
    ),
]
ProfilePath = Annotated[
    _Text,
    typer.Option(
        "--profile",
        metavar="FILE",
        envvar="CAREERPATH_PROFILE",
        help="The person from a YAML or JSON file, or from a plan's JSON; - reads standard input.",
        show_default=False,
    ),
]
ObjectiveName = Annotated[
    _Text,
    typer.Option(
        "--objective",
        metavar="time|cost|steps|study",
        help="What the best plan has least of. [default: time]",
        autocompletion=complete_objective,
    ),
]
HoursPerWeek = Annotated[
    _Text,
    typer.Option(
        "--hours-per-week",
        metavar="N",
        help="Hours a week for work and study together. [default: 50]",
    ),
]
Budget = Annotated[
    _Text, typer.Option("--budget", metavar="AMOUNT", help="Fees may come to at most this.")
]
By = Annotated[_Text, typer.Option("--by", metavar="YYYY-MM", help="Be there by this month.")]
Within = Annotated[_Text, typer.Option("--within", metavar="18m|3y", help="Be there in this time.")]
Without = Annotated[
    _Texts,
    typer.Option(
        "--without",
        metavar="ID",
        help="Never by way of this. Repeatable.",
        autocompletion=complete_anything,
        show_default=False,
    ),
]
Via = Annotated[
    _Texts,
    typer.Option(
        "--via",
        metavar="ID",
        help="By way of this. Repeatable.",
        autocompletion=complete_anything,
        show_default=False,
    ),
]
RouteChoice = Annotated[
    _Texts,
    typer.Option(
        "--route",
        metavar="ID=ROUTE",
        help="Gain this credential by this route only. Repeatable.",
        autocompletion=complete_qualification,
        show_default=False,
    ),
]
Earning = Annotated[
    bool, typer.Option("--earning", help="No full-time study: only what leaves room for a job.")
]
Hopeful = Annotated[
    bool, typer.Option("--hopeful", help="Count on routes that need somebody's consent.")
]
BareMinimum = Annotated[
    bool, typer.Option("--bare-minimum", help="Only the rules, not what is usually asked.")
]
Abroad = Annotated[bool, typer.Option("--abroad", help="Gain credentials of any country.")]
HowMany = Annotated[
    _Text,
    typer.Option(
        "-n",
        "--alternatives",
        metavar="K",
        help="Also up to K (10 at most) next best plans that offer another choice.",
    ),
]
TradeOffs = Annotated[
    bool,
    typer.Option("--trade-offs", help="Also every plan that is cheaper for taking longer."),
]
AskBack = Annotated[
    bool,
    typer.Option("--ask", help="Also the question whose answer would most change the plan."),
]
Plus = Annotated[
    _Texts,
    typer.Option(
        "--plus",
        metavar="ID[=GRADE]",
        help="What holding this as well would open or save. Repeatable.",
        autocompletion=complete_qualification,
        show_default=False,
    ),
]
Start = Annotated[
    _Text,
    typer.Option(
        "--start",
        metavar="YYYY-MM",
        help="First month of the plan. [default: the month after --as-of]",
    ),
]
AsOf = Annotated[
    _Text, typer.Option("--as-of", metavar="YYYY-MM-DD", help="The day asked. [default: today]")
]
TimeLimit = Annotated[
    _Text,
    typer.Option(
        "--time-limit",
        metavar="SECONDS",
        help="Stop searching and show the best plan so far (20 unless given).",
    ),
]

LockPath = Annotated[
    _Text,
    typer.Option("--lock", metavar="FILE", help="Keep the plan with the facts it rests on."),
]
RecheckPath = Annotated[
    _Text,
    typer.Option("--recheck", metavar="FILE", help="Does a locked plan still hold? 5 if not."),
]
Force = Annotated[bool, typer.Option("--force", help="Replace the file if it is there.")]
AsJson = Annotated[bool, typer.Option("--json", help="One JSON document on standard output.")]
Output = Annotated[
    _Text,
    typer.Option(
        "--output",
        metavar="FILE",
        help="Write the answer, by extension: .html .svg .ics .csv .md .json .mmd .dot.",
    ),
]
CompareOutput = Annotated[
    _Text,
    typer.Option(
        "--output", metavar="FILE", help="Write the answer, by extension: .html .csv .md .json."
    ),
]
Verbose = Annotated[bool, typer.Option("--verbose", "-v", help="Everything, with reasons.")]
NoColor = Annotated[bool, typer.Option("--no-color", help="No colour (as NO_COLOR does).")]
Data = Annotated[
    _Texts,
    typer.Option(
        "--data",
        metavar="DIR",
        help="A pack laid over the shipped data. Repeatable; also CAREERPATH_DATA.",
        show_default=False,
    ),
]
