"""`python -m evaluation.bench [NAME…]`: measures, keeps out/bench/NAME.json, and writes docs/performance.md."""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from core.errors import IzderError
from evaluation.bench.machine import machine
from evaluation.bench.registry import BENCHES, ONLY_BY_NAME, bench
from evaluation.figures import write_section

ROOT = Path(__file__).parents[2]


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit code 0, or 1 where a bench could not be done; the others are still done."""
    parser = argparse.ArgumentParser(prog="python -m evaluation.bench", description="Measure speed.")
    which = f"some of {', '.join(BENCHES)}; unless named all but {', '.join(ONLY_BY_NAME)}"
    parser.add_argument("names", nargs="*", metavar="NAME", help=which)
    parser.add_argument("--output", type=Path, default=ROOT / "out" / "bench")
    parser.add_argument("--page", type=Path, default=ROOT / "docs" / "performance.md")
    told = parser.parse_args(arguments)
    unknown = sorted(set(told.names) - set(BENCHES))
    if unknown:
        parser.error(f"no bench {', '.join(unknown)}; there are {', '.join(BENCHES)}")
    usual = [name for name in BENCHES if name not in ONLY_BY_NAME]
    return max([_run(name, told.output, told.page) for name in told.names or usual])


def _run(name: str, output: Path, page: Path) -> int:
    folder = (output / name).absolute()
    folder.mkdir(parents=True, exist_ok=True)
    try:
        found = bench(name)
        figures = {"machine": machine(), **found.measure(folder)}
    except IzderError as error:
        sys.stderr.write(f"{name}: {error}\n")
        return 1
    text = json.dumps(figures, indent=2, ensure_ascii=False)
    (output / f"{name}.json").write_text(text + "\n", encoding="utf-8")
    write_section(page, name, f"{found.describe(figures)}\n\nMeasured on {figures['machine']}.")
    sys.stdout.write(text + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
