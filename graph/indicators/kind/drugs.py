"""What speaks of drugs: payers who were caught with them, people of the ring arrested for selling, night rounds."""

from math import log

import polars as pl

from graph.indicators.arrest.arrests import POSSESSION, TRADE
from graph.indicators.evidence import ROWS_KEPT, evidence, joined_rows, rows_behind
from graph.indicators.kind.sales import sales
from graph.indicators.movement.night_rounds import night_rounds
from graph.indicators.ring import HUBS, part
from graph.indicators.scene import Scene
from graph.indicators.surprise import surprise
from graph.indicators.weights import llr


def kind_payers_possess(scene: Scene) -> pl.DataFrame:
    """Payers arrested for possession, against the share of such people among all who pay anybody.

    Many candidates are tried, so each must surprise more (Bonferroni).
    """
    caught = scene.tables.arrests.filter(pl.col("article").fill_null("").str.contains(POSSESSION)).group_by(
        src_holder="person",
    ).agg(joined_rows("sources").alias("rows"))
    payers = sales(scene).select("network", "src_holder").unique()
    everybody = scene.facts.payments.select("src_holder").unique()
    base = everybody.join(caught, on="src_holder", how="semi").height / max(everybody.height, 1)
    found = (
        payers.join(caught, on="src_holder").group_by("network").agg(
            joined_rows("rows").alias("rows"), rows_total=pl.len(), hits=pl.len(),
        )
        .join(payers.group_by("network").agg(payers=pl.len()), on="network")
        .with_columns(entity="network", base=pl.lit(base)).with_columns(
            nats=surprise("hits", "payers", "base") - _tried(scene),
        )
        .filter((pl.col("hits") >= 2) & (pl.col("nats") > 0))
    )
    step = pl.min_horizontal(
        llr("kind_payers_possess", "scale") * pl.col("nats"), pl.lit(llr("kind_payers_possess", "cap")),
    )
    return evidence(found, "reasons.kind_payers_possess", ["hits", "payers"], step)


def kind_trade_arrests(scene: Scene) -> pl.DataFrame:
    """People of the candidate, droppers among them, arrested under article 297, or its things seized there."""
    trade = scene.tables.arrests.filter(pl.col("article").fill_null("").str.contains(TRADE))
    holders = part(scene, "card").join(scene.facts.accounts, left_on="entity", right_on="account")
    people = pl.concat([holders.select("network", entity="holder"), part(scene, "person")]).unique()
    arrested = trade.join(people, left_on="person", right_on="entity").select("network", "arrest", "sources")
    things = part(scene, "line", "card", "sink", "cashout")
    seized = scene.tables.seizures.join(things, left_on="item", right_on="entity").join(
        trade.select("arrest").unique(), on="arrest", how="semi",
    ).select("network", "arrest", "sources")
    found = pl.concat([arrested, seized]).group_by("network").agg(
        *rows_behind(), arrests=pl.col("arrest").n_unique(),
    ).with_columns(entity="network")
    step = pl.when(pl.col("arrests") >= 2).then(llr("kind_trade_arrests", "several")).otherwise(
        llr("kind_trade_arrests", "one")
    )
    return evidence(found, "reasons.kind_trade_arrests", ["arrests"], step)


def kind_couriers(scene: Scene) -> pl.DataFrame:
    """People attached to the candidate who make night rounds."""
    rounds = night_rounds(scene).select("entity", "rows", "rows_total")
    found = part(scene, "person").join(rounds, on="entity").group_by("network").agg(
        joined_rows("rows").head(ROWS_KEPT).alias("rows"), rows_total=pl.col("rows_total").sum(), couriers=pl.len(),
    ).with_columns(entity="network")
    step = pl.when(pl.col("couriers") >= 2).then(llr("kind_couriers", "several")).otherwise(llr("kind_couriers", "one"))
    return evidence(found, "reasons.kind_couriers", ["couriers"], step)


def kind_trade_share(scene: Scene) -> pl.DataFrame:
    """Trade among the drug arrests of those around a candidate, against its share among all drug arrests.

    Around are holders of its cards and whoever pays or is paid by its accounts. Buyers alone would bring own use; many
    candidates are tried, so each must surprise more (Bonferroni).
    """
    article = pl.col("article").fill_null("")
    cases = scene.tables.arrests.filter(article.str.contains(TRADE) | article.str.contains(POSSESSION)).group_by(
        entity="person",
    ).agg(joined_rows("sources").alias("rows"), trade=article.str.contains(TRADE).any())
    accounts = part(scene, "card", *HUBS).join(scene.facts.accounts, left_on="entity", right_on="account")
    paid = scene.facts.payments.join(accounts.select("network", src="entity"), on="src")
    around = pl.concat([
        accounts.select("network", entity="holder"), sales(scene).select("network", entity="src_holder"),
        paid.select("network", entity="dst_holder"),
    ]).unique()
    found = around.join(cases, on="entity").group_by("network").agg(
        joined_rows("rows").alias("rows"), rows_total=pl.len(), hits=pl.col("trade").sum(), arrests=pl.len(),
    ).with_columns(entity="network", base=pl.lit(cases["trade"].mean(), pl.Float64())).with_columns(
        nats=surprise("hits", "arrests", "base") - _tried(scene),
    ).filter((pl.col("hits") >= 2) & (pl.col("nats") > 0))
    step = pl.min_horizontal(llr("kind_trade_share", "scale") * pl.col("nats"), pl.lit(llr("kind_trade_share", "cap")))
    return evidence(found, "reasons.kind_trade_share", ["hits", "arrests"], step)


def _tried(scene: Scene) -> float:
    """Nats by which a candidate must surprise the more because so many are tried (Bonferroni)."""
    return log(max(part(scene, "card", *HUBS)["network"].n_unique(), 1))
