"""Invented households and how registers, banks and the police mention their members, with the truth.

Relatives share family name, father's name, address, often a phone, sometimes a birthday: what resolution must not take
for one person. Of another make than evaluation.world: names, fields and errors are drawn here.
"""

from functools import cache
from pathlib import Path

import numpy as np
import polars as pl

from core.catalogue import Entry
from core.catalogue import read as read_entry
from etl.resolve.mentions import FACTS
from evaluation.resolution.mentions import Mentions
from evaluation.world import spelling

_SWAP = 2


class Parts(Entry):
    """Names of one sex are put together from these."""

    first: tuple[str, ...]
    second: tuple[str, ...]


class Source(Entry):
    """Whom a source knows, how it spells, and how often it gives what."""

    known: float
    spelling: str
    birth: float
    phone: float
    address: float
    account: float


class Errors(Entry):
    """How often what goes wrong."""

    typo: float
    birth_swapped: float
    birth_typo: float
    birth_wrong: float
    no_patronymic: float
    order: float
    kin_phone: float
    initials: float
    own_phones: float
    kin_account: float


class Households(Entry):
    """See households.yaml."""

    male: Parts
    female: Parts
    family_ending: tuple[str, ...]
    streets: tuple[str, ...]
    cities: tuple[str, ...]
    sources: dict[str, Source]
    errors: Errors


@cache
def told() -> Households:
    """What households.yaml says."""
    return read_entry(Path(__file__).with_suffix(".yaml"), Households)


def make(people: int, seed: int) -> Mentions:
    """Mentions of so many people, about 2.7 of each."""
    rng = np.random.default_rng(seed)
    persons = _persons(rng, people)
    seen = [_seen(rng, persons, name, source) for name, source in told().sources.items()]
    rows = pl.concat(seen).sample(fraction=1.0, shuffle=True, seed=seed).with_row_index("n")
    rows = rows.with_columns(id=pl.lit("person:") + pl.col("n").cast(pl.String).str.zfill(9))
    no_time = pl.lit(None, pl.Int64)
    facts = [
        rows.select("id", kind=pl.lit(kind), thing=kind, from_ms=no_time, to_ms=no_time).drop_nulls("thing")
        for kind in ("phone", "account", "address", "birth")
    ]
    names = rows.select("id", "name", checked=pl.lit(value=False))
    return Mentions(names, pl.concat(facts).select(*FACTS), rows.select("id", "person"))


def _persons(rng: np.random.Generator, count: int) -> pl.DataFrame:
    """One row a person: name parts, birth, household with its father, address, phones."""
    home = np.repeat(np.arange(count), rng.choice([1, 2, 3, 4, 5], count, p=[0.2, 0.25, 0.25, 0.2, 0.1]))[:count]
    female = rng.random(count) < 0.5
    of = told()
    men, women = _given(of.male), _given(of.female)
    homes = int(home.max()) + 1
    family = (pl.Series(men).gather(_common(rng, len(men), homes)) + _pick(rng, of.family_ending, homes)).gather(home)
    father = pl.Series(men).gather(
        np.where(rng.random(count) < 0.6, _common(rng, len(men), homes)[home], _common(rng, len(men), count))
    )
    nth = np.arange(count) - np.searchsorted(home, home)  # sisters do not bear one name
    names = [pl.Series(of).gather((_common(rng, len(of), homes)[home] + nth * 5) % len(of)) for of in (women, men)]
    given = pl.select(pl.when(pl.Series(female)).then(names[0]).otherwise(names[1])).to_series()
    birth = np.datetime64("1950-01-01") + rng.integers(0, 365 * 58, count)
    twin = (rng.random(count) < 0.01) & np.append(False, home[1:] == home[:-1])
    birth[1:] = np.where(twin[1:], birth[:-1], birth[1:])
    table = pl.DataFrame(
        {
            "person": np.arange(count),
            "home": home,
            "female": female,
            "family": family,
            "father": father,
            "given": given,
            "birth": birth.astype("datetime64[D]"),
        }
    )
    bearing = (
        pl.when("female")
        .then(pl.when(pl.col("family").str.contains("(?:ов|ев)$")).then(pl.col("family") + "а").otherwise("family"))
        .otherwise("family")
    )
    kazakh = pl.Series(rng.random(count) < 0.5)
    patronymic = (
        pl.when(kazakh)
        .then(pl.col("father") + pl.when("female").then(pl.lit("қызы")).otherwise(pl.lit("ұлы")))
        .otherwise(pl.col("father") + pl.when("female").then(pl.lit("овна")).otherwise(pl.lit("ович")))
    )
    return table.with_columns(family=bearing, patronymic=patronymic, address=_addresses(rng, homes).gather(home))


def _given(parts: Parts) -> list[str]:
    return [first + second for first in parts.first for second in parts.second]


def _common(rng: np.random.Generator, kinds: int, count: int) -> np.ndarray:
    """Places of names, the first far more common than the last."""
    weight = 1 / (np.arange(kinds) + 10.0)
    return rng.choice(kinds, count, p=weight / weight.sum())


def _pick(rng: np.random.Generator, texts: tuple[str, ...], count: int) -> pl.Series:
    return spelling.draw(rng, texts, count)


def _addresses(rng: np.random.Generator, homes: int) -> pl.Series:
    of = told()
    parts = pl.DataFrame({"city": _pick(rng, of.cities, homes), "street": _pick(rng, of.streets, homes),
                          "house": rng.integers(1, max(homes // 900, 60), homes),
                          "flat": rng.integers(1, 120, homes)})  # fmt: skip
    return parts.select(pl.format("{}, ул. {} {}, кв. {}", "city", "street", "house", "flat")).to_series()


def _seen(rng: np.random.Generator, persons: pl.DataFrame, name: str, source: Source) -> pl.DataFrame:
    """One row for each person that a source knows, with its errors."""
    rows = persons.filter(pl.Series(rng.random(persons.height) < source.known))
    count = rows.height
    errors = told().errors
    own = rows["person"] * 3 + pl.Series((rng.random(count) < errors.own_phones - 1).astype(np.int64))
    kin = pl.Series(rng.random(count) < errors.kin_phone)
    phone = pl.select(pl.when(kin).then(rows["home"] * 3 + 2).otherwise(own)).to_series()
    account = pl.select(
        pl.when(pl.Series(rng.random(count) < errors.kin_account))
        .then(rows["home"])
        .otherwise(rows["person"] + persons.height)
    ).to_series()
    return rows.select(
        "person",
        name=_spelt(rng, rows, source.spelling),
        birth=_gives(rng, source.birth, _births(rng, rows["birth"])),
        phone=_gives(rng, source.phone, pl.lit("+7701") + phone.cast(pl.String).str.zfill(8)),
        account=_gives(rng, source.account, pl.lit("KZ") + account.cast(pl.String).str.zfill(12)),
        address=_gives(rng, source.address, pl.col("address")),
    )


def _gives(rng: np.random.Generator, share: float, value: pl.Expr) -> pl.Expr:
    return _lot(rng, share, value)


def _lot(rng: np.random.Generator, share: float, value: pl.Expr) -> pl.Expr:
    seed = int(rng.integers(0, 2**31))
    lot = pl.int_range(pl.len()).hash(seed).cast(pl.Float64) / 2.0**64
    return pl.when(lot < share).then(value)


def _births(rng: np.random.Generator, births: pl.Series) -> pl.Expr:
    errors, day = told().errors, pl.col("birth").cast(pl.String)
    year, month, date = (day.str.split("-").list.get(at) for at in range(3))
    swapped = pl.when(date <= "12").then(pl.concat_str(year, date, month, separator="-")).otherwise(day)
    turned = pl.concat_str(year, month, date.str.reverse(), separator="-")
    wrong = (pl.col("birth") + pl.duration(days=pl.lit(pl.Series(rng.integers(20, 900, births.len()))))).cast(pl.String)
    lot = pl.Series(rng.random(births.len()))
    a, b, c = errors.birth_swapped, errors.birth_typo, errors.birth_wrong
    return (
        pl.when(lot < a).then(swapped).when(lot < a + b).then(turned).when(lot < a + b + c).then(wrong).otherwise(day)
    )


def _spelt(rng: np.random.Generator, rows: pl.DataFrame, form: str) -> pl.Expr:
    count, errors = rows.height, told().errors
    family, given, father = pl.col("family"), pl.col("given"), pl.col("patronymic")
    whole = pl.concat_str(family, given, father, separator=" ")
    short = pl.concat_str(family, given, separator=" ")
    turned = pl.concat_str(given, family, separator=" ")
    native = pl.when(pl.Series(rng.random(count) < errors.no_patronymic)).then(short).otherwise(whole)
    native = (
        pl.when(pl.Series(rng.random(count) < errors.order))
        .then(pl.concat_str(given, father, family, separator=" "))
        .otherwise(native)
    )
    initials = pl.format("{} {}.{}.", spelling.russian(family), given.str.head(1), father.str.head(1))
    forms = {
        "native": native,
        "russian": spelling.russian(native),
        "latin": spelling.latin(turned, pl.Series(rng.random(count) < 0.4)),
        "masked": pl.format("{} {}.", spelling.russian(given), spelling.russian(family).str.head(1)),
        "police": pl.when(pl.Series(rng.random(count) < errors.initials)).then(initials).otherwise(
            spelling.russian(native)),
    }  # fmt: skip
    chosen = forms[form]
    at = pl.Series(rng.integers(1, 6, count))
    typo = pl.concat_str(chosen.str.slice(0, at), chosen.str.slice(at + 1))
    return pl.when(pl.Series(rng.random(count) < errors.typo)).then(typo).otherwise(chosen)
