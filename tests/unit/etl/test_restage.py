"""Records made again from the vault are the records there were: order, sanctions, amendments and templates as then."""

import shutil

import polars as pl
import pytest

from core.errors import InputError
from etl import quarantine as acts
from etl import restage as restaging
from etl import vault
from etl.delivery import deliveries, records_folder
from etl.lock import sole_writer
from etl.restage import restage

CALLS = "A_NUMBER|B_NUMBER|IMEI_A|IMSI_A|START|DURATION|TYPE|CELL_A"
COURT = "sanction_no,court,object_kind,object_id,valid_from,valid_to"
A, B, C = "+77010012345", "+77020012345", "+77050012345"


def call(a, day, seconds="5"):
    return f"{a}|109|||2025-10-{day:02} 10:00:00|{seconds}|VOICE|"


def write(folder, name, header, *rows):
    path = folder / name
    path.write_text("\n".join([header, *rows]) + "\n", "utf-8")
    return path


@pytest.fixture
def lived(lab, tmp_path):
    """A home with a history: what was out of scope at first came in by a replay, and one row was amended."""
    first = write(tmp_path, "first.csv", COURT, f"P-1,c,phone,{A},2025-10-01,2025-10-31")
    lab.stage(first)
    may = lab.stage(write(tmp_path, "may.csv", CALLS, call(A, 1), call(B, 2), call(A, 3, "bad")))
    lab.stage(write(tmp_path, "second.csv", COURT, f"P-2,c,phone,{B},2025-10-01,2025-10-31"))
    acts.amend(lab.home, may.source, 4, {"DURATION": "7"}, "a", "heard it")
    acts.replay_all(lab.home, "a", "a sanction came")
    lab.stage(write(tmp_path, "june.csv", CALLS, call(A, 1), call(B, 2), call(B, 2), call(C, 4), call(A, 5)))
    return lab


def content(home):
    """Everything that lies among the records, tables by what they say."""
    files = sorted(home.records.rglob("*.*"))
    return {
        str(path.relative_to(home.records)): (
            pl.read_parquet(path).to_dicts() if path.suffix == ".parquet" else path.read_text("utf-8")
        )
        for path in files
    }


def test_the_same_records_and_ledger_come_out(lived):
    before = content(lived.home)
    assert len(before) == 4 * 4 + 4
    restage(lived.home)
    assert content(lived.home) == before
    assert not list(lived.home.root.glob(".records*"))


def test_records_that_were_spoilt_are_put_right(lived):
    before = content(lived.home)
    [may] = [d for d in deliveries(lived.home) if d.file == "may.csv"]
    shutil.copy(
        next(lived.home.records.glob("*/replay-0001/call.parquet")),
        records_folder(lived.home, may.sha256) / "call.parquet",
    )
    assert content(lived.home) != before
    restage(lived.home)
    assert content(lived.home) == before


def test_what_is_not_read_again_stays_as_it_is(lived):
    before, inodes = content(lived.home), {p.stat().st_ino for p in lived.home.records.rglob("*.parquet")}
    restage(lived.home, anew=lambda delivery: delivery.file == "june.csv")
    assert content(lived.home) == before
    assert len(inodes & {p.stat().st_ino for p in lived.home.records.rglob("*.parquet")}) == len(inodes) - 2


def test_what_rested_on_a_delivery_is_judged_as_if_it_had_never_come(lived):
    [may] = [d for d in deliveries(lived.home) if d.file == "may.csv"]
    restage(lived.home, without=frozenset([may.sha256]))
    june = deliveries(lived.home)[-1]
    assert [d.file for d in deliveries(lived.home)] == ["first.csv", "second.csv", "june.csv"]
    assert (june.rows, june.loaded, june.duplicate, june.quarantined) == (5, 3, 1, {"outside_authority": 1})


def test_without_its_register_a_call_is_outside_the_authority(lived):
    [second] = [d for d in deliveries(lived.home) if d.file == "second.csv"]
    restage(lived.home, without=frozenset([second.sha256]))
    by_name = {d.file: d for d in deliveries(lived.home)}
    assert (by_name["may.csv"].loaded, by_name["may.csv"].quarantined) == (2, {"outside_authority": 1})
    assert (by_name["june.csv"].loaded, by_name["june.csv"].duplicate) == (1, 2)
    assert all(d.report(already=True).adds_up() for d in by_name.values())


@pytest.mark.parametrize("dies_at", ["write_records", "replay", "exchange", "end_exchange"])
def test_killed_at_any_step_nothing_is_lost_and_another_call_ends_it(lived, monkeypatch, dies_at):
    before = content(lived.home)
    where = vault if "exchange" in dies_at else restaging
    real, calls = getattr(where, dies_at), []

    def dying(*given, **named):
        calls.append(1)
        if len(calls) == (3 if dies_at == "write_records" else 1):
            raise KeyboardInterrupt
        return real(*given, **named)

    monkeypatch.setattr(where, dies_at, dying)
    with pytest.raises(KeyboardInterrupt):
        restage(lived.home)
    monkeypatch.undo()
    lived.home.ensure()
    with sole_writer(lived.home, lambda *_: None):
        assert content(lived.home) == before
        restage(lived.home)
    assert content(lived.home) == before
    assert not list(lived.home.root.glob(".records*"))


def test_what_an_earlier_call_left_for_another_purpose_is_not_used(lived, monkeypatch):
    before = content(lived.home)
    monkeypatch.setattr(restaging, "replay", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        restage(lived.home)
    monkeypatch.undo()
    [may] = [d for d in deliveries(lived.home) if d.file == "may.csv"]
    restage(lived.home, without=frozenset([may.sha256]))
    assert len(content(lived.home)) < len(before)
    assert not (lived.home.records / may.sha256).exists()


def test_a_file_that_is_not_in_the_vault_is_named(lived):
    [may] = [d for d in deliveries(lived.home) if d.file == "may.csv"]
    shutil.rmtree(lived.home.vault / may.sha256)
    with pytest.raises(InputError, match=r"may\.csv.* is not in the vault"):
        restage(lived.home)
