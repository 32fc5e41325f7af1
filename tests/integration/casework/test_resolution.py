"""Resolution on the registers of the sample: judged once, applied, explained, undone to the same hash."""

from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest

from casework.access import Purpose
from casework.bootstrap import Izder, bootstrap
from core.errors import IzderError, NotFound
from core.settings import Settings
from etl.resolve.pairs import scored_pair
from graph.projection import project

FEEDS = Path(__file__).parents[3] / "examples" / "feeds"
WHO = Purpose("anna", "test")


@pytest.fixture(scope="module")
def registers(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Arrests, and of the subscribers those who bear a family name of somebody arrested."""
    folder = tmp_path_factory.mktemp("registers")
    arrests, subscribers = ((FEEDS / f"{name}.csv").read_text("utf-8") for name in ("arrests", "subscribers"))
    header, *rows = subscribers.split("\n")
    kept = [row for row in rows if row.count(",") == 4 and row.split(",")[2].split(" ")[0] in arrests]
    (folder / "arrests.csv").write_text(arrests, "utf-8")
    (folder / "subscribers.csv").write_text("\n".join([header, *kept[:900], ""]), "utf-8")
    return sorted(folder.iterdir())


@pytest.fixture
def izder(settings: Settings, registers: list[Path]) -> Iterator[Izder]:
    with bootstrap(settings) as wired:
        wired.load(registers, purpose=WHO)
        yield wired


def test_merges_are_judged_once_applied_explained_and_undone(izder: Izder, registers: list[Path]) -> None:
    store = izder._graph()
    before = store.content_hash()
    report = izder.resolution.run(WHO)
    assert report.merged == report.standing > 5
    merged = store.content_hash()
    assert merged != before
    again = izder.resolution.run(WHO)
    assert (again.merged, again.withdrawn, again.standing) == (0, 0, report.standing)
    assert store.content_hash() == merged

    izder.load(registers, purpose=WHO)
    izder.custody.rebuild(purpose=WHO)
    assert store.content_hash() == merged

    edges = store.scan_edges("SAME_AS")
    assert edges["author"].unique().to_list() == ["model"]
    _every_component_has_one_canonical_name_and_at_most_one_number(store, edges)
    _a_pair_is_explained(izder, edges)
    for left, right in edges.select("src", "dst").rows():
        izder.resolution.unmerge(left, right, reason="seen both at once", purpose=WHO)
    assert store.content_hash() == before
    assert izder.resolution.run(WHO).merged == 0, "what people parted, no model joins again"
    assert store.content_hash() == before


def _every_component_has_one_canonical_name_and_at_most_one_number(store, edges) -> None:  # type: ignore[no-untyped-def]  # helpers of a test
    names = dict(store.scan_nodes("Person", ["canonical"]).drop_nulls("canonical").select("id", "canonical").rows())
    assert set(names) == set(edges["src"]) | set(edges["dst"])
    assert all(names[left] == names[right] for left, right in edges.select("src", "dst").rows())
    numbered = set(store.scan_edges("IDENTIFIED_BY")["src"])
    assert all(len(numbered & {p for p, c in names.items() if c == of}) <= 1 for of in set(names.values()))


def _a_pair_is_explained(izder: Izder, edges: pl.DataFrame) -> None:
    left, right = edges.row(0, named=True)["src"], edges.row(0, named=True)["dst"]
    scored = scored_pair(izder.home, right, left)
    assert scored is not None
    assert scored.weight == pytest.approx(scored.prior + sum(field.weight for field in scored.fields), abs=1e-6)
    assert [each.pair for each in izder.resolution.chain(left, right)] == [(left, right)]
    facing = izder.access.pairs.facing(WHO, left, right, "en")
    assert [each.verdict for each in facing.history] == ["same"]


def test_detection_and_questions_see_one_person(izder: Izder) -> None:
    izder.resolution.run(WHO)
    tables = project(izder._graph())
    edges = izder._graph().scan_edges("SAME_AS")
    gone = set(izder._graph().scan_nodes("Person", ["canonical"]).filter(pl.col("canonical") != pl.col("id"))["id"])
    assert len(gone) == edges.height
    for name, table in tables.items():
        for column in {"holder", "person", "id"} & set(table.columns):
            if name not in ("transfers", "calls"):
                assert not gone & set(table[column]), f"{name} still speaks of who goes by another name"
    for one, other in edges.select("src", "dst").rows():
        answers = [izder.access.ask(WHO, "co_arrested", {"who": who}, language="en").rows for who in (one, other)]
        assert answers[0] == answers[1]


def test_as_of_a_day_before_the_judgement_they_are_two(izder: Izder) -> None:
    store = izder._graph()
    before = project(store, as_of_ms=1_800_000_000_000).arrests
    izder.resolution.run(WHO)
    earlier = project(store, as_of_ms=min(store.scan_edges("SAME_AS")["known_ms"]) - 1).arrests
    assert earlier.sort("arrest", "person").equals(before.sort("arrest", "person"))


def test_unmerging_needs_a_reason_and_a_merge(izder: Izder) -> None:
    people = izder._graph().scan_nodes("Person", [])["id"]
    with pytest.raises(IzderError):
        izder.resolution.unmerge(people[0], people[1], reason=" ", purpose=WHO)
    with pytest.raises(NotFound):
        izder.resolution.unmerge(people[0], people[1], reason="because", purpose=WHO)
