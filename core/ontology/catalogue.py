"""Reads the ontology's files and holds them to each other."""

from functools import cache
from pathlib import Path

from pydantic import ValidationError

from core.catalogue import Entry, read, read_folder
from core.errors import CatalogueError
from core.ontology.model import EdgeKind, NodeKind, Ontology, Property

HERE = Path(__file__).parent


class _Common(Entry):
    """What every edge bears."""

    edge: dict[str, Property]


@cache
def load(folder: Path = HERE) -> Ontology:
    """The ontology of a folder: nodes/*.yaml, edges/*.yaml and common.yaml.

    Raises:
        CatalogueError: a file does not read, is not named after its kind, or kinds do not fit each other.
    """
    common = read(folder / "common.yaml", _Common).edge
    nodes = read_folder(folder / "nodes", NodeKind)
    edges = read_folder(folder / "edges", EdgeKind)
    misnamed = [n for n, k in nodes.items() if k.label != n] + [n for n, k in edges.items() if k.type != n.upper()]
    if misnamed:
        raise CatalogueError(f"Files not named after their kind: {', '.join(misnamed)}.")
    try:
        return Ontology(nodes=nodes, edges={e.type: _with(e, common) for e in edges.values()})
    except ValidationError as error:
        raise CatalogueError(f"The ontology does not hold together: {error.errors()[0]['msg']}") from error


def _with(edge: EdgeKind, common: dict[str, Property]) -> EdgeKind:
    twice = set(edge.properties) & set(common)
    if twice:
        raise CatalogueError(f"{edge.type} defines {', '.join(sorted(twice))}, which every edge has already.")
    return edge.model_copy(update={"properties": {**edge.properties, **common}})
