"""Proposals have grounds, and every one can be overruled."""

import json
import zipfile
from datetime import datetime

import openpyxl
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.drafts import Wishes
from core.errors import InputError
from core.phrases import Phrases
from etl.draft.drafting import draft
from etl.draft.layout import lay_text
from etl.draft.rehearsal import rehearse
from etl.templates.text import read_template


def write(folder, text, encoding="utf-8", name="x.csv"):
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


STATEMENT = "\n".join(
    [
        "Выписка за март\nСформирована 01.04.2025\nДата;Счёт плательщика;Счёт получателя;Сумма;Пометка",
        *(f"{n:02d}.03.2025;KZ5930401K0010030152;KZ293010000010040118;1 417,{n:02d};n{n}" for n in range(1, 29)),
        "Итого по выписке: 28 операций;;;1,00;\n",
    ]
)


def test_titles_header_and_footer_are_found_and_said(tmp_path):
    drafted = draft(write(tmp_path, STATEMENT, "cp1251"))
    assert (drafted.choices["header"].value, drafted.choices["footer"].value) == ("3", "^Итого по выписке")
    assert [ground.key for ground in drafted.choices["header"].grounds] == ["header.names", "header.titles"]
    assert drafted.columns[4].field == ""
    template = read_template(drafted.template, "x")
    assert template.ignored == ("Пометка",)
    assert template.fields["amount_tiyn"].decimal == ","


def test_every_ground_has_words_in_three_languages(exports, tmp_path):
    drafted = [draft(export.path) for export in exports.values()] + [draft(write(tmp_path, STATEMENT))]
    for each in drafted:
        grounds = [g for c in each.choices.values() for g in c.grounds] + [g for c in each.columns for g in c.grounds]
        grounds += [g for encoding in each.encodings for g in encoding.grounds]
        assert all(Phrases.load().has(f"draft.{ground.key}") for ground in grounds)
        assert all(ground.parameters.get("check", "phone") and grounds for ground in grounds)
        assert all(choice.grounds for choice in each.choices.values())


@pytest.mark.parametrize(
    ("wish", "holds"),
    [
        ({"encoding": "kz1048"}, "encoding: kz1048"),
        ({"header_row": 3, "footer": "^Всего"}, "footer: ^Всего"),
        ({"zone": "Asia/Almaty"}, "zone: Asia/Almaty"),
        ({"name": "bank_q", "title": "Банк Q"}, "ru: Банк Q"),
        ({"agency": "Bank Q"}, "agency: Bank Q"),
        ({"fields": {4: "purpose"}}, "purpose: Пометка"),
        ({"fields": {1: ""}}, "- Счёт плательщика"),
        ({"formats": ("%d.%m.%Y",)}, "%d.%m.%Y"),
    ],
)
def test_what_a_person_says_stands_in_the_place_of_the_proposal(tmp_path, wish, holds):
    assert holds in draft(write(tmp_path, STATEMENT, "cp1251"), Wishes(**wish)).template


def test_a_decimal_sign_that_no_cell_shows_can_be_said(tmp_path):
    text = STATEMENT.replace("1 417,", "14")
    assert "amount_tiyn: Сумма" in draft(write(tmp_path, text)).template
    assert "amount_tiyn: {column: Сумма, decimal: ','}" in draft(write(tmp_path, text), Wishes(decimal=",")).template


CALL = {"a": {"msisdn": "77010012345"}, "b": {"msisdn": "77010012346"}, "start": "2025-03-01T10:00:00Z", "duration": 5}


def test_json_lines_name_their_columns_themselves(tmp_path, lab):
    lines = [json.dumps({**CALL, "duration": n, "tags": ["x", "y"]}) for n in range(30)]
    drafted = draft(path := write(tmp_path, "\n".join(lines) + "\n", name="x.jsonl"))
    template = read_template(drafted.template, "x")
    assert (drafted.format, template.file.format, template.record, template.zone) == ("jsonl", "jsonl", "call", "UTC")
    assert template.fields["from_phone"].column == "a.msisdn"
    assert rehearse(path, template, lab.home).counts == {"loaded": 30}


def test_a_parquet_file_says_its_columns_itself(tmp_path, lab):
    table = pl.DataFrame({
        "caller": ["77010012345"] * 30, "callee": ["77010012346"] * 30, "billsec": range(30),
        "started": [datetime(2025, 3, 1, 10, 0, n) for n in range(30)],
    })  # fmt: skip
    table.write_parquet(path := tmp_path / "x.parquet")
    drafted = draft(path)
    assert (drafted.format, drafted.encodings) == ("parquet", ())
    assert rehearse(path, read_template(drafted.template, "x"), lab.home).counts == {"loaded": 30}


def test_what_is_missing_is_said_and_nothing_is_made_up(tmp_path):
    drafted = draft(write(tmp_path, STATEMENT, "cp1251"), Wishes(fields={1: ""}))
    assert drafted.missing == ("from_account",)


def test_a_day_that_could_be_a_month_is_said_to_be_so(tmp_path):
    text = "Дата,Абонент А,Абонент Б,Длительность\n" + "".join(
        f"0{n}/0{n + 1}/2025 10:00,77010012345,77010012346,5\n" for n in range(1, 6)
    )
    drafted = draft(write(tmp_path, text))
    grounds = {ground.key: ground.parameters for ground in drafted.columns[0].grounds}
    assert grounds["column.style"]["formats"] == "%d/%m/%Y %H:%M"
    assert "%m/%d/%Y %H:%M" in str(grounds["column.rivals"]["formats"])


def test_one_offset_in_all_times_is_the_zone(tmp_path):
    text = "start,caller,called,duration\n" + "".join(
        f"2025-03-0{n}T10:00:00+06:00,77010012345,77010012346,5\n" for n in range(1, 6)
    )
    drafted = draft(path := write(tmp_path, text))
    template = read_template(drafted.template, "x")
    assert template.zone == "+06:00"
    assert drafted.choices["zone"].grounds[0].key == "zone.offset"
    assert path.is_file()


def test_nothing_in_the_file_says_the_zone_and_that_is_said(tmp_path):
    assert draft(write(tmp_path, STATEMENT)).choices["zone"].grounds[0].key == "zone.house"


def test_the_sheet_that_holds_most_is_proposed_and_another_can_be_named(tmp_path):
    book = openpyxl.Workbook()
    book.active.title = "Cover"
    book.active.append(["Hello"])
    for name, rows in (("March", 9), ("April", 3)):
        sheet = book.create_sheet(name)
        sheet.append(["Номер абонента", "ФИО владельца"])
        for n in range(rows):
            sheet.append([f"7701001234{n}", "Ким Ольга"])
    book.save(path := tmp_path / "x.xlsx")
    assert draft(path).choices["sheet"].value == "March"
    named = draft(path, Wishes(sheet="April"))
    assert read_template(named.template, "x").file.sheet == "April"
    with pytest.raises(InputError, match="has no sheet «May»"):
        draft(path, Wishes(sheet="May"))


@pytest.mark.parametrize(
    ("text", "wish", "said"),
    [
        ("просто текст\nещё одна строка\n", {}, "holds no table"),
        ("1;2;3\n4;5;6\n7;8;9\n", {}, "no row that names its columns"),
        (STATEMENT, {"header_row": 900}, "has no row 900"),
        (STATEMENT, {"record": "boat"}, "There is no record «boat»"),
        (STATEMENT, {"fields": {40: "purpose"}}, "There is no column 41"),
        (STATEMENT, {"fields": {1: "to_account", 2: "to_account"}}, "both to be to_account: choose one"),
        (STATEMENT, {"encoding": "utf-9"}, "There is no encoding «utf-9»"),
        (STATEMENT, {"fields": {1: "colour"}}, "No record has a field colour"),
    ],
)
def test_what_cannot_be_drafted_is_a_sentence(tmp_path, text, wish, said):
    with pytest.raises(InputError, match=said):
        draft(write(tmp_path, text), Wishes(**wish))


def test_a_file_that_is_not_there_is_a_sentence(tmp_path):
    with pytest.raises(InputError, match="no file that can be read"):
        draft(tmp_path / "nothing.csv")


def test_a_rehearsal_says_what_would_be_quarantined_and_why_and_writes_nothing(tmp_path, lab):
    path = write(tmp_path, STATEMENT.replace("05.03.2025", "05.13.2025").replace("1 417,07", "-5"), "cp1251")
    before = sorted(lab.home.root.rglob("*"))
    rehearsed = rehearse(path, read_template(draft(path).template, "x"), lab.home)
    assert rehearsed.counts == {"loaded": 26, "bad_date": 1, "negative_amount": 1, "footer": 1}
    assert (len(rehearsed.rows), len(rehearsed.held)) == (20, 1)
    assert (rehearsed.rows[4].fate, rehearsed.rows[4].reason, rehearsed.rows[4].detail) == (
        "quarantined", "bad_date", "Дата",
    )  # fmt: skip
    assert rehearsed.rows[0].fields["amount_tiyn"] == "1\xa0417,01"
    assert not rehearsed.scope
    assert sorted(lab.home.root.rglob("*")) == before


def test_with_a_register_the_rehearsal_judges_scope_as_loading_would(tmp_path, lab):
    register = "sanction_no,court,object_kind,object_id,valid_from,valid_to\n"
    register += "P-1,A,account,KZ5930401K0010030152,2025-03-01,2025-03-10\n"
    lab.stage(write(tmp_path, register, name="authority.csv"))
    path = write(tmp_path, STATEMENT, "cp1251")
    rehearsed = rehearse(path, read_template(draft(path).template, "x"), lab.home)
    assert rehearsed.scope
    assert rehearsed.counts == {"outside_authority": 18, "loaded": 10, "footer": 1}


CELL = st.text(st.characters(codec="utf-8", exclude_characters="\x00\r\n"), max_size=12)


@given(st.lists(st.lists(CELL, min_size=1, max_size=6), min_size=1, max_size=12), st.sampled_from(";,\t|"))
def test_any_table_is_drafted_or_refused_with_a_sentence(tmp_path_factory, rows, sign):
    path = tmp_path_factory.mktemp("any") / "x.csv"
    path.write_text("\n".join(sign.join(row) for row in rows), "utf-8")
    if path.stat().st_size:
        try:
            draft(path)
        except InputError as error:
            assert str(error).endswith(".")


@given(width=st.integers(2, 12), sign=st.sampled_from(";,\t|"), titles=st.integers(0, 5))
def test_the_delimiter_and_the_header_are_found_under_any_titles(tmp_path_factory, width, sign, titles):
    path = tmp_path_factory.mktemp("lay") / "x.csv"
    header = sign.join(f"Колонка {chr(0x430 + n)}" for n in range(width))
    body = [sign.join(str(100 * row + n) for n in range(width)) for row in range(20)]
    path.write_text("\n".join([*["Отчёт за месяц"] * titles, header, *body]), "utf-8")
    laid = lay_text(path, "utf-8", Wishes())
    assert (laid.choices["delimiter"].value, laid.header_row, len(laid.header)) == (sign, titles + 1, width)


HANDSETS = ("352099009900016", "866341050000010", "35209900990001", "3520990099000103", "35-209900-990001-6")


@pytest.mark.parametrize(
    ("title", "cell", "field"),
    [
        ("QQ", lambda n: f"25991000{n * 7919:07d}", ""),
        ("№ записи", lambda n: f"259910001/{n:06d}", ""),
        ("QQ", lambda n: HANDSETS[n % 5], "imei"),
        ("QQ", lambda n: f"40101{n:010d}", "imsi"),
        ("IMEI", lambda n: f"25991000{n * 7919:07d}", "imei"),
    ],
)
def test_a_long_number_is_a_handset_where_it_shows_that_or_the_header_says_it(tmp_path, title, cell, field):
    rows = [f"{n:02d}.03.2025 10:00:00;7701001{n:04d};7705001{n:04d};30;{cell(n)}" for n in range(1, 29)]
    path = write(tmp_path, "\n".join([f"Дата;Абонент А;Абонент Б;Длительность;{title}", *rows]))
    drafted = draft(path)
    assert (drafted.choices["record"].value, drafted.columns[4].field) == ("call", field)


def test_a_listing_whose_codes_nobody_knows_is_one_of_calls_and_asks_for_them(tmp_path):
    rows = [f"{n:02d}.03.2025 10:00:00;77010012345;7705001{n:04d};{7 + n % 2};30" for n in range(1, 29)]
    drafted = draft(write(tmp_path, "\n".join(["Күні;Абонент;Серіктес;Бағыты;Ұзақтығы", *rows])))
    assert drafted.choices["record"].value == "call"
    assert (drafted.choices["direction"].value, set(drafted.choices["direction"].others)) == ("", {"7", "8"})


@pytest.mark.parametrize(
    ("start", "key"),
    [(b"PK\x03\x04", "other_archive"), (b"Rar!\x1a\x07", "other_archive"), (b"\x01\x02name;b;c;d\n", "no_table")],
)
def test_an_archive_or_a_file_that_is_no_text_is_refused_in_words(tmp_path, start, key):
    path = tmp_path / "x.csv"
    path.write_bytes(start + b";a;b;c\n1;2;3;4\n" * 9)
    if start.startswith(b"PK"):
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("a.csv", "a;b")
    with pytest.raises(InputError) as refused:
        draft(path)
    assert refused.value.key == key
