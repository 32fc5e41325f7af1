"""Our own data files are refused with the file and the field at fault."""

import pytest

from core import ontology, records
from core.catalogue import read
from core.errors import CatalogueError
from core.ontology import EdgeKind, NodeKind

NODE = """
label: Boat
prefix: boat
key: number
titles: {ru: Лодка, kk: Қайық, en: Boat}
plural: {ru: Лодки, kk: Қайықтар, en: Boats}
icon: boat
shape: dot
properties:
  number: {type: text, titles: {ru: Номер, kk: Нөмірі, en: Number}}
"""
EDGE = """
type: TOWED
from: [Boat]
to: [Boat]
layer: goods
titles: {ru: Буксир, kk: Тіркеу, en: Tow}
verb: {ru: тянул, kk: тіркеді, en: towed}
"""
COMMON = "edge: {agency: {type: texts, merge: union, titles: {ru: а, kk: а, en: a}}}"
KIND = """
kind: tow
titles: {ru: Буксир, kk: Тіркеу, en: Tow}
fields:
  a: {type: text, required: true, titles: {ru: А, kk: А, en: A}}
nodes:
  phone: {label: Phone, key: a}
"""


@pytest.fixture
def folder(tmp_path):
    for name, text in {"nodes/Boat": NODE, "edges/towed": EDGE, "common": COMMON}.items():
        path = tmp_path / f"{name}.yaml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")
    return tmp_path


def test_a_small_ontology_loads(folder):
    known = ontology.load(folder)
    assert known.nodes["Boat"].key == "number"
    assert set(known.edges["TOWED"].properties) == {"agency"}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (NODE + "colour: red\n", "colour"),
        (NODE.replace("key: number", "key: name"), "name is no property"),
        (NODE.replace("en: Boat}", "en: Boat, de: Boot}"), "de"),
        (NODE.replace("type: text", "type: blob"), "type"),
        (NODE.replace("type: text,", "type: text, merge: union,"), "union"),
        (NODE + "icon: ship\n", "twice"),
        ("label: [", "cannot be read"),
    ],
)
def test_a_wrong_node_file_is_refused(tmp_path, text, says):
    path = tmp_path / "Boat.yaml"
    path.write_text(text, "utf-8")
    with pytest.raises(CatalogueError, match=says) as refusal:
        read(path, NodeKind)
    assert "Boat.yaml" in str(refusal.value)


def test_a_wrong_edge_file_is_refused(tmp_path):
    path = tmp_path / "towed.yaml"
    path.write_text(EDGE.replace("layer: goods", "layer: water"), "utf-8")
    with pytest.raises(CatalogueError, match="layer"):
        read(path, EdgeKind)


@pytest.mark.parametrize(
    ("file", "change", "says"),
    [
        ("edges/towed", ("to: [Boat]", "to: [Ship]"), "Ship"),
        ("nodes/Boat", ("label: Boat", "label: Barge"), "not named after"),
        (
            "edges/towed",
            ("layer:", "properties: {agency: {type: text, titles: {ru: а, kk: а, en: a}}}\nlayer:"),
            "already",
        ),
    ],
)
def test_kinds_that_do_not_fit_each_other_are_refused(folder, file, change, says):
    path = folder / f"{file}.yaml"
    path.write_text(path.read_text("utf-8").replace(*change), "utf-8")
    with pytest.raises(CatalogueError, match=says):
        ontology.load(folder)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (("key: a", "key: b"), "b is no field"),
        (("label: Phone", "label: Boat"), "Boat"),
        (("key: a}", "key: a, properties: {colour: a}}"), "no property colour"),
        (("nodes:", "own_date: when\nnodes:"), "when is no field"),
        (("nodes:", "edges: [{type: CALLED, from: phone, to: ghost}]\nnodes:"), "ghost"),
        (("nodes:", "edges: [{type: FLEW, from: phone, to: phone}]\nnodes:"), "FLEW"),
        (("nodes:", "edges: [{type: HOLDS, from: phone, to: phone}]\nnodes:"), "does not join"),
        (("nodes:", "edges: [{type: CALLED, from: phone, to: phone, properties: {kind: a}}]\nnodes:"), "identity"),
        (("nodes:", "edges: [{type: CALLED, from: phone, to: phone, properties: {speed: a}}]\nnodes:"), "speed"),
        (("type: text", "type: poem"), "type"),
        (("kind: tow", "kind: pull"), "named tow"),
    ],
)
def test_a_wrong_record_kind_is_refused(tmp_path, change, says):
    (tmp_path / "tow.yaml").write_text(KIND.replace(*change), "utf-8")
    with pytest.raises(CatalogueError, match=says):
        records.load(tmp_path)
