"""The JSON documents hold what docs/cli.md promises, key by key."""

from core.answers import Answer
from core.networks import Member, Network, PersonScore, Reason, RowRef, Run
from core.reports import FileReport, LoadReport
from ui.cli.commands.asking import _cell, pairs
from ui.cli.commands.intake import report_document
from ui.cli.documents import answer_document, networks_document

ROW = RowRef(source="aaaaaaaaaaaa", file="bank_a.csv", row=812)
FOR = Reason(indicator="shared_sink", family="flow", llr=2.0, key="cli.ask.nothing", rows=(ROW,), rows_total=1)
AGAINST = FOR.model_copy(update={"llr": -1.0})
MEMBER = Member(id="person:a", iin="900329397139", name="А", phones=("+77010012345",), ibans=("KZ1",), role="courier",
                core=True, score=2.0, stability=0.9, reasons=(FOR,), doubts=(AGAINST,))  # fmt: skip
NETWORK = Network(id="network:1", rank=1, score=2.0, kind="drug_shop", members=(MEMBER,))
RUN = Run(id="run:1", as_of=None, started_ms=0, seconds=1.0, parameters={}, code_version="0", data_hash="h",
          networks=(NETWORK,), persons=(PersonScore(id="person:a", iin=None, score=2.0, role="courier"),))  # fmt: skip


def test_networks_have_exactly_the_promised_keys() -> None:
    document = networks_document(RUN, "en")
    assert set(document) == {"run", "as_of", "networks", "persons"}
    assert set(document["networks"][0]) == {"id", "rank", "score", "members"}
    member = document["networks"][0]["members"][0]
    assert set(member) == {"id", "iin", "name", "phones", "ibans", "role", "core", "score", "stability", "reasons"}
    assert set(member["reasons"][0]) == {"indicator", "family", "llr", "text", "rows"}
    assert member["reasons"][0]["rows"] == [{"file": "bank_a.csv", "row": 812}]
    assert set(document["persons"][0]) == {"id", "iin", "score", "role"}


def test_what_speaks_against_stands_among_the_reasons() -> None:
    member = networks_document(RUN, "en")["networks"][0]["members"][0]
    assert [reason["llr"] for reason in member["reasons"]] == [2.0, -1.0]


def test_a_load_reports_exactly_the_promised_keys() -> None:
    file = FileReport(file="a.csv", source="aaaaaaaaaaaa", template="bank_a", rows=3, loaded=1, duplicate=1,
                      quarantined={"bad_date": 1})  # fmt: skip
    document = report_document(LoadReport(run="load:1", files=[file], unrecognised=["b.txt"]))
    assert document == {
        "run": "load:1",
        "files": [{"file": "a.csv", "template": "bank_a", "already": False, "rows": 3, "loaded": 1, "duplicate": 1,
                   "quarantined": {"bad_date": 1}}],
        "unrecognised": ["b.txt"],
    }  # fmt: skip


ANSWER = Answer("q", ("t",), ("T",), [], types=("time",), files={"aaaaaaaaaaaa": "bank_a.csv"})


def test_a_cell_is_shown_as_people_read_it() -> None:
    assert _cell(ANSWER, "time", 1_759_431_600_000) == "03.10.2025 00:00:00"
    assert _cell(ANSWER, "money", 123_456_789) == "1\u00a0234\u00a0567,89\u00a0₸"
    assert _cell(ANSWER, "rows", ["aaaaaaaaaaaa:7", "b:8"]) == "bank_a.csv:7, b:8"
    assert _cell(ANSWER, "text", None) == ""


def test_an_answer_document_names_types_and_files() -> None:
    document = answer_document(ANSWER)
    assert (document["types"], document["files"]) == (["time"], {"aaaaaaaaaaaa": "bank_a.csv"})


def test_key_value_words_may_hold_equals_signs() -> None:
    assert pairs(["a=b=c", "d="]) == {"a": "b=c", "d": ""}
