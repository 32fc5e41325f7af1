"""A call told by both operators, a transfer told by both banks: one edge, two sources, whatever comes first."""

import itertools
from dataclasses import replace

import polars as pl
import pytest

from core.judgements import Judgement
from etl.delivery import deliveries
from etl.joins import joins as room

HOLDER = "KZ253010000010013127", "KZ75302C000010020215", "KZ503010000010021213"
PHONES = "+77010077206", "+77780080966", "+77760084243"
X = "A_NUMBER|B_NUMBER|IMEI_A|IMSI_A|START|DURATION|TYPE|CELL_A\n"
Y = "Дата и время\tАбонент А\tАбонент Б\tДлительность\tВид связи\tIMEI\tIMSI\tБазовая станция\tУслуга\r\n"
A = ("Дата операции;Время;Счёт отправителя;ИИН/БИН отправителя;Отправитель;Счёт получателя;ИИН/БИН получателя;"
     "Получатель;Сумма;Валюта;Назначение платежа;Номер документа\r\n")  # fmt: skip
B = "txn_id,posted_at,from_iban,to_iban,amount,currency,channel,card_masked,description\n"
IMEI, IMSI = "351000150042443", "401010005003129"


class Book:
    """Judgements in memory: what casework keeps in its database."""

    def __init__(self):
        self.kept = []

    def standing(self, subject):
        last = {each.pair: each for each in self.kept if each.subject == subject}
        return sorted((each for each in last.values() if each.verdict != "withdrawn"), key=lambda each: each.pair)

    def history(self, left, right):
        return [each for each in self.kept if each.pair == (left, right)]

    def record(self, judgements):
        self.kept.extend(judgements)

    def say(self, one, other, verdict):
        left, right = sorted((one, other))
        made = len(self.kept)
        self.record(
            [Judgement(subject="row", left=left, right=right, verdict=verdict, author="a", made_ms=made, reason="r")]
        )


def x_calls(*rows):
    """(second, seconds it lasted): calls with handset and card."""
    lines = [f"{PHONES[0]}|{PHONES[1]}|{IMEI}|{IMSI}|2025-10-03 12:00:{at:02}|{lasted}|VOICE|\n" for at, lasted in rows]
    return (X + "".join(lines)).encode()


def y_calls(*rows, imei=""):
    """(second, seconds it lasted)."""
    lines = [
        f"03.10.2025 12:00:{at:02}\t{PHONES[0]}\t{PHONES[1]}\t00:00:{lasted:02}\tвходящий\t{imei}\t\t\tTEL\r\n"
        for at, lasted in rows
    ]
    return b"\xff\xfe" + (Y + "".join(lines)).encode("utf-16-le")


def a_transfers(*rows):
    """(second, document)."""
    lines = [
        f"03.10.2025;12:00:{at:02};{HOLDER[0]};850720396808;Иванов;{HOLDER[1]};;И.;5000,00;KZT;за товар;{number}\r\n"
        for at, number in rows
    ]
    return (A + "".join(lines)).encode("cp1251")


def b_transfers(*rows):
    """(second, document)."""
    lines = [f"{n},2025-10-03T07:00:{at:02}Z,{HOLDER[0]},{HOLDER[1]},5000.00,KZT,P2P,,gift\n" for at, n in rows]
    return ("\ufeff" + B + "".join(lines)).encode()


def register():
    objects = [*(("phone", p) for p in PHONES), *(("account", a) for a in HOLDER)]
    lines = [f"A-{at},Court,{kind},{name},2025-09-01,2025-12-31\n" for at, (kind, name) in enumerate(objects)]
    return ("sanction_no,court,object_kind,object_id,valid_from,valid_to\n" + "".join(lines)).encode()


@pytest.fixture
def written(tmp_path):
    """Writes a file of this name and content."""

    def write(name, content):
        path = tmp_path / name
        path.write_bytes(content)
        return path

    return write


@pytest.fixture
def both(written):
    """The same three calls and two transfers, from both sides; one more that only one side has."""
    return [
        written("cdr_x.csv", x_calls((1, 30), (20, 0), (40, 7))),
        written("cdr_y.csv", y_calls((3, 29), (21, 0), (42, 7), (59, 4))),
        written("bank_a.csv", a_transfers((5, 700001))),
        written("bank_b.csv", b_transfers((45, "B4"))),
    ]


def load_all(loader, paths, written, book=None):
    loader.load(written("authority.csv", register()))
    for path in paths:
        loader.load(path, book=book)
    return loader


def refs(loader):
    """File name and row of «source:row»."""
    names = {delivery.source: delivery.file for delivery in deliveries(loader.home)}
    return lambda sources: sorted(f"{names[ref.split(':')[0]]}:{ref.split(':')[1]}" for ref in sources)


def events(loader, kind):
    """Sources of each edge of a kind."""
    edges = loader.store.scan_edges(kind, ["sources"])
    return sorted(refs(loader)(sources) for sources in edges["sources"])


def test_one_edge_with_both_rows(loader, both, written):
    load_all(loader, both, written)
    assert events(loader, "CALLED") == [
        ["cdr_x.csv:2", "cdr_y.csv:2"], ["cdr_x.csv:3", "cdr_y.csv:3"], ["cdr_x.csv:4", "cdr_y.csv:4"], ["cdr_y.csv:5"],
    ]  # fmt: skip
    assert events(loader, "TRANSFERRED") == [["bank_a.csv:2", "bank_b.csv:2"]]


def test_the_declaring_feed_s_words_stand_and_the_other_fills_what_it_leaves_out(loader, both, written):
    load_all(loader, both, written)
    edge = loader.store.scan_edges("TRANSFERRED").to_dicts()[0]
    assert (edge["purpose"], edge["document"], edge["channel"]) == ("за товар", "700001", "P2P")
    assert edge["time_ms"] == 1759474805000
    assert edge["joined"] == ["bank_a~bank_b +40 s"]
    assert edge["agency"] == ["Bank A", "Bank B"]


def test_a_handset_s_calls_are_counted_once(loader, written):
    load_all(
        loader,
        [written("x.csv", x_calls((1, 30), (20, 0))), written("y.csv", y_calls((3, 30), (21, 0), imei=IMEI))],
        written,
    )
    used = loader.store.scan_edges("USED_IN", ["count", "first_ms", "last_ms", "sources"]).to_dicts()
    assert [(each["count"], each["last_ms"] - each["first_ms"], len(each["sources"])) for each in used] == [
        (2, 19_000, 4)
    ]


def test_no_order_of_loading_shows(another, both, written):
    hashes = set()
    for number, paths in enumerate(itertools.permutations(both, 4)):
        if number % 5 == 0:
            loader = load_all(another(f"home{number}"), paths, written)
            hashes.add(loader.content())
            loader.store.wipe()
            loader.load(both[0])
            hashes.add(loader.content())
    assert len(hashes) == 1


def test_a_row_that_comes_later_takes_a_join_apart_again(loader, written):
    """One between two is nobody's for certain; what was joined before the second came is two again."""
    load_all(loader, [written("a.csv", a_transfers((0, 1))), written("b.csv", b_transfers((10, "B1")))], written)
    assert len(events(loader, "TRANSFERRED")) == 1
    loader.load(written("a2.csv", a_transfers((21, 2))))
    assert events(loader, "TRANSFERRED") == [["a.csv:2"], ["a2.csv:2"], ["b.csv:2"]]
    loader.load(written("b2.csv", b_transfers((33, "B2"))))
    assert events(loader, "TRANSFERRED") == [["a.csv:2", "b.csv:2"], ["a2.csv:2", "b2.csv:2"]]


def test_a_person_takes_it_apart_and_puts_it_together_again(loader, both, written, another):
    book = Book()
    load_all(loader, both, written)
    joined = loader.content()
    edge = loader.store.scan_edges("CALLED", ["sources"]).filter(pl.col("sources").list.len() == 2)["sources"][0]
    book.say(*edge, "different")
    loader.load(both[0], book=book)
    apart = loader.content()
    assert len(events(loader, "CALLED")) == 5
    fresh = load_all(another("fresh"), both, written, book)
    assert fresh.content() == apart
    again = Book()
    again.kept = [*book.kept]
    again.say(*edge, "withdrawn")
    fresh.load(both[0], book=again)
    assert fresh.content() == joined


def test_a_person_joins_what_no_rule_does_and_takes_it_back(loader, written):
    files = [written("a.csv", a_transfers((0, 1), (20, 2))), written("b.csv", b_transfers((11, "B1")))]
    load_all(loader, files, written)
    before = loader.content()
    sources = {delivery.file: delivery.source for delivery in deliveries(loader.home)}
    book = Book()
    book.say(f"{sources['a.csv']}:3", f"{sources['b.csv']}:2", "same")
    loader.load(files[0], book=book)
    assert events(loader, "TRANSFERRED") == [["a.csv:2"], ["a.csv:3", "b.csv:2"]]
    assert loader.store.scan_edges("TRANSFERRED", ["joined"])["joined"].drop_nulls().to_list() == [
        ["bank_a~bank_b -9 s, judged"]
    ]
    book.say(f"{sources['a.csv']}:3", f"{sources['b.csv']}:2", "withdrawn")
    loader.load(files[0], book=book)
    assert loader.content() == before


def test_other_rules_are_applied_to_what_is_loaded(loader, both, written, monkeypatch):
    load_all(loader, both, written)
    joined = loader.content()
    known = dict(room.catalogue(loader.home))
    without = {name: template.model_copy(update={"joins": ()}) for name, template in known.items()}
    monkeypatch.setattr(room, "catalogue", lambda home: without)
    loader.load(both[0])
    assert len(events(loader, "CALLED")) == 7
    assert loader.store.scan_edges("CALLED", ["joined"])["joined"].null_count() == 7
    monkeypatch.setattr(room, "catalogue", lambda home: known)
    loader.load(both[0])
    assert loader.content() == joined


def test_killed_between_taking_away_and_writing_it_is_completed(loader, both, written):
    load_all(loader, both, written)
    joined = loader.content()
    sole = replace(loader, settings=replace(loader.settings, home=loader.settings.home.parent / "killed"))
    loader.store.wipe()

    class Stopping:
        def __getattr__(self, name):
            return getattr(loader.store, name)

        def delete_edges(self, kind, ids):
            loader.store.delete_edges(kind, ids)
            raise KeyboardInterrupt

    sole.load(written("authority.csv", register()))
    for path in both:
        try:
            sole.load(path, writer=Stopping())
        except KeyboardInterrupt:
            sole.load(path)
    assert sole.content() == joined
