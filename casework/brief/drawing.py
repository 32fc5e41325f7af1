"""Draws the network as SVG: numbered marks keyed to the member table, lines by what joins them, legend below.

Legible in grey: roles are also told by the table's number, layers by their dashes, groups by their double ring.
Text goes through an XML writer, never through string formatting.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log2
from typing import Literal
from xml.etree import ElementTree as Xml

import networkx as nx

from casework.brief.layout import Places, Sheet, place

MarkKind = Literal["person", "line", "group", "arrest", "device"]
INK, MUTED, FAINT = "#1b2126", "#5b6670", "#d5dade"
ROLES: Mapping[str, str] = {
    "organiser": "#a3262a", "operator": "#b8611b", "supplier": "#6d3f9c", "stash": "#7a5a2f", "courier": "#1f62a8",
    "handler": "#0f7d77", "cashout": "#2f7d3b", "dropper": "#8b959d", "unknown": "#aeb6bc",
}  # fmt: skip
LAYERS: Mapping[str, tuple[str, str]] = {  # colour and dashes
    "money": ("#2f7d3b", ""), "calls": ("#1f62a8", "5 3"), "device": ("#7a5a2f", "1.5 2.5"),
    "registration": ("#8b959d", ""), "arrest": ("#a3262a", "8 2 2 2"),
}  # fmt: skip
FONT = "IBM Plex Sans"
LETTER = 5.3  # mean width of a sign at the label's size
LIFT = 10  # a mark stands so much above its box's middle, to leave room for its label


@dataclass(frozen=True, slots=True)
class Mark:
    """One thing drawn. `number` stands in it, `label` under it."""

    id: str
    number: str
    label: str
    role: str
    kind: MarkKind = "person"
    core: bool = True

    @property
    def radius(self) -> float:
        """Half its height: small for what is only context."""
        return {"arrest": 8.0, "device": 8.0, "group": 10.0}.get(self.kind, 12.0 if self.core else 9.5)

    @property
    def width(self) -> float:
        """A group's frame is as wide as its letter and count need."""
        return len(self.number) * 6.4 + 14 if self.kind == "group" else 2 * self.radius

    @property
    def box(self) -> tuple[float, float]:
        """Width and height with the label."""
        return max(self.width + 8, len(self.label) * LETTER), 2 * self.radius + (26 if self.label else 10)


@dataclass(frozen=True, slots=True)
class Tie:
    """What joins two marks: a layer and how many rows of it."""

    a: str
    b: str
    layer: str
    count: int = 1


@dataclass(frozen=True, slots=True)
class Lettering:
    """How a text is written; `halo` is a white edge, so that lines behind it do not cross out letters."""

    size: float
    colour: str = INK
    bold: bool = False
    halo: bool = False
    anchor: str = "middle"


def draw(marks: Sequence[Mark], ties: Sequence[Tie], legend: Sequence[tuple[str, str]], sheet: Sheet) -> str:
    """The picture as an SVG document; `legend` pairs a role or layer with its name in the reader's language."""
    foot = 18.0 * legend_rows(legend, sheet.width) + 8
    places = arrange(marks, ties, sheet)
    root = Xml.Element(
        "svg", xmlns="http://www.w3.org/2000/svg", viewBox=f"0 0 {sheet.width:g} {sheet.height + foot:g}",
    )  # fmt: skip
    for tie in sorted(ties, key=lambda t: (t.a, t.b, t.layer)):
        draw_tie(root, places, tie, beside(tie, ties))
    for mark in marks:
        draw_mark(root, mark, *places[mark.id])
    draw_legend(root, legend, sheet)
    return Xml.tostring(root, encoding="unicode")


def arrange(marks: Sequence[Mark], ties: Sequence[Tie], sheet: Sheet) -> Places[str]:
    """Centres of the marks."""
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(mark.id for mark in marks)
    graph.add_edges_from(sorted((tie.a, tie.b) for tie in ties))
    boxes = {mark.id: mark.box for mark in marks}
    found = place(graph, boxes, sheet)
    return {m.id: (found[m.id][0], found[m.id][1] - (LIFT if m.label else 0)) for m in marks}


def beside(tie: Tie, ties: Sequence[Tie]) -> float:
    """How far a line stands off the middle where several layers join the same two marks."""
    same = sorted(t.layer for t in ties if {t.a, t.b} == {tie.a, tie.b})
    return (same.index(tie.layer) - (len(same) - 1) / 2) * 4.0


def draw_tie(root: Xml.Element, places: Places[str], tie: Tie, off: float) -> None:
    """A line as wide as the logarithm of its rows."""
    (x1, y1), (x2, y2) = places[tie.a], places[tie.b]
    length = max(((x2 - x1) ** 2 + (y2 - y1) ** 2) ** 0.5, 1.0)
    dx, dy = -(y2 - y1) / length * off, (x2 - x1) / length * off
    colour, dashes = LAYERS.get(tie.layer, (MUTED, ""))
    line = Xml.SubElement(
        root, "line", x1=f"{x1 + dx:.1f}", y1=f"{y1 + dy:.1f}", x2=f"{x2 + dx:.1f}", y2=f"{y2 + dy:.1f}",
        stroke=colour, opacity="0.62",
    )  # fmt: skip
    line.set("stroke-width", f"{min(0.8 + 0.35 * log2(1 + tie.count), 3.6):.2f}")
    if dashes:
        line.set("stroke-dasharray", dashes)


def draw_mark(root: Xml.Element, mark: Mark, x: float, y: float) -> None:
    """The sign, its number and its label."""
    colour = ROLES.get(mark.role, ROLES["unknown"]) if mark.kind not in ("arrest", "device") else "#ffffff"
    for shape in signs(mark, x, y):
        sign = Xml.SubElement(root, shape.pop("tag"), shape | {"fill": shape.get("fill", colour)})
        sign.set("stroke-width", "1.4")
        sign.set("stroke", INK if mark.kind in ("arrest", "device") else "#ffffff")
    number = "#ffffff" if mark.kind not in ("arrest", "device") else INK
    write(root, mark.number, (x, y + 3.8), Lettering(10.5, number, bold=True))
    if mark.label:
        write(root, mark.label, (x, y + mark.radius + 11), Lettering(9.5, INK if mark.core else MUTED, halo=True))


def signs(mark: Mark, x: float, y: float) -> list[dict[str, str]]:
    """Circle: person; square: line whose user is not known; double frame: group; diamond: arrest; box: device."""
    r = mark.radius
    if mark.kind == "group":
        return [framed(x, y, mark.width / 2 + 3, r + 3, r + 3) | {"fill": FAINT}, framed(x, y, mark.width / 2, r, r)]
    if mark.kind in ("line", "device"):
        return [framed(x, y, r - 1, r - 1, 2)]
    if mark.kind == "arrest":
        corners = f"{x:.1f},{y - r:.1f} {x + r:.1f},{y:.1f} {x:.1f},{y + r:.1f} {x - r:.1f},{y:.1f}"
        return [{"tag": "polygon", "points": corners}]
    return [{"tag": "circle", "cx": f"{x:.1f}", "cy": f"{y:.1f}", "r": f"{r:.1f}"}]


def framed(x: float, y: float, half_width: float, half_height: float, corner: float) -> dict[str, str]:
    """A rectangle around a centre."""
    size = {"width": f"{2 * half_width:.1f}", "height": f"{2 * half_height:.1f}", "rx": f"{corner:.1f}"}
    return {"tag": "rect", "x": f"{x - half_width:.1f}", "y": f"{y - half_height:.1f}"} | size


def write(root: Xml.Element, text: str, at: tuple[float, float], how: Lettering) -> None:
    """Text at a point of its base line."""
    style = {
        "x": f"{at[0]:.1f}", "y": f"{at[1]:.1f}", "font-family": FONT, "font-size": f"{how.size:g}",
        "text-anchor": how.anchor, "font-weight": "600" if how.bold else "400",
    }  # fmt: skip
    if how.halo:
        edge = {"fill": "#ffffff", "stroke": "#ffffff", "stroke-width": "3", "stroke-linejoin": "round"}
        Xml.SubElement(root, "text", style | edge).text = text
    Xml.SubElement(root, "text", style | {"fill": how.colour}).text = text


def legend_rows(legend: Sequence[tuple[str, str]], width: float) -> int:
    """Lines that the legend takes."""
    return max((row for _, _, row in legend_places(legend, width)), default=-1) + 1


def legend_places(legend: Sequence[tuple[str, str]], width: float) -> list[tuple[tuple[str, str], float, int]]:
    """Each entry with its left edge and row."""
    placed, x, row = [], 0.0, 0
    for entry in legend:
        wide = 30 + len(entry[1]) * 5.6
        if x + wide > width:
            x, row = 0.0, row + 1
        placed.append((entry, x, row))
        x += wide
    return placed


def draw_legend(root: Xml.Element, legend: Sequence[tuple[str, str]], sheet: Sheet) -> None:
    """Swatches and names under the picture."""
    for (key, name), x, row in legend_places(legend, sheet.width):
        y = sheet.height + 18 + row * 18
        if key in LAYERS:
            colour, dashes = LAYERS[key]
            line = {"x1": f"{x:.1f}", "x2": f"{x + 16:.1f}", "y1": f"{y - 3:.1f}", "y2": f"{y - 3:.1f}"}
            stroke = {"stroke": colour, "stroke-width": "2", "stroke-dasharray": dashes or "none"}
            Xml.SubElement(root, "line", line | stroke)
        else:
            swatch = {"cx": f"{x + 8:.1f}", "cy": f"{y - 3:.1f}", "r": "5", "fill": ROLES.get(key, MUTED)}
            Xml.SubElement(root, "circle", swatch)
        write(root, name, (x + 21, y), Lettering(9.5, anchor="start"))
