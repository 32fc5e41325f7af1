"""The worked examples in a real Neo4j: grades of rows, both readings of a time, and several records of one row."""

import random
import shutil
from pathlib import Path

import pytest

from graph.ask import ask

HOWTO = Path(__file__).parents[3] / "examples" / "howto"
A, B = "account:KZ923010009900000001", "account:KZ753020009900000001"
CASH = "account:KZ413040009900000001"


def ready(loader):
    """Puts the templates into a home, and gives the files."""
    loader.home.templates.mkdir(parents=True, exist_ok=True)
    for path in HOWTO.glob("*.yaml"):
        shutil.copy(path, loader.home.templates)
    return sorted(path for path in HOWTO.iterdir() if path.suffix not in (".yaml", ".md"))


@pytest.fixture(scope="module")
def loaded(lasting):
    """All of them in the graph, loaded once."""
    return lasting, lasting.load(*ready(lasting))


def edges(loader, kind, *properties):
    return loader.store.scan_edges(kind, list(properties)).to_dicts()


def test_each_row_has_one_end_and_all_its_records_are_in_the_graph(loaded):
    loader, report = loaded
    assert all(file.adds_up() for file in report.files)
    ledger = next(file for file in report.files if file.file == "shop_ledger.csv")
    assert (ledger.rows, ledger.loaded, ledger.quarantined) == (5, 3, {"bad_date": 1, "outside_authority": 1})
    paid = {(edge["src"], edge["dst"]): edge["purpose"] for edge in edges(loader, "TRANSFERRED", "purpose")}
    assert paid[B, CASH] == "оплата"
    assert paid[CASH, "account:KZ653010009900000002"] == "зп"
    assert len({edge["src"] for edge in edges(loader, "ARRESTED_IN") if edge["dst"] == "arrest:259900001/000001"}) == 2


def test_a_time_that_the_clock_showed_twice_can_be_seen_on_the_call(loaded):
    loader, _ = loaded
    calls = edges(loader, "CALLED", "time_ms", "time_other_ms", "time_ambiguous")
    told = [(call["time_ms"], call["time_other_ms"]) for call in calls if call["time_ambiguous"]]
    assert told == [(1709227800000, 1709231400000)]


def test_grades_of_rows_reach_their_edges_and_the_better_and_stricter_meet_on_one(loaded):
    loader, _ = loaded
    grades = ("source_grade", "info_grade", "handling", "sources")
    arrested = {edge["dst"]: edge for edge in edges(loader, "ARRESTED_IN", *grades)}
    informed = arrested["arrest:259900001/000002"]
    assert [informed[grade] for grade in grades[:3]] == ["C", "4", "restricted"]
    held = [edge for edge in edges(loader, "HOLDS", *grades) if edge["dst"] == B and len(edge["sources"]) > 1]
    assert held and {edge["info_grade"] for edge in held} == {"1"}
    summed = edges(loader, "SEEN_AT", *grades)
    assert {edge["source_grade"] for edge in summed} == {"B"}


def test_the_called_line_s_handset_is_a_sighting_of_the_called_line(loaded):
    loader, _ = loaded
    seen = {(edge["src"], edge["dst"]): edge["count"] for edge in edges(loader, "USED_IN", "count")}
    assert seen == {("phone:+77010099001", "imei:352099009900016"): 2}  # it called once and was called once


def cited(answer):
    """The first row of the answer by its columns, and the rows it rests on as file and row."""
    found = dict(zip(answer.columns, answer.rows[0], strict=True))
    parted = [each.rpartition(":") for each in found.pop("sources")]
    return found, [(answer.files[source], int(row)) for source, _, row in parted]


def test_money_that_moves_after_the_bank_closed_the_account_is_told_with_file_and_row(loaded):
    answer = ask(loaded[0].store, "money_after_closing", {"who": "880412399030"}, language="en")
    found, rows = cited(answer)
    assert (found["account"], found["closed"], found["transfers"]) == (CASH, 1762369199999, 2)
    assert (found["amount_in"], found["amount_out"]) == (12_000_00, 25_000_50)
    assert rows == [("bank_clients.csv", 2), ("shop_ledger.csv", 2), ("shop_ledger.csv", 3)]


def test_an_account_that_pays_after_the_civil_register_says_its_holder_died_is_told_with_file_and_row(loaded):
    answer = ask(loaded[0].store, "dead_holders", {"who": "850701499022"}, language="en")
    found, rows = cited(answer)
    assert (found["entity"], found["name"], found["died"], found["count"]) == (B, "Сеитов Ерлан", 1760986799999, 2)
    assert rows[0] == ("civil_register.csv", 2)
    assert {("bank_t.jsonl", 1), ("shop_ledger.csv", 2)} <= set(rows)


def test_the_order_of_files_does_not_show(another):
    found = set()
    for seed in range(2):
        loader = another(f"home{seed}")
        files = ready(loader)
        register, rest = files[1], [path for path in files if path.stem != "authority"]
        assert register.stem == "authority"
        random.Random(seed).shuffle(rest)  # noqa: S311 - an order to try, no secret
        for path in (register, *rest):
            loader.load(path)
        found.add(loader.content())
    assert len(found) == 1
