"""What every view is given: who asks and why, in which language, and the way to the data (casework.access alone)."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import TypeVar, cast

import streamlit as st

from casework.access import Access, Purpose
from core.ontology import Ontology
from core.ontology import load as load_ontology
from core.phrases import Phrases
from ui.desk import Desk

NAMES = {"ru": "Рус", "kk": "Қаз", "en": "Eng"}  # a language is named in itself
T = TypeVar("T")
Parameter = str | int | float | None


@dataclass(frozen=True, slots=True)
class Screen:
    """One person's screen during one rerun."""

    desk: Desk
    purpose: Purpose
    language: str

    @property
    def access(self) -> Access:
        """The gate that every read passes."""
        return self.desk.izder.access

    @property
    def phrases(self) -> Phrases:
        """Every text."""
        return self.desk.phrases

    @property
    def ontology(self) -> Ontology:
        """Kinds of entities and edges."""
        return load_ontology()

    def text(self, key: str, /, **parameters: Parameter) -> str:
        """A phrase of the screen by its key without the topic."""
        return self.phrases.text(f"ui.{key}", self.language, **parameters)

    def word(self, group: str, word: str) -> str:
        """A word of the domain (role, family, kind); the word itself where the catalogue has none."""
        return self.phrases.word(group, word, self.language)

    def kind(self, label: str) -> str:
        """What a kind of entity is called."""
        known = self.ontology.nodes.get(label)
        return known.titles.text(self.language) if known else label

    def remember(self, key: Hashable, read: Callable[[], T]) -> T:
        """What was read once in this session, for this purpose; a rerun of the script is not another look.

        The memory is the session's own: Streamlit's caches are shared by everybody.
        """
        memory = st.session_state.setdefault("memory", {})
        full = (self.purpose, self.language, key)
        if full not in memory:
            memory[full] = read()
        return cast("T", memory[full])


def forget() -> None:
    """Read everything again: the data, the purpose or a judgement has changed."""
    st.session_state.pop("memory", None)
