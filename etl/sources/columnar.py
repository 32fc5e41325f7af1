"""Cells of a Parquet file as text, batch by batch; what would fill the memory is refused before it does.

A row's number is its place in the file, from 1: there is no header row. Parts of a struct are columns `a.b`, a list is
one cell with `|` between its values. A moment with a zone of its own is written in UTC, with a Z at its end.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import polars as pl
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from core.errors import InputError
from etl.sources.archive import locked
from etl.sources.cells import cell_names
from etl.sources.limits import BATCH_BYTES, LINE_CHARS, PACKED_RATIO, PACKED_ROWS, WORKBOOK_BYTES
from etl.sources.text import DAMAGED

BETWEEN = "|"  # the values of a list
_ROWS_AT_ONCE = 50_000
_LOCKED, _MAGIC = b"PARE", b"PAR1"
_FINE, _COARSE = 1e6, 1e11  # below them a number has nine and four certain digits behind the point
_LEAST = 10_000  # bytes; what is smaller cannot fill the memory


def is_parquet(path: Path) -> bool:
    """True where the bytes are those of Parquet, whatever the file is called."""
    with path.open("rb") as file:
        return file.read(4) in (_MAGIC, _LOCKED)


def column_names(path: Path) -> list[str]:
    """Columns that can be read as text, in order.

    Raises:
        InputError: no Parquet, a broken or locked one, or one that unpacks to more than any export holds.
    """
    with _opened(path) as file:
        return [name for name, of in _flat(file.schema_arrow.empty_table()) if _is_text(of.type)]


def chunks(path: Path, header: Sequence[str], from_row: int = 1) -> Iterator[pl.DataFrame]:
    """Columns `row`, `raw` (cells joined by tabs), `shape` and cells c0…, under the columns of `header`.

    Raises:
        InputError: as above.
    """
    with _opened(path) as file:
        row = 1
        for batch in file.iter_batches(batch_size=_ROWS_AT_ONCE):
            last = row + batch.num_rows
            if last > from_row:
                _refuse_vast(path, batch)
                yield _chunk(_texts(batch, header), row)
            row = last


def _chunk(cells: pl.DataFrame, first: int) -> pl.DataFrame:
    raw = pl.concat_str(pl.all(), separator="\t").str.strip_chars_end("\t")
    table = cells.with_columns(raw.alias("raw")) if cells.width else cells.with_columns(raw=pl.lit(""))
    shape = (
        pl.when(pl.col("raw").str.strip_chars().str.len_bytes() == 0)
        .then(pl.lit("empty_row"))
        .when(pl.col("raw").str.contains("\x00", literal=True))
        .then(pl.lit("nul_byte"))
        .when(pl.col("raw").str.contains(DAMAGED, literal=True))
        .then(pl.lit("undecodable"))
    )
    number = pl.int_range(first, first + pl.len(), dtype=pl.Int64)
    return table.select(number.alias("row"), "raw", shape.alias("shape"), *cells.columns)


def _texts(batch: pa.RecordBatch, header: Sequence[str]) -> pl.DataFrame:
    columns = dict(reversed(list(_flat(pa.Table.from_batches([batch])))))  # of two of one name the first
    series = [_text(pl.Series(columns[name])).alias(c) for name, c in zip(header, cell_names(len(header)), strict=True)]
    return pl.DataFrame(series)


def _text(values: pl.Series) -> pl.Series:
    of, value = values.dtype, pl.col("value")
    match of:
        case pl.List():
            value = value.list.eval(_scalar(of.inner, pl.element())).list.join(BETWEEN, ignore_nulls=True)
        case _:
            value = _scalar(of, value)
    return values.to_frame("value").select(value.fill_null("")).to_series()


def _scalar(of: object, value: pl.Expr) -> pl.Expr:
    """As a workbook's cells: whole numbers without a point, others without float noise, dates as ISO with a blank."""
    if isinstance(of, pl.Datetime):
        if of.time_zone:
            return value.dt.convert_time_zone("UTC").dt.to_string("%Y-%m-%dT%H:%M:%S%.fZ")
        return value.dt.to_string("%Y-%m-%d %H:%M:%S%.f")
    if of in (pl.Float32(), pl.Float64()):
        whole = value.cast(pl.Float64)
        bare = pl.when(whole.abs() < _FINE).then(whole.round(9)).when(whole.abs() < _COARSE).then(whole.round(4))
        return bare.otherwise(whole).cast(pl.String).str.strip_suffix(".0")
    if of == pl.Boolean():
        return value.cast(pl.String).str.to_uppercase()
    return value.cast(pl.String)


def _flat(table: pa.Table) -> Iterator[tuple[str, "pa.ChunkedArray[Any]"]]:
    while any(pa.types.is_struct(field.type) for field in table.schema):
        table = table.flatten()
    yield from zip(table.column_names, table.columns, strict=True)


def _is_text(of: pa.DataType) -> bool:
    """True for what has one meaning as text; bytes, maps and lists of such have none."""
    if pa.types.is_list(of) or pa.types.is_large_list(of):
        return _is_text(of.value_type) and not pa.types.is_list(of.value_type)
    if pa.types.is_dictionary(of):
        return _is_text(of.value_type)
    kinds = ("string", "large_string", "boolean", "null", "date", "time", "timestamp", "decimal", "integer", "floating")
    return any(getattr(pa.types, f"is_{kind}")(of) for kind in kinds)


@contextmanager
def _opened(path: Path) -> Iterator[pq.ParquetFile]:
    try:
        if path.open("rb").read(4) == _LOCKED:
            raise locked(path)
        texts = [
            c.path_in_schema for c in _columns(path) if c.physical_type == "BYTE_ARRAY" and "." not in c.path_in_schema
        ]
        with pq.ParquetFile(path, read_dictionary=texts) as file:
            yield file
    except (pa.ArrowException, OSError, ValueError) as error:
        if "encrypt" in str(error).lower():
            raise locked(path) from error
        raise InputError(
            f"«{path.name}» is not a readable Parquet file: {_plain(error)}.", key="broken_file", file=path.name
        ) from error


def _plain(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0].rstrip(".")


def _columns(path: Path) -> list[pq.ColumnChunkMetaData]:
    """What the file says of the columns of its row groups, which must be what exports are like."""
    said = pq.read_metadata(path)
    if said.num_rows > PACKED_ROWS * max(path.stat().st_size, _LEAST):
        raise InputError(
            f"«{path.name}» unpacks to {said.num_rows:,} rows: no export does; not opened.", key="bomb", file=path.name
        )
    groups = [said.row_group(place) for place in range(said.num_row_groups)]
    found = [group.column(place) for group in groups for place in range(said.num_columns)]
    for column in found:
        whole, packed = column.total_uncompressed_size, max(column.total_compressed_size, _LEAST)
        if whole > WORKBOOK_BYTES or whole > PACKED_RATIO * packed:
            raise InputError(
                f"«{path.name}» unpacks to {whole:,} bytes: no export does; not opened.",
                key="unpacks_to", file=path.name, bytes=whole,
            )  # fmt: skip
    return found[: said.num_columns]


def _refuse_vast(path: Path, batch: pa.RecordBatch) -> None:
    """A long text that is kept once and meant in every row fills the memory when it is written out."""
    whole = 0
    columns: list[Any] = batch.columns  # whose types tell nothing of dictionaries
    for column in columns:
        if pa.types.is_dictionary(column.type) and len(column.dictionary):
            lengths = pc.binary_length(column.dictionary)
            longest = pc.max(lengths).as_py() or 0
            if longest > LINE_CHARS:
                raise InputError(f"«{path.name}» has a cell of {longest:,} bytes: no export has; not loaded.")
            whole += pc.sum(pc.take(lengths, column.indices)).as_py() or 0
        else:
            whole += column.nbytes
    if whole > BATCH_BYTES:
        raise InputError(f"«{path.name}» holds {whole:,} bytes in {batch.num_rows:,} rows: no export does; not loaded.")
