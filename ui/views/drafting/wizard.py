"""The wizard as a whole: where it begins, which step it is at, and the way back."""

from collections.abc import Callable, Mapping

import streamlit as st

from ui.screen import Screen
from ui.views.drafting import columns, encoding, layout, rehearsal
from ui.views.drafting.state import STEPS, Wizard, begun, encodings, end, go, word

SHOWS: Mapping[str, Callable[[Screen, Wizard], None]] = {
    "encoding": encoding.show, "layout": layout.show, "columns": columns.show, "rehearsal": rehearsal.show,
}  # fmt: skip


def offer(screen: Screen) -> bool:
    """The button beside «load» for a file that no template fits; whether it was pressed."""
    return bool(st.form_submit_button(word(screen, "begin"), help=word(screen, "lead")))


def at_work(screen: Screen) -> bool:
    """Show the wizard where one has begun; whether it has."""
    wizard = begun()
    if wizard is None:
        return False
    with st.container(key="wizard"):
        head(screen, wizard)
        if wizard.step == "encoding" and not encodings(screen, wizard).candidates:
            wizard.step = "layout"  # a workbook says its encoding itself
        SHOWS[wizard.step](screen, wizard)
    return True


def head(screen: Screen, wizard: Wizard) -> None:
    """The file, the steps with the one it is at, and the ways back and out."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.header(word(screen, "of", file=wizard.name), anchor=False, width="content")
        st.html(steps(screen, wizard), width="content")
        st.space("stretch")
        place = STEPS.index(wizard.step)
        if place and st.button(word(screen, "back")):
            go(STEPS[place - 1])
        if st.button(word(screen, "leave")):
            end()
            st.rerun()


def steps(screen: Screen, wizard: Wizard) -> str:
    """The four steps in a row."""
    names = [f"{n}. {word(screen, f'step.{step}')}" for n, step in enumerate(STEPS, 1)]
    here = STEPS.index(wizard.step)
    marked = [f"<b>{name}</b>" if n == here else name for n, name in enumerate(names)]
    return f'<div class="iz-facts-line">{"".join(f"<span>{name}</span>" for name in marked)}</div>'
