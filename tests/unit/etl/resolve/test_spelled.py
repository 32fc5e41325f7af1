"""Names taken apart, whatever their script and order."""

from itertools import permutations

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.resolve.spelled import COLUMNS, take_apart

FAMILIES, GIVEN, FATHERS = (
    ("Ахметова", "Сейітова", "Жүнісова"),
    ("Айгүл", "Әсел", "Гүлнар"),
    ("Рүстем", "Қанат", "Серік"),
)


def parts(name: str) -> tuple[str | None, str | None, str | None]:
    row = take_apart(pl.Series([name], dtype=pl.String)).row(0, named=True)
    return row["family"], row["given"], row["patronymic"]


@pytest.mark.parametrize(
    "name",
    ["Ахметова Айгүл Рүстемқызы", "Ахметова Айгул Рустемкызы", "AIGUL RUSTEMQYZY AHMETOVA",
     "Айгул Ахметова Рустемовна", "Akhmetova Aigul Rustem qyzy", "Рүстем қызы Айгүл Ахметова",
     "АХМЕТОВА АЙГҮЛ РҮСТЕМҚЫЗЫ", "Ахметова  Айгүл Р?стем?ызы"],
)  # fmt: skip
def test_one_name_in_many_spellings(name: str) -> None:
    family, first, father = parts(name)
    assert (family, first) == ("ahmet", "aigul")
    assert father in ("rustem", "rstem")


@pytest.mark.parametrize(("one", "other"), [
    ("Ахметов Аскар", "Ахмет Аскар"), ("Джанабаева Жанар", "JANABAYEVA DZHANAR"),
    ("Хасенов Қуаныш", "KHASENOV QUANYSH"), ("Хасенов Куаныш", "HASENOV KUANYSH"),
    ("Щербаков Юрий", "SHCHERBAKOV YURIY"), ("Өтегенова Һажар", "OTEGENOVA HAJAR"),
])  # fmt: skip
def test_two_spellings_have_the_same_stems(one: str, other: str) -> None:
    assert parts(one) == parts(other)


def test_initials_stand_for_what_is_not_written() -> None:
    row = take_apart(pl.Series(["Исабеков С.О."])).row(0, named=True)
    assert (row["family"], row["given"], row["given_initial"], row["patronymic_initial"]) == ("isabek", None, "s", "o")


def test_a_bank_masks_the_family_name() -> None:
    row = take_apart(pl.Series(["Айгул А."])).row(0, named=True)
    assert (row["family"], row["family_initial"], row["given"]) == (None, "a", "aigul")


@pytest.mark.parametrize("name", ['ТОО "Арман Маркет"', "ИП Ахметов", "«Дала»", "12345", ""])
def test_a_firm_or_no_name_has_no_parts(name: str) -> None:
    row = take_apart(pl.Series([name])).row(0, named=True)
    assert [row[column] for column in COLUMNS] == [None] * len(COLUMNS)


def test_what_a_word_is_elsewhere_tells_where_endings_do_not() -> None:
    elsewhere = ["Омаров Аскар Нурланович", "Омарова Дана Аскаровна", "Сейтов Аскар Омарович", "Омаров Нурлан Сейтович"]
    found = take_apart(pl.Series([*elsewhere, "ASKAR OMAR", "Омар Аскар"]))
    told = {row["name"]: (row["family"], row["given"]) for row in found.iter_rows(named=True)}
    assert told["Омар Аскар"] == ("omar", "askar")


@given(
    st.sampled_from(FAMILIES),
    st.sampled_from(GIVEN),
    st.sampled_from(FATHERS),
    st.sampled_from(list(permutations(range(3)))),
)
def test_the_order_of_parts_does_not_matter(family: str, first: str, father: str, order: tuple[int, ...]) -> None:
    words = (family, first, f"{father}қызы")
    assert parts(" ".join(words[at] for at in order)) == parts(" ".join(words))


@given(st.lists(st.text(max_size=30), max_size=8))
def test_no_text_breaks_it_and_each_distinct_one_has_a_row(names: list[str]) -> None:
    assert sorted(take_apart(pl.Series(names, dtype=pl.String))["name"]) == sorted(set(names))
