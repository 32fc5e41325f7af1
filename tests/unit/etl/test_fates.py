"""What a row's end is, case by case; and that every row has exactly one, whatever is done to a file."""

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.errors import InputError
from etl.templates import catalogue

HEADER = "A_NUMBER|B_NUMBER|IMEI_A|IMSI_A|START|DURATION|TYPE|CELL_A"
A, B = "+77010012345", "+77020012345"


def call(**changed):
    cells = {"a": A, "b": B, "imei": "", "imsi": "", "start": "2025-10-03 10:00:00", "s": "5", "type": "VOICE"}
    return "|".join((cells | {"cell": ""} | changed).values())


def write(folder, *rows, name="x.csv"):
    path = folder / name
    path.write_text("\n".join([HEADER, *rows]) + "\n", "utf-8")
    return path


def ends(lab, path, windows=None):
    """(fate, reason) of each row; everything is in scope unless `windows` says otherwise."""
    delivery = lab.stage(path, windows=lab.always(f"phone:{A}", f"phone:{B}") if windows is None else windows)
    assert delivery.report(already=False).adds_up()
    return lab.ledger(delivery).select("fate", "reason").rows()


GOOD, TWICE = ("loaded", None), ("duplicate", None)


def held(reason):
    return ("quarantined", reason)


@pytest.mark.parametrize(
    ("row", "end"),
    [
        (call(), GOOD),
        (call(b="109"), GOOD),
        (call(b="EGOV"), GOOD),
        (call(b="+998901234567"), GOOD),
        (call(imei="0"), GOOD),  # exchanges write zeros for an unknown handset
        (call(type="sms"), GOOD),
        (call(s="0"), GOOD),
        (call(s="86400"), GOOD),
        (call(s="86401"), held("impossible_duration")),
        (call(s="-1"), held("impossible_duration")),
        (call(s=""), held("impossible_duration")),
        (call(s="five"), held("impossible_duration")),
        (call(a=""), held("no_caller")),
        (call(b=" "), held("no_callee")),
        (call(b="12345678901234567890"), held("bad_phone")),
        (call(start=""), held("bad_date")),
        (call(start="2025-02-29 10:00:00"), held("bad_date")),
        (call(start="03.10.2025 10:00:00"), held("bad_date")),
        (call(start="0025-10-03 10:00:00"), held("bad_date")),
        (call(start="2025-10-03 25:00:00"), held("bad_date")),
        (call(type="FAX"), held("unknown_word")),
        (call() + "|x", held("column_count")),
        ("|".join(call().split("|")[:-1]), held("truncated_row")),
        (call(a="+7701\x000012345"), held("nul_byte")),
        ("", held("empty_row")),
    ],
)
def test_a_row_alone(lab, tmp_path, row, end):
    assert ends(lab, write(tmp_path, call(start="2025-10-04 00:00:00"), row))[1] == end


def test_an_exact_repeat_is_a_duplicate_whatever_else_is_wrong_with_it(lab, tmp_path):
    bad = call(start="")
    assert ends(lab, write(tmp_path, bad, call(), bad, call())) == [held("bad_date"), GOOD, TWICE, TWICE]


def test_defects_are_judged_before_scope(lab, tmp_path):
    nothing = lab.always("phone:+77770012345")
    found = ends(lab, write(tmp_path, call(), call(start="")), nothing)
    assert found == [held("outside_authority"), held("bad_date")]


def test_one_end_in_scope_is_enough(lab, tmp_path):
    assert ends(lab, write(tmp_path, call(a="109")), lab.always(f"phone:{B}")) == [GOOD]


def test_a_row_of_a_new_delivery_is_a_duplicate_of_a_loaded_one_and_judged_anew_after_a_quarantined_one(lab, tmp_path):
    first, second = call(), call(start="2025-10-05 10:00:00", a="109", b="112")
    assert ends(lab, write(tmp_path, first, second, name="may.csv")) == [GOOD, held("outside_authority")]
    wider = lab.always(f"phone:{A}", "phone:109")
    assert ends(lab, write(tmp_path, second, first, name="june.csv"), wider) == [GOOD, TWICE]


def test_a_duplicate_of_another_delivery_bears_witness_to_the_same_record(lab, tmp_path):
    lab.stage(write(tmp_path, call(), name="may.csv"), windows=lab.always(f"phone:{A}"))
    again = lab.stage(write(tmp_path, call(), call(), name="june.csv"), windows=lab.always(f"phone:{A}"))
    assert (again.loaded, again.duplicate) == (0, 2)
    assert lab.records(again)["row"].to_list() == [2]


def test_a_few_damaged_rows_are_quarantined_and_many_are_another_encoding(lab, tmp_path):
    header = "phone,iin,full_name,valid_from,valid_to\n"
    good = "".join(f"7701{n:07},,Әсел {n},2020-01-01,\n" for n in range(2000))
    few, many = tmp_path / "few.csv", tmp_path / "many.csv"
    few.write_bytes((header + good).encode() + b"77010012345,,\xff\xfe,2020-01-01,\n")
    many.write_bytes(header.encode() + good.replace("Әсел", "Асель").encode("cp1251"))
    assert lab.stage(few).quarantined == {"undecodable": 1}
    with pytest.raises(InputError, match=r"is not in utf-8, which template subscribers declares: 1,950 of the first"):
        lab.stage(many)
    assert not list(lab.home.records.glob(".*"))


@pytest.fixture(scope="session")
def heads(feeds):
    """Of each text feed its name, encoding, header and some rows."""
    found = []
    for path in feeds:
        encoding = getattr(catalogue()[path.stem].file, "encoding", None)
        if encoding:
            lines = path.read_bytes().decode("utf-16" if encoding == "utf-16" else encoding).split("\n")
            found.append((path.name, encoding, lines[0], lines[1:12]))
    return found


EDITS = st.lists(
    st.tuples(
        st.sampled_from(["cut", "insert", "swap", "double", "drop", "join"]),
        st.integers(0, 10), st.integers(0, 200), st.sampled_from(list("\0\"';,|\t\r \u00a0-0Я₸\ufeff\x1f\x85\u2028")),
    ),
    max_size=12,
)  # fmt: skip


def mutated(rows, edits):
    rows = list(rows)
    for what, row, place, letter in edits:
        at = row % len(rows)
        text = rows[at]
        match what:
            case "cut":
                rows[at] = text[:place]
            case "insert":
                rows[at] = text[:place] + letter + text[place:]
            case "swap":
                rows[at] = text[place:] + text[:place]
            case "double":
                rows.insert(at, text)
            case "drop" if len(rows) > 1:
                rows.pop(at)
            case "join" if at + 1 < len(rows):
                rows[at : at + 2] = [text + rows[at + 1]]
    return rows


@given(data=st.data(), edits=EDITS)
@settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
def test_whatever_is_done_to_rows_each_has_one_end(heads, new_lab, tmp_path_factory, data, edits):
    lab = new_lab()
    name, encoding, header, rows = data.draw(st.sampled_from(heads))
    path = tmp_path_factory.mktemp("fuzz") / name
    text = "\n".join([header, *mutated(rows, edits)])
    path.write_bytes(text.encode(encoding, "replace"))
    delivery = lab.stage(path, windows=lab.always(f"phone:{A}"))
    ledger = lab.ledger(delivery)
    assert delivery.report(already=False).adds_up()
    assert ledger.height == delivery.rows
    assert ledger.filter((pl.col("fate") == "quarantined") != pl.col("reason").is_not_null()).height == 0
    assert ledger["row"].is_sorted() and ledger["row"].n_unique() == ledger.height
    assert set(lab.records(delivery)["row"]) >= set(ledger.filter(pl.col("fate") == "loaded")["row"])


@given(data=st.data(), noise=st.lists(st.tuples(st.integers(0, 5000), st.binary(max_size=6)), max_size=8))
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_whatever_is_done_to_bytes_the_answer_is_a_report_or_a_sentence(heads, new_lab, tmp_path_factory, data, noise):
    lab = new_lab()
    name, encoding, header, rows = data.draw(st.sampled_from(heads))
    content = bytearray("\n".join([header, *rows]).encode(encoding))
    for place, given_bytes in noise:
        content[place : place + len(given_bytes)] = given_bytes
    path = tmp_path_factory.mktemp("noise") / name
    path.write_bytes(bytes(content))
    try:
        assert lab.stage(path, windows=lab.always(f"phone:{A}")).report(already=False).adds_up()
    except InputError as error:
        assert name in str(error)
