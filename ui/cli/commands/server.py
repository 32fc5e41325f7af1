"""up, down, status, serve: the local Neo4j's life, and the screen."""

from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from casework import bootstrap
from ui.cli.call import Call
from ui.cli.progress import Terminal
from ui.server import serve as serve_screen


def up(call: Call) -> None:
    """Start the local Neo4j of this home and let it run until `izder down`."""
    with Terminal(call.language) as progress:
        bootstrap.up(call.settings(), progress)
    _show(call, "up")


def down(call: Call) -> None:
    """Stop the local Neo4j of this home."""
    bootstrap.down(call.settings())
    _show(call, "down")


def status(call: Call) -> None:
    """Say whether Neo4j runs, what is loaded, the last runs, and the versions."""
    _show(call, "status")


def serve(
    call: Call,
    host: Annotated[str, typer.Option(help="Address to listen on; other machines see no other.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port; 0 takes any that is free.")] = 8501,
) -> None:
    """Serve the screen until Ctrl-C."""
    with Terminal(call.language) as progress:
        serve_screen(call.settings(), host, port, lambda address: _ready(call, progress, address), progress)


def _ready(call: Call, progress: Terminal, address: str) -> None:
    progress.rest()
    call.give({"address": address}, lambda out: out.print(call.say("serve.ready", address=address), highlight=False))


def _show(call: Call, title: str) -> None:
    state = bootstrap.status(call.settings())
    call.give(state, lambda out: _print(out, call.say(f"{title}.title"), state))


def _print(out: Console, title: str, state: dict[str, Any]) -> None:
    table = Table(title=title, show_header=False, title_justify="left", box=None)
    for name, value in flat(state):
        table.add_row(name, value)
    out.print(table)


def flat(state: dict[str, Any], under: str = "") -> list[tuple[str, str]]:
    """Lines of a nested document: `graph.nodes.Person 3000`."""
    lines: list[tuple[str, str]] = []
    for key, value in state.items():
        name = f"{under}{key}"
        lines += flat(value, f"{name}.") if isinstance(value, dict) else [(name, "—" if value is None else str(value))]
    return lines
