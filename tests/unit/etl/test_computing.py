"""Templates compute without code: splitting, joining, choosing, several records from a row; a row keeps one end."""

import polars as pl
import pytest

from core.errors import CatalogueError
from core.home import Home
from etl.templates import Template, named

TITLES = {"ru": "х", "kk": "х", "en": "x"}
A, B = "+77000010001", "+77000010002"


def template(record, fields, **more):
    file = {"encoding": "utf-8", "delimiter": ","} | more.pop("file", {})
    given = {"name": "ours", "version": 1, "titles": TITLES, "record": record, "fields": fields, "file": file}
    return Template.model_validate(given | more)


def staged(lab, tmp_path, of, header, *rows, windows=None):
    """Delivery and the ends of its rows."""
    path = tmp_path / "x.csv"
    path.write_text("\n".join([header, *rows]) + "\n", "utf-8")
    delivery = lab.stage(path, template=of, windows=windows)
    assert delivery.report(already=False).adds_up()
    return delivery, lab.ledger(delivery).select("fate", "reason", "detail").rows()


def kind_of(lab, delivery, record):
    return pl.read_parquet(lab.home.records / delivery.sha256 / f"{record}.parquet")


GOOD = ("loaded", None, None)


def held(reason, detail):
    return ("quarantined", reason, detail)


# --- one cell that holds several things


def test_an_iin_and_a_name_come_out_of_one_cell(lab, tmp_path):
    of = template(
        "account_holder",
        {"account": "Account", "iin": "iin", "name": {"columns": ["given", "surname"]}},
        split={"Client": r"(?P<iin>\d{12}) +(?P<surname>\S+)(?: (?P<given>\S+))?"},
    )
    rows = [
        "KZ699990000000000001,000101500011 Қайратова  Әсел",
        "KZ429990000000000002,Қайратова",
        "KZ159990000000000003,",
    ]
    delivery, ends = staged(lab, tmp_path, of, "Account,Client", *rows)
    assert ends == [GOOD, held("bad_form", "Client"), GOOD]
    assert lab.records(delivery).select("iin", "name").rows() == [("000101500011", "Әсел Қайратова"), (None, None)]


def test_a_part_that_is_no_iin_is_the_fault_of_its_column(lab, tmp_path):
    of = template(
        "account_holder", {"account": "Account", "iin": "iin"}, split={"Client": r"(?P<iin>\d{12}) (?P<rest>.*)"}
    )
    _, ends = staged(lab, tmp_path, of, "Account,Client", "KZ699990000000000001,000101500012 Әсел")
    assert ends == [held("bad_iin", "Client")]


@pytest.mark.parametrize("pattern", ["(?P<a>", r"\d+", r"(\d+)", "(?P<a>x)(?=y)"])
def test_a_pattern_that_names_no_part_is_refused(pattern):
    with pytest.raises(ValueError, match=r"to split|names no part"):
        template("account_holder", {"account": "Account"}, split={"Client": pattern})


def test_a_part_has_one_maker():
    with pytest.raises(ValueError, match="split makes iin twice"):
        template("account_holder", {"account": "A"}, split={"B": r"(?P<iin>\d+)", "C": r"(?P<iin>\d+)"})


# --- a word that chooses


CALL = {
    "time_ms": {"columns": ["Day", "Time"]},
    "from_phone": {"by": "Way", "choose": {"OUT": "Own", "in": "Other"}},
    "to_phone": {"by": "Way", "choose": {"out": "Other", "in": "Own"}},
    "duration_s": "S",
    "kind": {"constant": "voice"},
    "cell": {"by": "Way", "choose": {"out": "Cell", "in": None}},
}


def test_a_direction_swaps_caller_and_called(lab, tmp_path):
    rows = [f"{way},{A},{B},2025-10-03,10:00:00,5,C1" for way in ("out", "In", "back", "")]
    delivery, ends = staged(
        lab, tmp_path, template("call", CALL), "Way,Own,Other,Day,Time,S,Cell", *rows, windows=lab.always(f"phone:{A}")
    )
    assert ends == [GOOD, GOOD, held("unknown_word", "Way"), held("unknown_word", "Way")]
    found = lab.records(delivery).select("from_phone", "to_phone", "kind", "cell").rows()
    assert found == [(A, B, "voice", "C1"), (B, A, "voice", None)]


def test_words_that_choose_nothing_may_have_an_otherwise(lab, tmp_path):
    name = {"by": "Kind", "choose": {"firm": "Firm"}, "otherwise": {"columns": ["Surname", "Given"], "joined_by": "-"}}
    of = template("account_holder", {"account": "Account", "name": name})
    header, rows = (
        "Account,Kind,Firm,Surname,Given",
        ["KZ699990000000000001,firm,ТОО,x,y", "KZ429990000000000002,,z,x,"],
    )
    delivery, ends = staged(lab, tmp_path, of, header, *rows)
    assert ends == [GOOD, GOOD]
    assert lab.records(delivery)["name"].to_list() == ["ТОО", "x"]


TWO_SUMS = {
    "time_ms": "When",
    "from_account": {"by": "Debit", "choose": {"": "Other", "0,00": "Other"}, "otherwise": "Own"},
    "to_account": {"by": "Credit", "choose": {"": "Other", "0,00": "Other"}, "otherwise": "Own"},
    "amount_tiyn": {
        "by": "Debit", "choose": {"": "Credit", "0,00": "Credit"},
        "otherwise": {"by": "Credit", "choose": {"": "Debit", "0,00": "Debit"}}, "decimal": ",",
    },
}  # fmt: skip


def test_which_of_two_columns_is_filled_chooses_and_a_row_with_both_is_held(lab, tmp_path):
    own, other = "KZ699990000000000001", "KZ429990000000000002"
    sums = ["5,00;", ";7,50", "5,00;0,00", "0,00;7,50", "5,00;7,50", ";", "0,00;0,00", "-;7,50"]
    of = template("transfer", TWO_SUMS, file={"delimiter": ";"})
    delivery, ends = staged(
        lab, tmp_path, of, "When;Own;Other;Debit;Credit",
        *(f"2025-10-03 10:00:0{n};{own};{other};{both}" for n, both in enumerate(sums)),
        windows=lab.always(f"account:{own}"),
    )  # fmt: skip
    both, none = held("unknown_word", "Credit"), held("unreadable_amount", "Debit + Credit")
    assert ends == [GOOD, GOOD, GOOD, GOOD, both, none, held("zero_amount", "Debit + Credit"), both]
    found = lab.records(delivery).select("from_account", "to_account", "amount_tiyn").rows()
    assert found == [(own, other, 500), (other, own, 750)] * 2


def test_the_sign_of_a_sum_can_choose(lab, tmp_path):
    own, other = "KZ699990000000000001", "KZ429990000000000002"
    of = template(
        "transfer",
        {
            "time_ms": "When", "amount_tiyn": "sum",
            "from_account": {"by": "minus", "choose": {"-": "Own", "": "Other"}},
            "to_account": {"by": "minus", "choose": {"-": "Other", "": "Own"}},
        },
        split={"Sum": "(?P<minus>-)?(?P<sum>.+)"},
    )  # fmt: skip
    rows = [f"2025-10-03 10:00:0{n},{own},{other},{money}" for n, money in enumerate(("-5", "7", "--1"))]
    delivery, ends = staged(
        lab, tmp_path, of, "When,Own,Other,Sum", *rows, windows=lab.always(f"account:{own}", f"account:{other}")
    )
    assert ends == [GOOD, GOOD, held("negative_amount", "Sum")]
    found = lab.records(delivery).select("from_account", "to_account", "amount_tiyn").rows()
    assert found == [(own, other, 500), (other, own, 700)]


def test_a_column_in_which_nothing_may_be_written_is_not_needed():
    assert template("transfer", TWO_SUMS).needed == {"When"}
    assert template("call", CALL).needed == {"Day", "Time", "Way", "S"}


@pytest.mark.parametrize(
    ("mapped", "said"),
    [
        ({"by": "x"}, "by, choose and otherwise belong together"),
        ({"column": "x", "otherwise": "y"}, "by, choose and otherwise belong together"),
        ({"by": "x", "choose": {"In": "y", "in": "z"}}, "a word twice"),
        ({"by": "x", "column": "z", "choose": {"in": "y"}}, "exactly one of"),
        ({"constant": "fax"}, "kind is one of voice, sms, forwarded, not fax"),
    ],
)
def test_what_cannot_be_meant_is_refused(mapped, said):
    with pytest.raises(ValueError, match=said):
        template("call", CALL | {"kind": mapped})


# --- several records from one row


ARREST = {"number": "No", "time_ms": "When", "iin": "IIN", "name": "Name"}
WITH_SECOND = template(
    "arrest", ARREST, also=[{"record": "arrest", "fields": ARREST | {"iin": "IIN2", "name": "Name2"}}]
)
HEADER = "No,When,IIN,Name,IIN2,Name2"


def test_those_arrested_together_are_two_records_of_one_row(lab, tmp_path):
    rows = ["R1,2025-10-03 10:00:00,,Қанат,,Әсел", "R2,2025-10-03 10:00:00,,Ерлан,,"]
    delivery, ends = staged(lab, tmp_path, WITH_SECOND, HEADER, *rows)
    assert ends == [GOOD, GOOD]
    assert delivery.rows == delivery.loaded == 2
    assert lab.records(delivery).select("row", "name").rows() == [(2, "Қанат"), (2, "Әсел"), (3, "Ерлан")]


def test_one_bad_half_keeps_the_whole_row_out(lab, tmp_path):
    rows = ["R1,2025-10-03 10:00:00,,Қанат,123,Әсел", "R2,2025-10-03 10:00:00,000,Ерлан,123,"]
    delivery, ends = staged(lab, tmp_path, WITH_SECOND, HEADER, *rows)
    assert ends == [held("bad_iin", "IIN2"), held("bad_iin", "IIN")]
    assert lab.records(delivery).height == 0


LEDGER = template(
    "account_holder",
    {"account": "To", "name": "Whose"},
    also=[
        {
            "record": "transfer",
            "when": {"column": "What", "is": ["paid", "REFUND"]},
            "fields": {"time_ms": "When", "from_account": "From", "to_account": "To", "amount_tiyn": "Sum"},
        }
    ],
)
FROM, TO = "KZ699990000000000001", "KZ429990000000000002"


def test_a_row_can_be_a_holder_and_a_transfer_and_the_court_decides_over_both(lab, tmp_path):
    rows = [f"paid,{FROM},{TO},Әсел,2025-10-03 10:00:00,5", f"known,,{TO},Қанат,,", f"paid,{TO},{FROM},x,,5"]
    outside = f"refund,{TO},{TO},Әсел,2025-10-03 10:00:00,5"
    header, windows = "What,From,To,Whose,When,Sum", lab.always(f"account:{FROM}")
    delivery, ends = staged(lab, tmp_path, LEDGER, header, *rows, outside, windows=windows)
    assert ends == [GOOD, GOOD, held("bad_date", "When"), held("outside_authority", None)]
    assert delivery.records == ("account_holder", "transfer")
    assert kind_of(lab, delivery, "account_holder")["row"].to_list() == [2, 3]
    transfers = kind_of(lab, delivery, "transfer")
    assert transfers.select("row", "authority").rows() == [(2, ["P-1"])]


# --- grades of single rows


def test_a_row_says_otherwise_of_its_own_grade(lab, tmp_path):
    graded = {
        "source_grade": "Source",
        "info_grade": {"column": "Info", "words": {"подтверждено": "1", "слух": "5"}},
        "handling": {"by": "Secret", "choose": {"yes": {"constant": "secret"}}},
    }
    of = template("account_holder", {"account": "Account"}, graded=graded)
    rows = [
        f"{TO},C,слух,yes",
        f"{FROM},,,",
        "KZ159990000000000003,G,,",
        "KZ859990000000000004,a,гадание,",
        "KZ589990000000000005,,,no",
    ]
    delivery, ends = staged(lab, tmp_path, of, "Account,Source,Info,Secret", *rows)
    bad = [held("bad_grade", column) for column in ("Source", "Info", "Secret")]
    assert ends == [GOOD, GOOD, *bad]
    found = lab.records(delivery).select("source_grade", "info_grade", "handling").rows()
    assert found == [("C", "5", "secret"), (None, None, None)]


def test_a_grade_that_there_is_none_of_is_refused_in_a_template():
    with pytest.raises(ValueError, match="handling is one of open, restricted, secret, not loud"):
        template("account_holder", {"account": "A"}, graded={"handling": {"column": "H", "words": {"x": "loud"}}})


# --- templates of this kind in YAML


def test_a_template_reads_back_as_it_was_written(lab):
    path = Home(lab.home.root).templates / "ours.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(LEDGER.model_dump_json(by_alias=True, exclude_defaults=True), "utf-8")
    assert named("ours", lab.home) == LEDGER
    path.write_text(path.read_text("utf-8").replace('"transfer"', '"boat"'), "utf-8")
    with pytest.raises(CatalogueError, match="there is no record «boat»"):
        named("ours", lab.home)
