"""why, compare: how a result comes about, and what two runs say differently."""

from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from casework.access import Purpose
from casework.bootstrap import Izder
from core.comparison import BASE_RATE, Comparison, NetworkChange, Reckoning
from core.networks import Member, Reason
from core.phrases import Phrases
from ui.cli.call import Call
from ui.cli.commands.detection import network_id
from ui.cli.documents import reason_document

FEW = 5  # rows behind a finding, in the table


def why(
    call: Call,
    network: Annotated[str, typer.Argument(metavar="NETWORK", help="Id of the network, or its place in the list.")],
    member: Annotated[
        str | None, typer.Argument(metavar="MEMBER", help="Id, phone, account or name; else the whole core.")
    ] = None,
    base_rate: Annotated[
        float, typer.Option(min=1e-6, max=0.5, help="Share of such people that the sum starts from.")
    ] = BASE_RATE,
) -> None:
    """Show how a network's members come to stand in it: each finding, what counts, what speaks against, the rows."""
    with call.izder() as izder:
        purpose = izder.access.purpose(izder.settings.user, izder.settings.reason)
        found = izder.access.reckoning.why(
            purpose, _id(izder, purpose, network), member, base_rate=base_rate, reveal=call.json
        )
    document = {"base_rate": base_rate, "members": [_document(each, call.language) for each in found]}
    call.give(document, lambda out: _print(call, out, found))


def compare(
    call: Call,
    before: Annotated[str, typer.Argument(metavar="RUN", help="Id of the earlier run.")],
    after: Annotated[str, typer.Argument(metavar="RUN", help="Id of the later run.")],
) -> None:
    """Say what one run of detection found that another did not, and what they were made with."""
    with call.asking() as (access, purpose):
        found = access.reckoning.compare(purpose, before, after, reveal=call.json)
    call.give(_compared(found), lambda out: _print_compared(call, out, found))


def _id(izder: Izder, purpose: Purpose, network: str) -> str:
    return network_id(izder.access.networks(purpose), network) if network.isdigit() else network


def _print(call: Call, out: Console, found: tuple[Reckoning, ...]) -> None:
    for each in found:
        table = Table(title=_heading(call, each), title_justify="left", show_lines=True)
        for name in ("counted", "weight", "family", "finding", "rows"):
            table.add_column(call.say(f"why.{name}"), overflow="fold", justify="right" if name in NUMBERS else "left")
        for entry in each.entries:
            table.add_row(f"{entry.counted:+.1f}", f"{entry.reason.llr:+.1f}", *_words(call, entry.reason))
        out.print(table)
        if each.member.role_grounds:
            out.print(_role(call, each.member), markup=False)
    out.print(call.say("why.note"), style="dim", markup=False)


NUMBERS = {"counted", "weight"}


def _words(call: Call, reason: Reason) -> tuple[str, str, str]:
    phrases = Phrases.load()
    family = phrases.text(f"words.family.{reason.family}", call.language)
    more = reason.rows_total - FEW
    rows = ", ".join(f"{row.file}:{row.row}" for row in reason.rows[:FEW]) + (f" (+{more})" if more > 0 else "")
    return family, phrases.text(reason.key, call.language, **reason.parameters), rows


def _heading(call: Call, each: Reckoning) -> str:
    return call.say(
        "why.member", who=_who(each.member), score=f"{each.score:.1f}", keys=len(each.keys),
        posterior=f"{each.posterior:.0%}", per=round(1 / each.base_rate),
    )  # fmt: skip


def _role(call: Call, member: Member) -> str:
    phrases = Phrases.load()
    grounds = "; ".join(phrases.text(f"words.trait.{trait}", call.language) for trait in member.role_grounds)
    role = phrases.text(f"words.role.{member.role}", call.language)
    return call.say("why.role", role=role, grounds=grounds, percent=round(100 * member.role_confidence))


def _who(member: Member) -> str:
    return member.name or next(iter((*member.phones, *member.ibans)), member.id)


def _document(each: Reckoning, language: str) -> dict[str, Any]:
    entries = [reason_document(entry.reason, language) | {"counted": entry.counted} for entry in each.entries]
    return {
        "id": each.member.id, "role": each.member.role, "role_confidence": each.member.role_confidence,
        "role_grounds": list(each.member.role_grounds), "score": each.score, "keys": list(each.keys),
        "own_conduct": each.own_conduct, "posterior": each.posterior, "entries": entries,
    }  # fmt: skip


def _compared(found: Comparison) -> dict[str, Any]:
    return {
        "before": found.before, "after": found.after,
        "conditions": {name: list(both) for name, both in found.conditions.items()},
        "changes": [
            {
                "change": each.change, "before": [n.id for n in each.before], "after": [n.id for n in each.after],
                "joined": [m.id for m in each.joined], "left": [m.id for m in each.left],
            } for each in found.changes
        ],
    }  # fmt: skip


def _print_compared(call: Call, out: Console, found: Comparison) -> None:
    for name, (first, second) in found.conditions.items():
        out.print(f"{name}: {first} → {second}", markup=False)
    table = Table(*(call.say(f"compare.{name}") for name in ("change", "before", "after", "joined", "left")))
    for each in found.changes:
        table.add_row(call.say(f"compare.changes.{each.change}"), *_sides(each))
    out.print(table)


def _sides(each: NetworkChange) -> tuple[str, str, str, str]:
    before, after = (", ".join(f"{n.rank}. {n.id}" for n in side) for side in (each.before, each.after))
    joined, left = (", ".join(map(_who, side)) for side in (each.joined, each.left))
    return before, after, joined, left
