"""A person takes a join apart and puts it together again: in the log, in the graph, and back to what it was."""

from dataclasses import replace

import pytest

from casework.bootstrap import bootstrap
from core.errors import AccessRefused, IzderError, NotFound

FROM, TO = "KZ253010000010013127", "KZ75302C000010020215"
REGISTER = "sanction_no,court,object_kind,object_id,valid_from,valid_to\n" + "".join(
    f"A-{at},Court,account,{name},2025-09-01,2099-12-31\n" for at, name in enumerate((FROM, TO))
)
A = ("Дата операции;Время;Счёт отправителя;ИИН/БИН отправителя;Отправитель;Счёт получателя;ИИН/БИН получателя;"
     "Получатель;Сумма;Валюта;Назначение платежа;Номер документа\r\n")  # fmt: skip
B = "txn_id,posted_at,from_iban,to_iban,amount,currency,channel,card_masked,description\n"
TIMES = ((0, 40), (20, 22), (40, 3))  # minute of each pair, and the second at which bank B says it was


@pytest.fixture
def izder(settings, tmp_path):
    """Three transfers that both banks tell of, loaded by an analyst."""
    lines = [f"03.10.2025;12:{m:02}:00;{FROM};;И.;{TO};;П.;5000,00;KZT;;7{m:02}\r\n" for m, _ in TIMES]
    (tmp_path / "bank_a.csv").write_bytes((A + "".join(lines)).encode("cp1251"))
    lines = [f"B{m},2025-10-03T07:{m:02}:{s:02}Z,{FROM},{TO},5000.00,KZT,P2P,,\n" for m, s in TIMES]
    (tmp_path / "bank_b.csv").write_text(B + "".join(lines), "utf-8")
    (tmp_path / "authority.csv").write_text(REGISTER, "utf-8")
    with bootstrap(replace(settings, user="a.seitova", reason="case 25-114")) as izder:
        izder.load([tmp_path / f"{name}.csv" for name in ("authority", "bank_a", "bank_b")])
        yield izder


def pairs(izder, **given):
    return izder.access.joins.pairs(izder.access.purpose("a.seitova", "case 25-114"), **given)


def test_what_was_joined_is_listed_with_its_why(izder):
    found = pairs(izder)
    assert [(pair.left.file, pair.left.row, pair.right.file, pair.right.row) for pair in found] == [
        ("bank_a.csv", 2, "bank_b.csv", 2), ("bank_a.csv", 3, "bank_b.csv", 3), ("bank_a.csv", 4, "bank_b.csv", 4),
    ]  # fmt: skip
    assert [(pair.rule, pair.state, pair.apart_s) for pair in found] == [
        ("bank_a~bank_b", "joined", 40), ("bank_a~bank_b", "joined", 22), ("bank_a~bank_b", "joined", 3),
    ]  # fmt: skip
    assert len(pairs(izder, limit=1)) == 1
    assert pairs(izder, state="ambiguous") == pairs(izder, file="other.csv") == []


def test_undone_and_redone(izder):
    before = izder.access.status()["counts"]["TRANSFERRED"], izder._store.content_hash(), izder._now()
    first = pairs(izder)[0]
    izder.joins.undo(first.left.ref, first.right.ref, reason="two payments of one day")
    assert izder.access.status()["counts"]["TRANSFERRED"] == before[0] + 1 == 4
    undone = pairs(izder, state="undone")
    assert [(pair.author, pair.reason) for pair in undone] == [("a.seitova", "two payments of one day")]
    izder.joins.redo(first.left.ref, first.right.ref, reason="the bank confirmed it is one")
    assert izder._store.content_hash() == before[1]
    assert len(izder.access.joins.book.history(first.left.ref, first.right.ref)) == 2


def test_what_no_rule_joins_a_person_may(izder):
    first, second, _ = pairs(izder)
    izder.joins.undo(first.left.ref, first.right.ref, reason="mixed up")
    izder.joins.undo(second.left.ref, second.right.ref, reason="mixed up")
    izder.joins.redo(first.left.ref, second.right.ref, reason="the document says so")
    assert [(pair.left.row, pair.right.row) for pair in pairs(izder, state="judged")] == [(2, 3)]


def test_what_cannot_be_is_refused_in_a_sentence(izder):
    first, second, _ = pairs(izder)
    with pytest.raises(IzderError, match="Say why"):
        izder.joins.undo(first.left.ref, first.right.ref, reason=" ")
    with pytest.raises(IzderError, match="are not joined"):
        izder.joins.undo(first.left.ref, second.right.ref, reason="r")
    with pytest.raises(IzderError, match="Two rows of one file"):
        izder.joins.redo(first.left.ref, second.left.ref, reason="r")
    with pytest.raises(NotFound):
        izder.joins.undo(first.left.ref, "000000000000:2", reason="r")
    with pytest.raises(NotFound):
        izder.joins.undo(first.left.ref, f"{first.right.source}:99", reason="r")


def test_looking_is_in_the_log(izder):
    entries = izder.access.status()["audit_entries"]
    pairs(izder)
    purpose = izder.access.purpose("a.seitova", "case 25-114")
    assert [audit.verdict for audit in izder.access.joins.clocks(purpose)] == ["few"]
    assert izder.access.status()["audit_entries"] == entries + 2
    with pytest.raises(AccessRefused):
        izder.access.joins.pairs(replace(purpose, reason=""))
