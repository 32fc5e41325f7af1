"""Headers of two rows: titles of groups over the names of their columns."""

from collections.abc import Sequence


def joined_header(upper: Sequence[str], lower: Sequence[str]) -> list[str]:
    """Names of columns: a group's title and the name under it («Отправитель ИИН»).

    A group goes on over the cells to its right that are empty in the upper row and filled in the lower. A column that
    is named in one of the rows alone has that name, and ends a group if it is the upper.
    """
    width = max(len(upper), len(lower))
    names, group = list[str](), ""
    for above, below in zip(*(_padded(row, width) for row in (upper, lower)), strict=True):
        group = "" if above and not below else above or group
        names.append(" ".join(filter(None, (group if below else above, below))))
    return names


def _padded(row: Sequence[str], width: int) -> list[str]:
    return [" ".join(cell.split()) for cell in row] + [""] * (width - len(row))
