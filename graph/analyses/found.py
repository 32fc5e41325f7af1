"""What an answer consists of before it is put into the reader's language."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from core.phrases import Phrases
from queries import catalogue

Said = tuple[str, Mapping[str, Any]]  # a phrase's key and what it names


@dataclass(frozen=True, slots=True)
class Found:
    """Rows by column name, best first; `said` are sentences on what was not looked at or not found.

    `total` is how many there are where that was counted.
    """

    rows: Sequence[dict[str, Any]]
    said: tuple[Said, ...] = ()
    total: int | None = None

    @staticmethod
    def of(table: pl.DataFrame, limit: int, said: Sequence[Said] = ()) -> "Found":
        """The first `limit` lines of a table."""
        return Found(table.head(limit).to_dicts(), tuple(said))

    def notes(self, cut_at: int | None, language: str) -> list[str]:
        """Sentences in the reader's language: that rows were cut off, then what the analysis has to say."""
        said: list[Said] = [("queries.cut", {"limit": cut_at})] if cut_at else []
        return [Phrases.load().text(key, language, **_titled(names, language)) for key, names in (*said, *self.said)]


def _titled(names: Mapping[str, Any], language: str) -> dict[str, Any]:
    """A read is named to the reader by its title."""
    read = names.get("read")
    return dict(names) | ({"read": catalogue()[read].title.text(language)} if read else {})
