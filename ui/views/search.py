"""Search by name in any of three scripts, IIN, phone, IBAN or register number."""

import streamlit as st

from core.answers import Hit
from ui.parts.ledger import Column, Line, Table, ledger
from ui.parts.rows import raw_row
from ui.screen import Screen
from ui.views import ways
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
        pressed = found(screen, hits, text)
    if pressed and pressed != st.session_state.get("found"):
        st.session_state["found"] = pressed
        st.rerun()
    hit = next((hit for hit in hits if hit.id == st.session_state.get("found")), None)
    with right, st.container(key="inspector"):
        inspector(screen, hit.id if hit else None, None)
        if hit:
            onward(screen, hit)


def found(screen: Screen, hits: list[Hit], text: str) -> str | None:
    """The hits; returns the one that was pressed."""
    columns = [Column(screen.text(f"search.{name}")) for name in ("kind", "name", "matched", "networks")]
    lines = [Line(hit.id, [screen.kind(hit.kind), hit.label, matched(hit), named(screen, hit)]) for hit in hits]
    note = screen.text("cut", n=LIMIT) if len(hits) >= LIMIT else ""
    chosen = st.session_state.get("found")
    table = Table(columns, lines, selected=chosen, empty=screen.text("search.none", text=text), note=note)
    pressed = ledger(screen, "hits", table)
    raw_row(screen, pressed.row)
    return pressed.opened


def matched(hit: Hit) -> str:
    """What matched, and the ids of those who were judged to be the same one."""
    return " · ".join([hit.matched, *hit.also])


def named(screen: Screen, hit: Hit) -> str:
    """The networks that a hit is in, by name."""
    return ", ".join(screen.text("network.title", n=rank) for rank in ranked(screen, hit).values())


def onward(screen: Screen, hit: Hit) -> None:
    """From a hit to the networks it is in, or to what is around it."""
    ranks = ranked(screen, hit)
    with st.container(horizontal=True):
        for network, rank in ranks.items():
            if st.button(screen.text("search.open", n=rank), type="primary"):
                ways.go("network", network=network, entity=hit.id)
        if st.button(screen.text("search.around")):
            ways.go("network", entity=hit.id)


def ranked(screen: Screen, hit: Hit) -> dict[str, int]:
    """The networks that a hit is in, with their ranks."""
    if not hit.networks:
        return {}
    run = screen.remember("networks", lambda: screen.access.networks(screen.purpose))
    return {network.id: network.rank for network in run.networks if network.id in hit.networks}


