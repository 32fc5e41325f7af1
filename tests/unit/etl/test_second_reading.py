"""The hour that a clock showed twice: both moments are kept and the row says so; the hour it skipped is no time."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import clock
from etl.templates import catalogue

HEADER = "A_NUMBER|B_NUMBER|IMEI_A|IMSI_A|START|DURATION|TYPE|CELL_A"
A, HOUR = "+77000010001", 3_600_000
MOVED = ["Asia/Almaty", "Asia/Qostanay"]  # +06 until midnight before 1 March 2024, +05 since
STAYED = ["Asia/Aqtau", "Asia/Aqtobe", "Asia/Atyrau", "Asia/Oral", "Asia/Qyzylorda", "+05:00", "+06:00", "UTC"]
TWICE = "2024-02-29 23:30:00"


def calls(lab, tmp_path, zone, *starts):
    path = tmp_path / "x.csv"
    path.write_text("\n".join([HEADER, *(f"{A}|109|||{start}|5|VOICE|" for start in starts)]), "utf-8")
    of = catalogue()["cdr_x"].model_copy(update={"zone": zone})
    delivery = lab.stage(path, template=of, windows=lab.always(f"phone:{A}"))
    return delivery, lab.records(delivery).select("time_ms", "time_other_ms", "time_ambiguous").rows()


@pytest.mark.parametrize("zone", MOVED)
def test_the_hour_that_occurred_twice_is_flagged_with_both_readings(lab, tmp_path, zone):
    around = ("2024-02-29 22:59:59", TWICE, "2024-03-01 00:00:00")
    _, (before, twice, after) = calls(lab, tmp_path, zone, *around)
    first = clock.to_ms(datetime(2024, 2, 29, 23, 30), "+06:00")
    assert twice == (first, first + HOUR, True)
    assert before == (clock.to_ms(datetime(2024, 2, 29, 22, 59, 59), "+06:00"), None, None)
    assert after == (clock.to_ms(datetime(2024, 3, 1), "+05:00"), None, None)


@pytest.mark.parametrize("zone", STAYED)
def test_a_zone_that_did_not_move_shows_the_hour_once(lab, tmp_path, zone):
    _, (only,) = calls(lab, tmp_path, zone, TWICE)
    offset = "+05:00" if zone.startswith("Asia/") else zone
    assert only == (clock.to_ms(datetime(2024, 2, 29, 23, 30), offset), None, None)


def test_an_hour_that_the_clock_skipped_is_no_time(lab, tmp_path):
    delivery, rows = calls(lab, tmp_path, "Asia/Almaty", "2004-03-28 02:30:00")
    assert (rows, delivery.quarantined) == ([], {"bad_date": 1})


MINUTES = st.integers(0, 3 * 24 * 60).map(lambda n: datetime(2024, 2, 28) + timedelta(minutes=n))


@given(st.lists(MINUTES, min_size=1, max_size=20), st.sampled_from([*MOVED, *STAYED]))
def test_the_column_s_readings_are_those_of_the_zone_database(moments, zone):
    first = [clock.to_ms(moment, zone) for moment in moments]
    place = ZoneInfo(clock.iana(zone))
    second = [clock.to_ms(moment.replace(tzinfo=place, fold=1)) for moment in moments]
    table = pl.DataFrame({"ms": first}, schema={"ms": pl.Int64})
    found = table.select(pl.int_range(pl.len()), other=clock.second_reading_column(pl.col("ms"), zone))[
        "other"
    ].to_list()
    assert found == [late if late != early else None for early, late in zip(first, second, strict=True)]
