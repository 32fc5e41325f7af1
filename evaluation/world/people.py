"""Who lives in the world: persons with names, homes, households, friends and employers; and firms."""

from dataclasses import dataclass

import numpy as np
import polars as pl

from evaluation.world import data, numbers, spelling
from evaluation.world.columns import Flags, Ints, Reals
from evaluation.world.parameters import Parameters

FRIENDS = 12


@dataclass(frozen=True, slots=True)
class Society:
    """Parties by index: persons first, then firms.

    `parties`: iin, sex, birth, city (place in cities.yaml), native, russian, cp1251, latin, masked, origin (of the
    name), kind (person, retail, employer, utility, atm, exchange, bookmaker). `friends`: persons x FRIENDS, nearest
    first; the first ones share the household. `employer`: index of a firm, -1 for none. `activity`: heavy-tailed,
    mean 1.
    """

    parties: pl.DataFrame
    people: int
    city: Ints
    household: Ints
    friends: Ints
    employer: Ints
    activity: Reals

    def firms(self, kind: str, city: int | None = None) -> Ints:
        """Indices of the firms of a kind, in a city or anywhere."""
        wanted = (self.parties["kind"] == kind).to_numpy()
        return np.flatnonzero(wanted if city is None else wanted & (self.city == city))


def settle(world: Parameters) -> Society:
    """Draw the society."""
    rng = world.rng("people")
    persons = _persons(rng, world.people)
    firms = _firms(rng, world.people)
    parties = pl.concat([persons, firms], how="diagonal_relaxed")
    city = parties["city"].to_numpy()
    household = _households(rng, world.people)
    society = Society(
        parties, world.people, city, household, _friends(rng, city[: world.people]),
        np.full(world.people, -1), _activity(rng, world.people),
    )  # fmt: skip
    society.employer[:] = _employers(rng, society)
    return society


def _persons(rng: np.random.Generator, count: int) -> pl.DataFrame:
    shares = np.array([c.share for c in data.cities()])
    female = rng.random(count) < 0.51
    birth = np.datetime64("1955-01-01") + rng.integers(0, 365 * 52, count).astype("timedelta64[D]")
    told = np.where(rng.random(count) < 0.01, birth + rng.integers(30, 400, count), birth)  # IIN and birth may differ
    table = pl.DataFrame(
        {
            "iin": numbers.iins(rng, told.astype("datetime64[D]"), female),
            "sex": pl.Series(np.where(female, "F", "M")),
            "birth": pl.Series(birth.astype("datetime64[D]")),
            "iin_birth_mismatch": told != birth,
            "city": np.sort(rng.choice(len(shares), count, p=shares / shares.sum())),  # neighbours have near numbers
        }
    )
    return table.with_columns(_names(rng, female)).with_columns(kind=pl.lit("person")).drop("given")


def _names(rng: np.random.Generator, female: Flags) -> pl.DataFrame:
    count, names = len(female), data.names()
    parts = {}
    for part in ("kazakh", "russian"):
        of = getattr(names, part)
        men, women = spelling.draw(rng, of.male, count), spelling.draw(rng, of.female, count)
        family, father = spelling.draw(rng, of.family, count), spelling.draw(rng, of.male, count)
        parts[part] = pl.DataFrame({"men": men, "women": women, "family": family, "father": father}).select(
            given=pl.when(pl.Series(female)).then("women").otherwise("men"),
            family=pl.col("family") + pl.when(pl.Series(female)).then(pl.lit("а")).otherwise(pl.lit("")),
            father=(pl.col("father") + _ending(part, female)).str.replace("[йь]ов", "ев"),
        )
    kazakh = pl.Series(rng.random(count) < 0.75)
    rare, habit = pl.Series(rng.random(count) < 0.03), pl.Series(rng.random(count) < 0.4)
    both = pl.concat([parts["kazakh"], parts["russian"].rename(lambda c: f"other_{c}")], how="horizontal")
    chosen = both.select(
        pl.when(kazakh).then(c).otherwise(f"other_{c}").alias(c) for c in ("given", "family", "father")
    )
    native = pl.concat_str("family", "given", "father", separator=" ")
    short = pl.concat_str("given", "family", separator=" ")
    initial = pl.concat_str(
        spelling.russian(pl.col("given")), pl.lit(" "), spelling.russian(pl.col("family")).str.head(1), pl.lit(".")
    )
    return chosen.select(
        "given", native=native, russian=spelling.russian(native), cp1251=spelling.cp1251(native, rare),
        latin=spelling.latin(short, habit), masked=initial,
        origin=pl.when(kazakh).then(pl.lit("kazakh")).otherwise(pl.lit("russian")),
    )  # fmt: skip


def _ending(part: str, female: Flags) -> pl.Expr:
    of_man, of_woman = ("ұлы", "қызы") if part == "kazakh" else ("ович", "овна")
    return pl.when(pl.Series(female)).then(pl.lit(of_woman)).otherwise(pl.lit(of_man))


def _firms(rng: np.random.Generator, people: int) -> pl.DataFrame:
    cities = len(data.cities())
    sizes = {"retail": max(people // 80, 5 * cities), "employer": max(people // 150, 2 * cities), "utility": 4,
             "atm": 4 * cities, "exchange": 3, "bookmaker": 3}  # fmt: skip
    kinds = [kind for kind, size in sizes.items() for _ in range(size)]
    firm, count = data.names().firm, len(kinds)
    word = spelling.draw(rng, firm.words, count)
    second = pl.Series(
        np.where(np.array(kinds) == "atm", "Банкомат", spelling.draw(rng, firm.retail, count).to_numpy())
    )
    name = spelling.draw(rng, firm.forms, count) + ' "' + word + " " + second + '"'
    place = pl.DataFrame({"kind": kinds}).select(pl.int_range(pl.len()).over("kind")).to_series().to_numpy()
    city = np.where((place < cities) | (np.array(kinds) == "atm"), place % cities, rng.integers(0, cities, count))
    return pl.DataFrame({"iin": numbers.bins(rng, count), "city": city, "native": name, "kind": kinds}).with_columns(
        russian=pl.col("native"), masked=pl.col("native"),
        latin=spelling.latin(pl.col("native"), pl.Series([False] * count)),
        cp1251=spelling.russian(pl.col("native")),
    )  # fmt: skip


def _households(rng: np.random.Generator, people: int) -> Ints:
    sizes = rng.choice([1, 2, 3, 4, 5, 6], people, p=[0.22, 0.24, 0.2, 0.18, 0.1, 0.06])
    return np.repeat(np.arange(people), sizes)[:people].astype(np.int64)


def _friends(rng: np.random.Generator, city: Ints) -> Ints:
    """Near numbers are near people: the household, then friends at heavy-tailed distance, a tenth anywhere."""
    count = len(city)
    me = np.arange(count)[:, None]
    far = np.ceil(rng.pareto(0.8, (count, FRIENDS)) * np.linspace(1, 30, FRIENDS)).clip(1, count // 2).astype(np.int64)
    near = (me + far * rng.choice([-1, 1], far.shape)) % count
    anywhere = rng.integers(0, count, far.shape)
    friends = np.where(rng.random(far.shape) < 0.1, anywhere, near)
    return np.where(friends == me, (me + 1) % count, friends)


def _activity(rng: np.random.Generator, people: int) -> Reals:
    drawn = rng.lognormal(0.0, 0.8, people).clip(0.05, 25)
    return np.asarray(drawn / drawn.mean())


def _employers(rng: np.random.Generator, society: Society) -> Ints:
    employed = rng.random(society.people) < 0.55
    employer = np.full(society.people, -1)
    for place in range(len(data.cities())):
        firms = society.firms("employer", place)
        mine = np.flatnonzero(employed & (society.city[: society.people] == place))
        weight = 1 / np.arange(1, len(firms) + 1)
        employer[mine] = rng.choice(firms, len(mine), p=weight / weight.sum())
    return employer
