"""Custody on a real graph: made anew it says the same, and what is put right comes in once, with who and why."""

import json
from pathlib import Path

import pytest

from casework.bootstrap import bootstrap
from core.errors import InputError
from core.settings import Settings
from etl import quarantine
from etl.delivery import deliveries

HEADER = "phone,iin,full_name,valid_from,valid_to\n"
GOOD = "77010012301,900329397139,Сейтова Айгуль,2025-01-01,\n"
BAD = "77010012302,900329397130,Ким Сергей,2025-01-01,\n"


@pytest.fixture
def register(tmp_path: Path) -> Path:
    path = tmp_path / "subscribers.csv"
    path.write_text(HEADER + GOOD + BAD, encoding="utf-8")
    return path


def test_a_graph_made_anew_says_the_same_from_records_and_from_the_vault(settings: Settings, register: Path) -> None:
    with bootstrap(settings) as izder:
        izder.load([register])
        izder.custody.amend(izder.access.purpose("a.seitova", "passport"), register.name, 3, {"iin": "850101300015"})
        izder.custody.replay()
        before = izder._store.content_hash()
        assert izder.custody.rebuild().content_hash == before
        assert izder.custody.rebuild(from_vault=True).content_hash == before
        assert not list(izder.home.root.glob(".re*"))


def test_an_amended_row_is_in_the_graph_once_and_both_readings_are_told(settings: Settings, register: Path) -> None:
    with bootstrap(settings) as izder:
        izder.load([register])
        counts = izder._store.counts()
        purpose = izder.access.purpose("a.seitova", "seen in the passport")
        izder.custody.amend(purpose, register.name, 3, {"iin": "850101300015"})
        assert izder._store.counts() == counts
        report = izder.custody.replay(purpose=purpose)
        assert (report.judged, report.loaded) == (1, 1)
        assert report.files[0].adds_up()
        assert izder._store.counts()["SUBSCRIBES"] == counts["SUBSCRIBES"] + 1
        [delivery] = izder.access.deliveries(purpose)
        assert (delivery.rows, delivery.loaded, delivery.quarantined) == (2, 2, {})
        row = izder.access.row(purpose, delivery.source, 3, reveal=True)
        assert row.cells["iin"] == "900329397130"
        assert [(a.cells, a.author, a.reason) for a in row.amended] == [
            ({"iin": "850101300015"}, "a.seitova", "seen in the passport")
        ]
        assert "850101300015" not in str(izder.access.row(purpose, delivery.source, 3))
        assert (register.parent / "subscribers.csv").read_bytes() == next(izder.home.vault.rglob("*.csv")).read_bytes()
        assert izder.custody.replay().judged == 0
        assert izder.load([register]).files[0].loaded == 2


def test_the_log_says_who_amended_which_column_and_not_what_it_should_read(
    settings: Settings, register: Path
) -> None:
    with bootstrap(settings) as izder:
        izder.load([register])
        izder.custody.amend(izder.access.purpose("a.seitova", "passport"), register.name, 3, {"iin": "850101300015"})
        entry = list(izder.access._audit.entries())[-1]
        assert (entry.act, entry.user, entry.reason) == ("amend", "a.seitova", "passport")
        assert json.loads(entry.parameters) == {"source": register.name, "row": 3, "columns": ["iin"]}
        with pytest.raises(InputError, match="not in quarantine"):
            izder.custody.amend(izder.access.purpose("a", "b"), register.name, 2, {"iin": ""})


def test_a_replay_that_was_cut_short_before_the_graph_is_completed_by_the_next_load(
    settings: Settings, register: Path
) -> None:
    with bootstrap(settings) as izder:
        izder.load([register])
        izder.custody.amend(izder.access.purpose("a", "b"), register.name, 3, {"iin": ""})
        quarantine.replay_all(izder.home, "a", "b")
        before = izder._store.counts()["SUBSCRIBES"]
        izder.load([register])
        assert izder._store.counts()["SUBSCRIBES"] == before + 1
        assert {d.mark for d in deliveries(izder.home)} == izder._store.complete_sources()


def test_a_rebuild_that_was_cut_short_goes_on_where_it_was(settings: Settings, register: Path, tmp_path: Path) -> None:
    other = tmp_path / "cells.csv"
    whole = (Path(__file__).parents[3] / "examples" / "feeds" / "cells.csv").read_text("utf-8")
    other.write_text(whole[:2000].rpartition("\n")[0], "utf-8")
    with bootstrap(settings) as izder:
        izder.load([register, other])
        before = izder._store.content_hash()
        marked, real = [], izder._store.mark_complete

        def dying(source: str) -> None:
            if marked:
                raise KeyboardInterrupt
            marked.append(source)
            real(source)

        izder._store.mark_complete = dying
        with pytest.raises(KeyboardInterrupt):
            izder.custody.rebuild()
        del izder._store.mark_complete
        assert izder._store.complete_sources() == set(marked)
        wiped = []
        izder._store.wipe = lambda: wiped.append(1)
        assert izder.custody.rebuild().content_hash == before
        assert not wiped


def test_a_graph_in_which_emptying_was_cut_short_is_emptied_again(settings: Settings, register: Path) -> None:
    with bootstrap(settings) as izder:
        izder.load([register])
        before, real = izder._store.content_hash(), izder._store._alone
        izder._store._alone = lambda *_: (_ for _ in ()).throw(KeyboardInterrupt)
        with pytest.raises(KeyboardInterrupt):
            izder.custody.rebuild()
        izder._store._alone = real
        assert izder._store.complete_sources() == set()
    with bootstrap(settings) as izder:
        assert izder._store.content_hash() == before
