"""What was delivered, from whom, and what became of every row; loading a file from the browser."""

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Protocol

import streamlit as st

from core import clock
from core.reports import LoadReport
from ui.parts.clocks import clocks
from ui.parts.custody import erased, shut
from ui.parts.ledger import CellKind, Column, Line, Table, ledger
from ui.parts.loading import loading, told
from ui.parts.rows import raw_row
from ui.screen import Screen, forget
from ui.views.drafting import wizard
from ui.views.drafting.state import begin

MOST_ROWS = 300


class Delivered(Protocol):
    """What the ledger tells of a delivered file."""

    file: str
    source: str
    agency: str
    template: str
    received_ms: int | None
    rows: int
    loaded: int
    duplicate: int
    quarantined: dict[str, int]


def show(screen: Screen) -> None:
    """Deliveries, quarantine and loading, one under the other."""
    if wizard.at_work(screen):
        return
    delivered = screen.remember("deliveries", lambda: screen.access.deliveries(screen.purpose))
    with st.container(horizontal=True, vertical_alignment="center"):
        st.header(screen.text("data.title"), anchor=False, width="content")
        st.caption(screen.text("data.equation"), width="content")
    ledger(screen, "deliveries", deliveries(screen, delivered))
    clocks(screen)
    erased(screen)
    upload(screen)
    st.header(screen.text("quarantine.title"), anchor=False)
    shut(screen)
    quarantine(screen, delivered)


def deliveries(screen: Screen, delivered: Sequence[Any]) -> Table:
    """One line per delivered file: rows = loaded + duplicate + quarantined."""
    names = ("file", "agency", "received", "template", "rows", "loaded", "duplicate", "quarantined", "sha")
    kinds: tuple[CellKind, ...] = ("text", "text", "text", "text", "number", "number", "number", "number", "code")
    columns = [Column(screen.text(f"data.{name}"), kind) for name, kind in zip(names, kinds, strict=True)]
    return Table(columns, [delivery(screen, report) for report in delivered], empty=screen.text("data.none"))


def delivery(screen: Screen, report: Delivered) -> Line:
    """One delivered file."""
    received = clock.from_ms(report.received_ms).strftime("%d.%m.%Y %H:%M") if report.received_ms else None
    held = sum(report.quarantined.values())
    figures = [figure(value) for value in (report.rows, report.loaded, report.duplicate, held)]
    return Line(None, [report.file, report.agency, received, report.template, *figures, report.source])


def figure(value: int) -> dict[str, Any]:
    """A whole number in groups of three, that still sorts as a number."""
    return {"value": value, "text": f"{value:,}".replace(",", "\u00a0")}


def quarantine(screen: Screen, delivered: Sequence[Any]) -> None:
    """Rows that were not loaded, by file and reason, with the line as it came."""
    reasons = sorted({reason for report in delivered for reason in report.quarantined})
    left, right = st.columns(2)
    file = left.selectbox(screen.text("quarantine.file"), sorted({report.file for report in delivered}), index=None,
                          placeholder=screen.text("quarantine.every_file"))  # fmt: skip
    reason = right.selectbox(screen.text("quarantine.reason"), reasons, index=None,
                             format_func=lambda code: defect(screen, code),
                             placeholder=screen.text("quarantine.every_reason"))  # fmt: skip
    held = screen.remember(("quarantine", file, reason), lambda: screen.access.quarantine(
        screen.purpose, file=file, reason=reason, limit=MOST_ROWS + 1))  # fmt: skip
    note = screen.text("cut", n=MOST_ROWS) if len(held) > MOST_ROWS else ""
    kinds: dict[str, CellKind] = {"file": "text", "row": "rows", "reason": "lines", "raw": "wrapped"}
    widths = {"file": "11rem", "row": "6rem", "reason": "22rem"}
    columns = [Column(screen.text(f"quarantine.{name}"), kind, widths.get(name)) for name, kind in kinds.items()]
    lines = [
        Line(None, [
            row.file, {"rows": [{"source": row.source, "file": "", "row": row.row}]},
            [{"text": defect(screen, row.reason)}, *([{"text": row.detail, "tone": "soft"}] if row.detail else [])],
            row.raw,
        ]) for row in held[:MOST_ROWS]
    ]  # fmt: skip
    pressed = ledger(screen, "quarantine", Table(columns, lines, empty=screen.text("quarantine.none"), note=note))
    raw_row(screen, pressed.row)


def defect(screen: Screen, code: str) -> str:
    """What a reason code means; the code itself where the catalogue has no words for it."""
    key = f"quarantine.{code}"
    return screen.phrases.text(key, screen.language) if screen.phrases.has(key) else code


def upload(screen: Screen) -> None:
    """Load files that a person gives through the browser."""
    st.html(f"<style>:root {{ --iz-choose: '{screen.text('upload.choose')}' }}</style>")
    with st.expander(screen.text("upload.title")), st.form("upload", border=False, clear_on_submit=True):
        given = st.file_uploader(screen.text("upload.files"), accept_multiple_files=True)
        received = st.text_input(screen.text("upload.received"), placeholder=screen.text("upload.format"), width=280)
        with st.container(horizontal=True):
            sent = st.form_submit_button(screen.text("upload.load"), type="primary")
            unknown = wizard.offer(screen)
    if unknown and given:
        begin(given[0].name, given[0].getvalue())
        st.rerun()
    if sent and given:
        st.session_state["loaded"] = taken(screen, given, received)
        forget()
        st.rerun()
    nothing = screen.text("upload.no_files") if sent or unknown else None
    report = nothing or st.session_state.get("loaded")
    if report is not None:
        told(screen, report)


def taken(screen: Screen, given: list[Any], received: str) -> LoadReport | str:
    """What loading the given files did, or the sentence that says why they were not loaded."""
    try:
        day = datetime.strptime(received.strip(), "%d.%m.%Y").date() if received.strip() else None
    except ValueError:
        return screen.text("upload.no_day", day=received)
    return load(screen, given, day)


def load(screen: Screen, given: list[Any], received: date | None) -> LoadReport | str:
    """Load files under the names that they were given under, whatever path a browser put before them."""
    with TemporaryDirectory(prefix="izder-") as folder:
        paths = [Path(folder) / Path(file.name).name for file in given]
        for path, file in zip(paths, given, strict=True):
            path.write_bytes(file.getbuffer())
        return loading(screen, paths, received=received)
