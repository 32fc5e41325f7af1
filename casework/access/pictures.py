"""Pictures of the graph: a network with what ties it together, and the neighbours of one entity."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from casework.access.asking import Desk, Row
from casework.access.masking import mask_text
from core.answers import Edge, Node, Picture
from core.errors import NotFound
from core.networks import Member, Network

MOST_NODES = 1000
SHOWN_LAYERS = "money,calls,registration,device,place,arrest,goods,authority"  # not identity: its ids are IINs
TIES = "money,calls,registration,device,arrest"  # what is drawn inside a network


def network_picture(desk: Desk, network: Network, until: date | None) -> Picture:
    """Members, their lines and accounts, shared handsets and arrests; cut at MOST_NODES, the least evidence first."""
    placed = members_nodes(network)
    placed |= {node.id: node for node in key_things(desk, list(placed), until) if node.id not in placed}
    shown = sorted(placed.values(), key=lambda node: -node.evidence)[:MOST_NODES]
    named = {node.id for node in shown}
    edges = desk.rows("edges_among", 10_000, entities=sorted(named), kind=TIES, until=until)
    return Picture(
        nodes=tuple(labelled(desk, shown)),
        edges=tuple(edge(row["from"], row["to"], row) for row in edges),
        shown=len(shown),
        total=len(placed),
    )


def members_nodes(network: Network) -> dict[str, Node]:
    """A node for each member and each of its lines and accounts; what two share belongs to the weightier."""
    most = max((member.score for member in network.members), default=0) or 1
    nodes: dict[str, Node] = {}
    for member in sorted(network.members, key=lambda m: -m.score):
        weight = max(0.05, min(1.0, member.score / most))
        nodes.setdefault(member.id, node(member, member.id, weight))
        for thing in (*(f"phone:{p}" for p in member.phones), *(f"account:{a}" for a in member.ibans)):
            nodes.setdefault(thing, node(member, thing, weight / 2))
    return nodes


def node(member: Member, thing: str, weight: float) -> Node:
    """A thing in its member's role; only what stands for the member itself is core."""
    name = member.name if thing == member.id and member.name else thing.partition(":")[2]
    core = member.core and thing == member.id
    return Node(thing, "", mask_text(name), role=member.role, core=core, evidence=round(weight, 3))


def key_things(desk: Desk, entities: Sequence[str], until: date | None) -> list[Node]:
    """Handsets that several of the lines share, and arrests that touched any of the entities."""
    phones = [entity for entity in entities if entity.startswith("phone:")]
    devices = desk.rows("shared_devices", 200, phones=phones) if phones else []
    arrests = desk.rows("arrests_of", 200, entities=list(entities), until=until) if entities else []
    things = [*(row["device"] for row in devices), *(row["arrest"] for row in arrests)]
    return [Node(thing, "", thing.partition(":")[2], evidence=0.1) for thing in things]


def labelled(desk: Desk, nodes: Sequence[Node]) -> list[Node]:
    """Nodes with their kinds; those the graph does not know are left out."""
    rows = desk.rows("captions", len(nodes), entities=[node.id for node in nodes]) if nodes else []
    known = {row["entity"]: row for row in rows}
    return [
        Node(n.id, known[n.id]["label"], n.label, n.role, n.core, n.evidence, n.x, n.y) for n in nodes if n.id in known
    ]


def neighbours_picture(desk: Desk, entity: str, limit: int) -> Picture:
    """One entity and those it is tied to directly: `shown` of `total`.

    Raises:
        NotFound: the graph does not hold it.
    """
    centre = caption(desk, entity)
    answer = desk.answer("neighbours", limit, entity=centre["entity"], kind=SHOWN_LAYERS)
    rows = [dict(zip(answer.columns, row, strict=True)) for row in answer.rows]
    nodes = {row["neighbour"]: Node(row["neighbour"], row["label"], name_of(row, row["neighbour"])) for row in rows}
    own = Node(centre["entity"], centre["label"], name_of(centre, centre["entity"]))
    return Picture(
        nodes=(own, *nodes.values()),
        edges=tuple(edge(*ends(own.id, row), row) for row in rows),
        shown=len(nodes),
        total=answer.total or len(nodes),
    )


def caption(desk: Desk, entity: str) -> Row:
    """Id, kind and name of an entity that may be named by any identifier.

    Raises:
        NotFound: the graph does not hold it.
    """
    found = desk.rows("captions", 1, entities=[entity])
    if not found:
        raise NotFound(f"There is no «{mask_text(entity)}» in the graph.", key="not_in_graph", entity=mask_text(entity))
    return found[0]


def name_of(row: Row, entity: str) -> str:
    """The label of a node: for lines and accounts the number, else the name, else the key."""
    own = entity.partition(":")[2]
    named = row["label"] in ("Person", "Organisation", "Network")
    return mask_text(str(row["name"]) if named and row["name"] else own)


def ends(centre: str, row: Row) -> tuple[str, str]:
    """From where to where a neighbour's edge runs."""
    return (centre, row["neighbour"]) if row["outgoing"] == "→" else (row["neighbour"], centre)


def edge(source: str, target: str, row: Mapping[str, Any]) -> Edge:
    """Edges of one kind and direction between two nodes."""
    return Edge(
        id=f"{source}>{target}:{row['kind']}", source=source, target=target, kind=row["kind"], count=row["count"],
        first_ms=row["first"], last_ms=row["last"], amount_tiyn=row["amount"],
        days=tuple(sorted(row.get("days") or ())),
    )  # fmt: skip
