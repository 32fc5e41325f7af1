"""Nobody is judged by what he was born as or believes: no such column reaches an indicator or changes a run."""

from dataclasses import replace

import polars as pl
import pytest

from core.networks import Run
from core.tables import SCHEMAS, TEXT, Tables
from graph.indicators.examples.small_world import SmallWorld
from graph.indicators.facts import facts
from graph.indicators.forbidden import forbidden, without_birth
from graph.indicators.scene import Scene
from graph.networks.detect import detect
from graph.projection import EDGES, NODES

TEXTS = {f"{table}.{column}" for table, schema in SCHEMAS.items() for column, kind in schema.items() if kind == TEXT}
NOT_OF_BIRTH = {"name"}  # of nodes, as projected: goes into `persons.name` and `holders.name`, which are carried


def shop() -> SmallWorld:
    """Cards of a shop that strangers pay, their sink, couriers on its pay with lines of their own."""
    world = SmallWorld().mast("home", 0).crowd(60, cell="home").window().firm("market")
    for each in range(60):
        world.holds(f"crowd{each}", f"a{each}").pay(f"a{each}", "market", each % 50, 7000, None, "POS")
    for card in range(6):
        world.holds(f"dropper{card}", f"card{card}")
        for buyer in range(12):
            day = 6 * card + buyer
            world.pay(f"a{(11 * card + buyer) % 60}", f"card{card}", day, 14_000)
            world.pay(f"card{card}", "sink", day, 14_000, hour=20)
    world.holds("handler", "sink").owns("handler", "7600").owns("straw", *(f"788{line}" for line in range(6)), day=-4)
    for place in range(12):
        world.mast(f"m{place}", place + 1)
    for courier in range(3):
        own = f"770{courier}"
        world.holds(f"courier{courier}", f"own{courier}").owns(f"courier{courier}", own)
        for week in range(4):
            world.pay("sink", f"own{courier}", 8 + 7 * week, 50_000 + 1000 * courier)
        for night in range(12):
            world.call(own, "755001", 5 + 3 * night, 22, cell=f"m{night}").call(own, "755002", 5 + 3 * night)
            world.call(f"788{courier + 2}", "7880", 4 + 2 * night, 23, cell=f"m{night}")
            world.call(own, "7881", 6 + night, 23)
    return world


def told(run: Run) -> str:
    """All that a run says, but for the names and IINs that are put beside it."""
    nobody = {"name": None, "iin": None}
    networks = [
        each.model_copy(update={"members": tuple(member.model_copy(update=nobody) for member in each.members)})
        for each in run.networks
    ]
    persons = tuple(each.model_copy(update={"iin": None}) for each in run.persons)
    bare = {"started_ms": 0, "seconds": 0.0, "networks": tuple(networks), "persons": persons}
    return run.model_copy(update=bare).model_dump_json()


def exchanged(tables: Tables, change: str) -> Tables:
    """The tables with every person's IIN and name replaced: by other people's, or by names of another make."""
    persons, holders, subscribers = tables.persons, tables.holders, tables.subscribers
    of_people = pl.col("holder_kind") == "person"
    if change == "others":
        mixed = pl.col("iin", "name").shuffle(seed=7)
        name = pl.col("name").shuffle(seed=7)
        shuffled = pl.when(of_people).then(name.over("holder_kind")).otherwise("name").alias("name")
        holders, subscribers = (table.with_columns(shuffled) for table in (holders, subscribers))
        return replace(tables, persons=persons.with_columns(mixed), holders=holders, subscribers=subscribers)
    words = {"women": ("Иванова Мария Петровна", "010101600001"), "old": ("Қасымов Ерлан", "350101300001"),
             "foreign": ("John Smith", "900101500001")}  # fmt: skip
    said, iin = words[change]
    renamed = pl.when(of_people).then(pl.lit(said)).otherwise("name").alias("name")
    other = persons.with_columns(pl.lit(iin).alias("iin"), pl.lit(said).alias("name"))
    holders, subscribers = (table.with_columns(renamed) for table in (holders, subscribers))
    return replace(tables, persons=other, holders=holders, subscribers=subscribers)


@pytest.mark.parametrize("change", ["others", "women", "old", "foreign"])
def test_a_run_says_the_same_whoever_the_people_are(change: str) -> None:
    tables = shop().tables()
    run = detect(tables, data_hash="d", parameters={"runs": 5})
    assert run.networks
    assert any(member.core and member.iin for member in run.networks[0].members)
    assert told(detect(exchanged(tables, change), data_hash="d", parameters={"runs": 5})) == told(run)


def test_the_scene_holds_no_name_and_no_iin() -> None:
    tables = shop().firm("ТОО Ромашка").tables()
    scene = Scene.of(tables)
    assert scene.tables.persons.select(pl.col("iin", "name").null_count()).row(0) == (tables.persons.height,) * 2
    assert scene.tables.subscribers["name"].null_count() == tables.subscribers.height
    left = set(scene.tables.holders["name"].drop_nulls())
    assert left <= {"тоо"}
    assert left


def test_what_a_name_says_of_a_firm_or_a_machine_is_said_without_it() -> None:
    held = [
        ("organisation", "ТОО «Ромашка»"), ("person", "ИП Иванов"), ("unnamed", "Банкомат № 12"), ("person", "Ақ Ерке"),
        ("unnamed", "ТОО Банкомат Сервис"), ("person", "Иванова Мария"), ("unnamed", "Қасымов Ерлан"),
        ("unnamed", None),
    ]  # fmt: skip
    rows = pl.DataFrame([(f"account:{n}", f"x:{n}", *each) for n, each in enumerate(held)], orient="row",
                        schema=["account", "holder", "holder_kind", "name"])  # fmt: skip
    tables = Tables.build({"holders": rows})
    known = facts(tables).accounts
    assert facts(without_birth(tables)).accounts.equals(known)
    assert known["firm"].sum() == 3
    assert known["machine"].sum() == 2


def test_every_text_column_was_looked_at() -> None:
    harmless = [column for group in forbidden().harmless.values() for column in group.split()]
    assert len(harmless) == len(set(harmless))
    assert set(harmless) | set(forbidden().carried) == TEXTS
    assert set(harmless) & set(forbidden().carried) == set()


def test_no_column_and_nothing_that_is_projected_is_called_after_a_forbidden_feature() -> None:
    projected = {name for names in (*EDGES.values(), *NODES.values()) for name in names} - NOT_OF_BIRTH
    columns = {column for schema in SCHEMAS.values() for column in schema} | projected
    for feature in forbidden().features.values():
        assert [name for name in columns for word in feature.words if word in f"{name.casefold()}_"] == []


def test_each_forbidden_feature_has_a_reason_and_each_carried_column_betrays_known_ones() -> None:
    known = forbidden()
    assert {"ethnicity", "religion", "sex", "age", "citizenship", "origin_of_name"} == set(known.features)
    assert all(feature.why.endswith(".") for feature in known.features.values())
    assert {each for carried in known.carried.values() for each in carried.betrays} <= set(known.features)
