"""What a person is in a case (suspect, witness…): unknown until somebody says it, with a reason."""

from functools import partial

import streamlit as st

from casework.cases import CATEGORIES, Judgement
from core.errors import IzderError
from core.phrases import sentence
from ui.screen import Screen, forget

Known = dict[str, Judgement]


def categories(screen: Screen, network: str) -> Known:
    """What was decided about the persons of a network."""
    return screen.remember(("categories", network), lambda: screen.access.categories(screen.purpose, network))


def named(screen: Screen, known: Known, person: str) -> str:
    """A person's category in words."""
    return screen.word("category", known[person].category if person in known else "unknown")


def decide(screen: Screen, network: str, person: str) -> None:
    """The way to say what a person is."""
    known = categories(screen, network)
    with st.popover(screen.text("category.button", category=named(screen, known, person))):
        if person in known:
            made = known[person]
            st.caption(screen.text("category.made", author=made.author, when=made.time_ms, reason=made.reason))
        with st.form(f"category {person}", border=False):
            words = partial(screen.word, "category")
            chosen = st.selectbox(screen.text("category.is"), CATEGORIES, format_func=words)
            reason = st.text_input(screen.text("category.reason"), max_chars=500)
            sent = st.form_submit_button(screen.text("category.save"))
        if sent:
            save(screen, network, person, str(chosen), reason)


def save(screen: Screen, network: str, person: str, category: str, reason: str) -> None:
    """Write the decision down, or say why it cannot be."""
    if not reason.strip():
        st.error(screen.text("reveal.needed"))
        return
    try:
        screen.access.categorise(screen.purpose, network, person, category, reason)
    except IzderError as error:
        st.error(sentence(error, screen.language))
        return
    forget()
    st.rerun()
