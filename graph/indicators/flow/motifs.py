"""Shapes that money takes around coloured accounts: the layering motifs of anti-money-laundering typologies.

Names and shapes as in Altman et al. 2023, «Realistic Synthetic Financial Transactions for Anti-Money Laundering Models»
(arXiv 2306.16424). They are told of accounts that other evidence has coloured, and colour none themselves: traders and
families draw the same shapes.
"""

import polars as pl

from graph.indicators.evidence import evidence, rows_behind
from graph.indicators.facts import DAY_MS
from graph.indicators.ring import exchangers
from graph.indicators.scene import Scene
from graph.indicators.weights import llr

MANY = 3  # accounts in the middle, or on a side, that make a shape
WEEK_MS, TWO_DAYS_MS = 7 * DAY_MS, 2 * DAY_MS
RETURNS = 0.5  # share of a sum that must come back for it to be a round
OWN = 0.2  # share of an end's payers that the middle must make up: else it is a shop where everybody pays


def same_sum(scene: Scene) -> pl.DataFrame:
    """Payments into a card that left it for others in the very same sum within two days."""
    flows = _flows(scene)
    came = flows.join(_coloured(scene, "card"), left_on="dst", right_on="account", how="semi")
    came = came.select("amount_tiyn", entity="dst", came_ms="time_ms")
    left = flows.select("id", "time_ms", "amount_tiyn", "sources", entity="src")
    passed = left.join(came, on=["entity", "amount_tiyn"]).filter(
        (pl.col("time_ms") - pl.col("came_ms")).is_between(0, TWO_DAYS_MS)
    ).unique("id", keep="first", maintain_order=True)
    found = passed.group_by("entity").agg(*rows_behind(), times=pl.len()).filter(pl.col("times") >= MANY)
    return evidence(found, "reasons.same_sum", ["times"], pl.lit(llr("same_sum", "often")))


def gather_scatter(scene: Scene) -> pl.DataFrame:
    """Sinks that gather from several cards and pay several people: gather-scatter."""
    hubs, cards, flows = _coloured(scene, "sink"), _coloured(scene, "card"), _flows(scene)
    known = scene.accounts.select(dst="account")
    out = flows.join(hubs, left_on="src", right_on="account", how="semi").join(known, on="dst", how="anti")
    out = out.join(exchangers(scene), on="dst", how="anti")
    paid = out.group_by(entity="src").agg(*rows_behind(), people=pl.col("dst_holder").n_unique())
    fed = flows.join(cards, left_on="src", right_on="account", how="semi").group_by(entity="dst").agg(
        cards=pl.col("src").n_unique(),
    )
    found = paid.join(fed, on="entity").filter((pl.col("cards") >= MANY) & (pl.col("people") >= MANY))
    return evidence(found, "reasons.gather_scatter", ["cards", "people"], pl.lit(llr("gather_scatter", "both")))


def scatter_gather(scene: Scene) -> pl.DataFrame:
    """Sinks whose money reaches one account over several others within a week: scatter-gather."""
    flows = _flows(scene)
    first = flows.join(_coloured(scene, "sink"), left_on="src", right_on="account", how="semi").select(
        entity="src", middle="dst", first_ms="time_ms",
    )
    then = flows.select("time_ms", "sources", middle="src", end="dst")
    ways = first.join(then, on="middle").filter(
        (pl.col("time_ms") - pl.col("first_ms")).is_between(0, WEEK_MS) & (pl.col("end") != pl.col("entity"))
    ).unique(["entity", "middle", "end"], keep="first", maintain_order=True)
    payers = flows.group_by(end="dst").agg(payers=pl.col("src").n_unique())
    found = ways.group_by("entity", "end").agg(*rows_behind(), middle=pl.len()).join(payers, on="end").filter(
        (pl.col("middle") >= MANY) & (pl.col("middle") >= OWN * pl.col("payers"))
    ).sort("entity", "middle", "end", descending=[False, True, False]).unique("entity", keep="first")
    return evidence(found, "reasons.scatter_gather", ["middle"], pl.lit(llr("scatter_gather", "over")))


def cycle(scene: Scene) -> pl.DataFrame:
    """Sums that a sink or cash-out sent and got back, half of them at least, over another account within a week."""
    flows = _flows(scene).select("time_ms", "amount_tiyn", "sources", "src", "dst")
    hubs = _coloured(scene, "sink", "cashout")
    went = flows.join(hubs, left_on="src", right_on="account", how="semi").rename({"src": "entity", "dst": "middle"})
    back = flows.join(hubs, left_on="dst", right_on="account", how="semi").rename({"src": "end", "dst": "entity"})
    passed = flows.rename({"src": "middle", "dst": "end"})
    rounds = went.join(passed, on="middle", suffix="_2").join(back, on=["entity", "end"], suffix="_3").filter(
        (pl.col("time_ms") <= pl.col("time_ms_2")) & (pl.col("time_ms_2") <= pl.col("time_ms_3"))
        & (pl.col("time_ms_3") - pl.col("time_ms") <= WEEK_MS) & (pl.col("end") != pl.col("entity"))
        & (pl.col("amount_tiyn_3") >= RETURNS * pl.col("amount_tiyn"))
    )
    found = rounds.unique(["entity", "middle", "end", "time_ms"], keep="first", maintain_order=True).group_by(
        "entity",
    ).agg(*rows_behind(), rounds=pl.len()).filter(pl.col("rounds") >= 2)
    return evidence(found, "reasons.cycle", ["rounds"], pl.lit(llr("cycle", "rounds")))


def bipartite(scene: Scene) -> pl.DataFrame:
    """Cards that pay two sinks, of which several do: cards on one side, sinks on the other."""
    into = _flows(scene).join(_coloured(scene, "card"), left_on="src", right_on="account", how="semi").join(
        _coloured(scene, "sink"), left_on="dst", right_on="account", how="semi",
    )
    pairs = into.select("src", "dst").unique()
    both = pairs.join(pairs, on="src", suffix="_2").filter(pl.col("dst") != pl.col("dst_2"))
    shared = both.group_by("dst", "dst_2").agg(cards=pl.len()).filter(pl.col("cards") >= MANY)
    best = shared.sort("dst", "cards", "dst_2", descending=[False, True, False]).unique("dst", keep="first")
    ours = into.join(both, on=["src", "dst"]).join(best, on=["dst", "dst_2"], how="semi")
    found = ours.group_by(entity="dst").agg(*rows_behind()).join(best, left_on="entity", right_on="dst")
    return evidence(found, "reasons.bipartite", ["cards"], pl.lit(llr("bipartite", "shared")))


def stack(scene: Scene) -> pl.DataFrame:
    """Cards into which other cards empty, and which pay a sink: a second layer."""
    cards, hubs, flows = _coloured(scene, "card"), _coloured(scene, "sink", "cashout"), _flows(scene)
    into = flows.join(cards, left_on="dst", right_on="account", how="semi")
    among = into.join(cards, left_on="src", right_on="account", how="semi")
    layered = among.group_by(entity="dst").agg(*rows_behind(), cards=pl.col("src").n_unique())
    on = flows.join(hubs, left_on="dst", right_on="account", how="semi").select(entity="src").unique()
    found = layered.join(on, on="entity", how="semi").filter(pl.col("cards") >= 2)
    return evidence(found, "reasons.stack", ["cards"], pl.lit(llr("stack", "layer")))


def _flows(scene: Scene) -> pl.DataFrame:
    return scene.facts.payments.select("id", "src", "dst", "dst_holder", "time_ms", "amount_tiyn", "sources")


def _coloured(scene: Scene, *colours: str) -> pl.DataFrame:
    return scene.accounts.filter(pl.col("colour").is_in(list(colours))).select("account")
