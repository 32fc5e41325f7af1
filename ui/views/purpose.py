"""Who asks and why: said before anything is shown, changed at any time, written beside every look."""

import streamlit as st

from casework.access import Purpose
from core.errors import AccessRefused
from ui.desk import Desk
from ui.parts.language import switch
from ui.screen import Screen, forget
from ui.views import places


def given(desk: Desk, language: str) -> Purpose | None:
    """The purpose of this session; asks for it (and returns None) where it was not said and must be."""
    stated = st.session_state.get("purpose")
    if isinstance(stated, Purpose) and not (stated.demonstration and not desk.izder.access.demonstration()):
        return stated
    if desk.izder.access.demonstration():
        st.session_state["purpose"] = desk.izder.access.purpose(None, None)
        return given(desk, language)
    ask(desk, language)
    return None


def ask(desk: Desk, language: str) -> None:
    """The form before everything."""
    settings = desk.izder.settings
    places.keep(desk.phrases, language)
    with st.container(key="gate", horizontal_alignment="center"), st.container(width=480, border=True):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.html('<span class="iz-brand">Izder</span>', width="content")
            st.space("stretch")
            switch(desk.phrases, language)
        st.write(desk.phrases.text("ui.purpose.why", language))
        form(desk, language, settings.user or "", settings.reason or "")


def form(desk: Desk, language: str, user: str, reason: str) -> None:
    """Name and reason; taking them starts the session anew."""
    def say(key: str) -> str:
        return desk.phrases.text(f"ui.purpose.{key}", language)

    with st.form("purpose_form", border=False):
        name = st.text_input(say("user"), user, max_chars=120)
        why = st.text_area(say("reason"), reason, max_chars=500, height=80, placeholder=say("example"))
        sent = st.form_submit_button(say("enter"), type="primary")
    if not sent:
        return
    if not (name.strip() and why.strip()):
        st.error(say("both"))
        return
    try:
        st.session_state["purpose"] = desk.izder.access.purpose(name, why)
    except AccessRefused as refusal:
        st.error(str(refusal))
        return
    forget()
    st.rerun()


def button(screen: Screen) -> None:
    """Who and why, on the bar; pressing it lets both be changed."""
    with st.popover(screen.purpose.user, help=screen.purpose.reason):
        st.caption(screen.text("purpose.logged"))
        reason = "" if screen.purpose.demonstration else screen.purpose.reason
        form(screen.desk, screen.language, screen.purpose.user, reason)
