"""No IIN passes the gate unmasked, and what is no IIN stays readable."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.access.masking import mask_text, mask_value


@pytest.mark.parametrize(
    "text",
    ["900329397139", "ИИН:900329397139", "IIN900329397139", "iin:900329397139", "900329 397139", "900329\u00a0397139",
     "a;900329397139;b", "«900329397139»", "KZ900329397139"],
)  # fmt: skip
def test_an_iin_in_text_is_masked_whatever_stands_beside_it(text: str) -> None:
    assert "9003••••••39" in mask_text(text)
    assert "397139" not in mask_text(text)


@pytest.mark.parametrize(
    "text",
    ["KZ86301A900329397139", "KZ653010000000123456", "+77010012345", "87010012345", "8 701 001 23 45",
     "351012345678901", "401011234567890", "1 234 567,89", "2025-10-03 12:00:01", "247510031000001",
     "981140001234", "1764547200000"],
)  # fmt: skip
def test_ibans_phones_devices_money_times_and_firms_stay_readable(text: str) -> None:
    assert mask_text(text) == text


def test_a_mistyped_iin_still_names_somebody() -> None:
    assert mask_text("900329397130") == "9003••••••30"


def test_lists_are_masked_and_figures_and_rows_are_not() -> None:
    assert mask_value(["900329397139", 900329397139]) == ["9003••••••39", 900329397139]
    assert mask_value(["123412341234:7"], "rows") == ["123412341234:7"]
    assert mask_value("900329397139", "iin") == "9003••••••39"


NEIGHBOURS = st.text(alphabet="абв ;|,:«»\t-x")


@given(NEIGHBOURS, st.from_regex(r"\A[0-9]{4}[0-37-9][0-9]{7}\Z"), NEIGHBOURS)
def test_no_iin_survives_in_any_text(before: str, iin: str, after: str) -> None:
    assert iin not in mask_text(f"{before}{iin}{after}")
