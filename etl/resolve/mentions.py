"""Parties as they are compared: everything that records say of each, one row a party, spelled as delivered."""

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import polars as pl
from pydantic import Field, TypeAdapter

from core import records
from core.catalogue import Entry, read_yaml
from core.home import Home
from core.records import Party, RecordKind
from etl.delivery import deliveries
from etl.in_force import InForce
from etl.resolve.parties import party_column

NAMES = {"id": pl.String(), "name": pl.String(), "checked": pl.Boolean()}
FACTS = {"id": pl.String(), "kind": pl.String(), "thing": pl.String(), "from_ms": pl.Int64(), "to_ms": pl.Int64()}
_ID, _IIN = "\x1fid", "\x1fiin"
_CENTURIES = {"1": "18", "2": "18", "3": "19", "4": "19", "5": "20", "6": "20"}


class Said(Entry):
    """A field that says something of a party, and the fields that say since when and until when."""

    field: str
    from_: str | None = Field(default=None, alias="from")
    to: str | None = None


Evidence = Mapping[str, Mapping[str, Mapping[str, Said]]]
_EVIDENCE: TypeAdapter[dict[str, dict[str, dict[str, Said]]]] = TypeAdapter(dict[str, dict[str, dict[str, Said]]])


@cache
def evidence() -> Evidence:
    """What each record kind says of its parties: kind, party, kind of thing."""
    return _EVIDENCE.validate_python(read_yaml(Path(__file__).with_name("evidence.yaml")))


def gather(home: Home, key: bytes) -> tuple[pl.DataFrame, pl.DataFrame]:
    """All names (columns NAMES) and all facts (columns FACTS) that the records give of parties, each once.

    `kind` is phone, account, card, address or birth; `checked`: an IIN or BIN names the party. What a row says of
    nobody is left out.
    """
    names, facts = [pl.DataFrame(schema=NAMES)], [pl.DataFrame(schema=FACTS)]
    cards: list[pl.DataFrame] = []
    in_force = InForce.of(home)
    for delivery, record in ((each, record) for each in deliveries(home) for record in each.records):
        kind = records.load()[record]
        for party, table, said in _parties(in_force.scan(delivery, record), kind, key):
            names.append(_names(table, party))
            facts += [*_facts(table, said), _births(table)]
        cards += _cards(in_force.scan(delivery, record), kind)
    return pl.concat(names).unique(), _with_cards(pl.concat(facts).unique(), cards)


def _parties(
    scan: pl.LazyFrame, kind: RecordKind, key: bytes
) -> Iterator[tuple[Party, pl.DataFrame, Mapping[str, Said]]]:
    """Distinct rows of every party of a record kind, each with the party's id."""
    for name, things in evidence().get(kind.kind, {}).items():
        party = kind.parties[name]
        said = [field for each in things.values() for field in (each.field, each.from_, each.to)]
        rows = _distinct(scan, kind, [field for field in (party.iin, party.name, *party.unnamed, *said) if field])
        ids = party_column(rows, kind, party, key).alias(_ID)
        iin = pl.col(party.iin) if party.iin else pl.lit(None, pl.String)
        yield party, rows.with_columns(ids, iin.alias(_IIN)).drop_nulls(_ID), things


def _distinct(scan: pl.LazyFrame, kind: RecordKind, fields: list[str]) -> pl.DataFrame:
    """Distinct values of these fields; a field that came to the record kind after the delivery is null."""
    there = scan.collect_schema()
    absent = [pl.lit(None, _storage(kind, field)).alias(field) for field in fields if field not in there]
    return scan.with_columns(absent).select(list(dict.fromkeys(fields))).unique().collect()


def _storage(kind: RecordKind, field: str) -> pl.DataType:
    return records.storage(kind.fields[field].type, many=kind.fields[field].many)


def _names(table: pl.DataFrame, party: Party) -> pl.DataFrame:
    name = pl.col(party.name) if party.name else pl.lit(None, pl.String)
    return table.select(id=_ID, name=name, checked=pl.col(_IIN).is_not_null())


def _facts(table: pl.DataFrame, things: Mapping[str, Said]) -> Iterator[pl.DataFrame]:
    for kind, said in things.items():
        values = table.explode(said.field) if table.schema[said.field] == pl.List(pl.String) else table
        thing = pl.col(said.field).cast(pl.String)
        spans = {"from_ms": _time(said.from_), "to_ms": _time(said.to)}
        found = values.select(id=_ID, kind=pl.lit(kind), thing=thing, **spans).drop_nulls("thing")
        yield _items(found) if kind == "item" else found


def _time(field: str | None) -> pl.Expr:
    return pl.col(field) if field else pl.lit(None, pl.Int64)


def _items(found: pl.DataFrame) -> pl.DataFrame:
    """Cards and accounts that stand in one field, each under its own kind."""
    parts = pl.col("thing").str.splitn(":", 2).struct
    return found.with_columns(kind=parts[0], thing=parts[1]).drop_nulls("thing")


def _births(table: pl.DataFrame) -> pl.DataFrame:
    """The day of birth that a person's IIN encodes: its first six digits, the century in the seventh."""
    iin, person = pl.col(_IIN), pl.col(_ID).str.starts_with("person:")
    century = iin.str.slice(6, 1).replace_strict(_CENTURIES, default=None, return_dtype=pl.String)
    day = pl.concat_str(century, iin.str.slice(0, 6)).str.to_date("%Y%m%d", strict=False).cast(pl.String)
    no_time = pl.lit(None, pl.Int64)
    return table.filter(person).select(
        id=_ID, kind=pl.lit("birth_of_iin"), thing=day, from_ms=no_time, to_ms=no_time
    ).drop_nulls("thing")  # fmt: skip


def _cards(scan: pl.LazyFrame, kind: RecordKind) -> Iterator[pl.DataFrame]:
    """Columns account, card: which card is which account's."""
    if kind.kind == "transfer":
        yield _distinct(scan, kind, ["card_account", "card"]).drop_nulls().rename({"card_account": "account"})


def _with_cards(facts: pl.DataFrame, cards: list[pl.DataFrame]) -> pl.DataFrame:
    """Who has an account has its cards."""
    if not cards:
        return facts
    held = facts.filter(pl.col("kind") == "account").join(
        pl.concat(cards).unique(), left_on="thing", right_on="account"
    )
    return pl.concat([facts, held.with_columns(kind=pl.lit("card"), thing=pl.col("card")).drop("card")]).unique()
