"""Quarantined rows judged anew: what was corrected comes in, nothing twice, and what was written stays as it is."""

import polars as pl
import pytest

from core.errors import InputError
from etl import ledger as ledgers
from etl import quarantine as acts
from etl.checks.canonical import Canonical
from etl.delivery import find
from etl.in_force import InForce
from etl.replay import Told, replay
from etl.templates import catalogue

HEADER = "phone,iin,full_name,valid_from,valid_to"
GOOD = "77010012301,,Сейтова Айгуль,2025-01-01,"
BAD = "77010012302,900329397130,Опечатка В Иине,2025-01-01,"
LATE = "77010012303,,Ким Сергей,2025-13-01,"


def write(folder, *rows, name="subscribers.csv"):
    path = folder / name
    path.write_text("\n".join([HEADER, *rows]) + "\n", "utf-8")
    return path


def ends(lab, delivery):
    rows = ledgers.whole(lab.home, delivery).sort("row").collect()
    return list(rows.select("row", "fate", "reason").rows())


def rows_of(lab, delivery):
    return InForce.of(lab.home).scan(delivery).collect()["row"].to_list()


def frozen(lab):
    return {path: path.read_bytes() for path in lab.home.root.rglob("*") if path.is_file()}


def test_an_amended_row_is_loaded_and_the_row_equation_holds_then_too(lab, tmp_path):
    delivery = lab.stage(write(tmp_path, GOOD, BAD, LATE))
    before = frozen(lab)
    acts.amend(lab.home, delivery.source, 3, {"iin": "900329397139"}, "a.seitova", "seen in the passport")
    report = acts.replay_all(lab.home, "a.seitova", "amended")
    after = find(lab.home, delivery.sha256)
    assert (report.judged, report.loaded) == (2, 1)
    assert after.report(already=True).adds_up()
    assert (after.loaded, after.quarantined, after.layers) == (2, {"bad_date": 1}, 1)
    assert ends(lab, after) == [(2, "loaded", None), (3, "loaded", None), (4, "quarantined", "bad_date")]
    assert rows_of(lab, after) == [2, 3]
    assert InForce.of(lab.home).scan(after).filter(row=3).collect()["iin"].to_list() == ["900329397139"]
    assert all(path.read_bytes() == content for path, content in before.items())  # nothing is written over


def test_a_replay_that_changes_nothing_writes_nothing(lab, tmp_path):
    delivery = lab.stage(write(tmp_path, GOOD, BAD))
    before = frozen(lab)
    report = acts.replay_all(lab.home, "a", "b")
    assert (report.judged, report.loaded, report.files) == (1, 0, [])
    assert {p for p in frozen(lab) if p.name != "writer.lock"} == set(before)
    assert find(lab.home, delivery.sha256).layers == 0


def test_a_second_replay_reads_only_what_is_still_held(lab, tmp_path):
    delivery = lab.stage(write(tmp_path, GOOD, BAD, LATE))
    for row, cells in ((3, {"iin": ""}), (4, {"valid_from": "2025-01-13"})):
        acts.amend(lab.home, delivery.source, row, cells, "a", "because")
        acts.replay_all(lab.home, "a", "amended")
    after = find(lab.home, delivery.sha256)
    assert (after.loaded, after.quarantined, after.layers) == (3, {}, 2)
    assert rows_of(lab, after) == [2, 3, 4]
    assert acts.replay_all(lab.home, "a", "again").judged == 0


def test_a_corrected_template_brings_in_what_it_could_not_read(lab, tmp_path):
    old = catalogue()["subscribers"]
    delivery = lab.stage(write(tmp_path, GOOD, "77010012304,,Әбенов,03.02.2025,"))
    dates = old.fields["from_ms"]
    more = dates.model_copy(update={"formats": (*dates.formats, "%d.%m.%Y")})
    new = old.model_copy(update={"version": 2, "fields": {**old.fields, "from_ms": more}})
    after = replay(lab.home, delivery, type(old).model_validate(new.model_dump()), Told("a", "b", 1), Canonical())
    assert (after.loaded, after.quarantined, after.template_version) == (2, {}, 2)


def test_an_amended_row_that_says_what_another_says_is_a_duplicate(lab, tmp_path):
    delivery = lab.stage(write(tmp_path, GOOD, GOOD.replace("2025-01-01", "2025-99-01")))
    acts.amend(lab.home, delivery.source, 3, {"valid_from": "2025-01-01"}, "a", "b")
    acts.replay_all(lab.home, "a", "b")
    after = find(lab.home, delivery.sha256)
    assert (after.loaded, after.duplicate, after.quarantined) == (1, 1, {})
    assert rows_of(lab, after) == [2]


def test_the_same_bad_row_of_two_deliveries_comes_in_once_with_two_witnesses(lab, tmp_path):
    first = lab.stage(write(tmp_path, LATE, name="may.csv"))
    second = lab.stage(write(tmp_path, LATE, GOOD, name="june.csv"))
    for delivery in (first, second):
        acts.amend(lab.home, delivery.source, 2, {"valid_from": "2025-01-13"}, "a", "b")
    acts.replay_all(lab.home, "a", "b")
    ends_of = [find(lab.home, d.sha256) for d in (first, second)]
    assert [(d.loaded, d.duplicate, d.quarantined) for d in ends_of] == [(1, 0, {}), (1, 1, {})]
    assert [rows_of(lab, d) for d in ends_of] == [[2], [3, 2]]


def test_a_later_delivery_of_a_row_that_a_replay_brought_in_is_a_duplicate(lab, tmp_path):
    first = lab.stage(write(tmp_path, LATE, name="may.csv"))
    acts.amend(lab.home, first.source, 2, {"valid_from": "2025-01-13"}, "a", "b")
    acts.replay_all(lab.home, "a", "b")
    later = lab.stage(write(tmp_path, LATE.replace("2025-13-01", "2025-01-13"), name="june.csv"))
    assert (later.loaded, later.duplicate) == (0, 1)


def test_a_row_of_the_wrong_width_is_amended_column_by_column(lab, tmp_path):
    delivery = lab.stage(write(tmp_path, GOOD, "77010012305,,Ким"))
    acts.amend(lab.home, delivery.source, 3, {"full_name": "Ким, Сергей", "valid_from": "2025-02-01"}, "a", "b")
    acts.replay_all(lab.home, "a", "b")
    records = InForce.of(lab.home).scan(find(lab.home, delivery.sha256)).collect()
    assert records.filter(row=3)["name"].to_list() == ["Ким, Сергей"]


def test_a_call_outside_the_authority_comes_in_when_the_sanction_has_come(lab, tmp_path):
    path = tmp_path / "x.csv"
    head = "A_NUMBER|B_NUMBER|IMEI_A|IMSI_A|START|DURATION|TYPE|CELL_A"
    path.write_text(f"{head}\n+77010012345|+77020012345|||2025-10-03 10:00:00|5|VOICE|\n", "utf-8")
    delivery = lab.stage(path, windows=lab.always("phone:+77770012345"))
    register = tmp_path / "authority.csv"
    register.write_text(
        "sanction_no,court,object_kind,object_id,valid_from,valid_to\nP-1,c,phone,+77020012345,2025-10-01,2025-10-31\n"
    )
    lab.stage(register)
    acts.replay_all(lab.home, "a", "a sanction came")
    after = find(lab.home, delivery.sha256)
    assert (after.loaded, after.quarantined) == (1, {})
    assert InForce.of(lab.home).scan(after).collect()["authority"].to_list() == [["P-1"]]


def test_a_sheet_is_replayed_too(lab, feeds, tmp_path):
    path = next(path for path in feeds if path.suffix == ".xlsx")
    delivery = lab.stage(path, windows=pl.DataFrame(schema=dict(lab.always().schema)))
    register = next(path for path in feeds if path.name == "authority.csv")
    lab.stage(register)
    once = acts.replay_all(lab.home, "a", "b")
    after = find(lab.home, delivery.sha256)
    assert once.loaded == after.loaded > 0
    assert after.report(already=True).adds_up()


@pytest.mark.parametrize(
    ("row", "cells", "reason", "says"),
    [
        (2, {"iin": ""}, "b", "is not in quarantine"),
        (99, {"iin": ""}, "b", "is not in quarantine"),
        (3, {"tax": "1"}, "b", "has no column «tax»"),
        (3, {}, "b", "which column should read what"),
        (3, {"iin": ""}, " ", "and why"),
    ],
)
def test_what_cannot_be_amended_is_said(lab, tmp_path, row, cells, reason, says):
    delivery = lab.stage(write(tmp_path, GOOD, BAD))
    with pytest.raises(InputError, match=says):
        acts.amend(lab.home, delivery.source, row, cells, "a", reason)
    assert not list(lab.home.root.glob("amendments/*/*"))


def test_a_template_that_reads_the_file_in_another_way_is_refused(lab, tmp_path):
    delivery = lab.stage(write(tmp_path, GOOD, BAD))
    old = catalogue()["subscribers"]
    other = old.model_copy(update={"file": old.file.model_copy(update={"encoding": "cp1251"})})
    with pytest.raises(InputError, match="erase the delivery and load it again"):
        replay(lab.home, delivery, other, Told("a", "b", 1), Canonical())
    with pytest.raises(InputError, match="needs the column"):
        replay(lab.home, delivery, catalogue()["cells"], Told("a", "b", 1), Canonical())


@pytest.mark.parametrize("name", catalogue())
def test_a_template_is_kept_with_what_it_read(name):
    template = catalogue()[name]
    assert type(template).model_validate_json(template.model_dump_json()) == template
