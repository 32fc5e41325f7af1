"""The rules a row must keep, as data: which reason code each defect of a record kind has."""

from functools import cache
from pathlib import Path

from pydantic import Field, model_validator

from core import records
from core.catalogue import Entry, read
from core.records import FieldType

SHAPES = (
    "empty_row",
    "nul_byte",
    "undecodable",
    "truncated_row",
    "column_count",
    "bad_quoting",
    "bad_json",
    "formula",
    "footer",
)
FORMS = ("bad_form", "bad_grade", "unknown_word")  # of what is split, graded or chosen by, before any field
OUTSIDE = "outside_authority"


class Words(Entry):
    """A field's own words for what cannot be read and for what is missing."""

    unreadable: str | None = None
    missing: str | None = None


class Rule(Entry):
    """One condition on a field that was read: a range, an order of two fields, of which kind, or whose number it is."""

    field: str
    code: str
    least: float | None = None
    most: float | None = None
    before: str | None = None
    prefix: str | None = None
    person: bool = False


class Rules(Entry):
    """All of them."""

    unreadable: dict[FieldType, str]
    lenient: frozenset[FieldType]
    fields: dict[str, dict[str, Words]]
    rules: dict[str, tuple[Rule, ...]] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _known(self) -> "Rules":
        for name in {*self.fields, *self.rules}:
            named = {*self.fields.get(name, {}), *(rule.field for rule in self.rules.get(name, ()))}
            if strange := named - set(records.load()[name].fields):
                raise ValueError(f"{name} has no field {', '.join(sorted(strange))}")
        return self

    def unread(self, kind: str, field: str, of: FieldType) -> str | None:
        """The code of a cell that cannot be read; None where the value is left out instead."""
        own = self.fields.get(kind, {}).get(field)
        return (own and own.unreadable) or (None if of in self.lenient else self.unreadable[of])

    def missing(self, kind: str, field: str, of: FieldType) -> str:
        """The code of a required cell that is empty."""
        own = self.fields.get(kind, {}).get(field)
        return (own and own.missing) or self.unreadable.get(of, "missing_value")

    def codes(self) -> frozenset[str]:
        """Every reason code there is."""
        own = (word for kind in self.fields.values() for words in kind.values() for word in words.model_dump().values())
        rules = (rule.code for kind in self.rules.values() for rule in kind)
        return frozenset(
            filter(None, [*SHAPES, *FORMS, OUTSIDE, *self.unreadable.values(), *own, *rules, "missing_value"])
        )


@cache
def load() -> Rules:
    """The rules of `rules.yaml`."""
    return read(Path(__file__).with_name("rules.yaml"), Rules)
