"""How a file is laid out: delimiter and quote, header row, footer; of a workbook the sheet. Each with its grounds."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from core.drafts import Choice, Ground, Wishes
from core.errors import InputError
from etl.draft.pieces import last_lines, lines, other_lines
from etl.draft.vocabulary import load, meaning
from etl.sources import workbook
from etl.sources.cells import split_line
from etl.sources.heads import joined_header
from etl.sources.limits import HEADER_LINES
from etl.templates import Dialect

T = TypeVar("T")
DELIMITERS = (";", ",", "\t", "|", "^", "~")
HEIGHTS = ("1", "2", "3")  # rows that a header may have
ROWS = 1_000  # rows under the header that are looked at
_LINES = 400  # lines that decide the delimiter
_SOME = 300  # rows below the first that are looked at as well
_LAST = 5  # lines at the end that may be a footer
_SPECIAL = re.compile(r"([\\.^$|?*+()\[\]{}])")
_NUMBER = ("№", "#")
_WORDY = re.compile(r"[^\W\d_]")


@dataclass(slots=True)
class Laid:
    """The rows of a file, and how it was found to be laid out. `rows` holds (number, cells) under the header.

    `further`: cells of some rows from the rest of the file; `above`: the lines over the header.
    """

    choices: dict[str, Choice]
    header: tuple[str, ...]
    header_row: int
    rows: list[tuple[int, list[str]]]
    footer: str | None
    format: str = "text"
    sheets: tuple[str, ...] = ()
    further: list[list[str]] = field(default_factory=list)
    above: tuple[str, ...] = ()
    header_rows: int = 1


def lay_text(path: Path, encoding: str, wishes: Wishes) -> Laid:
    """A delimited text file in an encoding.

    Raises:
        InputError: it holds no table.
    """
    found = lines(path, encoding)[: ROWS + HEADER_LINES]
    delimiter = _delimiter(path, found, wishes)
    quote = _quote(found, delimiter.value, wishes)
    dialect = Dialect(delimiter.value, quote.value or None)
    table = [split_line(line, dialect) for line in found]
    width = _width([cells for cells in table if any(cells)])
    last = [(line, split_line(line, dialect)) for line in last_lines(path, encoding) if line.strip()][-_LAST:]
    laid = _laid(path, table, width, wishes, _footer(last, width, wishes))
    laid.choices = {"delimiter": delimiter, "quote": quote, **laid.choices}
    rest = [*_some(lines(path, encoding)[len(found) :]), *other_lines(path, encoding)]
    laid.further = [cells for line in rest if len(cells := split_line(line, dialect)) == width]
    return laid


def lay_workbook(path: Path, wishes: Wishes) -> Laid:
    """A sheet of a workbook: the one named, else the one that holds most.

    Raises:
        InputError: it cannot be read, or holds no table.
    """
    names = workbook.sheet_names(path)
    tables = {name: workbook.rows(path, name) for name in ([wishes.sheet] if wishes.sheet else names)}
    sheet = max(tables, key=lambda name: sum(map(_filled, tables[name][: ROWS + HEADER_LINES])))
    table = tables[sheet]
    width = max((_filled(row) for row in table[: ROWS + HEADER_LINES]), default=0)
    last = [("\t".join(row).rstrip("\t"), row) for row in table[-_LAST:]]
    laid = _laid(path, table[: ROWS + HEADER_LINES], width, wishes, _footer(last, width, wishes))
    laid.format = "workbook"
    laid.sheets, laid.further = tuple(names), _some(table[ROWS + HEADER_LINES :])
    ground = Ground(key="sheet.wished" if wishes.sheet else "sheet.most", parameters={"n": len(table)})
    laid.choices["sheet"] = Choice(value=sheet, grounds=(ground,), others=tuple(n for n in names if n != sheet))
    return laid


def _some(rest: list[T]) -> list[T]:
    """Rows from all over the rest."""
    return rest[:: max(1, len(rest) // _SOME)]


def _laid(path: Path, table: list[list[str]], width: int, wishes: Wishes, footer: Choice) -> Laid:
    header = _header(path, table, width, wishes)
    row = int(header.value)
    height = _depth(table, row, wishes)
    names = tuple(joined_header(*table[row - height : row]))
    while names and not names[-1] and not any(len(r) >= len(names) and r[len(names) - 1].strip() for r in table[row:]):
        names = names[:-1]  # a delimiter at the end of each line, or a column that a sheet only seems to have
    rows = [(number, cells) for number, cells in enumerate(table, 1) if number > row and _is_row(cells, footer.value)]
    rows = rows[:ROWS]
    above = tuple(" ".join(filter(None, map(str.strip, cells))) for cells in table[: row - height])
    choices = {"header": header, **_heights(height, names, wishes), "footer": footer}
    return Laid(choices, names, row, rows, footer.value or None, above=above, header_rows=height)


def _clean(cells: Sequence[str]) -> list[str]:
    return [" ".join(cell.split()) for cell in cells]


def _heights(height: int, names: Sequence[str], wishes: Wishes) -> dict[str, Choice]:
    """How many rows the header has, where that is not one."""
    if wishes.header_rows:
        return {"header_rows": Choice(value=str(height), grounds=(Ground(key="wished"),), others=HEIGHTS)}
    if height == 1:
        return {}
    ground = Ground(key="header.groups", parameters={"name": next((name for name in names if " " in name), "")})
    others = tuple(rows for rows in HEIGHTS if rows != str(height))
    return {"header_rows": Choice(value=str(height), grounds=(ground,), others=others)}


def _depth(table: Sequence[Sequence[str]], row: int, wishes: Wishes) -> int:
    """How many rows the header has whose last row this is: titles of groups may stand over names, and over those."""
    if wishes.header_rows:
        return wishes.header_rows if row >= wishes.header_rows else 1
    if row < 2 or not grouped(table[row - 2], table[row - 1]):
        return 1
    both = joined_header(table[row - 2], table[row - 1])
    return 3 if row > 2 and grouped(table[row - 3], both) else 2


def grouped(upper: Sequence[str], lower: Sequence[str]) -> bool:
    """Whether a row holds titles of groups over the names of columns in the next.

    A title goes on over a column beside it, a name is wanting below or stands there twice (else it is a line over a
    whole header), and both rows are words that we know.
    """
    above, below = (_clean(cells) + [""] * (max(len(upper), len(lower)) - len(cells)) for cells in (upper, lower))
    titles = [a for a, b, c, d in zip(above, below, above[1:], below[1:], strict=False) if a and b and d and not c]
    names = [name for name in below if name]
    wants = any(a and not b for a, b in zip(above, below, strict=True)) or len(set(names)) < len(names)
    words = [cell for cell in (*above, *names) if cell]
    known = sum(bool(meaning(name).words) for name in names)
    return bool(
        titles and wants and all(_is_name(word) or word in _NUMBER for word in words) and 2 * known >= len(names)
        and all(meaning(title).words for title in titles)
    )  # fmt: skip


def _is_name(cell: str) -> bool:
    return bool(_WORDY.search(cell)) and sum(sign.isdigit() for sign in cell) < 3


def _is_row(cells: Sequence[str], footer: str) -> bool:
    return any(cell.strip() for cell in cells) and not (footer and re.match(footer, cells[0]))


def _delimiter(path: Path, found: Sequence[str], wishes: Wishes) -> Choice:
    if wishes.delimiter:
        return Choice(value=wishes.delimiter, grounds=(Ground(key="wished"),))
    tried = {sign: _regular(found, Dialect(sign)) for sign in DELIMITERS}
    ranked = sorted(tried, key=lambda sign: -tried[sign][0] * (1 - 1 / max(tried[sign][1], 1)))
    share, width = tried[ranked[0]]
    if width < 2:
        raise InputError(
            f"«{path.name}» holds no table: no sign parts its lines into columns. Say --delimiter.",
            key="no_table", file=path.name,
        )  # fmt: skip
    ground = Ground(key="delimiter.regular", parameters={"share": round(share, 3), "width": width})
    return Choice(value=ranked[0], grounds=(ground,), others=tuple(s for s in ranked[1:] if tried[s][1] > 1))


def _regular(found: Iterable[str], dialect: Dialect) -> tuple[float, int]:
    """The share of lines with as many cells as most have, and how many that is."""
    widths = [len(split_line(line, dialect)) for line in found if line.strip()][:_LINES]
    if not widths:
        return 0.0, 0
    (width, times), *_ = sorted(Counter(widths).items(), key=lambda each: (-each[1] * (each[0] > 1), -each[0]))
    return times / len(widths), width


def _quote(found: Sequence[str], delimiter: str, wishes: Wishes) -> Choice:
    if wishes.quote is not None:
        return Choice(value=wishes.quote, grounds=(Ground(key="wished"),))
    some = sum('"' in line for line in found)
    if not some:
        return Choice(value='"', grounds=(Ground(key="quote.none", parameters={"n": len(found)}),), others=("",))
    quoted, plain = (_regular(found, Dialect(delimiter, quote))[0] for quote in ('"', None))
    ground = Ground(key="quote.some", parameters={"n": some, "quoted": round(quoted, 3), "plain": round(plain, 3)})
    best = '"' if quoted >= plain else ""
    return Choice(value=best, grounds=(ground,), others=("" if best else '"',))


def _width(table: list[list[str]]) -> int:
    counted = Counter(len(cells) for cells in table if len(cells) > 1)
    return counted.most_common(1)[0][0] if counted else 0


def _filled(row: Sequence[str]) -> int:
    return sum(bool(cell.strip()) for cell in row)


def _header(path: Path, table: list[list[str]], width: int, wishes: Wishes) -> Choice:
    if wishes.header_row is not None:
        if not 1 <= wishes.header_row <= len(table):
            raise InputError(
                f"«{path.name}» has no row {wishes.header_row} for a header.",
                key="no_header_row", file=path.name, row=wishes.header_row,
            )  # fmt: skip
        return Choice(value=str(wishes.header_row), grounds=(Ground(key="wished"),))
    depths = {row: _depth(table, row, wishes) for row in range(1, min(len(table), HEADER_LINES) + 1)}
    asked = {row: depth for row, depth in depths.items() if depth == (wishes.header_rows or depth)}
    scores = {row: _headlike(joined_header(*table[row - depth : row]), width) for row, depth in asked.items()}
    best = max(scores, key=lambda row: (round(scores[row], 3), -row), default=0)
    if not best or scores[best] <= 0:
        raise InputError(
            f"«{path.name}» has no row that names its columns: a template needs one. Say --header-row.",
            key="no_header", file=path.name,
        )  # fmt: skip
    cells = joined_header(*table[best - depths[best] : best])
    known = sum(bool(meaning(cell).words) for cell in cells)
    over = best - depths[best]
    ground = Ground(key="header.names", parameters={"known": known, "width": _filled(cells)})
    grounds = [ground, *([Ground(key="header.titles", parameters={"n": over})] if over else [])]
    if not known:
        grounds.append(Ground(key="header.unknown"))
    others = sorted((row for row in scores if row != best and scores[row] > 0), key=lambda row: -scores[row])
    return Choice(value=str(best), grounds=tuple(grounds), others=tuple(map(str, others[:3])))


def _headlike(cells: Sequence[str], width: int) -> float:
    """How much a row looks like names of columns: as wide as the rows, words rather than figures, no two the same."""
    filled = [cell.strip() for cell in cells if cell.strip()]
    if len(filled) < 2 or len(filled) < width / 2 or len(cells) < width:
        return 0.0
    wordy = sum(map(_is_name, filled)) / len(filled)
    known = sum(bool(meaning(cell).words) for cell in filled) / len(filled)
    return wordy * (len(set(filled)) / len(filled)) * (len(filled) / max(width, 1)) + known


def _footer(last: list[tuple[str, list[str]]], width: int, wishes: Wishes) -> Choice:
    """A line at the end that sums up: it begins with such a word."""
    if wishes.footer is not None:
        return Choice(value=wishes.footer, grounds=(Ground(key="wished"),))
    for raw, cells in last:
        words = re.match(r"[^\d;,|\t]*", raw.strip().strip('"'))
        start = words[0].strip(' :=«»"') if words else ""
        if start and start.casefold().startswith(load().footer) and (len(cells) != width or _filled(cells) < width):
            pattern = ('^"?' if raw.startswith('"') else "^") + _SPECIAL.sub(r"\\\1", start)
            return Choice(value=pattern, grounds=(Ground(key="footer.line", parameters={"line": raw[:80]}),))
    return Choice(value="", grounds=(Ground(key="footer.none", parameters={"n": len(last)}),))
