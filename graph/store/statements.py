"""Cypher generated from the ontology: schema and writes. Questions people ask are written by hand, in queries/."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from core.ontology import Ontology, Property
from graph.store.collected import collection

NAMES_INDEX = "entity_names"
NODE_KEYS, EDGE_KEYS = ("id",), ("id", "src", "dst")


def schema(ontology: Ontology) -> dict[str, str]:
    """Constraints and indexes by name, each with the statement that makes it."""
    unique = {"Entity": "(n:Entity) REQUIRE n.id"}
    unique |= {label: f"(n:{label}) REQUIRE n.id" for label, node in ontology.nodes.items() if not node.entity}
    unique |= {kind: f"()-[r:{kind}]-() REQUIRE r.id" for kind in ontology.edges}
    constraints = {constraint(name): what for name, what in unique.items()}
    made = {name: f"CREATE CONSTRAINT {name} IF NOT EXISTS FOR {what} IS UNIQUE" for name, what in constraints.items()}
    return made | {NAMES_INDEX: _names_index(ontology)}


def constraint(name: str) -> str:
    """Name of the constraint under which ids of a label or edge type are unique."""
    return f"{name.lower()}_id"


def _names_index(ontology: Ontology) -> str:
    searched = {label: node.search for label, node in ontology.entities.items() if node.search}
    properties = sorted({name for names in searched.values() for name in names})
    return (
        f"CREATE FULLTEXT INDEX {NAMES_INDEX} IF NOT EXISTS FOR (n:{'|'.join(sorted(searched))}) "
        f"ON EACH [{', '.join(f'n.{name}' for name in properties)}] "
        "OPTIONS {indexConfig: {`fulltext.analyzer`: 'standard-no-stop-words'}}"
    )


@dataclass(frozen=True, slots=True)
class Writes:
    """The three statements that upsert one kind. Rows are lists: the keys, then the properties in order.

    `existing` locks the rows it finds (by setting the id it matched) before it reads them, so that two
    writers never lose each other's values. `create` returns how many it made: an edge whose end is not there
    is not made.
    """

    existing: str
    create: str
    update: str


def node_writes(ontology: Ontology, label: str, properties: Mapping[str, Property]) -> Writes:
    """Statements for nodes of one label."""
    entity = ontology.nodes[label].entity
    labels, indexed = (f"Entity:{label}", "Entity") if entity else (label, label)
    return Writes(
        existing=f"UNWIND $ids AS id {_node('x', indexed, 'id')} {_locked(['x.id'], properties)}",
        create=f"UNWIND $rows AS row CREATE (:{labels} {_map(NODE_KEYS, properties)}) RETURN count(*) AS made",
        update=f"UNWIND $rows AS row {_node('x', indexed, 'row[0]')} SET {_assignments(NODE_KEYS, properties)}",
    )


def edge_writes(kind: str, properties: Mapping[str, Property]) -> Writes:
    """Statements for edges of one type, whose ends are entities."""
    ends = f"{_node('a', 'Entity', 'row[1]')} {_node('b', 'Entity', 'row[2]')}"
    values = _map(EDGE_KEYS, properties, skip=("src", "dst"))
    return Writes(
        existing=f"UNWIND $ids AS id {_edge(kind, 'id')} {_locked(['x.id', 'a.id', 'b.id'], properties)}",
        create=f"UNWIND $rows AS row {ends} CREATE (a)-[:{kind} {values}]->(b) RETURN count(*) AS made",
        update=f"UNWIND $rows AS row {_edge(kind, 'row[0]')} SET {_assignments(EDGE_KEYS, properties)}",
    )


# The hints are needed: while a kind is still rare, Neo4j would plan to look through all of it for each row.
def _node(name: str, label: str, value: str) -> str:
    return f"MATCH ({name}:{label} {{id: {value}}}) USING INDEX {name}:{label}(id)"


def _edge(kind: str, value: str) -> str:
    return f"MATCH (a)-[x:{kind} {{id: {value}}}]->(b) USING INDEX x:{kind}(id)"


def _locked(keys: Sequence[str], properties: Mapping[str, Property]) -> str:
    return f"SET x.id = x.id RETURN {collection(keys, properties)} AS columns"


def _map(keys: Sequence[str], properties: Iterable[str], skip: Sequence[str] = ()) -> str:
    columns = [*keys, *properties]
    return "{" + ", ".join(f"`{name}`: row[{at}]" for at, name in enumerate(columns) if name not in skip) + "}"


def _assignments(keys: Sequence[str], properties: Iterable[str]) -> str:
    return ", ".join(f"x.`{name}` = row[{at}]" for at, name in enumerate(properties, start=len(keys))) or "x.id = x.id"
