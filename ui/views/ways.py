"""From one place to another: a view asks, the next rerun goes."""

import streamlit as st

WANTED = "go"


def go(name: str, **parameters: str) -> None:
    """Lead to a place in the next rerun."""
    st.session_state[WANTED] = (name, parameters)
    st.rerun()


def wanted() -> tuple[str, dict[str, str]] | None:
    """Where a view wanted to lead, once."""
    way: tuple[str, dict[str, str]] | None = st.session_state.pop(WANTED, None)
    return way
