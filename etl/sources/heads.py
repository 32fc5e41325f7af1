"""Headers of several rows: titles of groups over the names of their columns."""

from collections.abc import Sequence


def joined_header(*rows: Sequence[str]) -> list[str]:
    """Names of columns: the titles over a column and the name under them («Отправитель ИИН»).

    A title goes on over the cells to its right that are empty in its row and filled in a lower one, until another
    title of its row or of a higher one. A column without a name under its title has the title, and ends it.
    """
    width = max(map(len, rows))
    names, titles = list[str](), [""] * len(rows)
    for cells in zip(*(_padded(row, width) for row in rows), strict=True):
        deepest = max((level for level, cell in enumerate(cells) if cell), default=None)
        if deepest is None:
            names.append("")
            continue
        for level, cell in enumerate(cells):
            if cell:
                titles[level:] = [cell, *[""] * (len(rows) - level - 1)]
        names.append(" ".join(filter(None, titles[: deepest + 1])))
        if deepest < len(rows) - 1:
            titles[deepest:] = [""] * (len(rows) - deepest)
    return names


def _padded(row: Sequence[str], width: int) -> list[str]:
    return [" ".join(cell.split()) for cell in row] + [""] * (width - len(row))
