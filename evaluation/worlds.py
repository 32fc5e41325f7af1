"""Made worlds, found again: each in a folder named by what it is made from, with the tables that detection sees.

Seeds below FITTING are for evaluation and nothing may be fitted on their worlds; whoever fits takes seeds from
FITTING on, and whoever evaluates refuses them.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl

from core.home import Home
from core.settings import Settings
from core.tables import SCHEMAS, Tables
from etl.load import load_paths
from evaluation.shelf import Shelf
from evaluation.truth import Truth, read_truth
from evaluation.world import Told, make_world
from graph.projection import project

FITTING = 1_000  # the first seed that may be fitted on
EVASIONS, MISSING = (0, 1, 2, 3), (0.1, 0.2, 0.3)  # what mixed worlds are mixed of


@dataclass(frozen=True)
class World:
    """A made world on disk: feeds/, truth/ and what detection sees, tables/."""

    folder: Path
    told: Told

    @cached_property
    def truth(self) -> Truth:
        """What is really so. For labels and scores, never for what is measured on."""
        return read_truth(self.folder / "truth")

    @cached_property
    def rings(self) -> Mapping[str, str]:
        """Kind of the ring of which somebody is a member («shop», «casino»…), by IIN."""
        rings = pl.read_parquet(self.folder / "truth" / "rings.parquet").sort(pl.col("kind") == "shop")
        return dict(rings.select("iin", "kind").iter_rows())

    @cached_property
    def tables(self) -> Tables:
        """What detection sees: the feeds loaded as the product loads them, without a Neo4j."""
        kept = self.folder / "tables"
        if not (kept / ".whole").is_file():
            kept.mkdir(exist_ok=True)
            for name, table in seen(self.folder / "feeds").items():
                table.write_parquet(kept / f"{name}.parquet")
            (kept / ".whole").touch()
        return Tables.build({name: pl.read_parquet(kept / f"{name}.parquet") for name in SCHEMAS})


def world(root: Path, told: Told) -> World:
    """The world of these parameters below `root`; made if it is not there.

    Raises:
        InputError: impossible parameters.
    """
    folder = root / "-".join(f"{name}{value}" for name, value in sorted(told.items()))
    if not (folder / "truth" / "params.json").is_file():
        make_world(folder, **told)
    return World(folder, told)


def mixed_worlds(
    root: Path, *, count: int, people: int = 20_000, days: int = 60, first: int = FITTING
) -> Iterator[World]:
    """Worlds to fit on: evasion and missing data in turn, a shop for 3,000 people, every sixth without crime.

    Raises:
        ValueError: `first` is a seed of evaluation.
    """
    if first < FITTING:
        raise ValueError(f"seeds below {FITTING} are for evaluation")
    mix = list(product(EVASIONS, MISSING))
    for number in range(count):
        evasion, missing = mix[number * 5 % len(mix)]  # 5 and 12 have no common divisor: all twelve before any again
        told = Told(people=people, days=days, shops=max(1, people // 3_000), seed=first + number, evasion=evasion,
                    missing=missing, zero_crime=number % 6 == 5)  # fmt: skip
        yield world(root, told)


def seen(feeds: Path) -> Tables:
    """Column tables of a folder of feeds, loaded as ever into a graph on a shelf."""
    (tables,) = seen_by(feeds, [None])
    return tables


def seen_by(feeds: Path, ends_ms: Iterable[int | None]) -> Iterator[Tables]:
    """The same, as it was known at several moments (None: everything), loaded once."""
    with TemporaryDirectory() as scratch:
        home = Home(Path(scratch) / "home").ensure()
        shelf = Shelf(Path(scratch) / "shelf")
        settings = replace(Settings.from_environment(), home=home.root, neo4j_uri=None, casework_url=None)
        load_paths([feeds], home=home, writer=shelf, settings=settings)
        for end_ms in ends_ms:
            yield project(shelf, end_ms)


def labels(found: World) -> pl.DataFrame:
    """What every entity really is: entity (id of the tables), kind (person, account, phone), role, core, ring.

    A phone or account is what its real user is: the card that a ring bought is its handler's. `role` is the part in a
    shop or rival, the kind of look-alike, or «none»; `core`: the user is a member of a drug shop; `ring`: the shop or
    rival, or empty.
    """
    return pl.concat([_person_labels(found), _line_labels(found, "phone"), _line_labels(found, "account")])


def _people(found: World) -> pl.DataFrame:
    persons = pl.read_parquet(found.folder / "truth" / "persons.parquet")
    rings = pl.read_parquet(found.folder / "truth" / "rings.parquet")
    ring = rings.group_by("iin").agg(ring=pl.col("ring").unique().sort().str.join(";"))
    return persons.join(ring, on="iin", how="left").select("iin", "role", "core", pl.col("ring").fill_null(""))


def _person_labels(found: World) -> pl.DataFrame:
    known = found.tables.persons.drop_nulls("iin").select("iin", entity="id")
    return known.join(_people(found), on="iin").select(
        "entity", pl.lit("person").alias("kind"), "role", "core", "ring"
    )


def _line_labels(found: World, kind: str) -> pl.DataFrame:
    file, number, user = _USERS[kind]
    users = pl.read_parquet(found.folder / "truth" / f"{file}.parquet")
    told = users.rename({user: "iin"}).join(_people(found), on="iin")
    entity = pl.concat_str(pl.lit(f"{kind}:"), pl.col(number)).alias("entity")
    return told.select(entity, pl.lit(kind).alias("kind"), "role", "core", "ring")


_USERS: Mapping[str, tuple[str, str, str]] = {
    "phone": ("phone_users", "phone", "user_iin"), "account": ("account_control", "iban", "controller_iin"),
}  # fmt: skip
