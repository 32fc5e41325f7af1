"""The wired application, from delivered files to a brief, on a real graph."""

from dataclasses import replace
from pathlib import Path

import pytest

from casework.bootstrap import bootstrap, status
from core.errors import AccessRefused, NotFound, StoreUnavailable
from core.settings import Settings

IIN = "900329397139"
REGISTER = (
    "phone,iin,full_name,valid_from,valid_to\n"
    f"77010012301,{IIN},Сейтова Айгуль,2025-01-01,\n"
    "77010012302,900329397130,Опечатка В Иине,2025-01-01,\n"
)  # fmt: skip


@pytest.fixture
def register(tmp_path: Path) -> Path:
    path = tmp_path / f"subscribers {IIN}.csv"
    path.write_text(REGISTER, encoding="utf-8")
    return path


def test_an_empty_home_is_a_demonstration_that_knows_nothing(settings: Settings) -> None:
    with bootstrap(settings) as izder:
        purpose = izder.access.purpose(None, None)
        assert purpose.demonstration
        assert izder.access.search(purpose, "Сейтова", language="ru") == []
        assert izder.access.deliveries(purpose) == []
        with pytest.raises(NotFound, match="izder detect"):
            izder.access.networks(purpose)


def test_a_delivery_that_is_no_example_needs_a_purpose_and_its_rows_are_masked(
    settings: Settings, register: Path
) -> None:
    with bootstrap(settings) as izder:
        report = izder.load([register], template="subscribers")
        assert report.files[0].adds_up()
        with pytest.raises(AccessRefused):
            izder.access.purpose(None, None)
        purpose = izder.access.purpose("a.seitova", "case 25-114")
        [delivery] = izder.access.deliveries(purpose)
        assert IIN not in delivery.file
        row = izder.access.row(purpose, delivery.source, 2)
        assert "9003••••••39" in row.raw
        assert IIN not in str(row)
        assert IIN in izder.access.row(purpose, delivery.source, 2, reveal=True).raw
        [held] = izder.access.quarantine(purpose, file=delivery.file)
        assert (held.row, held.reason) == (3, "bad_iin")
        assert "900329397130" not in str(held)
        [hit] = izder.access.search(purpose, IIN, language="ru")
        assert izder.access.reveal(purpose, hit.id) == IIN


def test_acts_are_audited_too_and_need_no_purpose(settings: Settings, register: Path) -> None:
    with bootstrap(replace(settings, user="a.seitova")) as izder:
        izder.load([register], template="subscribers")
        run = izder.detect()
        assert run.networks == ()
        assert izder.current(run)
        assert izder.access.status()["audit_entries"] == 2
        assert izder.access.status()["last_run"]["id"] == run.id


def test_without_a_graph_what_needs_none_works(settings: Settings, register: Path) -> None:
    with bootstrap(settings, start_store=False) as izder:
        assert izder.access.questions("kk")
        with pytest.raises(StoreUnavailable):
            izder.load([register])


def test_status_tells_server_counts_and_versions(settings: Settings) -> None:
    told = status(settings)
    assert told["neo4j"] == {"uri": settings.neo4j_uri}
    assert told["counts"]["Person"] == 0
    assert told["last_run"] is None
    assert "+" in told["version"]
