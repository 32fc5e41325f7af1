"""How far two clocks differ is found, whole hours included, and chance pairs say nothing."""

import random

import polars as pl
import pytest

from etl.joins.clocks import _lonely, audit
from etl.joins.rules import Rule

RULE = Rule("transfer", "a", "b", ("from_account", "to_account", "amount_tiyn"), (), 90_000, None)
DAY = 86_400_000


def told(skew, *, events=200, days=30, noise=5_000, drift=0, seed=1):
    """Reports of both feeds; `skew` (ms) may depend on the day."""
    chance = random.Random(seed)  # noqa: S311 - made-up events, no secret
    rows = []
    for number in range(events):
        at = chance.randrange(days * DAY)
        late = skew(at // DAY) + drift * (at / DAY) + chance.randint(-noise, noise)
        same = {
            "from_account": f"f{number % 40}",
            "to_account": f"t{number % 7}",
            "amount_tiyn": chance.randrange(10**6),
        }
        rows += [{"feed": "a", "at": at, **same}, {"feed": "b", "at": int(at + late), **same}]
    return pl.DataFrame(rows).with_row_index("report")


def audited(**given):
    return audit(RULE, _lonely(RULE, told(**given)))


def test_clocks_that_agree_are_fine():
    found = audited(skew=lambda day: 2_000)
    assert (found.verdict, found.pairs) == ("fine", 200)
    assert found.offsets[0].seconds == pytest.approx(2, abs=1)
    assert found.offsets[0].spread_s == pytest.approx(2.5, abs=1)


@pytest.mark.parametrize("hours", [-6, -1, 1, 5])
def test_a_zone_declared_wrongly_is_whole_hours(hours):
    found = audited(skew=lambda day: hours * 3_600_000)
    assert (found.verdict, found.hours) == ("zone", hours)


def test_an_hour_given_up_on_the_way_is_a_second_heap_with_its_own_days():
    found = audited(skew=lambda day: 3_600_000 if day < 10 else 0)
    assert found.verdict == "zone"
    assert [round(each.seconds / 3600) for each in found.offsets] == [0, 1]
    assert found.offsets[1].last_ms < 10 * DAY <= found.offsets[0].first_ms


def test_a_clock_beyond_the_tolerance_is_skewed_though_nothing_was_joined():
    found = audited(skew=lambda day: 400_000)
    assert found.verdict == "skewed"
    assert found.offsets[0].seconds == pytest.approx(400, abs=2)


def test_a_clock_that_runs_away_says_by_how_much_a_day():
    found = audited(skew=lambda day: 0, drift=2_000)
    assert found.drift_s == pytest.approx(2, abs=0.2)


def test_a_few_pairs_say_nothing():
    assert audited(skew=lambda day: 0, events=4).verdict == "few"


def test_events_that_only_one_side_tells_of_make_no_heap():
    both = told(skew=lambda day: 0)
    alone = both.with_columns(
        pl.when(pl.col("feed") == "b").then(pl.col("amount_tiyn") + 10**7).otherwise("amount_tiyn")
    )
    assert audit(RULE, _lonely(RULE, alone)).verdict == "few"
