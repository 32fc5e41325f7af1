"""What people hold: accounts, phones and SIM cards, handsets, and the cells that see them.

A holding is known by its place in its book. Crime adds to the same books, so nothing about a number tells
who uses it.
"""

from dataclasses import dataclass, field

import numpy as np
import polars as pl

from evaluation.world import numbers
from evaluation.world.cells import Cells, masts
from evaluation.world.columns import Column, Ints, expression
from evaluation.world.parameters import Parameters
from evaluation.world.people import Society

BANKS, BANK_SHARES = ("A", "B", "C", "D"), (0.42, 0.36, 0.12, 0.10)
OPERATORS, OPERATOR_SHARES = ("X", "Y", "Z"), (0.48, 0.42, 0.10)
ALWAYS = -1  # a day before the first or after the last


@dataclass(slots=True)
class Accounts:
    """Book of accounts: bank, registered and controlling party, first and last day of that control."""

    chunks: list[pl.DataFrame] = field(default_factory=list)
    size: int = 0

    def open(self, rng: np.random.Generator, registered: Ints, **told: Column) -> Ints:
        """One account for each party, at a bank of chance; their places."""
        banks = rng.choice(BANKS, len(registered), p=BANK_SHARES)
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
    """Book of numbers: operator, registered and using party (-1: nobody known), days of use, handset, burner."""

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
            operator=pl.Series(rng.choice(OPERATORS, count, p=OPERATOR_SHARES)),
            ported=pl.Series(rng.random(count) < 0.04), burner=expression(told.get("burner", False)),
            from_day=expression(told.get("from_day", ALWAYS)), to_day=expression(told.get("to_day", ALWAYS)),
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


def _append(book: Accounts | Phones, chunk: pl.DataFrame) -> Ints:
    chunk = chunk.with_columns(pl.selectors.integer().cast(pl.Int64))
    book.chunks.append(chunk.select(sorted(chunk.columns)))
    places = np.arange(book.size, book.size + chunk.height)
    book.size += chunk.height
    return places


@dataclass(slots=True)
class Holdings:
    """The books, and where each party's everyday account and phone stand in them (-1: none)."""

    accounts: Accounts
    phones: Phones
    cells: Cells
    account_of: Ints
    phone_of: Ints


def endow(world: Parameters, society: Society) -> Holdings:
    """Everyday accounts and phones: one each, and a second one for some."""
    rng = world.rng("holdings")
    accounts, phones = Accounts(), Phones()
    everybody = np.arange(society.parties.height)
    account_of = accounts.open(rng, everybody)
    second = rng.choice(society.people, society.people // 4, replace=False)
    accounts.open(rng, second)
    persons = everybody[: society.people]
    phone_of = phones.connect(rng, _registered(rng, persons, society), persons)
    more = rng.choice(society.people, society.people // 12, replace=False)
    phones.connect(rng, more, more)
    return Holdings(accounts, phones, masts(world), account_of, phone_of)


def _registered(rng: np.random.Generator, persons: Ints, society: Society) -> Ints:
    """A phone is registered to its user, or to another of the household (near number), or to nobody known."""
    other = np.where(rng.random(len(persons)) < 0.12, (persons + 1) % society.people, persons)
    return np.where(rng.random(len(persons)) < 0.01, -1, other)
