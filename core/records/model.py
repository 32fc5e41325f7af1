"""Shape of a record kind: typed fields, and the graph that a row of it means."""

from collections.abc import Iterator
from functools import cached_property

from pydantic import Field as Checked
from pydantic import model_validator

from core.catalogue import Entry, Titles
from core.records.fields import FieldType


class Field(Entry):
    """One column of the records. `many`: a list of such values. `words`: the only values it can have.

    `second_reading_of`: no template maps it, it follows from a time field whose wall clock showed the time twice: of
    type `time` the later of the two moments, of type `flag` that there is one; empty everywhere else.
    """

    type: FieldType
    required: bool = False
    many: bool = False
    words: tuple[str, ...] = ()
    second_reading_of: str | None = None
    titles: Titles


class Value(Entry):
    """Where a property's value comes from: a field, but only where `unless` (another field) is empty."""

    field: str
    unless: str | None = None


class Node(Entry):
    """A node that a row speaks of: id `<prefix>:<key>`, made where `key` has a value.

    A `many` field makes one node for each value. A field of type `item` holds whole ids and makes this node
    only from those that bear the label's prefix. Properties that follow from the key (`key`, `from_key` of the
    ontology) are not repeated here; a property `sources` is always the row itself; a plain string means Value(field).
    """

    label: str
    key: str
    properties: dict[str, Value] = Checked(default_factory=dict)


class Party(Entry):
    """Who a row speaks of: a Person or Organisation (fifth digit of `iin`), with name, names and name_keys.

    With an IIN: id by core.identity.party_id, an Identifier node, and IDENTIFIED_BY {judgement: equal_iin}.
    Without: an unnamed Person, id by core.identity.unnamed_id over the `unnamed` fields (those of an entity
    type as whole ids), where `unnamed` is given; else nobody.
    """

    iin: str | None = None
    name: str | None = None
    unnamed: tuple[str, ...] = ()


class Edge(Entry):
    """An edge between two of the record's nodes or parties; made where both are there, for each pair of them.

    Its id is core.identity.edge_id(type, from id, to id, *identity): `identity` names the fields that tell it from
    another edge of the pair. Ends of an undirected kind are put in order first. `summary`: one edge a pair,
    with first_ms, last_ms (of this time field) and count over all records.
    """

    type: str
    from_: str = Checked(alias="from")
    to: str
    identity: tuple[str, ...] = ()
    properties: dict[str, Value] = Checked(default_factory=dict)
    summary: str | None = None


class RecordKind(Entry):
    """A kind of record. `own_date`: the field that dates the row itself. `governed`: fields the scope rule reads."""

    kind: str
    titles: Titles
    own_date: str | None = None
    governed: tuple[str, ...] = ()
    fields: dict[str, Field]
    nodes: dict[str, Node] = Checked(default_factory=dict)
    parties: dict[str, Party] = Checked(default_factory=dict)
    edges: tuple[Edge, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _plain_values(cls, given: dict[str, object]) -> dict[str, object]:
        for part in _parts(given):
            properties = part.get("properties")
            if isinstance(properties, dict):
                part["properties"] = {k: {"field": v} if isinstance(v, str) else v for k, v in properties.items()}
        return given

    @model_validator(mode="after")
    def _known(self) -> "RecordKind":
        strangers = sorted(set(self._named_fields()) - set(self.fields))
        if strangers:
            raise ValueError(f"{', '.join(strangers)} is no field of {self.kind}")
        ends = {end for edge in self.edges for end in (edge.from_, edge.to)} - {*self.nodes, *self.parties}
        if ends:
            raise ValueError(f"{', '.join(sorted(ends))} is no node or party of {self.kind}")
        return self

    def _named_fields(self) -> Iterator[str]:
        yield from filter(None, [self.own_date, *self.governed])
        yield from filter(None, [field.second_reading_of for field in self.fields.values()])
        for node in self.nodes.values():
            yield node.key
        for party in self.parties.values():
            yield from filter(None, [party.iin, party.name, *party.unnamed])
        for edge in self.edges:
            yield from filter(None, [*edge.identity, edge.summary])
        for value in self._values():
            yield from filter(None, [value.field, value.unless])

    def _values(self) -> Iterator[Value]:
        for node in self.nodes.values():
            yield from node.properties.values()
        for edge in self.edges:
            yield from edge.properties.values()

    @cached_property
    def required(self) -> tuple[str, ...]:
        """Fields without which a row cannot be taken."""
        return tuple(name for name, field in self.fields.items() if field.required)


def _parts(given: dict[str, object]) -> Iterator[dict[str, object]]:
    nodes, edges = given.get("nodes"), given.get("edges")
    for part in [*(nodes.values() if isinstance(nodes, dict) else ()), *(edges if isinstance(edges, list) else ())]:
        if isinstance(part, dict):
            yield part
