"""The phone switch finds who took another number, over several replacements, and says so where nobody did."""

import importlib.util
from pathlib import Path

import polars as pl
import pytest

from graph.analyses.switches.decide import chains
from graph.ask import ask

_spec = importlib.util.spec_from_file_location("switching", Path(__file__).with_name("switching.py"))
assert _spec and _spec.loader
switching = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(switching)
SEED = 1
PATIENT_S = 60.0  # a busy machine plans each question for the first time


def load(store, town) -> None:
    calls = town.calls()
    phones = pl.concat([calls["src"], calls["dst"]]).unique().sort()
    store.upsert_nodes("Phone", pl.DataFrame({"id": phones}))
    store.upsert_nodes("Cell", town.cells())
    store.upsert_nodes("Device", calls.select(id=pl.format("imei:{}", "imei")).unique())
    store.upsert_nodes("Source", pl.DataFrame({"id": [f"source:{switching.SOURCE}"], "name": ["cdr.csv"]}))
    store.upsert_edges("CALLED", calls)
    for kind, column, prefix in (("USED_IN", "imei", "imei"), ("SEEN_AT", "cell", "cell")):
        seen = calls.group_by("src", dst=pl.format(f"{prefix}:{{}}", column)).agg(
            first_ms=pl.col("time_ms").min(), last_ms=pl.col("time_ms").max(), count=pl.len().cast(pl.Int64)
        )
        store.upsert_edges(kind, seen.with_columns(id=pl.format(f"{kind}{{}}{{}}", "src", "dst")))


@pytest.fixture
def switched(store):
    town, truth = switching.town_of_switches(SEED)
    load(store, town)
    return store, truth


def answered(store, phone: str) -> pl.DataFrame:
    answer = ask(store, "phone_switch", {"phone": phone}, language="en", timeout_s=PATIENT_S)
    return pl.DataFrame(answer.rows, schema=list(answer.columns), orient="row", infer_schema_length=None)


def test_the_phone_switch_in_the_graph(switched) -> None:
    """One test for all, because the town is loaded once a test."""
    store, truth = switched
    found = answered(store, switching.number(3))
    best = found.filter(pl.col("rank") == 1).unique(["hop", "candidate"], maintain_order=True)
    second, third = truth[switching.number(3)], truth[truth[switching.number(3)]]
    assert best.select("hop", "candidate").rows()[:2] == [(1, second), (2, third)]

    of_first = found.filter((pl.col("hop") == 1) & (pl.col("rank") == 1))
    assert of_first["nats"].sum() == pytest.approx(of_first["total"][0])
    assert set(of_first["evidence"]) >= {"contacts", "handset", "places", "gap", "chance"}
    shown = of_first.filter(pl.col("evidence") != "chance")
    assert shown["sources"].list.len().min() > 0
    assert of_first.filter(pl.col("evidence") == "handset")["shared"].to_list() == [["350000000000003"]]

    one = answered(store, switching.number(14)).filter(pl.col("hop") == 1)
    assert (one["candidate"][0], one["rank"][0]) == (truth[switching.number(14)], 1)

    nobody = ask(store, "phone_switch", {"phone": switching.number(25)}, language="en", timeout_s=PATIENT_S)
    assert any("no candidate" in note for note in nobody.notes)
    still = ask(store, "phone_switch", {"phone": switching.number(7)}, language="en", timeout_s=PATIENT_S)
    assert "has not fallen silent" in still.notes[0]

    every = ask(store, "phone_switches", {}, language="en", timeout_s=PATIENT_S)
    links = {(row[every.columns.index("old")], row[every.columns.index("candidate")]) for row in every.rows}
    assert links == set(truth.items())
    assert {row[every.columns.index("chain")] for row in every.rows} == {switching.number(3), switching.number(14)}
    assert every.files == {switching.SOURCE: "cdr.csv"}


@pytest.mark.parametrize("seed", range(2, 8))
def test_towns_of_other_seeds_are_told_right(seed: int) -> None:
    town, truth = switching.town_of_switches(seed)
    links, _ = chains(town.calls(), town.cells())
    assert set(links.select("old", "new").iter_rows()) == set(truth.items())


@pytest.mark.parametrize("seed", range(2, 6))
def test_a_few_stray_calls_hide_no_switch_and_make_none(seed: int) -> None:
    """Dialled back by friends or not: neither the seasonal caller nor the spouse of a silent line is named."""
    town, truth = switching.town_with_strays(seed)
    links, lines = chains(town.calls(), town.cells())
    assert set(links.select("old", "new").iter_rows()) == set(truth.items())
    strays = lines.lives.filter(pl.col("strays_before") + pl.col("strays_after") > 0)
    assert {switching.number(3), switching.number(1003)} <= set(strays["user"])
    assert switching.number(35) not in strays["user"]
