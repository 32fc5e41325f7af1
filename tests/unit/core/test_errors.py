"""An error is an English sentence, and may name the phrase that says it in the reader's language."""

import re
from pathlib import Path

import pytest

from core.errors import IzderError, NotFound
from core.phrases import Phrases

ROOT = Path(__file__).parents[3]
NAMED = re.compile(r"\bkey=\"([\w.]+)\"")
FAMILY = re.compile(r"\bkey=f\"(\w+)\.\{")  # a phrase for each kind of value: parameter_wrong.date, .money, …


def every(kind: type) -> list[type]:
    return [each for child in kind.__subclasses__() for each in (child, *every(child))]


ROOMS = ("casework", "core", "etl", "graph", "queries", "ui")


def named() -> set[str]:
    files = [path for room in ROOMS for path in (ROOT / room).rglob("*.py")]
    kinds = "|".join(kind.__name__ for kind in [IzderError, *every(IzderError)])
    raised = re.compile(rf"\b(?:{kinds})\(.*?\)(?: from|\s+# fmt|\n)", re.DOTALL)
    said = [text for path in files for text in raised.findall(path.read_text("utf-8"))]
    told = {key for text in said for key in NAMED.findall(text)}
    kinds_of = tuple(f"errors.{family}." for text in said for family in FAMILY.findall(text))
    told |= {key.removeprefix("errors.") for key in Phrases.load().keys("errors") if key.startswith(kinds_of)}
    return told | set(re.findall(r'"(store_\w+)"', (ROOT / "graph/store/session.py").read_text("utf-8")))


def test_an_error_says_its_message_and_keeps_its_phrase() -> None:
    error = NotFound("There is no network x.", key="no_network", network="x")
    assert (str(error), error.key, error.parameters) == ("There is no network x.", "no_network", {"network": "x"})
    assert (str(IzderError("plain")), IzderError("plain").key) == ("plain", None)


@pytest.mark.parametrize("key", sorted(named()))
def test_every_phrase_that_an_error_names_is_there(key: str) -> None:
    assert Phrases.load().has(f"errors.{key}")


def test_every_phrase_of_errors_is_named_by_one() -> None:
    assert {f"errors.{key}" for key in named()} == set(Phrases.load().keys("errors"))
