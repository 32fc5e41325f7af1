"""fit: weights refitted on the agency's own decided cases, with before and after."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from core.fitting import Fitted, write_fitted
from core.phrases import Phrases
from ui.cli.call import Call

FIGURES = ("log_loss", "brier", "ece")


def fit(
    call: Call,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="FILE.yaml", help="Write the factors and their card there.")
    ] = None,
) -> None:
    """Refit the weights of detection on the cases that people decided, with figures before and after."""
    with call.asking() as (access, purpose):
        found = access.reckoning.fit(purpose)
    if output:
        write_fitted(found, output)
    document = found.model_dump() | {"file": str(output) if output else None}
    call.give(document, lambda out: _print(call, out, found, output))


def _print(call: Call, out: Console, found: Fitted, output: Path | None) -> None:
    def say(key: str, /, **parameters: str | int | float | None) -> str:
        return Phrases.load().text(f"cli.fit.{key}", call.language, **parameters)

    card = found.card
    title = say("title", n=int(card["cases"]))
    table = Table(say("figure"), say("before"), say("after"), title=title, title_justify="left")
    for name in FIGURES:
        table.add_row(say(name), f"{getattr(found.before, name):.3f}", f"{getattr(found.after, name):.3f}")
    out.print(table)
    factors = Table(say("indicator"), say("factor"), say("cases"))
    for name, each in sorted(found.factors.items(), key=lambda item: (-abs(item[1].factor - 1), item[0])):
        factors.add_row(name, f"× {each.factor:.2f}", str(each.cases))
    out.print(factors)
    out.print(say("note"), style="dim", markup=False)
    if output:
        out.print(say("written", file=str(output)), markup=False)
