"""What people may no longer look at: sanctions that have ended, deliveries that were erased and by whom."""

import streamlit as st

from core import clock
from ui.parts.ledger import Column, Line, Table, ledger
from ui.screen import Screen

STEPS = ("file", "step", "when", "who", "why")


def shut(screen: Screen) -> None:
    """Say which sanctions have ended, where any has: rows that came under them are left out."""
    if ended := screen.access.custody.ended():
        st.caption(said(screen, "left_out", numbers=", ".join(ended)))


def erased(screen: Screen) -> None:
    """Deliveries that somebody asked to erase: by whom, confirmed by whom, when and why; nothing where nobody did."""
    steps = screen.remember("erasures", lambda: screen.desk.izder.erasing.listed(screen.purpose))
    if not steps:
        return
    lines = [
        Line(None, [step.file, said(screen, f"erase.{step.step}_step"), moment(step.made_ms), step.author, step.reason])
        for step in steps
    ]
    columns = [Column(said(screen, f"authority.{name}"), "wrapped" if name == "why" else "text") for name in STEPS]
    ledger(screen, "erasures", Table(columns, lines))


def moment(ms: int) -> str:
    """A local time to the minute."""
    return clock.from_ms(ms).strftime("%d.%m.%Y %H:%M")


def said(screen: Screen, key: str, /, **parameters: str) -> str:
    """A phrase of the topic `custody`."""
    return screen.phrases.text(f"custody.{key}", screen.language, **parameters)
