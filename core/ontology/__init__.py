"""The domain's kinds of nodes and edges, as data: one YAML file each, read and checked as a whole."""

from core.ontology.catalogue import load
from core.ontology.model import EdgeKind, Layer, Merge, NodeKind, Ontology, Property, PropertyType

__all__ = ["EdgeKind", "Layer", "Merge", "NodeKind", "Ontology", "Property", "PropertyType", "load"]
