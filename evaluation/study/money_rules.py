"""Money rules as banks have them: many payers, and most of it gone within two days. What detection must beat."""

import networkx as nx
import polars as pl

from core.tables import Tables
from evaluation.baselines import Baseline, known_iins

PAYERS, TENGE, PASSES = 8, 200_000, 0.7
DAY_MS, TIYN = 86_400_000, 100


def money_rules(tables: Tables) -> Baseline:
    """Accounts that collect and pass on; those that pay into one account stand together, the fastest first."""
    flagged = _flagged(tables.transfers)
    onward = tables.transfers.join(flagged, left_on="src", right_on="account", how="semi")
    main = onward.group_by("src", "dst").agg(pl.col("amount_tiyn").sum()).sort("amount_tiyn", "dst", descending=True)
    ties = main.group_by("src", maintain_order=True).first().select("src", "dst")
    graph: nx.Graph[str] = nx.Graph()
    graph.add_edges_from(ties.iter_rows())
    score = dict(flagged.select("account", "passes").iter_rows())
    named, holder = known_iins(tables), dict(tables.holders.select("account", "holder").iter_rows())
    owner = {account: named[person] for account, person in holder.items() if person in named}

    def passed(group: set[str]) -> tuple[float, str]:
        return -sum(score.get(account, 0.0) for account in group), min(group)

    groups = sorted(nx.connected_components(graph), key=passed)
    cores = [frozenset(owner[account] for account in group if account in owner) for group in groups]
    persons: dict[str, float] = {}
    for account, passes in score.items():
        if account in owner:
            persons[owner[account]] = persons.get(owner[account], 0.0) + passes
    return Baseline([core for core in cores if core], persons)


def _flagged(transfers: pl.DataFrame) -> pl.DataFrame:
    """Columns account, passes: the share of what came in that goes out on the same day or the next."""
    day = pl.col("time_ms") // DAY_MS
    came = transfers.group_by(account="dst", day=day).agg(came=pl.col("amount_tiyn").sum())
    went = transfers.group_by(account="src", day=day).agg(went=pl.col("amount_tiyn").sum())
    later = went.with_columns(pl.col("day") - 1).rename({"went": "later"})
    days = came.join(went, on=["account", "day"], how="left").join(later, on=["account", "day"], how="left")
    gone = pl.col("went").fill_null(0) + pl.col("later").fill_null(0)
    sums = days.group_by("account").agg(
        passes=pl.min_horizontal("came", gone).sum() / pl.col("came").sum(), came=pl.col("came").sum()
    )
    payers = transfers.group_by(account="dst").agg(payers=pl.col("src").n_unique())
    told = sums.join(payers, on="account").filter(
        pl.col("payers") >= PAYERS, pl.col("came") >= TENGE * TIYN, pl.col("passes") >= PASSES
    )
    return told.select("account", "passes").sort("account")
