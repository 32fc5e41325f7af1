"""What happens while the program runs, in the reader's language: what went wrong, and which step it is at."""

from collections.abc import Mapping
from typing import Any

from core.errors import IzderError
from core.judgements import MODEL
from core.phrases.catalogue import Phrases


def sentence(error: IzderError, language: str) -> str:
    """What an error says; in English where no phrase of the topic `errors` says it."""
    phrases, key = Phrases.load(), f"errors.{error.key}"
    return phrases.text(key, language, **error.parameters) if phrases.has(key) else str(error)


def step_title(step: str, language: str, detail: Mapping[str, Any]) -> str:
    """What a step of work is called (core.protocols.Progress), its details in place and errors among them in words."""
    phrases = Phrases.load()
    said = {name: sentence(told, language) if isinstance(told, IzderError) else told for name, told in detail.items()}
    return phrases.text(step, language, **said) if phrases.has(step) else step


def judged_on(author: str, reason: str, language: str) -> str:
    """Why two were judged to be one: a person's own words; of the model, which fields agreed and how."""
    if author != MODEL:
        return reason
    phrases = Phrases.load()
    pairs = (said.partition(" ") for said in reason.split(", "))
    keys = [(f"review.fields.{field}", f"review.levels.{level}") for field, _, level in pairs]
    if not all(phrases.has(key) for pair in keys for key in pair):
        return reason
    return "; ".join(f"{phrases.text(field, language)}: {phrases.text(level, language)}" for field, level in keys)
