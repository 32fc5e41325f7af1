"""A delivery is erased by two persons: nothing of it is left but in the log, and all is as if it had never come."""

from dataclasses import replace
from pathlib import Path

import pytest

from casework import erasing
from casework.access import Purpose
from casework.bootstrap import Izder, bootstrap
from core.errors import AccessRefused, NotFound
from core.reports import ErasureReport
from core.settings import Settings
from etl.delivery import deliveries
from etl.erase import needles_of, scan
from etl.quarantine import named_delivery

A, B, C, D = "+77010012301", "+77020012302", "+77050012303", "+77070012304"
COURT = "sanction_no,court,object_kind,object_id,valid_from,valid_to"
CALLS = "A_NUMBER|B_NUMBER|IMEI_A|IMSI_A|START|DURATION|TYPE|CELL_A"
SUBSCRIBERS = "phone,iin,full_name,valid_from,valid_to"
FIRST, SECOND = Purpose("a.seitova", "court order 17"), Purpose("b.omarov", "checked the order")


def call(a: str, b: str, second: int) -> str:
    return f"{a}|{b}|||2025-05-03 10:00:{second:02}|5|VOICE|"


def write(folder: Path, name: str, header: str, *rows: str) -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    return path


@pytest.fixture
def feeds(tmp_path: Path) -> dict[str, Path]:
    folder = tmp_path / "feeds"
    sanctions = [f"P-1,c,phone,{phone},2025-01-01,2025-12-31" for phone in (A, C)]
    return {
        "court": write(folder, "court.csv", COURT, *sanctions),
        "may": write(folder, "may.csv", CALLS, call(A, B, 1), call(A, D, 2), call(D, B, 3)),
        "june": write(folder, "june.csv", CALLS, call(A, B, 1), call(C, A, 4)),
        "people": write(folder, "people.csv", SUBSCRIBERS, "77070012304,,Қызылорда Дәурен Мағжанұлы,2025-01-01,"),
    }


def load(izder: Izder, feeds: dict[str, Path], *names: str) -> None:
    for name in names:
        izder.load([feeds[name]])


def test_it_takes_two_persons(settings: Settings, feeds: dict[str, Path]) -> None:
    with bootstrap(settings) as izder:
        load(izder, feeds, "court", "may")
        asked = izder.erasing.erase(FIRST, "may.csv")
        assert (asked.step, asked.author, asked.reason) == ("requested", "a.seitova", "court order 17")
        for same in ("a.seitova", " A.Seitova "):
            with pytest.raises(AccessRefused, match="another person must confirm"):
                izder.erasing.erase(Purpose(same, "again"), "may.csv")
        assert len(deliveries(izder.home)) == 2
        with pytest.raises(AccessRefused, match="own name"):
            izder.erasing.erase(Purpose("root", "demonstration", demonstration=True), "may.csv")
        with pytest.raises(NotFound):
            izder.erasing.erase(FIRST, "nowhere.csv")
        assert isinstance(izder.erasing.erase(SECOND, "may.csv"), ErasureReport)
        steps = [(step.step, step.author, step.reason) for step in izder.erasing.listed(FIRST)]
        assert steps == [
            ("requested", "a.seitova", "court order 17"), ("confirmed", "b.omarov", "checked the order"),
            ("done", "b.omarov", "checked the order"),
        ]  # fmt: skip


def test_all_is_as_if_it_had_never_come(settings: Settings, feeds: dict[str, Path], tmp_path: Path) -> None:
    with bootstrap(replace(settings, home=tmp_path / "never")) as izder:
        load(izder, feeds, "court", "june", "people")
        never = izder._store.content_hash()
        izder._store.wipe()
    with bootstrap(settings) as izder:
        load(izder, feeds, "court", "may", "june", "people")
        assert deliveries(izder.home)[2].duplicate == 1
        izder.erasing.erase(FIRST, "may.csv")
        report = izder.erasing.erase(SECOND, "may.csv")
        assert (report.judged_anew, report.clean, report.fresh, report.rows) == (["june.csv"], True, False, 3)
        assert [(d.file, d.loaded, d.duplicate) for d in deliveries(izder.home)][1] == ("june.csv", 2, 0)
        assert izder._store.content_hash() == never
        with pytest.raises(NotFound):
            izder.access.row(FIRST, "may.csv", 2)
        izder.load([feeds["may"]])
        assert izder.erasing.erase(FIRST, "may.csv").step == "requested"


def test_without_its_register_nothing_of_what_it_opened_is_in_the_graph(
    settings: Settings, feeds: dict[str, Path]
) -> None:
    with bootstrap(settings) as izder:
        load(izder, feeds, "court", "may", "people")
        izder.erasing.erase(FIRST, "court.csv")
        report = izder.erasing.erase(SECOND, "court.csv")
        assert report.judged_anew == ["may.csv"]
        assert deliveries(izder.home)[0].quarantined == {"outside_authority": 3}
        assert izder._store.counts()["CALLED"] == izder._store.counts()["COVERS"] == 0


def test_what_remains_in_the_log_is_said(settings: Settings, feeds: dict[str, Path]) -> None:
    name = "Қызылорда Дәурен Мағжанұлы"
    with bootstrap(settings) as izder:
        load(izder, feeds, "people")
        izder.access.search(FIRST, name, language="ru")
        izder.erasing.erase(FIRST, "people.csv")
        report = izder.erasing.erase(SECOND, "people.csv")
        assert report.kept == {"audit": 1}
        assert report.clean
        assert report.strings > 2
        assert izder.access._audit.verify()


class Dying:
    """Stands where work is done, and is killed there."""

    def rmtree(self, *_: object) -> None:
        raise KeyboardInterrupt


@pytest.mark.parametrize("dies_at", ["erase_records", "scan", "shutil"])
def test_killed_on_the_way_either_person_ends_it(
    settings: Settings, feeds: dict[str, Path], monkeypatch: pytest.MonkeyPatch, dies_at: str
) -> None:
    with bootstrap(settings) as izder:
        load(izder, feeds, "court", "may", "june")
        izder.erasing.erase(FIRST, "may.csv")
        dying = Dying() if dies_at == "shutil" else Dying().rmtree
        monkeypatch.setattr(f"casework.erasing.{dies_at}", dying)
        with pytest.raises(KeyboardInterrupt):
            izder.erasing.erase(SECOND, "may.csv")
        monkeypatch.undo()
        if dies_at == "shutil":
            assert izder.erasing.listed(FIRST)[-1].step == "done"
            izder.erasing.sweep()
        else:
            assert izder.erasing.erase(FIRST, "may.csv").clean
        assert not list(izder.home.root.glob(f"{erasing._WORK}*"))
        assert [d.file for d in deliveries(izder.home)] == ["court.csv", "june.csv"]


def test_of_our_own_neo4j_no_byte_remains(settings: Settings, feeds: dict[str, Path]) -> None:
    own = replace(settings, neo4j_uri=None, neo4j_password=None)
    with bootstrap(own) as izder:
        load(izder, feeds, "court", "may", "june", "people")
        needles = needles_of(izder.home, named_delivery(izder.home, "people.csv"))
        home = izder.home
    before = scan(home, needles, lambda path: False).remains  # Neo4j has ended, so its store is on the disk
    for place in ("vault/", "records/", "neo4j/data/databases/neo4j/", "neo4j/data/transactions/"):
        assert any(name.startswith(place) for name in before)
    with bootstrap(own) as izder:
        izder.erasing.erase(FIRST, "people.csv")
        report = izder.erasing.erase(SECOND, "people.csv")
        assert (report.clean, report.fresh, report.kept) == (True, True, {})
        assert report.scan.files > 50
        assert scan(izder.home, needles, lambda path: False).remains == []
        assert izder._store.counts()["CALLED"] == 3
        assert izder.access.search(FIRST, A, language="ru")
