"""Exports that say which way a row goes: by a word in a column, or by which of two sums is filled."""

from datetime import datetime, timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from core.catalogue import read
from core.drafts import Wishes
from core.errors import InputError
from core.phrases import Phrases
from etl.draft.direction import way_of
from etl.draft.drafting import draft
from etl.draft.rehearsal import rehearse
from etl.templates import Template
from etl.templates.text import read_template

OWN = "KZ5930401K0010030152"
OTHERS = ("KZ293010000010040118", "KZ253010000010013127", "KZ503010000010021213", "KZ699990000000000001")
PHONE = "77010012345"
PHONES = ("77010012346", "77770012347", "77050012348", "77470012349")


def write(folder, header, rows, name="x.csv"):
    path = folder / name
    path.write_text("\n".join(";".join(map(str, row)) for row in (header, *rows)) + "\n", "utf-8")
    return path


def records_of(path, lab, drafted, *fields):
    rows = rehearse(path, read_template(drafted.template, "x"), lab.home).rows
    return [tuple(row.fields.get(name, "") for name in fields) if row.fate == "loaded" else row.reason for row in rows]


def keys(drafted):
    return [ground.key.removeprefix("direction.") for ground in drafted.choices["direction"].grounds]


# --- the worked examples, their templates taken away


@pytest.mark.parametrize(
    ("name", "wishes", "only_ours"),
    [
        # a client without an IIN before the name is a fault to the bank's own template; the file alone cannot say so
        ("bank_p.csv", {}, {5: "bad_form"}),
        ("operator_u.csv", {"zone": "Asia/Almaty"}, {}),
    ],
)
def test_a_draft_reads_a_worked_example_as_its_own_template_does(examples, lab, name, wishes, only_ours):
    path = examples / "howto" / name
    ours = rehearse(path, read(path.with_suffix(".yaml"), Template), lab.home).rows
    drawn = rehearse(path, read_template(draft(path, Wishes(**wishes)).template, "x"), lab.home).rows
    for our, row in zip(ours, drawn, strict=True):
        if row.row in only_ours:
            assert (our.reason, row.fate) == (only_ours[row.row], "loaded")
        else:
            assert (row.fate, row.reason) == (our.fate, our.reason)
            assert row.fields == {k: v for k, v in our.fields.items() if k != "currency"} or our.reason


# --- a statement says the same whichever way it is written

MONEY = st.integers(1, 10**9).map(lambda tiyn: f"{tiyn // 100},{tiyn % 100:02d}")
ROWS = st.lists(st.tuples(st.booleans(), st.sampled_from(OTHERS), MONEY), min_size=6, max_size=20).filter(
    lambda rows: len({other for _, other, _ in rows}) > 1
)
WAYS = st.sampled_from(
    [("Д", "К"), ("дебет", "кредит"), ("DR", "CR"), ("расход", "приход"), ("-", "+"), ("Шығыс", "Кіріс")]
)


def moment(n):
    return (datetime(2025, 3, 1) + timedelta(hours=n)).strftime("%d.%m.%Y %H:%M:%S")


@settings(max_examples=8)
@given(rows=ROWS, words=WAYS, nothing=st.sampled_from(["", "0", "0,00", "0.00", "-"]))
@example(rows=[(False, OTHERS[n % 2], "5,00") for n in range(6)], words=("Д", "К"), nothing="")  # a sum never filled
def test_any_statement_written_all_three_ways_gives_the_same_records(new_lab, rows, words, nothing):
    lab = new_lab()
    told = [(moment(n), *((OWN, other) if out else (other, OWN)), money) for n, (out, other, money) in enumerate(rows)]
    named = write(lab.home.root, ("Дата", "Счёт отправителя", "Счёт получателя", "Сумма"), told, "named.csv")
    worded = write(
        lab.home.root, ("Дата", "Вид", "Счёт", "Счёт контрагента", "Сумма"),
        [(moment(n), words[not out], OWN, other, money) for n, (out, other, money) in enumerate(rows)], "worded.csv",
    )  # fmt: skip
    summed = write(
        lab.home.root, ("Дата", "Счёт контрагента", "Дебет", "Кредит", "Счёт"),
        [
            (moment(n), other, *((money, nothing) if out else (nothing, money)), OWN)
            for n, (out, other, money) in enumerate(rows)
        ], "summed.csv",
    )  # fmt: skip
    fields = ("time_ms", "from_account", "to_account", "amount_tiyn")
    first, *others = (records_of(path, lab, draft(path), *fields) for path in (named, worded, summed))
    assert [first] * 2 == others
    assert all(isinstance(row, tuple) for row in first)


# --- names that a header calls the payer's or the receiver's, in a statement of both ways

WITH_NAME = ("Дата", "{}", "Счёт контрагента", "Дебет", "Кредит", "Счёт")


def with_name(tmp_path, title, own):
    """Rows out and in by turns with one name each: the other's where money goes out, `own` where it comes in."""
    rows = [
        (moment(n), OTHERS[n // 2 % 4][-4:] + " Ким" if n % 2 else own or f"Ли {'АБВГД'[n % 5]}", OTHERS[n // 2 % 4],
         *(("5,00", "") if n % 2 else ("", "7,00")), OWN)
        for n in range(16)
    ]  # fmt: skip
    return write(tmp_path, [name.format(title) for name in WITH_NAME], rows)


@pytest.mark.parametrize("title", ["Получатель", "Алушының аты", "Beneficiary name"])
def test_a_name_that_the_header_calls_the_receivers_is_his_whichever_way_the_row_goes(tmp_path, lab, title):
    path = with_name(tmp_path, title, "ТОО Заря")
    drafted = draft(path)
    assert (drafted.columns[1].field, drafted.columns[1].grounds[-1].key) == ("to_name", "column.gets")
    found = records_of(path, lab, drafted, "to_account", "from_name", "to_name")
    assert found[:2] == [(OWN, "", "ТОО Заря"), (OTHERS[0], "", f"{OTHERS[0][-4:]} Ким")]
    confirmed = draft(path, Wishes(fields={column.place: column.field for column in drafted.columns}))
    assert records_of(path, lab, confirmed, "to_account", "from_name", "to_name") == found


@pytest.mark.parametrize(("title", "own"), [("Получатель", ""), ("Плательщик", "ТОО Заря")])
def test_a_name_whose_rows_contradict_its_header_is_left_to_the_person(tmp_path, title, own):
    assert draft(with_name(tmp_path, title, own)).columns[1].field == ""


# --- calls


def calls(out, into, own=PHONE, header=("Направление", "Номер 1", "Номер 2", "Дата", "Длительность", "IMEI", "Сота")):
    rows = [
        (out if n % 2 else into, own, PHONES[n % 4], moment(n), n, "352099009900016", f"A-{n % 3}") for n in range(16)
    ]
    return header, rows


@pytest.mark.parametrize(("out", "into"), [("исх", "вх"), ("MOC", "MTC"), ("Шығыс", "Кіріс"), ("outgoing", "incoming")])
def test_handset_and_sector_go_with_the_subscriber_and_contents_say_who_that_is(tmp_path, lab, out, into):
    path = write(tmp_path, *calls(out, into))
    drafted = draft(path)
    assert keys(drafted) == ["words", "by_few"]
    names = ("from_phone", "to_phone", "kind", "imei", "to_imei", "cell", "to_cell")
    imei, own = "352099009900016", f"+{PHONE}"
    found = records_of(path, lab, drafted, *names)
    assert found[:2] == [
        (f"+{PHONES[0]}", own, "voice", "", imei, "", "A-0"), (own, f"+{PHONES[1]}", "voice", imei, "", "A-1", ""),
    ]  # fmt: skip


def test_words_of_a_direction_that_say_sms_say_the_kind_too(tmp_path, lab):
    header, rows = calls("исходящая СМС", "вх")
    path = write(tmp_path, header, rows)
    assert {row[0] for row in records_of(path, lab, draft(path), "kind")} == {"sms", "voice"}


def test_a_message_that_goes_out_is_a_message(tmp_path):
    rows = [("77010012345", "77010012346", "исх. смс" if n % 2 else "голос", moment(n), n) for n in range(9)]
    drafted = draft(write(tmp_path, ("Вызывающий", "Вызываемый", "Вид связи", "Начало", "Длительность"), rows))
    assert read_template(drafted.template, "x").fields["kind"].words == {"исх. смс": "sms", "голос": "voice"}


NAMED = ("Вид", "Вызывающий номер", "Вызываемый номер", "Дата", "Длительность", "IMEI", "Сота")


def crossed(header):
    """Rows in which the first number is the caller's, whichever way they go."""
    rows = calls("исх", "вх")[1]
    return header, [(way, *((a, b) if way == "исх" else (b, a)), *rest) for way, a, b, *rest in rows]


def test_columns_that_name_both_ends_are_not_turned_but_the_handset_is_of_whose_row_it_is(tmp_path, lab):
    path = write(tmp_path, *crossed(NAMED))
    drafted = draft(path)
    assert keys(drafted) == ["words", "confirmed", "handsets"]
    found = records_of(path, lab, drafted, "from_phone", "to_phone", "imei", "to_imei")
    own, imei = f"+{PHONE}", "352099009900016"
    assert found[:2] == [(f"+{PHONES[0]}", own, "", imei), (own, f"+{PHONES[1]}", imei, "")]


@pytest.mark.parametrize(
    ("header", "rows", "key"),
    [
        (*crossed(("Направление", "Абонент", "Собеседник", "Дата", "Длительность", "IMEI", "Сота")), "crossed"),
        (NAMED, calls("исх", "вх")[1], "contradicted"),
        (("Тип", "Номер 1", "Номер 2", "Дата", "Длительность", "IMEI", "Сота"),
         [(w, f"770100200{n:02d}", f"770500200{n:02d}", *r) for n, (w, _, _, *r) in enumerate(calls("исх", "вх")[1])],
         "unclear"),
    ],
)  # fmt: skip
def test_where_sides_cannot_be_told_both_are_missing_and_it_is_said(tmp_path, header, rows, key):
    drafted = draft(write(tmp_path, header, rows))
    assert set(drafted.missing) == {"from_phone", "to_phone"}
    assert drafted.choices["direction"].value == ""
    assert keys(drafted) == ["words", key]
    assert all(Phrases.load().has(f"draft.{ground.key}") for ground in drafted.choices["direction"].grounds)


def test_a_person_says_who_is_who_or_declines_the_direction(tmp_path):
    path = write(tmp_path, *calls("исх", "вх", own=PHONE), "a.csv")
    said = read_template(draft(path, Wishes(columns={"Номер 2": "from_phone", "Номер 1": "to_phone"})).template, "x")
    assert said.fields["from_phone"].choose["исх"].column == "Номер 2"
    declined = draft(path, Wishes(columns={"Направление": ""}))
    assert read_template(declined.template, "x").fields["from_phone"].column == "Номер 1"
    assert "direction" not in declined.choices
    kind = draft(path, Wishes(columns={"Направление": "kind"}))
    assert read_template(kind.template, "x").fields["from_phone"].column == "Номер 1"


def test_what_is_proposed_and_confirmed_column_by_column_stays_as_it_is(tmp_path):
    statement = statement_of([("5,00", ""), ("", "7,00")] * 8)
    for path in (write(tmp_path, *calls("исх", "вх"), "a.csv"), write(tmp_path, *crossed(NAMED), "b.csv"),
                 write(tmp_path, *statement, "c.csv")):  # fmt: skip
        proposed = draft(path)
        confirmed = draft(path, Wishes(fields={column.place: column.field for column in proposed.columns}))
        assert (
            confirmed.template.partition("fields:")[2] == proposed.template.partition("fields:")[2] or path.stem == "b"
        )
        assert not confirmed.missing


def test_a_column_of_words_we_do_not_know_is_no_direction(tmp_path):
    path = write(tmp_path, *calls("туда", "сюда"))
    with pytest.raises(InputError, match=r"No words of «Направление» \(.* are known to say a direction"):
        draft(path, Wishes(columns={"Направление": "direction"}))


# --- codes


def test_codes_that_nothing_explains_are_asked_for_and_never_guessed(tmp_path, lab):
    path = write(tmp_path, *calls("1", "2"))
    drafted = draft(path)
    assert (drafted.choices["direction"].value, keys(drafted)) == ("", ["codes"])
    assert set(drafted.choices["direction"].others) == {"1", "2"}
    assert set(drafted.missing) == {"from_phone", "to_phone"}
    assert keys(draft(path, Wishes(columns={"Направление": "direction"}))) == ["codes"]
    told = draft(path, Wishes(ways={"1": "out", "2": "in"}))
    as_words = write(tmp_path, *calls("исх", "вх"), "words.csv")
    fields = ("from_phone", "to_phone", "imei", "to_imei", "kind")
    assert records_of(path, lab, told, *fields) == records_of(as_words, lab, draft(as_words), *fields)
    turned = draft(path, Wishes(ways={"1": "in", "2": "out"}))
    assert records_of(path, lab, turned, *fields) != records_of(path, lab, told, *fields)
    for ways, said in (({"1": "out", "9": "in"}, "No column holds"), ({"1": "up", "2": "in"}, "«up» is no way")):
        with pytest.raises(InputError, match=said):
            draft(path, Wishes(ways=ways))


def test_words_that_we_do_not_know_can_be_said(tmp_path, lab):
    path = write(tmp_path, *calls("туда", "сюда"))
    drafted = draft(path, Wishes(columns={"Направление": "direction"}, ways={"туда": "out", "сюда": "in"}))
    assert drafted.missing == ()
    assert records_of(path, lab, drafted, "from_phone", "imei")[1] == (f"+{PHONE}", "352099009900016")


LEGEND = "Направление (1 - исходящий, 2 - входящий)"


@pytest.mark.parametrize("above", [None, "1 = исходящий; 2 = входящий"])
def test_a_legend_in_the_header_or_above_the_table_explains_codes(tmp_path, lab, above):
    header, rows = calls("1", "2")
    path = write(tmp_path, header if above else (LEGEND, *header[1:]), rows)
    if above:
        path.write_text(f"{above}\n" + path.read_text("utf-8"), "utf-8")
    drafted = draft(path)
    assert keys(drafted) == ["legend", "by_few"]
    assert records_of(path, lab, drafted, "from_phone", "imei")[1] == (f"+{PHONE}", "352099009900016")


@pytest.mark.parametrize(("out", "into"), [("1", "2"), ("2", "1"), ("O", "I")])
def test_the_own_number_at_a_named_end_explains_codes(tmp_path, lab, out, into):
    header, rows = crossed(NAMED)
    path = write(tmp_path, header, [({"исх": out, "вх": into}[way], *rest) for way, *rest in rows])
    drafted = draft(path)
    assert keys(drafted) == ["by_ends", "confirmed", "handsets"]
    found = records_of(path, lab, drafted, "from_phone", "to_phone", "imei", "to_imei")
    own, imei = f"+{PHONE}", "352099009900016"
    assert found[:2] == [(f"+{PHONES[0]}", own, "", imei), (own, f"+{PHONES[1]}", imei, "")]


def balanced(ways, sums, *, late_first=False):
    stood, rows = 100_000, []
    for n, (way, paid) in enumerate(zip(ways, sums, strict=True)):
        stood += -paid if way == "1" else paid
        rows.append((moment(n), way, OWN, OTHERS[n % 4], f"{paid},00", f"{stood},00"))
    header = ("Дата", "Тип операции", "Счёт", "Счёт контрагента", "Сумма", "Остаток")
    return header, rows[::-1] if late_first else rows


@settings(max_examples=12)
@given(
    ways=st.lists(st.sampled_from("12"), min_size=14, max_size=30).filter(lambda w: 5 < w.count("1") < len(w) - 5),
    first=st.integers(50, 500), late_first=st.booleans(),
)  # fmt: skip
def test_the_balance_explains_codes_in_either_order_of_rows(new_lab, ways, first, late_first):
    lab = new_lab()
    path = write(lab.home.root, *balanced(ways, range(first, first + len(ways)), late_first=late_first))
    drafted = draft(path)
    assert keys(drafted)[0] == "by_balance"
    found = records_of(path, lab, drafted, "from_account", "to_account")
    wanted = [(OWN, OTHERS[n % 4]) if way == "1" else (OTHERS[n % 4], OWN) for n, way in enumerate(ways)]
    assert found == (wanted[::-1] if late_first else wanted)[: len(found)]


def test_a_balance_that_does_not_follow_the_codes_explains_nothing(tmp_path):
    header, rows = balanced("12" * 9, range(50, 68))
    drafted = draft(write(tmp_path, header, [(*row[:-1], f"{n * 977 % 1009},00") for n, row in enumerate(rows)]))
    assert "by_balance" not in keys(drafted)
    assert drafted.choices["direction"].value == ""


def test_new_grounds_have_words():
    assert all(Phrases.load().has(f"draft.direction.{key}") for key in ("codes", "legend", "by_ends", "by_balance"))


# --- the own phone above a listing


@pytest.mark.parametrize(
    ("above", "own"),
    [
        (("Детализация", "Абонент: +7 701 001 23 45"), f"+{PHONE}"),
        (("Номер 8 (701) 001-23-45 за март",), f"+{PHONE}"),
        ((f"Абонент {PHONE}", "Исп.: Ким О., тел. 8 701 555 66 77"), f"+{PHONE}"),
        ((f"Абонент {PHONE}", "Абонент 77051112233"), ""),
        (("Исп.: Ким О., тел. 8 701 555 66 77",), ""),
        (("Запрос 77010012345",), ""),
    ],
)
def test_a_phone_above_a_listing_is_the_own_one(tmp_path, lab, above, own):
    header, rows = calls("исх", "вх")
    path = write(tmp_path, (header[0], "Собеседник", *header[3:]), [(way, *rest) for way, _, *rest in rows])
    path.write_text("\n".join([*above, path.read_text("utf-8")]), "utf-8")
    drafted = draft(path)
    assert drafted.choices["own"].value == own
    assert drafted.missing == (() if own else ("from_phone",))
    if own:
        assert drafted.choices["own"].grounds[0].key == "own.above"
        assert records_of(path, lab, drafted, "from_phone", "to_phone", "imei")[1] == (
            own, f"+{PHONES[1]}", "352099009900016",
        )  # fmt: skip


def test_a_counterparty_without_any_direction_is_doubtful(tmp_path):
    header, rows = calls("исх", "вх", header=("x", "Абонент", "Второй номер", "Дата", "Длительность", "IMEI", "Сота"))
    drafted = draft(write(tmp_path, header[1:], [row[1:] for row in rows]))
    assert keys(drafted) == ["nowhere"]


def test_sums_with_and_without_a_minus_are_doubtful(tmp_path):
    rows = [(moment(n), OWN, OTHERS[n % 4], f"{'-' * (n % 2)}{n + 1},00") for n in range(12)]
    drafted = draft(write(tmp_path, ("Дата", "Счёт отправителя", "Счёт получателя", "Сумма"), rows))
    assert keys(drafted) == ["signed"]
    assert drafted.choices["direction"].grounds[0].parameters["share"] == 0.5
    assert Phrases.load().has("draft.direction.signed")


# --- two sums


def statement_of(sums, own="Счёт"):
    header = ("Дата", own, "Наименование", "ИИН", "Счёт контрагента", "Дебет", "Кредит")
    iins = ("900329397139", "850101300015")
    return header, [
        (moment(n), OWN, f"Ким Ольга {'АБ'[n % 2]}", iins[n % 2], OTHERS[n % 4], *both) for n, both in enumerate(sums)
    ]


def test_a_row_with_both_sums_or_none_is_held_and_not_read_by_half(tmp_path, lab):
    sums = [("5,00", "0,00"), ("0,00", "7,00")] * 12
    sums[3], sums[5] = ("5,00", "7,00"), ("", "")
    path = write(tmp_path, *statement_of(sums))
    found = records_of(path, lab, draft(path), "from_account", "to_account", "from_name", "to_iin", "amount_tiyn")
    assert found[:6] == [
        (OWN, OTHERS[0], "", "900329397139", "5"), (OTHERS[1], OWN, "Ким Ольга Б", "", "7"),
        (OWN, OTHERS[2], "", "900329397139", "5"), "unknown_word", (OWN, OTHERS[0], "", "900329397139", "5"),
        "unreadable_amount",
    ]  # fmt: skip


def test_an_own_account_that_stands_in_no_column_is_missing(tmp_path):
    header, rows = statement_of([("5,00", ""), ("", "7,00")] * 8)
    drafted = draft(path := write(tmp_path, (header[0], *header[2:]), [(row[0], *row[2:]) for row in rows]))
    assert drafted.missing == ("from_account",)
    assert keys(drafted) == ["filled", "is_other"]
    assert (drafted.choices["own"].value, drafted.choices["own"].grounds[0].key) == ("", "direction.no_own")
    assert draft(path, Wishes(own=OWN)).missing == ()
    with pytest.raises(InputError, match="«12» is no number of this kind"):
        draft(path, Wishes(own="12"))


# --- the own account above the table


def without_own(folder, *above, name="x.csv"):
    header, rows = statement_of([("5,00", ""), ("", "7,00")] * 8)
    lines = [";".join(map(str, (row[0], *row[2:]))) for row in (header, *rows)]
    (folder / name).write_text("\n".join([*above, *lines]) + "\n", "utf-8")
    return folder / name


SPACED = " ".join(OWN[n : n + 4] for n in range(0, 20, 4))


@pytest.mark.parametrize("line", [f"Счёт: {OWN}", f"ИИК;{SPACED};;;;", f"Выписка по счету № {OWN.lower()} за март"])
def test_an_account_above_the_table_is_the_own_one(tmp_path, lab, line):
    path = without_own(tmp_path, "Выписка", line, "Клиент: ТОО Ромашка")
    drafted = draft(path)
    assert drafted.choices["own"].value == OWN
    ground = drafted.choices["own"].grounds[0]
    assert (ground.key, ground.parameters["row"]) == ("own.above", 2)
    found = records_of(path, lab, drafted, "from_account", "to_account", "from_name", "to_iin")
    assert found[:2] == [(OWN, OTHERS[0], "", "900329397139"), (OTHERS[1], OWN, "Ким Ольга Б", "")]
    declined = draft(path, Wishes(own=""))
    assert declined.missing == ("from_account",)


@pytest.mark.parametrize(
    ("above", "own", "key"),
    [
        ((f"Счёт: {OWN}", f"Счёт: {OTHERS[3]}"), "", "own.several"),
        ((f"Счёт: {OWN}", f"Корреспондентский счёт банка: {OTHERS[3]}"), OWN, "own.above"),
        ((f"Счёт: {OWN[:-1]}9",), "", "direction.no_own"),
    ],
)
def test_of_several_accounts_none_is_guessed_and_one_that_fails_its_check_is_none(tmp_path, above, own, key):
    choice = draft(without_own(tmp_path, *above)).choices["own"]
    assert (choice.value, choice.grounds[0].key) == (own, key)
    assert all(Phrases.load().has(f"draft.{ground.key}") for ground in choice.grounds)


def test_the_account_above_says_which_column_is_the_own_one(tmp_path):
    rows = [(moment(n), ("исх", "вх")[n % 2], OTHERS[n % 2], OWN, "5,00") for n in range(9)]
    path = write(tmp_path, ("Дата", "Направление", "Счёт 1", "Счёт 2", "Сумма"), rows)
    path.write_text(f"Счёт: {OWN}\n" + path.read_text("utf-8"), "utf-8")
    drafted = draft(path)
    assert {c.name: c.field for c in drafted.columns}["Счёт 2"] == "from_account"
    assert "own" not in drafted.choices


def test_one_of_two_sums_can_be_declined(tmp_path):
    path = write(tmp_path, *statement_of([("5,00", ""), ("", "7,00")] * 8))
    drafted = draft(path, Wishes(columns={"Дебет": "amount_tiyn", "Кредит": ""}))
    assert read_template(drafted.template, "x").fields["amount_tiyn"].column == "Дебет"


@pytest.mark.parametrize(
    ("word", "way"),
    [
        ("исходящий вызов", "out"), ("ВХ.", "in"), ("SMS-MO", "out"), ("Дебетовая карта", None), ("перевод", None),
        ("+", "in"), ("Зачисление", "in"), ("исх/вх", None), ("", None),
        ("Ким Д.", None), ("paid in cash", None), ("К", "in"), ("исх. смс", "out"),
    ],
)  # fmt: skip
def test_a_word_says_one_way_or_none(word, way):
    assert way_of(word) == way
