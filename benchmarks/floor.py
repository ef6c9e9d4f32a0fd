"""The least that a program of this kind takes: the same typer and Rich, a table of the same size."""

import typer
from rich.console import Console
from rich.table import Table

app = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False, add_completion=False)


@app.command()
def plan(rows: int = 12) -> None:
    table = Table("When", "Step", "Length", "Fee")
    for row in range(rows):
        table.add_row(f"month {row}", "one step of the plan", "12 months", "£1,234")
    Console().print(table)


app()
