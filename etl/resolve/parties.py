"""Parties of rows by «equal valid IIN»: persons and organisations, and the judgements that attach their numbers."""

import polars as pl

from core.identity import party_ids, unnamed_ids
from core.names import search_keys
from core.records import Party, RecordKind
from etl.entities import entity_id

JUDGEMENT = "equal_iin"


def party_column(rows: pl.DataFrame, kind: RecordKind, party: Party, key: bytes) -> pl.Series:
    """Entity id of whom each row speaks; null where of nobody.

    A valid IIN or BIN names the party. Without one, it is the unnamed holder of what the record kind says: of this
    account, this phone, this arrest and name, and of nothing else that bears the same name.
    """
    named = party_ids(key, rows[party.iin]) if party.iin else _nobody(rows)
    if not party.unnamed:
        return named
    of = rows.select(entity_id(kind, field) for field in party.unnamed)
    unnamed = unnamed_ids(key, of, of.columns).zip_with(of.to_series(0).is_not_null(), _nobody(rows))
    return named.zip_with(named.is_not_null(), unnamed)


def party_nodes(ids: pl.Series, names: pl.Series) -> pl.DataFrame:
    """Columns id, name, names, name_keys: each party under each name that the rows give it."""
    table = pl.DataFrame({"id": ids, "name": names}).drop_nulls("id").unique(maintain_order=True)
    return with_search_keys(table.with_columns(pl.concat_list("name").alias("names")), table["name"])


def with_search_keys(table: pl.DataFrame, names: pl.Series) -> pl.DataFrame:
    """The table with `name_keys`, by which its names are found in any alphabet."""
    keys = pl.DataFrame({"key": search_keys(names)}).select(pl.concat_list("key").alias("name_keys"))
    return table.hstack(keys)


def identifier_of(ids: pl.Series, iins: pl.Series) -> pl.Series:
    """Entity id of the number that names each party: `bin:…` of an organisation, `iin:…` of a person."""
    prefix = pl.when(pl.col("id").str.starts_with("org:")).then(pl.lit("bin:")).otherwise(pl.lit("iin:"))
    return pl.DataFrame({"id": ids, "iin": iins}).select(pl.concat_str(prefix, pl.col("iin")).alias("dst")).to_series()


def _nobody(rows: pl.DataFrame) -> pl.Series:
    return pl.Series([None], dtype=pl.String).new_from_index(0, rows.height)
