"""Weights fitted on made worlds: cases with known truth, and what fitted factors do to worlds that were held out."""

from collections.abc import Mapping, Sequence

import polars as pl

from core.fitting import Fitted
from core.tables import Tables
from evaluation.scoring import by_iin, person_precision, score_run
from evaluation.truth import Truth
from graph.networks.detect import detect
from graph.networks.fitting import Case, fit
from graph.networks.stages import stages

World = tuple[Tables, Truth]
CARD = {
    "fitted_on": "worlds of our own making: everybody with any tie to a candidate, core members against others",
    "cannot": "Made in the same workshop as the detection: it repeats what the makers believe. A world of another make "
    "and decided cases come first.",
}


def cases_of(name: str, world: World) -> list[Case]:
    """A case for everybody in whom detection found a tie to a candidate; droppers are left out, as in `izder fit`."""
    tables, truth = world
    found = stages(tables, 0, {}, lambda _: None).evidence
    known = tables.persons.drop_nulls("iin").select(entity="id", iin="iin")
    best = found.join(known, on="entity").group_by("network", "entity", "iin", "indicator").agg(
        pl.col("llr").sort_by(pl.col("llr").abs()).last(),
    ).sort("network", "entity", "indicator")
    cases = []
    for (network, _, iin), rows in best.group_by("network", "entity", "iin", maintain_order=True):
        if iin not in truth.droppers or iin in truth.core:
            said = dict(rows.select("indicator", "llr").iter_rows())
            cases.append(Case(f"{name} {network}", iin in truth.core, said))
    return cases


def fit_worlds(worlds: Mapping[str, World]) -> Fitted:
    """Factors fitted on all of the worlds together.

    Raises:
        InputError: they hold too few cases.
    """
    cases = [case for name, world in worlds.items() for case in cases_of(name, world)]
    return fit(cases, CARD | {"worlds": ", ".join(worlds)})


def held_out(worlds: Mapping[str, World], weights: Sequence[Fitted | None]) -> pl.DataFrame:
    """Per world and weights (None: as shipped): shops found, right of the first ten, average precision of persons."""
    lines = []
    for name, (tables, truth) in worlds.items():
        for each in weights:
            run = detect(tables, parameters={"runs": 0}, weights=each)
            cores = score_run(run, truth, by_iin)
            lines.append((
                name, each.name if each else "shipped", cores.recall, cores.right, cores.proposals,
                person_precision(run.persons, truth),
            ))  # fmt: skip
    columns = ["world", "weights", "recall", "right", "proposals", "average_precision"]
    return pl.DataFrame(lines, schema=columns, orient="row")
