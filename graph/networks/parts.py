"""What each candidate consists of: its hubs, its cards, its work lines, its people."""

from collections.abc import Sequence

import polars as pl

from graph.indicators.scene import PARTS, Scene
from graph.networks.select import Chosen
from graph.networks.ties import card_sinks

SHARE = 0.25  # of what a card sends to hubs: from there on it is a card of that network; some are sold twice


def parts(scene: Scene, chosen: Sequence[Chosen]) -> pl.DataFrame:
    """Network, entity and part (sink, cashout, card, line, person), for all chosen candidates."""
    members = pl.DataFrame(
        [(each.name, member) for each in chosen for member in sorted(each.members)],
        schema={"network": pl.String, "entity": pl.String}, orient="row",
    )
    hubs = members.join(scene.accounts, left_on="entity", right_on="account").select(
        "network", "entity", part="colour",
    )
    lines = members.join(scene.lines, left_on="entity", right_on="user").select(
        "network", entity="line", part=pl.lit("line"),
    )
    people = members.filter(pl.col("entity").str.starts_with("person:")).with_columns(part=pl.lit("person"))
    tables = [hubs, _cards(scene, hubs), lines, people]
    return pl.concat([table.select(list(PARTS)) for table in tables]).sort("network", "part", "entity")


def _cards(scene: Scene, hubs: pl.DataFrame) -> pl.DataFrame:
    flows = card_sinks(scene, scene.accounts.filter(pl.col("colour") != "card"))
    flows = flows.join(hubs, left_on="dst", right_on="entity")
    into = flows.group_by("network", "src").agg(pl.col("tiyn").sum())
    share = pl.col("tiyn") / pl.col("tiyn").sum().over("src")
    return into.filter(share >= SHARE).select("network", entity="src", part=pl.lit("card"))
