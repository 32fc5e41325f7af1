"""demo: what `make demo` runs. Load the examples, detect, write a brief, serve the screen."""

import sys
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from casework.access import Purpose
from casework.bootstrap import Izder
from core.errors import AccessRefused, InputError, NotFound
from core.networks import Run
from ui.cli.call import Call
from ui.server import serve as serve_screen

EXAMPLES = Path(__file__).parents[3] / "examples" / "feeds"
BRIEF = Path("out/brief.pdf")


def demo(
    call: Call,
    serve: Annotated[bool, typer.Option(help="Serve the screen at the end, or stop after the brief.")] = True,
    port: Annotated[int, typer.Option(help="Port of the screen; 0 takes any that is free.")] = 8501,
) -> None:
    """Load the examples, look for networks, write out/brief.pdf, and serve the screen."""
    if not EXAMPLES.is_dir():
        raise InputError(f"The examples are not in {EXAMPLES}; run the demo from a checkout of the project.")
    with call.izder() as izder:
        _only_examples(izder)
        run = _run_of(call, izder)
        paper = _brief(call, izder, run)
        done: dict[str, object] = {"run": run.id, "networks": len(run.networks), "brief": paper}
        if not serve:
            call.give(done, lambda out: out.print(call.say("demo.done", brief=_shown(call, paper)), markup=False))
            return
        _step(call, "serve")
        ready = partial(_ready, call, done, _shown(call, paper))
        serve_screen(izder.settings, port=port, on_ready=ready)


def _only_examples(izder: Izder) -> None:
    """Invented people must not come to stand among real ones.

    Raises:
        AccessRefused: this home holds other data than the examples.
    """
    if not izder.access.demonstration():
        home = izder.settings.home
        raise AccessRefused(f"{home} holds other data than the examples; name a new folder in IZDER_HOME for the demo.")


def _run_of(call: Call, izder: Izder) -> Run:
    """The last run where neither data nor code changed since, else a new one."""
    _step(call, "load")
    report = izder.load([EXAMPLES])
    rows, loaded = (sum(getattr(file, name) for file in report.files) for name in ("rows", "loaded"))
    _step(call, "loaded", files=len(report.files), rows=rows, loaded=loaded)
    _step(call, "detect")
    run = _last_run(izder)
    if run is None or not izder.current(run):
        run = izder.detect()
    _step(call, "detected", n=len(run.networks), run=run.id)
    return run


def _last_run(izder: Izder) -> Run | None:
    try:
        return izder.access.networks(_purpose(izder))
    except NotFound:
        return None


def _brief(call: Call, izder: Izder, run: Run) -> str | None:
    """Path of the brief on the first network; None where none was found."""
    if not run.networks:
        return None
    _step(call, "brief")
    document = izder.access.brief(_purpose(izder), run.networks[0].id, call.language)
    BRIEF.parent.mkdir(parents=True, exist_ok=True)
    BRIEF.write_bytes(document)
    return str(BRIEF.absolute())


def _shown(call: Call, paper: str | None) -> str:
    return paper or call.say("demo.no_brief")


def _purpose(izder: Izder) -> Purpose:
    return izder.access.purpose(izder.settings.user, izder.settings.reason)


def _step(call: Call, key: str, **parameters: str | int) -> None:
    sys.stderr.write(call.say(f"demo.{key}", **parameters) + "\n")
    sys.stderr.flush()


def _ready(call: Call, done: dict[str, object], paper: str, address: str) -> None:
    call.give(done | {"address": address}, lambda out: out.print(
        call.say("demo.ready", address=address, brief=paper), markup=False, highlight=False
    ))
    sys.stdout.flush()
