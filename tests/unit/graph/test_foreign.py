"""Graphs of other makes, read and measured: the same graph gives the same figures in every format."""

import json

import networkx as nx
import pytest

from casework.measuring import measure_file
from core.errors import InputError
from graph import measuring

KARATE = nx.karate_club_graph()


def written(folder, kind):
    path = folder / f"karate.{kind}"
    if kind == "graphml":
        nx.write_graphml(KARATE, path)
    elif kind == "gexf":
        nx.write_gexf(KARATE, path)
    elif kind == "matrix.csv":
        names = [str(node) for node in KARATE]
        rows = [["", *names]] + [
            [str(a), *(str(KARATE.get_edge_data(a, b, {}).get("weight", 0)) for b in KARATE)] for a in KARATE
        ]
        path.write_text("\n".join(";".join(row) for row in rows), "utf-8")
    else:
        lines = [f"{a},{b},{of['weight']}" for a, b, of in KARATE.edges(data=True)]
        path.write_text("\n".join(["source,target,weight", *lines]), "utf-8-sig")
    return path


@pytest.mark.parametrize("kind", ["graphml", "gexf", "matrix.csv", "csv"])
def test_a_known_graph_measures_the_same_in_every_format(tmp_path, kind):
    found = measure_file(written(tmp_path, kind))
    assert (found["nodes"], found["edges"], found["components"], found["directed"]) == (34, 78, 1, False)
    node = {each["id"]: each for each in found["measures"]}
    expected = nx.betweenness_centrality(KARATE)
    assert {int(name): of["betweenness"] for name, of in node.items()} == pytest.approx(expected)
    assert {int(name): of["core"] for name, of in node.items()} == nx.core_number(KARATE)
    assert node["0"]["constraint"] == pytest.approx(nx.constraint(KARATE, [0], weight="weight")[0])


def test_quality_is_that_of_networkx(tmp_path):
    found = measure_file(written(tmp_path, "csv"))
    for method in ("cpm", "louvain", "labelprop"):
        of = found["communities"][method]
        groups = [{int(n) for n, c in of["members"].items() if c == number} for number in range(of["count"])]
        assert of["quality"]["modularity"] == pytest.approx(nx.community.modularity(KARATE, groups))
        assert sum(of["sizes"]) == len(KARATE)


def test_a_list_without_a_header_has_its_ends_first(tmp_path):
    path = tmp_path / "ties.txt"
    path.write_text("а б\nб в\n", "utf-8")
    found = measure_file(path)
    assert (found["nodes"], found["edges"]) == (3, 2)


def test_a_matrix_that_is_not_symmetric_is_directed(tmp_path):
    path = tmp_path / "m.csv"
    path.write_text(",a,b\na,0,1\nb,0,0\n", "utf-8")
    found = measure_file(path)
    assert found["directed"] and found["edges"] == 1


@pytest.mark.parametrize(("name", "text"), [
    ("x.csv", ""), ("x.csv", "a\nb\n"), ("x.csv", "source,target,weight\na,b,much\n"), ("x.graphml", "<graph"),
    ("x.gexf", "<!DOCTYPE g [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><gexf>&e;</gexf>"), ("x.pdf", "1"),
    ("x.csv", "source,target\na,b,\n,\nc\n"),
])  # fmt: skip
def test_what_is_no_graph_is_refused_in_a_sentence(tmp_path, name, text):
    path = tmp_path / name
    path.write_text(text, "utf-8")
    with pytest.raises(InputError, match=name):
        measure_file(path)


def test_a_large_graph_is_estimated_and_says_so(tmp_path, monkeypatch):
    monkeypatch.setattr(measuring, "STEPS", 200_000)
    path = tmp_path / "large.csv"
    graph = nx.gnm_random_graph(1000, 2000, seed=1)
    path.write_text("\n".join(f"{a},{b}" for a, b in graph.edges), "utf-8")
    found = measure_file(path)
    assert found["pivots"] == 200_000 // found["edges"]
    json.dumps(found, allow_nan=False)


def test_a_file_that_is_not_there_is_said_to_be_none(tmp_path):
    with pytest.raises(InputError, match="is no file that can be read"):
        measure_file(tmp_path / "none.gexf")
