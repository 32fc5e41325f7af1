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
    given = [date.fromisoformat(day) for day in activity.days] if activity else []
    words: Model = {word: say(word) for word in ("calls", "transfers", "arrests", "all")}
    return {
        "days": [day.toordinal() for day in given],
        "calls": list(activity.calls) if activity else [], "transfers": list(activity.transfers) if activity else [],
        "amount": list(activity.amount_tiyn) if activity else [], "arrests": list(activity.arrests) if activity else [],
        "words": words | {"title": say("activity"), "days": [day.strftime("%d.%m.%Y") for day in given]},
    }  # fmt: skip
