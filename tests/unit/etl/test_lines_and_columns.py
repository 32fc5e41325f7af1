"""JSON lines and Parquet become the same numbered cells as text; the same rows in any format are the same records."""

import datetime as dt
import json
from decimal import Decimal

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.errors import InputError, UnrecognisedFile
from etl.blocks import Layout, blocks
from etl.recognise import recognise
from etl.sources import columnar, jsonlines, raw_row
from etl.templates import Template

TITLES = {"ru": "х", "kk": "х", "en": "x"}
A, B = "+77000010001", "+77000010002"


def template(file, **columns):
    fields = {"time_ms": "at", "from_phone": "a", "to_phone": "b", "duration_s": "s", "kind": {"constant": "voice"}}
    given = {"name": "ours", "version": 1, "titles": TITLES, "record": "call", "file": file, "fields": fields | columns}
    return Template.model_validate(given)


JSONL = template({"format": "jsonl"}, from_phone="from.phone", imei="imei")
ROW = {"at": "2025-10-03 10:00:00", "a": A, "b": B, "s": 5}


def json_file(tmp_path, *lines, name="x.jsonl", encoding="utf-8"):
    path = tmp_path / name
    texts = [line if isinstance(line, str) else json.dumps(line, ensure_ascii=False) for line in lines]
    path.write_bytes("\n".join(texts).encode(encoding))
    return path


def call(**changed):
    return {"at": ROW["at"], "from": {"phone": A}, "b": B, "s": 5} | changed


def test_each_line_of_json_has_one_end_under_its_own_number(lab, tmp_path):
    lines = [
        call(),
        "",
        "nope",
        [1],
        '{"a": 1, "a": 2}',
        call(s="x"),
        '{"b": "\\u0000"}',
        call(),
        call(imei="350000000000006"),
    ]
    path = json_file(tmp_path, *lines)
    delivery = lab.stage(path, template=JSONL, windows=lab.always(f"phone:{A}"))
    assert delivery.report(already=False).adds_up()
    assert lab.ledger(delivery).select("row", "reason", "fate").rows() == [
        (1, None, "loaded"), (2, "empty_row", "quarantined"), (3, "bad_json", "quarantined"),
        (4, "bad_json", "quarantined"), (5, "bad_json", "quarantined"), (6, "impossible_duration", "quarantined"),
        (7, "nul_byte", "quarantined"), (8, None, "duplicate"), (9, None, "loaded"),
    ]  # fmt: skip
    assert lab.records(delivery).select("from_phone", "duration_s").row(0) == (A, 5)


def test_a_line_of_json_is_shown_as_it_came(lab, tmp_path):
    path = json_file(tmp_path, call(), call(s=7))
    delivery = lab.stage(path, template=JSONL, windows=lab.always(f"phone:{A}"))
    shown = raw_row(lab.home, delivery.source, 2)
    assert json.loads(shown.raw) == call(s=7)
    assert (shown.cells["from.phone"], shown.cells["s"], shown.authority) == (A, "7", "P-1")


def test_json_that_lacks_a_needed_column_fits_no_template(tmp_path):
    with pytest.raises(UnrecognisedFile, match=r"missing «b»"):
        recognise(json_file(tmp_path, {"at": 1, "from": {"phone": 2}, "s": 3}), [JSONL])


TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\r\n"), max_size=8)
VALUES = st.one_of(TEXTS, st.integers(-(10**18), 10**18), st.booleans(), st.none())
OBJECTS = st.dictionaries(st.sampled_from(["a", "б в", "c.d", "e'f"]), VALUES | st.fixed_dictionaries({"g": VALUES}))


@given(st.lists(OBJECTS, min_size=1, max_size=6))
@settings(max_examples=60, deadline=None)
def test_json_reads_as_python_reads_it(objects):
    lines = [json.dumps(found, ensure_ascii=False) for found in objects]
    header = list(dict.fromkeys(path for line in lines for path in jsonlines.paths(line)))
    table = pl.DataFrame({"row": range(1, len(lines) + 1), "raw": lines, "damaged": [False] * len(lines)})
    block = next(jsonlines.split([table], header))
    for at, found in enumerate(objects):
        for place, path in enumerate(header):
            cell, value = block[f"c{place}"][at], expected(found, path)
            if isinstance(value, str | None):
                assert cell == (value or "")
            else:
                assert json.loads(cell) == value


def expected(found, path):
    """By Python's own reader: empty where there is nothing."""
    for key in path.replace("\\.", "\0").split("."):
        found = found.get(key.replace("\0", ".")) if isinstance(found, dict) else None
    return found


def test_a_list_in_json_is_one_cell():
    line = '{"phones": ["1", null, 2], "none": [], "deep": [{"x": 1}]}'
    assert jsonlines.paths(line) == ["phones[]", "none[]"]
    assert jsonlines.cells(line, ["phones[]", "none[]"]) == ["1|2", ""]


# --- Parquet

PARQUET = template({"format": "parquet"})


def columns_file(tmp_path, table, **options):
    path = tmp_path / "x.parquet"
    pq.write_table(pa.table(table), path, **options)
    return path


def test_rows_of_parquet_are_numbered_by_their_place_and_shown_as_they_came(lab, tmp_path):
    at = [dt.datetime(2025, 10, 3, 10), None, dt.datetime(2025, 10, 3, 10)]
    table = {"at": at, "a": [A, A, A], "b": [B, B, B], "s": [5, 5, 5], "other": [b"\xff"] * 3}
    delivery = lab.stage(columns_file(tmp_path, table), template=PARQUET, windows=lab.always(f"phone:{A}"))
    ends = [(1, "loaded", None), (2, "quarantined", "bad_date"), (3, "duplicate", None)]
    assert lab.ledger(delivery).select("row", "fate", "reason").rows() == ends
    assert delivery.header == ("at", "a", "b", "s")
    assert raw_row(lab.home, delivery.source, 2).cells == {"at": "", "a": A, "b": B, "s": "5"}


def test_values_of_parquet_are_text_without_noise(tmp_path):
    table = {
        "i": pa.array([10**18], pa.uint64()), "f": [0.1 + 0.2], "w": [85000.0], "big": [1234567890.1],
        "d": pa.array([Decimal("12.50")]), "t": pa.array([dt.datetime(2025, 1, 1, 2, 3, 4)], pa.timestamp("us")),
        "z": pa.array([dt.datetime(2024, 12, 31, 21, 3, 4)], pa.timestamp("ms", "Asia/Almaty")),
        "day": [dt.date(2025, 1, 1)], "yes": [True], "l": [["a", "b"]],
        "s": [{"k": "v", "n": {"m": 1}}], "none": pa.array([None], pa.string()),
    }  # fmt: skip
    path = columns_file(tmp_path, table)
    names = columnar.column_names(path)
    assert names == ["i", "f", "w", "big", "d", "t", "z", "day", "yes", "l", "s.k", "s.n.m", "none"]
    assert next(columnar.chunks(path, names)).row(0)[3:] == (
        "1000000000000000000", "0.3", "85000", "1234567890.1", "12.50", "2025-01-01 02:03:04", "2024-12-31T21:03:04Z",
        "2025-01-01", "TRUE", "a|b", "v", "1", "",
    )  # fmt: skip


def test_a_text_kept_once_and_meant_ever_so_often_is_refused(tmp_path):
    for text, said in (("x" * 2**21, "has a cell of 2,097,152 bytes"), ("x" * 2**15, "holds 1,638,400,000 bytes")):
        path = columns_file(tmp_path, {"a": pa.DictionaryArray.from_arrays(pa.array([0] * 50_000), [text])})
        with pytest.raises(InputError, match=said):
            list(columnar.chunks(path, ["a"]))


def test_more_rows_than_bytes_can_mean_are_refused(tmp_path):
    path = columns_file(tmp_path, {"a": pa.DictionaryArray.from_arrays(pa.array([0] * 6_000_000), ["x"])})
    with pytest.raises(InputError, match="unpacks to 6,000,000 rows"):
        columnar.column_names(path)


@pytest.mark.parametrize("content", [b"PAR1", b"PAR1" + b"\0" * 100 + b"PAR1", b"PAR1\xff\xff\xff\xffPAR1"])
def test_a_broken_parquet_is_said_so(tmp_path, content):
    path = tmp_path / "x.parquet"
    path.write_bytes(content)
    with pytest.raises(InputError, match="not a readable Parquet file"):
        recognise(path, [PARQUET])


def test_a_locked_parquet_is_said_so(tmp_path):
    path = tmp_path / "x.parquet"
    path.write_bytes(b"PARE" + b"\0" * 100 + b"PARE")
    with pytest.raises(InputError, match="locked by a password"):
        recognise(path, [PARQUET])


# --- one feed, three formats

ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "at": st.sampled_from(["2025-10-03 10:00:00", "2025-13-03 10:00:00", ""]),
            "a": st.sampled_from([A, "8 700 001 00 01", "", "1234567890123456789"]),
            "b": st.sampled_from([B, "EGOV", "109", "Әсел"]),
            "s": st.sampled_from(["5", "0", "x", "99999"]),
        }
    ),
    min_size=1,
    max_size=8,
    unique_by=lambda row: tuple(row[name] for name in ROW),
)


@given(rows=ROWS)
@settings(max_examples=25, deadline=None)
def test_the_same_rows_are_the_same_records_in_any_format(new_lab, tmp_path_factory, rows):
    folder = tmp_path_factory.mktemp("formats")
    (folder / "x.csv").write_text(
        "\n".join(["at,a,b,s", *(",".join(row[name] for name in ROW) for row in rows)]), "utf-8"
    )
    json_file(folder, *rows)
    columns_file(folder, {name: [row[name] for row in rows] for name in ROW})
    found = []
    for name, file in {
        "x.csv": {"encoding": "utf-8", "delimiter": ",", "format": "text"}, "x.jsonl": {"format": "jsonl"},
        "x.parquet": {"format": "parquet"},
    }.items():  # fmt: skip
        lab = new_lab()
        delivery = lab.stage(folder / name, template=template(file), windows=lab.always(f"phone:{A}"))
        found.append((lab.ledger(delivery)["reason"].to_list(), lab.records(delivery).drop("row").rows()))
    assert found[0] == found[1] == found[2]


def test_a_file_is_read_in_blocks_of_any_size(tmp_path):
    path = json_file(tmp_path, *(call(s=n) for n in range(50)))
    layout = Layout.of(recognise(path, [JSONL]))
    whole, parts = (pl.concat(blocks(path, layout, size)) for size in (2**24, 300))
    assert whole.equals(parts)
