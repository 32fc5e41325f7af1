"""Who holds a network together: its members by the ties among them, and what would likely remain without some."""

import streamlit as st

from core.holding import Holder, Holding
from core.networks import Network
from ui.parts.ledger import CellKind, Column, Line, Table, ledger
from ui.screen import Screen
from ui.views.workspace import choose, chosen
from ui.wording import member_name, role_tag

KINDS: tuple[CellKind, ...] = ("tags", "text", "number", "number", "number", "text")


def holding(screen: Screen, network: Network) -> None:
    """Both tables, worked out when they are asked for."""
    if not st.toggle(say(screen, "title", n=network.rank), key=f"holding {network.id}"):
        return
    found = screen.remember(
        ("holding", network.id), lambda: screen.access.reckoning.holds(screen.purpose, network.id)
    )
    pressed = ledger(screen, "holders", holders(screen, found))
    if pressed.opened:
        choose(pressed.opened)
    st.caption(key_sentence(screen, found))
    ledger(screen, "remaining", remaining(screen, found))
    st.caption(say(screen, "note"))
    st.caption(say(screen, "assumed", runs=found.runs))


def say(screen: Screen, key: str, /, **parameters: str | int | float | None) -> str:
    """A phrase of this page."""
    return screen.phrases.text(f"holding.{key}", screen.language, **parameters)


def holders(screen: Screen, found: Holding) -> Table:
    """One line per member."""
    heads = ("role", "member", "ties", "paths", "closed", "key")
    columns = [Column(say(screen, head), kind) for head, kind in zip(heads, KINDS, strict=True)]
    lines = [Line(each.member.id, holder(screen, each)) for each in found.holders]
    return Table(columns, lines, selected=chosen(), height="22rem")


def holder(screen: Screen, each: Holder) -> list[object]:
    """The cells of one member."""
    closed = None if each.constraint is None else {"value": each.constraint, "text": f"{each.constraint:.2f}"}
    paths = {"value": each.betweenness, "text": percent(each.betweenness)}
    key = say(screen, "key_yes") if each.key else None
    return [[role_tag(screen, each.member)], member_name(screen, each.member), each.ties, paths, closed, key]


def key_sentence(screen: Screen, found: Holding) -> str:
    """What happens without the key members."""
    key = found.key
    if key is None:
        return say(screen, "untied")
    named = {each.member.id: member_name(screen, each.member) for each in found.holders}
    who, size = ", ".join(named[each] for each in key.members), len(key.members)
    said = say(screen, "set" if key.exact else "greedy", who=who, before=key.before, after=key.after, size=size)
    return said if key.equals < 2 else f"{said} {say(screen, 'equals', size=size, n=key.equals)}"


def remaining(screen: Screen, found: Holding) -> Table:
    """One line per removal that was simulated."""
    heads = ("scenario", "removed", "at_once", "later", "range")
    kinds: tuple[CellKind, ...] = ("text", "number", "number", "number", "text")
    columns = [Column(say(screen, head, days=found.days), kind) for head, kind in zip(heads, kinds, strict=True)]
    lines = [
        Line(None, [
            say(screen, f"scenarios.{each.scenario}"), len(each.removed), measured(each.at_once), measured(each.later),
            f"{percent(each.low)} – {percent(each.high)}",
        ]) for each in found.remaining
    ]  # fmt: skip
    return Table(columns, lines)


def measured(share: float) -> dict[str, float | str]:
    """A share as a cell that sorts by its value."""
    return {"value": share, "text": percent(share)}


def percent(share: float) -> str:
    """A share in percent."""
    return f"{share:.0%}"
