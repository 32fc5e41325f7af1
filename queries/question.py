"""What a question is: titles and purpose in three languages, typed parameters and columns, Cypher or an analysis."""

import re
from collections.abc import Collection
from typing import Literal, Self

from pydantic import Field, model_validator

from core.catalogue import Entry, Titles

UNLISTED = ("screen", "reads")  # what views show, and what analyses read
MOST_EDGES = 50_000  # looked at for one answer: whoever has a million is answered in time, and it is said
MOST = "$most"
# in a question's text: kinds that are walked, that it walks whichever there are, that it leaves out, and of which it
# takes a tenth of the edges to begin at: lines and accounts of a party
TYPED = re.compile(r"\[\w*:([A-Z_|]+)")
UNTYPED = re.compile(r"\[\w*\]-")
LEFT_OUT = re.compile(r"NOT type\(\w+\) IN (\[[^\]]*\])|NOT \(?\w+:([A-Z_|]+)")
BEGUN_AT = re.compile(r"-\[\w*:([A-Z_|]+)\]-[^\n]*\n\s*(?:WITH|RETURN) [\w, ]+ LIMIT \$most / 10")
NAMES = re.compile(r"\[\(holder\)[^\]]*\][^\]]*\]")
KIND = re.compile(r"[A-Z_]+")
ParameterType = Literal["text", "entity", "entities", "integer", "date", "time", "money", "kind", "choice", "steps"]
ColumnType = Literal["text", "word", "entity", "time", "money", "integer", "number", "iin", "rows", "list"]


class Parameter(Entry):
    """What a question must be told.

    entity and entities (a list) are ids or anything that identifies (number, IBAN, IMEI, IIN); `of` names the label
    whose key is meant where no prefix says it. date is a local day yyyy-mm-dd and reaches Cypher as the epoch
    milliseconds of its first moment; time is a local `yyyy-mm-dd hh:mm` and reaches it as epoch milliseconds; money is
    tenge and reaches it as tiyn; kind is a type or layer of edges and reaches it as a list of types; choice is one of
    `options`; steps are `<kinds> [out|in] [since=day] [until=day] [least=tenge]`, semicolons between (queries.steps).
    What is not required and not given reaches Cypher as `default`, else null.
    What is outside `least` to `most` is refused, never cut in silence: a whole number, or how many a list names.
    `narrows`: which way a whole number or a sum makes the question smaller, for who waited too long (graph.narrowing).
    """

    name: str
    type: ParameterType
    of: str | None = None
    title: Titles
    required: bool = True
    default: int | str | None = None
    options: tuple[str, ...] = ()
    least: int | None = None
    most: int | None = None
    narrows: Literal["smaller", "larger", "one"] | None = None

    @model_validator(mode="after")
    def _range(self) -> Self:
        if self.type not in ("integer", "entities") and (self.least, self.most) != (None, None):
            raise ValueError(f"{self.name}: only a whole number or a list has a range.")
        if (self.least is None) != (self.most is None) or (self.least or 0) > (self.most or 0):
            raise ValueError(f"{self.name}: a range has a least and a most.")
        return self

    @model_validator(mode="after")
    def _choices(self) -> Self:
        if bool(self.options) != (self.type == "choice"):
            raise ValueError(f"{self.name}: a choice has options, and nothing else has.")
        return self


class Column(Entry):
    """One column of the answer.

    time is epoch milliseconds UTC, money is tiyn, rows is a list of `<source>:<row>` that leads to delivered files,
    word is a code that readers see in their language (core/phrases/words.*.yaml, or the ontology's own titles),
    iin is masked unless revealed for a stated reason.
    """

    name: str
    type: ColumnType
    title: Titles


class Question(Entry):
    """One question of the catalogue. `topic` is its folder; questions of UNLISTED topics are not offered to people.

    It is answered by `cypher`, or by the `analysis` that graph.analyses.registry holds under that name.
    Where `counted`, the Cypher returns one more column, `total`: how many values of the first column there are.
    `parts_of`: kinds of edges of which an answer begins at a part, where those of its text are looked at in full.
    """

    name: str
    topic: str
    title: Titles
    purpose: Titles
    parameters: tuple[Parameter, ...] = ()
    returns: tuple[Column, ...] = Field(min_length=1)
    cypher: str = ""
    analysis: str | None = None
    limit_default: int = Field(default=100, ge=1, le=10_000)
    counted: bool = False
    parts_of: tuple[str, ...] | None = None

    def parts(self, asked: Collection[str], every: Collection[str]) -> tuple[frozenset[str], frozenset[str]]:
        """Kinds of edges (of `every`) of which an answer looks at `$most` at most, and of which at a tenth of that.

        asked: the kinds that were named, if any were.
        """
        if self.parts_of is not None:
            return frozenset(), frozenset(self.parts_of)
        if MOST not in self.cypher:
            return frozenset(), frozenset()
        text = NAMES.sub("", self.cypher)
        begun = frozenset(KIND.findall(" ".join(BEGUN_AT.findall(text))))
        named = frozenset(KIND.findall(" ".join(TYPED.findall(text)))) - begun
        if not UNTYPED.search(text):
            return named, begun
        left_out = KIND.findall(" ".join("".join(each) for each in LEFT_OUT.findall(text)))
        return named | frozenset(asked or set(every) - set(left_out)), begun

    @property
    def listed(self) -> bool:
        """True where people may ask it by name."""
        return self.topic not in UNLISTED
