"""What is on the canvas, and what it is drawn as."""

from core.answers import Activity, Edge, Node, Picture
from core.ontology import load
from core.phrases import Phrases
from ui.casegraph.board import Board
from ui.casegraph.canvas import calendar, legend, note
from ui.casegraph.drawing import drawing

PERSON = Node("person:a", "Person", "Серик <b>Ахметов</b>", role="courier", core=True, evidence=0.8)
PHONE = Node("phone:+77010012345", "Phone", "+77010012345")
OTHER = Node("phone:+77010054321", "Phone", "+77010054321")
SUBSCRIBES = Edge("e1", "person:a", PHONE.id, "SUBSCRIBES")
CALLED = Edge("e2", PHONE.id, OTHER.id, "CALLED", 9, 1_760_000_000_000, 1_762_000_000_000, days=(20370, 20393))
CALLED_BACK = Edge("e3", OTHER.id, PHONE.id, "CALLED", count=4)
PICTURE = Picture((PERSON, PHONE), (SUBSCRIBES,), shown=2, total=5)
NEXT = Picture((PHONE, OTHER), (CALLED, CALLED_BACK), shown=1, total=7)


def drawn(board: Board, language: str = "ru"):
    return drawing(board, load(), Phrases.load(), language)


def test_what_stands_keeps_its_place_when_something_is_expanded():
    first = Board.start("network:1", PICTURE)
    second = first.grow(PHONE.id, NEXT)
    assert {name: second.places[name] for name in first.places} == dict(first.places)
    assert set(second.nodes) == {PERSON.id, PHONE.id, OTHER.id}
    assert second.revision == first.revision + 1
    assert second.steps[PHONE.id] == (1, 7)


def test_a_node_that_comes_again_keeps_its_role():
    known = Board.start("network:1", PICTURE)
    again = known.grow(PHONE.id, Picture((Node("person:a", "Person", "Серик"),), (), 1, 1))
    assert again.nodes["person:a"] == PERSON


def test_an_edge_to_a_node_that_is_not_there_is_left_out():
    assert not Board.start("network:1", Picture((PHONE,), (CALLED,), 1, 1)).edges


def test_shape_says_kind_colour_role_size_evidence_and_a_ring_the_core():
    nodes, _ = drawn(Board.start("network:1", PICTURE))
    person, phone = (next(node for node in nodes if node["id"] == name) for name in (PERSON.id, PHONE.id))
    assert person["shape"] != phone["shape"]
    assert person["color"] != phone["color"]
    assert person["size"] > phone["size"]
    assert person["ring"] != phone["ring"]
    assert (person["core"], phone["core"]) == (True, False)
    assert "курьер" in person["label"]


def test_parallel_edges_are_all_drawn_and_part_from_each_other():
    _, edges = drawn(Board.start("network:1", PICTURE).grow(PHONE.id, NEXT))
    calls = [edge for edge in edges if edge["layer"] == "calls"]
    assert {edge["id"] for edge in calls} == {"e2", "e3"}
    assert len({edge["bow"] * (1 if edge["from"] == PHONE.id else -1) for edge in calls}) == 2
    assert all(edge["bow"] for edge in calls)


def test_the_brush_learns_the_days_of_an_edge():
    _, edges = drawn(Board.start("network:1", NEXT))
    called = next(edge for edge in edges if edge["id"] == "e2")
    assert called["days"] == [called["first"], called["last"]]


def test_legend_and_note_say_what_is_there_and_what_is_not():
    board = Board.start("network:1", PICTURE).grow(PHONE.id, NEXT)
    shown = legend(board, load(), Phrases.load(), "en")
    assert [role["title"] for role in shown["roles"]] == ["courier"]
    assert {layer["name"] for layer in shown["layers"]} == {"registration", "calls"}

    def say(key, **parameters):
        return Phrases.load().text(f"ui.canvas.{key}", "en", **parameters)

    assert note(board, say) == "2 shown of 5 · +77010012345: 1 shown of 7"


def test_the_brush_has_every_day_between_the_first_call_and_the_last_and_no_old_arrest():
    given = Activity(("2023-05-01", "2025-10-03", "2025-10-06"), (0, 2, 0), (0, 0, 1), (0, 0, 500), (1, 0, 1))
    window, counts = calendar(given)
    assert len(window) == 4
    assert (counts["calls"], counts["transfers"]) == ([2, 0, 0, 0], [0, 0, 0, 1])
    assert (counts["amount"], counts["arrests"]) == ([0, 0, 0, 500], [0, 0, 0, 1])


def test_without_activity_the_brush_has_no_days():
    assert calendar(Activity((), (), (), (), ())) == ([], {"calls": [], "transfers": [], "amount": [], "arrests": []})
