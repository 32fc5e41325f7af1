"""The drawn network: everybody is in it, droppers share a mark where there are many, and nothing overlaps."""

import itertools
from collections.abc import Callable
from xml.etree import ElementTree as Xml

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casework.brief import Facts
from casework.brief.chart import stretches
from casework.brief.drawing import Mark, Tie, draw
from casework.brief.layout import Sheet, place
from casework.brief.picture import cast, letters
from casework.brief.sections.notes import runs
from core.answers import Activity


def overlaps(places: dict[int, tuple[float, float]], boxes: dict[int, tuple[float, float]]) -> list[tuple[int, int]]:
    return [
        (a, b)
        for a, b in itertools.combinations(places, 2)
        if all(abs(places[a][i] - places[b][i]) < (boxes[a][i] + boxes[b][i]) / 2 - 1 for i in (0, 1))
    ]


@pytest.mark.parametrize(("nodes", "seed"), [(2, 0), (12, 1), (30, 2), (60, 3)])
def test_marks_and_labels_do_not_overlap(nodes: int, seed: int) -> None:
    graph = nx.gnm_random_graph(nodes, nodes + 3, seed=seed)
    boxes = dict.fromkeys(graph, (70.0, 40.0))
    sheet = Sheet(680, 3 * 70 * 40 * nodes / 680 + 100)
    places = place(graph, boxes, sheet)
    assert set(places) == set(graph)
    assert overlaps(places, boxes) == []
    assert all(0 <= x <= sheet.width and 0 <= y <= sheet.height for x, y in places.values())


def test_places_are_the_same_for_the_same_network() -> None:
    graph = nx.gnm_random_graph(25, 40, seed=5)
    boxes = dict.fromkeys(graph, (60.0, 40.0))
    assert place(graph, boxes, Sheet(680, 400)) == place(graph, boxes, Sheet(680, 400))


def test_in_a_small_network_everybody_is_drawn_alone(made: Callable[..., Facts]) -> None:
    parts = cast(made(core=5, droppers=4))
    assert parts.groups == {}
    assert sum(mark.kind in ("person", "line") for mark in parts.marks) == 9


def test_in_a_large_network_droppers_share_marks_and_nobody_is_lost(made: Callable[..., Facts]) -> None:
    facts = made(core=12, droppers=60)
    parts = cast(facts)
    grouped = set(itertools.chain.from_iterable(parts.groups.values()))
    alone = {mark.id for mark in parts.marks if mark.kind in ("person", "line")}
    assert grouped
    assert {member.id for member in facts.network.members if member.core} <= alone
    assert grouped | alone == {member.id for member in facts.network.members}
    assert not grouped & alone


def test_numbers_key_the_picture_to_the_table(made: Callable[..., Facts]) -> None:
    parts = cast(made())
    assert {mark.id: mark.number for mark in parts.marks if mark.kind in ("person", "line")} == {
        member: str(number) for member, number in parts.numbers.items()
    }


def test_an_arrest_that_several_share_joins_them(made: Callable[..., Facts]) -> None:
    parts = cast(made())
    [arrest] = [mark for mark in parts.marks if mark.kind == "arrest"]
    assert len([tie for tie in parts.ties if tie.a == arrest.id]) == 2


@given(label=st.text(st.characters(exclude_categories=["Cc", "Cs", "Cn", "Co"]), max_size=30))
@settings(max_examples=30, deadline=None)
def test_a_label_stays_text_in_the_picture(label: str) -> None:
    marks = [Mark("a", "1", label, "courier"), Mark("b", "2", "b", "stash")]
    svg = draw(marks, [Tie("a", "b", "calls")], [], Sheet(300, 200))
    root = Xml.fromstring(svg)  # noqa: S314 - our own drawing
    assert {child.tag.rpartition("}")[2] for child in root} <= {"line", "circle", "text"}
    assert label in [child.text or "" for child in root] or not label


def test_days_without_rows_are_bars_of_nothing() -> None:
    bars, step = stretches(Activity(("2025-10-01", "2025-10-04"), (1, 2), (3, 4), (0, 0), (0, 1)))
    assert step == 1
    assert [(bar.calls, bar.transfers, bar.arrests) for bar in bars] == [(1, 3, 0), (0, 0, 0), (0, 0, 0), (2, 4, 1)]


def test_two_years_are_drawn_in_stretches_that_add_up() -> None:
    days = tuple(f"{year}-{month:02d}-15" for year in (2024, 2025) for month in range(1, 13))
    ones = (1,) * len(days)
    bars, step = stretches(Activity(days, ones, ones, ones, ones))
    assert step % 7 == 0
    assert sum(bar.calls for bar in bars) == len(days)


@given(st.sets(st.integers(1, 200), min_size=1))
def test_stretches_of_rows_name_exactly_the_rows(rows: set[int]) -> None:
    named = [row for first, last in runs(sorted(rows)) for row in range(first, last + 1)]
    assert named == sorted(rows)


def test_letters_go_on_after_z() -> None:
    assert [letters(n) for n in (0, 25, 26, 27, 52)] == ["A", "Z", "AA", "AB", "BA"]
