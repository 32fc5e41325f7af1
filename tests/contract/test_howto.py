"""The worked examples of docs/templates.md: each loads as the page says, row by row, checked by hand."""

import re
from pathlib import Path

import polars as pl
import pytest

from core.catalogue import read
from core.home import Home
from core.protocols import silent
from etl import scope, vault
from etl.checks.canonical import Canonical
from etl.ledger import quarantined
from etl.recognise import recognise
from etl.sources.fingerprint import sha256
from etl.stage import Incoming, write_records
from etl.templates import Template, catalogue

ROOT = Path(__file__).parents[2]
HOWTO = ROOT / "examples" / "howto"
PAGE = (ROOT / "docs" / "templates.md").read_text("utf-8")
FILES = {path.stem: path for path in HOWTO.iterdir() if path.suffix not in (".yaml", ".md")}
NAMES = sorted(path.stem for path in HOWTO.glob("*.yaml"))

P1, P2, P3 = "+77010099001", "+77020099002", "+77770099003"
A, B = "KZ923010009900000001", "KZ753020009900000001"
C, CASH = "KZ583030009900000001", "KZ413040009900000001"
OWN, OTHER = ("900311399018", "Ахметова Айгуль"), ("850701499022", "Сеитов Ерлан")

# What each file becomes, worked out by hand: local times are UTC+5, but for operator U (Almaty was UTC+6 until 1 March
# 2024) and bank T (UTC). Only what is filled is named.
EXPECTED = {
    "bank_p": {
        "transfer": [
            {"row": 2, "time_ms": 1761970500000, "from_account": A, "from_iin": OWN[0], "from_name": OWN[1],
             "to_account": B, "to_iin": OTHER[0], "to_name": OTHER[1], "amount_tiyn": 12_500_00, "currency": "KZT",
             "purpose": "возврат долга", "authority": ["P-9901", "P-9902"]},
            {"row": 3, "time_ms": 1762004410000, "from_account": C, "from_name": "Жаксылык К.", "to_account": A,
             "to_iin": OWN[0], "to_name": OWN[1], "amount_tiyn": 3_000_50, "currency": "KZT", "authority": ["P-9901"]},
        ]
    },
    "bank_t": {
        "transfer": [
            {"row": 1, "time_ms": 1761970500000, "from_account": B, "from_iin": OTHER[0], "from_name": OTHER[1],
             "to_account": A, "amount_tiyn": 12_500_50, "currency": "KZT", "document": "T-1", "info_grade": "1",
             "authority": ["P-9901", "P-9902"]},
            {"row": 2, "time_ms": 1761973200000, "from_account": "KZ483020009900000002", "from_name": "Ким",
             "to_account": B, "amount_tiyn": 700_00, "currency": "KZT", "document": "T-2", "info_grade": "3",
             "authority": ["P-9902", "P-9904"]},
        ],
        "account_holder": [
            {"row": 1, "account": B, "iin": OTHER[0], "name": OTHER[1], "phone": P2, "info_grade": "1"},
        ],
    },
    "operator_u": {
        "call": [
            {"row": 2, "time_ms": 1709225940000, "from_phone": P1, "to_phone": P2, "duration_s": 61, "kind": "voice",
             "imei": "352099009900016", "cell": "ALA-7-2", "authority": ["P-9911", "P-9912"]},
            {"row": 3, "time_ms": 1709227800000, "time_other_ms": 1709231400000, "time_ambiguous": True,
             "from_phone": P2, "to_phone": P1, "duration_s": 5, "kind": "voice", "to_imei": "352099009900016",
             "to_cell": "ALA-7-2", "authority": ["P-9911", "P-9912"]},
            {"row": 4, "time_ms": 1709233200000, "from_phone": "EGOV", "to_phone": P1, "duration_s": 0, "kind": "sms",
             "authority": ["P-9911"]},
        ]
    },
    "operator_v": {
        "call": [
            {"row": 2, "time_ms": 1762139100000, "from_phone": P2, "to_phone": P1, "duration_s": 65, "kind": "voice",
             "authority": ["P-9911", "P-9912"]},
            {"row": 3, "time_ms": 1762139250000, "from_phone": P1, "to_phone": P2, "duration_s": 0, "kind": "sms",
             "authority": ["P-9911", "P-9912"]},
        ],
        "subscriber": [{"row": 2, "phone": P2, "name": "Ерлан Сеитов"}],
    },
    "arrest_register": {
        "arrest": [
            {"row": 2, "number": "259900001/000001", "time_ms": 1762364400000, "article": "297 ч.3",
             "place": "ул. Сейфуллина", "iin": "951215399038", "name": "Ким Виктор", "phones": [P1, P3],
             "cards_accounts": [f"account:{CASH}", "card:4400 41** **** 7244"], "cash_tiyn": 150_000_00,
             "status": "detained", "source_grade": "A", "info_grade": "1", "handling": "open"},
            {"row": 2, "number": "259900001/000001", "time_ms": 1762364400000, "name": "Оспан Әсел",
             "status": "detained", "source_grade": "A", "info_grade": "1", "handling": "open"},
            {"row": 3, "number": "259900001/000002", "time_ms": 1762373400000, "article": "296 ч.1",
             "name": "Тлеу Данияр", "status": "detained", "source_grade": "C", "info_grade": "4",
             "handling": "restricted"},
        ]
    },
    "shop_ledger": {
        "account_holder": [
            {"row": 2, "account": B, "name": "Ботагоз", "phone": P2},
            {"row": 3, "account": "KZ653010009900000002", "name": "курьер 2"},
            {"row": 4, "account": C, "name": "Дима", "phone": P3},
        ],
        "transfer": [
            {"row": 2, "time_ms": 1762790700000, "from_account": B, "to_account": CASH, "amount_tiyn": 12_000_00,
             "currency": "KZT", "purpose": "оплата", "authority": ["P-9902", "P-9903"]},
            {"row": 3, "time_ms": 1762833600000, "from_account": CASH, "to_account": "KZ653010009900000002",
             "amount_tiyn": 25_000_50, "currency": "KZT", "purpose": "зп", "authority": ["P-9903"]},
        ],
    },
    "bank_clients": {  # the first moment of the first day, the last of the last
        "account_holder": [
            {"row": 2, "account": CASH, "iin": "880412399030", "name": "Ким Виктор", "phone": P3,
             "from_ms": 1615489200000, "to_ms": 1762369199999},
            {"row": 3, "account": "KZ143040009900000002", "iin": "930708499058", "name": "Оспан Асел",
             "from_ms": 1693508400000},
        ]
    },
    "civil_register": {
        "death": [{"row": 2, "iin": OTHER[0], "name": OTHER[1], "died_ms": 1760986799999}],
    },
}  # fmt: skip

HELD = {
    "bank_p": [(4, "unknown_word", "Д/К"), (5, "bad_form", "Клиент"), (6, "bad_iin", "Д/К + Клиент + Контрагент"),
               (7, "footer", "")],
    "bank_t": [(3, "negative_amount", "amount"), (4, "bad_phone", "from.phone"), (5, "bad_json", "")],
    "operator_u": [(5, "unknown_word", "Бағыт")],
    "operator_v": [(4, "bad_form", "Абонент А"), (5, "bad_date", "Дата + Время")],
    "arrest_register": [(4, "bad_iin", "Вместе с ним"), (5, "bad_grade", "Основание")],
    "shop_ledger": [(5, "bad_date", "когда"), (6, "outside_authority", "")],
    "bank_clients": [(4, "reversed_window", "Дата закрытия")],
    "civil_register": [(3, "bad_date", "Қайтыс болған күні"), (4, "not_a_person", "ЖСН")],
}  # fmt: skip


def stage(home, name, windows):
    path = FILES[name]
    template = catalogue()[name] if name == "authority" else read(HOWTO / f"{name}.yaml", Template)
    sha = sha256(path)
    incoming = Incoming(vault.keep(path, sha, home), sha, path.name, recognise(path, [template]), None, "here")
    return write_records(incoming, home, windows, Canonical(), silent)


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    home = Home(tmp_path_factory.mktemp("howto")).ensure()
    register = stage(home, "authority", scope.windows([]))
    windows = scope.windows([home.records / register.sha256])
    return home, {name: stage(home, name, windows) for name in NAMES}


def test_there_are_eight_of_them():
    assert NAMES == sorted(EXPECTED) == sorted(HELD)


@pytest.mark.parametrize("name", NAMES)
def test_an_example_becomes_what_a_person_worked_out(home, name):
    delivery = home[1][name]
    assert delivery.report(already=False).adds_up()
    assert set(delivery.records) == set(EXPECTED[name])
    for record, rows in EXPECTED[name].items():
        table = pl.read_parquet(home[0].records / delivery.sha256 / f"{record}.parquet")
        filled = [{key: value for key, value in row.items() if value is not None} for row in table.to_dicts()]
        assert filled == rows, record
    assert [(row.row, row.reason, row.detail) for row in quarantined(home[0], FILES[name].name)] == HELD[name]


@pytest.mark.parametrize("name", NAMES)
def test_the_page_shows_the_template_and_says_what_was_held(name):
    text = (HOWTO / f"{name}.yaml").read_text("utf-8")
    assert f"```yaml\n{text}```" in PAGE
    part = PAGE.split(f"### `{name}`")[1].split("\n### ")[0]
    assert set(re.findall(r"row (\d+): `(\w+)`", part)) == {(str(row), reason) for row, reason, _ in HELD[name]}


@pytest.mark.parametrize("name", NAMES)
def test_every_column_of_an_example_is_read(home, name):
    delivery, template = home[1][name], read(HOWTO / f"{name}.yaml", Template)
    assert set(delivery.header) <= {*template.columns, *template.ignored}
