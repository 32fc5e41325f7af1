"""Two operators and three banks without a graph: reports as tables, rules as they stand in the templates."""

import polars as pl
import pytest

from core import records
from core.identity import edge_ids
from etl.joins.events import events
from etl.joins.rules import rules_of
from etl.joins.verdicts import Verdicts
from etl.templates import catalogue

SCHEMA = {
    "source": pl.String(), "row": pl.Int64(), "feed": pl.String(), "from_account": pl.String(),
    "to_account": pl.String(), "time_ms": pl.Int64(), "amount_tiyn": pl.Int64(), "currency": pl.String(),
    "channel": pl.String(), "purpose": pl.String(), "document": pl.String(), "cluster": pl.UInt32(),
}  # fmt: skip


class Bench:
    """Transfers between one pair of accounts, a letter a report: its feed, its second, its file."""

    def __init__(self):
        self.rules = rules_of(catalogue().values())["transfer"]

    def rows(self, *told, **more):
        """From (feed, second) or (feed, second, file)."""
        rows = []
        for at, (feed, second, *file) in enumerate(told, start=2):
            words = {"amount_tiyn": 100, "currency": "KZT", "document": f"{feed}{at}", **more}
            rows.append({"source": file[0] if file else feed, "row": at, "feed": feed, "from_account": "A",
                         "to_account": "B", "time_ms": second * 1000, "cluster": 1, **words})  # fmt: skip
        table = pl.DataFrame(rows, schema=SCHEMA)
        ends = table.with_columns(src=pl.lit("account:A"), dst=pl.lit("account:B"))
        edge = records.load()["transfer"].edges[0]
        return table.with_columns(edge_ids(edge.type, ends, ["src", "dst", *edge.identity]).alias("natural"))

    def decide(self, rows, *verdicts):
        """What is decided of these rows."""
        return events(self.rules, rows, Verdicts.pairs(verdicts))

    def joined(self, rows, *verdicts, state=("joined", "judged", "alike")):
        """Pairs of row numbers that are one."""
        pairs = self.decide(rows, *verdicts).pairs.filter(pl.col("state").is_in(state))
        return sorted(
            tuple(sorted(int(ref.split(":")[1]) for ref in pair)) for pair in pairs.select("left", "right").rows()
        )

    def ambiguous(self, rows, *verdicts):
        """Pairs of row numbers of which nobody can say whether they are one."""
        return self.joined(rows, *verdicts, state=("ambiguous",))


@pytest.fixture(scope="session")
def bench() -> Bench:
    return Bench()
