"""Turns a function into a command that also takes what every command takes."""

import inspect
from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import Annotated

import typer

from ui.cli.call import Call


def _common(name: str, annotation: object, default: object = None) -> inspect.Parameter:
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=annotation)


Json = Annotated[bool, typer.Option("--json", help="Print one JSON document; IINs in it are audited as unmasking.")]
User = Annotated[str | None, typer.Option(help="Who asks (else IZDER_USER).")]
Reason = Annotated[str | None, typer.Option(help="Why; goes into the audit log (else IZDER_REASON).")]
Lang = Annotated[str | None, typer.Option(help="Language of the answer: ru, kk or en (else IZDER_LANG).")]
Debug = Annotated[bool, typer.Option("--debug", help="Show the traceback of an error.")]

COMMON = {
    "json": _common("json", Json, False),
    "user": _common("user", User),
    "reason": _common("reason", Reason),
    "lang": _common("lang", Lang),
    "debug": _common("debug", Debug, False),
}


def day(text: str) -> date:
    """A day of the command line.

    Raises:
        typer.BadParameter: it is none.
    """
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"«{text}» is not a day as yyyy-mm-dd.") from None


def add(app: typer.Typer, name: str, function: Callable[..., None]) -> None:
    """Register `function(call, …)` as command `name`: its own parameters, then the common ones as `call`.

    A parameter of its own that bears a common name takes its place.
    """
    app.command(name)(_taking_common(function))


def lead(app: typer.Typer, function: Callable[..., None]) -> None:
    """Let a group of commands be a command itself, where none of its own is named."""
    run = _taking_common(function)

    @wraps(run)
    def led(context: typer.Context, **given: object) -> None:
        if context.invoked_subcommand is None:
            run(**given)

    own = [*inspect.signature(run).parameters.values()]
    context = inspect.Parameter("context", inspect.Parameter.KEYWORD_ONLY, annotation=typer.Context)
    _sign(led, [context, *own])
    app.callback(invoke_without_command=True)(led)


def _taking_common(function: Callable[..., None]) -> Callable[..., None]:
    _, *own = inspect.signature(function, eval_str=True).parameters.values()
    common = [parameter for key, parameter in COMMON.items() if key not in {each.name for each in own}]

    @wraps(function)
    def run(**given: object) -> None:
        call = Call.of({parameter.name: given.pop(parameter.name) for parameter in common})
        with call.answering():
            function(call, **given)

    _sign(run, [parameter.replace(kind=inspect.Parameter.KEYWORD_ONLY) for parameter in [*own, *common]])
    return run


def _sign(run: Callable[..., None], parameters: list[inspect.Parameter]) -> None:
    run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]  # what typer reads
    run.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
