"""Commands on a real Neo4j: one document or a table on stdout, one sentence on stderr where there is no answer."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from core.settings import LANGUAGES, Settings
from graph.ask import sheets
from ui.cli.application import application

FEEDS = Path(__file__).parents[3] / "examples" / "feeds"
Izder = Callable[..., Result]


@pytest.fixture
def izder(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Izder:
    """Runs a command on an empty home and graph."""
    monkeypatch.setenv("IZDER_HOME", str(settings.home))
    monkeypatch.setenv("NEO4J_URI", str(settings.neo4j_uri))
    monkeypatch.setenv("NEO4J_USER", settings.neo4j_user)
    monkeypatch.setenv("NEO4J_PASSWORD", str(settings.neo4j_password))
    monkeypatch.setenv("IZDER_LANG", "en")
    return lambda *words: CliRunner().invoke(application(), [str(word) for word in words])


@pytest.fixture
def unknown(tmp_path: Path) -> Path:
    path = tmp_path / "odd" / "table.csv"
    path.parent.mkdir()
    path.write_text("colour;taste\nred;sour\n", encoding="utf-8")
    return path


def sentence(result: Result) -> str:
    """What a command that has no answer says last."""
    assert result.exit_code == 1
    assert result.stdout == ""
    assert "Traceback" not in result.stderr
    return result.stderr.strip().splitlines()[-1]


def test_a_load_accounts_for_every_row_and_reads_no_file_twice(izder: Izder) -> None:
    first = json.loads(izder("load", FEEDS / "cells.csv", "--json").stdout)["files"][0]
    assert first["rows"] == first["loaded"] + first["duplicate"] + sum(first["quarantined"].values()) == 951
    again = json.loads(izder("load", FEEDS / "cells.csv", "--json").stdout)["files"][0]
    assert again == first | {"already": True}


def test_an_unknown_file_is_listed_in_a_folder_and_an_error_by_name(izder: Izder, unknown: Path) -> None:
    shutil.copy(FEEDS / "cells.csv", unknown.parent)
    listed = izder("load", unknown.parent, "--json")
    assert listed.exit_code == 0
    assert [Path(name).name for name in json.loads(listed.stdout)["unrecognised"]] == ["table.csv"]
    assert "fits no template" in sentence(izder("load", unknown, "--json"))


def test_quarantine_lists_file_row_reason_and_line(izder: Izder) -> None:
    izder("load", FEEDS / "cells.csv")
    rows = json.loads(izder("quarantine", "--json").stdout)["rows"]
    assert len(rows) == 3
    assert {"file", "row", "reason", "raw"} <= set(rows[0])
    code = rows[0]["reason"]
    narrowed = json.loads(izder("quarantine", "--reason", code, "--json").stdout)["rows"]
    assert {row["reason"] for row in narrowed} == {code}
    assert "cells.csv" in izder("quarantine").stdout


def test_other_data_than_the_examples_needs_a_name_and_a_reason(izder: Izder, tmp_path: Path) -> None:
    other = tmp_path / "cells.csv"
    other.write_text("".join((FEEDS / "cells.csv").read_text("utf-8").splitlines(keepends=True)[:20]), encoding="utf-8")
    assert izder("load", other).exit_code == 0
    assert "say who asks (--user) and why (--reason)" in sentence(izder("quarantine", "--json"))
    assert izder("quarantine", "--user", "a.analyst", "--reason", "looking at case 17", "--json").exit_code == 0
    assert "holds other data than the examples" in sentence(izder("demo", "--no-serve"))


def test_the_catalogue_is_listed_without_data_and_without_a_purpose(izder: Izder) -> None:
    for language in LANGUAGES:
        questions = json.loads(izder("ask", "--json", "--lang", language).stdout)["questions"]
        assert [(each["name"], each["title"]) for each in questions] == [(q.name, q.title) for q in sheets(language)]
    assert {"name", "title", "purpose", "parameters"} <= set(questions[0])
    assert "top_contacts" in izder("ask").stdout


def test_a_question_is_answered_as_table_json_and_csv(izder: Izder) -> None:
    izder("load", FEEDS / "authority.csv", FEEDS / "arrests.csv")
    asked = ("ask", "repeat_arrests", "--limit", "1")
    answer = json.loads(izder(*asked, "--json").stdout)
    assert (len(answer["rows"]), answer["cut"]) == (1, True)
    source, _, row = answer["rows"][0][answer["columns"].index("sources")][0].partition(":")
    assert (answer["files"][source], int(row) > 1) == ("arrests.csv", True)
    assert "The first 1 are shown" in izder(*asked).stdout
    assert izder(*asked, "--format", "csv").stdout.splitlines()[0].startswith("Person,")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("ask", "tell_me_all"), "There is no question “tell_me_all”"),
        (("ask", "top_contacts"), "top_contacts needs who"),
        (("ask", "top_contacts", "who"), "not of the form key=value"),
        (("ask", "top_contact", "who=109"), "nearest: top_contacts"),
        (("ask", "top_contacts", "whom=109"), "does not know whom; it takes who, since, until"),
        (("ask", "top_contacts", "who=109", "since=31.02.2025"), "a day as yyyy-mm-dd is expected"),
        (("ask", "money_trace", "who=109", "hops=99"), "a whole number from 1 to 5 is expected"),
        (("ask", "top_contacts", "who=109", "--limit", "99999"), "An answer has 1 to 10"),
        (("networks",), "izder detect"),
        (("brief", "1", "-o", "x.pdf"), "izder detect"),
        (("load", "no/such/file.csv"), "no/such/file.csv"),
        (("status", "--lang", "tlh"), "ru, kk, en"),
        (("quarantine", "--reason", "no_such_code"), "no reason code «no_such_code»"),
    ],
)
def test_what_cannot_be_answered_is_said_in_one_sentence(izder: Izder, words: tuple[str, ...], says: str) -> None:
    assert says in sentence(izder(*words, "--json"))


@pytest.mark.parametrize(("words", "says"), [
    (("top_contacts", "who=109", "since=31.02.2025"), "2025-02-28"), (("top_contact", "who=109"), "top_contacts"),
    (("top_contacts",), "who"), (("@nothing", "who=109"), "nothing"),
])  # fmt: skip
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_cannot_be_asked_is_refused_without_neo4j(
    izder: Izder, monkeypatch: pytest.MonkeyPatch, language: str, words: tuple[str, ...], says: str
) -> None:
    monkeypatch.setenv("NEO4J_URI", "bolt://127.0.0.1:9")
    assert says in sentence(izder("ask", *words, "--lang", language))


def test_status_says_what_is_loaded(izder: Izder) -> None:
    izder("load", FEEDS / "cells.csv")
    state = json.loads(izder("status", "--json").stdout)
    assert state["deliveries"] == 1
    assert state["counts"]
