"""holds: who holds a network together, and what would likely remain without some of its members."""

from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from core.holding import Holding
from core.networks import Member
from core.phrases import Phrases
from ui.cli.call import Call
from ui.cli.commands.detection import network_id

MOST = 12  # members in the table


def holds(
    call: Call,
    network: Annotated[str, typer.Argument(metavar="NETWORK", help="Id of the network, or its place in the list.")],
    without: Annotated[
        list[str] | None, typer.Option(metavar="MEMBER", help="Simulate that this member is gone; may be repeated.")
    ] = None,
    size: Annotated[int, typer.Option(min=1, max=5, help="Members of the key set.")] = 3,
    days: Annotated[int, typer.Option(min=1, max=365, help="How long after.")] = 30,
) -> None:
    """Show who holds a network together, and what would likely remain of it without some of its members."""
    with call.asking() as (access, purpose):
        run = access.networks(purpose)
        name = network_id(run, network) if network.isdigit() else network
        found = access.reckoning.holds(purpose, name, without or (), size=size, days=days, reveal=call.json)
    rank = next((each.rank for each in run.networks if each.id == name), 0)
    call.give(_document(name, found), lambda out: _print(call, out, rank, found))


def _document(network: str, found: Holding) -> dict[str, Any]:
    key = found.key
    return {
        "network": network, "days": found.days, "runs": found.runs,
        "members": [
            {
                "id": each.member.id, "role": each.member.role, "ties": each.ties, "betweenness": each.betweenness,
                "constraint": each.constraint, "key": each.key,
            } for each in found.holders
        ],
        "key": key and {
            "members": list(key.members), "before": key.before, "after": key.after, "equals": key.equals,
            "exact": key.exact,
        },
        "remaining": [
            {
                "scenario": each.scenario, "removed": list(each.removed), "at_once": each.at_once,
                "later": each.later, "low": each.low, "high": each.high,
            } for each in found.remaining
        ],
    }  # fmt: skip


def _print(call: Call, out: Console, rank: int, found: Holding) -> None:
    say = _Sayer(call)
    heads = ("member", "role", "ties", "paths", "closed", "key")
    table = Table(*(say(head) for head in heads), title=say("title", n=rank), title_justify="left")
    for each in found.holders[:MOST]:
        closed = "—" if each.constraint is None else f"{each.constraint:.2f}"
        role = Phrases.load().text(f"words.role.{each.member.role}", call.language)
        paths = f"{each.betweenness:.0%}"
        table.add_row(_who(each.member), role, str(each.ties), paths, closed, say("key_yes") if each.key else "")
    out.print(table)
    _print_key(say, out, found)
    left = Table(*(say(head, days=found.days) for head in ("scenario", "removed", "at_once", "later", "range")))
    for one in found.remaining:
        share = (f"{one.at_once:.0%}", f"{one.later:.0%}", f"{one.low:.0%} – {one.high:.0%}")
        left.add_row(say(f"scenarios.{one.scenario}"), str(len(one.removed)), *share)
    out.print(left)
    out.print(say("note"), style="dim", markup=False)
    out.print(say("assumed", runs=found.runs), style="dim", markup=False)


def _print_key(say: "_Sayer", out: Console, found: Holding) -> None:
    key = found.key
    if key is None:
        out.print(say("untied"), markup=False)
        return
    named = {each.member.id: _who(each.member) for each in found.holders}
    who, size = ", ".join(named[each] for each in key.members), len(key.members)
    sentence = "set" if key.exact else "greedy"
    out.print(say(sentence, who=who, before=key.before, after=key.after, size=size), markup=False)
    if key.equals > 1:
        out.print(say("equals", size=size, n=key.equals), markup=False)


class _Sayer:
    """Phrases of this command."""

    def __init__(self, call: Call) -> None:
        self._language = call.language

    def __call__(self, key: str, /, **parameters: str | int | float | None) -> str:
        return Phrases.load().text(f"holding.{key}", self._language, **parameters)


def _who(member: Member) -> str:
    return member.name or next(iter((*member.phones, *member.ibans)), member.id)
