"""Reads <topic>.<language>.yaml files and renders a phrase with its parameters.

A key is `<topic>.<key>`, nested mappings joined by dots. In a phrase, `{n}` stands for a parameter,
`{sum:money}` for one in a format of core.phrases.formats, and `{n|звонок|звонка|звонков}` for the word form
that fits the number n (ru: one, few, many; en: one, many; kk: one form).
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from core.catalogue import read_yaml
from core.errors import CatalogueError
from core.phrases.formats import FORMATS, plain_value
from core.phrases.plurals import FORMS, form
from core.settings import LANGUAGES

HERE = Path(__file__).parent
_PLACE = re.compile(r"\{(?P<name>\w+)(?::(?P<format>\w+)|(?P<forms>(?:\|[^{}|]*)+))?\}")

Parameter = str | int | float | None


@dataclass(frozen=True, slots=True)
class Phrases:
    """All phrases: `texts[language][key]`."""

    texts: Mapping[str, Mapping[str, str]]

    @staticmethod
    def load(folder: Path = HERE) -> "Phrases":
        """The catalogue of a folder.

        Raises:
            CatalogueError: a file does not read, is in no known language, or holds something other than text.
        """
        return _load(folder)

    def text(self, key: str, language: str, /, **parameters: Parameter) -> str:
        """The phrase in a language with its parameters in place.

        Raises:
            CatalogueError: there is no such phrase, or a parameter is missing.
        """
        phrase = self.texts.get(language, {}).get(key)
        if phrase is None:
            raise CatalogueError(f"There is no phrase «{key}» in {language}.")
        try:
            return _PLACE.sub(lambda place: _value(place, parameters, language), phrase)
        except KeyError as missing:
            raise CatalogueError(f"Phrase «{key}» needs the parameter {missing}.") from missing

    def word(self, group: str, word: str, language: str) -> str:
        """A word of the domain (a role, a family, a kind), or the word itself where the catalogue has none."""
        key = f"words.{group}.{word}"
        return self.text(key, language) if self.has(key) else word

    def has(self, key: str) -> bool:
        """True where the key is known in every language."""
        return all(key in texts for texts in self.texts.values())

    def keys(self, topic: str | None = None) -> list[str]:
        """Keys in order, of one topic or all."""
        every = {key for texts in self.texts.values() for key in texts}
        return sorted(key for key in every if topic is None or key.startswith(f"{topic}."))

    def faults(self) -> list[str]:
        """What is wrong with the catalogue, one sentence each: a contract test wants none."""
        return [fault for key in self.keys() for fault in _faults(key, {n: t.get(key) for n, t in self.texts.items()})]


def placeholders(phrase: str) -> set[str]:
    """Names of the parameters that a phrase needs."""
    return {place["name"] for place in _PLACE.finditer(phrase)}


def _value(place: re.Match[str], parameters: Mapping[str, Parameter], language: str) -> str:
    value = parameters[place["name"]]
    if place["forms"]:
        return form(value, place["forms"][1:].split("|"), language)
    shown = FORMATS[place["format"]] if place["format"] else plain_value
    return shown(value, language)


@cache
def _load(folder: Path) -> Phrases:
    texts: dict[str, dict[str, str]] = {language: {} for language in LANGUAGES}
    for path in sorted(folder.glob("*.yaml")):
        topic, _, language = path.stem.rpartition(".")
        if not topic or language not in texts:
            raise CatalogueError(f"{path.name}: a phrase file is called <topic>.<{'|'.join(LANGUAGES)}>.yaml.")
        texts[language].update(_flat(read_yaml(path), topic, path))
    return Phrases(MappingProxyType({language: MappingProxyType(of) for language, of in texts.items()}))


def _flat(held: object, at: str, path: Path) -> Iterator[tuple[str, str]]:
    if isinstance(held, str):
        yield at, held
    elif isinstance(held, dict):
        for key, value in held.items():
            yield from _flat(value, f"{at}.{key}", path)
    else:
        raise CatalogueError(f"{path.name}: {at} is {type(held).__name__}, not text; quote it.")


def _faults(key: str, phrases: Mapping[str, str | None]) -> Iterator[str]:
    needed = {language: placeholders(phrase) for language, phrase in phrases.items() if phrase is not None}
    yield from (f"{key} is missing in {language}" for language in phrases if language not in needed)
    if len({frozenset(names) for names in needed.values()}) > 1:
        yield f"{key} has different placeholders: {needed}"
    for language, phrase in phrases.items():
        yield from (f"{key} in {language}: {fault}" for fault in _places(phrase or "", language))


def _places(phrase: str, language: str) -> Iterator[str]:
    if re.search(r"[{}]", _PLACE.sub("", phrase)):
        yield "a brace that opens or closes nothing"
    for place in _PLACE.finditer(phrase):
        if place["format"] and place["format"] not in FORMATS:
            yield f"unknown format {place['format']}"
        if place["forms"] and len(place["forms"][1:].split("|")) != FORMS[language]:
            yield f"{place['name']} needs {FORMS[language]} word forms"
