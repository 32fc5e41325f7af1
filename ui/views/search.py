"""Search by name in any of three scripts, IIN, phone, IBAN or register number."""

import streamlit as st

from core.answers import Hit
from ui.parts.ledger import Column, Line, Table, ledger
from ui.parts.rows import raw_row
from ui.screen import Screen
from ui.views.inspector import inspector

LIMIT = 50


def show(screen: Screen) -> None:
    """The field, what was found, and the sheet of what was pressed."""
    st.header(screen.text("search.title"), anchor=False)
    text = st.text_input(screen.text("search.field"), key="sought", placeholder=screen.text("search.placeholder"),
                         label_visibility="collapsed")  # fmt: skip
    if not text.strip():
        st.caption(screen.text("search.hint"))
        return
    hits = screen.remember(("search", text), lambda: screen.access.search(
        screen.purpose, text, limit=LIMIT, language=screen.language))  # fmt: skip
    left, right = st.columns([5, 3], gap="small")
    with left:
        chosen = found(screen, hits, text)
    with right, st.container(key="inspector"):
        if chosen:
            st.session_state["found"] = chosen
        inspector(screen, st.session_state.get("found") if hits else None, None)


def found(screen: Screen, hits: list[Hit], text: str) -> str | None:
    """The hits; returns the one that was pressed."""
    columns = [Column(screen.text(f"search.{name}")) for name in ("kind", "name", "matched", "networks")]
    lines = [Line(hit.id, [screen.kind(hit.kind), hit.label, hit.matched, networks(screen, hit)]) for hit in hits]
    note = screen.text("cut", n=LIMIT) if len(hits) >= LIMIT else ""
    chosen = st.session_state.get("found")
    table = Table(columns, lines, selected=chosen, empty=screen.text("search.none", text=text), note=note)
    pressed = ledger(screen, "hits", table)
    raw_row(screen, pressed.row)
    return pressed.opened


def networks(screen: Screen, hit: Hit) -> str:
    """Ranks of the networks that a hit is in."""
    run = screen.remember("networks", lambda: screen.access.networks(screen.purpose))
    ranks = {network.id: network.rank for network in run.networks}
    return ", ".join(screen.text("network.title", n=ranks[name]) for name in hit.networks if name in ranks)


