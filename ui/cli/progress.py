"""Progress on the terminal, on stderr: bars where somebody looks, lines now and then where it goes to a file."""

import sys
import time
from collections.abc import Mapping
from types import TracebackType
from typing import Any, Self

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from core.pace import EACH_FILE, Pace
from core.phrases import Phrases, step_title

UNITS = {"bytes": ("MB", 1_000_000), "seconds": ("s", 1)}  # how a unit is shown, and in how many of it
EVERY_S = 10.0  # between two lines of one step where nobody looks


class Terminal:
    """Implements core.protocols.Progress for as long as the with-block lasts."""

    def __init__(self, language: str) -> None:
        self._language, self._phrases = language, Phrases.load()
        self._console = Console(stderr=True)
        self._bars: Progress | None = None
        self._tasks: dict[str, TaskID] = {}
        self._said: dict[str, float] = {}
        self._pace = Pace()

    def __enter__(self) -> Self:
        """Begin."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Leave the bars as they stand."""
        self.rest()

    def __call__(self, step: str, done: int, total: int | None, detail: Mapping[str, Any] | None = None) -> None:
        """Say how far `step` is."""
        told = detail or {}
        title, key = self._title(step, told), f"{step} {told.get('file', '')}" if step in EACH_FILE else step
        shown = figures(done, total, told) if "unit" in told else self._figures(key, done, total, told)
        if self._console.is_terminal:
            self._bar(key, title, done, total, shown)
        else:
            self._line(title, shown)

    def rest(self) -> None:
        """Leave the bars as they stand, so that others may write; the next step begins new ones."""
        if self._bars is not None:
            self._bars.stop()
        self._bars, self._tasks = None, {}

    def _figures(self, key: str, done: int, total: int | None, detail: Mapping[str, Any]) -> str:
        """Rows (or files) of how many, how many a second, and the time left."""

        def say(word: str, **of: int) -> str:
            return self._phrases.text(f"pace.{word}", self._language, **of)

        return self._pace.told(key, done, total, say, about="about" in detail)

    def _bar(self, key: str, title: str, done: int, total: int | None, shown: str) -> None:
        if self._bars is None:
            columns = (TextColumn("{task.description}"), BarColumn(bar_width=24), TextColumn("{task.fields[figures]}"))
            self._bars = Progress(*columns, TimeElapsedColumn(), console=self._console, redirect_stdout=False)
            self._bars.start()
        if key not in self._tasks:
            self._tasks[key] = self._bars.add_task(title, total=total, figures=shown)
        self._bars.update(self._tasks[key], description=title, completed=done, total=total, figures=shown)

    def _line(self, title: str, shown: str) -> None:
        """The title once, then how far it is, but not at every block."""
        now = time.monotonic()
        if title not in self._said:
            sys.stderr.write(title + "\n")
        elif now - self._said[title] >= EVERY_S:
            sys.stderr.write(f"{title}: {shown}\n")
        else:
            return
        self._said[title] = now

    def _title(self, step: str, detail: Mapping[str, Any]) -> str:
        """The phrase of the step, with the file it is at where the phrase itself does not name it."""
        text = step_title(step, self._language, detail)
        return text if "file" not in detail or str(detail["file"]) in text else f"{text}: {detail['file']}"


def figures(done: int, total: int | None, detail: Mapping[str, Any]) -> str:
    """`12 / 128 MB`, `4 / 7`, `1 240`: what was done of what, in the step's unit."""
    unit, size = UNITS.get(str(detail.get("unit", "")), (str(detail.get("unit", "")), 1))
    shown = [f"{n // size:,}".replace(",", " ") for n in (done, total) if n is not None]
    return f"{' / '.join(shown)} {unit}".strip()
