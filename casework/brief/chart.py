"""Draws what the network did day by day: transfers above, calls below one line of days, arrests marked between."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from xml.etree import ElementTree as Xml

from casework.brief.drawing import FAINT, LAYERS, MUTED, Lettering, write
from casework.brief.voice import Voice
from core.answers import Activity

WIDTH, HEIGHT, LEFT, PANEL = 680.0, 166.0, 34.0, 50.0
AXIS = 74.0  # the line of days
MOST_BARS = 140


@dataclass(frozen=True, slots=True)
class Bar:
    """What fell on one stretch of days, the first of which is `day`."""

    day: date
    transfers: int
    calls: int
    arrests: int


def draw_activity(activity: Activity, voice: Voice) -> str:
    """SVG of the activity."""
    bars, step = stretches(activity)
    root = Xml.Element("svg", xmlns="http://www.w3.org/2000/svg", viewBox=f"0 0 {WIDTH:g} {HEIGHT:g}")
    if not bars:
        return Xml.tostring(root, encoding="unicode")
    slot = (WIDTH - LEFT) / len(bars)
    title = {name: named(name, step, voice) for name in ("transfers", "calls")}
    panel(root, [bar.transfers for bar in bars], slot, -1, LAYERS["money"][0], title["transfers"])
    panel(root, [bar.calls for bar in bars], slot, 1, LAYERS["calls"][0], title["calls"])
    for index, bar in enumerate(bars):
        if bar.arrests:
            diamond(root, LEFT + slot * (index + 0.5), AXIS)
    days(root, bars, slot, step)
    return Xml.tostring(root, encoding="unicode")


def named(name: str, step: int, voice: Voice) -> str:
    """A panel's title says how many days a bar stands for."""
    return voice.say(f"timeline.{name}") if step == 1 else voice.say(f"timeline.{name}_long", n=step)


def stretches(activity: Activity) -> tuple[list[Bar], int]:
    """Every day from the first call or transfer to the last, empty days too; in longer stretches where they are many.

    Arrests of other years stand in the table: here they would squeeze everything else into a corner.
    """
    known = {date.fromisoformat(day): i for i, day in enumerate(activity.days)}
    busy = [day for day, i in known.items() if activity.calls[i] or activity.transfers[i]]
    if not busy:
        return [], 1
    first, count = min(busy), (max(busy) - min(busy)).days + 1
    step = 1 if count <= MOST_BARS else 7 * -(-count // (7 * MOST_BARS))
    bars = []
    for start in range(0, count, step):
        rows = [known[day] for n in range(step) if (day := first + timedelta(days=start + n)) in known]
        sums = (sum(column[i] for i in rows) for column in (activity.transfers, activity.calls, activity.arrests))
        bars.append(Bar(first + timedelta(days=start), *sums))
    return bars, step


def panel(root: Xml.Element, values: Sequence[int], slot: float, way: int, colour: str, title: str) -> None:
    """Bars up (way -1) or down (way 1) from the line of days, with the greatest value at the edge."""
    top = max(values) or 1
    for index, value in enumerate(values):
        high = PANEL * value / top
        y = AXIS - 9 - high if way < 0 else AXIS + 9
        box = {"x": f"{LEFT + index * slot + slot * 0.12:.2f}", "y": f"{y:.2f}"}
        Xml.SubElement(root, "rect", box | {"width": f"{slot * 0.76:.2f}", "height": f"{high:.2f}", "fill": colour})
    edge = AXIS + way * (9 + PANEL)
    rule = {"x1": f"{LEFT:g}", "x2": f"{WIDTH:g}", "y1": f"{edge:g}", "y2": f"{edge:g}", "stroke": FAINT}
    Xml.SubElement(root, "line", rule | {"stroke-width": "0.6"})
    write(root, str(max(values)), (LEFT - 6, edge + 3.5), Lettering(9, MUTED, anchor="end"))
    lettering = Lettering(9, colour, bold=True, anchor="start")
    write(root, title, (LEFT, edge + (-4 if way < 0 else 11)), lettering)


def diamond(root: Xml.Element, x: float, y: float) -> None:
    """An arrest on the line of days."""
    corners = f"{x:.1f},{y - 6:.1f} {x + 6:.1f},{y:.1f} {x:.1f},{y + 6:.1f} {x - 6:.1f},{y:.1f}"
    Xml.SubElement(root, "polygon", {"points": corners, "fill": LAYERS["arrest"][0], "stroke": "#ffffff"})


def days(root: Xml.Element, bars: Sequence[Bar], slot: float, step: int) -> None:
    """The line of days, a date at about every ninth part of it."""
    line = {"x1": f"{LEFT:g}", "x2": f"{WIDTH:g}", "y1": f"{AXIS:g}", "y2": f"{AXIS:g}", "stroke": MUTED}
    root.insert(0, Xml.Element("line", line | {"stroke-width": "0.6"}))
    every = max(1, -(-len(bars) // 9))
    for index in range(0, len(bars), every):
        text = bars[index].day.strftime("%d.%m" if len(bars) * step < 300 else "%m.%Y")
        write(root, text, (LEFT + slot * (index + 0.5), HEIGHT - 2), Lettering(8.5))
