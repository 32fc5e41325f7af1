"""The world as chance would tie it: the same people and lines, as active and in the same cities, with others.

Every account and line keeps its city, how many it deals with, and how much and when: only with whom is drawn anew,
among ties between the same two cities, one-way or both ways, and about as busy; where too few are alike, among those
as busy as they may be, then wherever. What is left of a network in such a
world is what conduct alone, without organisation, would look like.
"""

from dataclasses import replace

import numpy as np
import polars as pl

from core.tables import Tables
from graph.communities.rewiring import rewired
from graph.indicators.scene import Scene

MIXED = 20  # ends on either side of a block below which it is drawn together with busier and quieter ties, then cities
NOWHERE = pl.lit(None, pl.String())
HERE = ("imei", "imsi", "cell")  # what a call tells of its caller's handset and place


def by_chance(scene: Scene, seed: int) -> Tables:
    """Tables of the null world. Ties with firms, machines and services stay as they are; so do registers.

    Where a call gets another caller, it bears the handset and place that this caller mostly has.
    """
    cities = line_cities(scene)
    return replace(
        scene.tables, transfers=_transfers(scene, cities, seed), calls=_calls(scene, cities, seed + 1),
    )


def line_cities(scene: Scene) -> pl.DataFrame:
    """City in which a line mostly is when it calls: line, city."""
    seen = scene.tables.calls.select("cell", line="src").join(
        scene.tables.cells.select("city", cell="id"), on="cell",
    ).filter(pl.col("city").is_not_null())
    most = seen.group_by("line", "city").agg(n=pl.len()).sort("line", "n", "city", descending=[False, True, False])
    return most.group_by("line", maintain_order=True).first().select("line", "city")


def account_cities(scene: Scene, cities: pl.DataFrame) -> pl.DataFrame:
    """City of an account: that of its holder's first line with one; account, city."""
    of_holder = scene.facts.lines.owners.join(cities, on="line").sort("owner", "line").unique("owner", keep="first")
    return scene.facts.accounts.join(of_holder, left_on="holder", right_on="owner").select("account", "city")


def _transfers(scene: Scene, cities: pl.DataFrame, seed: int) -> pl.DataFrame:
    moved = scene.tables.transfers
    free = moved.join(scene.facts.payments.select("id"), on="id", how="semi")
    homes = account_cities(scene, cities).rename({"account": "id"})
    drawn = _exchanged(free, homes, seed)
    return pl.concat([moved.join(free.select("id"), on="id", how="anti"), drawn.select(moved.columns)]).sort("id")


def _calls(scene: Scene, cities: pl.DataFrame, seed: int) -> pl.DataFrame:
    calls = scene.tables.calls
    free = calls.join(scene.facts.lines.talk.select("id"), on="id", how="semi")
    drawn = _exchanged(free, cities.rename({"line": "id"}), seed).join(_usual(calls), on="src", how="left")
    moved = pl.col("src") != pl.col("was")
    drawn = drawn.with_columns(
        pl.when(moved).then(pl.col(f"usual_{name}")).otherwise(name).alias(name) for name in HERE
    )
    return pl.concat([calls.join(free.select("id"), on="id", how="anti"), drawn.select(calls.columns)]).sort("id")


def _usual(calls: pl.DataFrame) -> pl.DataFrame:
    """Handset, SIM and mast that a line mostly has."""
    return calls.group_by("src").agg(
        pl.col(name).drop_nulls().mode().sort().first().alias(f"usual_{name}") for name in HERE
    )


def _exchanged(rows: pl.DataFrame, homes: pl.DataFrame, seed: int) -> pl.DataFrame:
    """Rows between other pairs: all rows of a pair go together. `was` is who began them before."""
    pairs = _pairs(rows, homes, seed)
    ids = pl.concat([pairs["a"], pairs["b"]]).unique().sort()
    a, b = (ids.search_sorted(pairs[end]).to_numpy().astype(np.int64) for end in ("a", "b"))
    other = rewired(a, b, pairs["block"].to_numpy().astype(np.int64), seed) if pairs.height else b
    pairs = pairs.with_columns(new=ids.gather(other)).select("a", "b", "new")
    both = pl.concat([
        pairs.select(src="a", dst="b", to="new", turn=pl.lit(value=False)),
        pairs.select(src="b", dst="a", to="new", turn=pl.lit(value=True)),
    ])
    told = rows.join(both, on=["src", "dst"])
    return told.with_columns(
        was="src", src=pl.when("turn").then("to").otherwise("src"), dst=pl.when("turn").then("dst").otherwise("to"),
    )


def _pairs(rows: pl.DataFrame, homes: pl.DataFrame, seed: int) -> pl.DataFrame:
    """Each pair once, who began it first: a, b, block. Pairs that went both ways lie in blocks of their own."""
    low, high = pl.min_horizontal("src", "dst"), pl.max_horizontal("src", "dst")
    pairs = rows.group_by(low=low, high=high).agg(n=pl.len(), up=(pl.col("src") == low).sum()).sort("low", "high")
    coin = pl.Series(np.random.default_rng(seed).random(pairs.height) < 0.5)
    one_way = (pl.col("up") == 0) | (pl.col("up") == pl.col("n"))
    first_low = pl.when(one_way).then(pl.col("up") > 0).otherwise(coin)
    placed = pairs.with_columns(
        one_way=one_way, a=pl.when(first_low).then("low").otherwise("high"),
        b=pl.when(first_low).then("high").otherwise("low"), busy=pl.col("n").log(2).floor().cast(pl.Int64),
    )
    for end in ("a", "b"):
        home = homes.select(pl.col("id").alias(end), pl.col("city").alias(f"city_{end}"))
        placed = placed.join(home, on=end, how="left", maintain_order="left")
    return placed.with_columns(_block()).select("a", "b", "block")


def _block() -> pl.Expr:
    """The finest block in which enough others stand on either side; where a ring is alone in one, that says nothing."""
    chosen = pl.struct(one_way="one_way", busy=pl.lit(None, pl.Int64), city_a=NOWHERE, city_b=NOWHERE)
    for level in (("one_way", "city_a", "city_b"), ("one_way", "busy", "city_a", "city_b")):
        mixed = pl.min_horizontal(pl.col("a").n_unique().over(level), pl.col("b").n_unique().over(level)) >= MIXED
        busy = pl.col("busy") if "busy" in level else pl.lit(None, pl.Int64)
        chosen = pl.when(mixed).then(pl.struct("one_way", busy.alias("busy"), "city_a", "city_b")).otherwise(chosen)
    return (chosen.rank("dense").cast(pl.Int64) - 1).alias("block")
