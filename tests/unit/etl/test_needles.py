"""Many strings looked for at once: what is there is found in every encoding and packing, and nothing else."""

import zipfile

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.needles import Needles, files_below, parts

TEXTS = st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=4, max_size=12), max_size=8)


def hits(path, needles):
    return {hit for part in parts(path, needles.longest) for hit in needles.found(part)}


@given(strings=TEXTS, others=TEXTS, encoding=st.sampled_from(["utf-8", "utf-16-le", "utf-16-be"]), noise=st.binary())
def test_a_plain_search_is_the_oracle(strings, others, encoding, noise):
    data = noise + noise.join(text.encode(encoding) for text in strings) + noise
    looked_for = {*strings, *others}
    ways = ("utf-8", "utf-16-le", "utf-16-be")
    there = {text for text in looked_for if any(text.encode(way) in data for way in ways)}
    assert Needles.of(looked_for).found(data) == there


@given(strings=TEXTS, column=st.lists(st.none() | st.text(max_size=40), max_size=8))
def test_a_column_of_text_is_searched_as_text(strings, column):
    whole = pl.Series(column, dtype=pl.String)
    there = {text for text in strings if any(text in each for each in column if each)}
    assert Needles.of(strings).found(whole) == there
    assert Needles.of(strings).count(whole) == sum(any(text in (each or "") for text in strings) for each in column)


@pytest.mark.parametrize("encoding", ["cp1251", "kz1048", "cp866", "utf-16"])
def test_the_file_s_own_encoding_is_looked_for_too(encoding):
    assert Needles.of(["Сейтова Айгуль"], encoding).found("xx Сейтова Айгуль".encode(encoding)) == {"Сейтова Айгуль"}


def test_what_is_packed_is_unpacked(tmp_path):
    table = pl.DataFrame({"name": ["Сейтова Айгуль"] * 99, "all": [["+77010012301"]] * 99})
    table.write_parquet(tmp_path / "a.parquet")
    with zipfile.ZipFile(tmp_path / "b.xlsx", "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("xl/sharedStrings.xml", "<t>Ким Сергей</t>" * 99)
    needles = Needles.of(["Сейтова Айгуль", "+77010012301", "Ким Сергей", "nobody here"])
    assert [hits(path, needles) for path in files_below(tmp_path)] == [
        {"Сейтова Айгуль", "+77010012301"}, {"Ким Сергей"},
    ]  # fmt: skip


def test_a_string_across_two_parts_of_a_file_is_met(tmp_path, monkeypatch):
    monkeypatch.setattr("etl.needles._PART", 10)
    (tmp_path / "x").write_bytes(b"0123456" + "Айгуль".encode() + b"789" * 9)
    needles = Needles.of(["Айгуль", "nobody"])
    assert hits(tmp_path / "x", needles) == {"Айгуль"}
