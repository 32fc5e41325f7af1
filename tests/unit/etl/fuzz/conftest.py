"""Mutations: an export as it might come after a bad day, made from the sample by a seed."""

import io
import random
import zipfile
from dataclasses import dataclass
from pathlib import Path

import openpyxl
import pytest

from etl.templates import catalogue

EXAMPLES = Path(__file__).parents[4] / "examples" / "feeds"
ROWS = 40
LONG = 70_000
CELLS = (
    "", " ", "-", "0", "-0", "NaN", "inf", "1e400", "9" * 30, "-" + "9" * 19, "9223372036854775808", "0,005",
    "1.234.567,8", "12 500,00", "1\u00a0000,00", "٣٤٥", "½", "31.02.2025", "29.02.2023", "00.00.0000", "2025-13-45",
    "9999-12-31", "0001-01-01", "31.12.9999", "2025-10-03T25:61:61Z", "24:00:00", "-1:00:00", "999:59:59", "12:00:60",
    "00:00:00", "2024-02-29 23:30:00", "01.03.2024 00:30:00", "+7", "87010012345", "8 701 001 23 45 доб. 12",
    "+999999999999999", "tel:+77010012345", "112", "KZ" + "0" * 18, "KZ253010000010013127", "kz25 3010 0000 1001 3127",
    "000000000000", "999999999999", "850720396808", "4400 41** **** 1810", "**** 1234", "351000150042443",
    "35100015004244", "=1+1", '=HYPERLINK("x")', "@SUM(1)", "\ufeff", "\u202eabc", "\u200b", "a\u0301", "🧨", "\ud7ff",
    "\x0b", "\x1f", "\x1c", "\x85", "\u2028", "a\tb", "a|b", "a;b", "a,b", '"', '""', '"a', 'a"b', "'", "\\", "\\N",
    "NULL", "null", "None", "#REF!", "true", "VOICE", "voice", "неведомо", "Ә" * 300, "x" * LONG, "| | |", " | ",
    "1 | 2", "<a>&amp;</a>", "%s%n", "{}", "../../x",
)  # fmt: skip
JUNK = (
    b"\x00", b"\x00\x00", b"\xff", b"\xfe\xff", b"\xd0", b"\xc3\x28", b"\r", b"\n", b"\r\n\r\n", b'"', b'""', b"\x1a",
    b"\xef\xbb\xbf", "ҚҒҮ".encode(), "ҚҒҮ".encode("utf-16-le"),
    *("Имя".encode(name) for name in ("cp1251", "cp866", "koi8-r")),
)  # fmt: skip


@dataclass(frozen=True)
class Mutated:
    """What a seed made of a feed."""

    feed: str
    name: str
    content: bytes
    rows: int
    seed: int


class Mutator:
    """Makes files from seeds; the same seed makes the same file."""

    def __init__(self):
        self.feeds = sorted(path for path in EXAMPLES.iterdir() if path.suffix in (".csv", ".xlsx"))
        self.texts = {path.name: path.read_bytes() for path in self.feeds if path.suffix == ".csv"}
        sheet = openpyxl.load_workbook(EXAMPLES / "bank_c.xlsx", read_only=True).worksheets[0]
        self.sheet = [list(row) for row in sheet.iter_rows(values_only=True, max_row=400)]

    def make(self, seed) -> Mutated:
        chance = random.Random(seed)  # noqa: S311 - a mutation, no secret
        feed = chance.choice(self.feeds).name
        if feed not in self.texts:
            content, rows = self._workbook(chance)
        else:
            content, rows = self._text(feed, chance)
        if chance.random() < 0.06:
            content = content[: chance.randrange(len(content) + 1)]
        if chance.random() < 0.04:
            content = packed(feed, content, chance)
            return Mutated(feed, feed + ".zip", content, rows, seed)
        return Mutated(feed, feed, content, rows, seed)

    def _text(self, feed, chance):
        file = catalogue()[feed.removesuffix(".csv")].file
        lines = self.texts[feed].decode(file.encoding).lstrip("\ufeff").splitlines(keepends=True)
        head, rows = lines[0], [chance.choice(lines[1:]) for _ in range(chance.randint(1, ROWS))]
        rows = [row if chance.random() < 0.4 else cells_changed(row, file.delimiter, chance) for row in rows]
        if chance.random() < 0.1:
            head = cells_changed(head, file.delimiter, chance)
        if chance.random() < 0.15:
            rows = lines_changed(rows, chance)
        content = (head + "".join(rows)).encode(file.encoding, "replace")
        return (bytes_changed(content, chance) if chance.random() < 0.3 else content), len(rows)

    def _workbook(self, chance):
        book, top = openpyxl.Workbook(), chance.choice((0, 0, 0, 1, 2))
        rows = [list(chance.choice(self.sheet[3:])) for _ in range(chance.randint(1, ROWS))]
        for row in [*self.sheet[top:3], *(row if chance.random() < 0.3 else odd(row, chance) for row in rows)]:
            book.active.append([plain(cell) for cell in row])
        if chance.random() < 0.1:
            book.create_sheet("Лист 2").append(["x"])
        out = io.BytesIO()
        book.save(out)
        content = out.getvalue()
        return (bytes_changed(content, chance) if chance.random() < 0.2 else content), len(rows)


def cells_changed(line, delimiter, chance):
    """One line with some of its cells changed, dropped, doubled."""
    body = line.rstrip("\r\n")
    end, cells = line[len(body) :], body.split(delimiter)
    for _ in range(chance.randint(1, 3)):
        at, what = chance.randrange(len(cells)) if cells else 0, chance.random()
        if not cells or what < 0.08:
            cells.insert(at, chance.choice(CELLS))
        elif what < 0.16:
            del cells[at]
        elif what < 0.3:
            cells[at] = mangled(cells[at], chance)
        else:
            cells[at] = chance.choice(CELLS)
    return delimiter.join(cells) + end


def mangled(text, chance):
    """A cell with a letter out of place."""
    at = chance.randrange(len(text) + 1)
    return (
        text[:at]
        + chance.choice(("\x00", '"', "0", "-", " ", "\n", "٣", "\u00a0", "", "é"))
        + text[at + chance.randint(0, 2) :]
    )


def lines_changed(rows, chance):
    """Lines lost, doubled, joined, cut short."""
    rows = list(rows)
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(rows))
        rows[at] = chance.choice(
            (rows[at] * 2, "\n", "", rows[at].rstrip("\r\n"), rows[at][: len(rows[at]) // 2] + "\n", "\r" + rows[at])
        )
    return rows


def bytes_changed(content, chance):
    """Bytes flipped, lost, put in."""
    changed = bytearray(content)
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(changed)) if changed else 0
        if not changed or chance.random() < 0.4:
            changed[at:at] = chance.choice(JUNK)
        elif chance.random() < 0.5:
            changed[at] ^= 1 << chance.randrange(8)
        else:
            del changed[at : at + chance.randint(1, 40)]
    return bytes(changed)


def odd(row, chance):
    """A sheet's row with odd cells."""
    row = list(row)
    for _ in range(chance.randint(1, 3)):
        at = chance.randrange(len(row))
        row[at] = chance.choice((*CELLS, None, True, 1e308, -1e-300, 10**25, 0, -5, 45000.5, 60, 1e10))
    return row[: chance.randint(1, len(row))] if chance.random() < 0.1 else row


def plain(cell):
    """What openpyxl agrees to write."""
    if isinstance(cell, str):
        return "".join(letter for letter in cell if letter in "\t\n\r" or ord(letter) >= 32)[:32_000]
    return cell


def packed(name, content, chance):
    """In an archive, now and then a broken one."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return bytes_changed(out.getvalue(), chance) if chance.random() < 0.5 else out.getvalue()


@pytest.fixture(scope="session")
def mutator() -> Mutator:
    return Mutator()
