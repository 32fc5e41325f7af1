"""A block of records on its way to the graph: its rows with all that every assertion of theirs bears."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property

import polars as pl

from core import ontology
from core.grades import Grade
from core.records import Node, RecordKind
from etl.delivery import Delivery
from etl.resolve.parties import party_column

ROW, END = "\x1frow", "\x1fend"  # column names that no field can have
COMMON = ("sources", "agency", "handling", "source_grade", "info_grade", "known_ms", "authority")


@dataclass(frozen=True)
class Block:
    """Records of one kind from one delivery. `key` makes person ids opaque."""

    delivery: Delivery
    kind: RecordKind
    key: bytes
    records: pl.DataFrame

    @cached_property
    def rows(self) -> pl.DataFrame:
        """The records with their place in the block (ROW) and COMMON: sources, whose they are, how good, since when."""
        place = pl.int_range(pl.len(), dtype=pl.UInt32).alias(ROW)
        return self.records.with_columns(place, *borne(self.delivery, self.kind, self.records.columns))

    @cached_property
    def parties(self) -> dict[str, pl.Series]:
        """Entity ids of whom the rows speak, by the party's name in the record kind."""
        return {
            name: party_column(self.records, self.kind, party, self.key) for name, party in self.kind.parties.items()
        }

    def ends(self, name: str) -> pl.DataFrame:
        """Columns ROW, END (entity id) and, of a node, `key`: each node or party of this name that a row has."""
        if name in self.parties:
            return self.rows.select(ROW, self.parties[name].alias(END)).drop_nulls(END)
        return self._node_ends(self.kind.nodes[name])

    def _node_ends(self, node: Node) -> pl.DataFrame:
        prefix = ontology.load().nodes[node.label].prefix + ":"
        of = self.kind.fields[node.key]
        keys = self.rows.select(ROW, pl.col(node.key).alias("key"))
        keys = (keys.explode("key") if of.many else keys).drop_nulls("key")
        if of.type == "item":
            keys = keys.filter(pl.col("key").str.starts_with(prefix))
            keys = keys.with_columns(pl.col("key").str.strip_prefix(prefix))
        return keys.with_columns(pl.concat_str(pl.lit(prefix), pl.col("key")).alias(END))


def borne(of: Delivery, kind: RecordKind, there: Collection[str]) -> list[pl.Expr]:
    """COMMON but authority, of records with the columns `there`: a row's own grade stands before its delivery's."""
    own_date = pl.col(kind.own_date) if kind.own_date else pl.lit(None, pl.Int64)
    given: Mapping[Grade, str] = {
        "source_grade": of.source_grade,
        "info_grade": of.info_grade,
        "handling": of.handling,
    }
    return [
        pl.concat_list(pl.concat_str(pl.lit(f"{of.source}:"), pl.col("row"))).alias("sources"),
        pl.concat_list(pl.lit(of.agency)).alias("agency"),
        *(_grade(name, default, there) for name, default in given.items()),
        (own_date if of.received_ms is None else pl.lit(of.received_ms, pl.Int64)).alias("known_ms"),
    ]


def _grade(name: str, default: str, there: Collection[str]) -> pl.Expr:
    """Records of an earlier make bear no grades of their own."""
    return (pl.coalesce(name, pl.lit(default)) if name in there else pl.lit(default)).alias(name)


def value(field: str, unless: str | None) -> pl.Expr:
    """A property's value: of a field, but only where another is empty, if one is named."""
    column = pl.col(field)
    return column if unless is None else pl.when(pl.col(unless).is_null()).then(column)
