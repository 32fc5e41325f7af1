"""Replay: rows in quarantine are judged anew, after a template was corrected, a row amended, or a sanction came.

What was written stays as it is. What changed is written beside it, a layer of its own: the ledger of the rows that
have another end now, and the records of those that are good. Rows that were taken are neither read nor written again.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import polars as pl
import pyarrow.parquet as pq

from core.errors import InputError
from core.home import Home
from core.protocols import Progress, silent
from etl import ledger, scope
from etl.amend import amendments, as_amended
from etl.blocks import Layout, blocks, with_footer
from etl.checks.canonical import Canonical
from etl.delivery import REPLAY, TEMPLATE, Delivery, Replay, deliveries, find, layers, vault_file
from etl.fates import LEDGER, QUARANTINED, Judge
from etl.recognise import Recognised, plain
from etl.repeats import Seen
from etl.sources import cells
from etl.stage import Tally, write_judged
from etl.templates import Dialect, Template, TextFile
from etl.vault import whole_folder

_ROWS = 50_000
_KEPT = ("row", "reason", "detail", "raw")


@dataclass(frozen=True, slots=True)
class Told:
    """Who replays, why and when; `amendments`: only the first so many count, all where it is not said."""

    author: str
    reason: str
    made_ms: int
    amendments: int | None = None


@dataclass(slots=True)
class _Rejudged:
    """Rows of one delivery on their way to a second judgement; `old` is what the ledger says of the block under way."""

    home: Home
    delivery: Delivery
    layout: Layout
    changes: Mapping[int, Mapping[str, str]]
    old: pl.DataFrame = field(default_factory=pl.DataFrame)
    changed: int = 0

    def blocks(self) -> Iterator[pl.DataFrame]:
        """Blocks as a file gives them, amended rows as they should read."""
        file = self.layout.file
        for held in _held(self.home, self.delivery):
            self.old = held
            if isinstance(file, TextFile):
                damaged = (pl.col("reason") == "undecodable").alias("damaged")
                found = cells.split(self.old.select("row", "raw", damaged), file.dialect, len(self.layout.header))
                yield self._amended(with_footer(found, file.footer))
            else:
                yield from self._from_vault()

    def _from_vault(self) -> Iterator[pl.DataFrame]:
        """A sheet's line in the ledger does not say where its cells end, so they are read again."""
        wanted = self.old.select("row")
        for block in blocks(vault_file(self.home, self.delivery), self.layout):
            found = block.join(wanted, on="row", how="semi", maintain_order="left")
            if found.height:
                yield self._amended(found)

    def _amended(self, block: pl.DataFrame) -> pl.DataFrame:
        rows = sorted(set(self.changes) & set(block["row"].to_list())) if self.changes else []
        if not rows:
            return block
        lines = block.filter(pl.col("row").is_in(rows)).sort("row").to_dicts()
        read = pl.DataFrame([self._row(line) for line in lines], schema=block.schema)
        return pl.concat([block.filter(~pl.col("row").is_in(rows)), read]).sort("row")

    def _row(self, line: dict[str, object]) -> dict[str, object]:
        names = cells.cell_names(len(self.layout.header))
        values = [str(line[name] or "") for name in names]
        file = self.layout.file
        if line["shape"] is not None and isinstance(file, TextFile):
            values = (cells.split_line(str(line["raw"]), file.dialect) + [""] * len(names))[: len(names)]
        for column, value in self.changes[int(str(line["row"]))].items():
            values[self.layout.header.index(column)] = value
        raw = _line(values, file.dialect) if isinstance(file, TextFile) else "\t".join(values)
        return {"row": line["row"], "raw": raw, "shape": None, **dict(zip(names, values, strict=True))}

    def look(self, fates: pl.DataFrame, _tally: Tally) -> pl.DataFrame:
        """Of a block's new ledger the rows that have another end; the line stays as it was delivered."""
        was = self.old.select("row", *(pl.col(name).alias(f"old_{name}") for name in _KEPT[1:]))
        both = fates.join(was, on="row", how="left", maintain_order="left")
        held = pl.col("fate") == QUARANTINED
        other = pl.col("reason").ne_missing(pl.col("old_reason")) | pl.col("detail").ne_missing(pl.col("old_detail"))
        found = both.filter(~held | other).with_columns(pl.when(held).then("old_raw").alias("raw"))
        self.changed += found.height
        return found.select(*LEDGER)


class _NothingChanged(Exception):
    """Ends the writing of a layer that says nothing."""


def replay(
    home: Home, delivery: Delivery, template: Template, told: Told, known: Canonical, progress: Progress = silent
) -> Delivery | None:
    """Judge a delivery's quarantined rows anew; the delivery as it is then, None where no row has another end.

    Whoever calls is the sole writer.

    Raises:
        InputError: the template does not read this file, or reads it in another way than before.
        OSError: no room, or no right to write.
    """
    _refuse_unfit(template, delivery)
    said = amendments(home, delivery.sha256)[: told.amendments]
    found = Recognised(template, delivery.header_row, delivery.header, getattr(delivery.layout, "sheet", None))
    rows = _Rejudged(home, delivery, Layout.of(found), as_amended(said))
    folder = layers(home, delivery.sha256)[0] / f"replay-{delivery.layers + 1:04}"
    progress("load.records", 0, sum(delivery.quarantined.values()), {"file": delivery.file})
    try:
        with whole_folder(folder) as layer:
            tally = write_judged(layer, _judge(home, delivery, template, known), rows.blocks(), rows.look)
            if not rows.changed:
                raise _NothingChanged
            after = _figures(delivery, template, told, len(said), tally)
            (layer / TEMPLATE).write_text(template.model_dump_json(), "utf-8")
            (layer / REPLAY).write_text(after.model_dump_json(indent=1), "utf-8")
    except _NothingChanged:
        return None
    return find(home, delivery.sha256)


def _judge(home: Home, delivery: Delivery, template: Template, known: Canonical) -> Judge:
    """One that knows every row which this delivery and others of the feed brought in."""
    registers = [each for each in deliveries(home) if scope.REGISTER in each.records]
    windows = scope.windows([folder for each in registers for folder in layers(home, each.sha256)])
    judge = Judge(
        template,
        delivery.header,
        windows,
        ledger.loaded_before(home, template.name, delivery.sha256),
        known,
        Seen(delivery.loaded),
    )
    for prints in ledger.loaded_prints(home, [delivery]):
        judge.seen.admit(prints)
    return judge


def _figures(delivery: Delivery, template: Template, told: Told, said: int, tally: Tally) -> Replay:
    return Replay(
        made_ms=told.made_ms,
        author=told.author,
        reason=told.reason,
        template_version=template.version,
        also=tuple(dict.fromkeys((*delivery.also, *template.record_names[1:]))),
        amendments=said,
        judged=tally.rows,
        loaded=delivery.loaded + tally.fates["loaded"],
        duplicate=delivery.duplicate + tally.fates["duplicate"],
        quarantined=dict(sorted(tally.reasons.items())),
    )


def _refuse_unfit(template: Template, delivery: Delivery) -> None:
    there = {plain(name) for name in delivery.header}
    if missing := [name for name in template.columns if plain(name) not in there]:
        raise InputError(f"Template {template.name} needs the column «{missing[0]}», which «{delivery.file}» lacks.")
    if template.record != delivery.record:
        raise InputError(
            f"Template {template.name} makes {template.record} of a row, «{delivery.file}» {delivery.record}."
        )
    if _reading(template.file) != _reading(delivery.layout):
        raise InputError(
            f"Template {template.name} reads «{delivery.file}» in another way than when it was loaded (encoding, "
            "delimiter or quotes), which numbers its rows anew: erase the delivery and load it again."
        )


def _reading(file: object) -> object:
    """What decides where a file's rows begin and end."""
    return (file.encoding, file.delimiter, file.quote) if isinstance(file, TextFile) else type(file)


def _held(home: Home, delivery: Delivery) -> Iterator[pl.DataFrame]:
    """Quarantined rows as the ledger has them, so many at a time: row, reason, detail, raw."""
    folders = layers(home, delivery.sha256)
    for place, folder in enumerate(folders):
        later = [pl.scan_parquet(each / ledger.FILE).select("row") for each in folders[place + 1 :]]
        again = pl.concat(later).collect() if later else None
        with pq.ParquetFile(folder / ledger.FILE) as file:
            for batch in file.iter_batches(batch_size=_ROWS, columns=["fate", *_KEPT]):
                rows = pl.DataFrame(pl.from_arrow(batch)).filter(pl.col("fate") == QUARANTINED).select(_KEPT)
                rows = rows if again is None else rows.join(again, on="row", how="anti", maintain_order="left")
                if rows.height:
                    yield rows


def _line(values: list[str], dialect: Dialect) -> str:
    """Cells as a line of the feed."""
    quote = dialect.quote
    if not quote:
        return dialect.delimiter.join(values)
    bare = (value if not {quote, dialect.delimiter, "\n"} & set(value) else None for value in values)
    quoted = (f"{quote}{value.replace(quote, quote * 2)}{quote}" for value in values)
    return dialect.delimiter.join(
        plainly if plainly is not None else packed for plainly, packed in zip(bare, quoted, strict=True)
    )
