"""What becomes of each row: loaded, duplicate, or quarantined with one reason. Exactly one of the three.

Order of judgement: an exact repeat is a duplicate whatever else is wrong with it; then defects; then scope.
"""

from dataclasses import dataclass, field

import numpy as np
import polars as pl

from core import records
from core.grades import GRADES
from etl import scope
from etl.checks.canonical import Canonical
from etl.checks.judging import Judged, judge_rows
from etl.checks.reading import cell_columns
from etl.checks.rules import OUTSIDE
from etl.repeats import Fingerprints, Seen, fingerprints
from etl.templates import Template

_MARGIN = 1.05  # rows may become shorter on the way
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
    """Judges one delivery block by block. `earlier`: rows that earlier deliveries of the feed brought in.

    `size`: bytes of the file, where it is text: how many rows to expect.
    """

    template: Template
    header: tuple[str, ...]
    windows: pl.DataFrame
    earlier: Seen
    known: Canonical
    seen: Seen = field(default_factory=Seen)
    size: int = 0

    def block(self, rows: pl.DataFrame) -> tuple[pl.DataFrame, dict[str, pl.DataFrame]]:
        """The ledger of a block, and by record kind the records of its rows that are good.

        A row that an earlier delivery brought in already is a duplicate, and yet among the records: they say that
        this source, too, bears witness to it, so that the graph does not depend on which of the two came first.
        """
        prints = fingerprints(rows["raw"])
        if self.size and not len(self.seen):
            self.seen = Seen(self._expected(rows["raw"]))
        repeated = self.seen.admit(prints)
        again = self.earlier.holds(prints) & ~repeated
        marked = rows.with_columns(pl.Series("repeated", repeated), pl.Series("again", again))
        ends, records = self._judged(marked.filter(pl.col("shape").is_null() & ~pl.col("repeated")))
        whole = marked.join(ends, on="row", how="left", maintain_order="left")
        return _ledger(whole, prints), records

    def _expected(self, raw: pl.Series) -> int:
        """Rows of the whole file, if they go on as they begin."""
        line = int(raw.str.len_bytes().sum()) / max(raw.len(), 1) + 1
        return int(_MARGIN * self.size / line)

    def _judged(self, rows: pl.DataFrame) -> tuple[pl.DataFrame, dict[str, pl.DataFrame]]:
        """`row`, `defect` and `detail` of each row, and the records of those without a defect.

        A row has one end whatever it becomes: one bad or unsanctioned record of several keeps all of them out.
        """
        ends, found = judge_rows(rows, cell_columns(self.header), self.template, self.known)
        ends = rows.select("row").hstack(ends.rename({"at": "detail"}))
        governed = [(judged, self._authorities(judged)) for judged in found]
        for judged, authority in governed:
            if judged.reading.kind.governed:
                unsanctioned = judged.records.filter(authority.is_null())["at"]
                ends = _with_outside(ends, unsanctioned)
        good = ends["defect"].is_null()
        records: dict[str, list[pl.DataFrame]] = {}
        for judged, authority in governed:
            table = _numbered(judged.records.with_columns(authority.alias("authority")), rows["row"], good)
            records.setdefault(judged.reading.record, []).append(table)
        return ends, {record: _in_order(tables) for record, tables in records.items()}

    def _authorities(self, judged: Judged) -> pl.Series:
        if not judged.reading.kind.governed:
            return pl.Series([None], dtype=pl.List(pl.String)).new_from_index(0, judged.records.height)
        return scope.authorities(judged.records.drop("at"), judged.reading.kind, self.windows)


def _with_outside(ends: pl.DataFrame, places: pl.Series) -> pl.DataFrame:
    """A defect stands; a good row at one of these places is outside what a court sanctioned."""
    outside = pl.int_range(pl.len(), dtype=pl.UInt32).is_in(places.implode()) & pl.col("defect").is_null()
    return ends.with_columns(pl.when(outside).then(pl.lit(OUTSIDE)).otherwise("defect").alias("defect"))


def _numbered(records: pl.DataFrame, numbers: pl.Series, good: pl.Series) -> pl.DataFrame:
    """Records of good rows, with the rows' numbers in the place of their places in the block."""
    here = records["at"]
    table = records.drop("at").insert_column(0, numbers.gather(here).alias("row"))
    return table.filter(good.gather(here))


def _in_order(tables: list[pl.DataFrame]) -> pl.DataFrame:
    """Several records of one kind from the same rows, by row; those of a row as the template names them."""
    return tables[0] if len(tables) == 1 else pl.concat(tables).sort("row", maintain_order=True)


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
    graded: dict[str, pl.DataType] = {str(grade): pl.String() for grade in GRADES}  # null: as the delivery says
    return {"row": pl.Int64(), **stored, **graded, "authority": pl.List(pl.String())}
