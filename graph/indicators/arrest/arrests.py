"""What the register of arrests says of a person: for trade, with a thing of the ring, in one case with its people."""

import polars as pl

from graph.indicators.evidence import evidence, rows_behind
from graph.indicators.ring import HUBS, part
from graph.indicators.scene import Scene
from graph.indicators.weights import llr

TRADE, POSSESSION = r"\b297\b", r"\b296\b"  # articles of the Criminal Code: sale; own use
ARTICLE = r"(\d{3}(?:-\d)?)"


def arrested_for_trade(scene: Scene) -> pl.DataFrame:
    """Arrests under article 297 (sale, or possession for sale), and faintly under 296 (own use)."""
    article = pl.col("article").fill_null("")
    step = (
        pl.when(pl.col("trade")).then(llr("arrested_for_trade", "trade"))
        .when(pl.col("possession")).then(llr("arrested_for_trade", "possession"))
    )
    found = scene.tables.arrests.with_columns(
        trade=article.str.contains(TRADE), possession=article.str.contains(POSSESSION),
    ).filter(pl.col("trade") | pl.col("possession")).group_by(entity="person").agg(
        *rows_behind(), trade=pl.col("trade").any(), possession=pl.col("possession").any(),
        articles=article.str.extract(ARTICLE).unique().sort().str.join(", "),
    )
    return evidence(found, "reasons.arrested_for_trade", ["articles"], step)


def seized_of_ring(scene: Scene) -> pl.DataFrame:
    """People from whom a line, handset, account or card of a candidate was taken."""
    things = _things(scene)
    taken = scene.tables.seizures.join(things, on="item").select("network", "arrest", "sources")
    people = scene.tables.arrests.select("arrest", entity="person")
    found = taken.join(people, on="arrest").group_by("network", "entity").agg(*rows_behind(), things=pl.len())
    return evidence(found, "reasons.seized_of_ring", ["things"], pl.lit(llr("seized_of_ring", "seized")))


def co_arrest(scene: Scene) -> pl.DataFrame:
    """People whose case the register links to a case of somebody of the candidate."""
    cases = scene.tables.arrests.select("arrest", "person", "sources")
    links = scene.tables.arrest_links
    both = pl.concat([links.select("sources", arrest="a", other="b"), links.select("sources", arrest="b", other="a")])
    theirs = cases.join(part(scene, "person"), left_on="person", right_on="entity").select(
        "network", other="arrest", of="person",
    )
    found = both.join(theirs, on="other").join(cases.select("arrest", entity="person"), on="arrest").filter(
        pl.col("entity") != pl.col("of")
    ).group_by("network", "entity").agg(*rows_behind(), people=pl.col("of").n_unique())
    return evidence(found, "reasons.co_arrest", ["people"], pl.lit(llr("co_arrest", "linked")))


def _things(scene: Scene) -> pl.DataFrame:
    """Network and item: lines, their handsets, hubs, cards, and the cards' masked numbers."""
    lines = part(scene, "line")
    handsets = scene.tables.calls.join(lines, left_on="src", right_on="entity").filter(pl.col("imei").is_not_null())
    accounts = part(scene, *HUBS, "card")
    cards = scene.tables.cards.join(accounts, left_on="account", right_on="entity").select("network", item="card")
    return pl.concat([
        lines.rename({"entity": "item"}), handsets.select("network", item="imei"),
        accounts.rename({"entity": "item"}), cards,
    ]).unique()
