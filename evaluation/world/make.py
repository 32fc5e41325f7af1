"""Makes a world: people first, crime among them, then what agencies see of it, then the files."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl

from core.errors import InputError
from evaluation.world import truth
from evaluation.world.arrests import other_arrests, register, seize_couriers
from evaluation.world.columns import Ints
from evaluation.world.crew import Crew, equip, hire
from evaluation.world.everyday import live
from evaluation.world.feeds import banks, operators
from evaluation.world.feeds.registers import authority
from evaluation.world.feeds.sheet import Dialect, Feed, plain_marks
from evaluation.world.holdings import Holdings, endow
from evaluation.world.lookalikes import trades
from evaluation.world.observe import Windows, sanctions, seen_calls, seen_transfers
from evaluation.world.parameters import Parameters
from evaluation.world.people import Society, settle
from evaluation.world.rivals import casino
from evaluation.world.shops import Cards, buy_cards, trade
from evaluation.world.work_calls import work
from evaluation.world.write import write_feed

LEAST_PEOPLE, LEAST_PER_SHOP = 500, 700


@dataclass(frozen=True, slots=True)
class Life:
    """All that happened, and who did it."""

    money: pl.DataFrame
    talks: pl.DataFrame
    arrests: pl.DataFrame
    crews: list[Crew]
    cards: list[Cards]
    others: pl.DataFrame  # party, role: look-alikes and rivals


def make_world(folder: Path, *, people: int, days: int, shops: int, seed: int, missing: float = 0.1) -> None:
    """Write folder/feeds (ten exports in the sample's formats) and folder/truth (its columns, csv and parquet).

    The same arguments give the same bytes. About 0.35 transfers and calls a person and day are exported.

    Raises:
        InputError: too few people for the shops asked for, or impossible figures.
    """
    world = _checked(Parameters(people, days, shops, seed, missing))
    for part in ("feeds", "truth"):
        (folder / part).mkdir(parents=True, exist_ok=True)
    society = settle(world)
    own = endow(world, society)
    life = _live(world, society, own)
    _write(world, society, own, life, folder)


def _checked(world: Parameters) -> Parameters:
    if world.people < max(LEAST_PEOPLE, LEAST_PER_SHOP * world.shops):
        raise InputError(f"{world.shops} shops need at least {max(LEAST_PEOPLE, LEAST_PER_SHOP * world.shops)} people.")
    if world.days < 7 or world.shops < 0 or not 0 <= world.missing < 1:
        raise InputError("A world has at least 7 days, no fewer than 0 shops, and misses a share from 0 to below 1.")
    return world


def _live(world: Parameters, society: Society, own: Holdings) -> Life:
    free = _shuffled_by_city(world, society)
    crews = [hire(world, society, number, free) for number in range(world.shops)]
    for crew in crews:
        equip(world, crew, own)
    arrests = [seize_couriers(world, own, crew) for crew in crews]
    cards = [buy_cards(world, crew, own) for crew in crews]
    money = [table for crew, held in zip(crews, cards, strict=True) for table in trade(world, society, own, crew, held)]
    talks = [table for crew, held in zip(crews, cards, strict=True) for table in work(world, society, own, crew, held)]
    rivals = [casino(world, society, own, number, free) for number in range(max(world.shops, 1))]
    left = np.concatenate(free)
    world.rng("left").shuffle(left)
    traded, phoned, who = trades(world, society, own, left)
    paid, called = live(world, society, own)
    return Life(
        pl.concat([paid, *traded, *money, *(table for tables, _ in rivals for table in tables)]),
        pl.concat([called, *phoned, *talks]),
        pl.concat([other_arrests(world, society, own), *arrests]),
        crews, cards, pl.concat([who, *(rival for _, rival in rivals)]),
    )  # fmt: skip


def _shuffled_by_city(world: Parameters, society: Society) -> list[Ints]:
    rng = world.rng("hiring")
    cities = range(int(society.city.max()) + 1)
    return [rng.permutation(np.flatnonzero(society.city[: society.people] == place)) for place in cities]


def _write(world: Parameters, society: Society, own: Holdings, life: Life, folder: Path) -> None:
    phones, accounts = own.phones.table(), own.accounts.table()
    phone_windows = sanctions(world, "phones", np.ones(phones.height, dtype=bool))
    account_windows = sanctions(world, "accounts", accounts["registered"].to_numpy() < society.people)
    money = seen_transfers(world, life.money, accounts, account_windows)
    talks = seen_calls(world, life.talks, phones, phone_windows)
    windows = (phone_windows, account_windows)
    defects, crime, counts = [], [], {}
    for feed in _feeds(world, society, own, life, (phones, accounts), (talks, money), windows):
        broken, criminal, counted = write_feed(world, feed, folder / "feeds")
        defects.append(broken)
        crime.append(criminal)
        counts[feed.name] = counted
    told = _truth(world, society, life, (phones, accounts), (talks, money))
    told |= {"defects": pl.concat(defects), "crime_rows": pl.concat(crime)}
    _write_truth(world, told, counts, folder / "truth")


def _feeds(
    world: Parameters, society: Society, own: Holdings, life: Life, books: tuple[pl.DataFrame, pl.DataFrame],
    seen: tuple[pl.DataFrame, pl.DataFrame], windows: tuple[Windows, Windows],
) -> Iterator[Feed]:  # fmt: skip
    (phones, accounts), (talks, money) = books, seen
    parties = society.parties.with_row_index("party").with_columns(pl.col("party").cast(pl.Int64))
    for bank, make in (("A", banks.bank_a), ("B", banks.bank_b), ("C", banks.bank_c)):
        yield make(world, banks.transfers_of(bank, money, accounts, parties))
    yield banks.customers(world, accounts, parties, own.phone_of, phones["number"])
    for operator, make in (("X", operators.cdr_x), ("Y", operators.cdr_y)):
        yield make(world, operators.calls_of(operator, talks, phones, own.cells.table))
    yield operators.subscribers(world, phones, parties)
    yield operators.cells_feed(own.cells.table)
    arrests = register(world, society, life.arrests, phones, accounts)
    yield Feed("arrests.csv", Dialect(), arrests, plain_marks(arrests.height))
    city = society.parties["city"]
    yield authority(
        world,
        phones,
        windows[0],
        city.gather(phones["user"]),
        accounts,
        windows[1],
        city.gather(accounts["registered"]),
    )


def _truth(
    world: Parameters, society: Society, life: Life, books: tuple[pl.DataFrame, pl.DataFrame],
    seen: tuple[pl.DataFrame, pl.DataFrame],
) -> dict[str, pl.DataFrame]:  # fmt: skip
    (phones, accounts), (talks, money) = books, seen
    iin = society.parties["iin"]
    return {
        "persons": truth.persons(world, society, life.crews, life.others),
        "shops": truth.shops(world, society, life.crews, life.cards, accounts),
        "account_control": truth.account_control(world, accounts, iin),
        "phone_users": truth.phone_users(world, phones, iin),
        "phone_switches": truth.phone_switches(world, life.crews, phones, iin),
        "aliases": truth.aliases(society),
        "ties": truth.ties(society, life.crews, life.cards, _seen_between(phones, accounts, talks, money)),
    }


def _seen_between(
    phones: pl.DataFrame, accounts: pl.DataFrame, talks: pl.DataFrame, money: pl.DataFrame
) -> pl.DataFrame:
    """Exported calls and transfers between what two parties really control, in either direction."""
    users, controllers = phones["user"], accounts["controller"]
    held = talks.filter(pl.col("dst") >= 0, ~pl.col("outside"))
    paid = money.filter(~pl.col("outside"), pl.col("either") == "")
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
