"""What belongs to a candidate, by kind: the tables that ring indicators join with."""

import polars as pl

from graph.indicators.counter.exchanger import exchanger
from graph.indicators.device.straw_lines import sold_lines
from graph.indicators.scene import Scene

CARDS = 3  # cards that pay an account directly: an exchanger, not somebody on the wage list
HUBS = ["sink", "cashout"]


def part(scene: Scene, *kinds: str) -> pl.DataFrame:
    """Network and entity of the candidates' parts of these kinds."""
    chosen = scene.parts.filter(pl.col("part").is_in(list(kinds)))
    return chosen.select("network", "entity").unique().sort("network", "entity")


def private_lines(scene: Scene) -> pl.DataFrame:
    """Lines in a person's name that are not work lines, nor of one who sells registrations: line, owner."""
    owners = scene.facts.lines.owners.filter(pl.col("owner_kind") == "person").select("line", "owner")
    return owners.join(scene.lines, on="line", how="anti").join(sold_lines(scene), on="line", how="anti")


def ring_payments(scene: Scene) -> pl.DataFrame:
    """Payments from a candidate's hubs to anybody who is no hub, card or exchanger, with `network`."""
    hubs = part(scene, *HUBS)
    return (
        scene.facts.payments.join(hubs, left_on="src", right_on="entity")
        .join(scene.accounts.select(dst="account"), on="dst", how="anti")
        .join(exchangers(scene), on="dst", how="anti")
    )


def exchangers(scene: Scene) -> pl.DataFrame:
    """Accounts that cards pay directly, or through which many pay many: they change money (column dst)."""
    cards = scene.accounts.filter(pl.col("colour") == "card").select(src="account")
    direct = scene.facts.payments.join(cards, on="src", how="semi").group_by("dst").agg(n=pl.col("src").n_unique())
    both = pl.concat([direct.filter(pl.col("n") >= CARDS).select("dst"), exchanger(scene).select(dst="entity")])
    return both.join(scene.accounts.select(dst="account"), on="dst", how="anti").unique().sort("dst")
