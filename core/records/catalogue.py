"""Reads the record kinds and holds them to the ontology."""

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from core import ontology
from core.catalogue import read_folder
from core.errors import CatalogueError
from core.ontology import Ontology
from core.records.model import Edge, RecordKind

HERE = Path(__file__).parent / "kinds"
_PARTY = {"Person", "Organisation"}


@cache
def load(folder: Path = HERE) -> Mapping[str, RecordKind]:
    """All record kinds by name.

    Raises:
        CatalogueError: a file does not read, or speaks of nodes, edges or properties that the ontology lacks.
    """
    kinds = read_folder(folder, RecordKind)
    for name, kind in kinds.items():
        wrong = [f"file is named {name}"] if kind.kind != name else []
        wrong += misfits(kind, ontology.load())
        if wrong:
            raise CatalogueError(f"Record kind {kind.kind}: {'; '.join(wrong)}.")
    return kinds


def misfits(kind: RecordKind, known: Ontology) -> list[str]:
    """What a record kind says that the ontology does not know, as sentences' parts; empty where all fits."""
    return [*_strange_nodes(kind, known), *_strange_edges(kind, known)]


def _strange_nodes(kind: RecordKind, known: Ontology) -> Iterator[str]:
    for name, node in kind.nodes.items():
        if node.label not in known.nodes:
            yield f"node {name} has the unknown label {node.label}"
        else:
            strange = set(node.properties) - set(known.nodes[node.label].properties)
            yield from (f"{node.label} has no property {p}" for p in sorted(strange))


def _strange_edges(kind: RecordKind, known: Ontology) -> Iterator[str]:
    for edge in kind.edges:
        if edge.type not in known.edges:
            yield f"unknown edge {edge.type}"
            continue
        of = known.edges[edge.type]
        if strange := sorted(set(edge.properties) - set(of.properties)):
            yield f"{edge.type} has no property {', '.join(strange)}"
            continue
        if not (_labels(kind, edge.from_) <= set(of.from_) and _labels(kind, edge.to) <= set(of.to)):
            yield f"{edge.type} does not join {edge.from_} and {edge.to}"
        if (edge.summary is not None) != of.summary:
            yield f"{edge.type} must be a summary in both or neither"
        if missing := _untold(edge, of.properties):
            yield f"{edge.type} leaves {', '.join(missing)} out of its identity"


def _labels(kind: RecordKind, end: str) -> set[str]:
    return {kind.nodes[end].label} if end in kind.nodes else _PARTY


def _untold(edge: Edge, properties: Mapping[str, ontology.Property]) -> list[str]:
    """Properties that must be the same for one id, but are no part of it."""
    return sorted(
        name
        for name, value in edge.properties.items()
        if properties[name].merge == "same" and value.field not in edge.identity
    )
