"""A sanction ends: what rests on it alone leaves every way of looking, the records stay, a renewal brings it back."""

from datetime import datetime
from pathlib import Path

import polars as pl
import pytest

from casework.access import Purpose
from casework.bootstrap import Izder, bootstrap
from core.clock import to_ms
from core.errors import AuthorityExpired, NotFound
from core.settings import Settings

A, B, C, D = "+77010012301", "+77020012302", "+77050012303", "+77070012304"
TEMPLATE = """
name: court_dated
version: 1
titles: {ru: Санкции со сроком, kk: Мерзімі бар санкциялар, en: Sanctions with an end}
record: authority
file: {encoding: utf-8, delimiter: ","}
fields:
  number: sanction
  court: court
  object_kind: {column: kind, words: {phone: phone, account: account}}
  object: object
  from_ms: {column: from, formats: ['%Y-%m-%d']}
  to_ms: {column: to, formats: ['%Y-%m-%d']}
  expires_ms: {column: usable_until, formats: ['%Y-%m-%d']}
"""
HEAD = "sanction,court,kind,object,from,to,usable_until"
CALLS = "A_NUMBER|B_NUMBER|IMEI_A|IMSI_A|START|DURATION|TYPE|CELL_A"
BEFORE, AFTER = (to_ms(datetime.fromisoformat(day)) for day in ("2025-06-30 23:59:59", "2025-07-01 00:00:00"))
ANALYST = Purpose("a.seitova", "case 25-114")


def sanction(number: str, phone: str, until: str = "") -> str:
    return f"{number},City court,phone,{phone},2025-01-01,2025-12-31,{until}"


def call(a: str, b: str, second: int, seconds: str = "5") -> str:
    return f"{a}|{b}|356938035643809|401010000000001|2025-05-03 10:00:{second:02}|{seconds}|VOICE|"


def write(folder: Path, name: str, header: str, *rows: str) -> Path:
    path = folder / name
    path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    return path


def calls(izder: Izder) -> pl.DataFrame:
    return izder._store.scan_edges("CALLED", ["time_ms", "authority", "sources"])


@pytest.fixture
def loaded(settings: Settings, tmp_path: Path) -> Settings:
    """P-1 ends with June, P-2 has no end; one call rests on P-1 alone, one on both, one on P-2 alone."""
    templates = settings.home / "templates"
    templates.mkdir(parents=True)
    (templates / "court_dated.yaml").write_text(TEMPLATE, encoding="utf-8")
    court = write(tmp_path, "court.csv", HEAD, sanction("P-1", A, "2025-06-30"), sanction("P-2", C))
    rows = [call(A, B, 1), call(A, C, 2), call(C, D, 3), call(A, B, 4, "bad"), call(C, D, 5, "bad")]
    with bootstrap(settings, now=lambda: BEFORE) as izder:
        izder.load([court, write(tmp_path, "calls.csv", CALLS, *rows)])
    return settings


def test_on_its_last_day_all_is_there_and_after_midnight_what_rests_on_it_alone_is_not(loaded: Settings) -> None:
    with bootstrap(loaded, now=lambda: BEFORE) as izder:
        before, edges = izder._store.content_hash(), calls(izder)
        assert edges.height == 3
        assert izder.access.custody.ended() == ()
    with bootstrap(loaded, now=lambda: AFTER) as izder:
        found = calls(izder)
        assert sorted(map(tuple, found["authority"].to_list())) == [("P-2",), ("P-2",)]
        assert izder.access.search(ANALYST, B, language="ru") == []
        with pytest.raises(NotFound):
            izder.access.entity(ANALYST, f"phone:{B}", "ru")
        assert izder._store.scan_edges("USED_IN", ["count"])["count"].to_list() == [1, 1]
        assert izder.access.custody.ended() == ("P-1",)
        notes = izder.access.ask(ANALYST, "top_contacts", {"who": A}, language="en").notes
        assert any("P-1 could be used until 30.06.2025" in note for note in notes)
    with bootstrap(loaded, now=lambda: BEFORE) as izder:
        assert izder._store.content_hash() == before


def test_its_rows_are_refused_and_left_out_of_quarantine(loaded: Settings) -> None:
    with bootstrap(loaded, now=lambda: AFTER) as izder:
        source = izder.access.deliveries(ANALYST)[-1].source
        for row in (2, 5):
            with pytest.raises(AuthorityExpired, match="sanction that has ended"):
                izder.access.row(ANALYST, source, row)
        assert izder.access.row(ANALYST, source, 3).cells["B_NUMBER"] == C
        assert [held.row for held in izder.access.quarantine(ANALYST)] == [6]
    with bootstrap(loaded, now=lambda: BEFORE) as izder:
        assert [held.row for held in izder.access.quarantine(ANALYST)] == [5, 6]
        assert izder.access.row(ANALYST, source, 2).authority == "P-1"


def test_the_records_stay_and_a_renewal_brings_all_back_exactly(loaded: Settings, tmp_path: Path) -> None:
    with bootstrap(loaded, now=lambda: BEFORE) as izder:
        edges = calls(izder)
    with bootstrap(loaded, now=lambda: AFTER) as izder:
        assert calls(izder).height == 2
        izder.load([write(tmp_path, "renewed.csv", HEAD, sanction("P-1", A, "2025-12-31"))])
        assert calls(izder).equals(edges)
        renewed = izder._store.content_hash()
    with bootstrap(loaded, now=lambda: BEFORE) as izder:
        assert izder._store.content_hash() == renewed
        assert izder.custody.rebuild(from_vault=True).content_hash == renewed


def test_another_sanction_of_the_same_object_opens_what_it_covers(loaded: Settings, tmp_path: Path) -> None:
    with bootstrap(loaded, now=lambda: AFTER) as izder:
        izder.load([write(tmp_path, "other.csv", HEAD, sanction("P-9", A, "2025-12-31"))])
        assert sorted(map(tuple, calls(izder)["authority"].to_list())) == [("P-2",), ("P-2",), ("P-9",)]


def test_a_screen_that_is_served_over_midnight_shuts_it_by_itself(loaded: Settings) -> None:
    clock = [BEFORE]
    with bootstrap(loaded, now=lambda: clock[0]) as izder:
        assert izder.access.search(ANALYST, B, language="ru")
        clock[0] = AFTER
        assert izder.access.search(ANALYST, B, language="ru") == []
        made = [entry for entry in izder.access._audit.entries() if entry.act == "rebuild"]
        assert [(entry.user, entry.reason) for entry in made] == [("izder", "sanctions ended or were renewed")]


def test_what_rests_on_what_is_listed(loaded: Settings) -> None:
    with bootstrap(loaded, now=lambda: AFTER) as izder:
        first, second = izder.access.custody.authorities(ANALYST)
        assert (first.number, first.court, first.rows, first.shut, first.edges, first.ended) == (
            "P-1", "City court", 2, 1, 0, True,
        )  # fmt: skip
        assert (second.number, second.rows, second.shut, second.ended) == ("P-2", 2, 0, False)
        one = izder.access.custody.authority(ANALYST, "P-1")
        assert [(file.file, file.rows, file.shut) for file in one.files] == [("calls.csv", 2, 1)]
        with pytest.raises(NotFound, match="P-7"):
            izder.access.custody.authority(ANALYST, "P-7")


def test_where_nothing_ends_nothing_is_made_anew(loaded: Settings) -> None:
    with bootstrap(loaded, now=lambda: BEFORE) as izder:
        assert not izder.custody.keep_shut()
        assert not [entry for entry in izder.access._audit.entries() if entry.act == "rebuild"]
