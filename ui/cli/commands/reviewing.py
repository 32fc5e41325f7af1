"""resolve review, judge, confirm, reject, undo: pairs that wait for a person, and what a person says of them."""

from typing import Annotated, Any

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from casework.access.reviewing import Queue, Waiting
from casework.review import Outcome
from core.errors import IzderError
from core.phrases import Phrases
from ui.cli.call import Call

One = Annotated[str, typer.Argument(metavar="A", help="Id of one person or organisation.")]
Other = Annotated[str, typer.Argument(metavar="B", help="Id of the other.")]
Verdict = Annotated[str, typer.Argument(metavar="same|different|unsure", help="What you say of the two.")]


def review(
    call: Call,
    limit: Annotated[int, typer.Option(min=1, help="At most so many pairs.")] = 50,
    unsure: Annotated[bool, typer.Option("--unsure", help="Pairs of which somebody could not say.")] = False,
) -> None:
    """List the pairs that wait for a person, those that wait for a second person first."""
    with call.asking() as (access, purpose):
        queue = access.pairs.queue(purpose, limit=limit, doubted=unsure, reveal=call.json)
    call.give(queue_document(queue), lambda out: _print_queue(call, out, queue))


def judge(call: Call, one: One, other: Other, verdict: Verdict) -> None:
    """Say whether two are one; --reason says why. In a case, «same» waits for a second person."""
    with call.izder() as izder:
        outcome = izder.pairs.judge(one, other, verdict=verdict, reason=_why(call))
    call.give(outcome_document(outcome), lambda out: out.print(_said(call, outcome), markup=False))


def confirm(call: Call, one: One, other: Other) -> None:
    """Confirm, as the second person, that two are one."""
    with call.izder() as izder:
        outcome = izder.pairs.confirm(one, other, reason=call.reason or "")
    call.give(outcome_document(outcome), lambda out: out.print(_said(call, outcome), markup=False))


def reject(call: Call, one: One, other: Other) -> None:
    """Reject, as the second person, that two are one; --reason says why."""
    with call.izder() as izder:
        step = izder.pairs.reject(one, other, reason=_why(call))
    call.give({"left": step.left, "right": step.right, "step": step.step},
              lambda out: out.print(_text(call, "cli.rejected"), markup=False))  # fmt: skip


def undo(call: Call, one: One, other: Other) -> None:
    """Take back your own last word on two; --reason says why. What stood before it stands again."""
    with call.izder() as izder:
        made = izder.pairs.undo(one, other, reason=_why(call))
    call.give({"judgement": made and made.model_dump()},
              lambda out: out.print(_text(call, "cli.undone"), markup=False))  # fmt: skip


def _why(call: Call) -> str:
    """The reason on the command line; that of the environment says why one looks, not why two are one.

    Raises:
        IzderError: there is none.
    """
    if not (call.reason or "").strip():
        raise IzderError("Say on what ground: --reason.")
    return str(call.reason)


def queue_document(queue: Queue) -> dict[str, Any]:
    """What `izder resolve review --json` prints."""
    return {"total": queue.total, "compared_ms": queue.compared_ms, "doubted": queue.doubted,
            "pairs": [_document(each) for each in queue.pairs]}  # fmt: skip


def outcome_document(outcome: Outcome) -> dict[str, Any]:
    """What `izder resolve judge --json` prints."""
    judgement, step = outcome.judgement, outcome.waiting
    pair = judgement or step
    return {
        "left": pair and pair.left, "right": pair and pair.right,
        "verdict": judgement.verdict if judgement else None, "stands": judgement is not None,
        "waits_for_second": step is not None, "held_apart": outcome.held_apart,
    }  # fmt: skip


def _document(waiting: Waiting) -> dict[str, Any]:
    step = waiting.proposal
    proposal = step and {"author": step.author, "made_ms": step.made_ms, "reason": step.reason}
    scored = waiting.scored.model_dump(exclude={"left", "right"}) if waiting.scored else None
    told = {"author", "made_ms", "reason", "model", "weight"}
    doubt = waiting.doubt.model_dump(include=told) if waiting.doubt else None
    return {"left": waiting.left, "right": waiting.right, "networks": list(waiting.networks),
            "waits_for_second": proposal, "unsure": doubt, "scored": scored}  # fmt: skip


def _print_queue(call: Call, out: Console, queue: Queue) -> None:
    if not queue.pairs:
        out.print(_text(call, "none" if queue.compared_ms else "never"), markup=False)
        return
    table = Table(title=_text(call, "count", n=queue.total), title_justify="left", show_lines=True)
    for name in ("weight", "left", "right", "state", "case"):
        table.add_column(_text(call, f"list.{name}"), overflow="fold", justify="right" if name == "weight" else "left")
    for waiting in queue.pairs:
        table.add_row(*map(escape, _cells(call, waiting)))
    out.print(table)


def _cells(call: Call, waiting: Waiting) -> tuple[str, ...]:
    fields = waiting.scored.fields if waiting.scored else ()
    sides = [
        "\n".join([party, *(", ".join(getattr(field, side)) for field in fields if getattr(field, side))])
        for side, party in (("left", waiting.left), ("right", waiting.right))
    ]
    state = ""
    if waiting.proposal:
        state = _text(call, "list.second", author=waiting.proposal.author)
    elif waiting.doubt:
        state = _text(call, "list.doubt", author=waiting.doubt.author, when=waiting.doubt.made_ms)
    return f"{waiting.scored.weight:+.1f}" if waiting.scored else "", *sides, state, ", ".join(waiting.networks)


def _said(call: Call, outcome: Outcome) -> str:
    if outcome.waiting:
        return _text(call, "two_persons")
    return _text(call, "held_apart" if outcome.held_apart else "cli.judged")


def _text(call: Call, key: str, /, **parameters: str | int | float | None) -> str:
    return Phrases.load().text(f"review.{key}", call.language, **parameters)
