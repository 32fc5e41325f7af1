"""saved add, saved remove: questions kept under a name, for oneself or for all."""

from dataclasses import asdict
from typing import Annotated

import typer

from ui.cli.call import Call
from ui.cli.commands.asking import SAVED, Parameters, pairs

Name = Annotated[str, typer.Argument(metavar="NAME", help="Under which it is kept.")]
Question = Annotated[str, typer.Argument(metavar="QUESTION", help="A question of the catalogue.")]


def add(
    call: Call, name: Name, question: Question, parameters: Parameters = None,
    shared: Annotated[bool, typer.Option("--shared", help="Keep it for all.")] = False,
) -> None:  # fmt: skip
    """Keep a question with what it is told; ask it as @NAME."""
    with call.asking(start_store=False) as (access, purpose):
        made = access.saved.save(purpose, name, question, pairs(parameters or []), shared=shared)
    call.give(asdict(made), lambda out: out.print(f"izder ask \"{SAVED}{made.name}\"", markup=False))


def remove(call: Call, name: Name) -> None:
    """Remove a question that you kept."""
    with call.asking(start_store=False) as (access, purpose):
        access.saved.remove(purpose, name)
