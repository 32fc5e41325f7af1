"""The steps of a question that people build: a row of fields for each, put together into what the catalogue reads."""

from collections.abc import Sequence

import streamlit as st

from core import ontology
from ui.screen import Screen

ROWS = 4
APART = {"detection", "identity", "authority"}  # layers that nobody walks along
ARROWS = {"both": "↔", "out": "→", "in": "←"}


def steps(screen: Screen, key: str) -> str:
    """The fields of up to four steps; returns them as text, «any» where the first names no kinds."""
    layers = sorted({edge.layer for edge in ontology.load().edges.values()} - APART)
    rows = [_row(screen, f"{key}.{at}", at, layers) for at in range(ROWS)]
    return "; ".join(row for row in rows if row) or "any"


def _row(screen: Screen, key: str, at: int, layers: Sequence[str]) -> str:
    """One step; empty where no kinds are picked."""
    widths = [4, 1.4, 2, 2, 2]
    kinds, way, since, until, least = st.columns(widths, vertical_alignment="bottom")
    picked = kinds.multiselect(
        screen.text("questions.step", n=at + 1), layers, key=f"{key}.kinds",
        placeholder=screen.text("questions.layers"),
        format_func=lambda layer: screen.phrases.text(f"words.layer.{layer}", screen.language),
    )  # fmt: skip
    ways = list(ARROWS)
    direction = way.selectbox(screen.text("questions.way"), ways, key=f"{key}.way", format_func=ARROWS.__getitem__)
    told = {
        "since": since.text_input(screen.text("questions.since"), key=f"{key}.since"),
        "until": until.text_input(screen.text("questions.until"), key=f"{key}.until"),
        "least": least.text_input(screen.text("questions.least"), key=f"{key}.least"),
    }
    narrowed = [f"{name}={''.join(value.split())}" for name, value in told.items() if value.strip()]
    return " ".join([",".join(picked), direction, *narrowed]) if picked else ""
