"""Column tables as the ontology wants them, before anything is written."""

from collections.abc import Mapping

import polars as pl

from core.errors import IzderError
from core.ontology import Property, PropertyType

TYPES: Mapping[PropertyType, pl.DataType] = {
    "text": pl.String(),
    "texts": pl.List(pl.String()),
    "integer": pl.Int64(),
    "number": pl.Float64(),
    "boolean": pl.Boolean(),
    "time": pl.Int64(),
    "money": pl.Int64(),
}


def schema_of(keys: tuple[str, ...], properties: Mapping[str, Property]) -> dict[str, pl.DataType]:
    """Columns and their types: the keys, which are text, then the properties."""
    return {key: pl.String() for key in keys} | {name: TYPES[known.type] for name, known in properties.items()}


def conform(name: str, rows: pl.DataFrame, keys: tuple[str, ...], properties: Mapping[str, Property]) -> pl.DataFrame:
    """`rows` with `keys` first, then the properties they bear in the ontology's order, each in its type.

    Raises:
        IzderError: a key is missing or null, or a column is unknown or not of its type. Nothing was written.
    """
    missing, unknown = set(keys) - set(rows.columns), set(rows.columns) - {*keys, *properties}
    if missing or unknown:
        raise IzderError(_wrong_columns(name, missing, unknown))
    types = schema_of(keys, {p: known for p, known in properties.items() if p in rows.columns})
    try:
        table = rows.select(pl.col(column).cast(dtype) for column, dtype in types.items())
    except pl.exceptions.PolarsError as error:
        raise IzderError(f"A column of {name} is not of its type: {error}.") from error
    nulls = table.filter(pl.any_horizontal(pl.col(keys).is_null())).height
    if nulls:
        raise IzderError(f"{nulls} rows of {name} lack one of {', '.join(keys)}; nothing was written.")
    return table


def _wrong_columns(name: str, missing: set[str], unknown: set[str]) -> str:
    said = [f"lack {', '.join(sorted(missing))}"] if missing else []
    said += [f"bear {', '.join(sorted(unknown))}, which the ontology does not know"] if unknown else []
    return f"Rows of {name} {' and '.join(said)}; nothing was written."
