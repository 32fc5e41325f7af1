"""Gaps: what was not available on a network, so that silence is not taken for innocence or guilt."""

from collections.abc import Mapping

import polars as pl

from core.networks import Reason
from graph.indicators.ring import part
from graph.indicators.scene import Scene


def gaps(scene: Scene) -> Mapping[str, tuple[Reason, ...]]:
    """Per network: accounts whose bank delivered nothing, and lines without handsets or places."""
    found: dict[str, list[Reason]] = {}
    tables = ((_banks(scene), "gap_bank", ("bank", "accounts")), (_lines(scene), "gap_lines", ("lines",)))
    for table, key, names in tables:
        for line in table.iter_rows(named=True):
            reason = Reason(
                indicator=key, family="flow" if key == "gap_bank" else "movement", llr=0.0, key=f"reasons.{key}",
                parameters={name: line[name] for name in names},
            )
            found.setdefault(line["network"], []).append(reason)
    return {network: tuple(reasons) for network, reasons in found.items()}


def _banks(scene: Scene) -> pl.DataFrame:
    """Banks none of whose accounts ever paid another of their own: they delivered nothing."""
    banks = scene.tables.accounts.select("id", "bank")
    within = (
        scene.tables.transfers.select("src", "dst").join(banks.rename({"id": "src", "bank": "from"}), on="src")
        .join(banks.rename({"id": "dst", "bank": "to"}), on="dst").filter(pl.col("from") == pl.col("to"))
    )
    ours = part(scene, "sink", "cashout", "card").join(banks, left_on="entity", right_on="id")
    silent = ours.filter(pl.col("bank").is_not_null()).join(within.select(bank="from").unique(), on="bank", how="anti")
    return silent.group_by("network", "bank").agg(accounts=pl.len()).sort("network", "bank")


def _lines(scene: Scene) -> pl.DataFrame:
    """Work lines that were never seen with a mast."""
    placed = scene.tables.calls.filter(pl.col("cell").is_not_null()).select(entity="src").unique()
    unseen = part(scene, "line").join(placed, on="entity", how="anti")
    return unseen.group_by("network").agg(lines=pl.len()).sort("network")
