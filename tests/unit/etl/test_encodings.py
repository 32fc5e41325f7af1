"""No letter is ever another one: what was read is what was written, or the row is held, or the file refused."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.errors import InputError
from etl.sources.text import lines
from etl.templates import Template

TITLES = {"ru": "х", "kk": "х", "en": "x"}
RUSSIAN = "АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯабвгдеёжзийклмнопрстуфхцчшщъыьэюя"
KAZAKH = RUSSIAN + "ӘІҢҒҮҰҚӨҺәіңғүұқөһ"
LE, BE = ("utf-16-le", "\ufeff"), ("utf-16-be", "\ufeff")
# How it is written (encoding, byte order mark) → how it is declared.
WAYS = {
    ("kz1048", ""): "kz1048", ("utf-8", ""): "utf-8", ("utf-8", "\ufeff"): "utf-8", LE: "utf-16", BE: "utf-16",
    ("utf-16-le", ""): "utf-16-le", ("utf-16-be", ""): "utf-16-be",
}  # fmt: skip
NARROW = {("cp1251", ""): "cp1251", ("cp866", ""): "cp866", **WAYS}
ACCOUNT = "KZ699990000000000001"


def names(letters):
    word = st.text(letters, min_size=1, max_size=12)
    return st.lists(st.builds(" ".join, st.lists(word, min_size=1, max_size=3)), min_size=1, max_size=8)


def template(encoding, column):
    given = {"name": "ours", "version": 1, "titles": TITLES, "record": "account_holder"}
    file = {"encoding": encoding, "delimiter": ";", "quote": None}
    return Template.model_validate(given | {"file": file, "fields": {"account": "Account", "name": column}})


def write(folder, way, column, found):
    path = folder / "x.csv"
    text = "\r\n".join([f"Account;{column}", *(f"{ACCOUNT};{name}" for name in found)])
    path.write_bytes((way[1] + text).encode(way[0]))
    return path


def read(lab, path, encoding, column):
    """Names by row number, of the rows that were loaded."""
    delivery = lab.stage(path, template=template(encoding, column))
    assert delivery.report(already=False).adds_up()
    return dict(lab.records(delivery).select("row", "name").rows())


def expected(found):
    """Each once: a repeat is a duplicate."""
    return {found.index(name) + 2: name for name in found}


@pytest.mark.parametrize("way", WAYS)
@given(found=names(KAZAKH))
@settings(max_examples=15, deadline=None)
def test_kazakh_comes_through_every_encoding_that_holds_it(new_lab, tmp_path_factory, way, found):
    path = write(tmp_path_factory.mktemp("x"), way, "Аты-жөні", found)
    assert read(new_lab(), path, WAYS[way], "Аты-жөні") == expected(found)


@pytest.mark.parametrize("way", [("cp1251", ""), ("cp866", "")])
@given(found=names(RUSSIAN))
@settings(max_examples=15, deadline=None)
def test_russian_comes_through_the_old_ones_too(new_lab, tmp_path_factory, way, found):
    path = write(tmp_path_factory.mktemp("x"), way, "Имя", found)
    assert read(new_lab(), path, NARROW[way], "Имя") == expected(found)


@given(way=st.sampled_from(list(WAYS)), declared=st.sampled_from(list(NARROW.values())), found=names(KAZAKH))
@settings(max_examples=120, deadline=None)
def test_under_a_wrong_declaration_a_file_is_refused_or_read_right(new_lab, tmp_path_factory, way, declared, found):
    path = write(tmp_path_factory.mktemp("x"), way, "Аты-жөні", found)
    try:
        read_names = read(new_lab(), path, declared, "Аты-жөні")
    except InputError as error:
        assert "x.csv" in str(error)
    else:
        assert set(read_names.items()) <= set(expected(found).items())


@given(found=names(KAZAKH), broken=st.sets(st.integers(0, 7)), size=st.integers(20, 60))
@settings(max_examples=40, deadline=None)
def test_rows_with_bytes_that_mean_nothing_are_held_wherever_a_block_ends(tmp_path_factory, found, broken, size):

    path = tmp_path_factory.mktemp("x") / "x.csv"
    rows = [name.encode() + (b"\xd2\xff" if place in broken else b"") for place, name in enumerate(found)]
    path.write_bytes(b"\n".join(rows))
    damaged = [flag for block in lines(path, "utf-8", size) for flag in block["damaged"]]
    assert damaged == [place in broken for place in range(len(found))]


def test_a_letter_that_was_lost_before_us_holds_its_row(lab, tmp_path):
    path = write(tmp_path, ("utf-8", ""), "Name", ["Әсел", "\ufffdсел", "Асель"])
    delivery = lab.stage(path, template=template("utf-8", "Name"))
    assert delivery.quarantined == {"undecodable": 1}


@pytest.mark.parametrize("encoding", ["cp1251", "kz1048"])
def test_the_one_byte_that_means_nothing_in_the_old_encodings_holds_its_row(lab, tmp_path, encoding):
    path = tmp_path / "x.csv"
    good = "".join(f"{ACCOUNT};Имя {n}\n" for n in range(3)).encode(encoding)
    path.write_bytes(b"Account;Name\n" + good + f"{ACCOUNT};x".encode() + b"\x98\n")
    assert lab.stage(path, template=template(encoding, "Name")).quarantined == {"undecodable": 1}


def test_json_in_another_encoding_is_refused_as_a_whole(lab, tmp_path):
    given = {"name": "ours", "version": 1, "titles": TITLES, "record": "account_holder"}
    fields = {"account": "account", "name": "name"}
    of = Template.model_validate(given | {"file": {"format": "jsonl"}, "fields": fields})
    path = tmp_path / "x.jsonl"
    line = f'{{"account": "{ACCOUNT}", "name": "Имя %d"}}\n'
    path.write_bytes((line % 1).encode() + "".join(line % n for n in range(2, 30)).encode("cp1251"))
    with pytest.raises(InputError, match="is not in utf-8, which template ours declares"):
        lab.stage(path, template=of)
