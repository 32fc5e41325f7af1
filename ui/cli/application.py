"""All commands, in the order in which help lists them."""

from collections.abc import Callable

import typer

from ui.cli.command import add
from ui.cli.commands import asking, demo, detection, intake, server

COMMANDS: dict[str, Callable[..., None]] = {
    "demo": demo.demo,
    "up": server.up,
    "down": server.down,
    "status": server.status,
    "load": intake.load,
    "quarantine": intake.quarantine,
    "detect": detection.detect,
    "networks": detection.networks,
    "ask": asking.ask,
    "brief": detection.brief,
    "serve": server.serve,
}


def application() -> typer.Typer:
    """The command line as typer runs it."""
    app = typer.Typer(
        name="izder", no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False,
        help="Izder: messy exports in, likely networks out, every claim with its row.",
    )
    for name, function in COMMANDS.items():
        add(app, name, function)
    return app


def main() -> None:
    """Entry point of the console script."""
    application()()
