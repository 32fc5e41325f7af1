"""What header words mean, as data: the meanings of a header, and how well they agree with a field's."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Literal

from pydantic import Field, model_validator

from core import records
from core.catalogue import Entry, read

_CAMEL = re.compile(r"(?<=[a-zа-яёәіңғүұқөһ])(?=[A-ZА-ЯЁӘІҢҒҮҰҚӨҺ])")
_WORD = re.compile(r"[^\W\d_]+")
_SHORT = 3  # letters: a stem so short counts only as the whole word
_LIGHT, _STRANGE, _MOST_STRANGE = 0.25, 0.15, 0.6  # weights of a light meaning, and of words without any


class FieldWords(Entry):
    """A field's meanings (any of the sets), what its cells look like, and its words by stems."""

    meanings: tuple[tuple[str, ...], ...]
    looks: str | None = None
    words: dict[str, tuple[str, ...]] = Field(default_factory=dict)


class Vocabulary(Entry):
    """All of `vocabulary.yaml`."""

    meanings: dict[str, tuple[str, ...]]
    light: frozenset[str]
    empty: frozenset[str]
    fields: dict[str, dict[str, FieldWords]]
    turned: dict[str, dict[str, tuple[tuple[str, ...], ...]]]
    direction: dict[Literal["out", "in"], tuple[str, ...]]
    footer: tuple[str, ...]
    typical: tuple[str, ...]

    @model_validator(mode="after")
    def _known(self) -> "Vocabulary":
        for kind, fields in self.fields.items():
            if strange := sorted(set(fields) - set(records.load()[kind].fields)):
                raise ValueError(f"{kind} has no field {', '.join(strange)}")
            turned = self.turned.get(kind, {})
            sets = [*(given for field in fields.values() for given in field.meanings), *chain(*turned.values())]
            if strange := sorted({*chain(*sets)} - set(self.meanings)):
                raise ValueError(f"{kind} speaks of the unknown meanings {', '.join(strange)}")
        return self

    def weight(self, meanings: frozenset[str]) -> float:
        """How much these meanings say."""
        return sum(_LIGHT if meaning in self.light else 1.0 for meaning in meanings)


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a header means, and how many of its words mean nothing to us."""

    words: frozenset[str]
    strange: int


@cache
def load() -> Vocabulary:
    """The vocabulary."""
    return read(Path(__file__).with_name("vocabulary.yaml"), Vocabulary)


def tokens(header: str) -> list[str]:
    """The words of a header: at blanks, signs, digits and camel humps; one form of each letter, no case."""
    parted = _CAMEL.sub(" ", unicodedata.normalize("NFKC", header.replace("№", " № ")))
    return _WORD.findall(parted.casefold())


@cache
def meaning(header: str) -> Meaning:
    """What a header means."""
    found: set[str] = set()
    strange = 0
    for token in tokens(header):
        meant = _meant(token)
        found |= meant
        strange += not meant and token not in load().empty
    return Meaning(frozenset(found), strange)


def likeness(header: str, kind: str, field: str, *, turned: bool = False) -> tuple[float, frozenset[str]]:
    """How well a header agrees with a field, 0-1, and by which meanings: what both mean, of what either means.

    `turned`: who calls or pays depends on the row, so that headers may mean whose statement it is.
    """
    words = load().fields.get(kind, {}).get(field)
    meant = meaning(header)
    if words is None or not meant.words:
        return 0.0, frozenset()
    sets = (*words.meanings, *(load().turned.get(kind, {}).get(field, ()) if turned else ()))
    return max(((_agreement(meant, frozenset(wanted)), meant.words & frozenset(wanted)) for wanted in sets),
               key=lambda found: found[0])  # fmt: skip


def ours(kind: str, field: str, word: str) -> str | None:
    """Our word for a file's word of a field; None where we know none."""
    told = load().fields.get(kind, {}).get(field)
    low, parts = " ".join(word.casefold().split()), tokens(word)
    for meant, stems in (told.words if told else {}).items():
        if any(low == stem or (stem in parts if len(stem) <= _SHORT else stem in low) for stem in _folded(stems)):
            return meant
    return None


def _agreement(meant: Meaning, wanted: frozenset[str]) -> float:
    vocabulary = load()
    both, either = vocabulary.weight(meant.words & wanted), vocabulary.weight(meant.words | wanted)
    return both / (either + min(_STRANGE * meant.strange, _MOST_STRANGE))


@cache
def _meant(token: str) -> frozenset[str]:
    return frozenset(name for name, stem in _stems() if _fits(stem, token))


def _fits(stem: str, token: str) -> bool:
    return stem == token if len(stem) <= _SHORT else stem in token


@cache
def _stems() -> tuple[tuple[str, str], ...]:
    return tuple((name, stem) for name, stems in load().meanings.items() for stem in _folded(stems))


def _folded(stems: tuple[str, ...]) -> Iterator[str]:
    return (unicodedata.normalize("NFKC", stem).casefold() for stem in stems)
