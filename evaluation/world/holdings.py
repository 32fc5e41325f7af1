"""What people hold: accounts, phones and SIM cards, handsets, and the cells that see them.

A holding is known by its place in its book. Crime adds to the same books, so nothing about a number tells
who uses it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import polars as pl

from evaluation.world import numbers
from evaluation.world.cells import Cells, masts
from evaluation.world.columns import Column, Flags, Ints, expression
from evaluation.world.parameters import DAY_S, HOUR_S, Parameters
from evaluation.world.people import Society

# shares among those that export; bank D and operator Z export nothing
BANKS: Mapping[str, float] = {"A": 0.42, "B": 0.36, "C": 0.12}
OPERATORS: Mapping[str, float] = {"X": 0.48, "Y": 0.42}
ALWAYS = -1  # a day before the first or after the last
NEVER = 2**40  # a second that does not come
BEGAN = -1  # a second before the first


@dataclass(slots=True)
class Accounts:
    """Book of accounts: bank, registered and controlling party, first and last day of that control."""

    silent: float = 0.1  # share of accounts at a bank that exports nothing
    chunks: list[pl.DataFrame] = field(default_factory=list)
    size: int = 0

    def open(self, rng: np.random.Generator, registered: Ints, **told: Column) -> Ints:
        """One account for each party, at a bank of chance; their places."""
        banks = _drawn(rng, BANKS, "D", self.silent, len(registered))
        chunk = pl.DataFrame({"registered": registered, "bank": pl.Series(banks)}).with_columns(
            controller=expression(told.get("controller", registered)),
            from_day=expression(told.get("from_day", ALWAYS)), to_day=expression(told.get("to_day", ALWAYS)),
        )  # fmt: skip
        return _append(self, chunk)

    def table(self) -> pl.DataFrame:
        """All accounts with their IBANs."""
        book = pl.concat(self.chunks).with_row_index("account").with_columns(n=pl.int_range(pl.len()).over("bank"))
        parts = [part.with_columns(iban=numbers.ibans(str(bank), part["n"].to_numpy()))
                 for (bank,), part in book.group_by("bank", maintain_order=True)]  # fmt: skip
        return pl.concat(parts).sort("account").drop("n")


@dataclass(slots=True)
class Phones:
    """Book of numbers: operator, registered and using party (-1: nobody known), days of use, handset, burner.

    `age`: days for which the number had been registered when it was first used.
    """

    silent: float = 0.1  # share of numbers of an operator that exports nothing
    chunks: list[pl.DataFrame] = field(default_factory=list)
    size: int = 0
    handsets: int = 0

    def connect(
        self, rng: np.random.Generator, registered: Ints, user: Ints, handset: Ints | None = None, **told: Column
    ) -> Ints:
        """One number for each user, in a new handset unless `handset` is told; their places."""
        count = len(user)
        if handset is None:
            handset = np.arange(self.handsets, self.handsets + count)
            self.handsets += count
        chunk = pl.DataFrame({"registered": registered, "user": user, "handset": handset}).with_columns(
            operator=pl.Series(_drawn(rng, OPERATORS, "Z", self.silent, count)),
            ported=pl.Series(rng.random(count) < 0.04), burner=expression(told.get("burner", False)),
            from_day=expression(told.get("from_day", ALWAYS)), to_day=expression(told.get("to_day", ALWAYS)),
            age=expression(told.get("age", _ages(rng, count))),
        )  # fmt: skip
        return _append(self, chunk)

    def table(self) -> pl.DataFrame:
        """All numbers; the number's prefix is that of the operator it was first given out by."""
        book = pl.concat(self.chunks).with_row_index("phone")
        other = pl.col("operator").replace_strict({"X": "Y", "Y": "X", "Z": "X"})
        book = book.with_columns(first=pl.when("ported").then(other).otherwise("operator"))
        book = book.with_columns(n=pl.int_range(pl.len()).over("first"))
        parts = [part.with_columns(number=numbers.msisdns(str(first), part["n"].to_numpy()))
                 for (first,), part in book.group_by("first", maintain_order=True)]  # fmt: skip
        book = pl.concat(parts).sort("phone").drop("n", "first", "ported")
        return book.with_columns(
            imei=numbers.imeis(book["handset"].to_numpy()),
            imsi=numbers.imsis(book["operator"], book["phone"].to_numpy().astype(np.int64)),
        )


def _drawn(rng: np.random.Generator, shares: Mapping[str, float], silent: str, share: float, count: int) -> np.ndarray:
    odds = np.array(list(shares.values()))
    return rng.choice([*shares, silent], count, p=[*(odds / odds.sum() * (1 - share)), share])


def _ages(rng: np.random.Generator, count: int) -> Ints:
    """Most keep a number for years; every fifth is some weeks old."""
    years, weeks = rng.uniform(30, 3000, count), rng.exponential(40, count)
    return np.where(rng.random(count) < 0.2, weeks, years).astype(np.int64)


def _append(book: Accounts | Phones, chunk: pl.DataFrame) -> Ints:
    chunk = chunk.with_columns(pl.selectors.integer().cast(pl.Int64))
    book.chunks.append(chunk.select(sorted(chunk.columns)))
    places = np.arange(book.size, book.size + chunk.height)
    book.size += chunk.height
    return places


@dataclass(frozen=True, slots=True)
class Spare:
    """A second phone or account of some: place in the book (-1: none), between which seconds it is in use."""

    place: Ints
    since: Ints
    until: Ints

    def instead(self, usual: Ints, party: Ints, second: Ints, share: float) -> Ints:
        """The spare one for a share of the hours in which it is in use, else the usual one."""
        place = self.place[party]
        on = (place >= 0) & (second >= self.since[party]) & (second < self.until[party])
        mine = (second // HOUR_S * 7 + party * 3) % 10 < round(10 * share)
        return np.where(on & mine, place, usual)


@dataclass(slots=True)
class Holdings:
    """The books, and where each party's everyday holdings stand in them (-1: none).

    `phone_of`, `account_of`: the first ones; `next_phone` takes the first phone's place at second `switched`.
    `sweeps`: who has the wage sent to the first account and lives on the second one.
    """

    accounts: Accounts
    phones: Phones
    cells: Cells
    account_of: Ints
    phone_of: Ints
    spare_account: Spare
    spare_phone: Spare
    sweeps: Flags
    next_phone: Ints
    switched: Ints

    def line(self, person: Ints, second: Ints) -> Ints:
        """The phone that a person has in hand at a second."""
        now = np.where(second >= self.switched[person], self.next_phone[person], self.phone_of[person])
        return self.spare_phone.instead(now, person, second, 0.3)

    def pays_from(self, party: Ints, second: Ints) -> Ints:
        """The account that a party uses for transfers at a second."""
        return self.spare_account.instead(self.lives_on(party), party, second, 0.7)

    def lives_on(self, party: Ints) -> Ints:
        """The account that a party uses with firms."""
        return np.where(self.sweeps[party], self.spare_account.place[party], self.account_of[party])


def endow(world: Parameters, society: Society) -> Holdings:
    """Everyday accounts and phones: one each, a second one for some, and a new number for others on the way."""
    rng = world.rng("holdings")
    accounts, phones = Accounts(world.missing), Phones(world.missing)
    everybody = np.arange(society.parties.height)
    account_of = accounts.open(rng, everybody)
    sweeps, spare_account = _second_accounts(rng, world, society, accounts)
    persons = everybody[: society.people]
    phone_of = phones.connect(rng, _registered(rng, persons, society), persons)
    next_phone, switched = _switches(rng, world, society, phones, phone_of)
    spare_phone = _second_phones(rng, world, society, phones)
    return Holdings(accounts, phones, masts(world), account_of, phone_of, spare_account, spare_phone, sweeps,
                    next_phone, switched)  # fmt: skip


def _of(holders: Ints, places: Ints, count: int) -> Ints:
    found = np.full(count, -1)
    found[holders] = places
    return found


def _second_accounts(
    rng: np.random.Generator, world: Parameters, society: Society, accounts: Accounts
) -> tuple[Flags, Spare]:
    """Two in five have another account: for everything but the wage, for transfers only, or for some days only."""
    count = society.parties.height
    holders = rng.choice(society.people, society.people * 2 // 5, replace=False)
    places = accounts.open(rng, holders)
    sweeps = np.zeros(count, dtype=bool)
    sweeps[holders] = (society.employer[holders] >= 0) & (rng.random(len(holders)) < 0.6)
    brief = ~sweeps[holders] & (rng.random(len(holders)) < 0.8)
    return sweeps, _spare(rng, world, holders, places, brief, count)


def _second_phones(rng: np.random.Generator, world: Parameters, society: Society, phones: Phones) -> Spare:
    """One in four has another number, most of these for some days or weeks only."""
    more = rng.choice(society.people, society.people // 4, replace=False)
    brief = rng.random(len(more)) < 0.75
    age = np.where(brief, rng.exponential(20, len(more)).astype(np.int64), _ages(rng, len(more)))
    places = phones.connect(rng, _registered(rng, more, society), more, age=age)
    return _spare(rng, world, more, places, brief, society.people)


def _spare(rng: np.random.Generator, world: Parameters, holders: Ints, places: Ints, brief: Flags, count: int) -> Spare:
    first = rng.integers(-5, world.days, len(holders))
    last = first + rng.integers(1, 16, len(holders))
    since, until = np.full(count, BEGAN), np.full(count, NEVER)
    since[holders] = np.where(brief, first * DAY_S, BEGAN)
    until[holders] = np.where(brief, last * DAY_S, NEVER)
    return Spare(_of(holders, places, count), since, until)


def _switches(
    rng: np.random.Generator, world: Parameters, society: Society, phones: Phones, phone_of: Ints
) -> tuple[Ints, Ints]:
    """Ordinary people who change their number, and take their contacts with them; most keep the handset."""
    who = rng.choice(society.people, round(society.people * 0.035 * world.days / 60), replace=False)
    day = rng.integers(1, max(2, world.days - 1), len(who))
    fresh = rng.random(len(who)) < 0.3
    handset = np.where(fresh, phones.handsets + np.arange(len(who)), phone_of[who])  # a first phone's own handset
    phones.handsets += len(who)
    age = rng.exponential(10, len(who)).astype(np.int64)
    new = phones.connect(rng, _registered(rng, who, society), who, handset=handset, from_day=day, age=age)
    switched = np.full(society.people, NEVER)
    switched[who] = day * DAY_S
    return _of(who, new, society.people), switched


def _registered(rng: np.random.Generator, persons: Ints, society: Society) -> Ints:
    """A phone is registered to its user, or to another of the household (near number), or to nobody known."""
    other = np.where(rng.random(len(persons)) < 0.12, (persons + 1) % society.people, persons)
    return np.where(rng.random(len(persons)) < 0.01, -1, other)
