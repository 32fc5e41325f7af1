"""Custody from the command line: amended, judged anew, made again, erased by two; one document, or one sentence."""

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from core.settings import Settings
from ui.cli.application import application

Izder = Callable[..., Result]
ROWS = (
    "phone,iin,full_name,valid_from,valid_to\n"
    "77010012301,900329397139,Сейтова Айгуль,2025-01-01,\n"
    "77010012302,900329397130,=Ким Сергей,2025-01-01,\n"
)


@pytest.fixture
def izder(settings: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Izder:
    """Runs a command in somebody's name on a home in which one register is loaded, a row of it held."""
    given = {
        "IZDER_HOME": settings.home, "NEO4J_URI": settings.neo4j_uri, "NEO4J_USER": settings.neo4j_user,
        "NEO4J_PASSWORD": settings.neo4j_password, "IZDER_LANG": "en", "IZDER_USER": "a.seitova", "IZDER_REASON": "17",
    }  # fmt: skip
    for name, value in given.items():
        monkeypatch.setenv(name, str(value))
    (tmp_path / "people.csv").write_text(ROWS, encoding="utf-8")
    run: Izder = lambda *words: CliRunner().invoke(application(), [str(word) for word in words])  # noqa: E731
    assert run("load", tmp_path / "people.csv").exit_code == 0
    return run


def document(result: Result) -> dict[str, object]:
    assert result.exit_code == 0, result.stderr
    found: dict[str, object] = json.loads(result.stdout)
    return found


def test_a_held_row_is_exported_amended_and_judged_anew(izder: Izder, tmp_path: Path) -> None:
    out = tmp_path / "held.csv"
    assert len(document(izder("quarantine", "--export", out, "--json"))["rows"]) == 1
    head, row = csv.reader(out.open(encoding="utf-8-sig"))
    assert (head, row[:4]) == (["file", "row", "reason", "detail", "raw"], ["people.csv", "3", "bad_iin", "iin"])
    amend = ("quarantine", "amend", "people.csv", "3", "iin=850101300015", "--reason", "passport")
    made = document(izder(*amend, "--json"))
    assert (made["author"], made["reason"], made["cells"]) == ("a.seitova", "passport", {"iin": "850101300015"})
    told = document(izder("quarantine", "replay", "--json"))
    assert (told["judged"], told["loaded"], told["left"]) == (1, 1, [])
    assert document(izder("quarantine", "--json"))["rows"] == []
    assert "0 loaded" in izder("quarantine", "replay").stdout


def test_the_graph_is_made_again_with_the_same_hash(izder: Izder) -> None:
    hashes = {document(izder("rebuild", *more, "--json"))["content_hash"] for more in ((), ("--from-vault",))}
    assert len(hashes) == 1
    assert hashes.pop() in izder("rebuild").stdout.replace("\n", "")


def test_an_erasure_is_asked_for_confirmed_and_listed(izder: Izder) -> None:
    assert document(izder("erase", "people.csv", "--json"))["step"] == "requested"
    again = izder("erase", "people.csv")
    assert (again.exit_code, "another person must confirm" in again.stderr) == (1, True)
    done = izder("erase", "people.csv", "--user", "b.omarov")
    assert done.exit_code == 0, done.stderr
    assert "Nothing remains" in done.stdout
    assert "not ours to search" in done.stdout
    steps = document(izder("erase", "--json"))["erasures"]
    assert [step["step"] for step in steps] == ["requested", "confirmed", "done"]
    assert document(izder("quarantine", "--json"))["rows"] == []
    assert "people.csv" in izder("erase").stdout


def test_sanctions_are_listed_and_one_is_shown(izder: Izder, tmp_path: Path) -> None:
    assert "No register of sanctions" in izder("authority").stdout
    register = tmp_path / "authority.csv"
    register.write_text(
        "sanction_no,court,object_kind,object_id,valid_from,valid_to\nP-1,City,phone,+77010012301,2025-01-01,2025-12-31\n"
    )
    izder("load", register)
    [one] = document(izder("authority", "--json"))["authorities"]
    assert (one["number"], one["court"], one["rows"], one["edges"], one["ended"]) == ("P-1", "City", 0, 0, False)
    assert "01.01.2025 – 31.12.2025" in izder("authority", "show", "P-1").stdout
    missing = izder("authority", "show", "P-2")
    assert (missing.exit_code, "names a sanction «P-2»" in missing.stderr) == (1, True)
    assert "P-1" in izder("authority").stdout


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("quarantine", "amend", "people.csv", "3", "iin"), "not of the form column=value"),
        (("quarantine", "amend", "people.csv", "2", "iin=1"), "is not in quarantine"),
        (("quarantine", "replay", "--file", "nowhere.csv"), "No delivery is called «nowhere.csv»"),
        (("erase", "nowhere.csv"), "No delivery is called «nowhere.csv»"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_sentence(izder: Izder, words: tuple[str, ...], says: str) -> None:
    result = izder(*words)
    assert (result.exit_code, says in result.stderr) == (1, True)
