"""What rows of deliveries speak of, read again from their records: which entities, and who under which name."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import polars as pl

from core import records
from core.home import Home
from core.identity import load_key
from core.records import RecordKind
from core.records.fields import storage
from etl.delivery import Delivery, deliveries, layers
from etl.load.block import END, ROW, Block

Ref = str  # «source:row»


@dataclass(frozen=True, slots=True)
class Spelling:
    """A name that a row gives a party."""

    party: str
    name: str
    ref: Ref


def entities(home: Home, refs: Iterable[Ref]) -> Mapping[Ref, frozenset[str]]:
    """Ids of the things and parties that each row speaks of; a row that no record came of is left out."""
    found: dict[Ref, set[str]] = defaultdict(set)
    for block in _blocks(home, refs):
        for name in (*block.kind.nodes, *block.kind.parties):
            ends = block.ends(name).join(block.rows.select(ROW, "row"), on=ROW)
            for row, entity in ends.select("row", END).iter_rows():
                found[f"{block.delivery.source}:{row}"].add(entity)
    return {ref: frozenset(ids) for ref, ids in found.items()}


def spellings(home: Home, refs: Iterable[Ref], parties: Iterable[str]) -> list[Spelling]:
    """Every name that the rows give these parties, with its row; in order of party, name, row."""
    wanted = sorted(set(parties))
    found: set[tuple[str, str, str, int]] = set()
    for block in _blocks(home, refs):
        for name, party in block.kind.parties.items():
            if party.name:
                said = pl.DataFrame([block.parties[name].alias("id"), block.records[party.name].alias("name"),
                                     block.records["row"]])  # fmt: skip
                said = said.filter(pl.col("id").is_in(wanted)).drop_nulls("name")
                found |= {(each["id"], each["name"], block.delivery.source, each["row"]) for each in said.to_dicts()}
    return [Spelling(party, name, f"{source}:{row}") for party, name, source, row in sorted(found)]


def _blocks(home: Home, refs: Iterable[Ref]) -> Iterator[Block]:
    """Records of the rows, delivery by delivery, kind by kind."""
    wanted: dict[str, set[int]] = defaultdict(set)
    for ref in refs:
        source, _, row = ref.rpartition(":")
        wanted[source].add(int(row))
    key = load_key(home) if wanted else b""
    for delivery in deliveries(home):
        if rows := wanted.get(delivery.source):
            yield from _of(home, key, delivery, sorted(rows))


def _of(home: Home, key: bytes, delivery: Delivery, rows: list[int]) -> Iterator[Block]:
    for record in delivery.records:
        for folder in layers(home, delivery.sha256):
            path = folder / f"{record}.parquet"
            if path.is_file():
                table = pl.scan_parquet(path).filter(pl.col("row").is_in(rows)).collect()
                if table.height:
                    kind = records.load()[record]
                    yield Block(delivery, kind, key, whole(table, kind))


def whole(table: pl.DataFrame, kind: RecordKind) -> pl.DataFrame:
    """The records with every field of their kind: those of an earlier make lack what was thought of later."""
    lacking = {name: of for name, of in kind.fields.items() if name not in table.columns}
    return table.with_columns(
        pl.lit(None).cast(storage(of.type, many=of.many)).alias(name) for name, of in lacking.items()
    )
