"""Figures in the documentation: written between two marks by what measured them, never by hand."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from core.errors import CatalogueError


def write_section(page: Path, name: str, body: str) -> None:
    """Replace what stands between `<!-- figures: name -->` and `<!-- end: name -->`.

    Raises:
        CatalogueError: the page does not have exactly these two marks.
    """
    text = page.read_text(encoding="utf-8")
    begin, end = f"<!-- figures: {name} -->", f"<!-- end: {name} -->"
    if text.count(begin) != 1 or text.count(end) != 1 or text.index(begin) > text.index(end):
        raise CatalogueError(f"{page.name} needs the marks «{begin}» and «{end}», once each and in this order.")
    before, _, rest = text.partition(begin)
    page.write_text(f"{before}{begin}\n\n{body.strip()}\n\n{end}{rest.partition(end)[2]}", encoding="utf-8")


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
