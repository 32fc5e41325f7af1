"""A made world is laid out like the sample, tells the truth about itself, and touches nobody real."""

import csv
import hashlib
import json
import re
from pathlib import Path

import openpyxl
import polars as pl
import pytest
from typer.testing import CliRunner

from core.errors import InputError
from core.identifiers import account, bank_code, iin, imei, phone
from evaluation.world import make_world
from ui.cli.application import application

FEEDS = {
    "bank_a.csv": ("cp1251", ";"), "bank_b.csv": ("utf-8-sig", ","), "bank_b_customers.csv": ("utf-8-sig", ","),
    "cdr_x.csv": ("utf-8", "|"), "cdr_y.csv": ("utf-16", "\t"), "cells.csv": ("utf-8", ","),
    "subscribers.csv": ("utf-8", ","), "arrests.csv": ("utf-8", ","), "authority.csv": ("utf-8", ","),
}  # fmt: skip
ROLES = {"organiser", "operator", "supplier", "stash", "courier", "handler", "cashout"}
WORLD = {"people": 1500, "days": 21, "shops": 2, "seed": 5}


@pytest.fixture(scope="module")
def world(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("world")
    make_world(folder, **WORLD)
    return folder


@pytest.fixture(scope="module")
def sample() -> Path:
    return Path(__file__).parents[4] / "examples"


def read(folder: Path, name: str) -> list[list[str]]:
    """Rows of a text feed with header, broken ones as they are."""
    encoding, separator = FEEDS[name]
    with (folder / "feeds" / name).open(encoding=encoding, newline="") as file:
        return list(csv.reader((line.replace("\0", "\ufffd") for line in file), delimiter=separator))


def truth(folder: Path, name: str) -> pl.DataFrame:
    return pl.read_parquet(folder / "truth" / f"{name}.parquet")


def digest(folder: Path) -> dict[str, str]:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


# --- layout ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", FEEDS)
def test_a_feed_has_the_samples_header_encoding_and_line_ends(world, sample, name):
    made, given = ((folder / "feeds" / name).read_bytes() for folder in (world, sample))
    newline = "\n".encode("utf-16-le") if name == "cdr_y.csv" else b"\n"
    assert made.split(newline)[0] == given.split(newline)[0]


def test_the_sheet_has_the_samples_titles_header_and_kinds_of_cells(world, sample):
    def top(folder: Path) -> list[tuple[object, ...]]:
        sheet = openpyxl.load_workbook(folder / "feeds/bank_c.xlsx", read_only=True).worksheets[0]
        return list(sheet.iter_rows(max_row=4, values_only=True))

    made, given = top(world), top(sample)
    assert made[0][0] == given[0][0]
    assert made[2] == given[2]
    assert [type(cell) for cell in made[3][:3]] == [type(cell) for cell in given[3][:3]]


def test_the_truth_has_the_samples_tables_and_columns(world, sample):
    names = {path.stem for path in (sample / "truth").glob("*.parquet")}
    assert {path.stem for path in (world / "truth").glob("*.parquet")} >= names
    assert {n: truth(world, n).schema for n in names} == {n: truth(sample, n).schema for n in names}
    for name in ("counts", "params"):
        made, given = (json.loads((f / f"truth/{name}.json").read_text("utf-8")) for f in (world, sample))
        assert set(made) == set(given)


def test_one_seed_makes_the_same_bytes_and_another_seed_others(world, tmp_path):
    make_world(tmp_path / "again", **WORLD)
    make_world(tmp_path / "other", **WORLD | {"seed": 6})
    assert digest(tmp_path / "again") == digest(world)
    assert digest(tmp_path / "other")["feeds/cdr_x.csv"] != digest(world)["feeds/cdr_x.csv"]


# --- the truth about the files ---------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [*FEEDS, "bank_c.xlsx"])
def test_counts_add_up_to_the_rows_of_the_file(world, name):
    counts = json.loads((world / "truth/counts.json").read_text("utf-8"))[name]
    if name == "bank_c.xlsx":
        lines = sum(1 for _ in openpyxl.load_workbook(world / "feeds" / name, read_only=True).worksheets[0].iter_rows())
    else:
        lines = len(read(world, name))
    parts = sum(counts["duplicates"].values()) + counts["out_of_scope"] + sum(counts["malformed"].values())
    assert counts["data_rows"] == lines - counts["header_lines"] == counts["good"] + parts


@pytest.mark.parametrize("name", FEEDS)
def test_exactly_the_rows_called_duplicate_repeat_an_earlier_one(world, name):
    rows = [tuple(row) for row in read(world, name)]
    seen: set[tuple[str, ...]] = set()
    repeats = {n for n, row in enumerate(rows, 1) if row in seen or seen.add(row)}
    told = truth(world, "defects").filter(pl.col("feed") == name, pl.col("expect") == "duplicate")
    assert repeats == set(told["line"])


def test_exactly_the_rows_called_outside_have_no_court_behind_them(world):
    """The scope rule of the sample's README, written a second time over the files themselves."""
    defects = truth(world, "defects")
    windows: dict[str, list[tuple[str, str]]] = {}
    broken = {line for feed, line, _, e in defects.iter_rows() if feed == "authority.csv" and e == "quarantine"}
    for n, row in enumerate(read(world, "authority.csv")[1:], 2):
        if n not in broken:
            windows.setdefault(row[3], []).append((row[4], row[5]))
    bad = {line for feed, line, _, e in defects.iter_rows() if feed == "cdr_x.csv" and e in ("quarantine", "duplicate")}
    outside = set()
    for n, row in enumerate(read(world, "cdr_x.csv")[1:], 2):
        if n not in bad:
            ends = [phone(row[0]), phone(row[1])]
            if not any(f <= row[4][:10] <= t for end in ends for f, t in windows.get(end or "", [])):
                outside.add(n)
    told = defects.filter(pl.col("feed") == "cdr_x.csv", pl.col("expect") == "out_of_scope")
    assert outside == set(told["line"])
    assert outside


def test_broken_rows_of_every_kind_are_there(world, sample):
    made, given = (set(truth(f, "defects").select("feed", "kind").unique().iter_rows()) for f in (world, sample))
    assert made == given


def test_a_criminal_row_is_the_row_that_the_truth_names(world):
    cards = set(truth(world, "account_control").filter(pl.col("registered_iin") != pl.col("controller_iin"))["iban"])
    lines = truth(world, "crime_rows").filter(pl.col("feed") == "bank_a.csv", pl.col("tag") == "purchase")["line"]
    rows = read(world, "bank_a.csv")
    assert len(lines) > 0
    assert all(rows[line - 1][5] in cards for line in lines)


# --- people ----------------------------------------------------------------------------------------------------


def test_numbers_are_valid_and_lie_where_none_are_given_out(world):
    persons, phones, accounts = (truth(world, n) for n in ("persons", "phone_users", "account_control"))
    assert all(iin(n) and re.fullmatch(r"\d{7}9\d{4}", n) for n in persons["iin"])
    assert all(phone(n) == n and n[5:7] == "00" for n in phones["phone"])
    assert all(imei(n) == n for n in phones["imei"])
    assert all(account(n) == n and bank_code(n) in {"301", "302", "303", "304"} for n in accounts["iban"])
    assert persons["iin"].is_unique().all()
    assert phones["phone"].is_unique().all()
    assert accounts["iban"].is_unique().all()


def test_core_members_are_those_with_a_role_in_a_shop_and_droppers_are_none(world):
    persons = truth(world, "persons")
    assert set(persons.filter("core")["role"]) <= ROLES
    assert not persons.filter(pl.col("role") == "dropper")["core"].any()
    assert set(persons.filter(pl.col("role").is_in(ROLES))["shop"]) == {"S01", "S02"}
    assert truth(world, "shops")["core_members"].sum() == persons["core"].sum()


def test_look_alikes_and_rivals_live_beside_the_shops(world):
    roles = set(truth(world, "persons")["role"]) | set(truth(world, "persons")["also"])
    assert {"landlord", "baker", "taxi", "toi_host", "charity", "bettor", "crypto_trader", "call_centre"} <= roles
    assert {"brigadier", "delivery", "lawyer", "treatment", "buyer", "savings_club", "lone_dealer"} <= roles
    assert set(truth(world, "rings")["kind"]) == {"shop", "casino", "tobacco"}, "seed 5 begins with the casino"


@pytest.mark.parametrize("told", [{"shops": 0}, {"shops": 4, "zero_crime": True}])
def test_a_world_without_shops_has_its_rivals_still(tmp_path, told):
    make_world(tmp_path, **{"people": 3000, "days": 10, "seed": 1} | told)
    kinds = set(truth(tmp_path, "rings")["kind"])
    assert kinds == set(truth(tmp_path, "crime_rows")["tag"])
    assert len(kinds) == max(1, told["shops"])
    assert not truth(tmp_path, "persons")["core"].any()
    assert json.loads((tmp_path / "truth/params.json").read_text("utf-8"))["zero_crime"]


@pytest.mark.parametrize("told", [{"people": 100}, {"shops": 50}, {"days": 1}, {"missing": 1.0}, {"evasion": 4}])
def test_impossible_worlds_are_refused_in_a_sentence(tmp_path, told):
    with pytest.raises(InputError):
        make_world(tmp_path, **WORLD | told)


def test_the_command_makes_a_world_and_says_how_telling_its_features_are(tmp_path):
    told = ["world", "make", str(tmp_path), "--people", "900", "--days", "9", "--shops", "1", "--zero-crime", "--json"]
    done = CliRunner().invoke(application(), told)
    assert done.exit_code == 0, done.output
    assert json.loads(done.stdout)["passed"]
    params = json.loads((tmp_path / "truth/params.json").read_text("utf-8"))
    assert (params["people"], params["days"], params["zero_crime"]) == (900, 9, True)


def test_the_command_says_what_was_wrong(tmp_path):
    done = CliRunner().invoke(application(), ["world", "make", str(tmp_path), "--people", "10"])
    assert done.exit_code == 1
    assert "people" in done.stderr
