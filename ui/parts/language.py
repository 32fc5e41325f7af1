"""The language of the session, and the switch for it."""

import streamlit as st

from core.phrases import Phrases
from core.settings import LANGUAGES
from ui.screen import NAMES


def spoken(default: str) -> str:
    """The language of this session; the address may name one."""
    wanted = st.query_params.get("lang", default)
    return str(st.session_state.setdefault("language", wanted if wanted in LANGUAGES else default))


def browsers() -> str:
    """What the browser asks for, where we speak it; English for the rest of the world."""
    wanted = (st.context.locale or "")[:2]
    return wanted if wanted in LANGUAGES else "en"


def switch(phrases: Phrases, language: str) -> None:
    """The three languages, each named in itself. What is chosen is kept beside the widget: Streamlit forgets a
    widget's state on the way to another place.
    """
    chosen = st.segmented_control(
        phrases.text("ui.language", language), LANGUAGES, default=language, format_func=lambda one: NAMES[one],
        key="language switch", required=True, label_visibility="collapsed",
    )  # fmt: skip
    if chosen and chosen != language:
        st.session_state["language"] = chosen
        st.rerun()
