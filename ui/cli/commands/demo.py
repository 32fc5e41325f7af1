"""demo: what `make demo` runs. Load the examples, detect, write a brief, serve the screen."""

import socket
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from casework.access import Purpose
from casework.bootstrap import Izder, bootstrap
from core.errors import AccessRefused, InputError, NotFound
from core.networks import Run
from ui.cli.call import Call
from ui.cli.progress import Terminal
from ui.server import serve as serve_screen

EXAMPLES = Path(__file__).parents[3] / "examples" / "feeds"
USUAL_PORT = 8501
Say = Callable[..., None]
BRIEF = Path("out/brief.pdf")


def demo(
    call: Call,
    serve: Annotated[bool, typer.Option(help="Serve the screen at the end, or stop after the brief.")] = True,
    port: Annotated[int | None, typer.Option(help="Port of the screen; else 8501, or any if that is taken.")] = None,
) -> None:
    """Load the examples, look for networks, write out/brief.pdf, and serve the screen."""
    if not EXAMPLES.is_dir():
        raise InputError(f"The examples are not in {EXAMPLES}; run the demo from a checkout of the project.")
    settings = call.settings()
    with Terminal(settings.language) as progress, bootstrap(settings, progress=progress) as izder:
        say = partial(_step, call, progress)
        _only_examples(izder)
        run = _run_of(say, izder)
        paper = _brief(say, izder, run)
        done: dict[str, object] = {"run": run.id, "networks": len(run.networks), "brief": paper}
        if serve:
            say("serve")
            at = _free_port() if port is None else port
            serve_screen(settings, port=at, on_ready=lambda address: _ready(call, progress, done, address))
        else:
            progress.rest()
            call.give(done, lambda out: out.print(call.say("demo.done", brief=_shown(call, paper)), markup=False))


def _only_examples(izder: Izder) -> None:
    """Invented people must not come to stand among real ones.

    Raises:
        AccessRefused: this home holds other data than the examples.
    """
    if not izder.access.demonstration():
        home = izder.settings.home
        raise AccessRefused(f"{home} holds other data than the examples; name a new folder in IZDER_HOME for the demo.")


def _run_of(say: Say, izder: Izder) -> Run:
    """The last run where neither data nor code changed since, else a new one."""
    say("load")
    report = izder.load([path for path in sorted(EXAMPLES.iterdir()) if path.suffix != ".md"])
    rows, loaded = (sum(getattr(file, name) for file in report.files) for name in ("rows", "loaded"))
    already = sum(file.already for file in report.files)
    say("loaded", files=len(report.files), already=already, rows=rows, loaded=loaded)
    say("detect")
    run = _last_run(izder)
    if run is None or not izder.current(run):
        run = izder.detect()
    say("detected", n=len(run.networks), run=run.id)
    return run


def _last_run(izder: Izder) -> Run | None:
    try:
        return izder.access.networks(_purpose(izder))
    except NotFound:
        return None


def _brief(say: Say, izder: Izder, run: Run) -> str | None:
    """Path of the brief on the first network; None where none was found."""
    if not run.networks:
        return None
    say("brief")
    document = izder.access.brief(_purpose(izder), run.networks[0].id, izder.settings.language)
    BRIEF.parent.mkdir(parents=True, exist_ok=True)
    BRIEF.write_bytes(document)
    return str(BRIEF.absolute())


def _free_port() -> int:
    """The usual port, or 0 for any that is free: the work before must not end in «taken»."""
    try:
        with socket.create_server(("127.0.0.1", USUAL_PORT)):
            return USUAL_PORT
    except OSError:
        return 0


def _shown(call: Call, paper: object) -> str:
    return str(paper) if paper else call.say("demo.no_brief")


def _purpose(izder: Izder) -> Purpose:
    return izder.access.purpose(izder.settings.user, izder.settings.reason)


def _step(call: Call, progress: Terminal, key: str, **parameters: str | int) -> None:
    progress.rest()
    sys.stderr.write(call.say(f"demo.{key}", **parameters) + "\n")
    sys.stderr.flush()


def _ready(call: Call, progress: Terminal, done: dict[str, object], address: str) -> None:
    progress.rest()
    said = call.say("demo.ready", address=address, brief=_shown(call, done["brief"]))
    call.give(done | {"address": address}, lambda out: out.print(said, markup=False, highlight=False))
