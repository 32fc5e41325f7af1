"""What stands and what is shut, against a judgement row by row; and of several days for one sanction the latest."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import records
from etl import scope
from etl.in_force import InForce
from etl.shut import shut_lines
from etl.standing import EXPIRY, Standing, standing, windows

CALL = records.load()["call"]
PHONES = ["+77010000001", "+77010000002", "+77010000003"]
WINDOWS = {**scope.WINDOWS, EXPIRY: pl.Int64()}
PERIOD = st.tuples(st.integers(0, 20), st.integers(0, 20)).map(sorted)
WINDOW = st.tuples(st.sampled_from(PHONES), PERIOD, st.sampled_from(["P-1", "P-2", "P-3"]))
ROW = st.tuples(
    st.sampled_from(PHONES),
    st.sampled_from(PHONES),
    st.integers(0, 20),
    st.sets(st.sampled_from(["P-1", "P-2"]), min_size=1),
)


def table(given_windows):
    rows = [(f"phone:{phone}", first, last, number, None) for phone, (first, last), number in given_windows]
    return pl.DataFrame(rows, schema=WINDOWS, orient="row").unique()


def by_hand(row, open_windows):
    """Numbers on which a row rests: its own that still cover it, else all that do; None where none does."""
    a, b, when, own = row
    covering = {n for phone, (first, last), n in open_windows if phone in (a, b) and first <= when <= last}
    return sorted(covering & own or covering) or None


@given(
    rows=st.lists(ROW, max_size=8),
    open_windows=st.lists(WINDOW, max_size=6),
    shut=st.lists(WINDOW, min_size=1, max_size=4),
)
def test_each_record_rests_on_what_a_look_at_it_alone_would_say(rows, open_windows, shut):
    fields = ("from_phone", "to_phone", "time_ms", "authority")
    given_rows = [dict(zip(fields, (*row[:3], sorted(row[3])), strict=True)) | {"row": n} for n, row in enumerate(rows)]
    schema = {
        "row": pl.Int64(),
        "from_phone": pl.String(),
        "to_phone": pl.String(),
        "time_ms": pl.Int64(),
        "authority": pl.List(pl.String()),
    }
    records_given = pl.LazyFrame(given_rows, schema=schema)
    found = Standing(table(open_windows), table(shut)).rests(records_given, CALL).collect()
    assert found["authority"].to_list() == [by_hand(row, open_windows) for row in rows]
    assert found["row"].to_list() == list(range(len(rows)))


def test_where_nothing_is_shut_records_are_handed_on_untouched():
    rows = pl.LazyFrame({"row": [1]})
    assert Standing().rests(rows, CALL) is rows
    assert Standing().mark == ""


def test_the_mark_tells_what_is_shut_and_what_may_open_it():
    one, two = (table([(phone, (0, 9), "P-1")]) for phone in PHONES[:2])
    marks = [Standing(one, two).mark, Standing(two, one).mark, Standing(one.clear(), two).mark]
    assert len(set(marks)) == 3
    assert all(marks)


@pytest.mark.parametrize(
    ("line", "shut"),
    [
        ("8 701 000 00 01|109|x", True),
        ("+77010000001|+77010000002|x", False),  # the other end is still open
        ("+77010000002|x", False),
        ('{"a": "+77010000001", "b": 5}', True),
        ("nobody|here", False),
    ],
)
def test_an_unread_line_is_shut_where_it_names_objects_of_ended_sanctions_only(line, shut):
    stands = Standing(table([(PHONES[1], (0, 9), "P-2")]), table([(PHONES[0], (0, 9), "P-1")]))
    found = shut_lines(pl.DataFrame({"row": [7], "raw": [line]}), stands)
    assert found["row"].to_list() == ([7] if shut else [])


COURT = "sanction_no,court,object_kind,object_id,valid_from,valid_to"


def test_a_register_that_says_no_end_has_none(lab, tmp_path):
    path = tmp_path / "authority.csv"
    path.write_text(f"{COURT}\nP-1,c,phone,{PHONES[0]},2025-01-01,2025-01-31\n")
    lab.stage(path)
    assert windows(lab.home)[EXPIRY].to_list() == [None]
    assert standing(lab.home, 2**61).mark == ""


def test_records_of_a_kind_that_has_grown_since_are_read_with_its_new_fields(lab, tmp_path):
    path = tmp_path / "authority.csv"
    path.write_text(f"{COURT}\nP-1,c,phone,{PHONES[0]},2025-01-01,2025-01-31\n")
    delivery = lab.stage(path)
    file = lab.home.records / delivery.sha256 / "authority.parquet"
    pl.read_parquet(file).drop(EXPIRY).write_parquet(file)
    given_records = InForce.of(lab.home)
    assert given_records.scan(delivery).collect()[EXPIRY].to_list() == [None]
    assert next(given_records.batches(delivery, 10))[EXPIRY].to_list() == [None]
    assert windows(lab.home)[EXPIRY].to_list() == [None]
