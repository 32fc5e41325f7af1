"""Learning from judgements: shown first, in force only when a person takes it, and earlier versions stay."""

import json
import random
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager

import polars as pl
import pytest
from typer.testing import CliRunner

from casework.bootstrap import Izder
from casework.purpose import Purpose
from core.errors import IzderError
from core.judgements import Judgement
from core.settings import Settings
from etl.resolve.kept import PAIRS, PARTIES, RUN, ComparedField, ResolutionRun
from etl.resolve.model import load
from ui.cli.application import application

WHO = Purpose("a.seitova", "too many wrong proposals")
REGISTER = """phone,iin,full_name,valid_from,valid_to
77010012303,,Сейтова А.,2019-08-06,
77010012304,,SEITOVA AIGUL,2020-08-06,
"""


@pytest.fixture
def izder(registered: Callable[[str], AbstractContextManager[Izder]]) -> Iterator[Izder]:
    with registered(REGISTER) as izder:
        compared(izder)
        yield izder


def compared(izder: Izder) -> None:
    """A run of resolution that claims too much, and people who judged a part of it."""
    chance = random.Random(3)  # noqa: S311 - a made world, no secret
    fields = [each.field for each in load().comparisons]
    pairs, judged = [], []
    for n in range(200):
        weight = chance.uniform(-3, 9)
        levels = {f"level_{name}": 3 if name in ("given", "family", "patronymic", "birth") else 1 for name in fields}
        weights = dict.fromkeys((f"weight_{name}" for name in fields), 1.0)
        pairs.append({"left": f"person:{n:03d}", "right": "person:z", "weight": weight, "probability": 0.5,
                      "band": "review", "guards": ["x"], **levels, **weights})  # fmt: skip
        if n < 60:
            verdict = "same" if weight > 5 else "different"
            judged.append(Judgement(subject="party", left=f"person:{n:03d}", right="person:z", verdict=verdict,
                                    author="a.seitova", made_ms=1, reason="seen"))  # fmt: skip
    folder = izder.home.resolution
    folder.mkdir(exist_ok=True)
    told = tuple(ComparedField(name=name, shows=(), levels=("a", "b")) for name in fields)
    run = ResolutionRun(model="m", made_ms=1, data_hash="9f", parties=201, pairs=200, prior=-10, merge_from=7,
                        review_from=0, fields=told)  # fmt: skip
    (folder / RUN).write_text(run.model_dump_json(), "utf-8")
    pl.DataFrame(pairs).write_parquet(folder / PAIRS)
    pl.DataFrame({"id": ["person:z"], "checked": [False]}).write_parquet(folder / PARTIES)
    izder._book.record(judged)


def test_what_is_proposed_changes_nothing(izder: Izder) -> None:
    learned = izder.learning.propose(WHO)
    assert learned.review_from[1] > learned.review_from[0]
    assert learned.same + learned.different == 60
    assert learned.moves["review → leave"] > 0
    assert izder.learning.models.versions() == []
    assert izder.resolution.run(WHO).model == load().name


def test_what_a_person_accepts_counts_from_the_next_run_and_earlier_versions_stay(izder: Izder) -> None:
    with pytest.raises(IzderError, match="--reason"):
        izder.learning.accept(reason=" ", purpose=WHO)
    first = izder.learning.accept(reason="too many wrong proposals", purpose=WHO)
    second = izder.learning.accept(reason="again", purpose=WHO)
    assert (second.before, len(izder.learning.models.versions())) == (first.after, 2)
    kept = izder.learning.models.versions()[0]
    assert (kept.version, kept.author, kept.reason) == (first.after, "a.seitova", "too many wrong proposals")
    assert izder.resolution.run(WHO).model == second.after


def test_learning_is_in_the_audit_log(izder: Izder) -> None:
    izder.learning.propose(WHO)
    izder.learning.accept(reason="too many", purpose=WHO)
    acts = [entry.act for entry in izder.access._audit.entries()]
    assert acts[-2:] == ["learn from judgements", "accept model"]


def test_learn_on_the_command_line(izder: Izder, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in (("IZDER_HOME", settings.home), ("NEO4J_URI", settings.neo4j_uri), ("IZDER_LANG", "en"),
                        ("NEO4J_USER", settings.neo4j_user), ("NEO4J_PASSWORD", settings.neo4j_password)):  # fmt: skip
        monkeypatch.setenv(name, str(value))
    shown = CliRunner().invoke(application(), ["resolve", "learn", "--user", "a"])
    assert "Nothing has changed" in shown.stdout
    refused = CliRunner().invoke(application(), ["resolve", "learn", "--user", "a", "--accept"])
    assert (refused.exit_code, refused.stdout) == (1, "")
    words = ["resolve", "learn", "--user", "a", "--accept", "--reason", "too many", "--json"]
    assert json.loads(CliRunner().invoke(application(), words).stdout)["accepted"]
