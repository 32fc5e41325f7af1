"""Shape of the ontology: what a kind of node or edge says about itself."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

from pydantic import Field, model_validator

from core.catalogue import Entry, Titles

Merge = Literal["same", "union", "min", "max", "longest"]
PropertyType = Literal["text", "texts", "integer", "number", "boolean", "time", "money"]
Layer = Literal[
    "money", "calls", "registration", "device", "place", "arrest", "goods", "identity", "authority", "detection"
]
FromKey = Literal["bank_code", "phone_kind", "holder_kind"]  # functions of core.identifiers


class Property(Entry):
    """One property and how two values of it meet, so that no order of loading matters.

    `same`: it follows from the id, so all rows agree. `union` (of `texts`; with `keep`, the first n in
    code-point order stay). `min`, `max`: of numbers, times, texts. `longest`: the longer text, of equals the
    first in order. A missing value never overwrites. `from_key`: computed from the node's key by this function.
    """

    type: PropertyType
    merge: Merge = "same"
    titles: Titles
    keep: int | None = Field(default=None, gt=0)
    from_key: FromKey | None = None
    words: str | None = None  # its values are words of this group of the phrase catalogue

    @model_validator(mode="after")
    def _fits(self) -> "Property":
        if (self.type == "texts") != (self.merge == "union"):
            raise ValueError("a union is of texts, and texts are united")
        if self.keep and self.merge != "union":
            raise ValueError("keep belongs to a union")
        return self


class NodeKind(Entry):
    """A kind of node. Its id is `<prefix>:<key>`; `entity` false: no Entity label, in no picture."""

    label: str = Field(pattern=r"^[A-Z][A-Za-z]+$")
    prefix: str = Field(pattern=r"^[a-z]+$")
    key: str | None = None  # the property that stands after the prefix; None: the id is opaque
    also: tuple[str, ...] = ()  # further prefixes of the same kind: `bin:` beside `iin:`
    entity: bool = True
    titles: Titles
    plural: Titles
    icon: str  # a word the screen knows
    shape: str  # of vis-network
    properties: dict[str, Property] = Field(default_factory=dict)
    search: tuple[str, ...] = ()  # properties that the name search reads

    @model_validator(mode="after")
    def _known(self) -> "NodeKind":
        unknown = {*self.search, *filter(None, [self.key])} - set(self.properties)
        if unknown:
            raise ValueError(f"{', '.join(sorted(unknown))} is no property of {self.label}")
        return self


class EdgeKind(Entry):
    """A kind of edge between kinds of nodes. `properties` holds the common ones of every edge, too."""

    type: str = Field(pattern=r"^[A-Z][A-Z_]+$")
    from_: tuple[str, ...] = Field(alias="from")
    to: tuple[str, ...]
    directed: bool = True
    titles: Titles
    verb: Titles  # between the two names, as in «A звонил B»
    layer: Layer
    summary: bool = False  # recomputed from all records of a pair at each load; detection never reads it
    properties: dict[str, Property] = Field(default_factory=dict)


class Ontology(Entry):
    """All kinds, nodes by label and edges by type."""

    nodes: Mapping[str, NodeKind]
    edges: Mapping[str, EdgeKind]

    @model_validator(mode="after")
    def _whole(self) -> "Ontology":
        for edge in self.edges.values():
            strangers = {*edge.from_, *edge.to} - set(self.nodes)
            if strangers:
                raise ValueError(f"{edge.type} joins {', '.join(sorted(strangers))}, which is no kind of node")
        prefixes = [prefix for node in self.nodes.values() for prefix in (node.prefix, *node.also)]
        if len(set(prefixes)) != len(prefixes):
            raise ValueError("two kinds of node share a prefix")
        return self

    @property
    def entities(self) -> Mapping[str, NodeKind]:
        """Kinds that bear the Entity label."""
        return MappingProxyType({label: node for label, node in self.nodes.items() if node.entity})

    def node_of(self, entity_id: str) -> NodeKind | None:
        """The kind that an id's prefix names."""
        prefix = entity_id.partition(":")[0]
        return next((node for node in self.nodes.values() if prefix in (node.prefix, *node.also)), None)
