"""Step 4: twenty rows as they would be understood, what would be quarantined and why; then save, and load."""

import streamlit as st

from core.drafts import Rehearsal, RehearsedRow
from core.errors import IzderError
from core.phrases import sentence
from ui.parts.ledger import Column, Line, Table, ledger
from ui.parts.loading import loading, told
from ui.screen import Screen, forget
from ui.views.drafting.state import Wizard, drafted, rehearsed, word

WORDS = {"status": "status", "category": "category", "kind": "call_kind"}  # fields of our own words → their phrases


def show(screen: Screen, wizard: Wizard) -> None:
    """The dry run; then what saving and loading did."""
    dry = rehearsed(screen, wizard)
    if not wizard.told:
        st.caption(word(screen, "rehearsal.lead", n=dry.judged))
    st.markdown(counted(screen, dry))
    if not dry.scope:
        st.info(word(screen, "rehearsal.no_scope"))
    ledger(screen, "rehearsed", rows(screen, dry, dry.rows))
    if dry.held:
        st.subheader(word(screen, "rehearsal.held"), anchor=False)
        ledger(screen, "would be held", rows(screen, dry, dry.held))
    if wizard.report is None and not wizard.told:
        settle(screen, wizard)
    else:
        outcome(screen, wizard)
    with st.expander(word(screen, "rehearsal.template")):
        st.code(drafted(screen, wizard).template, language="yaml")


def counted(screen: Screen, dry: Rehearsal) -> str:
    """How many rows would end how."""
    parts = [f"{fate(screen, name)}: **{times}**" for name, times in dry.counts.items()]
    return " · ".join(parts)


def fate(screen: Screen, name: str) -> str:
    """An end of a row in words."""
    key = f"draft.fate.{name}" if screen.phrases.has(f"draft.fate.{name}") else f"quarantine.{name}"
    return screen.phrases.text(key, screen.language) if screen.phrases.has(key) else name


def rows(screen: Screen, dry: Rehearsal, given: tuple[RehearsedRow, ...]) -> Table:
    """Rows with their ends and fields."""
    columns = [Column(word(screen, "rehearsal.row"), "number", "4rem"),
               Column(word(screen, "rehearsal.end"), "lines", "12rem"),
               *(Column(titles[screen.language]) for titles in dry.titles.values()),
               Column(screen.text("row.raw"), "wrapped", "16rem")]  # fmt: skip
    lines = []
    for row in given:
        at = [{"text": row.detail, "tone": "soft"}] if row.detail else []
        end = [{"text": fate(screen, row.reason or row.fate)}, *at]
        fields = (shown(screen, name, row.fields.get(name, "")) for name in dry.titles)
        lines.append(Line(None, [row.row, end, *fields, row.raw if row.reason else ""]))
    return Table(columns, lines)


def shown(screen: Screen, name: str, value: str) -> str:
    """A field's value; our own words in the reader's language."""
    return screen.word(WORDS[name], value) if name in WORDS and value else value


def settle(screen: Screen, wizard: Wizard) -> None:
    """Save, or save and load."""
    with st.container(horizontal=True):
        both = st.button(word(screen, "rehearsal.load"), type="primary")
        alone = st.button(word(screen, "rehearsal.save"))
    if not (both or alone):
        return
    try:
        act = screen.desk.izder.templates.save_draft
        sheet = act(wizard.path, wizard.wishes, screen.purpose, name=wizard.name)
    except IzderError as error:
        st.error(sentence(error, screen.language))
        return
    wizard.told = word(screen, "rehearsal.saved", name=sheet.name, version=sheet.version, author=sheet.author)
    if both:
        wizard.report = loading(screen, [wizard.path], template=sheet.name)
        forget()
    st.rerun()


def outcome(screen: Screen, wizard: Wizard) -> None:
    """What saving and loading did."""
    st.success(wizard.told)
    if wizard.report is not None:
        told(screen, wizard.report)
