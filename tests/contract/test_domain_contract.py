"""What holds for every entry of the domain's own data: ontology, record kinds, phrases."""

import polars as pl
import pytest

from core import identifiers, ontology, records
from core.phrases import Phrases
from core.records import storage

ONTOLOGY, RECORDS, PHRASES = ontology.load(), records.load(), Phrases.load()
PROMISED_NODES = {
    "Person", "Organisation", "Identifier", "Phone", "Account", "Card", "Device", "Sim", "Cell", "Arrest", "Sanction",
    "Source", "Run", "Network", "Shipment", "Licence", "Substance", "Meta",
}  # fmt: skip
PROMISED_EDGES = {
    "IDENTIFIED_BY", "SAME_AS", "HOLDS", "SUBSCRIBES", "CONTACT_PHONE", "HAS_CARD", "TRANSFERRED", "CALLED", "USED_IN",
    "HAS_SIM", "SEEN_AT", "ARRESTED_IN", "SEIZED_PHONE", "SEIZED_DEVICE", "SEIZED_ACCOUNT", "SEIZED_CARD", "LINKED_TO",
    "COVERS", "DIED", "SHIPPED", "RECEIVED", "OF_SUBSTANCE", "LICENSED", "PERMITS", "MEMBER_OF", "FOUND_IN",
}  # fmt: skip
COMMON = {"sources", "agency", "handling", "source_grade", "info_grade", "known_ms", "authority"}
SHAPES = {"dot", "square", "diamond", "triangle", "triangleDown", "star", "hexagon", "box", "ellipse", "text"}


def test_the_ontology_has_the_promised_kinds():
    assert set(ONTOLOGY.nodes) == PROMISED_NODES
    assert set(ONTOLOGY.edges) == PROMISED_EDGES


@pytest.mark.parametrize("node", ONTOLOGY.nodes.values(), ids=lambda kind: kind.label)
def test_a_node_is_named_in_three_languages_and_can_be_drawn(node):
    assert all(titles.text(lang).strip() for titles in (node.titles, node.plural) for lang in ("ru", "kk", "en"))
    assert node.shape in SHAPES
    assert ONTOLOGY.node_of(f"{node.prefix}:x") is node


@pytest.mark.parametrize("edge", ONTOLOGY.edges.values(), ids=lambda kind: kind.type)
def test_an_edge_bears_what_every_edge_bears(edge):
    assert set(edge.properties) >= COMMON
    assert all(edge.verb.text(lang).strip() for lang in ("ru", "kk", "en"))
    assert (edge.properties["sources"].merge, edge.properties["known_ms"].merge) == ("union", "min")


@pytest.mark.parametrize(
    "property_",
    [
        p
        for kind in (*ONTOLOGY.nodes.values(), *ONTOLOGY.edges.values())
        for p in kind.properties.values()
        if p.from_key
    ],
)
def test_a_property_that_follows_from_the_key_has_its_function(property_):
    assert callable(getattr(identifiers, property_.from_key))


@pytest.mark.parametrize("label", ["Shipment", "Licence", "Substance"])
def test_goods_have_their_kinds_though_no_feed_brings_them_yet(label):
    node = ONTOLOGY.nodes[label]
    joined = [edge for edge in ONTOLOGY.edges.values() if label in (*edge.from_, *edge.to)]
    assert node.entity
    assert node.key in node.properties
    assert joined
    assert {edge.layer for edge in joined} == {"goods"}


@pytest.mark.parametrize("kind", RECORDS.values(), ids=lambda kind: kind.kind)
def test_a_record_kind_can_be_stored_and_becomes_a_graph(kind):
    schema = {name: storage(field.type, many=field.many) for name, field in kind.fields.items()}
    assert pl.DataFrame(schema=schema).columns == list(kind.fields)
    assert kind.required
    assert kind.nodes
    assert all(field.titles.text(lang).strip() for field in kind.fields.values() for lang in ("ru", "kk", "en"))


def test_the_scope_rule_governs_transfers_and_calls_alone():
    governed = {name: kind.governed for name, kind in RECORDS.items() if kind.governed}
    assert governed == {"transfer": ("from_account", "to_account"), "call": ("from_phone", "to_phone")}


@pytest.mark.parametrize("kind", RECORDS.values(), ids=lambda kind: kind.kind)
def test_the_age_of_a_person_never_reaches_the_graph(kind):
    used = {value.field for part in (*kind.nodes.values(), *kind.edges) for value in part.properties.values()}
    assert "birth_date" not in used


def test_every_phrase_is_there_in_three_languages_with_the_same_placeholders():
    assert PHRASES.faults() == []


@pytest.mark.parametrize("topic", ["status", "category", "call_kind"])
def test_every_word_of_a_record_field_has_its_phrase(topic):
    field = {"status": ("arrest", "status"), "category": ("arrest", "category"), "call_kind": ("call", "kind")}[topic]
    words = RECORDS[field[0]].fields[field[1]].words
    assert [word for word in words if not PHRASES.has(f"words.{topic}.{word}")] == []


@pytest.mark.parametrize("layer", sorted({edge.layer for edge in ONTOLOGY.edges.values()}))
def test_every_layer_has_its_phrase(layer):
    assert PHRASES.has(f"words.layer.{layer}")
