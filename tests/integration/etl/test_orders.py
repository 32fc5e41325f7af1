"""Files delivered one by one in any order give one graph, joins and all; `make soak` tries a hundred orders."""

import itertools
import os
import random

import pytest

ORDERS = int(os.environ.get("ORDERS", "6"))
SEED = int(os.environ.get("SEED", "1"))
FROM, TO, THIRD = "KZ253010000010013127", "KZ75302C000010020215", "KZ503010000010021213"
CALLER, CALLED = "+77010077206", "+77760084243"
IMEI = "351000150042443"
A = ("Дата операции;Время;Счёт отправителя;ИИН/БИН отправителя;Отправитель;Счёт получателя;ИИН/БИН получателя;"
     "Получатель;Сумма;Валюта;Назначение платежа;Номер документа\r\n")  # fmt: skip
B = "txn_id,posted_at,from_iban,to_iban,amount,currency,channel,card_masked,description\n"
X = "A_NUMBER|B_NUMBER|IMEI_A|IMSI_A|START|DURATION|TYPE|CELL_A\n"
Y = "Дата и время\tАбонент А\tАбонент Б\tДлительность\tВид связи\tIMEI\tIMSI\tБазовая станция\tУслуга\r\n"


def bank_a(*told):
    lines = [f"03.10.2025;12:{s // 60:02}:{s % 60:02};{FROM};;И.;{TO};;П.;5000,00;KZT;;{n}\r\n" for s, n in told]
    return (A + "".join(lines)).encode("cp1251")


def bank_b(*told):
    lines = [f"B{n},2025-10-03T07:{s // 60:02}:{s % 60:02}Z,{FROM},{TO},5000.00,KZT,P2P,,\n" for s, n in told]
    return (B + "".join(lines)).encode()


def cdr_x(*told):
    return (X + "".join(f"{CALLER}|{CALLED}|{IMEI}||2025-10-03 12:00:{s:02}|{n}|VOICE|\n" for s, n in told)).encode()


def cdr_y(*told):
    lines = [
        f"03.10.2025 12:00:{s:02}\t{CALLER}\t{CALLED}\t00:00:{n:02}\tвходящий\t{IMEI}\t\t\tTEL\r\n" for s, n in told
    ]
    return b"\xff\xfe" + (Y + "".join(lines)).encode("utf-16-le")


FILES = {  # transfers that are clear, one between two, as many later; calls of both operators; rows that come twice
    "a1.csv": bank_a((0, 1), (300, 2)),
    "a2.csv": bank_a((20, 3), (300, 2), (600, 4)),
    "b1.csv": bank_b((11, 1), (310, 2)),
    "b2.csv": bank_b((31, 3), (310, 2), (660, 4)),
    "x1.csv": cdr_x((0, 30), (40, 5)),
    "y1.csv": cdr_y((2, 30), (41, 5)),
    "y2.csv": cdr_y((2, 30), (58, 3)),
}


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    folder = tmp_path_factory.mktemp("orders")
    for name, content in FILES.items():
        (folder / name).write_bytes(content)
    objects = [*(("account", each) for each in (FROM, TO)), *(("phone", each) for each in (CALLER, CALLED))]
    lines = [f"A-{at},Court,{kind},{each},2025-09-01,2099-12-31\n" for at, (kind, each) in enumerate(objects)]
    (folder / "authority.csv").write_text(
        "sanction_no,court,object_kind,object_id,valid_from,valid_to\n" + "".join(lines), "utf-8"
    )
    return folder


@pytest.mark.timeout(900 + 30 * ORDERS)  # a loaded machine is no failure
def test_any_order_gives_one_graph(another, small):
    orders = list(itertools.permutations(FILES))
    chance = random.Random(SEED)  # noqa: S311 - orders to try, no secret
    hashes = set()
    for number, order in enumerate(chance.sample(orders, ORDERS)):
        loader = another(f"home{number}")
        loader.load(small / "authority.csv")
        for name in order:
            loader.load(small / name)
        hashes.add(loader.content())
        assert len(hashes) == 1, order
    again = another("together")
    again.load(small)
    again.store.wipe()
    again.load(small)
    assert hashes == {again.content()}
