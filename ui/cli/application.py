"""All commands, in the order in which help lists them."""

from collections.abc import Callable

import typer

from ui.cli.command import add, lead
from ui.cli.commands import (
    asking,
    custody,
    demo,
    detection,
    evaluating,
    fitting,
    holding,
    intake,
    joins,
    learning,
    measuring,
    resolving,
    reviewing,
    saving,
    server,
    templates,
    why,
    worlds,
)

COMMANDS: dict[str, Callable[..., None]] = {
    "demo": demo.demo,
    "up": server.up,
    "down": server.down,
    "status": server.status,
    "load": intake.load,
    "quarantine": intake.quarantine,
    "template draft": templates.draft,
    "template list": templates.listed,
    "template show": templates.show,
    "template check": templates.check,
    "template save": templates.save,
    "quarantine amend": custody.amend,
    "quarantine replay": custody.replay,
    "authority": custody.authority,
    "authority show": custody.show,
    "rebuild": custody.rebuild,
    "erase": custody.erase,
    "joins": joins.joins,
    "joins undo": joins.undo,
    "joins redo": joins.redo,
    "clocks": joins.clocks,
    "resolve run": resolving.run,
    "resolve why": resolving.why,
    "resolve unmerge": resolving.unmerge,
    "resolve review": reviewing.review,
    "resolve judge": reviewing.judge,
    "resolve confirm": reviewing.confirm,
    "resolve reject": reviewing.reject,
    "resolve undo": reviewing.undo,
    "resolve learn": learning.learn,
    "resolve claims": learning.claims,
    "detect": detection.detect,
    "networks": detection.networks,
    "why": why.why,
    "holds": holding.holds,
    "fit": fitting.fit,
    "compare": why.compare,
    "ask": asking.ask,
    "saved add": saving.add,
    "saved remove": saving.remove,
    "brief": detection.brief,
    "measure": measuring.measure,
    "world make": worlds.make,
    "evaluate": evaluating.evaluate,
    "serve": server.serve,
}

# commands in two words, by their first; one that is a command itself, too, stands in COMMANDS as any other
GROUPS: dict[str, str] = {
    "resolve": "One person once: pairs that look alike, compared, judged, explained, undone.",
    "template": "Templates: drafted for a file of unknown make, rehearsed, saved in versions.",
    "authority": "Court sanctions, and what rests on them.",
    "joins": "Rows that are one event: why, taken apart, put together again.",
    "saved": "Questions kept under a name, for oneself or for all; izder ask lists and asks them.",
    "quarantine": "Rows that were not loaded: listed, amended, judged anew.",
    "world": "Invented worlds, to be wrong in.",
}


def application() -> typer.Typer:
    """The command line as typer runs it."""
    app = typer.Typer(
        name="izder", no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False,
        help="Izder: messy exports in, likely networks out, every claim with its row.",
    )
    groups = {name: typer.Typer(no_args_is_help=name not in COMMANDS) for name in GROUPS}
    for name, function in COMMANDS.items():
        group, _, within = name.partition(" ")
        if within:
            add(groups[group], within, function)
        elif name in groups:
            lead(groups[name], function)
        else:
            add(app, name, function)
    for name, said in GROUPS.items():
        app.add_typer(groups[name], name=name, help=said)
    return app


def main() -> None:
    """Entry point of the console script."""
    application()()
