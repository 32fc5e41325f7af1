"""Nodes that records speak of: things by their keys, parties under each name they were given, and their numbers."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

import polars as pl

from core import identifiers, ontology
from core.ontology import NodeKind
from core.records import Node, Party
from etl.checks.phones import home_mobiles
from etl.load.block import END, ROW, Block, value
from etl.resolve.parties import identifier_of, party_nodes, with_search_keys

_FROM_KEY: Mapping[str, Callable[[str], str | None]] = {
    "bank_code": identifiers.bank_code,
    "phone_kind": identifiers.phone_kind,
    "holder_kind": identifiers.holder_kind,
}
_PARTIES = (("Person", "person:"), ("Organisation", "org:"))
_TEXTS = {"key": pl.String(), "found": pl.String()}


@dataclass(slots=True)
class Nodes:
    """Makes the tables; remembers what follows from keys, so that each is worked out once a load."""

    derived: dict[str, dict[str, str | None]] = field(default_factory=dict)

    def tables(self, block: Block) -> Iterator[tuple[str, pl.DataFrame]]:
        """Label and rows of every kind of node in the block."""
        for name, node in block.kind.nodes.items():
            yield node.label, self._things(name, node, block)
        for name, party in block.kind.parties.items():
            ids = block.parties[name]
            people = party_nodes(ids, _names(party, block))
            for label, prefix in _PARTIES:
                yield label, people.filter(pl.col("id").str.starts_with(prefix))
            if party.iin:
                yield "Identifier", self._numbers(ids, block.records[party.iin])

    def _things(self, name: str, node: Node, block: Block) -> pl.DataFrame:
        known = ontology.load().nodes[node.label]
        ids = block.ends(name).rename({END: "id"})
        wanted = list(_properties(node, known))
        if wanted and "sources" in known.properties:  # the rows that describe it, not every row that mentions it
            wanted.append(pl.col("sources"))
        table = ids.join(block.rows.select(ROW, *wanted), on=ROW) if wanted else ids
        table = self._with_derived(table.drop(ROW).unique(maintain_order=True), known)
        if "names" in node.properties and "name_keys" in known.properties:
            return with_search_keys(table, table["names"].list.first())
        return table

    def _numbers(self, ids: pl.Series, iins: pl.Series) -> pl.DataFrame:
        table = pl.DataFrame({"id": identifier_of(ids, iins), "key": iins})
        return self._with_derived(table.drop_nulls("key").unique(), ontology.load().nodes["Identifier"])

    def _with_derived(self, table: pl.DataFrame, known: NodeKind) -> pl.DataFrame:
        """The key under its own name, and the properties that follow from it."""
        follows = {name: of.from_key for name, of in known.properties.items() if of.from_key}
        columns = [self._derive(table["key"], function).alias(name) for name, function in follows.items()]
        return table.with_columns(columns).rename({"key": known.key or "key"})

    def _derive(self, keys: pl.Series, function: str) -> pl.Series:
        if function != "phone_kind":
            return self._one_by_one(keys, function)
        mobile = keys.to_frame("key").select(home_mobiles(pl.col("key"))).to_series()
        rest = keys.to_frame("key").select(pl.when(~mobile).then("key")).to_series()
        usual = pl.select(pl.when(mobile).then(pl.lit("mobile"))).to_series()
        return usual.zip_with(mobile, self._one_by_one(rest, function))

    def _one_by_one(self, keys: pl.Series, function: str) -> pl.Series:
        memory = self.derived.setdefault(function, {})
        listed = keys.drop_nulls().unique().to_list()
        memory.update({key: _FROM_KEY[function](key) for key in listed if key not in memory})
        found = pl.DataFrame({"key": listed, "found": [memory[key] for key in listed]}, schema=_TEXTS)
        return keys.to_frame("key").join(found, on="key", how="left", maintain_order="left")["found"]


def _properties(node: Node, known: NodeKind) -> Iterator[pl.Expr]:
    for name, of in node.properties.items():
        column = value(of.field, of.unless)
        yield (pl.concat_list(column) if known.properties[name].type == "texts" else column).alias(name)


def _names(party: Party, block: Block) -> pl.Series:
    if party.name:
        return block.records[party.name]
    return pl.Series([None], dtype=pl.String).new_from_index(0, block.records.height)
