"""What comes into a candidate's cards from outside: by the sums and the words, what is it for?"""

import polars as pl

from graph.indicators.evidence import evidence, rows_behind
from graph.indicators.ring import HUBS, part
from graph.indicators.scene import Scene
from graph.indicators.weights import llr
from graph.indicators.words import tells

PAYMENTS = 20  # below that, shares say nothing
PRICES = 5  # sums that make a price list
LISTED = 0.4  # share of payments that the list must cover
STEP = 10_000  # tiyn: shops add some tenge to a price to know a payment again
BIG = 15_000_000  # tiyn, 150 000 tenge: half a month's average wage; no retail price
WORDS = 0.35
SOME, MANY = 0.15, 0.25  # share of payers who got money back


def sales(scene: Scene) -> pl.DataFrame:
    """Payments into a candidate's cards and hubs from outside it: facts.payments and network."""
    ours = part(scene, "card", *HUBS)
    into = scene.facts.payments.join(ours, left_on="dst", right_on="entity")
    return into.join(ours.rename({"entity": "src"}), on=["network", "src"], how="anti")


def kind_price_list(scene: Scene) -> pl.DataFrame:
    """Few sums make up most payments: a price list."""
    sums = sales(scene).with_columns(price=pl.col("amount_tiyn") // STEP * STEP)
    listed = sums.group_by("network", "price").agg(n=pl.len()).sort(
        "network", "n", "price", descending=[False, True, False],
    ).group_by("network", maintain_order=True).head(PRICES)
    found = (
        sums.join(listed, on=["network", "price"]).group_by("network").agg(
            *rows_behind(), prices=(pl.col("price").unique().sort() // 100).cast(pl.String).str.join(", "),
        )
        .join(sums.group_by("network").agg(n=pl.len()), on="network")
        .with_columns(entity="network", percent=(100 * pl.col("rows_total") / pl.col("n")).round().cast(pl.Int64))
        .filter((pl.col("n") >= PAYMENTS) & (pl.col("percent") >= 100 * LISTED))
    )
    return evidence(found, "reasons.kind_price_list", ["percent", "prices"], pl.lit(llr("kind_price_list", "list")))


def kind_big_sums(scene: Scene) -> pl.DataFrame:
    """The usual payment is far above any retail price: what fraud takes."""
    found = sales(scene).group_by("network").agg(
        *rows_behind(), tiyn=pl.col("amount_tiyn").median().cast(pl.Int64),
    ).filter(pl.col("tiyn") >= BIG).with_columns(entity="network")
    return evidence(found, "reasons.kind_big_sums", ["tiyn"], pl.lit(llr("kind_big_sums", "big")))


def kind_trade_words(scene: Scene) -> pl.DataFrame:
    """Payers say what they buy."""
    said = sales(scene).with_columns(said=tells("purpose", "trade")).group_by("network").agg(
        *rows_behind(), n=pl.len(), share=pl.col("said").mean(),
    ).filter((pl.col("share") >= WORDS) & (pl.col("n") >= PAYMENTS)).with_columns(
        entity="network", percent=(100 * pl.col("share")).round().cast(pl.Int64),
    )
    return evidence(said, "reasons.kind_trade_words", ["percent"], pl.lit(llr("kind_trade_words", "words")))


def kind_pays_out(scene: Scene) -> pl.DataFrame:
    """Payers who get money back from the candidate's accounts: winnings, or a circle of friends."""
    paid = sales(scene).select("network", payer="src_holder").unique()
    ours = part(scene, "card", *HUBS)
    back = scene.facts.payments.join(ours, left_on="src", right_on="entity").join(
        paid, left_on=["network", "dst_holder"], right_on=["network", "payer"],
    )
    found = back.group_by("network").agg(*rows_behind(), winners=pl.col("dst_holder").n_unique()).join(
        paid.group_by("network").agg(payers=pl.len()), on="network",
    ).with_columns(entity="network", share=pl.col("winners") / pl.col("payers")).filter(pl.col("payers") >= PAYMENTS)
    step = (
        pl.when(pl.col("share") >= MANY).then(llr("kind_pays_out", "many"))
        .when(pl.col("share") >= SOME).then(llr("kind_pays_out", "some"))
    )
    return evidence(found, "reasons.kind_pays_out", ["winners", "payers"], step)
