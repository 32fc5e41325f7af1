"""Makes a world: people first, crime among them, then what agencies see of it, then the files."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Unpack

import polars as pl

from core.errors import InputError
from evaluation.world import truth
from evaluation.world.arrests import register
from evaluation.world.audit import Audit, audit, refuse
from evaluation.world.feeds import banks, operators
from evaluation.world.feeds.registers import authority
from evaluation.world.feeds.sheet import Dialect, Feed, plain_marks
from evaluation.world.life import Life, live
from evaluation.world.observe import Observed, observe
from evaluation.world.parameters import MOST_EVASION, Parameters, Told
from evaluation.world.write import write_feed

LEAST_PEOPLE, LEAST_PER_SHOP = 500, 700


def make_world(folder: Path, *, audited: bool = False, **told: Unpack[Told]) -> Audit:
    """Write folder/feeds (ten exports in the sample's formats) and folder/truth (its columns, csv and parquet).

    The same arguments give the same bytes. About 0.35 transfers and calls a person and day are exported.
    `audited`: refuse a world in which one feature alone tells who is in a shop; the figures stand in truth/audit.json.

    Raises:
        InputError: too few people for the shops asked for, or impossible figures.
        ShortcutFound: one feature alone tells; the world is there, to be looked at.
    """
    world = _checked(Parameters(**told))
    for part in ("feeds", "truth"):
        (folder / part).mkdir(parents=True, exist_ok=True)
    life = live(world)
    seen = observe(world, life)
    _write(world, life, seen, folder)
    found = audit(life, seen)
    (folder / "truth" / "audit.json").write_text(json.dumps(found.as_json(), indent=1) + "\n", "utf-8")
    if audited:
        refuse(found)
    return found


def _checked(world: Parameters) -> Parameters:
    if world.people < max(LEAST_PEOPLE, LEAST_PER_SHOP * world.shops):
        raise InputError(f"{world.shops} shops need at least {max(LEAST_PEOPLE, LEAST_PER_SHOP * world.shops)} people.")
    if world.days < 7 or world.shops < 0 or not 0 <= world.missing < 1:
        raise InputError("A world has at least 7 days, no fewer than 0 shops, and misses a share from 0 to below 1.")
    if not 0 <= world.evasion <= MOST_EVASION:
        raise InputError(f"Evasion goes from 0 (careless) to {MOST_EVASION} (cash, crypto and messengers).")
    return world


def _write(world: Parameters, life: Life, seen: Observed, folder: Path) -> None:
    defects, crime, counts = [], [], {}
    for feed in _feeds(world, life, seen):
        broken, criminal, counted = write_feed(world, feed, folder / "feeds")
        defects.append(broken)
        crime.append(criminal)
        counts[feed.name] = counted
    told = _truth(world, life, seen) | {"defects": pl.concat(defects), "crime_rows": pl.concat(crime)}
    _write_truth(world, told, counts, folder / "truth")


def _feeds(world: Parameters, life: Life, seen: Observed) -> Iterator[Feed]:
    phones, accounts = seen.phones, seen.accounts
    parties = life.society.parties.with_row_index("party").with_columns(pl.col("party").cast(pl.Int64))
    for bank, make in (("A", banks.bank_a), ("B", banks.bank_b), ("C", banks.bank_c)):
        yield make(world, banks.transfers_of(bank, seen.money, accounts, parties))
    yield banks.customers(world, accounts, parties, life.own.phone_of, phones["number"])
    for operator, make in (("X", operators.cdr_x), ("Y", operators.cdr_y)):
        yield make(world, operators.calls_of(operator, seen.talks, phones, life.own.cells.table))
    yield operators.subscribers(world, phones, parties)
    yield operators.cells_feed(life.own.cells.table)
    arrests = register(world, life.society, life.arrests, phones, accounts)
    yield Feed("arrests.csv", Dialect(), arrests, plain_marks(arrests.height))
    city = life.society.parties["city"]
    yield authority(
        world,
        phones,
        seen.phone_windows,
        city.gather(phones["user"]),
        accounts,
        seen.account_windows,
        city.gather(accounts["registered"]),
    )


def _truth(world: Parameters, life: Life, seen: Observed) -> dict[str, pl.DataFrame]:
    society, crews, iin = life.society, life.crews, life.society.parties["iin"]
    return {
        "persons": truth.persons(world, society, crews, life.others),
        "shops": truth.shops(world, society, crews, life.purses, seen.accounts),
        "rings": truth.rings(society, crews),
        "origins": truth.origins(society),
        "account_control": truth.account_control(world, seen.accounts, iin),
        "phone_users": truth.phone_users(world, seen.phones, iin),
        "phone_switches": truth.phone_switches(world, crews, life.own, seen.phones, iin),
        "aliases": truth.aliases(society),
        "ties": truth.ties(society, crews, life.purses, _seen_between(seen)),
    }


def _seen_between(seen: Observed) -> pl.DataFrame:
    """Exported calls and transfers between what two parties really control, in either direction."""
    users, controllers = seen.phones["user"], seen.accounts["controller"]
    held = seen.talks.filter(pl.col("dst") >= 0, ~pl.col("outside"))
    paid = seen.money.filter(~pl.col("outside"), pl.col("either") == "")
    pairs = [
        pl.DataFrame({"a": of.gather(table[one]), "b": of.gather(table[other]), "what": [what] * table.height})
        for of, table, what in ((users, held, "calls"), (controllers, paid, "transfers"))
        for one, other in (("src", "dst"), ("dst", "src"))
    ]
    sums = [(pl.col("what") == what).sum().cast(pl.Int64).alias(what) for what in ("calls", "transfers")]
    return pl.concat(pairs).group_by("a", "b").agg(sums).with_columns(pl.col("a", "b").cast(pl.Int64))


def _write_truth(
    world: Parameters, told: Mapping[str, pl.DataFrame], counts: Mapping[str, object], folder: Path
) -> None:
    for name, table in told.items():
        table.write_csv(folder / f"{name}.csv")
        table.write_parquet(folder / f"{name}.parquet")
    for name, document in (("counts", counts), ("params", _parameters(world, told["persons"]))):
        (folder / f"{name}.json").write_text(json.dumps(document, ensure_ascii=False, indent=1), "utf-8")


def _parameters(world: Parameters, persons: pl.DataFrame) -> dict[str, str | int | float | bool]:
    roles = persons["role"]
    figures = {
        "core": int(persons["core"].sum()),
        "droppers": int((roles == "dropper").sum()),
        "buyers": int((roles == "buyer").sum()),
    }
    return world.as_json() | figures
