"""The raw row: the end of every path, as the agency delivered it."""

import streamlit as st

from core import clock
from core.answers import RawRow
from ui.parts.answering import answering
from ui.parts.ledger import Column, Line, Table, ledger
from ui.screen import Screen


def raw_row(screen: Screen, wanted: tuple[str, int] | None) -> None:
    """Show a row of a delivered file beside the page, where one was asked for."""
    if wanted is not None:
        st.dialog(screen.text("row.title"), width="large")(show)(screen, *wanted)


def show(screen: Screen, source: str, row: int) -> None:
    """File, row number, when and from whom, under which authority; the line as it came; its cells."""
    with answering(screen):
        draw(screen, screen.access.row(screen.purpose, source, row))


def draw(screen: Screen, found: RawRow) -> None:
    """The row."""
    ledger(screen, "row_facts", Table([Column("", width="12rem"), Column("", "wrapped")], origin(screen, found)))
    st.subheader(screen.text("row.raw"), anchor=False)
    ledger(screen, "row_raw", Table([Column(screen.text("row.line"), "wrapped")], [Line(None, [found.raw])]))
    if found.cells:
        st.subheader(screen.text("row.cells"), anchor=False)
        columns = [Column(screen.text("row.column"), width="14rem"), Column(screen.text("row.value"), "wrapped")]
        ledger(screen, "row_cells", Table(columns, [Line(None, pair) for pair in found.cells.items()]))
    if found.amended:
        amended(screen, found)


def amended(screen: Screen, found: RawRow) -> None:
    """What people said since that the row should read: each column, by whom, when and why."""
    st.subheader(screen.text("row.amended"), anchor=False)
    names = ("column", "value", "author", "time", "reason")
    lines = [
        Line(None, [column, value, each.author, clock.from_ms(each.made_ms).strftime("%d.%m.%Y %H:%M"), each.reason])
        for each in found.amended
        for column, value in each.cells.items()
    ]
    ledger(screen, "row_amended", Table([Column(screen.text(f"row.{name}"), "wrapped") for name in names], lines))


def origin(screen: Screen, found: RawRow) -> list[Line]:
    """Where a row comes from."""
    received = clock.from_ms(found.received_ms).strftime("%d.%m.%Y %H:%M") if found.received_ms is not None else None
    facts = {
        "file": found.ref.file, "number": found.ref.row, "sha": found.ref.source, "received": received,
        "agency": found.agency, "template": found.template, "authority": found.authority,
    }  # fmt: skip
    return [Line(None, [screen.text(f"row.{name}"), value]) for name, value in facts.items() if value not in (None, "")]
