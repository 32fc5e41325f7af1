"""What the wizard knows from one rerun to the next: the file, how far it is, and what the person has decided."""

from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import streamlit as st

from core.drafts import Draft, Encodings, Ground, Rehearsal, Wishes, said
from core.reports import LoadReport
from ui.screen import Screen

KEY = "wizard"
STEPS = ("encoding", "layout", "columns", "rehearsal")


@dataclass(slots=True)
class Wizard:
    """One file on its way. Its folder goes when the session does."""

    folder: TemporaryDirectory[str]
    path: Path
    name: str
    step: str = "encoding"
    wishes: Wishes = field(default_factory=Wishes)
    told: str = ""
    report: LoadReport | str | None = None

    def wish(self, **decided: Any) -> Wishes:  # noqa: ANN401 (values of wishes)
        """The wishes with some more decided."""
        return self.wishes.model_copy(update=decided)


def begun() -> Wizard | None:
    """The wizard of this session, where one has begun."""
    wizard = st.session_state.get(KEY)
    return wizard if isinstance(wizard, Wizard) else None


def begin(name: str, data: bytes) -> None:
    """Begin with a file."""
    folder = TemporaryDirectory(prefix="izder-")
    name = Path(name).name
    path = Path(folder.name) / name
    path.write_bytes(data)
    st.session_state[KEY] = Wizard(folder, path, name)


def end() -> None:
    """Forget the file and all that was decided."""
    if wizard := begun():
        wizard.folder.cleanup()
    st.session_state.pop(KEY, None)


def go(step: str) -> None:
    """To a step; the page is drawn again."""
    if wizard := begun():
        wizard.step = step
    st.rerun()


def encodings(screen: Screen, wizard: Wizard) -> Encodings:
    """The encodings that the file may be in."""
    gate = screen.access.templates
    return screen.remember(
        ("encodings", str(wizard.path)), lambda: gate.encodings(screen.purpose, wizard.path, name=wizard.name)
    )


def drafted(screen: Screen, wizard: Wizard, wishes: Wishes | None = None) -> Draft:
    """The draft with these wishes; a rerun of the script is not another look."""
    wishes = wizard.wishes if wishes is None else wishes
    key = ("draft", str(wizard.path), wishes.model_dump_json())
    gate = screen.access.templates
    return screen.remember(key, lambda: gate.draft(screen.purpose, wizard.path, wishes, name=wizard.name))


def rehearsed(screen: Screen, wizard: Wizard) -> Rehearsal:
    """The dry run of what was decided."""
    key, gate = ("rehearsal", str(wizard.path), wizard.wishes.model_dump_json()), screen.access.templates
    return screen.remember(key, lambda: gate.rehearse(screen.purpose, wizard.path, wizard.wishes, name=wizard.name))


def word(screen: Screen, key: str, /, **parameters: str | int | float | None) -> str:
    """A phrase of the wizard."""
    return screen.phrases.text(f"draft.wizard.{key}", screen.language, **parameters)


def grounds(screen: Screen, given: tuple[Ground, ...]) -> str:
    """Grounds in one line."""
    return " · ".join(said(ground, screen.phrases, screen.language) for ground in given)
