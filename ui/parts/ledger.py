"""A dense table whose rows can be opened and whose chips lead to raw rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from ui.parts.component import part
from ui.screen import Screen

CellKind = Literal["text", "code", "wrapped", "number", "lines", "tags", "mix", "rows"]
FILTER_FROM = 12  # tables with more rows than this can be narrowed by typing


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its title, how its cells are drawn, and a width where it needs one."""

    title: str
    kind: CellKind = "text"
    width: str | None = None
    help: str | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A row. `id` is what opening it reports; None: it does not open."""

    id: str | None
    cells: Sequence[Any]


@dataclass(frozen=True, slots=True)
class Pressed:
    """What a person pressed in this rerun, if anything: a row of the table, or a reference to a raw row."""

    opened: str | None = None
    row: tuple[str, int] | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """What a table shows. `note` stands below it (cut off at n), `height` (CSS) lets it scroll."""

    columns: Sequence[Column]
    lines: Sequence[Line]
    selected: str | None = None
    empty: str = ""
    note: str = ""
    height: str | None = None


def ledger(screen: Screen, key: str, table: Table) -> Pressed:
    """Show a table."""
    data = {
        "columns": [vars_of(column) for column in table.columns],
        "rows": [{"id": line.id, "cells": list(line.cells)} for line in table.lines],
        "selected": table.selected, "opens": any(line.id for line in table.lines), "sortable": len(table.lines) > 1,
        "note": table.note, "height": table.height, "filter_from": FILTER_FROM,
        "words": {"empty": table.empty or screen.text("empty"), "filter": screen.text("filter"), "more": more(screen)},
    }  # fmt: skip
    return pressed(part("ledger", data, key=key, triggers=("open", "row")))


def vars_of(column: Column) -> dict[str, Any]:
    """A column as the script takes it."""
    return {"title": column.title, "kind": column.kind, "width": column.width, "help": column.help}


def more(screen: Screen) -> str:
    """«and n more», with the place left open for the script."""
    return screen.text("rows.more", n="{n}")


def pressed(result: dict[str, Any]) -> Pressed:
    """What a part reported."""
    row = result.get("row")
    return Pressed(result.get("open") or None, (str(row["source"]), int(row["row"])) if row else None)
