"""Colours and strokes of the picture. Told apart by people with any of the common forms of colour blindness.

The role colours are the best of 60 seeded searches over an OKLCH grid: the smallest distance between any two of
them, seen normally or with protanopia, deuteranopia or tritanopia (Machado, Oliveira, Fernandes 2009), is as large
as could be found at a contrast of at least 3:1 with the ground; a test holds them to it. Colour is never alone:
shape says the kind, the label the role, the dash the layer.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from core.ontology import Layer

GROUND = "#0f1318"
INK = "#dfe5ec"
CORE_RING = "#ffffff"
NO_ROLE = "#46515e"

ROLES: Mapping[str, str] = {
    "organiser": "#efe088",
    "supplier": "#d98432",
    "operator": "#4483eb",
    "handler": "#9deff3",
    "cashout": "#6dc799",
    "stash": "#9a614d",
    "courier": "#bca1ed",
    "dropper": "#686ca0",
    "unknown": "#7d8896",
}


@dataclass(frozen=True, slots=True)
class Stroke:
    """How the lines of one layer are drawn."""

    tint: str
    dashes: tuple[int, ...] = ()


LAYERS: Mapping[Layer, Stroke] = {
    "money": Stroke("#5f9f7f"),
    "calls": Stroke("#5b7fb0", (7, 4)),
    "registration": Stroke("#75808d", (2, 3)),
    "device": Stroke("#9377b5", (9, 3, 2, 3)),
    "place": Stroke("#6a9297", (4, 4)),
    "arrest": Stroke("#b8694a"),
    "goods": Stroke("#a8894a", (7, 2)),
    "identity": Stroke("#5d6874", (1, 3)),
    "authority": Stroke("#5d6874", (3, 6)),
    "detection": Stroke("#5d6874", (1, 5)),
}


def ring(role: str | None) -> str:
    """The outline of a node that is not core: its own colour, or one that shows where there is no role."""
    return "#8b97a5" if role is None else tint(role)


def tint(role: str | None) -> str:
    """The colour of a role; a quiet one for none."""
    return ROLES.get(role or "", NO_ROLE)
