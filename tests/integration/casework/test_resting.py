"""On a real graph: which claims of a network fall if a merge is undone, down to the delivered rows."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager

import pytest

from casework.bootstrap import Izder
from casework.purpose import Purpose
from core.clock import now_ms
from core.errors import AccessRefused, NotFound
from core.home import Home
from core.networks import Member, Network, Reason, RowRef, Run
from etl.delivery import deliveries
from etl.spoken import entities, spellings
from graph.networks.keep import save_run
from graph.store import GraphStore

REGISTER = """phone,iin,full_name,valid_from,valid_to
77010012303,,Сейтова А.,2019-08-06,
77010012304,,SEITOVA AIGUL,2020-08-06,
77010012305,,Ким Сергей,2020-08-06,
"""
WHO = Purpose("a.seitova", "case 25-114")


@pytest.fixture
def izder(registered: Callable[[str], AbstractContextManager[Izder]]) -> Iterator[Izder]:
    with registered(REGISTER) as izder:
        yield izder


@pytest.fixture
def parties(izder: Izder, store: GraphStore) -> dict[str, str]:
    """Who holds which phone."""
    held = store.scan_edges("SUBSCRIBES", [])
    return {phone: person for person, phone in held.select("src", "dst").iter_rows()}


def reason(home: Home, family: str, row: int) -> Reason:
    source = deliveries(home)[0].source
    return Reason(
        indicator="x", family=family, llr=3.0, key="words.unnamed", own_conduct=True, rows_total=1,
        rows=(RowRef(source=source, file="subscribers.csv", row=row),),
    )  # fmt: skip


def detected(home: Home, one: str) -> Run:
    member = Member(
        id=one, iin=None, name="Сейтова А.", role="courier", core=True, score=6,
        phones=("+77010012303", "+77010012304"),
        reasons=(reason(home, "flow", 2), reason(home, "movement", 3)),
    )  # fmt: skip
    network = Network(id="network:1", rank=1, score=9, kind="drug_shop", members=(member,))
    return Run(
        id="run:1", as_of=None, started_ms=1, seconds=1, parameters={}, code_version="x", data_hash="y",
        networks=(network,),
    )  # fmt: skip


def test_what_rests_on_a_merge_is_told_and_what_does_not_is_not(
    izder: Izder, store: GraphStore, parties: dict[str, str]
) -> None:
    first, second = parties["phone:+77010012303"], parties["phone:+77010012304"]
    one, other = sorted((first, second))
    run = detected(izder.home, one)
    save_run(store, run)
    assert izder.access.pairs.rests(WHO, "network:1", "en").effects == ()
    izder.pairs.judge(one, other, verdict="same", reason="one face", purpose=WHO)
    assert store.scan_edges("SAME_AS", []).height == 0, "a member of a network: it waits for a second person"
    izder.pairs.confirm(one, other, purpose=Purpose("b.omarov", "case 25-114"))
    assert izder.access.pairs.merged(WHO, "network:1") == (), "the run was made before the merge"
    save_run(store, run.model_copy(update={"started_ms": now_ms()}))
    [effect] = izder.access.pairs.rests(WHO, "network:1", "en").effects
    assert (effect.merge.left, effect.merge.right, effect.leaves) == (one, other, (other,))
    fell = 3 if other == second else 2
    assert [each.rows[0].row for each in effect.fallen] == [fell]
    assert effect.member_falls


def test_a_network_that_is_not_there_is_said_to_be_missing(izder: Izder) -> None:
    with pytest.raises(NotFound):
        izder.access.pairs.rests(WHO, "network:none", "en")
    with pytest.raises(AccessRefused):
        izder.access.pairs.rests(Purpose("", ""), "network:1", "en")


def test_rows_tell_what_they_speak_of_and_how_they_spell_it(izder: Izder, parties: dict[str, str]) -> None:
    source = deliveries(izder.home)[0].source
    person = parties["phone:+77010012304"]
    assert entities(izder.home, [f"{source}:3", f"{source}:99"]) == {f"{source}:3": {"phone:+77010012304", person}}
    told = spellings(izder.home, [f"{source}:2", f"{source}:3"], [person])
    assert [(each.name, each.ref) for each in told] == [("SEITOVA AIGUL", f"{source}:3")]


def test_every_spelling_of_a_name_leads_to_its_rows(izder: Izder, parties: dict[str, str]) -> None:
    facing = izder.access.pairs.facing(WHO, parties["phone:+77010012303"], parties["phone:+77010012304"], "en")
    told = {
        fact.value: [(row.file, row.row) for row in fact.rows] for fact in (*facing.left.facts, *facing.right.facts)
    }
    assert told["SEITOVA AIGUL"] == [("subscribers.csv", 3)]
    assert told["Сейтова А."] == [("subscribers.csv", 2)]
