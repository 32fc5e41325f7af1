"""Identifiers are canonical as soon as they are read."""

import csv

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from core.identifiers import (
    account,
    article,
    bank_code,
    card,
    check_digit,
    holder_kind,
    iin,
    imei,
    imsi,
    item,
    mask_iin,
    msisdn,
    phone,
    phone_kind,
)

ELEVEN = st.text("0123456789", min_size=11, max_size=11)
IBAN = "KZ5430401K0010023840"


# --- IIN and BIN -----------------------------------------------------------------------------------------------


def in_two_passes(eleven: str) -> int | None:
    """The rule as its text has it, written a second time on purpose."""
    digits = [int(d) for d in eleven]
    first = sum(d * w for d, w in zip(digits, range(1, 12), strict=True)) % 11
    if first != 10:
        return first
    second = sum(d * w for d, w in zip(digits, [*range(3, 12), 1, 2], strict=True)) % 11
    return None if second == 10 else second


@given(ELEVEN)
def test_the_check_digit_follows_the_rule_in_two_passes(eleven):
    assert check_digit(eleven) == in_two_passes(eleven)


@given(ELEVEN)
def test_exactly_one_check_digit_of_ten_is_right(eleven):
    assume(check_digit(eleven) is not None and eleven.strip("0"))
    assert [d for d in "0123456789" if iin(eleven + d)] == [str(check_digit(eleven))]


@given(ELEVEN, st.integers(0, 9), st.integers(1, 9))
def test_a_wrong_digit_is_noticed_unless_the_first_pass_gave_ten(eleven, at, by):
    """Of the first ten; the eleventh weighs 11, so the first pass cannot see it."""
    changed = eleven[:at] + str((int(eleven[at]) + by) % 10) + eleven[at + 1 :]
    passes = [sum(int(d) * w for d, w in zip(n, range(1, 12), strict=True)) % 11 for n in (eleven, changed)]
    assume(10 not in passes)
    assert iin(changed + str(passes[0])) is None


@pytest.mark.parametrize(
    "text", ["", "90032939713", "9003293971390", "90032939713x", "000000000000", "９００３２９３９７１３９"]
)
def test_what_is_no_iin_is_refused(text):
    assert iin(text) is None


def test_a_second_pass_number_is_valid():
    eleven = next(
        f"{n:011d}"
        for n in range(90010150000, 90010160000)
        if sum(int(d) * w for d, w in zip(f"{n:011d}", range(1, 12), strict=True)) % 11 == 10
        and check_digit(f"{n:011d}") is not None
    )
    assert iin(eleven + str(check_digit(eleven)))


def test_the_fifth_digit_tells_an_organisation():
    assert holder_kind("900329397139") == "person"
    assert holder_kind("000640992783") == "organisation"


def test_a_masked_iin_shows_six_digits():
    assert mask_iin("900329397139") == "9003••••••39"


# --- phones ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    ["+77010012345", "77010012345", "87010012345", "8 701 001 23 45", "8(701)001-23-45", "8\u00a0701\u00a0001 23 45"],
)
def test_all_spellings_of_a_number_meet(text):
    assert phone(text) == "+77010012345"


@pytest.mark.parametrize(
    ("text", "number", "kind"),
    [
        ("+77010012345", "+77010012345", "mobile"),
        ("87272500000", "+77272500000", "fixed"),
        ("109", "109", "short"),
        ("1414", "1414", "short"),
        ("EGOV", "EGOV", "sender"),
        ("Taxi24", "TAXI24", "sender"),
        ("+79161234567", "+79161234567", "foreign"),
        ("+996555123456", "+996555123456", "foreign"),
    ],
)
def test_a_number_has_its_kind(text, number, kind):
    found = msisdn(text)
    assert (found.number, found.kind) == (number, kind)
    assert phone_kind(number) == kind


@pytest.mark.parametrize(
    "text", ["", " ", "1", "8776007983", "+7", "+7701001234", "77010012345678", "8701\x00001234", "()", "№"]
)
def test_what_is_no_number_is_refused(text):
    assert msisdn(text) is None


@given(st.text(max_size=20))
def test_any_text_gives_a_canonical_number_or_none(text):
    found = msisdn(text)
    assert found is None or msisdn(found.number) == found


@given(
    st.sampled_from(["700", "701", "702", "705", "707", "747", "771", "775", "776", "777", "778"]),
    st.integers(0, 9_999_999),
)
def test_every_mobile_number_is_read_in_each_spelling(prefix, serial):
    a, b, c = f"{serial:07d}"[:3], f"{serial:07d}"[3:5], f"{serial:07d}"[5:]
    spellings = [
        f"+7{prefix}{a}{b}{c}",
        f"7{prefix}{a}{b}{c}",
        f"8{prefix}{a}{b}{c}",
        f"8 {prefix} {a} {b} {c}",
        f"8({prefix}){a}-{b}-{c}",
    ]
    assert {phone(text) for text in spellings} == {spellings[0]}


# --- accounts and cards ----------------------------------------------------------------------------------------


def mod_97(iban: str) -> int:
    """ISO 7064 by hand: an oracle beside the library."""
    turned = iban[4:] + iban[:4]
    return int("".join(str(int(c, 36)) for c in turned)) % 97


@given(st.text("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=13, max_size=13), st.integers(0, 999))
def test_a_kazakh_account_is_valid_exactly_when_its_digits_check(rest, bank):
    body = f"{bank:03d}{rest}"
    check = 98 - mod_97(f"KZ00{body}")
    assert account(f"kz{check:02d} {body}") == f"KZ{check:02d}{body}"
    assert account(f"KZ{(check + 1) % 100:02d}{body}") is None


def test_an_unassigned_bank_code_is_no_error():
    assert account(IBAN) == IBAN
    assert bank_code(IBAN) == "304"


@given(st.text(max_size=40))
def test_any_text_gives_an_account_or_none(text):
    found = account(text)
    assert found is None or account(found) == found


@pytest.mark.parametrize("text", ["4400 41** **** 7244", "440041******7244", "4400-41XX-XXXX-7244", "440041••••••7244"])
def test_masked_cards_meet(text):
    assert card(text) == "4400 41** **** 7244"


@pytest.mark.parametrize("text", ["4400411234567244", "7244", "****", IBAN, ""])
def test_what_is_no_masked_card_is_refused(text):
    assert card(text) is None


def test_an_item_says_what_it_is():
    assert item("kz54 30401K0010023840") == f"account:{IBAN}"
    assert item("4400 41** **** 7244") == "card:4400 41** **** 7244"
    assert item("8 701 001 23 45") == "phone:+77010012345"
    assert item("?") is None


# --- devices, SIM cards, articles ------------------------------------------------------------------------------


@given(st.text("0123456789", min_size=14, max_size=14), st.text("0123456789", max_size=2))
def test_a_handset_is_its_first_fourteen_digits(serial, end):
    assume(serial.strip("0"))
    whole = imei(serial + end)
    assert whole[:14] == serial
    assert sum(sum(divmod(int(d) * (1 + i % 2), 10)) for i, d in enumerate(whole)) % 10 == 0


@pytest.mark.parametrize("text", ["", "35100015004244", "351000150042443", "35-100015-004244-3", "3510001500424401"])
def test_imei_spellings_meet_or_are_refused(text):
    assert imei(text) == ("351000150042443" if text else None)


def test_imsi_has_fourteen_or_fifteen_digits():
    assert imsi("401010005003129") == "401010005003129"
    assert imsi("40101") is None


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("ст.296 ч.1 п.2", "296 ч.1 п.2"),
        ("ст. 296 ч.2 УК РК", "296 ч.2"),
        ("296 ч. 2", "296 ч.2"),
        ("статья 297 часть 3", "297 ч.3"),
        ("ст.299-1 ч.4", "299-1 ч.4"),
        ("297-бап 3-бөлік", "297 ч.3"),
        ("без статьи", None),
    ],
)
def test_spellings_of_an_article_meet(text, canonical):
    assert article(text) == canonical


# --- the examples ----------------------------------------------------------------------------------------------


def test_all_identifiers_of_the_example_world_are_valid(examples):
    with (examples / "truth/phone_users.csv").open(encoding="utf-8") as file:
        users = list(csv.DictReader(file))
    with (examples / "truth/account_control.csv").open(encoding="utf-8") as file:
        accounts = list(csv.DictReader(file))
    assert [r["phone"] for r in users if phone(r["phone"]) != r["phone"]] == []
    assert [r["imei"] for r in users if r["imei"] and imei(r["imei"]) != r["imei"]] == []
    assert [r["registered_iin"] for r in users if r["registered_iin"] and iin(r["registered_iin"]) is None] == []
    assert [r["iban"] for r in accounts if account(r["iban"]) != r["iban"]] == []
    assert {bank_code(r["iban"]) for r in accounts} == {"301", "302", "303", "304"}
