"""`python -m evaluation.resolution [TEST…]`: measures, keeps out/resolution.json, writes docs/entity-resolution.md.

`python -m evaluation.resolution fit` prints what made households teach: figures for etl/resolve/model.yaml.
"""

import argparse
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from core.home import Home
from etl.resolve.model import load
from evaluation.bench.machine import machine
from evaluation.figures import table, write_section
from evaluation.resolution.contest import contest
from evaluation.resolution.fit import fitted
from evaluation.resolution.households import make
from evaluation.resolution.mentions import ALIAS, ROW, Mentions, of_sample
from evaluation.resolution.records import stage
from evaluation.world import Told, make_world

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples"
HOUSEHOLDS, FITTED_ON, MEASURED_ON = 20_000, 11, 23  # persons, seeds; bands were chosen on a third one, 7
WORLD: Told = {"people": 3_000, "days": 10, "shops": 3, "seed": 21}


def _folder(folder: Path, unit: str, *, births: bool) -> Mentions:
    with TemporaryDirectory() as scratch:
        return of_sample(stage(folder / "feeds", Home(Path(scratch))), folder / "truth", unit, births=births)


def _world(unit: str, *, births: bool) -> Mentions:
    with TemporaryDirectory() as scratch:
        make_world(Path(scratch), **WORLD)
        return _folder(Path(scratch), unit, births=births)


TESTS: Mapping[str, tuple[str, Callable[[], Mentions]]] = {
    "alias": (
        "sample, a mention a spelling: phones, accounts, arrests",
        partial(_folder, EXAMPLES, ALIAS, births=False),
    ),
    "alias_births": (
        "the same, and the birth date that a row's IIN tells",
        partial(_folder, EXAMPLES, ALIAS, births=True),
    ),
    "row": ("sample, a mention a phone, account or arrest", partial(_folder, EXAMPLES, ROW, births=False)),
    "row_births": (
        "a mention a phone, account or arrest, and the birth date",
        partial(_folder, EXAMPLES, ROW, births=True),
    ),
    "world": ("a world of another make, a mention a spelling, with birth dates", partial(_world, ALIAS, births=True)),
    "households": ("made households, another seed than fitted on", partial(make, HOUSEHOLDS, MEASURED_ON)),
}
SAID = {"ours": "Izder", "bare": "bare Splink, names as delivered", "bare_stems": "bare Splink, our stems"}


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit code 0."""
    parser = argparse.ArgumentParser(prog="python -m evaluation.resolution", description="Measure resolution.")
    parser.add_argument(
        "tests", nargs="*", metavar="TEST", help=f"some of {', '.join(TESTS)}, or fit; all unless named"
    )
    parser.add_argument("--output", type=Path, default=ROOT / "out" / "resolution.json")
    parser.add_argument("--page", type=Path, default=ROOT / "docs" / "entity-resolution.md")
    told = parser.parse_args(arguments)
    if told.tests == ["fit"]:
        sys.stdout.write(json.dumps(fitted(make(HOUSEHOLDS, FITTED_ON), load()), indent=1) + "\n")
        return 0
    figures = _kept(told.output)
    told.output.parent.mkdir(parents=True, exist_ok=True)
    for name in told.tests or TESTS:
        figures[name] = contest(TESTS[name][1]()) | {"machine": machine()}
        told.output.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
        write_section(told.page, "resolution", describe(figures))
    return 0


def _kept(output: Path) -> dict[str, Any]:
    """What was measured before: each test can be done alone."""
    return json.loads(output.read_text("utf-8")) if output.is_file() else {}


def describe(figures: Mapping[str, Mapping[str, Any]]) -> str:
    """One table a test."""
    return "\n\n".join(_section(name, figures[name]) for name in TESTS if name in figures)


def _section(name: str, found: Mapping[str, Any]) -> str:
    rows = [
        [said, *(f"{found[who][key]:.4f}" for key in ("precision", "recall", "f1")), f"{found[who]['over_merge']:.2%}"]
        for who, said in SAID.items()
        if who in found
    ]
    review = found["review"]
    return (
        f"**{TESTS[name][0]}**: {found['mentions']:,} mentions of {found['persons']:,} persons, "
        f"{found['ours']['true']:,} pairs of one person. Who joins only what shares a thing reaches a recall of "
        f"{found['ceiling']:.4f}. For people: {review['pairs']:,} pairs, {review['one_person']:,} of them one "
        "person.\n\n" + table(["", "precision", "recall", "F1", "mentions with a stranger"], rows)
    )


if __name__ == "__main__":
    sys.exit(main())
