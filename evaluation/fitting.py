"""`python -m evaluation.fitting`: weights fitted on made worlds, and what they do to worlds that were held out.

Made worlds of seeds from worlds.FITTING on; those held out begin at HELD_OUT. Nothing is put in force: a file is
written, and what it did to the held-out worlds is printed.
"""

import argparse
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import polars as pl

from core.fitting import Fitted, write_fitted
from core.tables import Tables
from evaluation.scoring import by_iin, person_precision, score_run
from evaluation.truth import Truth
from evaluation.worlds import FITTING, mixed_worlds
from graph.networks.detect import detect
from graph.networks.fitting import Case, fit
from graph.networks.stages import stages

World = tuple[Tables, Truth]
HELD_OUT = FITTING + 500  # the first seed of worlds that show what a fit is worth
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


def asked(arguments: Sequence[str] | None, prog: str, about: str | None, file: str) -> argparse.Namespace:
    """Which worlds a fitting command is to fit on and to hold out, and where it writes: root, worlds, held_out, …"""
    parser = argparse.ArgumentParser(prog=f"python -m evaluation.{prog}", description=about)
    parser.add_argument("--root", type=Path, default=Path("out") / "worlds", help="where worlds are kept")
    parser.add_argument("--worlds", type=int, default=12)
    parser.add_argument("--held-out", type=int, default=4)
    parser.add_argument("--people", type=int, default=20_000)
    parser.add_argument("--output", type=Path, default=Path("out") / file)
    return parser.parse_args(arguments)


def main(arguments: Sequence[str] | None = None) -> int:
    """Fit on the first worlds, print what the fit does to others, write it."""
    told = asked(arguments, "fitting", __doc__, "weights.yaml")
    fitted = fit_worlds(_worlds(told.root, told.worlds, told.people, FITTING))
    write_fitted(fitted, told.output)
    others = held_out(_worlds(told.root, told.held_out, told.people, HELD_OUT), [None, fitted])
    sys.stdout.write(f"before {fitted.before}\nafter  {fitted.after}\n{others}\n")
    return 0


def _worlds(root: Path, count: int, people: int, first: int) -> dict[str, World]:
    found = mixed_worlds(root, count=count, people=people, first=first)
    return {str(each.told["seed"]): (each.tables, each.truth) for each in found}


if __name__ == "__main__":
    sys.exit(main())
