"""The set-wise way of reading handsets and SIM cards gives what core's readers give, one by one."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.identifiers import imei, imsi, phone_kind
from etl.checks.canonical import Canonical
from etl.checks.handsets import usual_imei
from etl.checks.phones import home_mobiles

DIGITS = st.text(st.sampled_from("0123456789"), min_size=12, max_size=17)
WRITTEN = st.one_of(DIGITS, st.just("0" * 15), st.text(st.sampled_from("0123456789٣ -/+a"), max_size=18))


@pytest.mark.parametrize(("kind", "reader"), [("imei", imei), ("imsi", imsi)])
@given(texts=st.lists(WRITTEN, min_size=1, max_size=20))
def test_a_column_reads_as_each_text_alone(kind, reader, texts):
    expected = [reader(text) if text.strip() else None for text in texts]
    cells = pl.Series([text if text.strip() else None for text in texts], dtype=pl.String)
    assert Canonical().column(cells, kind).to_list() == expected


def test_the_usual_form_needs_no_reader_of_single_texts():
    read = pl.DataFrame({"t": ["35150042443125", "351500424431250", "3515004244312501"]}).select(
        usual_imei(pl.col("t"))
    )
    assert read.to_series().to_list() == [imei("35150042443125")] * 3


numbers = st.one_of(
    st.integers(0, 10**10 - 1).map("+7{:010}".format),
    st.builds("+7{}{:07}".format, st.sampled_from([700, 701, 705, 727, 747, 760, 771, 775, 776, 751, 809]),
              st.integers(0, 10**7 - 1)),
    st.sampled_from(["109", "EGOV", "+998901234567", "+79161234567"]),
)  # fmt: skip


@given(st.lists(numbers, min_size=1, max_size=40))
def test_a_mobile_of_the_home_plan_is_what_core_calls_one(texts):
    found = pl.DataFrame({"t": texts}).select(home_mobiles(pl.col("t"))).to_series().to_list()
    assert found == [text.startswith("+7") and phone_kind(text) == "mobile" for text in texts]
