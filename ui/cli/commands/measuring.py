"""measure: communities and measures of a graph of any make."""

from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from casework.measuring import measure_file
from ui.cli.call import Call

SHOWN = 20  # nodes in the table; --json has them all
FIGURES = ("degree", "strength", "betweenness", "constraint", "core", "component")


def measure(
    call: Call,
    file: Annotated[
        Path, typer.Argument(metavar="FILE", readable=False, help="GraphML, GEXF, or a CSV matrix or edge list.")
    ],
) -> None:
    """Measure a graph of any make: who holds it together, and its communities by each method."""
    found = measure_file(file)
    call.give(found, lambda out: _print(call, out, found))


def _print(call: Call, out: Console, found: dict[str, Any]) -> None:
    out.print(call.say("measure.size", **{name: found[name] for name in ("nodes", "edges", "components")}))
    nodes = sorted(found["measures"], key=lambda each: (-each["betweenness"], each["id"]))[:SHOWN]
    table = Table("id", *FIGURES)
    for each in nodes:
        table.add_row(each["id"], *(_figure(each[name]) for name in FIGURES))
    out.print(table)
    methods = Table(call.say("measure.method"), call.say("measure.count"), "modularity", "CPM")
    for name, of in found["communities"].items():
        methods.add_row(name, str(of["count"]), *(_figure(of["quality"][each]) for each in ("modularity", "cpm")))
    out.print(methods)


def _figure(value: float | None) -> str:
    return "—" if value is None else f"{value:.3f}" if isinstance(value, float) else str(value)
