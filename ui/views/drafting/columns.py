"""Step 3: which column is which field, each with what speaks for it; a person confirms or chooses another."""

import streamlit as st

from core import records
from core.drafts import DIRECTED, DIRECTION, ColumnDraft, Draft
from core.errors import IzderError
from core.phrases import sentence
from ui.screen import Screen
from ui.views.drafting.state import Wizard, drafted, go, grounds, word

WIDTHS = (3, 3, 5)


def show(screen: Screen, wizard: Wizard) -> None:
    """One line a column: its name and samples, its field, the grounds."""
    found = drafted(screen, wizard)
    kind = records.load()[found.choices["record"].value]
    st.caption(word(screen, "columns.lead", record=kind.titles.text(screen.language)))
    directed(screen, found)
    with st.form("columns", border=False):
        own, ways = whose(screen, found), coded(screen, found)
        decided = {column.place: line(screen, kind, column) for column in found.columns}
        lacking(screen, kind, found)
        sent = st.form_submit_button(word(screen, "columns.next"), type="primary")
    if sent:
        if ways:  # what was not proposed for want of them is proposed now, and shown before it counts
            decided = {c.place: decided[c.place] for c in found.columns if decided[c.place] != c.field}
        decide(screen, wizard, decided, own, ways)


def line(screen: Screen, kind: records.RecordKind, column: ColumnDraft) -> str:
    """One column; returns the field that is chosen for it."""
    titles = {name: titled(screen, kind, name) for name in kind.fields if not kind.fields[name].second_reading_of}
    if kind.kind in DIRECTED:
        titles[DIRECTION] = screen.phrases.text("draft.property.direction", screen.language)
    left, middle, right = st.columns(WIDTHS, gap="medium", vertical_alignment="center")
    with left:
        name = plain(column.name) or f"({column.place + 1})"
        samples = plain(" · ".join(column.samples[:3])) or word(screen, "columns.empty")
        st.markdown(f"**{name}**  \n:small[:gray[{samples}]]")
    with middle:
        options = ["", *titles]
        field = st.selectbox(
            column.name, options, index=options.index(column.field) if column.field in options else 0,
            format_func=lambda name: titles.get(name, word(screen, "columns.unused")),
            key=f"field {column.place} {column.field}", label_visibility="collapsed",
        )  # fmt: skip
    with right:
        sure = f"{column.score:.0%} · " if column.field else ""
        st.caption(plain(sure + grounds(screen, column.grounds)))
    return str(field)


def directed(screen: Screen, found: Draft) -> None:
    """How the direction of rows is understood, where they say it; a warning where the two sides cannot be told."""
    if choice := found.choices.get(DIRECTION):
        title = screen.phrases.text("draft.property.direction", screen.language)
        told = plain(": ".join(filter(None, (title, choice.value, grounds(screen, choice.grounds)))))
        (st.info if choice.value or not found.missing else st.warning)(told)


def coded(screen: Screen, found: Draft) -> dict[str, str]:
    """Which way each code of a direction is, asked for where nothing in the file shows it."""
    titles = {way: word(screen, f"columns.way_{way or 'unknown'}") for way in ("", "out", "in")}
    said = {
        code: st.selectbox(
            f"«{plain(code)}»", list(titles), format_func=titles.__getitem__, key=f"way {code}", width=420
        )
        for code in asked(found)
    }
    return {code: str(way) for code, way in said.items() if way}


def asked(found: Draft) -> tuple[str, ...]:
    """Codes of a direction that nothing in the file explains."""
    choice = found.choices.get(DIRECTION)
    return choice.others if choice and not choice.value else ()


def whose(screen: Screen, found: Draft) -> str | None:
    """The number of the one whose statement it is, asked for where no column has it."""
    choice = found.choices.get("own")
    if choice is None:
        return None
    told = st.text_input(screen.phrases.text("draft.property.own", screen.language), choice.value, width=420)
    st.caption(plain(grounds(screen, choice.grounds)))
    return str(told).strip()


def titled(screen: Screen, kind: records.RecordKind, name: str) -> str:
    """A field's title; a required one is marked."""
    field = kind.fields[name]
    return field.titles.text(screen.language) + (" *" if field.required else "")


def lacking(screen: Screen, kind: records.RecordKind, found: Draft) -> None:
    """What a row cannot be without, and no column was found for; where codes are asked for, they come first."""
    if found.missing and not asked(found):
        names = ", ".join(kind.fields[name].titles.text(screen.language) for name in found.missing)
        st.warning(word(screen, "columns.missing", fields=names))


def plain(text: str) -> str:
    """Text in which nothing is markup."""
    return "".join(f"\\{sign}" if sign in r"\`*_{}[]()#+-.!|<>~$:" else sign for sign in text)


def decide(screen: Screen, wizard: Wizard, decided: dict[int, str], own: str | None, ways: dict[str, str]) -> None:
    """Take the fields as said; go on where nothing is missing."""
    said = {**({} if own is None else {"own": own}), **({"ways": ways} if ways else {})}
    wishes = wizard.wish(fields=decided, **said)
    try:
        found = drafted(screen, wizard, wishes)
    except IzderError as error:
        st.error(sentence(error, screen.language))
        return
    wizard.wishes = wishes
    go("columns" if found.missing or ways else "rehearsal")
