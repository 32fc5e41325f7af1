"""What no honest export holds is refused in one sentence before it is opened: crafted files, each with one fault."""

import io
import struct
import tarfile
import zipfile

import openpyxl
import pytest

from core.errors import InputError
from etl.load.gather import gather
from etl.recognise import recognise
from etl.sources import compound, workbook
from etl.templates import Template

TITLES = {"ru": "х", "kk": "х", "en": "x"}
SHEET = "xl/worksheets/sheet1.xml"
HOLDERS = Template.model_validate(
    {
        "name": "ours",
        "version": 1,
        "titles": TITLES,
        "record": "account_holder",
        "file": {"format": "workbook"},
        "fields": {"account": "Account", "name": "Name"},
    }
)
ACCOUNTS = ("KZ699990000000000001", "KZ429990000000000002", "KZ159990000000000003")


def xlsx(path, **members):
    """A workbook of two good rows; members given by name take the place of its own, or are added."""
    made = openpyxl.Workbook()
    for row in (["Account", "Name"], [ACCOUNTS[0], "Қанат"], [ACCOUNTS[1], "Әсел"]):
        made.active.append(row)
    kept = io.BytesIO()
    made.save(kept)
    with zipfile.ZipFile(kept) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            if name not in members:
                target.writestr(name, source.read(name))
        for name, content in members.items():
            target.writestr(name, content)
    return path


def refused(path, said):
    with pytest.raises(InputError, match=said) as caught:
        recognise(path, [HOLDERS])
    assert str(caught.value).count("\n") == 0
    assert path.name in str(caught.value)


def cells(*found, before=""):
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'{before}<worksheet xmlns="{space}"><sheetData>{"".join(found)}</sheetData></worksheet>'


ONE = '<row r="1"><c r="A1"><v>1</v></c></row>'


@pytest.mark.parametrize("name", ["xl/vbaProject.bin", "xl/macrosheets/sheet1.xml"])
def test_macros_in_xlsx(tmp_path, name):
    refused(xlsx(tmp_path / "x.xlsm", **{name: "x"}), "holds macros")


@pytest.mark.parametrize("name", ["xl/externalLinks/externalLink1.xml", "xl/connections.xml"])
def test_links_to_other_files_in_xlsx(tmp_path, name):
    refused(xlsx(tmp_path / "x.xlsx", **{name: "<x/>"}), "takes cells from other files")


ENTITY = '<!DOCTYPE x [<!ENTITY secret SYSTEM "file:///etc/passwd">]>'
LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'


@pytest.mark.parametrize("declared", [ENTITY, LAUGHS, "<!DOCTYPE x>"])
@pytest.mark.parametrize("name", [SHEET, "xl/workbook.xml", "xl/sharedStrings.xml", "[Content_Types].xml"])
def test_declarations_in_any_part(tmp_path, name, declared):
    content = cells(ONE, before=f'<?xml version="1.0"?>{" " * 5000}{declared}')
    refused(xlsx(tmp_path / "x.xlsx", **{name: content}), "declares entities")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "cp037"])
def test_declarations_hidden_in_another_encoding(tmp_path, encoding):
    content = cells(ONE, before=f'<?xml version="1.0" encoding="{encoding}"?>{ENTITY}').encode(encoding)
    refused(xlsx(tmp_path / "x.xlsx", **{SHEET: content}), "encoding that workbooks are not in|not a readable workbook")


def test_a_sheet_of_blanks_that_unpacks_a_thousandfold(tmp_path):
    refused(xlsx(tmp_path / "x.xlsx", **{SHEET: " " * 2**26}), "unpacks to")


def test_parts_that_together_are_too_much(tmp_path, monkeypatch):
    monkeypatch.setattr("etl.sources.packed.WORKBOOK_BYTES", 2**20)
    noise = "".join(chr(33 + n * n % 89) for n in range(2**19))
    refused(xlsx(tmp_path / "x.xlsx", **{"xl/a.xml": noise, "xl/b.xml": noise, "xl/c.xml": noise}), "unpacks to")


def test_a_part_that_declares_less_than_it_unpacks_to(tmp_path):
    path = xlsx(tmp_path / "x.xlsx", **{SHEET: cells(*[ONE] * 5000)})
    content = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as book:
        size = book.getinfo(SHEET).file_size
    at = content.rindex(SHEET.encode()) - 46 + 24  # the declared size in the directory at the end
    assert content[at : at + 4] == struct.pack("<I", size)
    content[at : at + 4] = struct.pack("<I", 100)
    path.write_bytes(content)
    refused(path, "more than it declares")


def test_one_cell_far_out(tmp_path):
    far = '<row r="1048576"><c r="ALL1048576"><v>1</v></c></row>'
    refused(xlsx(tmp_path / "x.xlsx", **{SHEET: cells(ONE, far)}), "spans 1,000 columns and 1,048,576 rows")


def test_a_sheet_that_lies_elsewhere_is_looked_at_too(tmp_path):
    relation = '<Relationship Id="rId1" Type="{}/officeDocument/2006/relationships/worksheet" Target="../odd.xml"/>'
    relation = relation.format("http://schemas.openxmlformats.org")
    rels = f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{relation}</Relationships>'
    far = '<row r="1048576"><c r="ALL1048576"><v>1</v></c></row>'
    path = xlsx(tmp_path / "x.xlsx", **{"xl/_rels/workbook.xml.rels": rels, "odd.xml": cells(far)})
    refused(path, "spans 1,000 columns")


def test_a_workbook_in_binary_form(tmp_path):
    refused(xlsx(tmp_path / "x.xlsb", **{"xl/workbook.bin": "x"}), "is an XLSB workbook")


# --- formulas: the row is quarantined, for what it shows was worked out elsewhere

FORMULA = '<c r="B{row}" t="str"><f>A{row}</f><v>x</v></c>'


def formula_sheet(rows):
    text = '<c r="{}1" t="inlineStr"><is><t>{}</t></is></c>'
    head = f'<row r="1">{text.format("A", "Account")}{text.format("B", "Name")}</row>'
    good = '<row r="{0}"><c r="A{0}" t="inlineStr"><is><t>{1}</t></is></c>{2}</row>'
    return cells(
        head, *(good.format(n, ACCOUNTS[n - 2], FORMULA.format(row=n) if n in rows else "") for n in (2, 3, 4))
    )


def test_a_row_with_a_formula_is_quarantined_and_its_neighbours_are_not(lab, tmp_path):
    path = xlsx(tmp_path / "x.xlsx", **{SHEET: formula_sheet({3})})
    delivery = lab.stage(path, template=HOLDERS)
    assert delivery.report(already=False).adds_up()
    assert lab.ledger(delivery).select("row", "reason").rows() == [(2, None), (3, "formula"), (4, None)]


@pytest.mark.parametrize("size", [100, 173, 1000])
def test_formulas_are_found_wherever_the_parts_of_a_file_end(tmp_path, monkeypatch, size):
    monkeypatch.setattr("etl.sources.packed._PART", size)
    path = xlsx(tmp_path / f"{size}.xlsx", **{SHEET: formula_sheet({2, 4})})
    assert workbook.formula_rows(path) == {2, 4}


def test_a_formula_in_a_cell_without_a_place(tmp_path):
    refused(
        xlsx(tmp_path / "x.xlsx", **{SHEET: cells("<row><c><f>1</f></c></row>")}), "formula in a cell without a place"
    )


# --- ODS

SPACES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
)


def ods_row(*texts, repeated=1, formula=""):
    cell = '<table:table-cell office:value-type="string"{0}><text:p>{1}</text:p></table:table-cell>'
    found = "".join(cell.format(formula, text) for text in texts)
    return f'<table:table-row table:number-rows-repeated="{repeated}">{found}</table:table-row>'


def ods(path, *rows, before="", **members):
    inside = f'<office:spreadsheet><table:table table:name="Sheet1">{"".join(rows)}</table:table></office:spreadsheet>'
    content = f"{before}<office:document-content {SPACES}><office:body>{inside}</office:body></office:document-content>"
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = "<manifest:manifest xmlns:manifest='urn:oasis:names:tc:opendocument:xmlns:manifest:1.0'/>"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name, text in (
            {"mimetype": kind, "content.xml": content, "META-INF/manifest.xml": manifest} | members
        ).items():
            made.writestr(name, text)
    return path


HEAD = ods_row("Account", "Name")


def test_a_row_of_an_ods_with_a_formula_is_quarantined_repeated_rows_counted(lab, tmp_path):
    formula = ' table:formula="of:=[.A2]"'
    rows = [
        ods_row(ACCOUNTS[0], "x", repeated=2),
        ods_row(ACCOUNTS[1], "y", formula=formula),
        ods_row(ACCOUNTS[2], "z"),
    ]
    delivery = lab.stage(ods(tmp_path / "x.ods", HEAD, *rows), template=HOLDERS)
    ends = [(2, None), (3, None), (4, "formula"), (5, None)]
    assert lab.ledger(delivery).select("row", "reason").rows() == ends


def test_an_ods_with_empty_rows_to_its_very_end_is_an_ordinary_one(lab, tmp_path):
    cell = '<table:table-cell table:number-columns-repeated="16384"/>'
    empty = f'<table:table-row table:number-rows-repeated="1048570">{cell}</table:table-row>'
    delivery = lab.stage(ods(tmp_path / "x.ods", HEAD, ods_row(ACCOUNTS[0], "x"), empty), template=HOLDERS)
    assert (delivery.rows, delivery.loaded) == (1, 1)


def test_an_ods_that_repeats_a_filled_row_a_million_times(tmp_path):
    wide = ods_row(*["x"] * 30, repeated=1_000_000)
    refused(ods(tmp_path / "x.ods", HEAD, wide), "spans 30 columns and 1,000,001 rows")


def test_strange_parts_of_an_ods(tmp_path):
    refused(ods(tmp_path / "a.ods", HEAD, **{"Basic/Standard/Module1.xml": "<x/>"}), "holds macros")
    refused(ods(tmp_path / "b.ods", '<table:table-source xmlns:x="y"/>', HEAD), "takes cells from other files")
    refused(ods(tmp_path / "c.ods", HEAD, before=ENTITY), "declares entities")
    locked = "<manifest:manifest xmlns:manifest='m'><manifest:encryption-data/></manifest:manifest>"
    refused(ods(tmp_path / "d.ods", HEAD, **{"META-INF/manifest.xml": locked}), "locked by a password")


# --- XLS: a compound file made by hand ([MS-CFB], [MS-XLS])


def record(kind, data=b""):
    return struct.pack("<HH", kind, len(data)) + data


def biff(*sheet, before=b"", kind=0):
    """A workbook stream of one sheet."""
    begin = record(0x0809, struct.pack("<HHHHII", 0x0600, 5, 0, 0, 0, 0)) + before
    name = b"\x06\x00Sheet1"
    after = len(begin) + 4 + 6 + len(name) + 4
    bound = record(0x0085, struct.pack("<IBB", after, 0, kind) + name)
    inside = record(0x0809, struct.pack("<HHHHII", 0x0600, 16, 0, 0, 0, 0)) + b"".join(sheet) + record(0x000A)
    return begin + bound + record(0x000A) + inside


def label(row, column, text):
    wide = text.encode("utf-16-le")
    return record(0x0204, struct.pack("<HHHHB", row, column, 0, len(text), 1) + wide)


def formula(row, column):
    return record(0x0006, struct.pack("<HHHdHIH", row, column, 0, 1.0, 0, 0, 0))


def compound_file(path, stream, *further):
    """Header, one table sector, a directory of up to eight entries in two sectors, the stream."""
    stream = stream.ljust(4096, b"\0")
    stream += b"\0" * (-len(stream) % 512)
    sectors = len(stream) // 512
    table = [0xFFFFFFFD, 2, 0xFFFFFFFE, *range(4, 3 + sectors), 0xFFFFFFFE]
    table += [0xFFFFFFFF] * (128 - len(table))
    head = compound.MAGIC + b"\0" * 16 + struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    head += struct.pack("<9I", 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    head += struct.pack("<109I", 0, *[0xFFFFFFFF] * 108)
    entries = [entry("Root Entry", 5, 0xFFFFFFFE, 0, child=1), entry("Workbook", 2, 3, len(stream))]
    entries += [entry(name, 1, 0xFFFFFFFE, 0) for name in further]
    directory = b"".join(entries).ljust(1024, b"\0")
    path.write_bytes(head + struct.pack("<128I", *table) + directory + stream)
    return path


def entry(name, kind, start, size, child=0xFFFFFFFF):
    text = name.encode("utf-16-le") + b"\0\0"
    ids = struct.pack("<III", 0xFFFFFFFF, 0xFFFFFFFF, child)
    return (
        text.ljust(64, b"\0")
        + struct.pack("<HBB", len(text), kind, 1)
        + ids
        + b"\0" * 36
        + struct.pack("<IQ", start, size)
    )


GOOD = [label(0, 0, "Account"), label(0, 1, "Name"), label(1, 0, ACCOUNTS[0]), label(1, 1, "Қанат")]


def test_an_xls_is_read_and_its_formula_quarantined(lab, tmp_path):
    stream = biff(*GOOD, label(2, 0, ACCOUNTS[1]), formula(2, 1), label(3, 0, ACCOUNTS[2]), label(3, 1, "x"))
    delivery = lab.stage(compound_file(tmp_path / "x.xls", stream), template=HOLDERS)
    assert lab.ledger(delivery).select("row", "reason").rows() == [(2, None), (3, "formula"), (4, None)]
    assert lab.records(delivery)["name"].to_list() == ["Қанат", "x"]


def test_strange_parts_of_an_xls(tmp_path):
    good = biff(*GOOD)
    refused(compound_file(tmp_path / "a.xls", good, "_VBA_PROJECT_CUR"), "holds macros")
    refused(compound_file(tmp_path / "b.xls", biff(*GOOD, kind=1)), "holds macros")
    refused(compound_file(tmp_path / "c.xls", good, "EncryptedPackage"), "locked by a password")
    refused(compound_file(tmp_path / "d.xls", biff(*GOOD, before=record(0x002F, b"\1\0"))), "locked by a password")
    other = record(0x01AE, struct.pack("<HH", 1, 5) + b"other")
    refused(compound_file(tmp_path / "e.xls", biff(*GOOD, before=other)), "takes cells from other files")


@pytest.mark.parametrize("size", [0, 30, 100, 512, 600, 1024, 2000])
def test_an_xls_cut_anywhere_is_said_to_be_broken(tmp_path, size):
    path = compound_file(tmp_path / "x.xls", biff(*GOOD))
    path.write_bytes(path.read_bytes()[: max(size, 8)])
    refused(path, "broken workbook|not a readable workbook")


def test_an_xls_whose_sectors_run_in_a_ring(tmp_path):
    path = compound_file(tmp_path / "x.xls", biff(*GOOD))
    content = bytearray(path.read_bytes())
    content[512 + 4 * 4 : 512 + 4 * 5] = struct.pack("<I", 3)
    path.write_bytes(content)
    refused(path, "broken workbook")


# --- archives


def tar(content):
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w") as archive:
        archive.addfile(tarfile.TarInfo("x.csv"), io.BytesIO(content))
    return made.getvalue()


@pytest.mark.parametrize(
    ("content", "kind"),
    [(b"\x1f\x8b\x08", "gzip"), (b"7z\xbc\xaf\x27\x1c", "7-Zip"), (b"Rar!\x1a\x07\x00", "RAR"), (b"BZh9", "bzip2"),
     (b"\xfd7zXZ\x00", "xz"), (b"\x28\xb5\x2f\xfd", "Zstandard"), (tar(b""), "tar")],
)  # fmt: skip
def test_archives_of_other_kinds_are_named_alone_and_refused_inside(tmp_path, content, kind):
    path = tmp_path / "x.dat"
    path.write_bytes(content + b"\0" * 100)
    refused(path, f"is a {kind} archive")
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("harmless.csv", content + b"\0" * 100)
    with pytest.raises(InputError, match=r"holds another archive, «harmless\.csv»"):
        list(gather([tmp_path / "a.zip"], tmp_path / "scratch"))


def test_a_zip_in_a_zip_under_another_name(tmp_path):
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("x.csv", "a")
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("x.csv", inner.getvalue())
    with pytest.raises(InputError, match=r"holds another archive, «x\.csv»"):
        list(gather([tmp_path / "a.zip"], tmp_path / "scratch"))


def test_a_locked_archive(tmp_path):
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("x.csv", "a")
    content = bytearray(path.read_bytes())
    content[content.rindex(b"PK\x01\x02") + 8] |= 1  # as the directory marks what a password locks
    path.write_bytes(content)
    with pytest.raises(InputError, match="locked by a password"):
        list(gather([path], tmp_path / "scratch"))


def test_an_archive_of_more_files_than_any_delivery(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        for n in range(10_001):
            archive.writestr(f"{n}.csv", "")
    with pytest.raises(InputError, match="holds 10,001 files"):
        list(gather([tmp_path / "a.zip"], tmp_path / "scratch"))
