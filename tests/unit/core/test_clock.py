"""Time is int64 milliseconds UTC inside, and a zone is named at every border."""

from datetime import UTC, date, datetime, timedelta

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import clock
from core.errors import SettingsError

MOMENTS = st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1)).map(lambda d: d.replace(microsecond=0))
DAYS = st.dates(date(2000, 1, 1), date(2100, 1, 1))


def test_local_midnight_is_five_hours_before_midnight_utc():
    assert clock.from_ms(clock.to_ms(datetime(2025, 10, 3)), "UTC").isoformat() == "2025-10-02T19:00:00+00:00"


def test_the_local_offset_held_before_the_country_changed_its_zones():
    assert clock.from_ms(clock.to_ms(datetime(2023, 10, 15, 6, 3)), "UTC").hour == 1


def test_a_moment_with_its_own_zone_keeps_it():
    assert clock.to_ms(datetime(2025, 1, 1, tzinfo=UTC)) == 1_735_689_600_000


@given(MOMENTS, st.sampled_from(["+05:00", "+06:00", "-03:00", "+00:00", "UTC"]))
def test_there_and_back(moment, zone):
    assert clock.from_ms(clock.to_ms(moment, zone), zone).replace(tzinfo=None) == moment


@given(DAYS)
def test_a_day_ends_one_millisecond_before_the_next_begins(day):
    assert clock.day_end(day) + 1 == clock.day_start(day + timedelta(days=1))
    assert clock.local_day(clock.day_start(day)) == clock.local_day(clock.day_end(day)) == day


@given(st.lists(MOMENTS, max_size=10), st.sampled_from(["+05:00", "Asia/Almaty", "UTC"]))
def test_columns_say_what_moments_say(moments, zone):
    table = pl.DataFrame({"at": moments}, schema={"at": pl.Datetime("us")}).with_columns(
        ms=clock.ms_column(pl.col("at"), zone)
    )
    table = table.with_columns(day=clock.day_column(pl.col("ms"), zone))
    known = [(m, ms, d) for m, ms, d in table.rows() if ms is not None]  # an hour that was skipped is null
    assert [ms for _, ms, _ in known] == [clock.to_ms(m, zone) for m, _, _ in known]
    assert [d for _, _, d in known] == [m.date() for m, _, _ in known]


@pytest.mark.parametrize("zone", ["Mars/Olympus", "+05:30", "", "../etc/passwd"])
def test_an_unknown_zone_is_one_clear_error(zone):
    with pytest.raises(SettingsError, match="time zone"):
        clock.iana(zone)
