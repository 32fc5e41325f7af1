"""The phrases of the brief in one language; every text from the data is made settable on its way to the paper."""

from dataclasses import dataclass

from casework.brief.signs import settable
from core.networks import Reason
from core.phrases import Phrases
from core.phrases.formats import FORMATS, plain_value

Parameter = str | int | float | None


@dataclass(frozen=True, slots=True)
class Voice:
    """Speaks one language."""

    phrases: Phrases
    language: str

    def say(self, key: str, /, **parameters: Parameter) -> str:
        """A phrase of the brief."""
        return self._settable(f"brief.{key}", parameters)

    def holding(self, key: str, /, **parameters: Parameter) -> str:
        """A phrase on who holds the network together: the same on paper as on the screen."""
        return self._settable(f"holding.{key}", parameters)

    def word(self, key: str) -> str:
        """A word shared by all rooms: a role, a family, a category; the key itself where the catalogue lacks it."""
        group, _, word = key.rpartition(".")
        return self.phrases.word(group, word, self.language)

    def reason(self, reason: Reason) -> str:
        """What one piece of evidence says."""
        key = reason.key if self.phrases.has(reason.key) else f"reasons.{reason.key}"
        return self._settable(key, dict(reason.parameters))

    def day(self, ms: int | None) -> str:
        """A local day, a dash where it is not known."""
        return self._shown("day", ms)

    def moment(self, ms: int | None) -> str:
        """A local day and time, a dash where it is not known."""
        return self._shown("time", ms)

    def money(self, tiyn: int | None) -> str:
        """An amount, a dash where it is not known."""
        return self._shown("money", tiyn)

    def number(self, value: float | None) -> str:
        """A figure in groups of three."""
        return plain_value(value, self.language)

    def _shown(self, name: str, value: float | None) -> str:
        """A value in one of the catalogue's formats."""
        return FORMATS[name](value, self.language)

    def _settable(self, key: str, parameters: dict[str, Parameter]) -> str:
        """Parameters first, so that a text from the data cannot hide behind the phrase's own signs."""
        safe = {name: settable(value) if isinstance(value, str) else value for name, value in parameters.items()}
        return self.phrases.text(key, self.language, **safe)
