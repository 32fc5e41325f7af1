"""The world as chance would tie it, and what of a found network stands up to it."""

from dataclasses import replace

import polars as pl

from core.tables import Tables
from graph.indicators.facts import facts
from graph.indicators.scene import Scene
from graph.networks.chance import by_chance
from graph.networks.detect import detect


def partners(rows: pl.DataFrame) -> pl.DataFrame:
    """With how many others each end deals."""
    both = pl.concat([rows.select(a="src", b="dst"), rows.select(a="dst", b="src")])
    return both.group_by("a").agg(pl.col("b").n_unique()).sort("a")


def test_everybody_deals_with_as_many_as_before_and_nobody_deals_with_himself(with_shop: Tables) -> None:
    drawn = by_chance(Scene.of(with_shop), 1)
    before, after = facts(with_shop).lines.talk, facts(drawn).lines.talk
    assert partners(after).equals(partners(before))
    assert not before.sort("id").equals(after.sort("id"))
    assert drawn.transfers.filter(pl.col("src") == pl.col("dst")).is_empty()
    whole = with_shop.transfers.sort("id")
    assert drawn.transfers.select("id", "time_ms", "amount_tiyn", "sources").equals(
        whole.select("id", "time_ms", "amount_tiyn", "sources")
    )


def test_wages_shops_and_registers_stay_as_they_are(with_shop: Tables) -> None:
    drawn = by_chance(Scene.of(with_shop), 1)
    assert facts(drawn).income.equals(facts(with_shop).income)
    assert facts(drawn).purchases.equals(facts(with_shop).purchases)
    assert drawn.holders.equals(Scene.of(with_shop).tables.holders)


def test_a_handset_is_in_nobody_elses_hands_in_it(with_shop: Tables) -> None:
    known = with_shop.calls.with_columns(imei=pl.concat_str(pl.lit("imei:of "), "src"))
    drawn = by_chance(Scene.of(replace(with_shop, calls=known)), 2).calls
    assert drawn.filter(pl.col("imei") != pl.concat_str(pl.lit("imei:of "), "src")).is_empty()


def test_the_same_seed_draws_the_same_world_and_another_another(with_shop: Tables) -> None:
    scene = Scene.of(with_shop)
    assert by_chance(scene, 3).calls.equals(by_chance(scene, 3).calls)
    assert not by_chance(scene, 3).calls.equals(by_chance(scene, 4).calls)


def test_a_shop_stands_up_to_chance_and_says_at_which_rate(with_shop: Tables) -> None:
    found = detect(with_shop, parameters={"runs": 0, "fdr": 0.1})
    assert len(found.networks) == 1
    assert found.networks[0].fdr is not None
    assert found.networks[0].fdr <= 0.1
    assert found.left_out["by_chance"] == 0
    assert found.parameters["fdr"] == 0.1
