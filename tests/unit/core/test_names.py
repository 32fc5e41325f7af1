"""One key for a name, however it is spelled."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.names import search_key, search_keys

TOGETHER = [
    ("Әсел", "Асель", "ASEL", "Äsel"),
    ("Қуаныш Кенжеев", "QUANISH KENJEEV", "Kuanysh Kenzheyev"),
    ("Ғабит", "Габит", "Ghabit", "Ğabıt"),
    ("Гауһар", "Гаухар", "Gaukhar", "Gauhar"),
    ("Нұрлан Үсенов", "Нурлан Усенов", "NURLAN USENOV", "Nūrlan Üsenov"),
    ("Өмірбек", "Омирбек", "Omirbek", "Ómirbek"),
    ("Меңдібай", "Мендибай", "Mengdibay"),
    ("Жәмила", "Джамила", "Dzhamila", "Jamila"),
    ("Соловьёв", "Соловьев", "Solovyov", "Solovyev"),
    ("Щербаков", "Shcherbakov"),
    ("Айтбай-қызы", "АЙТБАЙ ҚЫЗЫ", "Aitbay kyzy"),
    ("Хасенов", "Khasenov", "HASENOV"),
    ("Юлия Цой", "Yuliya Tsoi", "Iuliia Tsoy"),
]
APART = [("Асель", "Айсель"), ("Ерлан", "Нурлан"), ("Ахметов", "Ахметова"), ("Ким", "Ли")]
LETTERS = "абвгдеёжзийклмнопрстуфхцчшщъыьэюяәіңғүұқөһabcdefghijklmnopqrstuvwxyz -'ÄÖÜŞÇĞİ"


@pytest.mark.parametrize("spellings", TOGETHER)
def test_spellings_of_one_name_meet(spellings):
    assert len({search_key(spelling) for spelling in spellings}) == 1


@pytest.mark.parametrize(("one", "other"), APART)
def test_different_names_stay_apart(one, other):
    assert search_key(one) != search_key(other)


@given(st.text(LETTERS, max_size=40))
def test_a_key_is_its_own_key(name):
    assert search_key(search_key(name)) == search_key(name)


@given(st.text(max_size=30))
def test_any_text_gives_a_key_of_words_with_single_spaces(name):
    assert search_key(name).split() == [word for word in search_key(name).split(" ") if word]


@given(st.text("абвгдежзийклмнопрстуфхцчшщыэюяәіңғүұқөһ", min_size=1, max_size=20))
def test_case_and_spaces_around_do_not_matter(name):
    assert search_key(f"  {name.upper()} ") == search_key(name)


@given(st.text("абвгдежзийклмнопрстуфхцчшщыэюяәіңғүұқөһ", min_size=1, max_size=20))
def test_a_cyrillic_name_has_a_plain_latin_key(name):
    assert search_key(name).isascii()


@given(st.lists(st.none() | st.text(LETTERS, max_size=12), max_size=20))
def test_a_column_has_the_keys_of_its_names(names):
    expected = [None if name is None else search_key(name) or None for name in names]
    assert search_keys(pl.Series(names, dtype=pl.String)).to_list() == expected
