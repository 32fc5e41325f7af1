"""Identifiers of a column in their canonical form: each distinct text is judged once, by core's readers."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial

import polars as pl

from core.identifiers import bank_code
from core.records import FieldType, read_text
from etl.checks.handsets import usual_imei, usual_imsi
from etl.checks.phones import home_numbers

_USUAL: Mapping[FieldType, Callable[[pl.Expr], pl.Expr]] = {
    "phone": home_numbers, "imei": usual_imei, "imsi": usual_imsi,
}  # fmt: skip
_REMEMBERED = 2_000_000  # distinct texts a kind; beyond, the memory is given back and judging starts anew


@dataclass(slots=True)
class Canonical:
    """Remembers what was judged, over all blocks of a file and all files of a call."""

    known: dict[str, dict[str, str | None]] = field(default_factory=dict)

    def column(self, texts: pl.Series, kind: FieldType) -> pl.Series:
        """Canonical forms of a text column; null where there is none."""
        usual = _USUAL.get(kind)
        if usual is None:
            return self._mapped(texts, kind, partial(read_text, kind))
        found = texts.to_frame("text").select(usual(pl.col("text"))).to_series()
        return found.zip_with(
            found.is_not_null(), self._mapped(_where(texts, found.is_null()), kind, partial(read_text, kind))
        )

    def bank(self, accounts: pl.Series) -> pl.Series:
        """Bank codes of canonical accounts."""
        return self._mapped(accounts, "bank", bank_code)

    def _mapped(self, texts: pl.Series, name: str, judge: Callable[[str], str | None]) -> pl.Series:
        seen = self.known.setdefault(name, {})
        if len(seen) > _REMEMBERED:
            seen.clear()
        distinct = texts.drop_nulls().unique()
        listed = distinct.to_list()
        seen.update({text: judge(text) for text in listed if text not in seen})
        forms = pl.Series("form", [seen[text] for text in listed], dtype=pl.String)
        judged = pl.DataFrame({"text": distinct, "form": forms})
        return texts.to_frame("text").join(judged, on="text", how="left", maintain_order="left")["form"]


def _where(texts: pl.Series, mask: pl.Series) -> pl.Series:
    return texts.to_frame("text").select(pl.when(mask).then("text")).to_series()
