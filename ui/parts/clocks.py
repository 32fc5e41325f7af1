"""Feeds whose clocks differ by more than their rule allows: a line each, above the deliveries they dated."""

import streamlit as st

from casework.access.joins import clock_sentence
from ui.screen import Screen


def clocks(screen: Screen) -> None:
    """Say which clocks are off; nothing where all are fine, or too little is known."""
    audits = screen.remember("clocks", lambda: screen.access.joins.clocks(screen.purpose))
    for audit in audits:
        if audit.verdict in ("skewed", "zone"):
            st.warning(clock_sentence(audit, screen.language))
