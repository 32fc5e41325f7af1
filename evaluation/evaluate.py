"""`python -m evaluation.evaluate`: loads a world, detects, scores, and writes the figures into docs/evaluation.md."""

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from casework.access import Purpose
from casework.bootstrap import bootstrap
from core.errors import IzderError
from core.networks import Run
from core.protocols import Progress
from core.settings import Settings
from core.tables import Tables
from evaluation.baselines import BASELINES
from evaluation.figures import write_section
from evaluation.report import figures, report
from evaluation.truth import read_truth
from graph.projection import project
from graph.server import connect

ROOT = Path(__file__).parents[1]
PURPOSE = Purpose("evaluation", "scores against an invented world")


@dataclass(frozen=True, slots=True)
class Told:
    """What was asked for on the command line."""

    home: Path
    feeds: Path
    truth: Path
    page: Path
    section: str
    output: Path


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit code 0, or 1 with one sentence on stderr."""
    told = _read(arguments)
    try:
        evaluate(told)
    except IzderError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


def evaluate(told: Told) -> dict[str, object]:
    """Score detection on a world of our making; its figures go to the page and to a JSON document.

    Raises:
        IzderError: the world is not there, or a stage of the way failed.
    """
    truth = read_truth(told.truth)
    settings = replace(Settings.from_environment(), home=told.home.absolute(), neo4j_uri=None, casework_url=None)
    run, tables = detected(settings, told.feeds)
    others = {name: baseline(tables) for name, baseline in BASELINES.items()}
    world = _parameters(told.truth)
    found = figures(run, truth, others)
    told.output.parent.mkdir(parents=True, exist_ok=True)
    told.output.write_text(json.dumps(found, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    write_section(told.page, told.section, report(run, truth, others, world))
    return found


def detected(settings: Settings, feeds: Path, progress: Progress | None = None) -> tuple[Run, Tables]:
    """Load a folder of feeds into the settings' home, detect, and return the run unmasked with what it saw."""
    with bootstrap(settings, progress=progress or _tell) as izder:
        izder.load([feeds])
        run = izder.access.run(PURPOSE, izder.detect().id, reveal=True)
        with connect(settings) as store:
            return run, project(store, None)


def _parameters(truth: Path) -> Mapping[str, object]:
    path = truth / "params.json"
    return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}


def _tell(step: str, done: int, total: int | None, detail: Mapping[str, object] | None = None) -> None:
    sys.stderr.write(f"{step} {done}{f'/{total}' if total else ''}\n")


def _read(arguments: Sequence[str] | None) -> Told:
    parser = argparse.ArgumentParser(prog="python -m evaluation.evaluate", description=__doc__)
    home = ROOT / "out" / "evaluation"
    parser.add_argument("--home", type=Path, default=home, help="a home that holds this world and nothing else")
    parser.add_argument("--feeds", type=Path, default=ROOT / "examples" / "feeds")
    parser.add_argument("--truth", type=Path, default=ROOT / "examples" / "truth")
    parser.add_argument("--page", type=Path, default=ROOT / "docs" / "evaluation.md")
    parser.add_argument("--section", default="sample", help="which marked section of the page to write")
    parser.add_argument("--output", type=Path, default=ROOT / "out" / "evaluation.json")
    return Told(**vars(parser.parse_args(arguments)))


if __name__ == "__main__":
    sys.exit(main())
