"""How a feed's file is to be opened: declared in its template, never guessed."""

import codecs
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field, field_validator

from core.catalogue import Entry


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a text export separates its cells; `quote` None where it knows no quoted fields."""

    delimiter: str
    quote: str | None = '"'


def _known(name: str) -> str:
    try:
        return codecs.lookup(name).name
    except LookupError as error:
        raise ValueError(f"there is no encoding «{name}»") from error


class TextFile(Entry):
    """A delimited text file. The encoding is declared here and never guessed; `footer` is a regular expression.

    `header_rows` 2 or 3: titles of groups stand over the names of columns; a column is then called by all of them.
    """

    format: Literal["text"] = "text"
    encoding: str
    delimiter: str = Field(min_length=1)
    quote: str | None = '"'
    footer: str | None = None
    header_rows: Literal[1, 2, 3] = 1

    _encoding = field_validator("encoding")(_known)

    @property
    def dialect(self) -> Dialect:
        """How its lines fall into cells."""
        return Dialect(self.delimiter, self.quote)


class Workbook(Entry):
    """A sheet of an XLSX, XLS or ODS workbook: the first one, where `sheet` names none. `header_rows`: as of text."""

    format: Literal["workbook"]
    sheet: str | None = None
    footer: str | None = None
    header_rows: Literal[1, 2, 3] = 1


class JsonLines(Entry):
    """A text file with one JSON object a line; columns are paths, such as `from.phone` and, of a list, `phones[]`."""

    format: Literal["jsonl"]
    encoding: str = "utf-8"
    footer: str | None = None

    _encoding = field_validator("encoding")(_known)


class Parquet(Entry):
    """A Parquet file; columns of a struct are named `from.phone`, a list is one cell with `|` between its values."""

    format: Literal["parquet"]
    footer: str | None = None


AnyFile = Annotated[TextFile | Workbook | JsonLines | Parquet, Field(discriminator="format")]
