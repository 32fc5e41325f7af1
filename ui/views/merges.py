"""What a network claims on the strength of merges: which of its claims fall if two are not one after all."""

from collections.abc import Iterable

import streamlit as st

from casework.access.resting import Rests
from casework.sensitivity import Effect
from core.networks import Network
from core.phrases import judged_on
from ui.parts.ledger import Column, Line, Table, ledger
from ui.screen import Screen
from ui.wording import member_name, reason_text

FEW = 3  # reasons of a kind that are written out


def merges(screen: Screen, network: Network, member: str | None = None) -> None:
    """How many merges a network, or one member, rests on; with what falls without each, where somebody asks."""
    concerned = screen.remember(("merged", network.id), lambda: screen.access.pairs.merged(screen.purpose, network.id))
    number = sum(member in (None, each) for each in concerned)
    if not number:
        if member is None:
            st.caption(said(screen, "none"))
        return
    asked = f"merges {network.id} {member}"
    if st.button(said(screen, "title", n=number), key=f"button {asked}"):
        st.session_state[asked] = not st.session_state.get(asked, False)
    if st.session_state.get(asked):
        falls(screen, network, member)


def falls(screen: Screen, network: Network, member: str | None) -> None:
    """What falls without each merge."""
    with st.spinner(said(screen, "reading")):
        rests = screen.remember(("rests", network.id), lambda: screen.access.pairs.rests(
            screen.purpose, network.id, screen.language))  # fmt: skip
    effects = [each for each in rests.effects if member in (None, each.member.id)]
    ledger(screen, "merges", table(screen, effects, rests))
    st.caption(said(screen, "how"))


def table(screen: Screen, effects: Iterable[Effect], rests: Rests) -> Table:
    """One line a merge."""
    columns = [Column(said(screen, "merge"), "lines", "38%"), Column(said(screen, "falls"), "lines")]
    return Table(columns, [Line(None, [pair(screen, each, rests), told(screen, each)]) for each in effects])


def pair(screen: Screen, effect: Effect, rests: Rests) -> list[dict[str, str]]:
    """Who was merged with whom, by whom and why."""
    merge = effect.merge
    both = " = ".join(rests.names.get(party, party) for party in (merge.left, merge.right))
    reason = judged_on(merge.author, merge.reason, screen.language)
    made = said(screen, "made", author=merge.author, when=merge.made_ms, reason=reason)
    return [{"text": both}, {"text": made, "tone": "soft"}]


def told(screen: Screen, effect: Effect) -> list[dict[str, str]]:
    """What falls, then what is weaker or cannot be told."""
    if effect.still_one:
        return [{"text": said(screen, "still_one")}]
    gone = [{"text": text, "tone": "against"} for text in fallen(screen, effect)]
    rest = [{"text": text, "tone": "soft"} for text in weaker(screen, effect)]
    return [*(gone or [{"text": said(screen, "nothing")}]), *rest]


def fallen(screen: Screen, effect: Effect) -> list[str]:
    """Claims that fall, the gravest first."""
    name = member_name(screen, effect.member)
    keys = (effect.before.keys, effect.after.keys) if effect.before and effect.after else (0, 0)
    core = [said(screen, "member", name=name, before=keys[0], after=keys[1])] if effect.member_falls else []
    reasons = [said(screen, "reason", name=name, text=reason_text(screen, each)) for each in effect.fallen]
    ties = [said(screen, "tie", name=member_name(screen, each)) for each in effect.ties]
    things = ", ".join((*effect.phones, *effect.ibans))
    lost = [said(screen, "things", things=things, name=name)] if things else []
    return [*core, *short(screen, reasons), *short(screen, ties), *lost]


def weaker(screen: Screen, effect: Effect) -> list[str]:
    """Reasons that rest on both in part, and how many cannot be told."""
    lines = [said(screen, "weaker", text=reason_text(screen, each)) for each in effect.weaker]
    unclear = [said(screen, "unclear", n=len(effect.unclear))] if effect.unclear else []
    return [*short(screen, lines), *unclear]


def short(screen: Screen, lines: list[str]) -> list[str]:
    """The first few, and how many more."""
    more = [screen.text("rows.more", n=len(lines) - FEW)] if len(lines) > FEW else []
    return [*lines[:FEW], *more]


def said(screen: Screen, key: str, /, **parameters: str | int | float | None) -> str:
    """A phrase of the topic `merges`."""
    return screen.phrases.text(f"merges.{key}", screen.language, **parameters)
