"""What becomes of each row: loaded, duplicate, or quarantined with one reason. Exactly one of the three.

Order of judgement: an exact repeat is a duplicate whatever else is wrong with it; then defects; then scope.
"""

from dataclasses import dataclass, field

import numpy as np
import polars as pl

from core import records
from etl import scope
from etl.checks.canonical import Canonical
from etl.checks.judging import judge
from etl.checks.reading import cell_columns
from etl.checks.rules import OUTSIDE
from etl.repeats import Fingerprints, Seen, fingerprints
from etl.templates import Template

LOADED, DUPLICATE, QUARANTINED = "loaded", "duplicate", "quarantined"
LEDGER = {
    "row": pl.Int64(),
    "fate": pl.String(),
    "reason": pl.String(),
    "detail": pl.String(),  # the column at fault
    "raw": pl.String(),  # of quarantined rows, so that they can be listed without reading the file again
    "first": pl.UInt64(),
    "second": pl.UInt32(),
}


@dataclass(slots=True)
class Judge:
    """Judges one delivery block by block. `earlier`: rows that earlier deliveries of the feed brought in."""

    template: Template
    header: tuple[str, ...]
    windows: pl.DataFrame
    earlier: Seen
    known: Canonical
    seen: Seen = field(default_factory=Seen)

    def block(self, rows: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
        """The ledger of a block, and the records of its rows that are good.

        A row that an earlier delivery brought in already is a duplicate, and yet among the records: they say that
        this source, too, bears witness to it, so that the graph does not depend on which of the two came first.
        """
        prints = fingerprints(rows["raw"])
        repeated = self.seen.admit(prints)
        again = self.earlier.holds(prints) & ~repeated
        marked = rows.with_columns(pl.Series("repeated", repeated), pl.Series("again", again))
        judged = self._judged(marked.filter(pl.col("shape").is_null() & ~pl.col("repeated")))
        whole = marked.join(judged.select("row", "defect", "detail"), on="row", how="left", maintain_order="left")
        return _ledger(whole, prints), judged.filter(pl.col("defect").is_null()).drop("defect", "detail")

    def _judged(self, rows: pl.DataFrame) -> pl.DataFrame:
        kind = self.template.kind
        fields = judge(rows, cell_columns(self.header), self.template, self.known)
        judged = rows.select("row").hstack(fields)
        judged = judged.with_columns(self._column_of(pl.col("at")).alias("detail")).drop("at")
        if not kind.governed:
            return judged.with_columns(pl.lit(None, dtype=pl.List(pl.String)).alias("authority"))
        judged = judged.with_columns(scope.authorities(judged, kind, self.windows))
        outside = pl.col("defect").is_null() & pl.col("authority").is_null()
        return judged.with_columns(pl.when(outside).then(pl.lit(OUTSIDE)).otherwise("defect").alias("defect"))

    def _column_of(self, field_name: pl.Expr) -> pl.Expr:
        """The feed's own name of a field's column."""
        names = {name: " + ".join(mapped.sources) for name, mapped in self.template.fields.items()}
        return field_name.replace_strict(names, default=None, return_dtype=pl.String)


def _ledger(rows: pl.DataFrame, prints: Fingerprints) -> pl.DataFrame:
    reason = pl.coalesce("shape", "defect")
    fate = (
        pl.when(pl.col("repeated") | pl.col("again"))
        .then(pl.lit(DUPLICATE))
        .when(reason.is_not_null())
        .then(pl.lit(QUARANTINED))
        .otherwise(pl.lit(LOADED))
    )
    judged = rows.with_columns(fate.alias("fate"), reason.alias("reason"))
    kept = pl.col("fate") == QUARANTINED
    return judged.select(
        "row",
        "fate",
        *(pl.when(kept).then(name).alias(name) for name in ("reason", "detail", "raw")),
        pl.Series("first", prints.first.view(np.uint64)),
        pl.Series("second", prints.second),
    )


def record_schema(record: str) -> dict[str, pl.DataType]:
    """Columns of a kind's records."""
    fields = records.load()[record].fields
    stored = {name: records.storage(field.type, many=field.many) for name, field in fields.items()}
    return {"row": pl.Int64(), **stored, "authority": pl.List(pl.String())}
