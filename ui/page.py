"""One page: the gate, the bar on top, and the view that the person is in."""

import streamlit as st

from core.errors import IzderError
from core.phrases import Phrases, sentence
from ui.desk import behind
from ui.parts import language
from ui.parts.answering import answering
from ui.parts.component import style
from ui.screen import Screen
from ui.views import places, purpose


def page() -> None:
    """Show the page, or the sentence that says why not."""
    st.set_page_config(page_title="Izder", layout="wide", initial_sidebar_state="collapsed")
    style()
    chosen = language.browsers()
    try:
        desk = behind(st.context.cookies)
        if desk is None:
            st.error(Phrases.load().text("ui.gate.closed", chosen))
            return
        chosen = language.spoken(desk.izder.settings.language)
        asked = purpose.given(desk, chosen)
    except IzderError as refusal:
        st.error(sentence(refusal, chosen))
        return
    if asked is not None:
        admitted(Screen(desk, asked, chosen))


def admitted(screen: Screen) -> None:
    """The page of somebody who has said who they are and why they look."""
    with answering(screen):
        every = places.places(screen)
        here = st.navigation(list(every.values()), position="hidden")
        bar(screen, every)
        places.follow(every, here)
        here.run()


def bar(screen: Screen, every: places.Places) -> None:
    """Name, places, language, who and why."""
    with st.container(key="bar", horizontal=True, vertical_alignment="center", gap="small"):
        st.html('<span class="iz-brand">Izder</span>', width="content")
        for place in every.values():
            st.page_link(place)
        st.space("stretch")
        language.switch(screen.phrases, screen.language)
        purpose.button(screen)
    if screen.purpose.demonstration:
        st.html(f'<div class="iz-banner">{screen.text("banner")}</div>')
