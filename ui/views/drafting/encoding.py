"""Step 1: the same words of the file as each encoding reads them, side by side; a person says which is right."""

import streamlit as st

from core.drafts import EncodingDraft
from ui.parts.ledger import Column, Line, Table, ledger
from ui.screen import Screen
from ui.views.drafting.state import Wizard, encodings, go, grounds, word


def show(screen: Screen, wizard: Wizard) -> None:
    """Candidates, the likeliest first, and the one that is confirmed."""
    found = encodings(screen, wizard)
    st.caption(word(screen, "encoding.lead"))
    names = ("encoding", "sense", "words", "letters", "grounds")
    columns = [Column(word(screen, f"encoding.{name}"), "wrapped") for name in names]
    columns[0], columns[1] = Column(columns[0].title, "code", "7rem"), Column(columns[1].title, "number", "5rem")
    ledger(screen, "encodings", Table(columns, [line(screen, each) for each in found.candidates]))
    if found.doubtful:
        st.warning(word(screen, "encoding.doubtful"))
    with st.form("encoding", border=False):
        offered = [each.encoding for each in found.candidates]
        wished = wizard.wishes.encoding
        place = offered.index(wished) if wished in offered else None if found.doubtful else 0
        chosen = st.radio(word(screen, "encoding.choose"), offered, index=place, horizontal=True)
        sent = st.form_submit_button(word(screen, "encoding.confirm"), type="primary")
    if sent and chosen:
        wizard.wishes = wizard.wish(encoding=chosen, fields={})
        go("layout")


def line(screen: Screen, each: EncodingDraft) -> Line:
    """One candidate."""
    share = {"value": each.score, "text": f"{each.score:.0%}"}
    return Line(None, [each.encoding, share, " ".join(each.words), each.letters, grounds(screen, each.grounds)])
