"""Which template a file fits: by its header, in the encoding and with the delimiter that the template declares."""

import shlex
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from core.errors import InputError, UnrecognisedFile
from etl.sources import jsonlines, workbook
from etl.sources.archive import is_workbook, refuse_packed, unreadable
from etl.sources.cells import split_line
from etl.sources.columnar import column_names, is_parquet
from etl.sources.heads import joined_header
from etl.sources.limits import COLUMNS, HEADER_BYTES, HEADER_LINES, JSON_LINES, LINE_CHARS
from etl.sources.text import MARK, decoder
from etl.templates import JsonLines, Parquet, Template, TextFile, Workbook

_NEAREST = 3
_NO_ROWS: Iterable[list[str]] = ()
_SUSPECTED = ("utf-8", "cp1251", "utf-16", "utf-16-be", "kz1048", "cp866")


@dataclass(frozen=True, slots=True)
class Recognised:
    """A file's template and where its header stands: `row` is 1-based, `header` holds every column's name."""

    template: Template
    row: int
    header: tuple[str, ...]
    sheet: str | None = None  # of a workbook


@dataclass(frozen=True, slots=True)
class _Fit:
    template: Template
    row: int
    header: tuple[str, ...]
    missing: tuple[str, ...]
    known: int  # columns of the file that the template knows
    sheet: str | None = None

    @property
    def whole(self) -> bool:
        return not self.missing


def recognise(path: Path, templates: Iterable[Template], *, name: str | None = None) -> Recognised:
    """The template whose columns all stand in one of the file's first lines; of several the one that knows most.

    Raises:
        UnrecognisedFile: none fits; the message names the closest and what they miss, or the encoding at fault.
        InputError: the file is empty or cannot be read, or fits two templates equally.
    """
    shown, templates = name or path.name, list(templates)
    _refuse_empty(path, shown)
    refuse_packed(path, shown)
    fits = [fit for template in templates for fit in _best(path, template)]
    whole = sorted((fit for fit in fits if fit.whole), key=lambda fit: -fit.known)
    if not whole:
        raise _explain(path, shown, templates, fits)
    _refuse_doubt(shown, whole)
    return Recognised(whole[0].template, whole[0].row, whole[0].header, whole[0].sheet)


def plain(name: str) -> str:
    """A column's name as it is compared: one form of each letter, one blank, no case, no byte order mark."""
    return " ".join(unicodedata.normalize("NFKC", name).replace("\ufeff", "").casefold().split())


def _refuse_doubt(shown: str, whole: list[_Fit]) -> None:
    best, others = whole[0], whole[1:]
    if sheets := [fit.sheet for fit in others if fit.template == best.template]:
        both = f"{best.sheet} and {sheets[0]}"
        raise InputError(
            f"«{shown}» holds {best.template.name} on sheets {both}: save each alone.",
            key="two_sheets", file=shown, template=best.template.name, sheets=both,
        )  # fmt: skip
    if others and others[0].known == best.known:
        raise InputError(
            f"«{shown}» fits both {best.template.name} and {others[0].template.name}: name one with --template.",
            key="two_templates", file=shown, first=best.template.name, second=others[0].template.name,
        )  # fmt: skip
    names = [plain(name) for name in best.header]
    if twice := [name for name in best.template.columns if names.count(plain(name)) > 1]:
        raise InputError(
            f"«{shown}» has the column «{twice[0]}» twice: delete or rename the one that is not meant.",
            key="column_twice", file=shown, column=twice[0],
        )  # fmt: skip


def _refuse_empty(path: Path, shown: str) -> None:
    try:
        with path.open("rb") as file:
            empty = not file.read(1)
    except OSError as error:
        raise unreadable(shown, error) from error
    if empty:
        raise UnrecognisedFile(f"«{shown}» is empty: ask for it again.", key="empty", file=shown)


def _best(path: Path, template: Template, encoding: str | None = None) -> list[_Fit]:
    """The line that fits best, of a workbook on each sheet."""
    found = []
    for sheet in _sheets(path, template):
        fits = [_fit(template, row, cells, sheet) for row, cells in _head(path, template, encoding, sheet)]
        found += sorted(fits, key=lambda fit: (fit.whole, -len(fit.missing), -fit.row))[-1:]
    return found


def _sheets(path: Path, template: Template) -> list[str | None]:
    of = template.file
    if not isinstance(of, Workbook) or not is_workbook(path):
        return [None]
    names = workbook.sheet_names(path)
    return [name for name in names if of.sheet in (None, name)]


def _fit(template: Template, row: int, cells: Sequence[str], sheet: str | None) -> _Fit:
    there = {plain(cell) for cell in cells}
    missing = tuple(column for column in template.columns if plain(column) not in there)
    if isinstance(template.file, JsonLines):  # a line names only what it has a value for
        cells = [*cells, *missing]
        missing = tuple(column for column in missing if column in template.needed)
    known = sum(plain(column) in there for column in (*template.columns, *template.ignored))
    return _Fit(template, row, tuple(cells), missing, known, sheet)


def _head(path: Path, template: Template, encoding: str | None, sheet: str | None) -> Iterator[tuple[int, list[str]]]:
    """Number and cells of the lines that may be the header."""
    of, changed = template.file, path.stat().st_mtime_ns
    if isinstance(of, Workbook) != is_workbook(path) or isinstance(of, Parquet) != is_parquet(path):
        return
    first, rows = 1, _NO_ROWS
    match of:
        case TextFile():
            lines = _first_lines(path, encoding or of.encoding, changed)
            rows = (split_line(line, of.dialect) for line in lines if len(line) < LINE_CHARS)
        case Workbook():
            rows = _first_rows(path, sheet, changed)
        case JsonLines():  # no header: every line names its own columns
            first, rows = 0, [_first_paths(path, encoding or of.encoding, changed)]
        case Parquet():
            first, rows = 0, [column_names(path)]
    if isinstance(of, TextFile | Workbook) and of.header_rows > 1:
        table = list(rows)
        parted = zip(*(table[at:] for at in range(of.header_rows)), strict=False)
        first, rows = first + of.header_rows - 1, (joined_header(*several) for several in parted)
    for number, cells in enumerate(rows, first):
        if len(cells) <= COLUMNS:
            yield number, cells


@lru_cache(maxsize=8)
def _first_lines(path: Path, encoding: str, _changed: int, most: int = HEADER_LINES) -> tuple[str, ...]:
    """Bytes without a meaning in this encoding end the look: then it is another encoding, or no text."""
    with path.open("rb") as file:
        head = file.read(HEADER_BYTES)
    decode = decoder(encoding, head)
    try:
        text = decode.decode(head)
    except UnicodeDecodeError as error:
        decode.reset()
        text = decode.decode(head[: error.start]).rpartition("\n")[0]
    lines = text.removeprefix(MARK).split("\n", most)[:most]
    return tuple(line.removesuffix("\r") for line in lines)


def _first_paths(path: Path, encoding: str, changed: int) -> list[str]:
    """Columns of the first lines of JSON, in the order of their first appearance."""
    lines = _first_lines(path, encoding, changed, JSON_LINES)
    return list(dict.fromkeys(name for line in lines if len(line) < LINE_CHARS for name in jsonlines.paths(line)))


@lru_cache(maxsize=8)
def _first_rows(path: Path, sheet: str | None, _changed: int) -> tuple[list[str], ...]:
    return tuple(workbook.rows(path, sheet, HEADER_LINES))


def _explain(path: Path, shown: str, templates: list[Template], fits: list[_Fit]) -> UnrecognisedFile:
    if other := _other_encoding(path, templates):
        template, encoding = other
        declared: str = template.file.encoding  # type: ignore[union-attr] # only text files have other encodings
        return UnrecognisedFile(
            f"«{shown}» has the columns of {template.name}, but in {encoding}, where the template declares "
            f"{declared}: ask for the export in that encoding, or have a template drafted with this one.",
            key="other_encoding", file=shown, template=template.name, encoding=encoding, declared=declared,
        )  # fmt: skip
    if _vast(path, templates):
        return UnrecognisedFile(
            f"A line of «{shown}» has more than {COLUMNS:,} columns or {LINE_CHARS:,} characters: no export has.",
            key="vast_line", file=shown, columns=COLUMNS, characters=LINE_CHARS,
        )  # fmt: skip
    near = sorted((fit for fit in fits if fit.known), key=lambda fit: (-fit.known / len(fit.template.columns), fit.row))
    if not near:
        return UnrecognisedFile(
            f"«{shown}» fits no template, and no column of it is known. {_draft(shown)}",
            key="nothing_known", file=shown, path=shlex.quote(shown),
        )  # fmt: skip
    closest = "; ".join(_lacks(fit) for fit in near[:_NEAREST])
    brief = "; ".join(_lacks_in_short(fit) for fit in near[:_NEAREST])
    return UnrecognisedFile(
        f"«{shown}» fits no template. Closest: {closest}. {_draft(shown)}",
        key="no_template", file=shown, closest=brief, path=shlex.quote(shown),
    )  # fmt: skip


def _draft(shown: str) -> str:
    return f"Have one drafted: izder template draft {shlex.quote(shown)}, or on the Data page (docs/etl.md)."


def _vast(path: Path, templates: list[Template]) -> bool:
    for of in {t.file.encoding: t.file for t in templates if isinstance(t.file, TextFile)}.values():
        for line in _first_lines(path, of.encoding, path.stat().st_mtime_ns) if not is_workbook(path) else ():
            if len(line) >= LINE_CHARS or max(map(line.count, ",;|\t")) >= COLUMNS:
                return True
    return False


def _lacks(fit: _Fit) -> str:
    there = len(fit.template.columns) - len(fit.missing)
    missing = ", ".join(f"«{column}»" for column in fit.missing)
    return f"{fit.template.name} ({there} of {len(fit.template.columns)} columns, missing {missing})"


def _other_encoding(path: Path, templates: list[Template]) -> tuple[Template, str] | None:
    """A template that would fit, were the file in another encoding: said, never acted upon."""
    for template in templates:
        for encoding in _SUSPECTED if isinstance(template.file, TextFile) else ():
            if any(fit.whole for fit in _best(path, template, encoding)):
                return template, encoding
    return None


def _lacks_in_short(fit: _Fit) -> str:
    """The same in no language: known columns of all, and those that are not there."""
    there = len(fit.template.columns) - len(fit.missing)
    return f"{fit.template.name} {there}/{len(fit.template.columns)} (− {', '.join(f'«{c}»' for c in fit.missing)})"
