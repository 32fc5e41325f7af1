"""evaluate: detection on made worlds of several seeds and settings, scored, beside simpler methods."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from evaluation.figures import write_section
from evaluation.study import SETTINGS, Plan, page, study
from ui.cli.call import Call


def evaluate(  # noqa: PLR0913, PLR0917  what is measured
    call: Call,
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Where worlds and outcomes are kept.")],
    people: Annotated[int, typer.Option(help="Persons in each world.")] = 100_000,
    shops: Annotated[int, typer.Option(help="Drug shops in each world.")] = 12,
    days: Annotated[int, typer.Option(help="How long each is looked at.")] = 60,
    seeds: Annotated[int, typer.Option(help="Worlds of each setting.")] = 10,
    first_seed: Annotated[int, typer.Option(help="The first of them; from 1,000 on weights are fitted.")] = 1,
    setting: Annotated[list[str] | None, typer.Option(help=f"One of {', '.join(SETTINGS)}; all, if none.")] = None,
    ablated: Annotated[int, typer.Option(help="On how many worlds every part is left out once.")] = 1,
    dated: Annotated[int, typer.Option(help="On how many worlds it is asked week by week what was found by then.")] = 0,
    compared: Annotated[int | None, typer.Option(help="On how many of each setting simpler methods run.")] = None,
    write: Annotated[Path | None, typer.Option(metavar="PAGE.md", help="Write the figures between its marks.")] = None,
    section: Annotated[str, typer.Option(help="Between which of the page's marks.")] = "worlds",
) -> None:
    """Measure detection on made worlds: what is found, missed, wrongly flagged, beside simpler methods."""
    plan = Plan(folder, people, shops, days, first_seed, seeds, tuple(setting or SETTINGS), ablated, dated, compared)
    outcomes = study(plan, _tell)
    text = page(plan, outcomes)
    if write:
        write_section(write, section, text)
    call.give(outcomes, lambda out: out.print(text, markup=False, soft_wrap=True))


def _tell(step: str) -> None:
    sys.stderr.write(f"{step}\n")
    sys.stderr.flush()
