"""A look into a packed workbook (XLSX, ODS) before any reader opens it: what no honest export holds is refused.

Formulas are not refused but found: what a cell with a formula shows was worked out elsewhere and cannot be checked,
so the rows that hold one are quarantined.
"""

import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO
from xml.etree import ElementTree
from xml.parsers import expat

from core.errors import InputError
from etl.sources.archive import BROKEN, locked, refuse_misplaced
from etl.sources.limits import COLUMNS, MEMBERS, PACKED_RATIO, SHEET_CELLS, WORKBOOK_BYTES

Rows = Mapping[str, frozenset[int]]  # sheet → its rows (from 1) that hold a formula

_PART = 4 * 2**20
_NEAR = 2**16
_CELL = re.compile(rb"<(?:\w+:)?c[\s>/]")
_REFERENCE = re.compile(rb'\br="([A-Z]{1,3})(\d{1,7})"')
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")
_FORMULA_AT = re.compile(rb'<(?:\w+:)?c\s[^<>]*?\br="[A-Z]{1,3}(\d{1,7})"[^<>]*>\s*<(?:\w+:)?f[\s>/]')
_DECLARED = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)")
_ENCODING = re.compile(rb"""^\s*<\?xml[^>]*?encoding\s*=\s*["']([\w.-]+)["']""")
_LOCAL = 30  # bytes of a member's own header before its name
_MACROS = ("vbaproject.bin", "xl/macrosheets/", "basic/", "scripts/")
_LINKS = ("xl/externallinks/", "xl/connections.xml", "xl/querytables/")
_ENCRYPTED = re.compile(rb"<(?:\w+:)?encryption-data\b")
_LINKED = re.compile(rb"<table:(?:table-source|dde-link|cell-range-source)\b")
_SHEET = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"
_STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships/worksheet"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_RELATION = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"


def look(path: Path) -> Rows:
    """Rows with formulas, by sheet.

    Raises:
        InputError: a bomb, macros, links to other files, entities, a password, or a vast sheet.
    """
    try:
        with zipfile.ZipFile(path) as book:
            return _looked(path, book)
    except (*BROKEN, KeyError) as error:
        raise InputError(
            f"«{path.name}» is a broken workbook ({error}): ask for it again.", key="broken_file", file=path.name
        ) from error
    except (ElementTree.ParseError, expat.ExpatError) as error:
        raise InputError(
            f"«{path.name}» is a broken workbook (no XML): ask for it again.", key="broken_file", file=path.name
        ) from error


def _looked(path: Path, book: zipfile.ZipFile) -> Rows:
    refuse_misplaced(book)
    members = book.infolist()
    _refuse_bomb(path, members)
    _refuse_strange(path, members)
    texts = [member for member in members if member.filename.lower().endswith((".xml", ".rels"))]
    texts.sort(key=lambda member: member.filename != "META-INF/manifest.xml")  # it says whether the others are locked
    sheets = _sheets(path, book) if any(member.filename == "xl/workbook.xml" for member in members) else {}
    found: dict[str, frozenset[int]] = {}
    for member in texts:
        is_sheet = member.filename in sheets.values() or member.filename.startswith("xl/worksheets/")
        scan = _Scan(path, is_sheet)
        for part in _inflated(path, member):
            scan.take(part)
        scan.close()
        found |= {sheet: frozenset(scan.formulas) for sheet, file in sheets.items() if file == member.filename}
    if any(member.filename == "content.xml" for member in members):
        found |= _OdsSheets(path).read(book)
    return found


def _refuse_bomb(path: Path, members: list[zipfile.ZipInfo]) -> None:
    whole = sum(member.file_size for member in members)
    if whole > WORKBOOK_BYTES or any(m.file_size > PACKED_RATIO * max(m.compress_size, 1000) for m in members):
        raise InputError(
            f"«{path.name}» unpacks to {whole:,} bytes: no export does; not opened.",
            key="unpacks_to", file=path.name, bytes=whole,
        )  # fmt: skip
    if len(members) > MEMBERS:
        raise InputError(
            f"«{path.name}» holds {len(members):,} parts: no workbook does; not opened.",
            key="strange_workbook", file=path.name,
        )  # fmt: skip


def _refuse_strange(path: Path, members: list[zipfile.ZipInfo]) -> None:
    names = [member.filename.lower() for member in members]
    if any(member.flag_bits & 1 for member in members):
        raise locked(path)
    if any(name.endswith(_MACROS[0]) or name.startswith(_MACROS[1:]) for name in names):
        raise macros(path)
    if any(name.startswith(_LINKS) for name in names):
        raise links(path)
    if "xl/workbook.bin" in names:
        raise InputError(
            f"«{path.name}» is an XLSB workbook, which cannot be checked: save it as XLSX.", key="xlsb", file=path.name
        )


def macros(path: Path) -> InputError:
    """What is said of a workbook with code in it."""
    return InputError(
        f"«{path.name}» holds macros, and code has no place in an export: save it without them, as XLSX.",
        key="macros", file=path.name,
    )  # fmt: skip


def links(path: Path) -> InputError:
    """What is said of a workbook whose cells come from elsewhere."""
    return InputError(
        f"«{path.name}» takes cells from other files, which cannot be checked: save it with values only.",
        key="links", file=path.name,
    )  # fmt: skip


def _inflated(path: Path, member: zipfile.ZipInfo) -> Iterator[bytes]:
    """A member's bytes, unpacked here, for a reader may go on where the declared size ends."""
    with path.open("rb") as file:
        start, left = _start(file, member), member.file_size
        file.seek(start)
        if member.compress_type == zipfile.ZIP_STORED:
            parts: Iterator[bytes] = iter([file.read(member.compress_size)])
        elif member.compress_type == zipfile.ZIP_DEFLATED:
            parts = _unpacked(file, member.compress_size, left)
        else:
            raise NotImplementedError("packed in a way that workbooks are not")
        for part in parts:
            left -= len(part)
            if left < 0:
                raise InputError(
                    f"«{path.name}» unpacks to more than it declares: a bomb; not opened.", key="bomb", file=path.name
                )
            yield part


def _start(file: IO[bytes], member: zipfile.ZipInfo) -> int:
    file.seek(member.header_offset)
    header = file.read(_LOCAL)
    if header[:4] != b"PK\x03\x04":
        raise zipfile.BadZipFile("a part is not where it should be")
    return (
        member.header_offset
        + _LOCAL
        + int.from_bytes(header[26:28], "little")
        + int.from_bytes(header[28:30], "little")
    )


def _unpacked(file: IO[bytes], packed: int, declared: int) -> Iterator[bytes]:
    inflate, given = zlib.decompressobj(-15), 0
    while packed > 0 and not inflate.eof and given <= declared:
        part = file.read(min(packed, _PART // 4))
        packed -= len(part)
        while part and not inflate.eof and given <= declared:
            out = inflate.decompress(part, _PART)
            given += len(out)
            yield out
            part = inflate.unconsumed_tail
    if not inflate.eof and given <= declared:
        yield inflate.flush()


class _Scan:
    """Looks over one XML part as it goes by: declarations, and of a sheet its size and its formulas."""

    def __init__(self, path: Path, is_sheet: bool) -> None:
        self.path, self.is_sheet = path, is_sheet
        self.formulas: set[int] = set()
        self.columns = self.last = 0
        self._tail = b""
        self._begun = False

    def take(self, part: bytes) -> None:
        text = self._tail + part
        if not self._begun and len(text) > 4:
            self._begin(text)
        if _DECLARED.search(text):
            raise InputError(
                f"«{self.path.name}» declares entities, which no export needs: it was made to do harm.",
                key="entities", file=self.path.name,
            )  # fmt: skip
        if _LINKED.search(text):
            raise links(self.path)
        if _ENCRYPTED.search(text):
            raise locked(self.path)
        cut = self._cut(text)
        if self.is_sheet:
            self._cells(text[:cut])
        self._tail = text[cut:]

    def close(self) -> None:
        if self.is_sheet:
            self._cells(self._tail)

    def _begin(self, text: bytes) -> None:
        """In another encoding the look would see nothing."""
        self._begun = True
        declared = _ENCODING.match(text.removeprefix(b"\xef\xbb\xbf"))
        if (
            b"\x00" in text[:4]
            or text[:2] in (b"\xff\xfe", b"\xfe\xff")
            or (declared and declared[1].lower() not in (b"utf-8", b"us-ascii"))
        ):
            raise InputError(
                f"«{self.path.name}» is written in an encoding that workbooks are not in; not opened.",
                key="strange_workbook", file=self.path.name,
            )  # fmt: skip

    def _cut(self, text: bytes) -> int:
        """Before the last cell that began, which may go on in the next part."""
        cells = list(_CELL.finditer(text, max(len(text) - _NEAR, 0))) if self.is_sheet else []
        return cells[-1].start() if cells else max(len(text) - 64, 0)

    def _cells(self, text: bytes) -> None:
        for letters, row in _REFERENCE.findall(text):
            self.columns, self.last = max(self.columns, _number(letters)), max(self.last, int(row))
        refuse_size(self.path, self.columns, self.last)
        if _FORMULA.search(text):
            at = [int(row) for row in _FORMULA_AT.findall(text)]
            if len(at) < len(_FORMULA.findall(text)):
                raise InputError(
                    f"«{self.path.name}» has a formula in a cell without a place: save it anew.",
                    key="save_anew", file=self.path.name,
                )  # fmt: skip
            self.formulas.update(at)


def refuse_size(path: Path, columns: int, rows: int) -> None:
    """One cell far out makes a reader lay out every cell before it.

    Raises:
        InputError: the sheet spans more than any export does.
    """
    if columns * rows > SHEET_CELLS or columns > COLUMNS:
        raise InputError(
            f"A sheet of «{path.name}» spans {columns:,} columns and {rows:,} rows: no export does.",
            key="vast_sheet", file=path.name, columns=columns, rows=rows,
        )  # fmt: skip


def _number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _sheets(path: Path, book: zipfile.ZipFile) -> dict[str, str]:
    """Sheet → its member, as the workbook says."""
    places = {
        node.get("Id"): posixpath.normpath(posixpath.join("xl", str(node.get("Target")))).lstrip("/")
        if not str(node.get("Target")).startswith("/")
        else str(node.get("Target")).lstrip("/")
        for node in _tree(path, book, "xl/_rels/workbook.xml.rels").iter()
        if node.get("Type") in (_SHEET, _STRICT)
    }
    nodes = [node for node in _tree(path, book, "xl/workbook.xml").iter() if node.tag.endswith("}sheet")]
    ids = {str(node.get("name")): node.get(_RELATION) or node.get(_STRICT_RELATION) for node in nodes}
    return {name: places[of] for name, of in ids.items() if of in places}


def _tree(path: Path, book: zipfile.ZipFile, name: str) -> ElementTree.Element:
    scan, parts = _Scan(path, is_sheet=False), []
    for part in _inflated(path, book.getinfo(name)):
        scan.take(part)
        parts.append(part)
    return ElementTree.fromstring(b"".join(parts))  # noqa: S314 - declarations were refused, so there are no entities


class _OdsSheets:
    """Counts the rows and cells of an ODS as a reader would lay them out, repeated ones included."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.formulas: dict[str, set[int]] = {}
        self._sheet, self._row, self._times, self._wide, self._widest, self._filled = "", 0, 0, 0, 0, False

    def read(self, book: zipfile.ZipFile) -> Rows:
        parser = expat.ParserCreate(namespace_separator="}")
        parser.StartElementHandler, parser.EndElementHandler = self._start, self._end
        for part in _inflated(self.path, book.getinfo("content.xml")):
            parser.Parse(part, False)
        parser.Parse(b"", True)
        return {sheet: frozenset(rows) for sheet, rows in self.formulas.items()}

    def _start(self, tag: str, given: dict[str, str]) -> None:
        name = tag.rpartition("}")[2]
        said = {key.rpartition("}")[2]: value for key, value in given.items()}
        if name == "table":
            self._sheet, self._row, self._widest = said.get("name", ""), 0, 0
            self.formulas.setdefault(self._sheet, set())
        elif name == "table-row":
            self._times, self._wide, self._filled = _times(said, "number-rows-repeated"), 0, False
        elif name in ("table-cell", "covered-table-cell"):
            self._cell(said)

    def _cell(self, said: dict[str, str]) -> None:
        self._wide += _times(said, "number-columns-repeated")
        if "value-type" in said or "formula" in said:
            self._filled, self._widest = True, max(self._widest, self._wide)
        if "formula" in said:
            last = self._row + min(self._times, SHEET_CELLS)
            refuse_size(self.path, 1, last)
            self.formulas[self._sheet].update(range(self._row + 1, last + 1))

    def _end(self, tag: str) -> None:
        if tag.rpartition("}")[2] == "table-row":
            self._row += self._times
            if self._filled:
                refuse_size(self.path, self._widest, self._row)


def _times(said: Mapping[str, str], name: str) -> int:
    return max(int(said.get(name, "1")), 1)
