"""Figures in the documentation: written between two marks by what measured them, never by hand."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from core.errors import CatalogueError


def write_section(page: Path, name: str, body: str) -> None:
    """Replace what stands between the lines `<!-- figures: name -->` and `<!-- end: name -->`.

    Raises:
        CatalogueError: the page does not have exactly these two marks.
    """
    lines = page.read_text(encoding="utf-8").split("\n")
    begin, end = f"<!-- figures: {name} -->", f"<!-- end: {name} -->"
    if lines.count(begin) != 1 or lines.count(end) != 1 or lines.index(begin) > lines.index(end):
        raise CatalogueError(f"{page.name} needs the lines «{begin}» and «{end}», once each and in this order.")
    kept = [*lines[: lines.index(begin) + 1], "", body.strip(), "", *lines[lines.index(end) :]]
    page.write_text("\n".join(kept), encoding="utf-8")


def table(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A Markdown table; columns after the first are aligned right where all their cells are figures."""
    lines = [[_cell(value) for value in row] for row in rows]
    numeric = [bool(lines) and all(_is_figure(line[i]) for line in lines) for i in range(len(header))]
    rule = ["---:" if right else "---" for right in numeric]
    return "\n".join("| " + " | ".join(line) + " |" for line in [list(header), rule, *lines])


def _cell(value: object) -> str:
    if value is None:
        return "–"
    if isinstance(value, float):
        return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.3g}" if abs(value) >= 1 else f"{value:.2f}"
    return f"{value:,}" if isinstance(value, int) else str(value).replace("|", "\\|").replace("\n", " ")


def _is_figure(text: str) -> bool:
    return text == "–" or text.replace(",", "").replace(".", "").replace("-", "").isdigit()
