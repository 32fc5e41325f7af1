"""The records stage: a file in the vault becomes records and a ledger, in bounded memory, whole or not at all."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from core import clock
from core.errors import InputError
from core.home import Home
from core.protocols import Progress
from etl import ledger
from etl.blocks import Layout, blocks
from etl.checks.canonical import Canonical
from etl.delivery import FILE, TEMPLATE, Delivery, records_folder
from etl.expected import Expected
from etl.fates import LEDGER, Judge, record_schema
from etl.recognise import Recognised
from etl.sources.fingerprint import short
from etl.sources.limits import UNDECODABLE_ROWS, UNDECODABLE_SHARE
from etl.templates import JsonLines, TextFile
from etl.vault import whole_folder


@dataclass(frozen=True, slots=True)
class Incoming:
    """A file that was recognised and lies in the vault."""

    path: Path
    sha256: str
    name: str
    found: Recognised
    received_ms: int | None
    agency: str  # whose it is, where the template does not say
    loaded_ms: int | None = None  # when it was read, where that is long ago


@dataclass(slots=True)
class Tally:
    """Figures of a delivery as its blocks go by."""

    rows: int = 0
    fates: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)

    def add(self, block: pl.DataFrame) -> None:
        """Count a block of the ledger."""
        self.rows += block.height
        self.fates.update(_counts(block["fate"]))
        self.reasons.update(_counts(block["reason"].drop_nulls()))


def write_records(
    incoming: Incoming, home: Home, windows: pl.DataFrame, known: Canonical, progress: Progress
) -> Delivery:
    """Records and ledger of a file, put in place at the end by one rename.

    Raises:
        InputError: the file is not what its template declares; nothing of it is kept.
        OSError: no room, or no right to write.
    """
    template, layout = incoming.found.template, Layout.of(incoming.found)
    earlier = ledger.loaded_before(home, template.name, incoming.sha256)
    expected = Expected.of(incoming.path, layout.file)
    judge = Judge(template, layout.header, windows, earlier, known, size=_text_bytes(incoming))

    def look(fates: pl.DataFrame, tally: Tally) -> pl.DataFrame:
        _refuse_undecodable(incoming, tally)
        progress("load.records", tally.rows, expected.total(tally.rows), {"file": incoming.name, "about": True})
        return fates

    with whole_folder(records_folder(home, incoming.sha256)) as folder:
        tally = write_judged(folder, judge, blocks(incoming.path, layout), look)
        delivery = _described(incoming, layout, tally)
        (folder / FILE).write_text(delivery.model_dump_json(indent=1), "utf-8")
        (folder / TEMPLATE).write_text(template.model_dump_json(), "utf-8")
    return delivery


def _text_bytes(incoming: Incoming) -> int:
    return incoming.path.stat().st_size if isinstance(incoming.found.template.file, TextFile) else 0


def write_judged(
    folder: Path, judge: Judge, rows: Iterable[pl.DataFrame], look: Callable[[pl.DataFrame, Tally], pl.DataFrame]
) -> Tally:
    """Judge blocks of rows; write their ledger, as `look` hands each block of it on, and the records of what is good.

    Raises:
        InputError: `look` refuses.
        OSError: no room, or no right to write.
    """
    tally = Tally()
    with ExitStack() as files:
        book = files.enter_context(_parquet(folder / ledger.FILE, LEDGER))
        kept = {
            record: files.enter_context(_parquet(folder / f"{record}.parquet", record_schema(record)))
            for record in judge.template.record_names
        }
        for block in rows:
            fates, records = judge.block(block)
            tally.add(fates)
            _write(book, look(fates, tally), LEDGER)
            for record, table in records.items():
                _write(kept[record], table, record_schema(record))
    return tally


def _described(incoming: Incoming, layout: Layout, tally: Tally) -> Delivery:
    template = incoming.found.template
    return Delivery(
        source=short(incoming.sha256),
        sha256=incoming.sha256,
        file=incoming.name,
        template=template.name,
        template_version=template.version,
        record=template.record,
        also=template.record_names[1:],
        agency=template.agency or incoming.agency,
        handling=template.handling,
        source_grade=template.source_grade,
        info_grade=template.info_grade,
        received_ms=incoming.received_ms,
        loaded_ms=clock.now_ms() if incoming.loaded_ms is None else incoming.loaded_ms,
        layout=layout.file,
        header_row=layout.header_row,
        header=layout.header,
        rows=tally.rows,
        loaded=tally.fates["loaded"],
        duplicate=tally.fates["duplicate"],
        quarantined=dict(sorted(tally.reasons.items())),
    )


def _refuse_undecodable(incoming: Incoming, tally: Tally) -> None:
    """A few damaged rows are quarantined; many mean that the file is in another encoding."""
    damaged, file = tally.reasons["undecodable"], incoming.found.template.file
    many = damaged > UNDECODABLE_ROWS and damaged > UNDECODABLE_SHARE * tally.rows
    if isinstance(file, TextFile | JsonLines) and (many or 2 * damaged > tally.rows):
        raise InputError(
            f"«{incoming.name}» is not in {file.encoding}, which template {incoming.found.template.name} declares: "
            f"{damaged:,} of the first {tally.rows:,} rows cannot be decoded. Ask for the export in that encoding, "
            "or copy the template with the right one."
        )


def _parquet(path: Path, schema: Mapping[str, pl.DataType]) -> pq.ParquetWriter:
    columns = _arrow(pl.DataFrame(schema=dict(schema))).schema
    return pq.ParquetWriter(path, columns, compression="zstd", compression_level=1)


def _write(file: pq.ParquetWriter, rows: pl.DataFrame, schema: Mapping[str, pl.DataType]) -> None:
    if rows.height:
        file.write_table(_arrow(rows.select(pl.col(name).cast(of) for name, of in schema.items())))


def _arrow(rows: pl.DataFrame) -> pa.Table:
    return rows.to_arrow(compat_level=pl.CompatLevel.oldest())


def _counts(column: pl.Series) -> dict[str, int]:
    counted = column.value_counts(name="n")
    return dict(zip(counted[column.name].to_list(), counted["n"].to_list(), strict=True))
