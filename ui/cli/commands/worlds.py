"""world make: an invented world, its exports and, apart from them, the truth."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from evaluation.world import Audit, make_world, refuse
from ui.cli.call import Call

SHOWN = 8  # features in the table; truth/audit.json has them all


def make(  # noqa: PLR0913, PLR0917  what a world is made from
    call: Call,
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Where to write feeds/ and truth/.")],
    people: Annotated[int, typer.Option(help="How many persons live there.")] = 100_000,
    shops: Annotated[int, typer.Option(help="Drug shops, and as many rivals of other trades.")] = 12,
    days: Annotated[int, typer.Option(help="How long it is looked at.")] = 60,
    seed: Annotated[int, typer.Option(help="The same figures and seed make the same bytes.")] = 1,
    evasion: Annotated[int, typer.Option(help="From 0, careless, to 3: cash, crypto, messengers.")] = 1,
    missing: Annotated[float, typer.Option(help="Share of rows, clients and numbers that nobody exports.")] = 0.1,
    zero_crime: Annotated[bool, typer.Option("--zero-crime", help="No drug shops; their rivals stay.")] = False,
) -> None:
    """Make an invented world to be wrong in; it fails where one feature alone tells who is in a shop."""
    found = make_world(
        folder, people=people, shops=shops, days=days, seed=seed, evasion=evasion, missing=missing,
        zero_crime=zero_crime,
    )  # fmt: skip
    call.give({"folder": str(folder), **found.as_json()}, lambda out: _print(call, out, folder, found))
    refuse(found)


def _print(call: Call, out: Console, folder: Path, found: Audit) -> None:
    out.print(call.say("world.made", folder=str(folder)), markup=False)
    table = Table(*(call.say(f"world.{name}") for name in ("of", "feature", "area", "limit")))
    for finding in found.findings[:SHOWN]:
        table.add_row(finding.of, finding.feature, f"{finding.area:.3f}", f"{finding.limit:.2f}")
    out.print(table)
