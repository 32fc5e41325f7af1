"""The canvas on the page: a Streamlit component whose script our server serves, so that only data travels."""

from collections.abc import Callable
from datetime import date
from typing import Any

from core.answers import Activity
from core.ontology import Ontology
from core.phrases import Phrases
from ui.casegraph import palette
from ui.casegraph.board import Board
from ui.casegraph.drawing import Model, drawing
from ui.parts.component import part

Say = Callable[..., str]


def canvas(board: Board, activity: Activity | None, selected: str | None, ontology: Ontology, phrases: Phrases,
           language: str) -> dict[str, Any]:
    """Show a board. The result has `select` (an entity id, "" for none) and `expand` (an entity id), None but in the
    rerun that they caused.
    """
    def say(key: str, **parameters: str | int) -> str:
        return phrases.text(f"ui.canvas.{key}", language, **parameters)

    nodes, edges = drawing(board, ontology, phrases, language)
    data = {
        "key": f"{board.key}:{language}", "revision": board.revision, "nodes": nodes, "edges": edges,
        "selected": selected, "note": note(board, say), "legend": legend(board, ontology, phrases, language),
        "activity": days(activity, say), "words": {word: say(word) for word in ("closer", "farther", "fit")},
    }  # fmt: skip
    return part("canvas", data, key="canvas", triggers=("select", "expand"))


def note(board: Board, say: Say) -> str:
    """«n shown of m», of the whole picture and of the last step."""
    lines = [say("shown", n=board.shown, m=board.total)] if board.total > board.shown else []
    for name, (shown, total) in list(board.steps.items())[-1:]:
        lines.append(say("step", name=board.nodes[name].label, n=shown, m=total))
    return " · ".join(lines)


def legend(board: Board, ontology: Ontology, phrases: Phrases, language: str) -> Model:
    """What of the palette is on the canvas now."""
    kinds = {node.kind for node in board.nodes.values()}
    roles = {node.role for node in board.nodes.values()}
    layers = {ontology.edges[edge.kind].layer for edge in board.edges.values() if edge.kind in ontology.edges}
    return {
        "kinds": [{"shape": kind.shape, "title": kind.titles.text(language)}
                  for label, kind in ontology.nodes.items() if label in kinds],
        "roles": [{"tint": tint, "title": phrases.text(f"words.role.{role}", language)}
                  for role, tint in palette.ROLES.items() if role in roles],
        "layers": [{"name": layer, "tint": stroke.tint, "dashes": stroke.dashes,
                    "title": phrases.text(f"words.layer.{layer}", language)}
                   for layer, stroke in palette.LAYERS.items() if layer in layers],
    }  # fmt: skip


def days(activity: Activity | None, say: Say) -> Model:
    """Activity per day for the time brush; days as numbers since year 1, as the edges bear them."""
    window, rows = calendar(activity or Activity((), (), (), (), ()))
    words: Model = {word: say(word) for word in ("calls", "transfers", "arrests", "all")}
    named = [date.fromordinal(day).strftime("%d.%m.%Y") for day in window]
    return rows | {"days": window, "words": words | {"title": say("activity"), "days": named}}


def calendar(activity: Activity) -> tuple[list[int], dict[str, list[int]]]:
    """Every day from the first to the last call or transfer, quiet ones too, and the counts of each.

    An arrest of years before would squeeze the days that matter; such days are left out of the window.
    """
    held = {date.fromisoformat(day).toordinal(): at for at, day in enumerate(activity.days)}
    busy = [day for day, at in held.items() if activity.calls[at] or activity.transfers[at]] or list(held)
    window = list(range(min(busy), max(busy) + 1)) if busy else []
    series = {"calls": activity.calls, "transfers": activity.transfers, "amount": activity.amount_tiyn,
              "arrests": activity.arrests}  # fmt: skip
    return window, {name: [row[held[day]] if day in held else 0 for day in window] for name, row in series.items()}
