"""Rows travel from Neo4j as columns it collected: one record for thousands of rows.

Row by row, a million edges take 15-23 s; collected, a quarter of that. `collect` drops nulls, so what is
missing travels as a stand-in of its type and becomes null again here.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl
import pyarrow as pa

from core.ontology import Property, PropertyType
from graph.store.columns import schema_of

NO_WHOLE = -(1 << 63)
STAND_INS: Mapping[PropertyType, Any] = {
    "text": "\x00",
    "texts": [],
    "integer": NO_WHOLE,
    "time": NO_WHOLE,
    "money": NO_WHOLE,
    "number": -1e308,
    "boolean": -1,  # travels as 0 or 1
}
PARAMETERS: dict[str, Any] = {f"no_{kind}": value for kind, value in STAND_INS.items()}
ANSWERED: Mapping[pl.DataType, PropertyType] = {  # what a column of an answer travels like
    pl.String(): "text", pl.List(pl.String()): "texts", pl.Int64(): "integer", pl.Float64(): "number",
}  # fmt: skip


def collection(keys: Sequence[str], properties: Mapping[str, Property]) -> str:
    """Cypher for one list of columns: key expressions, then properties of x. Needs PARAMETERS."""
    columns = [*keys, *(_value(name, known) for name, known in properties.items())]
    return f"[{', '.join(f'collect({column})' for column in columns)}]"


def _value(name: str, known: Property) -> str:
    value = f"toInteger(x.`{name}`)" if known.type == "boolean" else f"x.`{name}`"
    return f"coalesce({value}, $no_{known.type})"


def gathered(cypher: str, types: Mapping[str, pl.DataType]) -> str:
    """The Cypher of a question whose answer comes as one list of columns, its rows in their order. Needs PARAMETERS."""
    columns = (f"collect(coalesce(`{name}`, $no_{ANSWERED[dtype]}))" for name, dtype in types.items())
    return f"CALL () {{\n{cypher}\n}}\nRETURN [{', '.join(columns)}] AS columns"


def answered(columns: Sequence[Sequence[Any]], types: Mapping[str, pl.DataType]) -> pl.DataFrame:
    """What `gathered` brought as a table; a list without anything in it is null, as one that is missing."""
    named = zip(types.items(), columns, strict=True)
    found = pl.DataFrame([_series(name, dtype, values) for (name, dtype), values in named])
    return found.with_columns(_missing(name, ANSWERED[dtype]) for name, dtype in types.items())


def table(columns: Sequence[Sequence[Any]], keys: tuple[str, ...], properties: Mapping[str, Property]) -> pl.DataFrame:
    """The collected columns as a table of their types."""
    types = schema_of(keys, properties)
    named = zip(types.items(), columns, strict=True)
    found = pl.DataFrame([_series(name, dtype, values) for (name, dtype), values in named])
    return found.with_columns(_missing(n, known.type) for n, known in properties.items()).cast(pl.Schema(types))


def _series(name: str, dtype: pl.DataType, values: Sequence[Any]) -> pl.Series:
    if dtype == pl.List(pl.String()):  # by way of Arrow: polars itself makes a Series of each list on the way
        return pl.Series(name, pa.array(values, pa.large_list(pa.large_string())))
    return pl.Series(name, values, pl.Int64() if dtype == pl.Boolean else dtype)


def _missing(name: str, kind: PropertyType) -> pl.Expr:
    """A column in which what stands in is missing again."""
    column = pl.col(name)
    there = column.list.len() > 0 if kind == "texts" else column != STAND_INS[kind]
    return pl.when(there).then(column).alias(name)
