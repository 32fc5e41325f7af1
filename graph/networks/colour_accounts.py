"""Stage 1, accounts: which collect, which empty the collecting ones, which turn it into cash. Two rounds."""

from dataclasses import replace

import polars as pl

from graph.indicators.registry import run
from graph.indicators.scene import ACCOUNTS, Scene
from graph.indicators.weights import llr

COLLECTS = ("strangers_pay", "short_season", "forwarded_fast")
DOUBTS = ("one_off_collection", "gifts", "registered_trade", "rent", "returned_money")
SHAPES = ("same_sum", "gather_scatter", "scatter_gather", "cycle", "bipartite", "stack")  # told, colour nothing
LIKELY = 2.0  # log odds from which a card may speak for the accounts it empties into, in the first round
THRESHOLD = 3.5  # log odds against: about 3 in 100 accounts; above it a card is more likely one than not
ROUNDS = 3  # own conduct first, then what the neighbours are, until it settles
ONWARD = 0.4  # a hub that sends as much of its money to cards and greater hubs is a card of the second layer


def colour_accounts(scene: Scene) -> tuple[Scene, pl.DataFrame]:
    """The scene with its accounts coloured, and the evidence for each."""
    own = run(scene, (*COLLECTS, *DOUBTS))
    cards, hubs = _cards(own, LIKELY), scene.accounts.select("account", "llr")
    for _ in range(ROUNDS):
        scene = _painted(scene, cards.join(hubs, on="account", how="anti"), hubs)
        hubs = _last_in_line(scene, run(scene, ("fed_by_cards",)).select("llr", account="entity"))
        scene = _painted(scene, cards.join(hubs, on="account", how="anti"), hubs)
        cards = _cards(pl.concat([own, run(scene, ("shared_sink",))]), THRESHOLD)
    scene = _painted(scene, cards.join(hubs, on="account", how="anti"), hubs)
    scene = _cashouts(scene)
    return scene, pl.concat([own, run(scene, ("shared_sink", "fed_by_cards", "cashes_out", *SHAPES))])


def _cards(found: pl.DataFrame, threshold: float) -> pl.DataFrame:
    """Accounts whose evidence as a collecting card outweighs the prior: strangers pay in, or it empties as they do."""
    few = 0.0 if threshold < THRESHOLD else llr("strangers_pay", "few")
    total = found.group_by(account="entity").agg(
        pl.col("llr").sum(), has=(pl.col("indicator") == "shared_sink").any()
        | ((pl.col("indicator") == "strangers_pay") & (pl.col("llr") > few)).any(),
    )
    return total.filter(pl.col("has") & (pl.col("llr") >= threshold)).select("account", "llr").sort("account")


def _painted(scene: Scene, cards: pl.DataFrame, sinks: pl.DataFrame) -> Scene:
    """The scene with exactly these cards and sinks."""
    both = [cards.with_columns(colour=pl.lit("card")), sinks.with_columns(colour=pl.lit("sink"))]
    return replace(scene, accounts=pl.concat([each.select(list(ACCOUNTS)) for each in both]).sort("account"))


def _last_in_line(scene: Scene, hubs: pl.DataFrame) -> pl.DataFrame:
    """The hubs, less those that pass much of their money on to cards, or to hubs that get more.

    What goes to exchangers is left out: cards and sinks alike change money.
    """
    cards = scene.accounts.filter(pl.col("colour") == "card").select(src="account")
    fed = (
        scene.facts.payments.join(cards, on="src", how="semi").group_by("dst").agg(to_came=pl.col("amount_tiyn").sum())
        .join(hubs, left_on="dst", right_on="account", how="semi")
    )
    own = fed.rename({"dst": "src", "to_came": "came"})
    out = (
        scene.facts.payments.join(own, on="src")
        .join(run(scene, ("exchanger",)).select(dst="entity"), on="dst", how="anti")
        .join(fed, on="dst", how="left").join(cards.select(dst="src", card=pl.lit(value=True)), on="dst", how="left")
    )
    on = (pl.col("to_came") >= pl.col("came")).fill_null(pl.col("card")).fill_null(value=False)
    passes = out.group_by(account="src").agg(
        share=pl.col("amount_tiyn").filter(on).sum() / pl.col("amount_tiyn").sum(),
    ).filter(pl.col("share") >= ONWARD)
    return hubs.join(passes, on="account", how="anti")


def _cashouts(scene: Scene) -> Scene:
    """The scene with those that turn the ring's money into cash, sinks among them, painted as cash-outs."""
    found = run(scene, ("cashes_out",)).select("llr", account="entity", colour=pl.lit("cashout"))
    others = scene.accounts.join(found, on="account", how="anti")
    return replace(scene, accounts=pl.concat([others, found.select(list(ACCOUNTS))]).sort("account"))
