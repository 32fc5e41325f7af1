"""Loading from the browser: how far each file is while it runs, and what became of it."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import streamlit as st

from core.errors import IzderError
from core.pace import EACH_FILE, Pace
from core.phrases import sentence, step_title
from core.reports import FileReport, LoadReport
from ui.screen import Screen


class Browser:
    """Implements core.protocols.Progress on the page: one bar a step and file, with rows, rows a second, time left."""

    def __init__(self, screen: Screen) -> None:
        self._screen, self._pace = screen, Pace()
        self._place = st.container(key="loading")
        self._bars: dict[str, Any] = {}

    def __call__(self, step: str, done: int, total: int | None, detail: Mapping[str, Any] | None = None) -> None:
        """Say how far `step` is."""
        phrases, language, told = self._screen.phrases, self._screen.language, dict(detail or {})
        file = str(told.get("file", ""))
        key = f"{step} {file}" if step in EACH_FILE else step
        title = step_title(step, language, told)
        figures = self._pace.told(
            key, done, total, lambda word, **of: phrases.text(f"pace.{word}", language, **of), about="about" in told
        )
        shown = [title, "" if file in title else file, figures]
        self._bar(key).progress(min(done / total, 1.0) if total else 0.0, " · ".join(filter(None, shown)))

    def _bar(self, key: str) -> Any:  # noqa: ANN401 (Streamlit's own place on the page)
        if key not in self._bars:
            self._bars[key] = self._place.empty()
        return self._bars[key]


def loading(
    screen: Screen, paths: Sequence[Path], *, template: str | None = None, received: date | None = None
) -> LoadReport | str:
    """Load files, with progress on the page; what was done, or the sentence that says why not."""
    try:
        with st.spinner(screen.text("upload.loading")):
            return screen.desk.izder.load(
                paths, template=template, received=received, purpose=screen.purpose, progress=Browser(screen)
            )
    except IzderError as error:
        return sentence(error, screen.language)


def told(screen: Screen, report: LoadReport | str) -> None:
    """What loading did, or why it did not."""
    if isinstance(report, str):
        st.error(report)
        return
    for file in report.files:
        st.success(outcome(screen, file))
    for name in report.unrecognised:
        st.warning(screen.text("upload.unrecognised", file=name))


def outcome(screen: Screen, file: FileReport) -> str:
    """One file's figures in a sentence."""
    key = "upload.already" if file.already else "upload.done"
    held = sum(file.quarantined.values())
    return screen.text(key, file=file.file, rows=file.rows, loaded=file.loaded, duplicate=file.duplicate, held=held)
