"""Encodings are proposed side by side; what is proposed reads every character of the file as it was written."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import InputError
from etl.draft.encodings import CANDIDATES, doubtful, encodings
from etl.sources.text import lines

RUSSIAN = "Дата;Отправитель;Назначение\n01.02.2025;Пётр Иванов;Оплата за товар\n"
KAZAKH = "Күні;Жіберуші;Мақсаты\n01.02.2025;Әсел Құрманғазы;Өмір бойы Һәм ұзақ үй, таң, ғалым, ілім\n"
UNICODE = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"]


def written(folder, text, encoding, name="x.csv"):
    path = folder / name
    mark = codecs.BOM_UTF16_BE if encoding == "utf-16-be with mark" else b""
    path.write_bytes(mark + text.encode("utf-16-be" if mark else encoding))
    return path


def read_back(path, encoding):
    return "".join(f"{line}\n" for block in lines(path, encoding) for line in block["raw"])


@pytest.mark.parametrize("encoding", [*UNICODE, "utf-16-be with mark", "kz1048"])
def test_kazakh_text_is_proposed_in_its_encoding_and_no_letter_is_lost(tmp_path, encoding):
    path = written(tmp_path, KAZAKH, encoding)
    found = encodings(path)
    assert read_back(path, found[0].encoding) == KAZAKH
    assert found[0].kazakh == sum(KAZAKH.lower().count(letter) for letter in "әіңғүұқөһ")
    assert not doubtful(found)


@pytest.mark.parametrize("encoding", [*UNICODE, "utf-16-be with mark", "kz1048", "cp1251", "cp866"])
def test_russian_text_is_proposed_in_its_encoding_and_no_letter_is_lost(tmp_path, encoding):
    path = written(tmp_path, RUSSIAN, encoding)
    found = encodings(path)
    assert read_back(path, found[0].encoding) == RUSSIAN
    assert not doubtful(found)


def test_candidates_stand_side_by_side_with_the_same_words(tmp_path):
    found = {each.encoding: each for each in encodings(written(tmp_path, KAZAKH, "kz1048"))}
    assert set(found) == set(CANDIDATES)
    assert found["kz1048"].letters == "әіңғүұқөһ"
    assert found["cp1251"].letters == "јіѕєїўќґћ"
    assert found["kz1048"].words[0] == "Құрманғазы"
    assert found["cp1251"].words[0] == "Ќўрманєазы"
    assert len({len(each.words) for each in found.values()}) == 1


def test_letters_that_were_lost_in_the_export_are_said_of_cp1251(tmp_path):
    path = written(tmp_path, "Имя;Сумма\n?сел ?ли;5\nН?рлан Н?рлан?лы;6\n", "cp1251")
    first = encodings(path)[0]
    assert first.encoding == "cp1251"
    assert {"encoding.lost"} <= {ground.key for ground in first.grounds}


def test_a_file_of_plain_ascii_is_read_alike_by_all_of_one_byte(tmp_path):
    found = encodings(written(tmp_path, "a,b\n1,2\n", "ascii"))
    assert found[0].encoding == "utf-8"
    assert [ground.key for ground in found[0].grounds] == ["encoding.ascii"]


def test_what_makes_half_sense_in_two_encodings_is_doubtful(tmp_path):
    path = tmp_path / "x.csv"
    path.write_bytes(b"a;b\n" + bytes([0x98, 0xD5]) * 6 + b";1\n")
    assert doubtful(encodings(path))


def test_an_empty_file_has_no_encoding(tmp_path):
    (tmp_path / "x.csv").write_bytes(b"")
    with pytest.raises(InputError, match="is empty: ask for it again"):
        encodings(tmp_path / "x.csv")


LETTERS = "абвгдежзийклмнопрстуфхцчшщъыьэюя"


@given(
    words=st.lists(st.text(LETTERS + "әіңғүұқөһ", min_size=4, max_size=12), min_size=8, max_size=40),
    encoding=st.sampled_from([*UNICODE, "kz1048"]),
)
def test_whatever_the_words_are_the_proposal_reads_every_letter(tmp_path_factory, words, encoding):
    text = "Атауы;Сомасы\n" + "".join(f"{word.capitalize()};{word}\n" for word in words)
    path = written(tmp_path_factory.mktemp("enc"), text, encoding)
    assert read_back(path, encodings(path)[0].encoding) == text


@given(st.binary(min_size=1, max_size=4000))
def test_any_bytes_at_all_have_candidates(tmp_path_factory, data):
    path = tmp_path_factory.mktemp("any") / "x"
    path.write_bytes(data)
    assert {each.encoding for each in encodings(path)} & set(CANDIDATES)
