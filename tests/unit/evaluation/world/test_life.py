"""People of a made world are in one place at a time, and its rings share whom the issue says they share."""

import numpy as np
import polars as pl
import pytest

from evaluation.world.crew import SHOP
from evaluation.world.life import live
from evaluation.world.observe import observe
from evaluation.world.parameters import DAY_S, Parameters
from evaluation.world.places import KM

WORLD = Parameters(people=6000, days=30, shops=4, seed=3)


@pytest.fixture(scope="module")
def life():
    return live(WORLD)


def test_nobody_is_faster_than_a_car(life):
    person = np.repeat(np.arange(0, 6000, 3), 40)
    second = np.tile(np.arange(40) * 600 + 5 * DAY_S + 6 * 3600, 2000)
    there, soon = life.where.at(person, second), life.where.at(person, second + 600)
    kmh = np.linalg.norm((soon - there) * KM, axis=1) * 6
    assert np.quantile(kmh, 0.99) < 60
    assert kmh.max() < 150


def test_a_household_sleeps_in_one_place_and_a_place_can_be_asked_for_again(life):
    night = np.full(WORLD.people, 4 * DAY_S + 4 * 3600)
    people = np.arange(WORLD.people)
    home = ~life.where.on_rounds(people, night) & (life.where.leaves < 18) & (life.where.away_city < 0)
    place = life.where.at(people, night)
    assert np.array_equal(place, life.where.at(people, night))
    pairs = np.flatnonzero((life.society.household[1:] == life.society.household[:-1]) & home[1:] & home[:-1])
    same_city = life.society.city[pairs] == life.society.city[pairs + 1]
    assert np.allclose(place[pairs][same_city], place[pairs + 1][same_city])


def test_both_phones_of_a_person_are_seen_by_cells_near_each_other(life):
    seen = observe(WORLD, life)
    talks = seen.talks.filter(pl.col("cell") >= 0)
    talks = talks.with_columns(
        user=seen.phones["user"].gather(talks["src"]), lat=life.own.cells.table["lat"].gather(talks["cell"])
    )
    apart = pl.col("lat").max() - pl.col("lat").min()
    several = talks.group_by("user", pl.col("second") // 900).agg(pl.col("src").n_unique(), apart=apart)
    several = several.filter(pl.col("src") > 1)
    assert several.height > 20
    assert several["apart"].quantile(0.9) < 0.06


def test_shops_and_rivals_share_sellers_of_sims_and_of_cards(life):
    shops = [crew for crew in life.crews if crew.kind == SHOP]
    rivals = [crew for crew in life.crews if crew.kind != SHOP]
    assert len(shops) == len(rivals) == 4
    for part in ("straws", "droppers"):
        groups = [set(np.concatenate([getattr(crew, part) for crew in side]).tolist()) for side in (shops, rivals)]
        assert groups[0] & groups[1], part


def test_every_shop_has_its_people_and_a_style_of_its_own(life):
    for crew in (crew for crew in life.crews if crew.kind == SHOP):
        assert {"organiser", "supplier", "stash", "handler", "cashout", "courier"} <= set(crew.roles)
        assert 4 <= len(crew.roles["courier"]) <= 15
    styles = [crew.style for crew in life.crews]
    assert len({style.rotation for style in styles}) == len(styles)
    assert len({style.hours for style in styles}) == len(styles)


@pytest.fixture(scope="module")
def careful():
    return live(Parameters(people=6000, days=30, shops=4, seed=3, evasion=3))


def of_shops(life, table, tag):
    return getattr(life, table).filter(pl.col("tag") == tag, pl.col("shop") != "").height


@pytest.mark.parametrize(("table", "tag"), [("talks", "work_call"), ("talks", "trip_trace"), ("money", "wage")])
def test_evasion_leaves_fewer_traces(life, careful, table, tag):
    assert of_shops(careful, table, tag) < 0.75 * of_shops(life, table, tag)


def test_evasion_moves_sales_to_exchangers_and_cards_faster(life, careful):
    assert of_shops(careful, "money", "coin_purchase") > 2 * of_shops(life, "money", "coin_purchase")
    for one, other in zip(life.crews, careful.crews, strict=True):
        assert other.style.rotation <= one.style.rotation
        assert other.style.phone_days <= one.style.phone_days


@pytest.mark.parametrize("missing", [0.0, 0.3])
def test_missing_is_the_share_of_accounts_and_numbers_that_nobody_exports(missing):
    lived = live(Parameters(people=3000, days=10, shops=1, seed=4, missing=missing))
    assert (lived.own.accounts.table()["bank"] == "D").mean() == pytest.approx(missing, abs=0.03)
    assert (lived.own.phones.table()["operator"] == "Z").mean() == pytest.approx(missing, abs=0.03)
