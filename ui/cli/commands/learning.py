"""resolve learn, claims: what judgements would change in the model, and what a network rests on merges for."""

from typing import Annotated, Any

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from casework.access.resting import Rests
from casework.sensitivity import Effect
from core.errors import IzderError
from core.networks import Reason
from core.phrases import Phrases
from core.resolution import Learned, Quality
from ui.cli.call import Call
from ui.cli.commands.detection import network_id
from ui.cli.documents import reason_document


def learn(
    call: Call,
    accept: Annotated[bool, typer.Option("--accept", help="Let the new version count from the next run on.")] = False,
) -> None:
    """Show what people's judgements would change in the model, with figures before and after."""
    if accept and not (call.reason or "").strip():
        raise IzderError("Say why the model should change: --reason.")
    with call.izder(start_store=False) as izder:
        learned = izder.learning.accept(reason=str(call.reason)) if accept else izder.learning.propose()
    call.give(learned_document(learned, accepted=accept), lambda out: _print_learned(call, out, learned, accept))


def claims(
    call: Call,
    network: Annotated[str, typer.Argument(metavar="NETWORK", help="Id of the network, or its place in the list.")],
) -> None:
    """Say which claims of a network fall if a merge is undone."""
    with call.asking() as (access, purpose):
        name = network_id(access.networks(purpose), network) if network.isdigit() else network
        rests = access.pairs.rests(purpose, name, call.language, reveal=call.json)
    document = {"network": name, "computed": "from reasons", "merges": [_effect(call, each) for each in rests.effects]}
    call.give(document, lambda out: _print_claims(call, out, rests))


def learned_document(learned: Learned, *, accepted: bool) -> dict[str, Any]:
    """What `izder resolve learn --json` prints."""
    return learned.model_dump() | {"quality": [_quality(each) for each in learned.quality], "accepted": accepted}


def _quality(quality: Quality) -> dict[str, Any]:
    return quality.model_dump() | {"precision": quality.precision, "recall": quality.recall}


def _print_learned(call: Call, out: Console, learned: Learned, accepted: bool) -> None:
    table = Table(
        title=_text(call, "learn.title", same=learned.same, different=learned.different), title_justify="left"
    )
    for name in ("figure", "before", "after"):
        table.add_column(_text(call, f"learn.{name}"), justify="left" if name == "figure" else "right")
    table.add_row(_text(call, "learn.merge_from"), *(f"{each:.2f}" for each in learned.merge_from))
    table.add_row(_text(call, "learn.review_from"), *(f"{each:.2f}" for each in learned.review_from))
    for name in ("precision", "recall"):
        table.add_row(_text(call, f"learn.{name}"), *(_share(getattr(each, name)) for each in learned.quality))
    out.print(table)
    for move, number in learned.moves.items():
        out.print(f"{move}: {number}", markup=False)
    key = "learn.accepted" if accepted else "learn.open"
    out.print(_text(call, key, version=learned.after), markup=False)


def _share(value: float | None) -> str:
    return "—" if value is None else f"{value:.3f}"


def _effect(call: Call, effect: Effect) -> dict[str, Any]:
    merge = effect.merge
    lists = {name: [reason_document(each, call.language) for each in getattr(effect, name)]
             for name in ("fallen", "weaker", "unclear")}  # fmt: skip
    return {
        "left": merge.left, "right": merge.right,
        "author": merge.author, "reason": merge.reason, "made_ms": merge.made_ms,
        "member": effect.member.id, "still_one": effect.still_one, "leaves": list(effect.leaves),
        "phones": list(effect.phones), "ibans": list(effect.ibans), **lists, "ties": [each.id for each in effect.ties],
        "keys": [each.keys if each else None for each in (effect.before, effect.after)],
        "member_falls": effect.member_falls,
    }  # fmt: skip


def _print_claims(call: Call, out: Console, rests: Rests) -> None:
    if not rests.effects:
        out.print(_claim(call, "none"), markup=False)
        return
    table = Table(show_lines=True)
    for name in ("merge", "falls", "rest"):
        table.add_column(_claim(call, name), overflow="fold")
    for each in rests.effects:
        both = "\n= ".join(rests.names.get(party, party) for party in (each.merge.left, each.merge.right))
        table.add_row(escape(both), escape(_fallen(call, each)), escape(_weaker(call, each)))
    out.print(table)
    out.print(_claim(call, "how"), style="dim", markup=False)


def _fallen(call: Call, effect: Effect) -> str:
    name = effect.member.name or effect.member.id
    if effect.still_one:
        return _claim(call, "still_one")
    keys = (effect.before.keys, effect.after.keys) if effect.before and effect.after else (0, 0)
    core = [_claim(call, "member", name=name, before=keys[0], after=keys[1])] if effect.member_falls else []
    reasons = [_claim(call, "reason", name=name, text=_words(call, each)) for each in effect.fallen]
    ties = [_claim(call, "tie", name=each.name or each.id) for each in effect.ties]
    return "\n".join([*core, *reasons, *ties]) or _claim(call, "nothing")


def _weaker(call: Call, effect: Effect) -> str:
    lines = [_claim(call, "weaker", text=_words(call, each)) for each in effect.weaker]
    return "\n".join([*lines, *([_claim(call, "unclear", n=len(effect.unclear))] if effect.unclear else [])])


def _words(call: Call, reason: Reason) -> str:
    return Phrases.load().text(reason.key, call.language, **reason.parameters)


def _claim(call: Call, key: str, /, **parameters: str | int | float | None) -> str:
    return Phrases.load().text(f"merges.{key}", call.language, **parameters)


def _text(call: Call, key: str, /, **parameters: str | int | float | None) -> str:
    return Phrases.load().text(f"review.{key}", call.language, **parameters)
