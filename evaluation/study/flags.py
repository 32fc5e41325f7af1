"""Who is flagged that should not be, by what they really are; and whether errors fall on all alike."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import polars as pl

from core.networks import Run
from evaluation.scoring import by_iin, by_line
from evaluation.truth import Truth
from evaluation.worlds import World

HUBS = ("landlord", "baker", "taxi", "sole_trader", "toi_host", "delivery", "group_buyer", "crypto_trader", "tutor")


@dataclass(frozen=True, slots=True)
class Count:
    """So many of so many."""

    hits: int
    of: int

    def __add__(self, other: "Count") -> "Count":
        return Count(self.hits + other.hits, self.of + other.of)

    @property
    def share(self) -> float:
        """Hits among all; 0 of none."""
        return self.hits / self.of if self.of else 0.0


def flagged(run: Run, truth: Truth) -> frozenset[str]:
    """Persons who stand by name in a core."""
    return frozenset().union(*(by_iin(network, truth) for network in run.networks))


def false_flags(run: Run, found: World) -> dict[str, Count]:
    """Persons who stand in a core and are core of no shop: by role, and of the groups that the targets name."""
    truth = found.truth
    named = flagged(run, truth)
    groups = {role: {iin for iin, of in truth.role.items() if of == role} for role in set(truth.role.values())}
    groups |= {"all": set(truth.role), "hubs": set().union(*(groups.get(role, set()) for role in HUBS)),
               "households": _households(found)}  # fmt: skip
    return {name: _count(named, group - truth.core) for name, group in sorted(groups.items()) if group - truth.core}


def _households(found: World) -> set[str]:
    """Who lives with a core member."""
    ties = pl.read_parquet(found.folder / "truth" / "ties.parquet").filter(pl.col("kind") == "household")
    pairs = [*ties.select("a_iin", "b_iin").iter_rows(), *ties.select("b_iin", "a_iin").iter_rows()]
    return {other for one, other in pairs if one in found.truth.core}


def _count(named: Collection[str], group: Collection[str]) -> Count:
    return Count(sum(iin in named for iin in group), len(group))


def parity(run: Run, found: World) -> dict[str, dict[str, tuple[Count, Count]]]:
    """By city, sex and origin of the name: core members who were found, lines counted, and others who were flagged."""
    truth = found.truth
    lines = frozenset().union(*(by_line(network, truth) for network in run.networks))
    named = flagged(run, truth)
    people = _people(found)
    return {
        by: {group: (_count(lines, held & truth.core), _count(named, held - truth.core))
             for group, held in _groups(people, by).items()}
        for by in ("city", "sex", "origin")
    }  # fmt: skip


def _people(found: World) -> pl.DataFrame:
    folder = found.folder / "truth"
    persons = pl.read_parquet(folder / "persons.parquet", columns=["iin", "city", "sex"])
    return persons.join(pl.read_parquet(folder / "origins.parquet"), on="iin")


def _groups(people: pl.DataFrame, by: str) -> Mapping[str, set[str]]:
    return {group: set(held) for group, held in people.group_by(by).agg("iin").sort(by).iter_rows()}
