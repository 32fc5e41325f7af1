"""Pairs judged from the command line: one document or a sentence, and a second person where a case is touched."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from casework.bootstrap import bootstrap
from casework.purpose import Purpose
from core.settings import Settings
from ui.cli.application import application

Izder = Callable[..., Result]
REGISTER = """phone,iin,full_name,valid_from,valid_to
77010012303,,Сейтова А.,2019-08-06,
77010012304,,SEITOVA AIGUL,2020-08-06,
"""
WHO = ("--user", "a.seitova", "--json")


@pytest.fixture
def izder(settings: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Izder:
    for name, value in (("IZDER_HOME", settings.home), ("NEO4J_URI", settings.neo4j_uri), ("IZDER_LANG", "en"),
                        ("NEO4J_USER", settings.neo4j_user), ("NEO4J_PASSWORD", settings.neo4j_password)):  # fmt: skip
        monkeypatch.setenv(name, str(value))
    register = tmp_path / "subscribers.csv"
    register.write_text(REGISTER, "utf-8")

    def run(*words: object) -> Result:
        return CliRunner().invoke(application(), [str(word) for word in words])

    assert run("load", register).exit_code == 0
    return run


@pytest.fixture
def pair(izder: Izder, store) -> tuple[str, str]:
    one, other = store.scan_nodes("Person", [])["id"]
    return one, other


def test_before_the_first_run_the_queue_says_what_to_do(izder: Izder) -> None:
    assert "izder resolve run" in izder("resolve", "review", "--user", "a", "--reason", "case 25-114").stdout
    listed = json.loads(izder("resolve", "review", *WHO, "--reason", "case 25-114").stdout)
    assert listed == {"total": 0, "compared_ms": None, "doubted": 0, "pairs": []}


def test_a_verdict_needs_a_reason_and_can_be_taken_back(izder: Izder, pair: tuple[str, str]) -> None:
    refused = izder("resolve", "judge", *pair, "same", *WHO)
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert "--reason" in refused.stderr
    made = json.loads(izder("resolve", "judge", *pair, "same", *WHO, "--reason", "one face").stdout)
    assert (made["verdict"], made["stands"], made["waits_for_second"]) == ("same", True, False)
    taken = json.loads(izder("resolve", "undo", *pair, *WHO, "--reason", "by mistake").stdout)
    assert taken["judgement"]["verdict"] == "withdrawn"


def test_a_merge_in_a_case_is_confirmed_by_another(izder: Izder, pair: tuple[str, str], settings: Settings) -> None:
    with bootstrap(settings) as wired:
        wired.access.categorise(Purpose("x", "y"), "network:1", pair[0], "witness", "saw it")
    made = json.loads(izder("resolve", "judge", *pair, "same", *WHO, "--reason", "one face").stdout)
    assert made["waits_for_second"]
    assert izder("resolve", "confirm", *pair, *WHO).exit_code == 1
    assert "second person" in izder("resolve", "review", "--user", "b", "--reason", "case").stdout
    confirmed = json.loads(izder("resolve", "confirm", *pair, "--user", "b.omarov", "--json").stdout)
    assert confirmed["stands"]


def test_who_is_not_in_the_graph_is_one_sentence(izder: Izder, pair: tuple[str, str]) -> None:
    answer = izder("resolve", "judge", pair[0], "person:nobody", "same", "--user", "a", "--reason", "one face")
    assert answer.exit_code == 1
    assert "person:nobody" in answer.stderr
