"""How rows of one id meet: by the ontology's merge words, so that no order of loading matters.

Used for equal ids within one call and for rows that meet what is in the graph already. Each word is
associative and commutative (a smallest, a greatest, a union, the first n of a sorted union), hence the promise.
"""

from collections.abc import Mapping

import polars as pl

from core.ontology import Property


def normalise(rows: pl.DataFrame, properties: Mapping[str, Property]) -> pl.DataFrame:
    """Lists as sorted sets, an empty one as none at all: what is written for a row that meets nothing."""
    return rows.with_columns(_as_set(name, properties[name].keep) for name in _lists(rows, properties))


def merged(rows: pl.DataFrame, keys: tuple[str, ...], properties: Mapping[str, Property]) -> pl.DataFrame:
    """One row for each id: a missing value never overwrites, others meet by their property's merge word."""
    twice = rows["id"].is_duplicated()
    if not twice.any():
        return normalise(rows, properties)
    rest = [pl.col(key).first() for key in keys if key != "id"]
    found = [_meet(name, properties[name]) for name in rows.columns if name in properties]
    met = rows.filter(twice).group_by("id", maintain_order=True).agg(*rest, *found)
    return normalise(pl.concat([rows.filter(~twice), met.select(rows.columns)]), properties)


def _lists(rows: pl.DataFrame, properties: Mapping[str, Property]) -> list[str]:
    return [name for name in rows.columns if name in properties and properties[name].merge == "union"]


def _as_set(name: str, keep: int | None) -> pl.Expr:
    values = pl.col(name).list.drop_nulls().list.unique().list.sort()
    values = values if keep is None else values.list.head(keep)
    return pl.when(values.list.len() > 0).then(values).alias(name)


def _meet(name: str, known: Property) -> pl.Expr:
    column = pl.col(name)
    match known.merge:
        case "union":
            return column.explode()
        case "max":
            return column.max()
        case "longest":
            by = [column.str.len_chars(), column]
            return column.sort_by(by, descending=[True, False], nulls_last=True).first()
        case _:  # min; and same, which cannot differ: were it to, the smaller would win in any order
            return column.min()
